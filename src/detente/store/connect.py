"""The way to a database: its address, its connections, and its tables brought up to date."""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError

from detente.errors import StoreError, UsageError
from detente.store.schema import REVISION

WRITE_LOCK = 0x64657465  # "dete"; any number that no other program on the server is likely to take
"""One writer at a time on PostgreSQL too, as on SQLite: versions of an article are numbered without gaps."""

# The cache (KiB, when negative) and the rarer checkpoints (pages) halve the time of a commit.
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "cache_size = -32000",
    "wal_autocheckpoint = 4000",
)


_PASSWORD = re.compile(r"(?<!/):[^@/]*@")


def parse_url(place: str | Path) -> URL:
    """The address of a database from a file path or a postgresql:// address.

    Raises:
        UsageError: the address is of another kind.
    """
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite+pysqlite", database=str(place))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        shown = _PASSWORD.sub(":***@", place)
        raise UsageError(f"{shown} is no address of a database; give a file or postgresql://user@host/name") from error
    drivers = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    name = url.drivername.split("+")[0]
    if name not in drivers:
        raise UsageError(f"{name} databases are not supported; give a file for SQLite or postgresql://user@host/name")
    return url.set(drivername=drivers[name])


def show_place(url: URL) -> str:
    """The address as a user knows it, without a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def make_engine(url: URL, wait_seconds: float) -> Engine:
    """The source of connections; none is opened yet.

    Args:
        url: from `parse_url`.
        wait_seconds: how long to wait for another program's writing to end.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": wait_seconds})
        event.listen(engine, "connect", _prepare_sqlite)
    else:
        options = f"-c lock_timeout={round(wait_seconds * 1000)} -c timezone=UTC"
        engine = create_engine(url, connect_args={"connect_timeout": 10, "options": options}, pool_pre_ping=True)
    event.listen(engine, "begin", _begin)
    return engine


def open_for_writing(engine: Engine) -> Connection:
    """A connection whose transactions wait until no other program writes."""
    return engine.connect().execution_options(detente_writes=True)


def open_for_reading(engine: Engine) -> Connection:
    """A connection whose transactions see one moment of the database, whatever others write meanwhile."""
    connection = engine.connect()
    if engine.dialect.name == "sqlite":
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def bring_up_to_date(engine: Engine, place: str) -> None:
    """Make the tables in an empty database, or change those of an older version.

    Raises:
        StoreError: the database was made by a newer version, or by another program.
    """
    with open_for_reading(engine) as connection, connection.begin():
        if _read_revision(connection, place) == REVISION:
            return
    with open_for_writing(engine) as connection, connection.begin():
        revision = _read_revision(connection, place)
        if revision != REVISION:
            _migrate(connection, revision, place)


def _prepare_sqlite(connection: Any, record: Any) -> None:  # noqa: ARG001 (SQLAlchemy passes both)
    # Leave transactions to _begin: the driver's own start late, and never for CREATE TABLE.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("detente_writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def _read_revision(connection: Connection, place: str) -> str | None:
    """The migration at which the database stands; None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision
    if tables and connection.dialect.name == "sqlite":
        raise StoreError(f"database {place}: it belongs to another program; choose another file with --db")
    return None


def _migrate(connection: Connection, revision: str | None, place: str) -> None:
    # Alembic takes a third of a second to import, and an up-to-date database does not need it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreError(f"database {place}: a newer version of detente made it; update detente or choose another --db")
    command.upgrade(config, REVISION)


def check_exists(engine: Engine, place: str) -> None:
    """Refuse to make a database where one was meant to be read.

    Raises:
        StoreError: there is no such file, or no tables of ours in the server's database.
    """
    if engine.dialect.name == "sqlite" and not Path(place).is_file():
        raise StoreError(f"database {place}: there is none; fill one with: detente read PATH --db {place}")
    with open_for_reading(engine) as connection, connection.begin():
        if _read_revision(connection, place) is None:
            raise StoreError(f"database {place}: it is empty; fill it with: detente read PATH --db {place}")


def check_soundness(connection: Connection) -> str | None:
    """What is wrong with the file, or None; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return None
    try:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    except OperationalError as error:
        return str(error.orig)
    return None if found == "ok" else str(found)
