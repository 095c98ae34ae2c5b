"""Groups by average linkage, and an analyst's word above it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyse.clustering import Pair, cluster

LINKS = {(0, 1): 2.0, (1, 2): 1.0, (0, 2): -4.0, (3, 4): -1.0}


def split(numbers: list[int]) -> set[frozenset[int]]:
    return {frozenset(i for i, other in enumerate(numbers) if other == number) for number in numbers}


@pytest.mark.parametrize(
    ("options", "groups"),
    [
        ({}, [{0, 1}, {2}, {3}, {4}]),  # 2 is near 1 but far from 0
        ({"bar": -2.0}, [{0, 1, 2}, {3, 4}]),
        ({"together": [(0, 2)]}, [{0, 1, 2}, {3}, {4}]),  # joined by word, then 1 is near both on average
        ({"together": [(0, 3)]}, [{0, 3}, {1, 2}, {4}]),  # 1 was never compared with 3
        ({"apart": [(0, 1)]}, [{0}, {1, 2}, {3}, {4}]),
        ({"apart": [(0, 1)], "start": [[0, 1]]}, [{0}, {1, 2}, {3}, {4}]),
        ({"apart": [(0, 1)], "together": [(0, 1)]}, [{0, 1}, {2}, {3}, {4}]),
        ({"start": [[2, 4, 3]]}, [{0, 1}, {2, 3, 4}]),
    ],
)
def test_groups(options: dict[str, object], groups: list[set[int]]) -> None:
    chosen = {"bar": 0.0, "unseen": -3.0, **options}
    assert split(cluster(5, LINKS, **chosen)) == set(map(frozenset, groups))  # type: ignore[arg-type]


def test_no_links_leave_all_alone() -> None:
    assert cluster(3, {}, bar=0, unseen=-1) == [0, 1, 2]


places = st.integers(0, 7)
pairs = st.tuples(places, places).filter(lambda pair: pair[0] < pair[1])
links = st.dictionaries(pairs, st.floats(-5, 5))


@given(links, st.sets(pairs, max_size=4), st.sets(pairs, max_size=4))
def test_the_word_of_an_analyst_always_stands(links: dict[Pair, float], together: set[Pair], apart: set[Pair]) -> None:
    numbers = cluster(8, links, bar=0, unseen=-1, together=together, apart=apart)
    joined = cluster(8, {}, bar=0, unseen=-1, together=together)
    assert all(numbers[a] == numbers[b] for a, b in together)
    assert all(numbers[a] != numbers[b] for a, b in apart if joined[a] != joined[b])


@given(links)
def test_groups_reach_the_bar_on_average(links: dict[Pair, float]) -> None:
    for members in split(cluster(8, links, bar=0, unseen=-1)):
        inside = [links.get((a, b), -1) for a in members for b in members if a < b]
        assert not inside or sum(inside) >= -1e-9


@given(links, st.permutations(range(8)))
def test_the_order_of_things_does_not_matter(links: dict[Pair, float], order: list[int]) -> None:
    distinct = {pair: log_odds + place / 97 for place, (pair, log_odds) in enumerate(sorted(links.items()))}
    moved = {tuple(sorted((order[a], order[b]))): log_odds for (a, b), log_odds in distinct.items()}
    there = cluster(8, distinct, bar=0, unseen=-1)
    back = cluster(8, moved, bar=0, unseen=-1)  # type: ignore[arg-type]
    same_there = {(a, b) for a in range(8) for b in range(8) if there[a] == there[b]}
    same_back = {(a, b) for a in range(8) for b in range(8) if back[order[a]] == back[order[b]]}
    assert same_there == same_back or len(set(distinct.values())) < len(distinct)
