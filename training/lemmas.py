"""The lemma table: what the endings alone get wrong in the treebanks, and the dictionary forms they know."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from detente.read.lemmas import Lemmatiser
from detente.reference.lexicon import load_lexicon
from training.data import Sentence

_KNOWN = 2  # a dictionary form counts as known if it is seen so often
_IRREGULAR = {"verbs.txt": ("VBD", "VBN"), "plurals.txt": ("NNS",)}
_LISTS = {"verbs": ("VERB", "AUX"), "nouns": ("NOUN",), "adjectives": ("ADJ", "ADV")}


def build_table(sents: Iterable[Sentence]) -> dict[str, object]:
    """Known dictionary forms by part of speech, and the exceptions by tag and lower-case word.

    The verbs of the event lexicon are known whether or not the treebanks have them.
    """
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    lists: dict[str, Counter[str]] = {name: Counter() for name in _LISTS}
    for sent in sents:
        rows = zip(sent.words, sent.upos or (), sent.xpos or (), sent.lemmas or (), strict=False)
        for word, upos, xpos, lemma in rows:
            counts[word.lower().replace("’", "'"), upos, xpos][lemma] += 1
            for name, kinds in _LISTS.items():
                if upos in kinds:
                    lists[name][lemma.lower()] += 1
    verbs = {lemma for lemma, kind in load_lexicon().triggers if kind == "VERB"}
    lists["verbs"].update(dict.fromkeys(verbs, _KNOWN))
    table = {name: sorted(w for w, n in c.items() if w.isalpha() and n >= _KNOWN) for name, c in lists.items()}
    return {"exceptions": _list_exceptions(counts, Lemmatiser({"exceptions": {}, **table})), **table}


def _list_exceptions(
    counts: dict[tuple[str, str, str], Counter[str]], lemmatiser: Lemmatiser
) -> dict[str, dict[str, str]]:
    merged: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    kinds: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (word, upos, xpos), lemmas in counts.items():
        merged[xpos, word].update(lemmas)
        kinds[xpos, word][upos] += lemmas.total()
    found: dict[str, dict[str, str]] = {}
    for (xpos, word), lemmas in sorted(merged.items()):
        lemma, times = lemmas.most_common(1)[0]
        upos = kinds[xpos, word].most_common(1)[0][0]
        ours = lemmatiser.find(word, upos, xpos)
        regular = ours.lower() == lemma.lower() if xpos.startswith("NNP") else ours == lemma
        if not regular and (times > 1 or word.isalpha()):
            found.setdefault(xpos, {})[word] = lemma
    for tag, words in _read_irregular():
        found.setdefault(tag, {}).update(words)
    return found


def _read_irregular() -> Iterator[tuple[str, dict[str, str]]]:
    """Strong verbs (verb, past, participle) and plurals (noun, plural), by tag and form."""
    for file, tags in _IRREGULAR.items():
        rows = [line.split() for line in (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()]
        for i, tag in enumerate(tags, 1):
            yield tag, {row[i]: row[0] for row in rows}


def write_lemmas(path: Path, sents: Iterable[Sentence]) -> None:
    """Write the table as JSON."""
    path.write_text(json.dumps(build_table(sents), ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
