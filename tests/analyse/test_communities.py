"""Communities and centrality of signed networks."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyse.test_balance import build_signs, draw_signs, load_signs
from detente.analyse.balance import Signs
from detente.analyse.centrality import measure_centrality
from detente.analyse.communities import find_communities


def are_joined(weights: npt.NDArray[np.generic], labels: Sequence[int]) -> bool:
    """Whether friends hold each community together."""
    for label in set(labels):
        members = {node for node, other in enumerate(labels) if other == label}
        reached = {min(members)}
        while grown := {n for n in members - reached if any(weights[n, m] > 0 for m in reached)}:
            reached |= grown
        if reached != members:
            return False
    return True


def test_two_blocs_of_friends_with_foes_between_them() -> None:
    friends = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)]
    foes = [(0, 3), (1, 4)]
    signs = build_signs(6, [*((a, b, 1) for a, b in friends), *((a, b, -1) for a, b in foes)]).astype(float)
    found = find_communities(signs)
    assert found.labels == (0, 0, 0, 1, 1, 1)
    # friends: 12 of 12 within, by chance 2 * 36 / 12 = 6; foes: 0 of 4, by chance 2 * 4 / 4 = 2; of 16 in all
    assert found.modularity == pytest.approx((12 - 6 - (0 - 2)) / 16)


def test_a_common_enemy_alone_makes_no_community() -> None:
    signs = build_signs(3, [(0, 2, -1), (1, 2, -1)]).astype(float)
    assert len(set(find_communities(signs).labels)) == 3


def test_without_edges_everyone_stands_alone() -> None:
    found = find_communities(np.zeros((3, 3)))
    assert (found.labels, found.modularity) == ((0, 1, 2), None)


@given(draw_signs(largest=7), st.integers(0, 3))
@settings(max_examples=40)
def test_friends_hold_every_community_together_and_a_seed_decides(signs: Signs, seed: int) -> None:
    found = find_communities(signs.astype(float), seed)
    assert found == find_communities(signs.astype(float), seed)
    assert are_joined(signs, found.labels)
    sizes = [found.labels.count(label) for label in range(max(found.labels) + 1)]
    assert sizes == sorted(sizes, reverse=True)


def score(weights: npt.NDArray[np.float64], labels: Sequence[int]) -> float:
    """Signed modularity by its definition."""
    total = 0.0
    for part, sign in ((np.maximum(weights, 0), 1), (np.maximum(-weights, 0), -1)):
        chance = np.outer(part.sum(0), part.sum(0)) / part.sum()
        total += sign * float((part - chance)[np.equal.outer(labels, labels)].sum())
    return total / float(np.abs(weights).sum())


@pytest.mark.parametrize("seed", [0, 3, 5, 19])
def test_no_division_that_friends_hold_together_is_better(seed: int) -> None:
    random = np.random.default_rng(seed)
    upper = np.triu(random.choice([-2, -1, 0, 1, 2, 3], (6, 6)), 1).astype(float)
    weights = upper + upper.T
    found = find_communities(weights)
    joined = [labels for labels in product(range(6), repeat=6) if are_joined(weights, labels)]
    assert found.modularity == pytest.approx(score(weights, found.labels))
    assert found.modularity == pytest.approx(max(score(weights, labels) for labels in joined))


def test_the_tribes_fall_into_their_three_alliances(shared: Path) -> None:
    names, signs = load_signs(shared / "alignment" / "tribes_signed_edges.csv")
    labels = find_communities(signs.astype(float)).labels
    groups = [{n for n, label in zip(names, labels, strict=True) if label == wanted} for wanted in range(3)]
    assert groups[2] == {"Gama", "Gavev", "Kotun", "Nagad"}
    assert groups[1] == {"Kohik", "Nagam", "Notoh", "Seuve", "Uheto"}
    assert max(labels) == 2


def test_the_middle_of_a_star_is_central() -> None:
    weights = build_signs(4, [(0, 1, 1), (0, 2, 1), (0, 3, -1)]).astype(float) * 4
    middle, friend, _, foe = measure_centrality(weights)
    assert (middle.friends, middle.foes, middle.friendly, middle.hostile) == (2, 1, 8.0, 4.0)
    # of the three pairs of others only one has a friendly path, and it leads over the middle
    assert middle.betweenness == pytest.approx(1 / 3)
    assert middle.eigenvector == pytest.approx(1.0)
    assert friend.eigenvector == pytest.approx(foe.eigenvector) == pytest.approx(1 / np.sqrt(3))


def test_a_network_without_edges_has_no_centre() -> None:
    assert {c.eigenvector for c in measure_centrality(np.zeros((2, 2)))} == {0.0}
