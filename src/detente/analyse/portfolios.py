"""How alike the portfolios of two states are: alliance obligations, votes, positions.

All measures compare the values of two states on the items that both have; a missing value takes its item out for
that pair, never for others. Disagreement on an item is `d(x, y)`: 0 or 1 (unweighted), `|x - y|` (linear) or
`(x - y) ** 2` (squared).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.model import PortfolioEntry

Values = npt.NDArray[np.float64]
Distance = Literal["unweighted", "linear", "squared"]
Measure = Literal["s", "pi", "kappa", "agreement", "gap"]


@dataclass(frozen=True, slots=True)
class Portfolios:
    """The portfolios of one year.

    Attributes:
        states, items: in alphabetical order.
        values: NaN where missing. Shape: (states, items).
    """

    states: tuple[str, ...]
    items: tuple[str, ...]
    values: Values

    @property
    def scale(self) -> float:
        """How far the lowest and the highest value lie apart; 0 where there are none or all are the same."""
        known = self.values[~np.isnan(self.values)]
        return float(np.ptp(known)) if known.size else 0.0


@dataclass(frozen=True, slots=True)
class JointTable:
    """How often two states hold which values, item by item.

    Attributes:
        values: those that occur, in order.
        shares: share of the items on which one holds the first and the other the second value; sums to 1, and is
            empty where they have no item in common. Shape: (values of one, values of the other).
    """

    values: Values
    shares: Values

    def disagree(self, distance: Distance) -> Values:
        """The disagreement of each two values."""
        return _disagree(self.values[:, None], self.values[None, :], distance)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two portfolios are; a measure is None where it is not defined.

    Attributes:
        a, b: the two states.
        item_count: items on which both have a value.
        same: share of items on which they have the same value.
        agreement: 1 less their mean distance as a share of the scale: of votes, an abstention beside a yes or a no
            agrees by half (Lijphart 1963, DOI 10.2307/1952608).
        gap: mean distance of their values.
    """

    a: str
    b: str
    item_count: int
    same: float | None
    agreement: float | None
    gap: float | None
    s: float | None
    pi: float | None
    kappa: float | None


def arrange_portfolios(
    entries: Iterable[PortfolioEntry], year: int | None, *, unlisted: float | None = None, own: float | None = None
) -> Portfolios:
    """The portfolios of one year as a matrix.

    Args:
        entries: of a file.
        year: only its entries.
        unlisted: the value of what no entry speaks of (0 for a list of alliances that names only allies); None leaves
            it missing. What an entry says is missing stays so.
        own: the value of a state toward itself where no entry gives one; None leaves it missing.
    """
    listed = [entry for entry in entries if entry.year == year]
    states = tuple(sorted({entry.state for entry in listed}))
    items = tuple(sorted({entry.item for entry in listed} | (set(states) if own is not None else set())))
    rows, columns = ({name: place for place, name in enumerate(names)} for names in (states, items))
    values = np.full((len(states), len(items)), math.nan if unlisted is None else unlisted, dtype=float)
    if own is not None:
        for state in states:
            values[rows[state], columns[state]] = own
    for entry in listed:
        values[rows[entry.state], columns[entry.item]] = math.nan if entry.value is None else entry.value
    return Portfolios(states, items, values)


def list_pairs(portfolios: Portfolios) -> Sequence[tuple[str, str]]:
    """Every two states, in alphabetical order."""
    return tuple(combinations(portfolios.states, 2))


def compare_pair(
    portfolios: Portfolios,
    a: str,
    b: str,
    distance: Distance,
    scale: float,
    weights: Mapping[str, float] | None = None,
) -> Likeness:
    """How alike the portfolios of two states are, by all measures.

    Args:
        portfolios: of one year.
        a: one of its states.
        b: another.
        distance: how disagreement grows with distance.
        scale: the greatest distance that two values can have (for S).
        weights: how much each item counts; an item without a weight is left out. None counts all alike.
    """
    x, y = (portfolios.values[portfolios.states.index(state)] for state in (a, b))
    w = np.ones(len(x)) if weights is None else np.array([weights.get(item, math.nan) for item in portfolios.items])
    known = ~(np.isnan(x) | np.isnan(y) | np.isnan(w))
    table = tabulate(x[known], y[known], w[known])
    gap = float((table.shares * table.disagree("linear")).sum()) if table.shares.size else None
    return Likeness(
        a=a,
        b=b,
        item_count=int(known.sum()),
        same=float(np.trace(table.shares)) if table.shares.size else None,
        agreement=1 - gap / scale if scale and gap is not None else None,
        gap=gap,
        s=measure_s(table, distance, scale),
        pi=measure_pi(table, distance),
        kappa=measure_kappa(table, distance),
    )


def tabulate(x: Values, y: Values, weights: Values | None = None) -> JointTable:
    """The joint table of two portfolios without missing values; without weights all items count alike."""
    w = np.ones(len(x)) if weights is None else weights
    total = w.sum()
    if not total:
        return JointTable(np.empty(0), np.empty((0, 0)))
    values, places = np.unique(np.concatenate([x, y]), return_inverse=True)
    cells = places[: len(x)] * len(values) + places[len(x) :]
    shares = np.bincount(cells, weights=w, minlength=len(values) ** 2) / total
    return JointTable(values, shares.reshape(len(values), len(values)))


def measure_s(table: JointTable, distance: Distance, scale: float) -> float | None:
    """Signorino and Ritter's S: 1 for equal portfolios, -1 for those as far apart as can be.

    S = 1 - 2 * sum(w * d(x, y)) / (d_max * sum(w)), with d_max the disagreement of two values `scale` apart. None
    where there is no item or no scale. S takes no account of chance: states with few obligations are close to 1.

    Source: Signorino and Ritter 1999, DOI 10.1111/0020-8833.00113.
    """
    furthest = float(_disagree(np.array(0.0), np.array(scale), distance))
    if not table.shares.size or not furthest:
        return None
    return 1 - 2 * float((table.shares * table.disagree(distance)).sum()) / furthest


def measure_kappa(table: JointTable, distance: Distance) -> float | None:
    """Cohen's kappa: 1 for equal portfolios, 0 for likeness by chance, below 0 for less than that.

    kappa = 1 - D_observed / D_expected, both means of d; expected is the disagreement between a value drawn from one
    portfolio and a value drawn from the other. None where that is 0: neither state varies.

    Source: Cohen 1960, DOI 10.1177/001316446002000104; 1968, DOI 10.1037/h0026256 (weighted); for foreign policy
    Haege 2011, DOI 10.1093/pan/mpr023.
    """
    return _correct_for_chance(table, table.shares.sum(axis=1), table.shares.sum(axis=0), distance)


def measure_pi(table: JointTable, distance: Distance) -> float | None:
    """Scott's pi: as kappa, but both values of the expected disagreement are drawn from the two portfolios together.

    So it also counts against a pair that one of the two holds higher values throughout, which kappa forgives.

    Source: Scott 1955, DOI 10.1086/266577; for foreign policy Haege 2011, DOI 10.1093/pan/mpr023.
    """
    pool = (table.shares.sum(axis=1) + table.shares.sum(axis=0)) / 2
    return _correct_for_chance(table, pool, pool, distance)


def _correct_for_chance(table: JointTable, left: Values, right: Values, distance: Distance) -> float | None:
    d = table.disagree(distance)
    expected = float(left @ d @ right)
    return 1 - float((table.shares * d).sum()) / expected if expected else None


def _disagree(x: Values, y: Values, distance: Distance) -> Values:
    gap = np.abs(x - y)
    if distance == "unweighted":
        return (gap > 0).astype(float)
    return gap if distance == "linear" else gap**2


def rank_likeness(rows: Iterable[Likeness], measure: Measure) -> Sequence[Likeness]:
    """The pairs, most alike first by the measure; those for which it is not defined come last."""
    turn = 1 if measure == "gap" else -1
    return sorted(rows, key=lambda row: (_rank(getattr(row, measure), turn), row.a, row.b))


def _rank(value: float | None, turn: int) -> float:
    return math.inf if value is None else turn * value
