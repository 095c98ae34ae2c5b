"""Event records of many articles merged into happenings: one for each thing that happened, with all who tell of it."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import get_args

from detente.analyse.clustering import cluster
from detente.analyse.linking import as_share, load_linker
from detente.analyse.profiles import unite_tellings
from detente.analyse.tellings import Act, Telling, compare_tellings
from detente.model import EventType, name_happening

WINDOW = timedelta(31)  # tellings of one happening lie around one day; what is further apart is not compared
NEIGHBOURS = 30  # tellings with the same parties or words that each is compared with, the nearest in time
MOST_CODES = 6  # parties by whom a telling is sought; beyond that it is a list, not a deed
ROUNDS = 5  # how often groups are compared again at most
HEAVY = 3  # words by whose pairs a telling is sought

Block = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """To which happening an event belongs, and how sure that is, from 0 to 1."""

    happening_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of events of which an analyst says that they are one happening, or are not; these always stand."""

    together: Sequence[tuple[str, str]] = ()
    apart: Sequence[tuple[str, str]] = ()


def merge_tellings(
    tellings: Sequence[Telling],
    known: Mapping[str, str],
    decisions: Decisions,
) -> dict[str, Membership]:
    """To which happening each telling belongs.

    What is alike is joined, then what the groups say together is compared again, until no two groups are alike enough.

    Args:
        tellings: coded events.
        known: happenings to which events were merged before, by event; they stay whole unless an analyst parts them.
        decisions: what analysts say.
    """
    apart = {event_id for pair in decisions.apart for event_id in pair}
    scorer = _Scorer()
    groups = _unite_identical(tellings, apart)
    for _ in range(ROUNDS):
        joined = _join_groups(groups, known, decisions, scorer)
        if len(joined) == len(groups):
            break
        groups = joined
    return dict(_name_members(groups, known, decisions))


def list_blocks(telling: Telling) -> list[Block]:
    """What a telling is sought by: its kind of act with each two of its parties, and of its heaviest words."""
    family = _find_families()[telling.act.event_type] if telling.act else None
    codes = sorted(telling.act.codes if telling.act else ())[:MOST_CODES]
    heavy = sorted(telling.sentence, key=lambda stem: (-telling.sentence[stem], stem))[:HEAVY]
    pairs = [*combinations(codes, 2), *combinations(sorted(heavy), 2)]
    if len(codes) == 1:
        pairs += [(codes[0], stem) for stem in heavy]
    return [(family, *pair) for pair in pairs]


def find_neighbours(tellings: Sequence[Telling], settled: Container[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, by place: with a block in common and near in time; no more than a constant for each.

    Args:
        tellings: in any order.
        settled: places of those that were compared with one another before.
    """
    holders: dict[Block, list[int]] = defaultdict(list)
    order = sorted(range(len(tellings)), key=lambda i: (anchor(tellings[i]), tellings[i].telling_id))
    seen: set[tuple[int, int]] = set()
    for place in order:
        day = anchor(tellings[place])
        for block in set(list_blocks(tellings[place])):
            earlier = holders[block]
            for other in earlier[-NEIGHBOURS:]:
                pair = (min(place, other), max(place, other))
                apart = day - anchor(tellings[other]) > WINDOW or (place in settled and other in settled)
                if pair not in seen and not apart:
                    seen.add(pair)
                    yield pair
            earlier.append(place)


@cache
def _find_families() -> dict[str, str]:
    """For each event type the first of those that news takes for one another; other types are never one happening."""
    weights = load_linker("events").weights
    families = {event_type: event_type for event_type in get_args(EventType)}
    for pair in (name.split("-") for name, weight in weights.items() if "-" in name and weight > 0):
        first = min(families[event_type] for event_type in pair)
        families |= {kind: first for kind, family in families.items() if family in {families[t] for t in pair}}
    return families


def anchor(telling: Telling) -> date:
    """The day by which a telling is sought; the first of all days where nothing says when it was."""
    return (telling.act and telling.act.anchor) or date.min


def _unite_identical(tellings: Iterable[Telling], alone: set[str]) -> list[list[Telling]]:
    """Tellings in the same words, of the same act, as one, since copies add nothing; those in `alone` stay apart."""
    found: dict[object, list[Telling]] = defaultdict(list)
    for telling in tellings:
        words = (telling.cue, frozenset(telling.sentence.items()), _describe_sides(telling.act))
        found[telling.telling_id if telling.telling_id in alone else words].append(telling)
    return list(found.values())


def _describe_sides(act: Act | None) -> object:
    month = act and act.anchor and (act.anchor.year, act.anchor.month)
    return act and (act.event_type, act.status, act.actors, act.recipients, act.day or month)


class _Scorer:
    """Log-odds that two groups are one happening; what was compared before is not compared again."""

    def __init__(self) -> None:
        self._linker = load_linker("events")
        self._profiles: dict[tuple[str, int], Telling] = {}
        self._known: dict[tuple[tuple[str, int], tuple[str, int]], float] = {}

    def link(self, groups: Sequence[Sequence[Telling]], known: Container[str]) -> dict[tuple[int, int], float]:
        """The log-odds of all groups that are near each other, by place; those known before are not compared again."""
        keys = [(group[0].telling_id, len(group)) for group in groups]
        for key, group in zip(keys, groups, strict=True):
            if key not in self._profiles:
                self._profiles[key] = unite_tellings(group)
        profiles = [self._profiles[key] for key in keys]
        settled = {i for i, group in enumerate(groups) if all(t.telling_id in known for t in group)}
        return {(a, b): self._rate(keys[a], keys[b]) for a, b in find_neighbours(profiles, settled)}

    def _rate(self, a: tuple[str, int], b: tuple[str, int]) -> float:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            features = compare_tellings(self._profiles[a], self._profiles[b])
            self._known[pair] = self._linker.log_odds(features)
        return self._known[pair]


def _join_groups(
    groups: Sequence[list[Telling]], known: Mapping[str, str], decisions: Decisions, scorer: _Scorer
) -> list[list[Telling]]:
    linker = load_linker("events")
    place_of = {telling.telling_id: place for place, group in enumerate(groups) for telling in group}
    numbers = cluster(
        len(groups),
        scorer.link(groups, known),
        bar=linker.bar,
        unseen=linker.unseen,
        start=_group_known(groups, known),
        together=_place_pairs(decisions.together, place_of),
        apart=_place_pairs(decisions.apart, place_of),
    )
    joined: dict[int, list[Telling]] = defaultdict(list)
    for number, group in zip(numbers, groups, strict=True):
        joined[number] += group
    return list(joined.values())


def _group_known(groups: Sequence[Sequence[Telling]], known: Mapping[str, str]) -> list[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        for happening_id in {known[t.telling_id] for t in group if t.telling_id in known}:
            found[happening_id].append(place)
    return list(found.values())


def _place_pairs(pairs: Iterable[tuple[str, str]], place_of: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(place_of[a], place_of[b]) for a, b in pairs if a in place_of and b in place_of]


def _name_members(
    groups: Iterable[Sequence[Telling]], known: Mapping[str, str], decisions: Decisions
) -> Iterator[tuple[str, Membership]]:
    decided = {event_id for pair in decisions.together for event_id in pair}
    taken: set[str] = set()
    for told in sorted((sorted(group, key=_order) for group in groups), key=lambda group: _order(group[0])):
        before = (known[telling.telling_id] for telling in told if telling.telling_id in known)
        name = next((name for name in before if name not in taken), None) or name_happening([told[0].telling_id])
        taken.add(name)
        for telling, confidence in _rate_members(told):
            yield telling.telling_id, Membership(name, 1.0 if telling.telling_id in decided else confidence)


def _rate_members(told: Sequence[Telling]) -> Iterator[tuple[Telling, float]]:
    """How sure each telling belongs to the rest; one that is alone is itself for sure."""
    whole = unite_tellings(told)
    for place, telling in enumerate(told):
        others = whole if len(told) > 2 else told[1 - place] if len(told) == 2 else None
        yield telling, 1.0 if others is None else _rate(telling, others)


def _rate(telling: Telling, others: Telling) -> float:
    return as_share(load_linker("events").log_odds(compare_tellings(telling, others)))


def _order(telling: Telling) -> tuple[date, str]:
    return ((telling.act and telling.act.told) or date.max, telling.telling_id)
