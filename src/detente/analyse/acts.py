"""What passed between two sides: happenings of the record, or events that another system recorded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from detente.analyse.sides import Side
from detente.model import EventType, Happening, ImportedEvent, Period, QuadClass
from detente.reference.codebook import is_mutual

Row = Happening | ImportedEvent

_LATE = timedelta(days=365)
_PRECISE = ("day", "week", "month")


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """One thing that passed between two sides, counted once however often it is told.

    Attributes:
        day: the day on which it counts.
        act_id: id of the happening, or origin and id of an imported event.
        score: PLOVER score, -10 to 10, or None; then it counts for numbers and not for levels.
        report_count: articles that tell of it.
        source: what first told of it (a story of the record, an address): acts with one source are not independent.
    """

    day: date
    act_id: str
    event_type: EventType | None
    quad_class: QuadClass | None
    score: float | None
    report_count: int
    source: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What passed between two sides.

    Attributes:
        acts: oldest first.
        undated_count: how many more there are without any day.
    """

    acts: tuple[Act, ...]
    undated_count: int = 0


def select_acts(rows: Iterable[Row], one: Side, other: Side) -> Selection:
    """What passed between two sides, either way or together, oldest first.

    It counts where one side acts and the other receives, or where both act and nobody receives. Of conflict between
    actors without a recipient only violence counts: two that demand, accuse or mobilise without an object mostly do so
    side by side, against a third. Only what is told as done counts: not what will be, might be or was denied; a look
    back ("historical") counts where it is dated to a month or finer. A country within the bloc is set against the
    other members. An imported event that stands in several rows, one for each pair that takes part, counts once.

    Args:
        rows: happenings, or imported events.
        one: the one side.
        other: the other; what it has in common with `one` on a day is left out of it.
    """
    acts: dict[str, Act] = {}
    undated = 0
    for row in rows:
        if not _is_done(row):
            continue
        day = place_day(row)
        on = day or date.max  # of a bloc, today's members
        if not _lies_between(row, one.codes_on(on), other.codes_on(on)):
            continue
        if day is None:
            undated += 1
        else:
            act = _make_act(row, day)
            acts.setdefault(act.act_id, act)
    return Selection(tuple(sorted(acts.values(), key=_order)), undated)


def pair_acts(rows: Iterable[Row]) -> Mapping[tuple[str, str], tuple[Act, ...]]:
    """What passed between any two countries or bodies, oldest first, by their codes in alphabetical order."""
    found: dict[tuple[str, str], dict[str, Act]] = defaultdict(dict)
    for row in rows:
        day = place_day(row)
        if day is None or not _is_done(row):
            continue
        act = _make_act(row, day)
        for pair in list_pairs(row):
            found[pair].setdefault(act.act_id, act)
    return {pair: tuple(sorted(found[pair].values(), key=_order)) for pair in sorted(found)}


def list_pairs(row: Row) -> list[tuple[str, str]]:
    """The pairs between which it passed, each in alphabetical order; a body known only as `IGO` is left out."""
    actors, recipients = read_sides(row)
    if not (recipients or _is_mutual(row)):
        return []
    met = product(actors, recipients) if recipients else combinations(actors, 2)
    return sorted({(min(pair), max(pair)) for pair in met if len(set(pair) - {"IGO"}) == 2})


def read_sides(row: Row) -> tuple[Set[str], Set[str]]:
    """Codes of who acts and of who receives."""
    if isinstance(row, Happening):
        return frozenset(row.actors), frozenset(row.recipients)
    return frozenset(filter(None, (row.actor,))), frozenset(filter(None, (row.recipient,)))


def place_day(row: Row) -> date | None:
    """The day on which it counts; None where nothing says so.

    That is its own day where it is known to a month or finer: of a week or month, the day next to the first report.
    Else it is the day of the first report, but not for a look back, and not where its own year or decade ended more
    than a year before.
    """
    if isinstance(row, ImportedEvent):
        return row.day
    if row.day is not None and row.day.precision in _PRECISE:
        return _clamp(row.day, row.told)
    is_past = row.day is not None and row.told is not None and row.told - row.day.end > _LATE
    return None if row.status == "historical" or is_past else row.told


def _is_done(row: Row) -> bool:
    return isinstance(row, ImportedEvent) or row.status in ("actual", "historical")


def _clamp(period: Period, told: date | None) -> date:
    return period.start if told is None else min(max(told, period.start), period.last)


def _lies_between(row: Row, one: Set[str], other: Set[str]) -> bool:
    actors, recipients = read_sides(row)
    rest = other - one
    if recipients:
        return bool((actors & one and recipients & rest) or (actors & rest and recipients & one))
    return bool(_is_mutual(row) and actors & one and actors & rest)


def _is_mutual(row: Row) -> bool:
    return row.event_type is not None and is_mutual(row.event_type)


def _make_act(row: Row, day: date) -> Act:
    if isinstance(row, Happening):
        return Act(
            day, row.happening_id, row.event_type, row.quad_class, row.score, len(row.reports), row.reports[0].story_id
        )
    name = f"{row.origin}:{row.origin_id}"
    return Act(day, name, row.event_type, row.quad_class, row.score, row.article_count or 1, row.url or name)


def _order(act: Act) -> tuple[date, str]:
    return act.day, act.act_id
