"""Event records of many articles merged into happenings: one for each thing that happened, with all who tell of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from detente.analyse.clustering import cluster
from detente.analyse.linking import as_share, load_linker
from detente.analyse.profiles import unite_tellings
from detente.analyse.tellings import Act, Telling, compare_tellings
from detente.model import name_happening

WINDOW = timedelta(31)  # tellings of one happening lie around one day; what is further apart is not compared
NEIGHBOURS = 30  # tellings with the same parties or words that each is compared with, the nearest in time
MOST_CODES = 6  # parties by whom a telling is sought; beyond that it is a list, not a deed
ROUNDS = 5  # how often groups are compared again at most
HEAVY = 3  # words by whose pairs a telling is sought

CompareArticles = Callable[[str, str], float | None]
Block = tuple[str, ...]


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
    compare_articles: CompareArticles,
) -> dict[str, Membership]:
    """To which happening each telling belongs.

    What is alike is joined, then what the groups say together is compared again, until no two groups are alike enough.

    Args:
        tellings: coded events.
        known: happenings to which events were merged before, by event; they stay whole unless an analyst parts them.
        decisions: what analysts say.
        compare_articles: log-odds that two articles, by id, report the same event; None where not known.
    """
    groups = _unite_identical(tellings, {event_id for pair in decisions.apart for event_id in pair})
    for step in range(ROUNDS):
        joined = _join_groups(groups, known if step == 0 else {}, decisions, compare_articles)
        if len(joined) == len(groups):
            break
        groups = joined
    return {name: member for group in groups for name, member in _name_members(group, known, decisions)}


def list_blocks(telling: Telling) -> Iterator[Block]:
    """What a telling is sought by: each two of its parties, and each two of its heaviest words."""
    codes = sorted(telling.act.codes if telling.act else ())
    yield from combinations(codes[:MOST_CODES], 2)
    heavy = sorted(telling.sentence, key=lambda stem: (-telling.sentence[stem], stem))[:HEAVY]
    for code in codes[:1] if len(codes) == 1 else ():
        yield from ((code, stem) for stem in heavy)
    yield from combinations(sorted(heavy), 2)


def find_neighbours(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, by place: with a block in common and near in time; no more than a constant for each."""
    holders: dict[Block, list[int]] = defaultdict(list)
    order = sorted(range(len(tellings)), key=lambda i: (_anchor(tellings[i]), tellings[i].telling_id))
    seen: set[tuple[int, int]] = set()
    for place in order:
        day = _anchor(tellings[place])
        for block in set(list_blocks(tellings[place])):
            earlier = holders[block]
            for other in earlier[-NEIGHBOURS:]:
                pair = (min(place, other), max(place, other))
                if pair not in seen and day - _anchor(tellings[other]) <= WINDOW:
                    seen.add(pair)
                    yield pair
            earlier.append(place)


def _anchor(telling: Telling) -> date:
    act = telling.act
    return (act and act.anchor) or date.min


def _unite_identical(tellings: Iterable[Telling], alone: set[str]) -> list[list[Telling]]:
    """Tellings in the same words, of the same act, as one, since copies add nothing; those in `alone` stay apart."""
    found: dict[object, list[Telling]] = defaultdict(list)
    for telling in tellings:
        words = (telling.cue, frozenset(telling.sentence.items()), _describe_sides(telling.act))
        found[telling.telling_id if telling.telling_id in alone else words].append(telling)
    return list(found.values())


def _describe_sides(act: Act | None) -> object:
    return act and (act.event_type, act.status, act.actors, act.recipients, act.day)


def _join_groups(
    groups: Sequence[list[Telling]],
    known: Mapping[str, str],
    decisions: Decisions,
    compare_articles: CompareArticles,
) -> list[list[Telling]]:
    linker = load_linker("events")
    profiles = [unite_tellings(group) for group in groups]
    links = {}
    for a, b in find_neighbours(profiles):
        articles = compare_articles(profiles[a].article_id, profiles[b].article_id)
        links[a, b] = linker.log_odds(compare_tellings(profiles[a], profiles[b], articles))
    place_of = {telling.telling_id: place for place, group in enumerate(groups) for telling in group}
    numbers = cluster(
        len(groups),
        links,
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
    group: Sequence[Telling], known: Mapping[str, str], decisions: Decisions
) -> Iterator[tuple[str, Membership]]:
    told = sorted(group, key=_order)
    before = (known[telling.telling_id] for telling in told if telling.telling_id in known)
    name = next(before, None) or name_happening([told[0].telling_id])
    decided = {event_id for pair in decisions.together for event_id in pair}
    whole = unite_tellings(told)
    for telling in told:
        others = whole if len(told) > 2 else told[0] if telling is told[-1] else told[-1]
        sure = len(told) == 1 or telling.telling_id in decided
        yield telling.telling_id, Membership(name, 1.0 if sure else _rate(telling, others))


def _rate(telling: Telling, others: Telling) -> float:
    return as_share(load_linker("events").log_odds(compare_tellings(telling, others, None)))


def _order(telling: Telling) -> tuple[date, str]:
    return ((telling.act and telling.act.told) or date.max, telling.telling_id)
