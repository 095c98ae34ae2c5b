"""Treebanks and name corpora as sentences of labelled words."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from detente.reference.files import iter_csv

NAME_KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
DEMONYMS = frozenset((Path(__file__).parent / "demonyms.txt").read_text().split("\n"))
_HYPHEN = re.compile(r"(?<=[^\W\d_])(-)(?=[^\W\d_])")


@dataclass(frozen=True)
class Sentence:
    """Words with labels, None where not annotated; `heads` count from 1, 0 is the root.

    Attributes:
        acts: for each word the type of event that it tells of, or "O".
        statuses: for each such word the event's status, "" elsewhere.
        roles: (cue, word, side) for the heads of parties; side 1 acts, side 2 receives.
        pair: the type of what the first of the `parties` (indices of words) did to the second.
    """

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    upos: tuple[str, ...] | None = None
    xpos: tuple[str, ...] | None = None
    morph: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    relations: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    acts: tuple[str, ...] | None = None
    statuses: tuple[str, ...] | None = None
    roles: tuple[tuple[int, int, int], ...] = ()
    pair: str | None = None
    parties: tuple[int | None, int | None] = (None, None)
    source: str = ""

    def __len__(self) -> int:
        return len(self.words)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a treebank, with names where its last column gives them (NER=)."""
    rows: list[list[str]] = []
    source = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id = "):
            source = line[12:]
        elif line and line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line and rows:
            yield _build(rows, source)
            rows = []


def _build(rows: list[list[str]], source: str) -> Sentence:
    column = [tuple(r[i] for r in rows) for i in range(10)]
    names = tuple(_find_name(cell) for cell in column[9])
    return Sentence(
        words=column[1],
        spaces=tuple("SpaceAfter=No" not in cell for cell in column[9]),
        lemmas=column[2],
        upos=column[3],
        xpos=column[4],
        morph=tuple("" if m == "_" else m for m in column[5]),
        heads=tuple(map(int, column[6])),
        relations=column[7],
        names=mark_demonyms(column[1], [n or "O" for n in names]) if all(names) else None,
        source=source,
    )


def _find_name(cell: str) -> str | None:
    label = next((part[4:] for part in cell.split("|") if part.startswith("NER=")), None)
    if label is None or label == "O":
        return label
    prefix, _, kind = label.partition("-")
    return f"{prefix}-{NAME_KINDS[kind]}"


def mark_demonyms(words: Iterable[str], names: list[str]) -> tuple[str, ...]:
    """The names, with every demonym ("Russian", "Afghans") outside another name marked NORP."""
    return tuple("B-NORP" if n == "O" and w in DEMONYMS else n for w, n in zip(words, names, strict=True))


def read_iob(path: Path) -> Iterator[Sentence]:
    """The sentences of a name corpus, words cut at hyphens as the treebanks cut them."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        pairs = [line.split("\t") for line in block.split("\n")]
        cut = [(part, label, i) for word, label in pairs for i, part in enumerate(_HYPHEN.split(word))]
        words = tuple(part for part, _, _ in cut)
        names = [_rename(label, inside=i > 0) for _, label, i in cut]
        yield Sentence(words, (True,) * len(words), names=mark_demonyms(words, names), source="wikigold")


def _rename(label: str, *, inside: bool) -> str:
    if label == "O":
        return label
    prefix, kind = label.split("-")
    return f"{'I' if inside else prefix}-{NAME_KINDS[kind]}"


def drop_syntax(sent: Sentence) -> Sentence:
    """The sentence with nothing but its names, for one whose grammar must stay unseen."""
    return replace(sent, upos=None, xpos=None, morph=None, heads=None, relations=None)


def _list_nations() -> list[tuple[str, str]]:
    """Name and adjective of each state that has both in one word."""
    rows = (r for r in iter_csv("states.csv") if " " not in r["name"])
    pairs = ((r["name"], r["demonyms"].split(";")[0]) for r in rows)
    return [(name, adjective) for name, adjective in pairs if adjective and " " not in adjective]


_NATIONS = _list_nations()


def swap_nations(sent: Sentence, rng: random.Random) -> Sentence:
    """The sentence about other states: each name or adjective of one becomes that of another, drawn at random."""
    drawn = dict(zip(_NATIONS, rng.sample(_NATIONS, len(_NATIONS)), strict=True))
    other = {one[i]: two[i] for one, two in drawn.items() for i in (0, 1)}
    return replace(sent, words=tuple(other.get(w, w) for w in sent.words))


def vary(sent: Sentence, rng: random.Random) -> Sentence:
    """The sentence, now and then about other states, without its full stop or in the letter case of a headline."""
    if (sent.acts or sent.pair) and rng.random() < 0.4:
        sent = swap_nations(sent, rng)
    if rng.random() < 0.10:
        sent = _drop_stop(sent)
    draw = rng.random()
    if draw < 0.03:
        return replace(sent, words=tuple(w.upper() for w in sent.words))
    if draw < 0.06:
        return replace(sent, words=tuple(w[:1].upper() + w[1:] if len(w) > 3 else w for w in sent.words))
    if draw < 0.075:
        return replace(sent, words=tuple(w.lower() for w in sent.words))
    return sent


def _drop_stop(sent: Sentence) -> Sentence:
    last = len(sent)
    if last < 4 or sent.words[-1] not in {".", "!", "?"} or (sent.heads and last in sent.heads):
        return sent
    fields = ("words", "spaces", "upos", "xpos", "morph", "heads", "relations", "lemmas", "names", "acts", "statuses")
    kept = {f: getattr(sent, f) for f in fields}
    return replace(sent, **{f: v[:-1] for f, v in kept.items() if v is not None})


def list_labels(sents: Iterable[Sentence], field: str, at_least: int = 1) -> list[str]:
    """The labels of a field, the most frequent first; rarer ones than `at_least` are left out."""
    counts = Counter(label for s in sents for label in getattr(s, field) or ())
    return [label for label, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if n >= at_least]


@dataclass(frozen=True)
class Corpora:
    """What the model learns from and is chosen on; sentences with events are only learned from in the second stage."""

    train: list[Sentence]
    syntax_dev: list[Sentence]
    names_dev: list[Sentence]
    acts: list[Sentence] = field(default_factory=list)
    acts_dev: list[Sentence] = field(default_factory=list)


def load_corpora(folder: Path) -> Corpora:
    """Everything but the test files: grammar from EWT and GUM, names from GUM, EWT dev and wikigold."""
    grammar = [s for f in ("ewt-train", "gum-open-train") for s in read_conllu(folder / f"{f}.conllu")]
    dev = list(read_conllu(folder / "ewt-dev.conllu"))
    names = [drop_syntax(s) for s in dev] + list(read_iob(folder / "wikigold.iob2"))
    return Corpora(grammar + names, dev, list(read_conllu(folder / "gum-open-dev.conllu")))
