"""How well words are read: tags, trees and names against gold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.read.network import Reading
from training.data import Sentence

Pair = tuple[Sentence, Reading]
KINDS = ("PERSON", "ORG", "PLACE", "NORP")


@dataclass
class Tally:
    """Right and all, by measure."""

    right: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, gold: Sequence[object], found: Sequence[object]) -> None:
        """Count the places where the two agree."""
        self.right[name] = self.right.get(name, 0) + sum(a == b for a, b in zip(gold, found, strict=True))
        self.total[name] = self.total.get(name, 0) + len(gold)

    def percent(self) -> dict[str, float]:
        """Each measure in percent."""
        return {name: round(100 * self.right[name] / max(1, n), 2) for name, n in self.total.items()}


def score_grammar(pairs: Iterable[Pair]) -> dict[str, float]:
    """UPOS, XPOS, morphology, UAS, LAS (universal relations) and LAS with subtypes, in percent."""
    tally = Tally()
    for sent, reading in pairs:
        for name in ("upos", "xpos", "morph"):
            tally.add(name, getattr(sent, name), getattr(reading, name))
        heads = [0 if head == i else head + 1 for i, head in enumerate(reading.heads)]
        tally.add("uas", sent.heads or (), heads)
        gold = list(zip(sent.heads or (), sent.relations or (), strict=True))
        found = list(zip(heads, reading.relations, strict=True))
        tally.add("las", [_universal(p) for p in gold], [_universal(p) for p in found])
        tally.add("las_subtypes", gold, found)
    return tally.percent()


def _universal(pair: tuple[int, str]) -> tuple[int, str]:
    return pair[0], pair[1].split(":")[0]


def score_names(pairs: Iterable[Pair]) -> dict[str, float]:
    """F1 of names by exact span and kind, in percent: persons, organisations and places together, then each kind."""
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for sent, reading in pairs:
        gold, ours = list_spans(sent.names or ()), list_spans(reading.names)
        for kind in KINDS:
            a, b = {s for s in gold if s[2] == kind}, {s for s in ours if s[2] == kind}
            for i, n in enumerate((len(a & b), len(a), len(b))):
                counts[kind][i] += n
    named = [sum(c[i] for k, c in counts.items() if k != "NORP") for i in range(3)]
    return {k: round(200 * c[0] / max(1, c[1] + c[2]), 2) for k, c in {"names": named, **counts}.items()}


def list_spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """The names as (first word, word after the last, kind)."""
    spans, start = set(), 0
    for i, label in enumerate([*labels, "O"]):
        inside = label.startswith("I-") and i > start and labels[i - 1] != "O" and labels[i - 1][2:] == label[2:]
        if not inside:
            if i and labels[i - 1] != "O":
                spans.add((start, i, labels[i - 1][2:]))
            start = i
    return spans
