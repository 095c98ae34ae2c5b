"""An empty database of each kind; PostgreSQL is a real server in a temporary folder."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest

from detente.store import Database, open_database


def _find_binary(name: str) -> Path | None:
    """Debian keeps the server's programs out of PATH, a folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which(name)
    return found[-1] if found else Path(on_path) if on_path else None


def _find_account() -> str | None:
    """Who runs the server: it refuses to run as root."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _start_server(folder: Path, account: str | None, initdb: Path, postgres: Path) -> subprocess.Popen[bytes]:
    data = folder / "data"
    who = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []} if account else {}
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C"}
    make = [initdb, "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, env=env, **who)  # type: ignore[call-overload]
    serve = [postgres, "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(serve, stdout=log, stderr=log, cwd=folder, env=env, **who)  # type: ignore[call-overload, no-any-return]


def _connect(folder: Path, server: subprocess.Popen[bytes]) -> psycopg.Connection:
    for _ in range(300):
        try:
            return psycopg.connect(host=str(folder), user="tester", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            assert server.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
    raise AssertionError("the PostgreSQL server did not start within 30 seconds")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[tuple[Path, psycopg.Connection]]:
    """The socket folder of a running server, and a connection to make databases with."""
    initdb, postgres = _find_binary("initdb"), _find_binary("postgres")
    if initdb is None or postgres is None:
        pytest.skip("no PostgreSQL server on this machine (Debian: apt-get install postgresql)")
    # Not pytest's own folder, which only its owner may enter; and the path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="detente-pg-"))
    account = _find_account()
    if account:
        shutil.chown(folder, account)
    server = _start_server(folder, account, initdb, postgres)
    try:
        with _connect(folder, server) as connection:
            yield folder, connection
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(30)
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return str(tmp_path / "detente.db")
    folder, connection = request.getfixturevalue("postgres_server")
    connection.execute("DROP SCHEMA public CASCADE")
    connection.execute("CREATE SCHEMA public")
    return _name_server(folder)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with tables and no rows, to be copied: quicker than to make the tables each time."""
    file = tmp_path_factory.mktemp("empty") / "detente.db"
    open_database(file).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path, empty_file: Path) -> Iterator[Database]:
    """An open database without any row, whose clock moves on by a minute at each look."""
    minutes = count()
    start = datetime(2022, 3, 1, tzinfo=UTC)
    if request.param == "sqlite":
        address = str(shutil.copy(empty_file, tmp_path))
    else:
        address = _name_server(request.getfixturevalue("postgres_server")[0])
    with open_database(address, clock=lambda: start + timedelta(minutes=next(minutes))) as opened:
        if request.param == "postgresql":
            _, connection = request.getfixturevalue("postgres_server")
            connection.execute("TRUNCATE " + ", ".join(opened.count_rows()))
        yield opened


@pytest.fixture
def run_id(db: Database) -> str:
    """A run that has begun."""
    return db.begin_run("0.1.0", "model-1", "lexicon-1", {"pipeline": None})


def _name_server(folder: Path) -> str:
    return f"postgresql://tester@/postgres?host={folder}"
