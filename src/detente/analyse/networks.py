"""The network of states in a window: who is friend and foe by what passed between them, and by their ties."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import product
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from detente.analyse.acts import Act, Row, list_pairs, pair_acts, place_day
from detente.analyse.alignment import Alignment, measure_alignment
from detente.analyse.sides import Side, find_bloc
from detente.errors import UsageError
from detente.model import Happening, TieKind

NEUTRAL = (-0.1, 0.25)  # two that only talk, a score of 2.5, are no friends yet
FEWEST = 2  # independent happenings that an edge needs
Pair = tuple[str, str]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class NetworkRules:
    """What makes a network.

    Attributes:
        since, until: first and last day.
        neutral: the neutral zone: an alignment from the first to the second has no sign.
        fewest: independent happenings that an edge by acts needs.
        blocs: each stands for its members on the day: they are one node, and what passes between them does not count.
        expand: instead, what a bloc itself does or suffers counts for each of its members on the day; with no bloc
            named, of every body whose members are listed.
    """

    since: date | None = None
    until: date | None = None
    neutral: tuple[float, float] = NEUTRAL
    fewest: int = FEWEST
    blocs: tuple[Side, ...] = ()
    expand: bool = False


@dataclass(frozen=True, slots=True)
class SignedTie:
    """A tie in force that makes two friends (sign 1) or foes (-1).

    Attributes:
        a, b: codes in alphabetical order.
        told: the last day on which an article has it in force.
        story_count: in how many stories it is told.
    """

    a: str
    b: str
    sign: int
    kind: TieKind
    name: str
    told: date
    story_count: int


@dataclass(frozen=True, slots=True)
class SignedEdge:
    """How two nodes stand to each other in the window.

    Attributes:
        a, b: codes in alphabetical order.
        sign: 1 for friends, -1 for foes, 0 for neither. What passed between them settles it; where that is too little
            or neutral, their ties do, unless these contradict each other.
        weight: independent happenings between them; 1 where only ties speak.
        alignment: over what passed between them; None where that is too little.
        act_ids: the happenings, oldest first.
        ties: those in force that bind or divide them.
    """

    a: str
    b: str
    sign: int
    weight: int
    alignment: Alignment | None
    act_ids: tuple[str, ...]
    ties: tuple[SignedTie, ...]

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the alignment leaves no doubt of the sign."""
        return self.sign != 0 and self.alignment is not None and (self.alignment.low > 0 or self.alignment.high < 0)

    @property
    def is_contested(self) -> bool:
        """Whether a tie says the opposite of what passed between them, or of another tie."""
        signs = {tie.sign for tie in self.ties} | ({self.sign} - {0})
        return len(signs) > 1


@dataclass(frozen=True, slots=True)
class SignedNetwork:
    """States and bodies, and how each two stand to each other.

    Attributes:
        nodes: codes, in alphabetical order.
        edges: in alphabetical order.
        act_count: happenings that count.
        undated_count: happenings left out because nothing tells their day.
        few_count: pairs left out because too little passed between them.
    """

    nodes: tuple[str, ...]
    edges: tuple[SignedEdge, ...]
    act_count: int = 0
    undated_count: int = 0
    few_count: int = 0

    def signs(self) -> npt.NDArray[np.int8]:
        """The sign of each edge. Shape: (nodes, nodes)."""
        return self._fill(lambda edge: edge.sign).astype(np.int8)

    def weights(self) -> npt.NDArray[np.float64]:
        """Sign times weight of each edge. Shape: (nodes, nodes)."""
        return self._fill(lambda edge: edge.sign * edge.weight)

    def keep(self, count: int) -> "SignedNetwork":
        """The network of the nodes to which most happenings lead, and of what is between them."""
        weight: dict[str, int] = defaultdict(int)
        for edge in self.edges:
            weight[edge.a] += edge.weight
            weight[edge.b] += edge.weight
        kept = sorted(self.nodes, key=lambda node: (-weight[node], node))[:count]
        edges = tuple(edge for edge in self.edges if {edge.a, edge.b} <= set(kept))
        return replace(self, nodes=tuple(sorted(kept)), edges=edges)

    def _fill(self, value: Callable[[SignedEdge], float]) -> npt.NDArray[np.float64]:
        places = {node: place for place, node in enumerate(self.nodes)}
        filled = np.zeros((len(self.nodes), len(self.nodes)))
        for edge in self.edges:
            filled[places[edge.a], places[edge.b]] = filled[places[edge.b], places[edge.a]] = value(edge)
        return filled


def build_network(
    rows: Iterable[Row], rules: NetworkRules, ties: Iterable[SignedTie] = (), of: str | None = None
) -> SignedNetwork:
    """The network of all that passed between states and bodies in a window, and of their ties.

    Who counts as acting upon whom, and on which day, is as for a pair (`detente.analyse.acts`). A body that is known
    only as "IGO" is left out.

    Args:
        rows: happenings, or imported events.
        rules: window, neutral zone, blocs.
        ties: those in force at the end of the window.
        of: only the relations of this country, body or bloc.
    """
    left_out: Counter[str] = Counter()
    acts = _keep_pairs(pair_acts(_iter_renamed(rows, rules, of, left_out)), of)
    counted = {act.act_id for found in acts.values() for act in found}
    enough = {
        pair: tuple(dict.fromkeys(found)) for pair, found in acts.items() if _count_sources(found) >= rules.fewest
    }
    bound = _keep_pairs(_pair_ties(ties, rules), of)
    pairs = sorted({*enough, *bound})
    edges = tuple(_make_edge(pair, enough.get(pair, ()), bound.get(pair, ()), rules) for pair in pairs)
    nodes = tuple(sorted({code for edge in edges for code in (edge.a, edge.b)}))
    return SignedNetwork(nodes, edges, len(counted), left_out["undated"], len(acts) - len(enough))


def _keep_pairs(found: Mapping[Pair, _T], of: str | None) -> Mapping[Pair, _T]:
    return found if of is None else {pair: value for pair, value in found.items() if of in pair}


def _iter_renamed(rows: Iterable[Row], rules: NetworkRules, of: str | None, left_out: Counter[str]) -> Iterator[Row]:
    """The rows of the window with blocs in the place of members, or members in the place of blocs."""
    for row in rows:
        day = place_day(row)
        if day is None:
            left_out["undated"] += _counts_undated(row, of)
        elif (rules.since is None or day >= rules.since) and (rules.until is None or day <= rules.until):
            yield from _rename(row, day, rules)


def _counts_undated(row: Row, of: str | None) -> bool:
    done = not isinstance(row, Happening) or row.status in ("actual", "historical")
    return done and any(of is None or of in pair for pair in list_pairs(row))


def _rename(row: Row, day: date, rules: NetworkRules) -> Iterator[Row]:
    """The row, once for each pair of blocs or members between which it passed."""
    if not rules.blocs and not rules.expand:
        yield row
        return
    for pair in dict.fromkeys(new for old in list_pairs(row) for new in _rename_pair(old, day, rules)):
        if isinstance(row, Happening):
            yield replace(row, actors=pair[:1], recipients=pair[1:])
        else:
            yield replace(row, actor=pair[0], recipient=pair[1])


def _rename_pair(pair: Pair, day: date, rules: NetworkRules) -> list[Pair]:
    """The pairs that stand for two on a day; none for two of one bloc, or for a bloc and its own member."""
    if rules.expand:
        one, other = (_expand(code, day, rules.blocs) for code in pair)
        within = pair[0] in other or pair[1] in one
    else:
        folded = _fold_members(tuple(bloc.name for bloc in rules.blocs), day)
        one, other = (folded.get(code, (code,)) for code in pair)
        within = not set(one).isdisjoint(other)
    return [] if within else [(min(p), max(p)) for p in product(one, other) if p[0] != p[1]]


@lru_cache(maxsize=1 << 12)
def _fold_members(names: tuple[str, ...], day: date) -> Mapping[str, tuple[str, ...]]:
    """For each member of one of the blocs on a day, the blocs that stand for it."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        for code in find_bloc(name).codes_on(day):
            found[code] = (*found.get(code, ()), name)
    return found


def _expand(code: str, day: date, blocs: tuple[Side, ...]) -> tuple[str, ...]:
    """A bloc's members on a day; any other code, and a bloc without members that day, stays."""
    bloc = find_listed(code)
    if bloc is None or (blocs and bloc.name not in {one.name for one in blocs}):
        return (code,)
    return tuple(sorted(bloc.codes_on(day) - {code})) or (code,)


@cache
def find_listed(code: str) -> Side | None:
    """The body of that code where its members are listed."""
    try:
        return find_bloc(code)
    except UsageError:
        return None


def _count_sources(acts: Iterable[Act]) -> int:
    return len({act.source for act in acts})


def _pair_ties(ties: Iterable[SignedTie], rules: NetworkRules) -> Mapping[Pair, tuple[SignedTie, ...]]:
    found: dict[Pair, list[SignedTie]] = defaultdict(list)
    for tie in ties:
        for pair in sorted(set(_rename_pair((tie.a, tie.b), rules.until or tie.told, rules))):
            found[pair].append(tie)
    return {pair: tuple(sorted(listed, key=lambda t: (t.kind, t.name, t.a, t.b))) for pair, listed in found.items()}


def _make_edge(pair: Pair, acts: Sequence[Act], ties: tuple[SignedTie, ...], rules: NetworkRules) -> SignedEdge:
    alignment = measure_alignment(acts)
    sign = _read_sign(alignment, rules.neutral) or _read_ties(ties)
    weight = _count_sources(acts) or 1
    return SignedEdge(*pair, sign, weight, alignment, tuple(act.act_id for act in acts), ties)


def _read_sign(alignment: Alignment | None, neutral: tuple[float, float]) -> int:
    if alignment is None:
        return 0
    value = round(alignment.value, 9)  # a mean of equal scores is that score
    return int(value > neutral[1]) - int(value < neutral[0])


def _read_ties(ties: Iterable[SignedTie]) -> int:
    signs = {tie.sign for tie in ties}
    return signs.pop() if len(signs) == 1 else 0
