"""How well the network reads while it is being trained."""

from collections.abc import Sequence

import torch

from detente.read.network import Reading
from detente.read.trees import decode_tree
from training.batches import Batcher
from training.data import Corpora, Sentence
from training.model import Labels, Reader
from training.scores import Pair, score_grammar, score_names


def measure(model: Reader, labels: Labels, batcher: Batcher, corpora: Corpora) -> dict[str, float]:
    """Tags and trees on EWT dev, names on GUM dev, in percent."""
    grammar = read_all(model, labels, batcher, corpora.syntax_dev)
    names = read_all(model, labels, batcher, corpora.names_dev)
    return score_grammar(grammar) | score_names(names)


@torch.no_grad()
def read_all(model: Reader, labels: Labels, batcher: Batcher, sents: Sequence[Sentence]) -> list[Pair]:
    """Each sentence with the network's reading of it."""
    model.eval()
    return [pair for group in batcher.split(sents) for pair in _read_group(model, labels, batcher, group)]


def _read_group(model: Reader, labels: Labels, batcher: Batcher, group: list[Sentence]) -> list[Pair]:
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
    return [(sent, _name(labels, heads[i], [t[i] for t in tags], best[i])) for i, sent in enumerate(group)]


def _name(labels: Labels, heads: list[int], tags: list[list[int]], best: list[int]) -> Reading:
    upos, xpos, morph, names = (
        [kinds[i] for i in row[: len(heads)]]
        for kinds, row in zip((labels.upos, labels.xpos, labels.morph, labels.names), tags, strict=True)
    )
    relations = [labels.relations[r] if h else "root" for r, h in zip(best, heads, strict=False)]
    return Reading(upos, xpos, morph, names, [h - 1 if h else i for i, h in enumerate(heads)], relations)
