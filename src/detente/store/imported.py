"""Events that other systems recorded: in by the hundred thousand, out as values."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update
from sqlalchemy.exc import DBAPIError

from detente.model import ImportedEvent, Origin
from detente.store.filters import Filters, filter_imported
from detente.store.reader import stream
from detente.store.rows import ImportRow
from detente.store.schema import imported_events, imports, runs

Values = tuple[Any, ...]

IMPORTED_COLUMNS = tuple(c.name for c in imported_events.c if c.name not in ("origin", "import_id"))
"""The values of one row to write, in order."""

_CACHE = 200_000  # KiB of pages that SQLite may keep while rows come in
_ALL = ("origin", "import_id", *IMPORTED_COLUMNS)
_DAY = IMPORTED_COLUMNS.index("day")


def begin_import(connection: Connection, row: ImportRow, version: str) -> str | None:
    """Record that a file's events begin to come in; returns the id to write them under.

    Returns:
        None where the same file has come in to its end; the earlier id where that was broken off.
    """
    same = and_(imports.c.origin == row.origin, imports.c.sha256 == row.sha256)
    before = connection.execute(select(imports.c.import_id, imports.c.row_count).where(same)).first()
    if before is not None:
        return None if before.row_count is not None else before.import_id
    run = {
        "run_id": row.import_id,
        "started": row.at,
        "version": version,
        "model_hash": "import",
        "lexicon_hash": row.origin,
    }
    connection.execute(insert(runs).values(run | {"settings": {"file": row.file}}))
    values = {name: getattr(row, name) for name in ImportRow.__dataclass_fields__}
    connection.execute(insert(imports).values(values))
    return row.import_id


def finish_import(connection: Connection, import_id: str, row_count: int, issue_count: int, at: datetime) -> None:
    """Record that all of a file has come in."""
    counts = {"row_count": row_count, "issue_count": issue_count}
    connection.execute(update(imports).where(imports.c.import_id == import_id).values(counts))
    connection.execute(update(runs).where(runs.c.run_id == import_id).values(finished=at))


def write_imported(connection: Connection, import_id: str, rows: Sequence[Values]) -> int:
    """Store rows with the values of `IMPORTED_COLUMNS`; returns how many were not there before."""
    origin = connection.execute(select(imports.c.origin).where(imports.c.import_id == import_id)).scalar_one()
    if not rows:
        return 0
    write = _insert_sqlite if connection.dialect.name == "sqlite" else _copy_postgresql
    return write(connection, (origin, import_id), rows)


def iter_imported(connection: Connection, origin: Origin, filters: Filters) -> Iterator[ImportedEvent]:
    """One system's events by day; what has no day comes last."""
    columns = imported_events.c
    order = columns.day.desc() if filters.newest_first else columns.day.asc()
    query = select(*(columns[name] for name in ImportedEvent.__dataclass_fields__))
    query = query.where(columns.origin == origin, *filter_imported(filters))
    query = query.order_by(order.nulls_last(), columns.origin_id, columns.part).limit(filters.limit)
    for batch in stream(connection, query):
        yield from (ImportedEvent(**row._mapping) for row in batch)


def iter_imports(connection: Connection) -> Iterator[ImportRow]:
    """All files that came in, the newest first."""
    names = ImportRow.__dataclass_fields__
    query = select(*(imports.c[name] for name in names)).order_by(imports.c.at.desc(), imports.c.import_id)
    yield from (ImportRow(**row._mapping) for row in connection.execute(query))


def _insert_sqlite(connection: Connection, head: Values, rows: Sequence[Values]) -> int:
    # Rows come in the order of their ids and hit the other indexes at random: with less cache these go to disk with
    # each batch, and a million rows take half as long again.
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
    # Past SQLAlchemy's binding of values, which takes five times as long; the driver knows no dates.
    marks = ", ".join("?" * len(_ALL))
    query = f"INSERT INTO imported_events ({', '.join(_ALL)}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608
    return connection.exec_driver_sql(query, [head + _write_day(row) for row in rows]).rowcount


def _write_day(row: Values) -> Values:
    day = row[_DAY]
    return (*row[:_DAY], day.isoformat(), *row[_DAY + 1 :]) if isinstance(day, date) else row


def _copy_postgresql(connection: Connection, head: Values, rows: Sequence[Values]) -> int:
    names = ", ".join(_ALL)
    connection.exec_driver_sql(
        "CREATE TEMP TABLE IF NOT EXISTS incoming (LIKE imported_events INCLUDING DEFAULTS) ON COMMIT DROP"
    )
    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(head + row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError("COPY", None, error) from error
    stored = connection.exec_driver_sql(
        f"INSERT INTO imported_events ({names}) SELECT {names} FROM incoming ON CONFLICT DO NOTHING"  # noqa: S608
    )
    connection.exec_driver_sql("DROP TABLE incoming")
    return stored.rowcount
