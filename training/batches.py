"""Sentences as padded tensors, batched by padded size."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from detente.read.subwords import Subwords
from training.data import Sentence
from training.model import Labels

MASK_PIECE = 103
IGNORE = -100
FIELDS = ("upos", "xpos", "morph", "names", "relations", "acts", "statuses")


@dataclass(frozen=True)
class Batch:
    """Padded sentences with their labels.

    Attributes:
        targets: the labels of each field by word, and the heads; -100 where unknown.
        roles: for each cue the side of each word: 0 none, 1 actor, 2 recipient; -100 beside words that are no cues.
        pairs: (sentence, first party, second party, type) where parties are given, -1 for a party that is missing.
    """

    pieces: Tensor
    cases: Tensor
    firsts: Tensor
    targets: dict[str, Tensor]
    roles: Tensor
    pairs: Tensor
    sents: Sequence[Sentence]

    @property
    def size(self) -> int:
        """Sentences in the batch."""
        return len(self.sents)


class Batcher:
    """Turns sentences into batches of at most `budget` padded pieces."""

    def __init__(self, subwords: Subwords, labels: Labels, budget: int) -> None:
        self._subwords = subwords
        self._ids = {f: {label: i for i, label in enumerate(getattr(labels, f))} for f in (*FIELDS, "between")}
        self._budget = budget

    def split(self, sents: Sequence[Sentence], rng: random.Random | None = None) -> Iterator[list[Sentence]]:
        """Groups of sentences of like length; shuffled where a random generator is given."""
        cost = {id(s): self._count(s) + (rng.uniform(0, 4) if rng else 0) for s in sents}
        groups: list[list[Sentence]] = [[]]
        for sent in sorted(sents, key=lambda s: cost[id(s)]):
            if groups[-1] and (len(groups[-1]) + 1) * self._count(sent) > self._budget:
                groups.append([])
            groups[-1].append(sent)
        if rng:
            rng.shuffle(groups)
        yield from groups

    def _count(self, sent: Sentence) -> int:
        return 2 + sum(len(self._subwords.cut_word(w)[0]) for w in sent.words)

    def build(self, sents: Sequence[Sentence], hide: Callable[[], bool] | None = None) -> Batch:
        """One batch; `hide` says of each word whether its pieces are masked."""
        rows = [self.cut(s, hide) for s in sents]
        width, words = max(len(r[0]) for r in rows), max(map(len, sents))
        return Batch(
            pieces=_pad([r[0] for r in rows], width, 0),
            cases=_pad([r[1] for r in rows], width, 0),
            firsts=_pad([r[2] for r in rows], words + 1, 0),
            targets={f: _pad([self._label(s, f) for s in sents], words, IGNORE) for f in (*FIELDS, "heads")},
            roles=_mark_roles(sents, words),
            pairs=torch.tensor([self._name_pair(i, s) for i, s in enumerate(sents) if s.pair]).view(-1, 4),
            sents=sents,
        )

    def _name_pair(self, place: int, sent: Sentence) -> list[int]:
        first, second = (-1 if party is None else party for party in sent.parties)
        return [place, first, second, self._ids["between"][sent.pair or ""]]

    def cut(self, sent: Sentence, hide: Callable[[], bool] | None = None) -> tuple[list[int], list[int], list[int]]:
        """The pieces of a sentence, their letter cases, and for the root and each word the place of its first piece."""
        pieces, cases, firsts = [self._subwords.start], [0], [0]
        for word in sent.words:
            ids, case = self._subwords.cut_word(word)
            firsts.append(len(pieces))
            pieces += [MASK_PIECE] * len(ids) if hide and hide() else ids
            cases += [case] * len(ids)
        return [*pieces, self._subwords.end], [*cases, 0], firsts

    def _label(self, sent: Sentence, field: str) -> list[int]:
        given = getattr(sent, field)
        if given is None:
            return [IGNORE] * len(sent)
        return list(given) if field == "heads" else [self._ids[field].get(v, IGNORE) for v in given]


def _pad(rows: list[list[int]], width: int, fill: int) -> Tensor:
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def _mark_roles(sents: Sequence[Sentence], words: int) -> Tensor:
    roles = torch.full((len(sents), words, words), IGNORE)
    for i, sent in enumerate(sents):
        for cue, act in enumerate(sent.acts or ()):
            if act != "O":
                roles[i, cue, : len(sent)] = 0
        for cue, word, side in sent.roles:
            roles[i, cue, word] = side
    return roles
