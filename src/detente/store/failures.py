"""What went wrong in a database, as a sentence that names the place and says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from detente.errors import StoreError

# By the first letters of SQLite's error name; https://www.sqlite.org/rescode.html
_SQLITE = {
    "SQLITE_FULL": "the disk is full; free some space and run the same command again, it goes on where it stopped",
    "SQLITE_IOERR": "the disk refused to read or write; check for free space and permission, then run it again",
    "SQLITE_READONLY": "it may only be read; choose another file with --db or change its permissions",
    "SQLITE_CANTOPEN": "it cannot be opened; check that its folder exists and that you may write there",
    "SQLITE_PERM": "it cannot be opened; check its permissions",
    "SQLITE_BUSY": "another program is writing to it and does not let go; wait for that one to end",
    "SQLITE_LOCKED": "another program is writing to it and does not let go; wait for that one to end",
    "SQLITE_NOTADB": "it is no SQLite database; choose another file with --db",
    "SQLITE_CORRUPT": "it is damaged; restore a copy, or read the articles again into a new file",
}

# By the first letters of PostgreSQL's SQLSTATE; https://www.postgresql.org/docs/15/errcodes-appendix.html
_POSTGRES = {
    "53100": "its disk is full; free some space on the server and run the same command again",
    "53": "the server has no room for another connection; try again later",
    "25006": "it may only be read; connect as a user who may write",
    "42501": "this user may not do that; ask for rights to create and change tables in it",
    "28": "the user name or password is refused; check the address given with --db",
    "3D000": "there is no database of that name; create it with createdb, or check the address given with --db",
    "55P03": "another program is writing to it and does not let go; wait for that one to end",
    "57": "the server is stopping or ended the connection; try again later",
    "08": "the server ended the connection; try again later",
}


@contextmanager
def report_failures(place: str) -> Iterator[None]:
    """Turn what the database driver raises into StoreError.

    Args:
        place: the file or the server's address, as the user knows it.
    """
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"database {place}: {_explain(error)}") from error
    except PoolTimeoutError as error:
        raise StoreError(f"database {place}: too many readers at once; try again later") from error
    except SQLAlchemyError as error:
        raise StoreError(f"database {place}: {error}") from error


def _explain(error: DBAPIError) -> str:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _look_up(_SQLITE, getattr(cause, "sqlite_errorname", ""), str(cause))
    # An error of psycopg, which takes a tenth of a second to import; one that never reached the server has no state.
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None and isinstance(error, OperationalError):
        reason = " ".join(str(cause).split())
        return f"no connection; check that the server runs, and the address given with --db ({reason})"
    return _look_up(_POSTGRES, state or "", str(cause))


def _look_up(known: dict[str, str], name: str, reason: str) -> str:
    """The sentence for the longest known beginning of the error's name, else what the database says."""
    starts = sorted((start for start in known if name.startswith(start)), key=len)
    return f"{known[starts[-1]]} ({reason})" if starts else reason
