"""Communities of a signed network: who stands together, with foes outside.

A division is good where friendly edges lie within communities, and hostile ones between them, more than chance would
have it: signed modularity

    Q = 1 / (2m+ + 2m-) * sum over i, j in one community of
        (w+[i, j] - k+[i] k+[j] / 2m+) - (w-[i, j] - k-[i] k-[j] / 2m-)

with w+ and w- the weights of friendly and hostile edges, k+ and k- their sums at a node, 2m+ and 2m- over all nodes.

Source: Gomez, Jensen and Arenas 2009, DOI 10.1103/PhysRevE.80.016114, by the moves of Blondel et al. 2008, DOI
10.1088/1742-5468/2008/10/P10008. What we do otherwise: a node joins only a community to which friends lead, so that
two states with nothing in common but an enemy stay apart.
"""

from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
STARTS = 40
_LEAST_GAIN = 1e-12


@dataclass(frozen=True, slots=True)
class Communities:
    """A division of the nodes into communities.

    Attributes:
        labels: the community of each node; 0 is the largest. A node without friends is one of its own.
        modularity: signed modularity of the division; None where no edge has a sign.
    """

    labels: tuple[int, ...]
    modularity: float | None


def find_communities(weights: Weights, seed: int = 0) -> Communities:
    """The best division found from `STARTS` starts; the same seed gives the same division.

    Args:
        weights: symmetric, weight times sign of each edge. Shape: (nodes, nodes).
        seed: of the starts.
    """
    modularity = _modularity_matrix(weights)
    random = np.random.default_rng(seed)
    found = [_divide(modularity, weights, random, start) for start in range(STARTS if weights.any() else 1)]
    best = max(found, key=lambda labels: round(_score(modularity, labels), 9))
    quality = _score(modularity, best) if weights.any() else None
    return Communities(_rank(best), quality)


def _modularity_matrix(weights: Weights) -> Weights:
    """What it is worth, for each two nodes, that they stand in one community; sums to Q over those that do."""
    worth: Weights = _excess(np.maximum(weights, 0)) - _excess(np.maximum(-weights, 0))
    return worth / (float(np.abs(weights).sum()) or 1.0)


def _excess(weights: Weights) -> Weights:
    degrees = weights.sum(axis=1)
    total = degrees.sum()
    chance: Weights = np.outer(degrees, degrees) / (total or 1.0)
    return weights - chance


def _score(modularity: Weights, labels: Labels) -> float:
    return float(modularity[labels[:, None] == labels[None, :]].sum())


def _divide(modularity: Weights, weights: Weights, random: np.random.Generator, start: int) -> Labels:
    """Move nodes, then whole communities as if they were nodes, then nodes again, until nothing improves.

    Every other start has each node by itself, the rest have them thrown into two to four communities.
    """
    friends, nodes = np.maximum(weights, 0), np.arange(len(weights))
    first = random.integers(0, min(2 + start % 3, len(nodes)), len(nodes)) if start % 2 else nodes
    labels = _part(friends, _move(modularity, friends, first, random))
    while True:
        before = _score(modularity, labels)
        groups = np.unique(labels)
        member = (labels[:, None] == groups[None, :]).astype(float)
        between, bonds = (member.T @ matrix @ member for matrix in (modularity, friends))
        merged = _move(between, bonds, np.arange(len(groups)), random)
        labels = _part(friends, _move(modularity, friends, merged[np.searchsorted(groups, labels)], random))
        if _score(modularity, labels) <= before + _LEAST_GAIN:
            return labels


def _move(modularity: Weights, friends: Weights, labels: Labels, random: np.random.Generator) -> Labels:
    """The labels after each node has moved to the community of friends where it is worth most, while any moves."""
    labels = labels.copy()
    moving = True
    while moving:
        moving = False
        for node in random.permutation(len(labels)):
            worth = np.bincount(labels, weights=modularity[node], minlength=len(labels))
            worth[labels[node]] -= modularity[node, node]
            reached = np.unique(labels[friends[node] > 0])
            home = worth[labels[node]]
            best = max(reached, key=lambda group: (worth[group], -group), default=labels[node])
            if worth[best] > max(home, 0) + _LEAST_GAIN:
                labels[node], moving = best, True
            elif home < -_LEAST_GAIN:
                labels[node], moving = _free_label(labels), True
    return labels


def _free_label(labels: Labels) -> int:
    return int(np.setdiff1d(np.arange(len(labels)), labels)[0])


def _part(friends: Weights, labels: Labels) -> Labels:
    """The labels after communities that friends do not hold together were parted."""
    within = nx.from_numpy_array(friends * (labels[:, None] == labels[None, :]))
    found = np.empty_like(labels)
    for label, component in enumerate(nx.connected_components(within)):
        found[list(component)] = label
    return found


def _rank(labels: Labels) -> tuple[int, ...]:
    """The labels numbered by size, then by their first node."""
    groups, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(groups)), key=lambda place: (-counts[place], first[place]))
    rank = {int(groups[place]): number for number, place in enumerate(order)}
    return tuple(rank[int(label)] for label in labels)
