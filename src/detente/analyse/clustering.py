"""Groups of what belongs together, from how likely each two do: average linkage, with an analyst's word above it."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Pair = tuple[int, int]


@dataclass(slots=True)
class _Link:
    """Sum of log-odds between two groups, and over how many pairs of their members."""

    total: float = 0.0
    count: int = 0


@dataclass(slots=True)
class _Groups:
    """Groups under way: members, links to other groups, and whom each must stay apart from."""

    sizes: list[int]
    links: list[dict[int, _Link]]
    apart: list[set[int]]
    above: list[int]
    changed: list[int] = field(default_factory=list)

    def find(self, place: int) -> int:
        while self.above[place] != place:
            self.above[place] = self.above[self.above[place]]
            place = self.above[place]
        return place

    def join(self, a: int, b: int) -> int:
        """Make two groups one; returns the one that stays."""
        if len(self.links[a]) < len(self.links[b]):
            a, b = b, a
        self.above[b] = a
        self.sizes[a] += self.sizes[b]
        self.changed[a] += 1
        self.links[a].pop(b, None)
        self.links[b].pop(a, None)
        for other, link in self.links[b].items():
            del self.links[other][b]
            own = self.links[a].setdefault(other, _Link())
            own.total, own.count = own.total + link.total, own.count + link.count
            self.links[other][a] = own
        for other in self.apart[b]:
            self.apart[other].discard(b)
            self.apart[other].add(a)
        self.apart[a] |= self.apart[b]
        self.links[b], self.apart[b] = {}, set()
        return a


def cluster(
    count: int,
    links: Mapping[Pair, float],
    *,
    bar: float,
    unseen: float,
    start: Iterable[Sequence[int]] = (),
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[int]:
    """For each of `count` things the number of its group: the two groups most alike are joined until none are enough.

    Time grows with the number of links, not with its square.

    Args:
        count: how many things there are; they are named by their place.
        links: log-odds that two are the same; pairs that are not there count as `unseen`.
        bar: mean log-odds over all pairs of two groups from which they are joined.
        unseen: log-odds of a pair without a link.
        start: groups that are known before.
        together: pairs that are one whatever the links say; stands above `start` and `apart`.
        apart: pairs that never are.
    """
    groups = _Groups([1] * count, [{} for _ in range(count)], [set() for _ in range(count)], list(range(count)))
    groups.changed = [0] * count
    for (a, b), log_odds in links.items():
        if a != b:
            groups.links[a][b] = groups.links[b][a] = _Link(log_odds, 1)
    for a, b in together:
        _join_known(groups, a, b)
    for a, b in apart:
        one, other = groups.find(a), groups.find(b)
        if one != other:
            groups.apart[one].add(other)
            groups.apart[other].add(one)
    for members in start:
        for a, b in pairwise(members):
            _join_known(groups, a, b)
    _join_alike(groups, bar, unseen)
    return [groups.find(place) for place in range(count)]


def _join_known(groups: _Groups, a: int, b: int) -> None:
    one, other = groups.find(a), groups.find(b)
    if one != other and other not in groups.apart[one]:
        groups.join(one, other)


def _join_alike(groups: _Groups, bar: float, unseen: float) -> None:
    waiting: list[tuple[float, int, int, int, int]] = []

    def offer(a: int, b: int) -> None:
        link, size = groups.links[a][b], groups.sizes[a] * groups.sizes[b]
        mean = (link.total + unseen * max(0, size - link.count)) / max(size, link.count)
        if mean >= bar and b not in groups.apart[a]:
            one, other = min(a, b), max(a, b)
            heapq.heappush(waiting, (-mean, one, other, groups.changed[one], groups.changed[other]))

    for a, links in enumerate(groups.links):
        for b in links:
            if a < b:
                offer(a, b)
    while waiting:
        _, a, b, then_a, then_b = heapq.heappop(waiting)
        if groups.find(a) == a and groups.find(b) == b and (groups.changed[a], groups.changed[b]) == (then_a, then_b):
            joined = groups.join(a, b)
            for other in groups.links[joined]:
                offer(joined, other)
