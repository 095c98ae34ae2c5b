"""Merging as one follows it on the terminal."""

from collections import Counter

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from detente.merging import Merging, merge_record
from detente.store import Database


def follow_merging(database: Database, *, rebuild: bool = False) -> Merging:
    """Merge what several articles tell of one happening, with progress on the terminal.

    Args:
        database: an open one.
        rebuild: whether to start anew, else only what is new or changed is compared.
    """
    columns = (SpinnerColumn(), TextColumn("Merging {task.description}"), TimeElapsedColumn())
    counts: Counter[str] = Counter()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("articles", total=None)

        def report(stage: str, count: int) -> None:
            counts[stage] += count
            progress.update(task, description=f"{stage}: {counts[stage]}")

        return merge_record(database, rebuild=rebuild, report=report)
