"""`detente ties`: what articles say of ties, and the history of the ties of a pair."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console

from detente.analyse.known import list_known
from detente.errors import UsageError
from detente.serve import options
from detente.serve.claim_rows import COLUMNS, flatten_claims
from detente.serve.commands.lists import show_rows
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
    PlotOption,
    RecipientOption,
    RowForm,
    SinceOption,
    TextOption,
    UntilOption,
    make_filters,
)
from detente.serve.output import check_out, tell, write_listed
from detente.serve.tie_lanes import print_lanes
from detente.serve.tie_plot import draw_histories
from detente.store import Filters

HistoryOption = Annotated[bool, typer.Option("--history", help="How each tie of a pair stood, day by day.")]


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
    check_out(form, out, get_args(RowForm))
    check_plot(plot)
    with options.open_record(db) as database:
        histories = read_histories(database, filters)
    known = list_known(*filters.pair)
    if form == "table":
        print_lanes(Console(), filters.pair, histories, known)
    else:
        write_listed(flatten_claims(histories, known), form, out, COLUMNS)
    if plot is not None and histories:
        draw_histories(filters.pair, histories, known, plot)
        tell(f"Drew {plot}.")
