"""Merging as one follows it on the terminal."""

from collections import Counter

from detente.merging import Merging, merge_record
from detente.serve.progress import open_progress
from detente.store import Database


def follow_merging(database: Database, *, rebuild: bool = False) -> Merging:
    """Merge what several articles tell of one happening, with progress on the terminal.

    Args:
        database: an open one.
        rebuild: whether to start anew, else only what is new or changed is compared.
    """
    counts: Counter[str] = Counter()
    with open_progress() as progress:
        task = progress.add_task("Merging", total=None)

        def report(stage: str, count: int) -> None:
            counts[stage] += count
            progress.update(task, description=f"Merging {stage}", completed=counts[stage])

        return merge_record(database, rebuild=rebuild, report=report)
