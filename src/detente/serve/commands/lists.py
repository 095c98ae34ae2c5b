"""`detente events`, `quotes`, `articles`, `issues`: rows of the record."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console

from detente.errors import UsageError
from detente.serve import options, tables
from detente.serve.options import (
    ActorOption,
    DbOption,
    EventTypeOption,
    Form,
    FormOption,
    LimitOption,
    OutletOption,
    OutOption,
    RecipientOption,
    SinceOption,
    TextOption,
    UntilOption,
    make_filters,
)
from detente.serve.output import check_out, tell
from detente.store import Database, Filters
from detente.store.columns import TableName, write_rows

SCREENFUL = 50  # rows that a table shows unless more are asked for

COLUMNS: dict[TableName, tuple[tables.Column, ...]] = {
    "events": tables.EVENTS,
    "quotes": tables.QUOTES,
    "ties": tables.TIES,
    "articles": tables.ARTICLES,
    "issues": tables.ISSUES,
    "corrections": tables.CORRECTIONS,
}

StatusOption = Annotated[
    str | None, typer.Option("--status", help="actual, future, hypothetical, negated, historical.")
]


def events(
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    event_type: EventTypeOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    outlet: OutletOption = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also those that an analyst has rejected.")] = False,
    limit: LimitOption = None,
    form: FormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """List events: who did what to whom, when, with the sentence.

    What an analyst has corrected stands as corrected, with the name; see `detente correct`.

    Example: detente events --actor China --recipient Russia --type SUPPORT --since 2020-01-01
    """
    filters = make_filters(actor, recipient, since, until, text, outlet, limit)
    filters = replace(filters, kind=event_type and event_type.upper(), status=status, rejected=rejected)
    show_rows("events", filters, form, out, db)


def quotes(
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    quote_type: Annotated[str | None, typer.Option("--type", help="direct, mixed or indirect.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    outlet: OutletOption = None,
    limit: LimitOption = None,
    form: FormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """List quotes: who said what about whom, in which words.

    Example: detente quotes --actor Putin --recipient China
    """
    filters = make_filters(actor, recipient, since, until, text, outlet, limit)
    show_rows("quotes", replace(filters, kind=quote_type), form, out, db)


def articles(
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    outlet: OutletOption = None,
    limit: LimitOption = None,
    form: FormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """List articles in the record.

    Example: detente articles --text '"joint exercise" Japan' --since 2018-01-01
    """
    show_rows("articles", make_filters(actor, recipient, since, until, text, outlet, limit), form, out, db)


def issues(
    stage: Annotated[str | None, typer.Option("--status", help="Stage: ingest, code or store.")] = None,
    reason: Annotated[str | None, typer.Option("--type", help="Reason: empty, binary, encoding, date ...")] = None,
    limit: LimitOption = None,
    form: FormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """List what could not be read, and why.

    Example: detente issues --type encoding
    """
    show_rows("issues", Filters(kind=reason, status=stage, limit=limit), form, out, db)


def show_rows(table: TableName, filters: Filters, form: Form, out: Path | None, db: str | None) -> None:
    """Print the rows that fit, or write them in the form asked for.

    Raises:
        UsageError: the form and the place to write to do not go together.
    """
    check_out(form, out, get_args(Form))
    if form == "parquet" and out is None:
        raise UsageError("Parquet is no text; name a file with --out events.parquet")
    with options.open_record(db) as database:
        if form == "table":
            _print(database, table, filters)
        else:
            count = write_rows(table, _iter_rows(database, table, filters), form, out or sys.stdout)
            if out is not None:
                tell(f"Wrote {count} rows to {out}.")


def _print(database: Database, table: TableName, filters: Filters) -> None:
    console = Console()
    limit = filters.limit or SCREENFUL
    rows = list(_iter_rows(database, table, replace(filters, limit=limit + 1)))
    tables.print_rows(console, COLUMNS[table], rows[:limit])
    if len(rows) > limit and filters.limit is None:
        console.print(f"The newest {limit}; more with --limit, all with --format csv.", style="dim")


def _iter_rows(database: Database, table: TableName, filters: Filters) -> Iterable[Any]:
    return {
        "events": database.iter_events,
        "quotes": database.iter_quotes,
        "ties": database.iter_ties,
        "articles": database.iter_articles,
        "issues": database.iter_issues,
        "corrections": database.iter_corrections,
    }[table](filters)
