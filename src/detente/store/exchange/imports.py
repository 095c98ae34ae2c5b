"""A file of another system's events into the record."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from detente.errors import InputError
from detente.model import Issue
from detente.store.database import Database
from detente.store.exchange import ftm_incoming, gdelt, icews, ours, phoenix, plover, polecat
from detente.store.exchange.files import StagedFile, read_head, stage_file
from detente.store.exchange.incoming import Values, open_incoming
from detente.store.exchange.layouts import Form, Layout, detect_form

LAYOUTS: dict[Form, Layout] = {
    "gdelt": gdelt.LAYOUT,
    "gdelt1": gdelt.LAYOUT_1,
    "icews": icews.LAYOUT,
    "polecat": polecat.LAYOUT,
    "phoenix": phoenix.LAYOUT,
}

Report = Callable[[int, int], None]
"""Is told how many rows of how many are stored."""

_HEAD = 20  # lines that are looked at to tell a form
_ISSUES = 5_000  # rows of issues that are stored as one


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of one file.

    Attributes:
        form: the form it was read in.
        known_file: it was imported before, to its end; nothing was done.
        new_count: events that are new in the record.
        known_count: events that were there already, from another file.
        issue_count: rows that could not be read, and what else `detente issues` tells of the file.
    """

    file: str
    form: Form
    known_file: bool = False
    new_count: int = 0
    known_count: int = 0
    issue_count: int = 0


class Rows(Protocol):
    """The rows of one file; see `Incoming`."""

    row_count: int

    def iter_batches(self) -> Iterator[list[Values]]:
        """Rows that can be stored."""

    def iter_issues(self) -> Iterator[Issue]:
        """What is wrong with the rest."""


def import_file(
    database: Database, path: Path, version: str, form: Form | None = None, report: Report | None = None
) -> ImportResult:
    """Store the events of a file beside our own, with their origin; the same file a second time changes nothing.

    Args:
        database: the record.
        path: the file: plain, gz or zip; for a data package its folder or its datapackage.json.
        version: of detente.
        form: its form; None to tell it by its first line.
        report: is told how far it is.

    Raises:
        InputError: the file cannot be read, or is of no form that we know.
    """
    with tempfile.TemporaryDirectory(prefix="detente-") as name:
        folder = Path(name)
        path = path / ours.DESCRIPTOR if path.is_dir() else path
        file = stage_file(path, folder)
        found = form or ("detente" if path.name == ours.DESCRIPTOR else _tell_form(file))
        import_id = database.begin_import(found, file.name, file.sha256, version)
        if import_id is None:
            return ImportResult(file.name, found, known_file=True)
        with _open_rows(found, file, path.parent, folder) as rows:
            new_count = _store_rows(database, import_id, rows, report)
            known_count = rows.row_count - new_count
            issue_count = _store_issues(database, import_id, rows, file.name, known_count)
    database.finish_import(import_id, new_count, issue_count)
    return ImportResult(file.name, found, False, new_count, known_count, issue_count)


def _tell_form(file: StagedFile) -> Form:
    head, layouts = read_head(file.path, _HEAD), tuple(LAYOUTS.values())
    # The first row may be one of the malformed.
    found = next((form for line in head if (form := detect_form(line, layouts)) is not None), None)
    if found is None:
        count = len(head[0].split("\t")) if head else 0
        raise InputError(
            file.name,
            "form",
            f"no table of events that we know: its first line has {count} columns parted by tabs (GDELT 2.0 has 61, "
            "1.0 has 58, Phoenix 26, ICEWS 20 and POLECAT 40 with their names on top), and it is no JSON; name its "
            "form with --format",
        )
    return found


def _open_rows(form: Form, file: StagedFile, source: Path, folder: Path) -> AbstractContextManager[Rows]:
    if form == "detente":
        return ours.open_package(file, source, folder)
    if form == "ftm":
        return ftm_incoming.open_entities(file)
    return plover.open_incoming(file) if form == "plover" else open_incoming(LAYOUTS[form], file, folder)


def _store_rows(database: Database, import_id: str, rows: Rows, report: Report | None) -> int:
    new = done = 0
    for batch in rows.iter_batches():
        new += database.write_imported(import_id, batch)
        done += len(batch)
        if report is not None:
            report(done, rows.row_count)
    return new


def _store_issues(database: Database, import_id: str, rows: Rows, name: str, known_count: int) -> int:
    count = 0
    issues = iter(rows.iter_issues())
    while batch := list(islice(issues, _ISSUES)):
        count += database.write_issues(import_id, batch)
    if known_count:
        sentence = f"{name}: {known_count} events are in the record already, from another file; they stand as they were"
        count += database.write_issues(import_id, [Issue(name, "import", "known", sentence)])
    return count
