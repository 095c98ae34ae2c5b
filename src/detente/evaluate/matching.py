"""One-to-one matching between what gold labels say and what we found."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

Row = dict[str, Any]
Fits = Callable[[Row, Row], bool]
Nearness = Callable[[Row, Row], tuple[float, ...]]


class Measure(TypedDict):
    """Precision, recall and their harmonic mean, from 0 to 1, with the counts behind them."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int


def count_matches(golds: Sequence[Row], guesses: Sequence[Row], fits: Fits) -> int:
    """Size of the largest one-to-one matching in which every pair fits."""
    return len(match(golds, guesses, fits))


def match(
    golds: Sequence[Row], guesses: Sequence[Row], fits: Fits, nearness: Nearness | None = None
) -> list[tuple[int, int]]:
    """The pairs, by index, of a largest one-to-one matching in which every pair fits (augmenting paths).

    Args:
        golds: gold labels.
        guesses: predictions.
        fits: whether a gold label and a prediction may be a pair.
        nearness: among those that fit a gold label the nearest (greatest) is tried first.
    """
    edges = [_list_choices(gold, guesses, fits, nearness) for gold in golds]
    taken_by: dict[int, int] = {}
    for gold in range(len(golds)):
        _augment(gold, edges, taken_by, set())
    return sorted((gold, guess) for guess, gold in taken_by.items())


def _list_choices(gold: Row, guesses: Sequence[Row], fits: Fits, nearness: Nearness | None) -> list[int]:
    choices = [i for i, guess in enumerate(guesses) if fits(gold, guess)]
    return choices if nearness is None else sorted(choices, key=lambda i: nearness(gold, guesses[i]), reverse=True)


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
