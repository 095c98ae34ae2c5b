"""Options that several commands share, and how their values are read."""

import getpass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.errors import UsageError
from detente.reference.actors import load_actors
from detente.settings import load_settings
from detente.store import Database, Filters, open_database

Form = Literal["table", "csv", "jsonl", "parquet"]
RowForm = Literal["table", "csv", "jsonl"]
RelationForm = Literal["table", "csv", "json"]
Window = tuple[date | None, date | None]
"""First and last day, each None where open."""

OneArgument = Annotated[str, typer.Argument(metavar="ONE", help="A country or body: CHN, China, Beijing, NATO.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="Another.")]
DbOption = Annotated[
    str | None, typer.Option("--db", metavar="FILE|URL", help="The record: a file, or postgresql://user@host/name.")
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DAY", help="First day, such as 2020-01-31.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day, such as 2020-12-31.")]
ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="WHO", help="Who acts, speaks or is party: China, CHN, NATO.")
]
RecipientOption = Annotated[str | None, typer.Option("--recipient", metavar="WHO", help="To whom, or about whom.")]
TextOption = Annotated[str | None, typer.Option("--text", help='Words and "phrases" that the article contains.')]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Who published.")]
LimitOption = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many rows.")]
FormOption = Annotated[Form, typer.Option("--format", "-f", help="How to write the rows.")]
RowFormOption = Annotated[RowForm, typer.Option("--format", "-f", help="How to write the rows.")]
RelationFormOption = Annotated[RelationForm, typer.Option("--format", "-f", help="How to write it.")]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="File to write to instead of the terminal.")]
PlotOption = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw it: .svg, .png or .pdf.")]
EventTypeOption = Annotated[str | None, typer.Option("--type", help="PLOVER type: ACCUSE, CONSULT ...")]
OtherOrBlocArgument = Annotated[str | None, typer.Argument(metavar="[OTHER]", help="Another.")]
BlocOption = Annotated[
    str | None, typer.Option("--bloc", metavar="BLOC", help="Instead of another, a bloc by its members on each day.")
]
HalfLifeOption = Annotated[
    float, typer.Option("--half-life", min=1, metavar="DAYS", help="Days after which a happening counts for half.")
]
CoverageOption = Annotated[
    float, typer.Option("--coverage", min=0.5, max=0.99, metavar="SHARE", help="Nominal coverage of intervals.")
]


def open_record(place: str | None, *, create: bool = False) -> Database:
    """The database that the user named, or that of the settings."""
    return open_database(place or load_settings().db, create=create)


def find_user() -> str:
    """The login name.

    Raises:
        UsageError: the machine knows none.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise UsageError("this machine does not know your name; give it with --who") from error


def parse_day(value: str | None, option: str) -> date | None:
    """The day that an option gives, or None.

    Raises:
        UsageError: it is no day of the calendar.
    """
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise UsageError(f"{option} {value}: this is no day of the calendar; write it as 2020-10-23") from error


def parse_window(since: str | None, until: str | None) -> Window:
    """The first and last day that a user gives.

    Raises:
        UsageError: one is no day of the calendar, or the first lies after the last.
    """
    first, last = parse_day(since, "--since"), parse_day(until, "--until")
    if first and last and first > last:
        raise UsageError(f"--since {since} lies after --until {until}; turn them round")
    return first, last


def parse_actor(value: str | None) -> str | None:
    """The code of a country or body, or the id of another actor, from its code or any of its names.

    Examples:
        >>> parse_actor("Beijing"), parse_actor("RUS"), parse_actor("NATO")
        ('CHN', 'RUS', 'NATO')

    Raises:
        UsageError: nobody in the reference table has that name.
    """
    if value is None:
        return None
    table = load_actors()
    actor = table.state(value.upper()) or table.lookup(value) or table.lookup(value.upper())
    if actor is None:
        raise UsageError(f"{value}: no country, body or person of that name is known; try a code such as CHN or NATO")
    return actor.code if actor.kind in ("state", "territory", "body") and actor.code != "IGO" else actor.actor_id


def parse_pair(one: str, other: str) -> tuple[str, str]:
    """The codes of two countries or bodies.

    Raises:
        UsageError: nobody is known by one of the names, or both mean the same.
    """
    a, b = parse_actor(one), parse_actor(other)
    if a is None or b is None or a == b:
        raise UsageError(f"{one} and {other} are the same; name two")
    return a, b


def make_filters(
    actor: str | None = None,
    recipient: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    outlet: str | None = None,
    limit: int | None = None,
) -> Filters:
    """The filters that options ask for.

    Raises:
        UsageError: a name, a day or the window is wrong.
    """
    first, last = parse_window(since, until)
    return Filters(
        actor=parse_actor(actor),
        recipient=parse_actor(recipient),
        since=first,
        until=last,
        text=text,
        outlet=outlet,
        limit=limit,
    )
