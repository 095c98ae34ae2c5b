"""The best tree over the words of a sentence, from a score for every possible head."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[Any]


def decode_tree(scores: Scores) -> list[int]:
    """For each word its head, counted from 1; exactly one word has the root (0) as head, and there is no cycle.

    Args:
        scores: of head j (0 is the root) for word i. Shape: (words, 1 + words).
    """
    scores = scores.astype(np.float64)
    words = np.arange(len(scores))
    scores[words, words + 1] = -np.inf
    greedy = scores.argmax(1)
    if _is_tree(greedy):
        return [int(h) for h in greedy]
    return _decode_single_root(scores)


def _is_tree(heads: NDArray[np.intp]) -> bool:
    return int((heads == 0).sum()) == 1 and not _find_cycle([-1, *heads.tolist()])


def _decode_single_root(scores: Scores) -> list[int]:
    """Try each word as the root, the most promising first, until none left can beat the best tree found."""
    top = np.where(np.arange(scores.shape[1]) == 0, -np.inf, scores).max(1)
    hopes = scores[:, 0] + (top.sum() - top if len(top) > 1 else 0)
    best, best_total = [0] * len(scores), -np.inf
    for root in np.argsort(-hopes):
        if hopes[root] <= best_total:
            break
        heads = _span_tree(_force_root(scores, int(root)))[1:]
        total = scores[np.arange(len(heads)), heads].sum()
        if total > best_total:
            best, best_total = heads, total
    return best


def _force_root(scores: Scores, root: int) -> Scores:
    size = len(scores) + 1
    square = np.full((size, size), -np.inf)
    square[1:, 1:] = scores[:, 1:]
    square[root + 1] = -np.inf
    square[root + 1, 0] = scores[root, 0]
    return square


def _span_tree(scores: Scores) -> list[int]:
    """Chu, Liu and Edmonds: take each node's best head, shrink a cycle to one node, and repeat."""
    heads: list[int] = scores.argmax(1).tolist()
    heads[0] = -1
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    ring = np.array(cycle)
    rest = np.array([i for i in range(len(scores)) if i not in set(cycle)])
    shrunk, enter, leave = _shrink(scores, heads, ring, rest)
    return _expand(_span_tree(shrunk), heads, (ring, rest), (enter, leave))


def _shrink(scores: Scores, heads: list[int], ring: Scores, rest: Scores) -> tuple[Scores, Scores, Scores]:
    size = len(rest) + 1
    shrunk = np.full((size, size), -np.inf)
    shrunk[:-1, :-1] = scores[np.ix_(rest, rest)]
    kept = scores[ring, [heads[i] for i in ring]]
    gains = scores[np.ix_(ring, rest)] - kept[:, None]
    enter = gains.argmax(0)
    shrunk[-1, :-1] = gains.max(0) + kept.sum()
    leave = scores[np.ix_(rest, ring)].argmax(1)
    shrunk[:-1, -1] = scores[np.ix_(rest, ring)].max(1)
    shrunk[0] = -np.inf
    return shrunk, enter, leave


def _expand(
    small: list[int], heads: list[int], nodes: tuple[Scores, Scores], links: tuple[Scores, Scores]
) -> list[int]:
    (ring, rest), (enter, leave) = nodes, links
    found = list(heads)
    for i, head in enumerate(small[:-1]):
        if i:
            found[int(rest[i])] = int(rest[head]) if head < len(rest) else int(ring[leave[i]])
    found[int(ring[enter[small[-1]]])] = int(rest[small[-1]])
    return found


def _find_cycle(heads: list[int]) -> list[int]:
    """The nodes of one cycle among the heads (node 0 has none), or an empty list."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, node = [], start
        while node > 0 and not state[node]:
            state[node] = start
            path.append(node)
            node = heads[node]
        if node > 0 and state[node] == start and node in path:
            return path[path.index(node) :]
    return []
