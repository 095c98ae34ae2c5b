"""`detente import`: events that other systems recorded, beside ours."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from detente import __version__
from detente.errors import InputError
from detente.serve import options
from detente.serve.options import DbOption
from detente.serve.origins import TITLES
from detente.serve.progress import open_progress
from detente.store import Database
from detente.store.exchange import ImportResult, import_file

FormName = Literal["auto", "gdelt", "gdelt1", "icews", "polecat", "phoenix", "plover", "ftm", "detente"]


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Files as published: plain, gz or zip; the folder of a data package."),
    ],
    form: Annotated[
        FormName, typer.Option("--format", "-f", help="Form of the files; auto tells it by the first line.")
    ] = "auto",
    db: DbOption = None,
) -> None:
    """Import events of GDELT, ICEWS, POLECAT, Phoenix, PLOVER, FollowTheMoney or another record, beside ours.

    The same file twice changes nothing. A row that cannot be read becomes a row of `detente issues`, and the rest
    goes on. Exit code: 0 all read, 1 some rows or files failed.

    Example: detente import 20201023.export.CSV.zip --db relations.db
    """
    console, failed = Console(stderr=True), False
    with options.open_record(db, create=True) as database:
        for path in files:
            try:
                result = _import_one(database, path, form)
            except InputError as error:
                console.print(str(error), style="red", highlight=False, markup=False)
                failed = True
                continue
            Console().print(_sum_up(result), highlight=False, markup=False)
            failed = failed or result.issue_count > 0
    raise typer.Exit(1 if failed else 0)


# The word is Python's own, so the function cannot have the command's name from the start.
import_.__name__ = "import"


def _import_one(database: Database, path: Path, form: FormName) -> ImportResult:
    with open_progress() as progress:
        task = progress.add_task(f"Reading {path.name}", total=None)

        def report(done: int, total: int) -> None:
            progress.update(task, description=f"Storing {path.name}", completed=done, total=max(done, total))

        return import_file(database, path, __version__, None if form == "auto" else form, report)


def _sum_up(result: ImportResult) -> str:
    title = f"{result.file} ({TITLES[result.form]})"
    if result.known_file:
        return f"{title}: imported before; nothing to do."
    known = f", {result.known_count} in the record already" if result.known_count else ""
    issues = f", {result.issue_count} issues (detente issues --status import)" if result.issue_count else ""
    return f"{title}: {result.new_count} new events{known}{issues}."
