"""`detente align`: how relations of two stood over time."""

from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console

from detente.analyse.acts import Selection
from detente.analyse.alignment import COVERAGE
from detente.analyse.changes import find_changes
from detente.analyse.series import HALF_LIFE, Every, Grouping, Series, build_series
from detente.serve import options, plots
from detente.serve.figures import check_plot
from detente.serve.options import (
    BlocOption,
    CoverageOption,
    DbOption,
    HalfLifeOption,
    OneArgument,
    OtherOrBlocArgument,
    OutOption,
    PlotOption,
    RelationForm,
    RelationFormOption,
    SinceOption,
    UntilOption,
    Window,
)
from detente.serve.output import check_out, tell, write_json, write_listed
from detente.serve.relations import name_sides, parse_sides, read_acts
from detente.serve.series_tables import describe_series, flatten_series, print_series


def align(
    one: OneArgument,
    other: OtherOrBlocArgument = None,
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
    check_out(form, out, get_args(RelationForm))
    check_plot(plot)
    sides = parse_sides(one, other, bloc)
    window = options.parse_window(since, until)
    with options.open_record(db) as database, Console(stderr=True).status("Reading what happened ..."):
        selection = read_acts(database, sides)
        series = _build(selection, window, every, by, half_life, coverage)
    title = name_sides(sides)
    if plot is not None:
        quads = series if by == "quad" else _build(selection, window, every, "quad", half_life, coverage)
        _draw(title, quads, selection, plot)
    if form == "table":
        print_series(Console(), title, series, selection.undated_count)
    elif form == "csv":
        write_listed(flatten_series(series), "csv", out)
    else:
        write_json(describe_series(title, series, selection.undated_count), out)


def _draw(title: str, series: Series, selection: Selection, path: Path) -> None:
    """Draw a series with the changes found in all that passed."""
    with Console(stderr=True).status("Drawing ..."):
        panel = plots.Panel(title, series, find_changes(selection.acts))
        plots.plot_series([panel], f"{title}: how relations stood", path)
    tell(f"Drew {path}.")


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
