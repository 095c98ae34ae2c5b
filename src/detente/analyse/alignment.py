"""How friendly two sides are to each other, in [-1, 1], and how sure one can be of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.analyse.acts import Act

Vector = NDArray[np.float64]

COVERAGE = 0.9  # of the intervals, unless another is asked for
FULL_SCORE = 10.0  # the greatest PLOVER score
DRAWS = 2000
MANY = 3000  # sources from which the limit of many is as good as drawing
FAINTEST = 2.0**-10  # what weighs less is left out
IMAGINED = 0.5  # sources at the worst or best end, beside those that were seen
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Alignment:
    """How friendly two sides are: the weighted mean of their acts' PLOVER scores, divided by 10.

    Attributes:
        value: from -1 (only the worst violence) to 1 (only the best help).
        low, high: an interval that holds the true level in at least the share `coverage` of cases.
        coverage: the nominal share.
        act_count: how many acts it rests on.
        source_count: how many independent sources first told of these.
        weight: what the acts weigh together: their number, or less where older ones count for less.
    """

    value: float
    low: float
    high: float
    coverage: float
    act_count: int
    source_count: int
    weight: float


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much one level lies above another, in [-2, 2], with an interval as that of an alignment."""

    value: float
    low: float
    high: float
    coverage: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no doubt about the direction."""
        return self.low > 0 or self.high < 0


def measure_alignment(
    acts: Sequence[Act], *, on: date | None = None, half_life: float | None = None, coverage: float = COVERAGE
) -> Alignment | None:
    """How friendly two sides are over their acts; None where no act has a score.

    Args:
        acts: what passed between them, once each.
        on: acts after this day do not count.
        half_life: days after which an act counts for half; None where all count alike. It needs `on`.
        coverage: nominal share of intervals that hold the true level.

    Examples:
        >>> from datetime import date
        >>> measure_alignment([]) is None
        True
        >>> one = [Act(date(2020, 1, 1), "a", "CONSULT", "verbal cooperation", 2.5, 40, "story")]
        >>> found = measure_alignment(one)
        >>> round(found.value, 2), round(found.low, 1), round(found.high, 1), found.act_count
        (0.25, -0.9, 0.9, 1)
    """
    level = Level(acts, coverage)
    return level.measure(level.weigh(on, half_life))


class Level:
    """The level of acts, to be measured again and again under other weights.

    The true level is the mean score of the acts that such a relation brings forth, of which we have seen some. The
    interval is a Bayesian bootstrap over independent sources, never over reports, with half a source imagined: for the
    lower limit one whose acts are all at -1, for the upper limit one at +1. With `g` drawn from the standard
    exponential distribution for each source and `h` from the gamma distribution of shape 1/2, `w` the weights of the
    acts of a source, `x` their scores and `k` the mean number of acts of a source, the limits are quantiles of

        (sum(g w x) - h k) / (sum(g w) + h k)   and   (sum(g w x) + h k) / (sum(g w) + h k).

    So one or two acts never look certain, and an interval widens as its acts grow old. Where there are many sources
    the normal limit of the same distribution serves.

    Source: Rubin (1981) doi:10.1214/aos/1176345338 for the Bayesian bootstrap; Gaffke (2005), Learned-Miller and
    Thomas (2019) arXiv:1905.06208 for a whole imagined source at the extreme, which gives the limits of Clopper and
    Pearson for scores of -1 and 1 and is wider than need be; half a source is in the spirit of Jeffreys' interval, see
    Brown, Cai and DasGupta (2001) doi:10.1214/ss/1009213286. Coverage as measured: benchmarks/results/alignment.md.
    """

    def __init__(self, acts: Sequence[Act], coverage: float = COVERAGE) -> None:
        scored = sorted((act for act in acts if act.score is not None), key=lambda act: (act.day, act.act_id))
        self.coverage = coverage
        self.days = np.array([act.day.toordinal() for act in scored], dtype=np.int64)
        self.values = np.array([act.score for act in scored], dtype=np.float64) / FULL_SCORE
        places: dict[str, int] = {}
        self._units = np.array([places.setdefault(act.source, len(places)) for act in scored], dtype=np.int64)
        self._unit_count = len(places)

    def weigh(self, on: date | None, half_life: float | None = None) -> Vector:
        """What each scored act weighs on a day: 1, or half for each half-life of age; 0 for what comes later."""
        if on is None:
            return np.ones(len(self.days))
        age = on.toordinal() - self.days
        weights = np.ones(len(age)) if half_life is None else np.exp2(-np.maximum(age, 0) / half_life)
        return np.where((age >= 0) & (weights >= FAINTEST), weights, 0.0)

    def measure(self, weights: Vector) -> Alignment | None:
        """The level under these weights; None where nothing weighs anything."""
        counted = weights > 0
        if not counted.any():
            return None
        lows, highs = self.draw(weights)
        tail = (1 - self.coverage) / 2
        return Alignment(
            value=float(weights @ self.values / weights.sum()),
            low=float(np.quantile(lows, tail)),
            high=float(np.quantile(highs, 1 - tail)),
            coverage=self.coverage,
            act_count=int(counted.sum()),
            source_count=len(np.unique(self._units[counted])),
            weight=float(weights.sum()),
        )

    def draw(self, weights: Vector) -> tuple[Vector, Vector]:
        """Levels that may be true, drawn for the lower and for the upper limit. Shape of each: (DRAWS,)."""
        masses: Vector = np.bincount(self._units, weights, self._unit_count).astype(np.float64)
        sums: Vector = np.bincount(self._units, weights * self.values, self._unit_count).astype(np.float64)
        active = masses > 0
        size = np.count_nonzero(weights) / np.count_nonzero(active)
        drawn = self._draw_many if np.count_nonzero(active) > MANY else self._draw_few
        total, mass = drawn(sums, masses, active)
        imagined = self._spare * size
        return (total - imagined) / (mass + imagined), (total + imagined) / (mass + imagined)

    def _draw_few(self, sums: Vector, masses: Vector, active: NDArray[np.bool_]) -> tuple[Vector, Vector]:
        gammas = self._gammas[active] if len(active) <= MANY else _draw_gammas(int(np.count_nonzero(active)))
        return sums[active] @ gammas, masses[active] @ gammas

    def _draw_many(self, sums: Vector, masses: Vector, active: NDArray[np.bool_]) -> tuple[Vector, Vector]:
        mass = masses[active].sum()
        value = sums[active].sum() / mass
        spread = np.sqrt(np.square(sums[active] - value * masses[active]).sum())
        normal = np.random.default_rng(_SEED).standard_normal(DRAWS)
        return value * mass + spread * normal, np.full(DRAWS, mass)

    @cached_property
    def _gammas(self) -> Vector:
        return _draw_gammas(self._unit_count)

    @cached_property
    def _spare(self) -> Vector:
        return np.random.default_rng(_SEED + 1).standard_gamma(IMAGINED, DRAWS)


def _draw_gammas(count: int) -> Vector:
    return np.random.default_rng(_SEED).standard_exponential((count, DRAWS))


def compare_levels(before: Sequence[Act], after: Sequence[Act], coverage: float = COVERAGE) -> Difference | None:
    """By how much the level of later acts differs from that of earlier ones; None where either has none with a score.

    The limits are quantiles of the difference between what may be true of each, at the worse end of both.

    Examples:
        >>> from datetime import date
        >>> talks = [Act(date(2020, 1, d), f"t{d}", "CONSULT", None, 2.5, 1, f"t{d}") for d in range(1, 21)]
        >>> raids = [Act(date(2020, 2, d), f"r{d}", "ASSAULT", None, -9.0, 1, f"r{d}") for d in range(1, 21)]
        >>> found = compare_levels(talks, raids)
        >>> round(found.value, 2), found.high < 0
        (-1.15, True)
    """
    levels = Level(before, coverage), Level(after, coverage)
    weights = [level.weigh(None) for level in levels]
    if any(len(each) == 0 for each in weights):
        return None
    (old_low, old_high), (new_low, new_high) = (level.draw(each) for level, each in zip(levels, weights, strict=True))
    tail = (1 - coverage) / 2
    # Both levels were drawn with one seed; reversed, the draws of one are independent of those of the other.
    return Difference(
        value=float(levels[1].values.mean() - levels[0].values.mean()),
        low=float(np.quantile(new_low - old_high[::-1], tail)),
        high=float(np.quantile(new_high - old_low[::-1], 1 - tail)),
        coverage=coverage,
    )
