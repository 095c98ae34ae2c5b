"""Rows a page at a time: where one ends the next begins, whatever is stored meanwhile."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, FromClause, Row, literal, select, tuple_

from detente.errors import UsageError
from detente.model import Happening
from detente.store.corrections import iter_corrections
from detente.store.filters import (
    Condition,
    Filters,
    filter_article_rows,
    filter_corrections,
    filter_events,
    filter_issues,
    filter_quotes,
    filter_ties,
)
from detente.store.happenings import join_reports, read_happenings
from detente.store.reader import iter_articles, iter_events, iter_quotes, iter_ties
from detente.store.schema import articles, corrections, events, issues, quotes, reports, standings, ties
from detente.store.unpack import unpack_issue

PagedTable = Literal["events", "quotes", "ties", "articles", "issues", "corrections", "happenings"]
Place = tuple[str | int | None, ...]
"""Where a row stands among those of its table: its day or moment, and what tells it from others of the same."""

_ALL = Filters(old_versions=True, rejected=True)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order.

    Attributes:
        after: the place of the last, where the next page begins; None where there are no more.
    """

    rows: tuple[Any, ...]
    after: Place | None


@dataclass(frozen=True, slots=True)
class _Listing:
    """How a table is paged.

    Attributes:
        source: the table, joined with what its filters need.
        order: columns by which it is sorted, all one way; the first may be empty, the last is a key.
        choose: the conditions that filters mean.
        read: rows by key.
    """

    source: FromClause
    order: tuple[ColumnElement[Any], ...]
    choose: Callable[[Filters], list[Condition]]
    read: Callable[[Connection, Sequence[Any]], Mapping[Any, Any]]


def read_page(
    connection: Connection, table: PagedTable, filters: Filters, size: int, after: Place | None = None
) -> Page:
    """A page of a table's rows, those of the last day first unless asked otherwise; what has no day comes last.

    Args:
        connection: to the database.
        table: which rows.
        filters: which of them; `limit` does not count.
        size: how many rows at most.
        after: where the page before ended; None for the first page.

    Raises:
        UsageError: the place is none of this table.
    """
    if table == "happenings":
        return _page_happenings(connection, filters, size, after)
    listing = _LISTINGS[table]
    places = _read_places(connection, listing, filters, size + 1, _parse_place(listing, after))
    keys = [place[-1] for place in places[:size]]
    found = listing.read(connection, keys) if keys else {}
    rows = tuple(found[key] for key in keys)
    return Page(rows, _write_place(places[size - 1]) if len(places) > size else None)


def _read_places(
    connection: Connection, listing: _Listing, filters: Filters, count: int, after: Sequence[Any] | None
) -> list[Row[Any]]:
    chosen = listing.choose(filters)
    found: list[Row[Any]] = []
    for begins, order in _list_stretches(listing.order, after, filters.newest_first):
        query = select(*listing.order).select_from(listing.source).where(*chosen, *begins)
        found += connection.execute(query.order_by(*order).limit(count - len(found))).all()
        if len(found) == count:
            break
    return found


def _list_stretches(
    order: Sequence[ColumnElement[Any]], after: Sequence[Any] | None, newest_first: bool
) -> Iterator[tuple[list[Condition], list[ColumnElement[Any]]]]:
    """First what has a day, then the rest: an index serves each, and neither where empty days are sorted in."""
    sort: list[ColumnElement[Any]] = [column.desc() if newest_first else column.asc() for column in order]
    if after is None or after[0] is not None:
        yield [order[0].is_not(None), *_begin(order, after, newest_first)], sort
        after = None
    yield [order[0].is_(None), *_begin(order[1:], after and after[1:], newest_first)], sort[1:]


def _begin(order: Sequence[ColumnElement[Any]], after: Sequence[Any] | None, newest_first: bool) -> list[Condition]:
    if not after:
        return []
    here = tuple_(*order)
    there = tuple_(*(literal(value, column.type) for value, column in zip(after, order, strict=True)))
    return [here < there if newest_first else here > there]


def _page_happenings(connection: Connection, filters: Filters, size: int, after: Place | None) -> Page:
    """Happenings in the order of their first report that fits; later reports of the same are passed over."""
    filters = replace(filters, rejected=False)
    place: Sequence[Any] | None = _parse_place(_HAPPENINGS, after)
    found: list[tuple[Sequence[Any], str]] = []
    while len(found) <= size:
        rows = _read_places(connection, _HAPPENINGS, filters, 2 * size, place)
        firsts = _find_firsts(connection, filters, [row[-1] for row in rows])
        found += [(row, firsts[row[-1]]) for row in rows if row[-1] in firsts]
        if len(rows) < 2 * size:
            break
        place = rows[-1]
    ids = [happening_id for _, happening_id in found[:size]]
    told: Mapping[str, Happening] = read_happenings(connection, ids, filters.old_versions) if ids else {}
    return Page(tuple(told[key] for key in ids), _write_place(found[size - 1][0]) if len(found) > size else None)


def _find_firsts(connection: Connection, filters: Filters, event_ids: Sequence[str]) -> dict[str, str]:
    """Of the events those that are the first report of their happening that fits, with the happening."""
    if not event_ids:
        return {}
    # Ids spelt out at each step: the database else begins with all events that fit.
    ours = reports.c.event_id.in_(event_ids)
    happening_ids = connection.scalars(select(reports.c.happening_id).where(ours).distinct()).all()
    told = select(reports.c.event_id).where(reports.c.happening_id.in_(happening_ids))
    told_ids = connection.scalars(told).all()
    query = select(*_HAPPENINGS.order, reports.c.happening_id).select_from(_HAPPENINGS.source)
    rows = connection.execute(query.where(*filter_events(filters), events.c.event_id.in_(told_ids))).all()
    ranked = sorted(rows, key=lambda row: (row[0] or date.min, *row[1:3]), reverse=filters.newest_first)
    firsts: dict[str, str] = {}
    for row in sorted(ranked, key=lambda row: row[0] is None):
        firsts.setdefault(row.happening_id, row.event_id)
    return {event_id: happening_id for happening_id, event_id in firsts.items()}


def _write_place(place: Sequence[Any]) -> Place:
    return tuple(value.isoformat() if isinstance(value, date) else value for value in place)


def _parse_place(listing: _Listing, place: Place | None) -> tuple[Any, ...] | None:
    if place is None:
        return None
    try:
        return tuple(_parse_value(value, column) for value, column in zip(place, listing.order, strict=True))
    except (TypeError, ValueError) as error:
        raise UsageError("the cursor does not belong to this list; leave it out to begin at the start") from error


def _parse_value(value: Any, column: ColumnElement[Any]) -> Any:
    wanted = column.type.python_type
    if value is None:
        return None
    if wanted in (date, datetime):
        return wanted.fromisoformat(value)
    if not isinstance(value, wanted):
        raise TypeError(f"{value!r} is no {wanted.__name__}")
    return value


def _join(table: FromClause) -> FromClause:
    return table.join(articles, articles.c.article_id == table.c.article_id)


def _order(table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
    return table.c.sort_day, table.c.sort_place, table.c[key]


def _read_events(connection: Connection, keys: Sequence[str]) -> Mapping[str, Any]:
    return {row.event_id: row for row in iter_events(connection, _ALL, events.c.event_id.in_(keys))}


def _read_quotes(connection: Connection, keys: Sequence[str]) -> Mapping[str, Any]:
    rows = iter_quotes(connection, _ALL, quotes.c.quote_id.in_(keys))
    return {row.quote.quote_id: row for row in rows}


def _read_ties(connection: Connection, keys: Sequence[str]) -> Mapping[str, Any]:
    rows = iter_ties(connection, _ALL, standings.c.standing_id.in_(keys))
    return {row.standing.standing_id: row for row in rows}


def _read_articles(connection: Connection, keys: Sequence[int]) -> Mapping[int, Any]:
    here = articles.c.number.in_(keys)
    numbers = {
        row.article_id: row.number
        for row in connection.execute(select(articles.c.article_id, articles.c.number).where(here))
    }
    return {numbers[row.article_id]: row for row in iter_articles(connection, _ALL, here)}


def _read_issues(connection: Connection, keys: Sequence[str]) -> Mapping[str, Any]:
    rows = connection.execute(select(issues).where(issues.c.issue_id.in_(keys)))
    return {row.issue_id: unpack_issue(row) for row in rows}


def _read_corrections(connection: Connection, keys: Sequence[str]) -> Mapping[str, Any]:
    rows = iter_corrections(connection, Filters(), corrections.c.correction_id.in_(keys))
    return {row.correction_id: row for row in rows}


_LISTINGS: dict[str, _Listing] = {
    "events": _Listing(_join(events), _order(events, "event_id"), filter_events, _read_events),
    "quotes": _Listing(_join(quotes), _order(quotes, "quote_id"), filter_quotes, _read_quotes),
    "ties": _Listing(
        _join(standings).join(ties, ties.c.tie_id == standings.c.tie_id),
        _order(standings, "standing_id"),
        filter_ties,
        _read_ties,
    ),
    "articles": _Listing(articles, (articles.c.published, articles.c.number), filter_article_rows, _read_articles),
    "issues": _Listing(issues, (issues.c.at, issues.c.issue_id), filter_issues, _read_issues),
    "corrections": _Listing(
        corrections, (corrections.c.at, corrections.c.correction_id), filter_corrections, _read_corrections
    ),
}
_HAPPENINGS = _Listing(join_reports(), _order(events, "event_id"), filter_events, _read_events)
