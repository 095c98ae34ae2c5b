"""`detente export`: the record in the forms of other systems."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, cast

import typer
from rich.console import Console

from detente import __version__
from detente.errors import UsageError
from detente.model import Origin
from detente.serve import options
from detente.serve.options import (
    ActorOption,
    DbOption,
    EventTypeOption,
    OutletOption,
    RecipientOption,
    SinceOption,
    TextOption,
    UntilOption,
    make_filters,
)
from detente.serve.origins import TITLES
from detente.serve.output import tell
from detente.store import Database, Filters
from detente.store.exchange import export_entities, export_events, export_package

FormName = Literal["gdelt", "gdelt1", "icews", "polecat", "phoenix", "plover", "ftm", "package", "parquet"]


def export(
    form: Annotated[FormName, typer.Option("--format", "-f", help="Form to write.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File; for package and parquet a folder.")],
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    event_type: EventTypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    outlet: OutletOption = None,
    db: DbOption = None,
) -> None:
    """Export the record as GDELT, ICEWS, POLECAT, Phoenix, PLOVER, FollowTheMoney, or a data package.

    In the forms of other event data each happening that is told as done stands once, with a row for each pair. A
    file that ends in .gz or .zip is packed.

    Example: detente export --format gdelt --out 20201023.export.CSV.zip
    """
    filters = make_filters(actor, recipient, since, until, text, outlet)
    with options.open_record(db) as database, Console(stderr=True).status("Writing ..."):
        sentence = _export(database, replace(filters, kind=event_type and event_type.upper()), form, out)
    tell(sentence)


def _export(database: Database, filters: Filters, form: FormName, out: Path) -> str:
    if form in ("package", "parquet"):
        if filters.kind is not None:
            raise UsageError(f"--type means different things for the tables of a {form}; leave it out")
        counts = export_package(
            database, filters, "csv" if form == "package" else "parquet", out, datetime.now(UTC), __version__
        )
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        return f"Wrote {told} to {out}, with datapackage.json and codebook.md."
    if form == "ftm":
        return f"Wrote {export_entities(database, filters, out)} entities to {out}."
    origin = cast(Origin, form)
    written = export_events(database, filters, origin, out, __version__)
    left = f"; {written.undated_count} left out since no day is known" if written.undated_count else ""
    return f"Wrote {written.row_count} rows for {written.happening_count} happenings to {out} ({TITLES[origin]}){left}."
