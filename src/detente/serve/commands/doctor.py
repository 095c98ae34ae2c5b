"""`detente doctor`: is everything in place?"""

import platform
import sys
from collections.abc import Callable, Iterator

import typer
from rich.console import Console

from detente import __version__
from detente.errors import DetenteError, ModelError
from detente.read.model_files import check_model, find_model, model_hash
from detente.reference.actors import load_actors
from detente.reference.files import hash_data
from detente.serve.options import DbOption
from detente.settings import load_settings
from detente.store import open_database


def doctor(db: DbOption = None) -> None:
    """Check the installation, the model, the reference data and the record. Exit code 1 if something is wrong.

    Example: detente doctor --db relations.db
    """
    console = Console()
    place = db or load_settings().db
    checks: dict[str, Callable[[], str]] = {
        "installation": _check_installation,
        "model": _check_model,
        "reference data": _check_data,
        "record": lambda: _check_record(place),
    }
    failures = list(_run_checks(console, checks))
    raise typer.Exit(1 if failures else 0)


def _run_checks(console: Console, checks: dict[str, Callable[[], str]]) -> Iterator[str]:
    for name, check in checks.items():
        try:
            console.print(f"ok     {name}: {check()}", highlight=False, markup=False)
        except DetenteError as error:
            console.print(f"wrong  {name}: {error}", style="red", highlight=False, markup=False)
            yield name


def _check_installation() -> str:
    return f"detente {__version__} on Python {platform.python_version()} ({sys.platform})"


def _check_model() -> str:
    folder = find_model()
    damaged = check_model(folder)
    if damaged:
        raise ModelError(f"{folder}: {', '.join(damaged)} differ from their checksums; install detente again")
    return f"{folder}, {model_hash()}"


def _check_data() -> str:
    load_actors()
    return f"readable, {hash_data()}"


def _check_record(place: str) -> str:
    with open_database(place, create=False) as database:
        database.check()
        counts = database.count_rows()
    return f"{database.place}: " + ", ".join(f"{counts[name]} {name}" for name in ("articles", "events", "quotes"))
