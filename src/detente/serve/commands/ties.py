"""`detente ties`: what articles say of ties, and the history of the ties of a pair."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente.analyse.known import list_known
from detente.errors import UsageError
from detente.serve import options
from detente.serve.claim_rows import COLUMNS, flatten_claims
from detente.serve.commands.lists import make_filters, show_rows
from detente.serve.dossiers import read_histories
from detente.serve.figures import check_plot
from detente.serve.options import (
    ActorOption,
    DbOption,
    Form,
    FormOption,
    LimitOption,
    OutletOption,
    OutOption,
    RecipientOption,
    SinceOption,
    TextOption,
    UntilOption,
)
from detente.serve.tie_lanes import print_lanes
from detente.serve.tie_plot import draw_histories
from detente.store import Filters
from detente.store.columns import write_cells

HistoryOption = Annotated[bool, typer.Option("--history", help="How each tie of a pair stood, day by day.")]
PlotOption = Annotated[Path | None, typer.Option("--plot", help="Draw the history to this file: SVG, PNG or PDF.")]


def ties(
    one: Annotated[str | None, typer.Argument(metavar="[ONE", help="A country or body: CHN, China, NATO.")] = None,
    other: Annotated[str | None, typer.Argument(metavar="OTHER]", help="Another; only ties of these two.")] = None,
    history: HistoryOption = False,
    plot: PlotOption = None,
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    kind: Annotated[str | None, typer.Option("--type", help="alliance, treaty, arms_transfer ...")] = None,
    standing: Annotated[str | None, typer.Option("--status", help="imagined, in_force, ended ...")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    outlet: OutletOption = None,
    limit: LimitOption = None,
    form: FormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """List what articles say about how ties stand, with the sentence; or, for a pair, how each tie stood over time.

    Example: detente ties CHN RUS --history --plot ties.svg
    """
    filters = make_filters(actor, recipient, since, until, text, outlet, limit)
    filters = replace(filters, kind=kind, status=standing, pair=_read_pair(one, other))
    if history or plot:
        _show_history(filters, form, out, plot, db)
    else:
        show_rows("ties", filters, form, out, db)


def _read_pair(one: str | None, other: str | None) -> tuple[str, str] | None:
    if one is None:
        return None
    if other is None:
        raise UsageError(f"{one} alone is no pair; name another country or body, or use --actor {one}")
    return options.parse_pair(one, other)


def _show_history(filters: Filters, form: Form, out: Path | None, plot: Path | None, db: str | None) -> None:
    if filters.pair is None:
        raise UsageError("a history is that of a pair; name two, as in: detente ties CHN RUS --history")
    if form == "parquet":
        raise UsageError("a history is written as csv or jsonl")
    _check_files(form, out, plot)
    with options.open_record(db) as database:
        histories = read_histories(database, filters)
    known = list_known(*filters.pair)
    console = Console(stderr=form != "table")
    if form == "table":
        print_lanes(console, filters.pair, histories, known)
    else:
        count = write_cells(flatten_claims(histories, known), form, out or sys.stdout, COLUMNS)
        if out is not None:
            console.print(f"Wrote {count} rows to {out}.", highlight=False)
    if plot is not None and histories:
        draw_histories(filters.pair, histories, known, plot)
        console.print(f"Drew {plot}.", highlight=False)


def _check_files(form: Form, out: Path | None, plot: Path | None) -> None:
    if form == "table" and out is not None:
        raise UsageError("a table is for the terminal; add --format csv or jsonl to write a file, or use --plot")
    check_plot(plot)
