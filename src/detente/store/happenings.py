"""Groups of articles and of events: stories and happenings, in and out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Date, FromClause, Select, Table, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from detente.errors import UsageError
from detente.model import Article, Event, Happening, Participant, Report
from detente.model.period import choose_day
from detente.store.filters import Filters, filter_events, is_latest
from detente.store.reader import BATCH, begins, explain_misses, iter_events, read_sections, stream
from detente.store.rows import ArticleFacts, EventRow
from detente.store.schema import ALONE, articles, events, reports, stories
from detente.store.unpack import unpack_article

_T = TypeVar("_T")
_LEAST_SHARE = 1 / 3  # of the reports, that must name a party

Group = tuple[str, str, float]
"""An article or event, the story or happening it belongs to, and how sure that is."""


def iter_happenings(connection: Connection, filters: Filters) -> Iterator[Happening]:
    """Happenings of which at least one report fits, with all their reports; by the day of the report that fits."""
    filters = replace(filters, rejected=False)
    day = func.coalesce(events.c.day_start, articles.c.published)
    order = (func.max(day).desc() if filters.newest_first else func.min(day).asc()).nulls_last()
    query = select(reports.c.happening_id).select_from(join_reports()).where(*filter_events(filters))
    query = query.group_by(reports.c.happening_id).order_by(order, reports.c.happening_id).limit(filters.limit)
    for batch in stream(connection, query):
        ids = [row.happening_id for row in batch]
        found = read_happenings(connection, ids, filters.old_versions)
        yield from (found[happening_id] for happening_id in ids)


def read_happening(connection: Connection, key: str) -> Happening:
    """The happening whose id begins so, or of which the event whose id begins so is a report.

    Raises:
        UsageError: there is none, or more than one.
    """
    ids: set[str] = set()
    for column in (reports.c.happening_id, reports.c.event_id):
        query = select(reports.c.happening_id).where(begins(column, key)).distinct().limit(2)
        ids |= set(connection.scalars(query)) if key else set()
    if len(ids) != 1:
        raise UsageError(explain_misses("happening", key, len(ids)))
    found = read_happenings(connection, list(ids), old_versions=True)
    if not found:
        raise UsageError(f"all reports of happening {key} were rejected; see detente correct --list")
    return found.popitem()[1]


def read_reports(connection: Connection, happening: Happening) -> list[EventRow]:
    """The events that tell of a happening, with their words, in the order of its reports."""
    ids = [report.event_id for report in happening.reports]
    rows = iter_events(connection, Filters(old_versions=True, rejected=True), events.c.event_id.in_(ids))
    found = {row.event_id: row for row in rows}
    return [found[event_id] for event_id in ids if event_id in found]


def write_groups(connection: Connection, table: Table, groups: Iterable[Group], made_by: str) -> int:
    """Say to which story or happening each article or event belongs, in place of what was said before."""
    key, group = (column.name for column in list(table.c)[:2])
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    query = make(table)
    fresh = {name: query.excluded[name] for name in (group, "confidence", "made_by")}
    query = query.on_conflict_do_update(index_elements=[key], set_=fresh)
    count, waiting = 0, iter(groups)
    while batch := list(islice(waiting, 10 * BATCH)):
        values = [{key: k, group: g, "confidence": sure, "made_by": made_by} for k, g, sure in batch]
        connection.execute(query, values)
        count += len(batch)
    return count


def iter_story_rows(connection: Connection) -> Iterator[Group]:
    """To which story each article belongs."""
    return _iter_groups(connection, select(stories.c.article_id, stories.c.story_id, stories.c.confidence))


def iter_report_rows(connection: Connection, filters: Filters) -> Iterator[Group]:
    """To which happening each event that fits belongs."""
    query = select(reports.c.event_id, reports.c.happening_id, reports.c.confidence)
    return _iter_groups(connection, query.select_from(join_reports()).where(*filter_events(filters)))


def iter_texts(connection: Connection, since: date | None, until: date | None) -> Iterator[Article]:
    """Articles with their texts in their latest versions, by day of publication or, where unknown, of storing."""
    day = _told_day()
    query = select(articles).where(is_latest())
    if since is not None:
        query = query.where(day >= since)
    if until is not None:
        query = query.where(day <= until)
    for batch in stream(connection, query.order_by(day, articles.c.number)):
        parts = read_sections(connection, [row.article_id for row in batch])
        yield from (unpack_article(row, parts[row.article_id]) for row in batch)


def unmerged_days(connection: Connection) -> tuple[date, date] | None:
    """First and last day of articles of which the text or an event is still to be compared; None where none is."""
    day = _told_day()
    waiting = select(events.c.article_id).join(reports, reports.c.event_id == events.c.event_id)
    waiting = waiting.where(reports.c.made_by == ALONE, ~events.c.rejected)
    unknown = ~exists().where(stories.c.article_id == articles.c.article_id)
    new = or_(unknown, articles.c.article_id.in_(waiting))
    first, last = connection.execute(select(func.min(day), func.max(day)).where(is_latest(), new)).one()
    return None if first is None else (first, last)


def join_reports() -> FromClause:
    """Events with their articles and the happenings that they tell of."""
    joined = events.join(articles, articles.c.article_id == events.c.article_id)
    return joined.join(reports, reports.c.event_id == events.c.event_id)


def _told_day() -> ColumnElement[date]:
    return func.coalesce(articles.c.published, func.date(articles.c.first_seen, type_=Date), type_=Date)


def _iter_groups(connection: Connection, query: Select[Any]) -> Iterator[Group]:
    for batch in stream(connection, query):
        yield from (tuple(row) for row in batch)


def read_happenings(connection: Connection, ids: Sequence[str], old_versions: bool) -> dict[str, Happening]:
    """Happenings with all their reports, by id; those of which all reports were rejected are left out."""
    grouped = _read_grouped(connection, ids)
    rows = iter_events(
        connection, Filters(old_versions=old_versions, newest_first=False), reports.c.happening_id.in_(ids)
    )
    told: dict[str, list[tuple[date, str, EventRow]]] = defaultdict(list)
    for row in rows:
        told[row.happening_id or ""].append((row.article.published or date.max, row.event_id, row))
    return {key: _unite(key, found, grouped) for key, found in told.items()}


def _read_grouped(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, float]]:
    """Of each event its story, and how sure it is that it tells of its happening."""
    story_id = func.coalesce(stories.c.story_id, events.c.article_id)
    joined = reports.join(events, events.c.event_id == reports.c.event_id)
    joined = joined.outerjoin(stories, stories.c.article_id == events.c.article_id)
    query = select(reports.c.event_id, story_id, reports.c.confidence).select_from(joined)
    rows = connection.execute(query.where(reports.c.happening_id.in_(ids)))
    return {event_id: (story, confidence) for event_id, story, confidence in rows}


def _unite(
    happening_id: str, told: Sequence[tuple[date, str, EventRow]], grouped: dict[str, tuple[str, float]]
) -> Happening:
    """One happening from its reports: what most of them say, in doubt the first; the first published comes first."""
    told = sorted(told, key=itemgetter(0, 1))
    acts = [row.event for _, _, row in told]
    event_type, mode = _most_told(acts, lambda event: (event.event_type, event.mode))
    act = next(event for event in acts if (event.event_type, event.mode) == (event_type, mode))
    actors, recipients = _unite_sides(acts)
    return Happening(
        happening_id=happening_id,
        event_type=event_type,
        mode=mode,
        status=_most_told(acts, lambda event: event.status),
        actors=actors,
        recipients=recipients,
        day=choose_day(event.day for event in acts),
        quad_class=act.quad_class,
        score=act.score,
        reports=tuple(_make_report(event_id, row.article, *grouped[event_id]) for _, event_id, row in told),
    )


def _make_report(event_id: str, article: ArticleFacts, story_id: str, confidence: float) -> Report:
    return Report(event_id, article.article_id, article.published, article.outlet, story_id, confidence)


def _most_told(acts: Sequence[Event], read: Callable[[Event], _T]) -> _T:
    return Counter(map(read, acts)).most_common(1)[0][0]


def _unite_sides(acts: Sequence[Event]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of those who take part by a third of the reports or more; where sides differ, most reports decide."""
    sides = [[_list_codes(event.actors), _list_codes(event.recipients)] for event in acts]
    does = Counter(code for actors, _ in sides for code in actors)
    gets = Counter(code for _, recipients in sides for code in recipients)
    both = {code for actors, recipients in sides for code in actors if code in recipients}
    told = {code for code in (*does, *gets) if does[code] + gets[code] >= _LEAST_SHARE * len(acts)}
    return (
        tuple(code for code in does if code in told and (code in both or does[code] >= gets[code])),
        tuple(code for code in gets if code in told and (code in both or gets[code] > does[code])),
    )


def _list_codes(parties: Iterable[Participant]) -> list[str]:
    return list(dict.fromkeys(party.code for party in parties if party.code is not None))
