"""Measures of portfolios, with values computed by hand and those of published data where they are at hand."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyse.portfolios import (
    Distance,
    Likeness,
    arrange_portfolios,
    compare_pair,
    list_pairs,
    measure_kappa,
    measure_pi,
    measure_s,
    rank_likeness,
    tabulate,
)
from detente.ingest.portfolios import read_portfolios
from detente.model import PortfolioEntry
from detente.reference.portfolios import name_states

# four items, values from 0 to 3
X, Y = np.array([3.0, 1.0, 0.0, 2.0]), np.array([3.0, 0.0, 3.0, 2.0])


@pytest.mark.parametrize(
    ("distance", "s", "pi", "kappa"),
    [
        # of the 16 pairs of a value of X and one of Y, 12 differ; of the 64 pairs of the pool 3 3 3 2 2 1 0 0, 46
        ("unweighted", 0.0, 1 - (2 / 4) / (46 / 64), 1 - (2 / 4) / (12 / 16)),
        # distances sum to 4 over the items, 22 over the 16 pairs, 84 over the 64
        ("linear", 1 - 2 * (4 / 4) / 3, 1 - (4 / 4) / (84 / 64), 1 - (4 / 4) / (22 / 16)),
        # squared: 10, 48, 184
        ("squared", 1 - 2 * (10 / 4) / 9, 1 - (10 / 4) / (184 / 64), 1 - (10 / 4) / (48 / 16)),
    ],
)
def test_measures_by_hand(distance: Distance, s: float, pi: float, kappa: float) -> None:
    table = tabulate(X, Y)
    assert measure_s(table, distance, 3.0) == pytest.approx(s)
    assert measure_pi(table, distance) == pytest.approx(pi)
    assert measure_kappa(table, distance) == pytest.approx(kappa)


def test_items_count_by_their_weight() -> None:
    table = tabulate(X, Y, np.array([1.0, 2.0, 1.0, 0.0]))
    assert measure_s(table, "linear", 3.0) == pytest.approx(1 - 2 * (2 * 1 + 3) / (3 * 4))
    # X is 3, 1, 1, 0 and Y 3, 0, 0, 3: distances over the 16 pairs 0 3 3 0, 2 1 1 2 twice, 3 0 0 3
    assert measure_kappa(table, "linear") == pytest.approx(1 - (5 / 4) / (24 / 16))


@pytest.mark.parametrize("distance", ["unweighted", "linear", "squared"])
def test_what_does_not_vary_has_no_measure_corrected_for_chance(distance: Distance) -> None:
    same = tabulate(np.zeros(3), np.zeros(3))
    assert (measure_kappa(same, distance), measure_pi(same, distance)) == (None, None)
    assert measure_s(same, distance, 3.0) == 1.0
    assert measure_s(same, distance, 0.0) is None
    nothing = tabulate(np.empty(0), np.empty(0))
    assert [m(nothing, distance) for m in (measure_kappa, measure_pi)] == [None, None]
    assert measure_s(nothing, distance, 3.0) is None


VALUES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


@given(VALUES, st.sampled_from(["unweighted", "linear", "squared"]))
def test_measures_keep_their_bounds_and_know_no_order(pairs: list[tuple[int, int]], distance: Distance) -> None:
    x, y = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    one, other, same = tabulate(x, y), tabulate(y, x), tabulate(x, x)
    s = measure_s(one, distance, 3.0)
    assert s is not None
    assert -1 <= s <= 1
    for measure in (measure_kappa, measure_pi):
        found = measure(one, distance)
        assert found == (None if found is None else pytest.approx(measure(other, distance)))
        assert measure(same, distance) == (None if len(set(x)) == 1 else pytest.approx(1.0))
    kappa, pi = measure_kappa(one, distance), measure_pi(one, distance)
    assert kappa is None or pi is None or distance == "linear" or pi <= kappa + 1e-12


@given(VALUES)
def test_squared_measures_are_those_of_means_and_variances(pairs: list[tuple[int, int]]) -> None:
    """Haege's form: what varies around the means (kappa), or around the mean of both (pi)."""
    x, y = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    observed, middle = ((x - y) ** 2).sum(), (x.mean() + y.mean()) / 2
    own = ((x - x.mean()) ** 2).sum() + ((y - y.mean()) ** 2).sum() + len(x) * (x.mean() - y.mean()) ** 2
    common = ((x - middle) ** 2).sum() + ((y - middle) ** 2).sum()
    if common:
        assert measure_pi(tabulate(x, y), "squared") == pytest.approx(1 - observed / common)
        assert measure_kappa(tabulate(x, y), "squared") == pytest.approx(1 - observed / own)


def entry(state: str, item: str, value: float | None, year: int | None = 2000) -> PortfolioEntry:
    return PortfolioEntry(state, item, year, value, 2)


def test_missing_values_take_their_item_out_for_the_pair_alone() -> None:
    rows = [entry("A", "x", 3), entry("A", "y", 0), entry("B", "x", None), entry("B", "y", 0), entry("C", "x", 3)]
    portfolios = arrange_portfolios(rows, 2000)
    found = {pair: compare_pair(portfolios, *pair, "linear", 3.0) for pair in list_pairs(portfolios)}
    assert list(found) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert (found["A", "B"].item_count, found["A", "B"].s) == (1, 1.0)
    assert (found["A", "C"].item_count, found["A", "C"].same) == (1, 1.0)
    assert (found["B", "C"].item_count, found["B", "C"].s, found["B", "C"].agreement) == (0, None, None)


def test_what_no_row_speaks_of_takes_the_value_given_for_it() -> None:
    rows = [entry("A", "B", 3), entry("B", "A", 3), entry("A", "C", None), entry("C", "A", 1, year=1999)]
    listed = arrange_portfolios(rows, 2000, unlisted=0, own=3)
    assert (listed.states, listed.items) == (("A", "B"), ("A", "B", "C"))
    assert listed.values.tolist()[1] == [3, 3, 0]
    assert listed.values.tolist()[0][:2] == [3, 3]
    assert math.isnan(listed.values[0, 2])
    assert listed.scale == 3


def test_items_without_a_weight_are_left_out() -> None:
    rows = [entry("A", "x", 3), entry("A", "y", 0), entry("B", "x", 3), entry("B", "y", 3)]
    portfolios = arrange_portfolios(rows, 2000)
    assert compare_pair(portfolios, "A", "B", "linear", 3.0, {"x": 0.5}).s == 1.0
    assert compare_pair(portfolios, "A", "B", "linear", 3.0, {"x": 1, "y": 3}).s == pytest.approx(1 - 2 * 9 / 12)


def test_pairs_are_ranked_with_the_undefined_last() -> None:
    rows = [Likeness("A", b, 1, 1.0, 1.0, 0.0, s, None, None) for b, s in (("B", None), ("C", -0.5), ("D", 0.5))]
    assert [row.b for row in rank_likeness(rows, "s")] == ["D", "C", "B"]
    gaps = [Likeness("A", b, 1, 1.0, 1.0, gap, None, None, None) for b, gap in (("B", None), ("C", 2.0), ("D", 1.0))]
    assert [row.b for row in rank_likeness(gaps, "gap")] == ["D", "C", "B"]


@pytest.mark.parametrize(("distance", "kappa"), [("linear", 6 / 29), ("squared", 2 / 9)])
def test_germany_and_russia_in_1914(shared: Path, distance: Distance, kappa: float) -> None:
    file = read_portfolios(shared / "alignment" / "atop_valued_matrix_1914.csv")
    found = compare_pair(arrange_portfolios(file.entries, None), "DEU", "RUS", distance, 3.0)
    assert found.item_count == 45
    assert found.kappa == pytest.approx(kappa)


def test_votes_of_the_seventieth_session(shared: Path) -> None:
    file = read_portfolios(shared / "alignment" / "unga_votes_session70.csv")
    portfolios = arrange_portfolios(file.entries, 2015)
    with (shared / "alignment" / "unga_session70_computed.csv").open(encoding="utf-8", newline="") as published:
        rows = list(csv.DictReader(published))
    assert len(rows) == 6
    for row in rows:
        names = name_states([row["a"], row["b"]], 2015, "cow")
        pair = names[row["a"]], names[row["b"]]
        linear, squared = (compare_pair(portfolios, *pair, distance, 2.0) for distance in ("linear", "squared"))
        assert linear.item_count == int(row["n"])
        assert linear.agreement == pytest.approx(float(row["agree"]), abs=5e-5)
        assert linear.s == pytest.approx(float(row["s_abs"]), abs=5e-5)
        assert squared.kappa == pytest.approx(float(row["kappa_sq"]), abs=5e-5)
        assert squared.pi == pytest.approx(float(row["pi_sq"]), abs=5e-5)
