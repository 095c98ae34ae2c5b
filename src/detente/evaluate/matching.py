"""One-to-one matching between what gold labels say and what we found."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

Row = dict[str, Any]
Fits = Callable[[Row, Row], bool]


class Measure(TypedDict):
    """Precision, recall and their harmonic mean, from 0 to 1, with the counts behind them."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int


def count_matches(golds: Sequence[Row], guesses: Sequence[Row], fits: Fits) -> int:
    """Size of the largest one-to-one matching in which every pair fits (augmenting paths)."""
    edges = [[i for i, guess in enumerate(guesses) if fits(gold, guess)] for gold in golds]
    taken_by: dict[int, int] = {}
    return sum(_augment(gold, edges, taken_by, set()) for gold in range(len(golds)))


def _augment(gold: int, edges: list[list[int]], taken_by: dict[int, int], tried: set[int]) -> bool:
    for guess in edges[gold]:
        if guess in tried:
            continue
        tried.add(guess)
        if guess not in taken_by or _augment(taken_by[guess], edges, taken_by, tried):
            taken_by[guess] = gold
            return True
    return False


def measure(hits: int, predicted: int, gold: int) -> Measure:
    """Precision, recall and F1 of `hits` among so many predictions and gold labels; 0 where undefined."""
    return combine(hits / predicted if predicted else 0.0, hits / gold if gold else 0.0, predicted, gold)


def combine(precision: float, recall: float, predicted: int, gold: int) -> Measure:
    """A measure from its precision and recall."""
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return Measure(p=round(precision, 3), r=round(recall, 3), f1=round(f1, 3), gold=gold, predicted=predicted)
