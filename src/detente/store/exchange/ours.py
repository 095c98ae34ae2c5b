"""Data packages of detente, our own or another desk's, as events beside the record."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.model import Issue
from detente.reference.codebook import EVENT_TYPES, is_mutual
from detente.store.exchange.files import StagedFile
from detente.store.exchange.incoming import BATCH, Values, make_issue

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

DESCRIPTOR = "datapackage.json"

_NEEDED = ("events", "participants")


class PackageRows:
    """The happenings of a package as rows, one for each pair.

    Attributes:
        row_count: rows that can be stored.
    """

    def __init__(self, duck: "DuckDBPyConnection", name: str) -> None:
        self._duck = duck
        self._name = name
        mutual = ", ".join(f"'{name}'" for name in EVENT_TYPES if is_mutual(name))
        duck.execute(_PAIR_UP.replace("IN mutual", f"IN ({mutual})"))
        self.row_count = duck.execute("SELECT count(*) FROM pairs").fetchall()[0][0]

    def iter_batches(self) -> Iterator[list[Values]]:
        """Rows in the order of the store's columns."""
        found = self._duck.execute("SELECT * FROM pairs ORDER BY 1, 2")
        while rows := found.fetchmany(BATCH):
            yield rows

    def iter_issues(self) -> Iterator[Issue]:
        """How many events were left out since they are not told as done."""
        query = "SELECT status, count(*) FROM given WHERE status <> 'actual' GROUP BY 1 ORDER BY 1"
        for status, count in self._duck.execute(query).fetchall():
            sentence = f"{count} events are told as {status}, and only what was done is compared; they were left out"
            yield make_issue(self._name, "status", sentence)


@contextmanager
def open_package(file: StagedFile, source: Path, folder: Path) -> Iterator[PackageRows]:
    """The rows of a package.

    Args:
        file: its datapackage.json, made ready.
        source: the folder in which the package lies.
        folder: for what does not fit into memory.

    Raises:
        InputError: it is no package of ours, or a table of it cannot be read.
    """
    # A tenth of a second to import, and nothing else needs it.
    import duckdb

    paths = _find_tables(file, source)
    try:
        with duckdb.connect(str(folder / "package.duckdb"), config={"threads": 2, "memory_limit": "1GB"}) as duck:
            for name, path in paths.items():
                given = duck.read_parquet(str(path)) if path.suffix == ".parquet" else _read_csv(duck, path)
                given.create("given" if name == "events" else name)
            yield PackageRows(duck, file.name)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise InputError(str(source), "unreadable", f"the package cannot be read ({reason})") from error


def _read_csv(duck: "DuckDBPyConnection", path: Path) -> "DuckDBPyRelation":
    return duck.read_csv(str(path), all_varchar=True, header=True)


def _find_tables(file: StagedFile, source: Path) -> dict[str, Path]:
    try:
        resources = json.loads(file.path.read_text(encoding="utf-8"))["resources"]
        paths = {str(entry["name"]): source / str(entry["path"]) for entry in resources}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(source / DESCRIPTOR), "form", f"no data package ({error})") from error
    missing = [name for name in _NEEDED if name not in paths or not paths[name].is_file()]
    if missing:
        raise InputError(str(source), "missing", f"the package has no table {' and no table '.join(missing)}")
    if any(source.resolve() not in path.resolve().parents for path in paths.values()):
        raise InputError(str(source), "form", "a table of the package lies outside of its folder")
    return {name: paths[name] for name in _NEEDED}


# The first report speaks for the happening; an apostrophe that guards a cell is taken off.
_PAIR_UP = r"""
CREATE MACRO bare(cell) AS
  CASE WHEN regexp_matches(cell, '^''[=+@\t\r\n-]') THEN cell[2:] ELSE cell END;
CREATE TABLE events AS
  SELECT *, count(DISTINCT article_id) OVER told AS article_count,
    row_number() OVER (told ORDER BY published, event_id) AS place
  FROM given WHERE status = 'actual' WINDOW told AS (PARTITION BY coalesce(happening_id, event_id));
CREATE TABLE parties AS
  SELECT event_id, side, position::BIGINT AS position, code, bare(name) AS name, sector FROM participants;
CREATE TABLE pairs AS
WITH one AS (SELECT * FROM events WHERE place = 1),
actors AS (SELECT * FROM parties WHERE side = 'actor'), recipients AS (SELECT * FROM parties WHERE side = 'recipient'),
sides AS (
  SELECT e.event_id, a.position AS first, r.position AS second, a.code AS actor, r.code AS recipient,
    a.name AS actor_name, r.name AS recipient_name, a.sector AS actor_sector, r.sector AS recipient_sector
  FROM one AS e JOIN recipients AS r USING (event_id) LEFT JOIN actors AS a USING (event_id)
  UNION ALL
  SELECT e.event_id, a.position, b.position, a.code, b.code, a.name, b.name, a.sector, b.sector
  FROM one AS e LEFT JOIN actors AS a USING (event_id)
  LEFT JOIN actors AS b ON a.event_id = b.event_id AND a.position < b.position AND e.event_type IN mutual
  WHERE NOT EXISTS (SELECT 1 FROM recipients AS r WHERE r.event_id = e.event_id)
    AND (b.event_id IS NOT NULL OR e.event_type NOT IN mutual
      OR (SELECT count(*) FROM actors AS c WHERE c.event_id = e.event_id) < 2)
)
SELECT e.event_id, row_number() OVER (PARTITION BY e.event_id ORDER BY first, second) - 1,
  coalesce(CASE WHEN e.day_first = e.day_last THEN e.day_first::DATE END, e.published::DATE),
  e.event_type, nullif(e.mode, ''), nullif(e.cameo, ''), e.quad_class, e.score::DOUBLE, e.goldstein::DOUBLE,
  nullif(actor, ''), nullif(recipient, ''), actor_name, recipient_name, actor_sector, recipient_sector,
  e.article_count, bare(e.url)
FROM one AS e JOIN sides USING (event_id)
"""
