"""Where a sequence of mixtures changes: Bayesian change points, exact and without chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CALM_DAYS = 1095.0  # mean days from one change to the next, before anything is seen
LONGEST_GAP = 180  # days; a longer silence makes a change no more probable
NEAR_DAYS = 30  # a change is as probable as that there is one within so many days of it,
NEAR_COUNT = 3  # or within so many observations, where they are few
PRIOR = 1.0  # imagined observations of each class, in each stretch


@dataclass(frozen=True, slots=True)
class Cut:
    """A change between two observations.

    Attributes:
        index: of the first observation after it.
        probability: that there is a change within 30 days, or within three observations, of it.
    """

    index: int
    probability: float


def find_cuts(shares: Array, days: Sequence[int], calm_days: float = CALM_DAYS) -> tuple[Cut, ...]:
    """The changes of the most probable division into stretches, oldest first.

    Within a stretch the classes of observations come with fixed chances, of which nothing is known before. Stretches
    end at a constant rate per day, so that a gap of months more likely hides a change than one of days; a silence
    beyond half a year makes it no more likely. An observation of a mixed day counts as one, of which each class has its
    share. All divisions are summed over exactly, forwards as in the online method and then backwards, in time that
    grows with the square of the number of observations.

    Source: Adams and MacKay (2007) arXiv:0710.3742 for the forward pass; Fearnhead (2006)
    doi:10.1007/s11222-006-8450-8 for the backward pass. We read off the most probable division and the probability of
    a change near each of its cuts, and draw no samples.

    Args:
        shares: of each class in each observation. Shape: (observations, classes); rows sum to 1.
        days: of the observations, ascending.
        calm_days: mean days from one change to the next.

    Examples:
        >>> calm, storm = [1.0, 0.0], [0.0, 1.0]
        >>> [cut] = find_cuts(np.array([calm] * 12 + [storm] * 12), range(0, 240, 10))
        >>> cut.index, cut.probability > 0.95
        (12, True)
        >>> find_cuts(np.array([calm] * 24), range(0, 240, 10))
        ()
    """
    if len(shares) < 2:
        return ()
    gaps = np.minimum(np.diff(np.asarray(days, dtype=np.float64)), LONGEST_GAP)
    ends = np.log(-np.expm1(-gaps / calm_days))  # log chance of a change in each gap
    stretches = _weigh_stretches(shares, gaps / calm_days)
    begin, most, backs = _pass_forward(stretches, ends)
    finish = _pass_backward(stretches, ends)
    # Chance of each stretch from observation s to t being one of the division.
    joint = np.exp(begin[:, None] + stretches + finish[None, :] - most)
    cuts = _trace_back(backs)
    return tuple(Cut(cut, _find_chance(joint, np.asarray(days), cut)) for cut in cuts)


def _weigh_stretches(shares: Array, hazards: Array) -> Array:
    """Log chance of the observations s to t, and of no change between them, given a stretch that begins at s."""
    count, classes = shares.shape
    sums = np.vstack([np.zeros(classes), np.cumsum(shares, axis=0)])
    logs = np.zeros((count, count))
    for t in range(count):
        seen = sums[t] - sums[: t + 1]
        logs[: t + 1, t] = np.log((seen + PRIOR) @ shares[t] / (seen.sum(axis=1) + PRIOR * classes))
    calm = np.concatenate(([0.0], np.cumsum(-hazards)))
    weights: Array = np.cumsum(logs, axis=1) + calm[None, :] - calm[:, None]
    weights[np.tril_indices(count, -1)] = -np.inf
    return weights


def _pass_forward(stretches: Array, ends: Array) -> tuple[Array, float, NDArray[np.int64]]:
    """Log chance of all up to each start of a stretch; log chance of everything; where the best last stretch began."""
    count = len(stretches)
    begin, best = np.full(count, -np.inf), np.full(count, -np.inf)
    begin[0] = best[0] = 0.0
    backs = np.zeros(count, dtype=np.int64)
    total = 0.0
    for t in range(count):
        total = _add_logs(begin[: t + 1] + stretches[: t + 1, t])
        paths = best[: t + 1] + stretches[: t + 1, t]
        backs[t] = int(np.argmax(paths))
        if t + 1 < count:
            begin[t + 1], best[t + 1] = total + ends[t], paths[backs[t]] + ends[t]
    return begin, total, backs


def _pass_backward(stretches: Array, ends: Array) -> Array:
    """Log chance of a change after each observation and of all that follows; 0 for the last."""
    finish = np.zeros(len(stretches))
    for s in range(len(stretches) - 1, 0, -1):
        finish[s - 1] = ends[s - 1] + _add_logs(stretches[s, s:] + finish[s:])
    return finish


def _trace_back(backs: NDArray[np.int64]) -> list[int]:
    cuts: list[int] = []
    start = int(backs[-1])
    while start > 0:
        cuts.append(start)
        start = int(backs[start - 1])
    return cuts[::-1]


def _find_chance(joint: Array, days: NDArray[np.int64], cut: int) -> float:
    """Chance that there is a change in some gap near the cut: that no stretch spans them all."""
    near = np.flatnonzero(np.abs(days - days[cut]) <= NEAR_DAYS)
    first, last = max(min(int(near[0]), cut - NEAR_COUNT), 1), min(max(int(near[-1]), cut + NEAR_COUNT), len(days) - 1)
    return float(np.clip(1 - joint[:first, last:].sum(), 0.0, 1.0))


def _add_logs(logs: Array) -> float:
    top = float(logs.max())
    return top + float(np.log(np.exp(logs - top).sum()))
