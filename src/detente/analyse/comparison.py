"""How far two accounts of the same relations go together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.analyse.series import Series

FEWEST = 5  # steps below which a rank correlation says nothing


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two series over the same steps.

    Attributes:
        step_count: all steps.
        both_count: steps in which both have something with a score that is not nought in sum.
        agree_count: of these, steps in which both sums have the same sign.
        rank_correlation: Spearman's, of the sums of scores by step, a step without anything counting as 0; from -1
            to 1; None for fewer than five steps, or where one of the two never changes.
    """

    step_count: int
    both_count: int
    agree_count: int
    rank_correlation: float | None


def compare_series(one: Series, other: Series) -> Comparison:
    """How far two series go together, step by step.

    Source: Spearman (1904) doi:10.2307/1412159; ties have the mean of their ranks.

    Args:
        one: a series.
        other: another, over the same window and with the same steps.

    Raises:
        ValueError: the steps differ.
    """
    if [step.period for step in one.steps] != [step.period for step in other.steps]:
        raise ValueError("the two series have different steps")
    pairs = [(a.balance, b.balance) for a, b in zip(one.steps, other.steps, strict=True)]
    both = [(a, b) for a, b in pairs if a and b]
    return Comparison(
        step_count=len(pairs),
        both_count=len(both),
        agree_count=sum((a > 0) == (b > 0) for a, b in both),
        rank_correlation=correlate_ranks([a for a, _ in pairs], [b for _, b in pairs]),
    )


def correlate_ranks(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's rank correlation; None for fewer than five pairs, or where one side is all the same.

    Examples:
        >>> correlate_ranks([1, 2, 3, 4, 5], [10, 20, 30, 50, 40])
        0.9
    """
    if len(one) < FEWEST or len(set(one)) == 1 or len(set(other)) == 1:
        return None
    return round(float(np.corrcoef(_rank(one), _rank(other))[0, 1]), 10)


def _rank(values: Sequence[float]) -> np.ndarray:
    _, place, counts = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place])
