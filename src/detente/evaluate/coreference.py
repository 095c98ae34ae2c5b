"""Which mentions tell of the same event: the measures of the CoNLL scorer.

A clustering is a list of sets of mentions; a mention is anything hashable that names a place in a text. Singletons
count as clusters, as the scorer has them; mentions that only one side has are neither added nor taken away.

Source: Pradhan et al. 2014, Scoring Coreference Partitions of Predicted Mentions (DOI 10.3115/v1/P14-2006).
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Clusters = Sequence[frozenset[Any]]
Shared = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision and recall, from 0 to 1; both are 0 where there is nothing to count."""

    p: float
    r: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0


@dataclass(frozen=True, slots=True)
class Coreference:
    """The three measures that the CoNLL figure is the mean of, and pairs of mentions.

    Attributes:
        muc: links that hold clusters together; a singleton has none.
        b_cubed: for each mention the share of its cluster that is right.
        ceaf_e: clusters matched one to one as well as can be, by the share of mentions in common.
        pairs: pairs of mentions in one cluster.
    """

    muc: Figure
    b_cubed: Figure
    ceaf_e: Figure
    pairs: Figure

    @property
    def conll(self) -> float:
        """Mean F1 of MUC, B-cubed and CEAF-e."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


def score_coreference(gold: Clusters, found: Clusters) -> Coreference:
    """How well the clusters found fit the gold's.

    Examples:
        >>> score = score_coreference([frozenset("abc"), frozenset("d")], [frozenset("ab"), frozenset("cd")])
        >>> [round(figure.f1, 3) for figure in (score.muc, score.b_cubed, score.ceaf_e)]
        [0.5, 0.706, 0.733]
    """
    shared = _count_shared(gold, found)
    turned = {(b, a): count for (a, b), count in shared.items()}
    return Coreference(
        muc=Figure(_count_links(found, turned), _count_links(gold, shared)),
        b_cubed=Figure(_count_mentions(found, turned), _count_mentions(gold, shared)),
        ceaf_e=_match_clusters(gold, found, shared),
        pairs=_compare_pairs(gold, found, shared),
    )


def group(labels: Mapping[Any, Hashable]) -> list[frozenset[Any]]:
    """Mentions with the same label as clusters, in the order of their first mention."""
    found: dict[Hashable, set[Any]] = defaultdict(set)
    for mention, label in labels.items():
        found[label].add(mention)
    return [frozenset(members) for members in found.values()]


def _count_shared(gold: Clusters, found: Clusters) -> Counter[tuple[int, int]]:
    """How many mentions each gold cluster has in common with each found, where it has any."""
    place = {mention: j for j, cluster in enumerate(found) for mention in cluster}
    return Counter((i, place[m]) for i, cluster in enumerate(gold) for m in cluster if m in place)


def _count_links(clusters: Clusters, shared: Shared) -> float:
    """MUC recall: the links that are left of each cluster once the other side has cut it into parts."""
    parts, covered = Counter[int](), Counter[int]()
    for (i, _), count in shared.items():
        parts[i] += 1
        covered[i] += count
    # A mention that the other side lacks is a part of its own.
    kept = sum(len(c) - parts[i] - (len(c) - covered[i]) for i, c in enumerate(clusters))
    links = sum(len(c) - 1 for c in clusters)
    return kept / links if links else 0.0


def _count_mentions(clusters: Clusters, shared: Shared) -> float:
    total = sum(map(len, clusters))
    return sum(count * count / len(clusters[i]) for (i, _), count in shared.items()) / total if total else 0.0


def _match_clusters(gold: Clusters, found: Clusters, shared: Shared) -> Figure:
    alike = {(i, j): 2 * count / (len(gold[i]) + len(found[j])) for (i, j), count in shared.items()}
    total = sum(_best_total(part) for part in _split_components(alike))
    return Figure(total / len(found) if found else 0.0, total / len(gold) if gold else 0.0)


def _compare_pairs(gold: Clusters, found: Clusters, shared: Shared) -> Figure:
    right = sum(count * (count - 1) // 2 for count in shared.values())
    said, wanted = (sum(len(c) * (len(c) - 1) // 2 for c in clusters) for clusters in (found, gold))
    return Figure(right / said if said else 0.0, right / wanted if wanted else 0.0)


def _split_components(weights: Mapping[tuple[int, int], float]) -> Iterable[dict[tuple[int, int], float]]:
    """The weights of each set of clusters that hang together; a matching may be sought in each alone."""
    owner: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while (above := owner.setdefault(node, node)) != node:
            owner[node] = owner[above]
            node = owner[node]
        return node

    for i, j in weights:
        owner[find(("gold", i))] = find(("found", j))
    parts: dict[tuple[str, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for (i, j), weight in weights.items():
        parts[find(("gold", i))][i, j] = weight
    return parts.values()


def _best_total(weights: Mapping[tuple[int, int], float]) -> float:
    """The greatest sum of weights of a one-to-one matching."""
    rows, columns = ({k: n for n, k in enumerate(dict.fromkeys(side))} for side in zip(*weights, strict=True))
    if len(rows) > len(columns):
        return _best_total({(j, i): weight for (i, j), weight in weights.items()})
    costs = np.zeros((len(rows), len(columns)))
    for (i, j), weight in weights.items():
        costs[rows[i], columns[j]] = -weight
    return -float(sum(costs[i, j] for j, i in enumerate(_Assignment(costs).owner) if i >= 0))


class _Assignment:
    """The cheapest matching of all rows, grown row by row along shortest paths; there are no fewer columns than rows.

    Source: Jonker and Volgenant 1987 (DOI 10.1007/BF02278710).

    Attributes:
        owner: for each column its row, or -1.
    """

    def __init__(self, costs: NDArray[np.float64]) -> None:
        self._costs = costs
        self._row_price, self._column_price = np.zeros(costs.shape[0]), np.zeros(costs.shape[1])
        self.owner = np.full(costs.shape[1], -1)
        for row in range(costs.shape[0]):
            self._place(row)

    def _place(self, row: int) -> None:
        """Give the row a column, moving others along the cheapest path to a free one."""
        width = self._costs.shape[1]
        cost, before, seen = np.full(width, np.inf), np.full(width, -1), np.zeros(width, bool)
        here, column, length = row, -1, 0.0
        while here >= 0:
            new = length + self._costs[here] - self._row_price[here] - self._column_price
            better = ~seen & (new < cost)
            cost[better], before[better] = new[better], column
            column = int(np.where(seen, np.inf, cost).argmin())
            length, seen[column] = float(cost[column]), True
            here = int(self.owner[column])
        self._raise_prices(row, np.where(seen, length - cost, 0.0), length)
        while column >= 0:
            above = int(before[column])
            self.owner[column] = row if above < 0 else self.owner[above]
            column = above

    def _raise_prices(self, row: int, gain: NDArray[np.float64], length: float) -> None:
        """Keep all costs along the path at nothing, those elsewhere above it."""
        taken = self.owner >= 0
        self._row_price[row] += length
        self._row_price[self.owner[taken]] += gain[taken]
        self._column_price -= gain
