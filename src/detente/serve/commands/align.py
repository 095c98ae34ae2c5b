"""`detente align`: how relations of two stood over time."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from detente.analyse.acts import Selection
from detente.analyse.alignment import COVERAGE
from detente.analyse.changes import find_changes
from detente.analyse.series import HALF_LIFE, Every, Grouping, Series, build_series
from detente.errors import UsageError
from detente.serve import options, plots
from detente.serve.options import DbOption, OutOption, SinceOption, UntilOption
from detente.serve.relations import Window, name_sides, parse_sides, parse_window, read_acts
from detente.serve.series_tables import flatten_series, print_series, write_json
from detente.store.columns import write_cells

RelationForm = Literal["table", "csv", "json"]

OneArgument = Annotated[str, typer.Argument(metavar="ONE", help="A country or body: CHN, China, NATO.")]
OtherArgument = Annotated[str | None, typer.Argument(metavar="[OTHER]", help="Another.")]
BlocOption = Annotated[
    str | None, typer.Option("--with", metavar="BLOC", help="Instead of another, a bloc by its members on each day.")
]
HalfLifeOption = Annotated[
    float, typer.Option("--half-life", min=1, metavar="DAYS", help="Days after which a happening counts for half.")
]
CoverageOption = Annotated[
    float, typer.Option("--coverage", min=0.5, max=0.99, metavar="SHARE", help="Nominal coverage of intervals.")
]
PlotOption = Annotated[Path | None, typer.Option("--plot", metavar="FILE", help="Draw it: .svg, .png or .pdf.")]
RelationFormOption = Annotated[RelationForm, typer.Option("--format", "-f", help="How to write it.")]


def align(
    one: OneArgument,
    other: OtherArgument = None,
    bloc: BlocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    every: Annotated[Every, typer.Option("--every", help="Length of a step.")] = "month",
    by: Annotated[Grouping, typer.Option("--by", help="Count by quad class or by type.")] = "quad",
    half_life: HalfLifeOption = HALF_LIFE,
    coverage: CoverageOption = COVERAGE,
    plot: PlotOption = None,
    form: RelationFormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """Show how two stood over time: happenings, net cooperation, and alignment with its interval.

    Example: detente align CHN RUS --since 2020-01-01 --every week --plot relations.svg
    """
    check_out(form, out)
    sides = parse_sides(one, other, bloc)
    window = parse_window(since, until)
    errors = Console(stderr=True)
    with options.open_record(db) as database, errors.status("Reading what happened ..."):
        selection = read_acts(database, sides)
        series = _build(selection, window, every, by, half_life, coverage)
    title = name_sides(sides)
    if plot is not None:
        quads = series if by == "quad" else _build(selection, window, every, "quad", half_life, coverage)
        draw(title, quads, selection, plot)
    if form == "table":
        print_series(Console(), title, series, selection.undated_count)
    elif form == "csv":
        write_cells(flatten_series(series), "csv", out or sys.stdout)
    else:
        write_text(write_json(title, series, selection.undated_count), out)


def check_out(form: RelationForm, out: Path | None) -> None:
    """Reject a table that is to go to a file."""
    if form == "table" and out is not None:
        raise UsageError("a table is for the terminal; add --format csv or json to write a file")


def write_text(text: str, out: Path | None) -> None:
    """Write to a file, or to the terminal where none is named."""
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--out {out}: the file cannot be written ({error.strerror})") from error


def draw(title: str, series: Series, selection: Selection, path: Path) -> None:
    """Draw a series with the changes found in all that passed."""
    with Console(stderr=True).status("Drawing ..."):
        panel = plots.Panel(title, series, find_changes(selection.acts))
        plots.plot_series([panel], f"{title}: how relations stood", path)
    Console(stderr=True).print(f"Drew {path}.", highlight=False)


def _build(
    selection: Selection,
    window: Window,
    every: Every,
    by: Grouping,
    half_life: float,
    coverage: float,
) -> Series:
    since, until = window
    return build_series(
        selection.acts, since=since, until=until, every=every, grouping=by, half_life=half_life, coverage=coverage
    )
