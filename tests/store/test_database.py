import os
import resource
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, text

from build_records import build_correction, build_dispatch, find_span
from detente.errors import StoreError, UsageError
from detente.model import name_happening
from detente.store import ArticleRecord, connect, open_database, schema


def _make_engine(place: str) -> Engine:
    return connect.make_engine(connect.parse_url(place), 5)


def test_migrations_lead_to_the_tables(place: str) -> None:
    open_database(place).close()
    engine = _make_engine(place)
    with engine.connect() as connection:
        ours = {
            "include_object": lambda item, name, *_: not str(name).startswith(("article_search", "ix_articles_search"))
        }
        context = MigrationContext.configure(connection, opts={"compare_type": True, **ours})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_newest_migration_is_the_schemas() -> None:
    folder = Path(connect.__file__).parent / "migrations"
    assert ScriptDirectory(folder).get_heads() == [schema.REVISION]


def _migrate(place: str, target: str) -> None:
    """Take a database down to an older version, as nobody but a test does."""
    engine = _make_engine(place)
    config = Config()
    config.set_main_option("script_location", str(Path(connect.__file__).parent / "migrations"))
    with connect.open_for_writing(engine) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, target)
    engine.dispose()


@pytest.mark.parametrize(("revision", "when"), [("0001", None), ("0002", "in dispatch")])
def test_records_of_an_older_version_are_kept(place: str, revision: str, when: str | None) -> None:
    article, act = build_dispatch(1)
    dated = replace(act, evidence=replace(act.evidence, when=find_span(article, "in dispatch")))
    with open_database(place) as db:
        db.write(db.begin_run("0.1.0", "m", "l", {}), ArticleRecord(article, (dated,)))
        before = db.count_rows()
    _migrate(place, revision)
    with open_database(place) as db:
        [row] = db.iter_events()
        expected = dated if when else act
        assert (row.event, row.when, row.happening_id) == (expected, when, name_happening([act.event_id]))
        assert db.count_rows() == before
        db.check()


def test_going_back_gives_what_was_read(place: str) -> None:
    """An older version knows nothing of analysts: it must find the coder's events."""
    (article, act), (other, wrong) = build_dispatch(1), build_dispatch(2)
    with open_database(place) as db:
        run_id = db.begin_run("0.1.0", "m", "l", {})
        db.write_all(run_id, [ArticleRecord(article, (act,)), ArticleRecord(other, (wrong,))])
        for event, changes in ((act, {"event_type": "ACCUSE", "recipients": ("JPN",), "day": ""}), (wrong, {})):
            db.write_correction(build_correction(event, rejected=event is wrong, **changes))
        db.write(db.begin_run("0.1.0", "m2", "l", {}), ArticleRecord(article))  # only the analyst has it now
        assert [row.event.evidence.made_by for row in db.iter_events()] == ["analyst ada"]
    _migrate(place, "0002")
    with open_database(place) as db:
        assert [row.event for row in db.iter_events()] == [wrong]
        assert not list(db.iter_corrections())


def test_opening_again_keeps_what_is_stored(place: str) -> None:
    article, act = build_dispatch(1)
    with open_database(place) as db:
        db.write(db.begin_run("0.1.0", "m", "l", {}), ArticleRecord(article, (act,)))
        before = db.count_rows()
    with open_database(place, create=False) as db:
        assert db.count_rows() == before
        assert before["articles"] == before["events"] == 1
        db.check()


def test_closed_sqlite_database_is_one_file(tmp_path: Path) -> None:
    open_database(tmp_path / "detente.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["detente.db"]


def test_newer_database_is_refused(place: str) -> None:
    open_database(place).close()
    engine = _make_engine(place)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="a newer version of detente made it; update detente"):
        open_database(place)


def test_empty_database_is_not_made_where_one_was_meant_to_be_read(place: str) -> None:
    with pytest.raises(StoreError, match="detente read PATH"):
        open_database(place, create=False)
    assert not Path(place).exists()


def test_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_database(file)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("letter.txt", "no SQLite database; choose another file"),
        ("letter.txt/detente.db", "cannot be opened; check that its folder exists"),
        ("missing/detente.db", "cannot be opened; check that its folder exists"),
        (".", "cannot be opened"),
    ],
)
def test_what_is_no_database_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, this is a letter and nothing else. " * 50)
    with pytest.raises(StoreError, match=sentence) as caught:
        open_database(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize(
    ("address", "error", "sentence"),
    [
        ("mysql://host/name", UsageError, "mysql databases are not supported"),
        ("postgresql://host:port/name", UsageError, "is no address of a database"),
        (
            "postgresql://me:secret@/name?host=/nowhere",
            StoreError,
            r"me:\*\*\*@/name.*no connection; check that the server",
        ),
    ],
)
def test_address_that_leads_nowhere(address: str, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        open_database(address)


def test_sqlite_address_is_a_path(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/detente.db") as db:
        assert db.place == f"{tmp_path}/detente.db"


def test_locked_database_says_so(place: str) -> None:
    article, act = build_dispatch(1)
    with open_database(place, wait_seconds=0.2) as db:
        run_id = db.begin_run("0.1.0", "m", "l", {})
        other = _make_engine(place)
        with (
            connect.open_for_writing(other) as holder,
            holder.begin(),
            pytest.raises(StoreError, match="another program is writing to it"),
        ):
            db.write(run_id, ArticleRecord(article, (act,)))
        other.dispose()
        assert db.write(run_id, ArticleRecord(article, (act,)))


def test_reading_goes_on_while_another_writes(place: str) -> None:
    records = [ArticleRecord(article, (act,)) for article, act in map(build_dispatch, range(3))]
    with open_database(place) as db, open_database(place) as other:
        run_id = db.begin_run("0.1.0", "m", "l", {})
        db.write_all(run_id, records[:2])
        found = db.iter_events()
        first = next(found)
        other.write(run_id, records[2])
        assert len([first, *found]) == 2
        assert len(list(db.iter_events())) == 3


def test_damaged_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "detente.db"
    records = [ArticleRecord(article, (act,)) for article, act in map(build_dispatch, range(200))]
    with open_database(file) as db:
        db.write_all(db.begin_run("0.1.0", "m", "l", {}), records)
    content = bytearray(file.read_bytes())
    content[8192:-4096] = b"\x55" * (len(content) - 12288)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), open_database(file) as db:
        db.check()


FILL = """
import sys
from build_records import build_correction, build_dispatch, find_span
from detente.errors import StoreError
from detente.store import ArticleRecord, open_database
with open_database(sys.argv[1]) as db:
    run_id = db.begin_run("0.1.0", "m", "l", {})
    try:
        for number in range(100_000):
            article, event = build_dispatch(number)
            db.write(run_id, ArticleRecord(article, (event,)))
    except StoreError as error:
        print(error)
"""


def test_full_disk_leaves_whole_articles(tmp_path: Path) -> None:
    file = tmp_path / "detente.db"

    def allow_two_megabytes() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    filling = subprocess.run(
        [sys.executable, "-c", FILL, file],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=allow_two_megabytes,
    )
    assert filling.stderr == ""
    assert filling.stdout.startswith(f"database {file}: the disk")
    assert "free" in filling.stdout
    with open_database(file) as db:
        count = db.count_rows()
        assert count["articles"] == count["events"] == count["sections"] > 10
        db.check()


def test_full_sqlite_database_names_the_disk(tmp_path: Path) -> None:
    with open_database(tmp_path / "detente.db") as db:
        run_id = db.begin_run("0.1.0", "m", "l", {})
        # As full as a disk: no page more than there are.
        event.listen(db._engine, "begin", lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))
        with pytest.raises(StoreError, match="the disk is full; free some space and run the same command again"):
            db.write_all(run_id, [ArticleRecord(article, (act,)) for article, act in map(build_dispatch, range(500))])
        assert db.count_rows()["articles"] == 0


def test_read_only_server_says_so(postgres_server: tuple[Path, psycopg.Connection]) -> None:
    folder, connection = postgres_server
    connection.execute("CREATE DATABASE test_read_only")
    with open_database(f"postgresql://tester@/test_read_only?host={folder}") as db:
        connection.execute("ALTER DATABASE test_read_only SET default_transaction_read_only = on")
        db.close()
        with pytest.raises(StoreError, match="may only be read"):
            db.begin_run("0.1.0", "m", "l", {})
