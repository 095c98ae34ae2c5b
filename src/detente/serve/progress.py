"""How far a command is, on standard error, gone when it is done."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, track

_T = TypeVar("_T")


def open_progress() -> Progress:
    """A bar with how many of how many are done, and for how long."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def follow(rows: Sequence[_T], what: str) -> Iterable[_T]:
    """The rows one by one, with a bar of how many are done."""
    console = Console(stderr=True)
    return track(rows, what, console=console, transient=True, disable=not console.is_terminal)
