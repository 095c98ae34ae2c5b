"""How well the network reads while it is being trained."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from detente.read.network import Reading
from detente.read.trees import decode_tree
from training.batches import Batch, Batcher
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


def score_pairs(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """Log probabilities, up to a constant, of the types between the given parties. Shape: (pairs, types).

    Each word may be what tells of the act: what it says of the type counts as much as it is likely that it tells of any
    act, that the first party acts in it and that the second takes part.
    """
    rows, first, second, _ = batch.pairs.unbind(1)
    acts, _, between = (t[rows].float().log_softmax(-1) for t in model.score_acts(words))
    told = torch.log1p(-acts[..., 0].exp().clamp(max=0.98))
    sides = functional.pad(model.score_roles(words)[rows].float(), (1, 0)).log_softmax(-1)
    acting = _pick(sides[..., 1], first)
    taking = _pick(torch.logaddexp(sides[..., 1], sides[..., 2]), second)
    beyond = (batch.firsts[rows, 1:] == 0)[:, :, None]
    scores = between + (told + acting + taking)[:, :, None]
    return scores.masked_fill(beyond, -1e4).logsumexp(1)


def _pick(scores: Tensor, party: Tensor) -> Tensor:
    """What each word says of the party; nothing where there is none. Shape: (pairs, words)."""
    picked = scores.gather(2, party.clamp(min=0)[:, None, None].expand(-1, scores.shape[1], 1)).squeeze(2)
    return picked.masked_fill((party < 0)[:, None], 0.0)


@torch.no_grad()
def measure_acts(model: Reader, labels: Labels, batcher: Batcher, sents: Sequence[Sentence]) -> dict[str, float]:
    """Acts by the word and by the sentence's count, statuses and sides of gold cues, types of pairs; in percent."""
    model.eval()
    tally = _ActTally(labels)
    for group in batcher.split(sents):
        batch = batcher.build(group)
        words = model.encode(batch.pieces, batch.cases, batch.firsts)
        acts, statuses, _ = (t.argmax(-1) for t in model.score_acts(words))
        tally.add(batch, acts, statuses, functional.pad(model.score_roles(words), (1, 0)).argmax(-1))
        if len(batch.pairs):
            tally.add_pairs(score_pairs(model, words, batch).argmax(-1), batch.pairs[:, 3])
    return tally.rates()


class _ActTally:
    """Counts of what was found, what is so, and both."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._found: Counter[str] = Counter()
        self._gold: Counter[str] = Counter()
        self._right: Counter[str] = Counter()

    def add(self, batch: Batch, acts: Tensor, statuses: Tensor, roles: Tensor) -> None:
        """Count one batch."""
        for i, sent in enumerate(batch.sents):
            if sent.acts is None:
                continue
            found = [self._labels.acts[a] for a in acts[i, : len(sent)].tolist()]
            self._count("cue", {(j, a) for j, a in enumerate(found) if a != "O"}, _marked(sent.acts))
            here, there = Counter(found), Counter(sent.acts)
            del here["O"], there["O"]
            self._found["type"] += here.total()
            self._gold["type"] += there.total()
            self._right["type"] += (here & there).total()
            for j, _ in _marked(sent.acts):
                self._count("status", {self._labels.statuses[statuses[i, j]]}, {(sent.statuses or ())[j]})
                sides = {(w, r) for w, r in enumerate(roles[i, j, : len(sent)].tolist()) if r}
                self._count("sides", sides, {(w, r) for c, w, r in sent.roles if c == j})

    def add_pairs(self, found: Tensor, gold: Tensor) -> None:
        """Count the types of pairs."""
        self._found["pair"] += len(gold)
        self._gold["pair"] += len(gold)
        self._right["pair"] += int((found == gold).sum())

    def _count(self, name: str, found: set[Any], gold: set[Any]) -> None:
        self._found[name] += len(found)
        self._gold[name] += len(gold)
        self._right[name] += len(found & gold)

    def rates(self) -> dict[str, float]:
        """F1 of each measure, in percent."""
        total = self._found + self._gold
        return {n: round(200 * self._right[n] / total[n], 2) for n in total}


def _marked(acts: Sequence[str]) -> set[tuple[int, str]]:
    return {(i, act) for i, act in enumerate(acts) if act != "O"}
