"""Tables into records, a batch at a time, however many there are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, Table, and_, func, select

from detente.errors import UsageError
from detente.model import Article
from detente.store.filters import (
    Condition,
    Filters,
    filter_article_rows,
    filter_events,
    filter_issues,
    filter_quotes,
    filter_ties,
    is_latest,
    order_by_day,
)
from detente.store.rows import ArticleRow, EventRow, IssueRow, QuoteRow, RunRow, TieRow
from detente.store.schema import (
    articles,
    corrections,
    event_participants,
    events,
    issues,
    metadata,
    quote_codes,
    quote_pieces,
    quotes,
    reports,
    runs,
    sections,
    standings,
    tie_parties,
    ties,
)
from detente.store.unpack import unpack_article, unpack_event, unpack_issue, unpack_quote, unpack_tie

BATCH = 500

Rows = list[Row[Any]]


def iter_events(connection: Connection, filters: Filters, *extra: Condition) -> Iterator[EventRow]:
    """Stored events, with any further conditions."""
    query = _select_records(events)
    query = query.outerjoin(reports, reports.c.event_id == events.c.event_id)
    query = query.outerjoin(corrections, corrections.c.correction_id == events.c.correction_id)
    said = [
        corrections.c[name].label(f"said_{label}") for name, label in (("who", "by"), ("at", "at"), ("note", "note"))
    ]
    query = query.add_columns(reports.c.happening_id, *said).where(*filter_events(filters), *extra)
    for batch in _iter_batches(connection, query, filters, events, events.c.event_id):
        parties = _read_parts(connection, batch, event_participants, event_participants.c.side)
        yield from (unpack_event(row, parties[row.event_id]) for row in batch)


def iter_quotes(connection: Connection, filters: Filters, *extra: Condition) -> Iterator[QuoteRow]:
    """Stored quotes, with any further conditions."""
    query = _select_records(quotes).where(*filter_quotes(filters), *extra)
    for batch in _iter_batches(connection, query, filters, quotes, quotes.c.quote_id):
        pieces = _read_pieces(connection, batch)
        codes = _read_parts(connection, batch, quote_codes)
        yield from (unpack_quote(row, pieces[row.quote_id], codes[row.quote_id]) for row in batch)


def iter_ties(connection: Connection, filters: Filters, *extra: Condition) -> Iterator[TieRow]:
    """Stored standings of ties, with any further conditions."""
    query = _select_records(standings).join(ties, ties.c.tie_id == standings.c.tie_id)
    query = query.add_columns(ties.c.kind, ties.c.directed, ties.c.name.label("tie_name"))
    query = query.where(*filter_ties(filters), *extra)
    for batch in _iter_batches(connection, query, filters, standings, standings.c.standing_id):
        parties = _read_parts(connection, batch, tie_parties)
        yield from (unpack_tie(row, parties[row.tie_id]) for row in batch)


def iter_articles(connection: Connection, filters: Filters, *extra: Condition) -> Iterator[ArticleRow]:
    """Stored articles, without their texts, by day of publication."""
    names = [name for name in ArticleRow.__dataclass_fields__ if name in articles.c]
    counts = [_count(table).label(f"{name}_count") for name, table in _COUNTED]
    latest, length = is_latest().label("is_latest"), func.length(articles.c.text).label("length")
    query = select(*(articles.c[name] for name in names), latest, length, *counts)
    query = query.where(*filter_article_rows(filters), *extra)
    day, number = articles.c.published, articles.c.number
    order = (day.desc(), number.desc()) if filters.newest_first else (day.asc(), number.asc())
    query = query.order_by(order[0].nulls_last(), order[1]).limit(filters.limit)
    for batch in stream(connection, query):
        yield from (ArticleRow(**_as_fields(row, latest=bool(row.is_latest))) for row in batch)


def iter_issues(connection: Connection, filters: Filters) -> Iterator[IssueRow]:
    """What went wrong, the newest first unless asked otherwise."""
    order = issues.c.at.desc() if filters.newest_first else issues.c.at.asc()
    query = select(issues).where(*filter_issues(filters)).order_by(order, issues.c.origin, issues.c.issue_id)
    for batch in stream(connection, query.limit(filters.limit)):
        yield from map(unpack_issue, batch)


def iter_runs(connection: Connection) -> Iterator[RunRow]:
    """All runs, the newest first."""
    names = RunRow.__dataclass_fields__
    query = select(*(runs.c[name] for name in names)).order_by(runs.c.started.desc(), runs.c.run_id)
    for batch in stream(connection, query):
        yield from (RunRow(**row._mapping) for row in batch)


def read_event(connection: Connection, event_id: str) -> EventRow:
    """The event whose id begins so.

    Raises:
        UsageError: there is none, or more than one.
    """
    filters = Filters(old_versions=True, rejected=True, limit=2)
    found = list(iter_events(connection, filters, begins(events.c.event_id, event_id))) if event_id else []
    if len(found) != 1:
        raise UsageError(explain_misses("event", event_id, len(found)))
    return found[0]


def read_article(connection: Connection, article_id: str) -> Article:
    """The article whose id begins so, with its text and sections.

    Raises:
        UsageError: there is none, or more than one.
    """
    query = select(articles).where(begins(articles.c.article_id, article_id))
    rows = connection.execute(query.limit(2)).all() if article_id else []
    if len(rows) != 1:
        raise UsageError(explain_misses("article", article_id, len(rows)))
    [row] = rows
    return unpack_article(row, read_sections(connection, [row.article_id])[row.article_id])


def read_sections(connection: Connection, article_ids: Sequence[str]) -> dict[str, Rows]:
    """The sections of each article, in order."""
    query = select(sections).where(sections.c.article_id.in_(article_ids)).order_by(sections.c.position)
    return _group(connection.execute(query).all(), "article_id")


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}


_COUNTED: tuple[tuple[str, Table], ...] = (("event", events), ("quote", quotes), ("standing", standings))


def _count(table: Table) -> ColumnElement[int]:
    here = [table.c.article_id == articles.c.article_id, *([~events.c.rejected] if table is events else [])]
    return select(func.count()).select_from(table).where(*here).scalar_subquery()


def _as_fields(row: Row[Any], latest: bool) -> dict[str, Any]:
    return {**row._mapping, "is_latest": latest}


def begins(key: ColumnElement[str], start: str) -> Condition:
    """Whether an id begins so."""
    # A range, since LIKE looks at every row; ids are hexadecimal, so all that begin so come before its "g".
    return and_(key >= start, key < f"{start}g")


def explain_misses(what: str, key: str, count: int) -> str:
    """Why the beginning of an id does not name one row."""
    if count == 0:
        return f"no {what} has an id that begins with {key!r}"
    return f"several {what}s have an id that begins with {key!r}; give more of it"


def _select_records(table: Table) -> Select[Any]:
    """All columns of a record, facts of its article, the words of its evidence and cue, and those that date it."""
    facts = [articles.c[name] for name in ("title", "outlet", "published", "url", "run_id")]
    words = [
        _cut(table, name).label(label) for name, label in (("evidence", "sentence"), ("cue", "cue"), ("when", "when"))
    ]
    joined = table.join(articles, articles.c.article_id == table.c.article_id)
    return select(table, *facts, *words).select_from(joined)


def _cut(table: FromClause, name: str | None = None) -> ColumnElement[str]:
    """The words of the article from a start to an end."""
    start, end = (table.c[f"{name}_{bound}" if name else bound] for bound in ("start", "end"))
    return func.substr(articles.c.text, start + 1, end - start)


def _iter_batches(
    connection: Connection, query: Select[Any], filters: Filters, table: Table, key: ColumnElement[str]
) -> Iterator[Rows]:
    return stream(connection, query.order_by(*order_by_day(filters, table, key)).limit(filters.limit))


def stream(connection: Connection, query: Select[Any]) -> Iterator[Rows]:
    """The rows of a query, a batch at a time."""
    with connection.execution_options(yield_per=BATCH).execute(query) as result:
        for batch in result.partitions():
            yield list(batch)


def _read_parts(connection: Connection, batch: Rows, table: Table, *order: ColumnElement[Any]) -> dict[str, Rows]:
    """The rows of a child table for a batch of its parents, by parent and in order."""
    key = table.primary_key.columns[0]
    query = select(table).where(key.in_([row._mapping[key.name] for row in batch]))
    return _group(connection.execute(query.order_by(*order, table.c.position)).all(), key.name)


def _read_pieces(connection: Connection, batch: Rows) -> dict[str, Rows]:
    """The pieces of what was said, with their words, for a batch of quotes."""
    joined = quote_pieces.join(quotes, quotes.c.quote_id == quote_pieces.c.quote_id)
    joined = joined.join(articles, articles.c.article_id == quotes.c.article_id)
    query = select(quote_pieces, _cut(quote_pieces).label("words")).select_from(joined)
    query = query.where(quote_pieces.c.quote_id.in_([row.quote_id for row in batch]))
    return _group(connection.execute(query.order_by(quote_pieces.c.position)).all(), "quote_id")


def _group(rows: Sequence[Row[Any]], key: str) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row._mapping[key]].append(row)
    return found
