"""Structural balance, on small networks counted by hand and on the published ones where they are at hand."""

import csv
from collections.abc import Iterable
from itertools import product
from math import exp
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyse.balance import Signs, count_triangles, iter_unbalanced, measure_balance, measure_walk_balance
from detente.analyse.cycles import pack_cycles
from detente.analyse.frustration import bound_frustration


def build_signs(size: int, edges: Iterable[tuple[int, int, int]]) -> Signs:
    signs = np.zeros((size, size), dtype=np.int8)
    for a, b, sign in edges:
        signs[a, b] = signs[b, a] = sign
    return signs


@st.composite
def draw_signs(draw: st.DrawFn, largest: int = 8) -> Signs:
    size = draw(st.integers(1, largest))
    upper = [(a, b) for a in range(size) for b in range(a + 1, size)]
    return build_signs(size, [(a, b, draw(st.sampled_from([-1, 0, 1]))) for a, b in upper])


def try_all(signs: Signs) -> int:
    """The frustration index by its definition."""
    edges = [(a, b, int(signs[a, b])) for a in range(len(signs)) for b in range(a) if signs[a, b]]
    return min(
        sum(camps[a] * camps[b] != sign for a, b, sign in edges) for camps in product((1, -1), repeat=len(signs))
    )


@pytest.mark.parametrize(
    ("sides", "counts", "balanced"),
    [
        ((1, 1, 1), (1, 0, 0, 0), 1.0),
        ((1, 1, -1), (0, 1, 0, 0), 0.0),
        ((1, -1, -1), (0, 0, 1, 0), 1.0),
        ((-1, -1, -1), (0, 0, 0, 1), 0.0),
    ],
)
def test_a_triangle_is_balanced_with_an_even_number_of_foes(
    sides: tuple[int, int, int], counts: tuple[int, ...], balanced: float
) -> None:
    signs = build_signs(3, zip((0, 0, 1), (1, 2, 2), sides, strict=True))
    found = count_triangles(signs)
    assert (found.counts, found.share) == (counts, balanced)
    assert list(iter_unbalanced(signs)) == ([] if balanced else [(0, 1, 2)])


def test_walk_balance_of_a_hostile_triangle_by_its_eigenvalues() -> None:
    # all foes: eigenvalues 1, 1, -2; without signs: 2, -1, -1
    signs = build_signs(3, [(0, 1, -1), (0, 2, -1), (1, 2, -1)])
    assert measure_walk_balance(signs) == pytest.approx((2 * exp(1) + exp(-2)) / (exp(2) + 2 * exp(-1)))


def test_walk_balance_of_a_large_clique_of_friends_is_one() -> None:
    signs = np.ones((900, 900), dtype=np.int8) - np.eye(900, dtype=np.int8)
    assert measure_walk_balance(signs) == pytest.approx(1.0)


def test_without_edges_there_is_no_balance_to_measure() -> None:
    found = measure_balance(build_signs(3, []))
    assert (found.triangles.share, found.walk, found.frustration.balance) == (None, None, None)
    assert found.frustration.is_exact


def test_two_triangles_that_share_a_node_are_frustrated_one_by_one() -> None:
    signs = build_signs(5, [(0, 1, -1), (1, 2, -1), (0, 2, -1), (2, 3, 1), (3, 4, 1), (2, 4, -1)])
    found = bound_frustration(signs)
    assert (found.lower, found.upper, found.edge_count) == (2, 2, 6)
    assert found.balance == pytest.approx(1 - 2 * 2 / 6)


@given(draw_signs())
def test_the_index_is_that_of_its_definition_and_the_camps_show_it(signs: Signs) -> None:
    found = bound_frustration(signs)
    agreed = signs * np.outer(found.camps, found.camps)
    assert found.lower == found.upper == try_all(signs) == np.count_nonzero(np.triu(agreed) < 0)


@given(draw_signs(), st.lists(st.sampled_from([1, -1]), min_size=8, max_size=8))
def test_balance_stays_when_a_state_changes_sides_with_all_its_relations(signs: Signs, turns: list[int]) -> None:
    turned = (signs * np.outer(turns[: len(signs)], turns[: len(signs)])).astype(np.int8)
    one, other = measure_balance(signs), measure_balance(turned)
    assert one.triangles.balanced == other.triangles.balanced
    assert one.walk == pytest.approx(other.walk)
    assert one.frustration.upper == other.frustration.upper


@given(draw_signs())
def test_every_unbalanced_triangle_is_named_once(signs: Signs) -> None:
    found, counted = list(iter_unbalanced(signs)), count_triangles(signs)
    assert len(found) == len(set(found)) == counted.total - counted.balanced


def test_large_networks_get_bounds_that_hold_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(7)
    upper = np.triu(random.choice([-1, 0, 1], (12, 12)), 1).astype(np.int8)
    signs = upper + upper.T
    exact = bound_frustration(signs)
    monkeypatch.setattr("detente.analyse.frustration.EXACT_SIZE", 3)
    found = bound_frustration(signs, seed=1)
    assert found.lower <= exact.upper <= found.upper
    assert found == bound_frustration(signs, seed=1)


@given(draw_signs())
def test_no_more_cycles_are_packed_than_edges_are_frustrated(signs: Signs) -> None:
    found, fewest = pack_cycles(signs, enough=99), try_all(signs)
    assert found <= fewest
    assert (found == 0) == (fewest == 0)
    assert pack_cycles(signs, enough=1) <= 1


@pytest.mark.parametrize("length", [3, 4, 5, 9])
def test_a_lone_cycle_with_one_foe_is_found(length: int) -> None:
    edges = [(n, (n + 1) % length, -1 if n == 1 else 1) for n in range(length)]
    assert pack_cycles(build_signs(length, edges), enough=5) == 1


def load_signs(path: Path, network: str | None = None) -> tuple[list[str], Signs]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if network is None or row["net"] == network]
    names = sorted({row[side] for row in rows for side in ("a", "b")})
    edges = [(names.index(row["a"]), names.index(row["b"]), int(row["sign"])) for row in rows]
    return names, build_signs(len(names), edges)


def test_sixteen_tribes_are_as_balanced_as_published(shared: Path) -> None:
    _, signs = load_signs(shared / "alignment" / "tribes_signed_edges.csv")
    found = measure_balance(signs)
    assert found.triangles.share == pytest.approx(0.8676471, abs=5e-8)
    assert found.walk == pytest.approx(0.3575761, abs=5e-8)
    assert found.frustration.balance == pytest.approx(0.7586207, abs=5e-8)
    assert found.frustration.is_exact


@pytest.mark.parametrize("network", ["46-49", "70-73", "94-97"])
def test_alliances_and_disputes_of_a_century_are_bounded(shared: Path, network: str) -> None:
    names, signs = load_signs(shared / "alignment" / "cow_signed_networks.csv", network)
    found = measure_balance(signs)
    assert found.frustration.is_exact
    assert 0 < found.frustration.upper < found.frustration.edge_count / 10
    assert found.frustration.camps[names.index("USA")] == found.frustration.camps[names.index("CAN")]
    assert found.triangles.share is not None
    assert found.triangles.share > 0.9
