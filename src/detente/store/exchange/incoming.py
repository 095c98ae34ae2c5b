"""Rows of other systems' tables into rows of ours, by the million, through DuckDB."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import InputError
from detente.model import Issue
from detente.store.exchange.codes import find_cameo_act, find_party, find_plover_act
from detente.store.exchange.files import StagedFile
from detente.store.exchange.layouts import VALUES, Layout, quote_column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Values = tuple[Any, ...]

BATCH = 100_000
"""Rows that are stored as one."""

NUMBERS = ("score", "goldstein", "article_count")

ALL_WRONG = 100
"""Rows; where more are all malformed, the file is of another form."""

EXCERPT = 120
"""Characters of a malformed row that its issue shows."""


class Incoming:
    """The rows of one file, ready to be stored, and those that cannot be.

    Attributes:
        row_count: rows that can be stored.
    """

    def __init__(self, duck: "DuckDBPyConnection", layout: Layout, file: StagedFile) -> None:
        self._duck = duck
        self._layout = layout
        self._file = file
        _stage_rows(duck, layout, file)
        _map_codes(duck, layout)
        count, self.row_count = duck.execute(
            "SELECT count(*), count(*) FILTER (problem IS NULL) FROM staged"
        ).fetchall()[0]
        if self.row_count == 0 and count > ALL_WRONG:
            sentence = f"none of its {count} rows is one of {layout.origin}; name another form with --format"
            raise InputError(file.name, "form", sentence)

    def iter_batches(self) -> Iterator[list[Values]]:
        """Rows in the order of the store's columns."""
        found = self._duck.execute(_SELECT)
        while rows := found.fetchmany(BATCH):
            yield rows

    def iter_issues(self) -> Iterator[Issue]:
        """Rows that cannot be stored, and codes that nobody knows."""
        name = self._file.name
        for line in self._file.odd_lines:
            yield make_issue(f"{name}:{line}", "encoding", "the line is no UTF-8; it was read as Windows-1252")
        query = "SELECT line, problem, excerpt FROM staged WHERE problem IS NOT NULL ORDER BY line"
        for line, problem, excerpt in self._duck.execute(query).fetchall():
            yield make_issue(f"{name}:{line}", "row", f"{problem}; the row was left out ({excerpt})")
        for kind, value, count, line in self._duck.execute(_UNKNOWN_CODES).fetchall():
            sentence = f"{kind} {value} is not known; {count} rows that have it were kept without a type"
            yield make_issue(f"{name}:{line}", "code", sentence)


@contextmanager
def open_incoming(layout: Layout, file: StagedFile, folder: Path) -> Iterator[Incoming]:
    """The rows of a table.

    Args:
        layout: how it is laid out.
        file: the table.
        folder: for what does not fit into memory.

    Raises:
        InputError: it cannot be read as such a table at all.
    """
    # A tenth of a second to import, and nothing else needs it.
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 2,
        "memory_limit": "1GB",
        "temp_directory": str(folder / "duckdb"),
    }
    try:
        with duckdb.connect(str(folder / "rows.duckdb"), config=settings) as duck:
            yield Incoming(duck, layout, file)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise InputError(file.name, "unreadable", f"the table cannot be read ({reason})") from error


def _stage_rows(duck: "DuckDBPyConnection", layout: Layout, file: StagedFile) -> None:
    """Cut lines into cells and take from each row what is needed, with what is wrong about it."""
    taken = {name: layout.values.get(name, "NULL") for name in VALUES}
    used = [c for c in layout.columns if any(quote_column(c) in source for source in taken.values())]
    cells = ", ".join(f"{_read_cell(layout, c)} AS {quote_column(c)}" for c in used)
    values = ", ".join(f"CAST({source} AS VARCHAR) AS raw_{name}" for name, source in taken.items())
    numbers = ", ".join(f"try_cast(raw_{name} AS DOUBLE) AS {name}" for name in NUMBERS)
    header = 1 if layout.has_header else 0
    duck.execute(
        f"""
        CREATE TABLE staged AS
        WITH lines AS (
          SELECT row_number() OVER () AS line, words FROM read_csv(
            ?, delim = '\x1f', quote = '', escape = '', header = false, auto_detect = false, strict_mode = false,
            columns = {{'words': 'VARCHAR'}})
        ), cut AS (
          SELECT line, words, string_split(words, '\t') AS cells FROM lines
          WHERE trim(words) <> '' AND line > {header} AND NOT (line = 1 AND starts_with(words, '{layout.columns[0]}\t'))
        ), named AS (SELECT line, words, cells, {cells} FROM cut),
        taken AS (SELECT line, words, cells, {values} FROM named),
        read AS (SELECT *, {_READ_DAY} AS day, {numbers} FROM taken),
        judged AS (SELECT *, {_find_problem(layout)} AS problem FROM read)
        SELECT line, {", ".join(f"raw_{name}" for name in VALUES)}, day, {", ".join(NUMBERS)}, problem,
          CASE WHEN problem IS NOT NULL THEN left(words, {EXCERPT}) END AS excerpt,
          CASE WHEN problem IS NULL THEN hash(words) END AS whole
        FROM judged
        """,  # noqa: S608 (our own column names)
        [str(file.path)],
    )
    duck.execute(_MARK_COPIES)


def _read_cell(layout: Layout, column: str) -> str:
    """A cell without blanks around it; NULL for an empty one."""
    cell = f"trim(cells[{layout.columns.index(column) + 1}])"
    if layout.quoted:
        inner = f"""replace({cell}[2:-2], '""', '"')"""
        cell = f"""CASE WHEN regexp_full_match({cell}, '"([^"]|"")*"') THEN {inner} ELSE {cell} END"""
    for empty in ("", *layout.empty):
        cell = f"nullif({cell}, '{empty}')"
    return cell


_READ_DAY = "coalesce(try_strptime(raw_day, '%Y%m%d'), try_strptime(left(raw_day, 10), '%Y-%m-%d'))::DATE"


def _find_problem(layout: Layout) -> str:
    """What is wrong with a row, as a DuckDB expression; NULL for a sound one."""
    names = layout.find_sources()
    wide, excess = (
        len(layout.columns),
        f"len(list_filter(cells[{len(layout.columns) + 1}:], lambda c: trim(c) <> '')) > 0",
    )
    asked = str(wide) if layout.fewest == wide else f"{layout.fewest} to {wide}"
    rules = [
        (f"len(cells) < {layout.fewest} OR {excess}", f"len(cells) || ' columns where there should be {asked}'"),
        ("raw_origin_id IS NULL", f"'it has no {names.get('origin_id', layout.columns[0])}'"),
        ("raw_day IS NOT NULL AND day IS NULL", f"'{names.get('day')} ' || raw_day || ' is no day of the calendar'"),
    ]
    rules += [
        (f"raw_{name} IS NOT NULL AND {name} IS NULL", f"'{names[name]} ' || raw_{name} || ' is no number'")
        for name in NUMBERS
        if name in names
    ]
    return f"CASE {' '.join(f'WHEN {when} THEN {then}' for when, then in rules)} END"


# A system may give several events one id; the same line twice is one event.
_MARK_COPIES = """
UPDATE staged SET problem = 'the same line stands above, in line ' || first || '', excerpt = staged.raw_origin_id
FROM (SELECT raw_origin_id, whole, min(line) AS first FROM staged WHERE problem IS NULL
      GROUP BY ALL HAVING count(*) > 1) AS copies
WHERE staged.raw_origin_id = copies.raw_origin_id AND staged.whole = copies.whole AND staged.line > copies.first
"""


def _map_codes(duck: "DuckDBPyConnection", layout: Layout) -> None:
    """Tables from each code that occurs to ours."""
    origin = layout.origin
    query = "SELECT DISTINCT unnest([raw_actor, raw_recipient]) AS value FROM staged WHERE problem IS NULL"
    _fill(duck, "parties (value VARCHAR, code VARCHAR)", query, lambda value: (value, find_party(origin, value)))
    query = "SELECT DISTINCT raw_cameo FROM staged WHERE problem IS NULL"
    _fill(duck, f"cameo_acts (value VARCHAR, {_ACT})", query, lambda code: (code, *_unpack(find_cameo_act(code))))
    query = "SELECT DISTINCT raw_event_type, lower(raw_mode) FROM staged WHERE problem IS NULL"
    _fill(
        duck,
        f"plover_acts (value VARCHAR, given VARCHAR, {_ACT})",
        query,
        lambda kind, mode: (kind, mode, *_unpack(find_plover_act(kind, mode))),
    )


_ACT = "event_type VARCHAR, mode VARCHAR, cameo VARCHAR, quad_class VARCHAR, score DOUBLE, goldstein DOUBLE"


def _unpack(act: Any) -> Values:
    return tuple(getattr(act, name) for name in type(act).__dataclass_fields__)


def _fill(duck: "DuckDBPyConnection", table: str, query: str, read: Callable[..., Values]) -> None:
    duck.execute(f"CREATE TABLE {table}")
    rows = [read(*values) for values in duck.execute(query).fetchall() if values[0] is not None]
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        duck.executemany(f"INSERT INTO {table.split()[0]} VALUES ({marks})", rows)  # noqa: S608 (our own name)


_SELECT = """
SELECT raw_origin_id, row_number() OVER (PARTITION BY raw_origin_id ORDER BY line) - 1, day,
  coalesce(c.event_type, p.event_type), coalesce(c.mode, p.mode), raw_cameo, coalesce(c.quad_class, p.quad_class),
  coalesce(staged.score, c.score, p.score), coalesce(staged.goldstein, c.goldstein), a.code, r.code,
  raw_actor_name, raw_recipient_name, raw_actor_sector, raw_recipient_sector, article_count::BIGINT, raw_url
FROM staged
LEFT JOIN cameo_acts AS c ON raw_cameo = c.value
LEFT JOIN plover_acts AS p ON raw_event_type = p.value AND lower(raw_mode) IS NOT DISTINCT FROM p.given
LEFT JOIN parties AS a ON raw_actor = a.value
LEFT JOIN parties AS r ON raw_recipient = r.value
WHERE problem IS NULL ORDER BY line
"""

_UNKNOWN_CODES = """
SELECT 'CAMEO code', raw_cameo, count(*), min(line) FROM staged JOIN cameo_acts AS c ON raw_cameo = c.value
WHERE problem IS NULL AND c.event_type IS NULL AND c.goldstein IS NULL GROUP BY ALL
UNION ALL
SELECT 'event type', raw_event_type, count(*), min(line) FROM staged JOIN plover_acts AS p ON raw_event_type = p.value
WHERE problem IS NULL AND p.event_type IS NULL GROUP BY ALL ORDER BY 4
"""


def make_issue(origin: str, reason: str, sentence: str) -> Issue:
    """What is wrong with a line; `origin` is file and line."""
    return Issue(origin, "import", reason, f"{origin}: {sentence}")
