"""How well a network reads: tags, trees and names against gold words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch

from detente.read.trees import decode_tree
from training.batches import Batcher
from training.data import Corpora, Sentence
from training.model import Labels, Reader


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


@dataclass(frozen=True)
class Reading:
    """What a network says of one sentence."""

    upos: list[str]
    xpos: list[str]
    morph: list[str]
    names: list[str]
    heads: list[int]
    relations: list[str]


def measure(model: Reader, labels: Labels, batcher: Batcher, corpora: Corpora) -> dict[str, float]:
    """Tags and trees on EWT dev, names on GUM dev, in percent."""
    grammar = read_all(model, labels, batcher, corpora.syntax_dev)
    names = read_all(model, labels, batcher, corpora.names_dev)
    return score_grammar(grammar) | score_names(names)


@torch.no_grad()
def read_all(
    model: Reader, labels: Labels, batcher: Batcher, sents: Sequence[Sentence]
) -> list[tuple[Sentence, Reading]]:
    """Each sentence with the network's reading of it."""
    model.eval()
    return [pair for group in batcher.split(sents) for pair in _read_group(model, labels, batcher, group)]


def _read_group(
    model: Reader, labels: Labels, batcher: Batcher, group: list[Sentence]
) -> list[tuple[Sentence, Reading]]:
    batch = batcher.build(group)
    words = model.encode(batch.pieces, batch.cases, batch.firsts)
    tags = [t.argmax(-1).tolist() for t in model.score_tags(words)]
    arcs = model.score_arcs(words).numpy()
    heads = [decode_tree(arcs[i, : len(s), : len(s) + 1]) for i, s in enumerate(group)]
    padded = torch.zeros(arcs.shape[:2], dtype=torch.long)
    for i, found in enumerate(heads):
        padded[i, : len(found)] = torch.tensor(found)
    relations = model.score_relations(words, padded)
    relations[:, :, labels.relations.index("root")] = -1e4
    best = relations.argmax(-1).tolist()
    return [
        (sent, _name_labels(labels, len(sent), [t[i] for t in tags], list(heads[i]), best[i]))
        for i, sent in enumerate(group)
    ]


def _name_labels(labels: Labels, n: int, tags: list[list[int]], heads: list[int], best: list[int]) -> Reading:
    upos, xpos, morph, names = (
        [kinds[i] for i in row[:n]]
        for kinds, row in zip((labels.upos, labels.xpos, labels.morph, labels.names), tags, strict=True)
    )
    relations = [labels.relations[r] if h else "root" for r, h in zip(best, heads, strict=False)]
    return Reading(upos, xpos, morph, names, heads, relations)


def score_grammar(pairs: Sequence[tuple[Sentence, Reading]]) -> dict[str, float]:
    """UPOS, XPOS, morphology, UAS, LAS (universal relations) and LAS with subtypes."""
    tally = Tally()
    for sent, reading in pairs:
        for name in ("upos", "xpos", "morph"):
            tally.add(name, getattr(sent, name), getattr(reading, name))
        tally.add("uas", sent.heads or (), reading.heads)
        gold = list(zip(sent.heads or (), sent.relations or (), strict=True))
        found = list(zip(reading.heads, reading.relations, strict=True))
        tally.add("las", [_universal(p) for p in gold], [_universal(p) for p in found])
        tally.add("las_subtypes", gold, found)
    return tally.percent()


def _universal(pair: tuple[int, str]) -> tuple[int, str]:
    return pair[0], pair[1].split(":")[0]


def score_names(pairs: Sequence[tuple[Sentence, Reading]]) -> dict[str, float]:
    """F1 of names, exact spans: all kinds but demonyms together, then each kind."""
    found: dict[str, list[int]] = {}
    for sent, reading in pairs:
        gold, ours = list_spans(sent.names or ()), list_spans(reading.names)
        for kind in ("PERSON", "ORG", "PLACE", "NORP"):
            a, b = {s for s in gold if s[2] == kind}, {s for s in ours if s[2] == kind}
            counts = found.setdefault(kind, [0, 0, 0])
            counts[:] = [counts[0] + len(a & b), counts[1] + len(a), counts[2] + len(b)]
    found = {"names": [sum(c[i] for k, c in found.items() if k != "NORP") for i in range(3)]} | found
    return {k: round(200 * c[0] / max(1, c[1] + c[2]), 2) for k, c in found.items()}


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
