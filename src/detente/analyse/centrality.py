"""Who stands in the middle of a signed network."""

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Centrality:
    """How a node stands in the network.

    Attributes:
        friends, foes: how many edges of each sign it has.
        friendly, hostile: sum of their weights.
        betweenness: share of the shortest paths along friendly edges, between others, that lead over it.
        eigenvector: how much it is in touch with those who are much in touch, whatever the sign, from 0 to 1 for the
            one that is most. Weights count by their square root, so that no single pair outshines the rest.
    """

    friends: int
    foes: int
    friendly: float
    hostile: float
    betweenness: float
    eigenvector: float


def measure_centrality(weights: Weights) -> tuple[Centrality, ...]:
    """The centrality of each node.

    Args:
        weights: symmetric, weight times sign of each edge. Shape: (nodes, nodes).

    Source: betweenness: Freeman 1977, DOI 10.2307/3033543; eigenvector: Bonacich 1972, DOI
    10.1080/0022250X.1972.9989806.
    """
    between = _measure_betweenness(weights)
    eigen = _measure_eigenvector(np.sqrt(np.abs(weights)))
    return tuple(
        Centrality(
            friends=int((row > 0).sum()),
            foes=int((row < 0).sum()),
            friendly=float(row[row > 0].sum()),
            hostile=float(-row[row < 0].sum()),
            betweenness=between[node],
            eigenvector=float(eigen[node]),
        )
        for node, row in enumerate(weights)
    )


def _measure_betweenness(weights: Weights) -> Sequence[float]:
    graph = nx.from_numpy_array((weights > 0).astype(int))
    found = nx.betweenness_centrality(graph, normalized=True)
    return [float(found[node]) for node in range(len(weights))]


def _measure_eigenvector(weights: Weights) -> Weights:
    """The leading eigenvector, highest value 1; of a network in pieces it is that of the weightiest piece."""
    if not weights.any():
        return np.zeros(len(weights))
    found = np.abs(np.linalg.eigh(weights)[1][:, -1])
    return np.where(found < 1e-9, 0.0, found / found.max())
