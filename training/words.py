"""Tables of words for merging: how common they are in news, irregular forms, and relations of WordNet."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from detente.analyse.words import split_words
from detente.reference.files import find_data
from detente.reference.words import ALL_TEXTS, stem_word

LEAST_TEXTS = 3  # a rarer stem counts as unseen
LEAST_TEXTS_RELATED = 8
SENSES = 3  # the most frequent senses of a word that are looked at
MOST_KINDS = 25  # a meaning with more kinds ("act", "change") says too little

# Lexicographer files of WordNet whose nouns tell what happens: act, communication, event, phenomenon, state.
_HAPPENING = {4, 10, 11, 22, 26}
_PARTS = {"noun": "n", "verb": "v", "adj": "a"}
_ABOVE = {"@", "*", ">", "&"}  # is a kind of, entails, causes, is similar to
_SAME_ROOT = {"+", "\\", "<"}


@dataclass(frozen=True, slots=True)
class Synset:
    """Words of one meaning, whether it is a happening, and pointers: symbol, target, own word, word of the target."""

    words: tuple[str, ...]
    tells: bool
    pointers: tuple[tuple[str, str, int, int], ...]


class WordNet:
    """The database files of WordNet 3.0.

    Args:
        folder: holds data.*, index.* and *.exc.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.synsets = {key: synset for part in _PARTS for key, synset in self._read_synsets(part)}
        self.senses: dict[str, list[str]] = defaultdict(list)
        for part, letter in _PARTS.items():
            for fields in self._read(f"index.{part}"):
                offsets = fields[6 + int(fields[3]) :]
                self.senses[fields[0]] += [letter + offset for offset in offsets[:SENSES]]

    def list_derived(self, word: str) -> set[str]:
        """Words of the same root: "victory" for "victorious", "killing" for "kill"."""
        found = set()
        for synset in (self.synsets[key] for key in self.senses[word]):
            for symbol, target, own, other in synset.pointers:
                if symbol in _SAME_ROOT and own and other and synset.words[own - 1] == word:
                    found.add(self.synsets[target].words[other - 1])
        return found

    def iter_irregular(self) -> Iterator[tuple[str, str]]:
        """Irregular forms of verbs and nouns with their word."""
        for part in ("verb", "noun"):
            yield from ((fields[0], fields[1]) for fields in self._read(f"{part}.exc"))

    def _read(self, name: str) -> Iterator[list[str]]:
        for line in (self._folder / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("  "):
                yield line.split("|")[0].split()

    def _read_synsets(self, part: str) -> Iterator[tuple[str, Synset]]:
        for fields in self._read(f"data.{part}"):
            size = int(fields[3], 16)
            words = tuple(fields[4 + 2 * i].lower().split("(")[0] for i in range(size))
            at = 5 + 2 * size
            ends = (fields[at + 4 * i : at + 4 * i + 4] for i in range(int(fields[at - 1])))
            pointers = tuple(
                ("a" if p == "s" else p, s, o, int(w[:2], 16), int(w[2:], 16)) for s, o, p, w in ends if p != "r"
            )
            tells = part == "verb" or int(fields[1]) in _HAPPENING
            yield _PARTS[part] + fields[0], Synset(words, tells, tuple((s, p + o, i, j) for p, s, o, i, j in pointers))


def count_stems(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """How many texts there are, and in how many of them each stem occurs."""
    counts, total = Counter[str](), 0
    for text in texts:
        counts.update({stem_word(word) for word in split_words(text)})
        total += 1
    return total, counts


def list_relations(wordnet: WordNet, counts: Counter[str]) -> dict[tuple[str, str], str]:
    """Pairs of stems of words that may tell of a happening, with their closest relation."""
    words = [w for w in wordnet.senses if w.isalpha() and counts[stem_word(w)] >= LEAST_TEXTS_RELATED]
    words = [w for w in words if any(wordnet.synsets[key].tells for key in wordnet.senses[w])]
    found: dict[tuple[str, str], str] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    for word in words:
        derived = {d for d in wordnet.list_derived(word) if d.isalpha()}
        _add(found, ((stem_word(word), stem_word(other)) for other in derived), "form")
        for key in (key for form in (word, *derived) for key in wordnet.senses[form]):
            holders[key].add(stem_word(word))
    _add(found, (pair for stems in holders.values() for pair in combinations(sorted(stems), 2)), "meaning")
    _add(found, _pair_kinds(wordnet, holders), "kind")
    return found


def _pair_kinds(wordnet: WordNet, holders: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for key, stems in holders.items():
        for symbol, target, _, _ in wordnet.synsets[key].pointers:
            if symbol in _ABOVE and target in holders:
                kinds[target] |= stems
    for target, stems in kinds.items():
        if len(stems) <= MOST_KINDS:
            yield from product(sorted(stems), sorted(holders[target]))


def _add(found: dict[tuple[str, str], str], pairs: Iterable[tuple[str, str]], relation: str) -> None:
    for a, b in pairs:
        if a != b:
            found.setdefault((a, b) if a < b else (b, a), relation)


def write_words(texts: Iterable[str], folder: Path) -> None:
    """Count, look up and write the three tables, below the comments that the files begin with."""
    wordnet, (total, counts) = WordNet(folder), count_stems(texts)
    common = sorted((stem, n) for stem, n in counts.items() if n >= LEAST_TEXTS)
    _write("frequencies.csv", "stem,texts", [f"{ALL_TEXTS},{total}", *(f"{stem},{n}" for stem, n in common)])
    forms = dict(wordnet.iter_irregular())
    kept = (f"{a},{b}" for a, b in sorted(forms.items()) if re.fullmatch("[a-z]+", a) and counts[stem_word(a)])
    _write("irregular.csv", "form,word", kept)
    related = sorted(list_relations(wordnet, counts).items())
    _write("related.csv", "a,b,relation", (f"{a},{b},{relation}" for (a, b), relation in related))


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """The "text" of each row of JSON Lines files."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def _write(name: str, heading: str, rows: Iterable[str]) -> None:
    path = Path(str(find_data(f"after_reading/words/{name}")))
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*head, heading, *rows]) + "\n", encoding="utf-8")
