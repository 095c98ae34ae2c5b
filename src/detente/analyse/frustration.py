"""The frustration index: how few edges must be set aside until a network divides into two camps.

An edge is frustrated by a division where friends stand in different camps or foes in one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

from detente.analyse.cycles import pack_cycles

Signs = npt.NDArray[np.int8]
Camps = npt.NDArray[np.int8]  # 1 or -1 for each node
EXACT_SIZE = 20  # nodes of a part up to which all divisions are tried
STARTS = 200  # divisions from which the search sets out in a larger part
_CHUNK = 1 << 14  # divisions tried at once


@dataclass(frozen=True, slots=True)
class Frustration:
    """How many edges stand against the best division into two camps.

    Attributes:
        lower, upper: bounds of the index; equal where it is known exactly.
        edge_count: edges with a sign.
        camps: the camp of each node, 1 or -1, in the division that frustrates `upper` edges.
    """

    lower: int
    upper: int
    edge_count: int
    camps: tuple[int, ...]

    @property
    def is_exact(self) -> bool:
        """Whether the index is known exactly."""
        return self.lower == self.upper

    @property
    def balance(self) -> float | None:
        """1 - 2 * upper / edges, from 0 (as frustrated as can be) to 1; None where there is no edge.

        Source: Aref and Wilson 2018, DOI 10.1093/comnet/cnx044.
        """
        return 1 - 2 * self.upper / self.edge_count if self.edge_count else None


def bound_frustration(signs: Signs, seed: int = 0) -> Frustration:
    """The frustration index of a network, exactly where its parts are small, else between bounds.

    A part is what hangs together however one node is taken away; the index of a network is the sum of those of its
    parts. In a part of at most `EXACT_SIZE` nodes all divisions are tried. In a larger one the upper bound is the
    best of `STARTS` divisions, each improved by moving single nodes as long as that helps, and the lower bound the
    number of unbalanced cycles without a common edge that were found: each frustrates an edge of its own. Where the
    two meet, as on most networks of alliances and conflicts, the index is known exactly there too.

    Source: index: Harary 1959, DOI 10.1002/bs.3830040405; parts and bounds as in Aref, Mason and Wilson 2020, DOI
    10.1002/net.21907.
    """
    camps = np.ones(len(signs), dtype=np.int8)
    lower = upper = 0
    for part, fixed in _iter_parts(signs):
        block = signs[np.ix_(part, part)]
        found = _try_all(block) if len(part) <= EXACT_SIZE else _search(block, seed)
        cost = _count_frustrated(block, found)
        upper += cost
        lower += cost if len(part) <= EXACT_SIZE else pack_cycles(block, cost, seed)
        camps[part] = found * found[fixed] * camps[part[fixed]]
    return Frustration(lower, upper, int(np.count_nonzero(np.triu(signs, 1))), tuple(int(c) for c in camps))


def _iter_parts(signs: Signs) -> Iterator[tuple[npt.NDArray[np.int64], int]]:
    """The parts that no single node holds together, each with the place of a node whose camp is settled already."""
    graph = nx.from_numpy_array(np.abs(signs))
    for component in nx.connected_components(graph):
        waiting = [sorted(block) for block in nx.biconnected_components(graph.subgraph(component))]
        waiting.sort()
        seen = {waiting[0][0]} if waiting else set()
        while waiting:
            block = next(b for b in waiting if seen.intersection(b))
            waiting.remove(block)
            fixed = next(place for place, node in enumerate(block) if node in seen)
            seen.update(block)
            yield np.array(block), fixed


def _count_frustrated(signs: Signs, camps: Camps) -> int:
    agreed = signs.astype(np.int64) * np.outer(camps, camps)
    return int(np.count_nonzero(np.triu(agreed, 1) < 0))


def _try_all(signs: Signs) -> Camps:
    """The division with the fewest frustrated edges; of equals the first."""
    n = len(signs)
    rows, columns = np.nonzero(np.triu(signs, 1))
    sides = signs[rows, columns] < 0
    best, fewest = 0, len(rows) + 1
    for start in range(0, 1 << (n - 1), _CHUNK):
        divisions = np.arange(start, min(start + _CHUNK, 1 << (n - 1)), dtype=np.int64)
        bits = ((divisions[:, None] >> np.arange(n)) & 1).astype(bool)
        frustrated = np.zeros(len(divisions), dtype=np.int32)
        for row, column, foes in zip(rows, columns, sides, strict=True):
            frustrated += bits[:, row] ^ bits[:, column] ^ foes
        place = int(frustrated.argmin())
        if frustrated[place] < fewest:
            best, fewest = int(divisions[place]), int(frustrated[place])
    return np.where((best >> np.arange(n)) & 1, -1, 1).astype(np.int8)


def _search(signs: Signs, seed: int) -> Camps:
    """A good division of a large part: the best reached from the leading eigenvector and from random ones."""
    matrix = signs.astype(np.int64)
    leading = np.linalg.eigh(matrix.astype(float))[1][:, -1]
    starts = np.random.default_rng(seed).choice(np.array([-1, 1]), (STARTS, len(signs)))
    starts[0] = np.where(leading < 0, -1, 1)
    found = [_improve(matrix, start) for start in starts]
    return max(found, key=lambda camps: int(camps @ matrix @ camps)).astype(np.int8)


def _improve(matrix: npt.NDArray[np.int64], camps: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The division after moving, as long as that helps, the node that gains most by it."""
    camps = camps.copy()
    pull = matrix @ camps
    while (gains := -pull * camps).max(initial=0) > 0:
        node = int(gains.argmax())
        camps[node] = -camps[node]
        pull += 2 * camps[node] * matrix[:, node]
    return camps
