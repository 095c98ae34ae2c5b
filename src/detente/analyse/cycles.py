"""Unbalanced cycles of a signed network that have no edge in common."""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Signs = npt.NDArray[np.int8]
Links = list[dict[int, int]]  # for each node its neighbours, with the sign of the edge to each
ORDERS = 10  # orders of the nodes that are tried
LARGEST = 3000  # edges above which only triangles are looked for


def pack_cycles(signs: Signs, enough: int, seed: int = 0) -> int:
    """How many unbalanced cycles without a common edge were found, short ones first: the best of `ORDERS` orders.

    Whatever division one chooses, it frustrates at least one edge of each of them.

    Args:
        signs: symmetric. Shape: (nodes, nodes).
        enough: a number of which nobody needs more.
        seed: of the orders.
    """
    random = np.random.default_rng(seed)
    best = 0
    for _ in range(ORDERS):
        order = random.permutation(len(signs))
        best = max(best, _pack(signs[np.ix_(order, order)]))
        if best >= enough:
            return enough
    return best


def _pack(signs: Signs) -> int:
    left = signs.astype(np.int64)
    count = _take_triangles(left)
    if np.count_nonzero(signs) > 2 * LARGEST:
        return count
    links = [{int(other): int(row[other]) for other in np.flatnonzero(row)} for row in left]
    return count + _take_cycles(links)


def _take_triangles(left: npt.NDArray[np.int64]) -> int:
    """How many unbalanced triangles were found; their edges are taken away."""
    count = 0
    for i in range(len(left)):
        for j in np.flatnonzero(left[i, i + 1 :]) + i + 1:
            third = np.flatnonzero(left[i, j] * left[i] * left[j] < 0)
            if third.size:
                count += 1
                for a, b in ((i, j), (i, int(third[0])), (j, int(third[0]))):
                    left[a, b] = left[b, a] = 0
    return count


def _take_cycles(links: Links) -> int:
    """How many unbalanced cycles were found, the shortest first; their edges are taken away."""
    count, length = 0, 4
    while length:
        longer: list[int] = []
        for start in range(len(links)):
            while walk := _walk_back(links, start):
                if len(walk) - 1 > length:
                    longer.append(len(walk) - 1)
                    break
                count += 1
                for a, b in pairwise(walk):
                    del links[a][b], links[b][a]
        length = min(longer, default=0)
    return count


def _walk_back(links: Links, start: int) -> Sequence[int]:
    """The nodes of the shortest walk from a node back to it over an odd number of negative edges; empty if none.

    Where no shorter unbalanced cycle is left, such a walk meets no node twice.
    """
    came: dict[tuple[int, int], tuple[int, int] | None] = {(start, 1): None}
    waiting = deque([(start, 1)])
    while waiting and (start, -1) not in came:
        place = waiting.popleft()
        for other, sign in links[place[0]].items():
            following = (other, place[1] * sign)
            if following not in came:
                came[following] = place
                waiting.append(following)
    walk: list[int] = []
    back: tuple[int, int] | None = (start, -1) if (start, -1) in came else None
    while back is not None:
        walk.append(back[0])
        back = came[back]
    return walk
