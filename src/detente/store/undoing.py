"""What an analyst said, taken back: it stays on record, with who took it back and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update

from detente.errors import UsageError


def take_back(connection: Connection, table: Table, prefix: str, who: str, at: datetime, listing: str) -> Row[Any]:
    """Mark the row whose id begins so as taken back; returns it as it then stands.

    Args:
        connection: to write on.
        table: of what was said, with one column as its key.
        prefix: the id, or its first characters.
        who: takes it back.
        at: when.
        listing: the command that lists what there is.

    Raises:
        UsageError: there is none, or more than one, or it was taken back before.
    """
    [key] = table.primary_key
    noun = key.name.removesuffix("_id")
    begins = key.startswith(prefix, autoescape=True)
    rows = connection.execute(select(table).where(begins).limit(2)).all() if prefix else []
    if len(rows) != 1:
        many = f"several {noun}s have" if rows else f"no {noun} has"
        raise UsageError(f"{many} an id that begins with {prefix!r}; see them with: {listing}")
    [row] = rows
    found = row._mapping[key]
    if row.undone_at is not None:
        raise UsageError(f"{noun} {found} was taken back before, by {row.undone_by}")
    connection.execute(update(table).where(key == found).values(undone_at=at, undone_by=who))
    return connection.execute(select(table).where(key == found)).one()
