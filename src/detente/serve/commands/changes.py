"""`detente changes`: when relations changed, and what is new since a day."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console

from detente.analyse.alignment import COVERAGE
from detente.analyse.changes import LEAST, find_changes
from detente.analyse.news import LOOKBACK, News, find_news
from detente.analyse.series import HALF_LIFE, build_series
from detente.errors import UsageError
from detente.serve import options, plots
from detente.serve.change_pages import Teller, flatten_changes, flatten_moves, flatten_news, print_changes, print_news
from detente.serve.dossiers import read_histories
from detente.serve.figures import check_plot
from detente.serve.options import (
    BlocOption,
    CoverageOption,
    DbOption,
    HalfLifeOption,
    LimitOption,
    OutOption,
    PlotOption,
    RelationForm,
    RelationFormOption,
    SinceOption,
    UntilOption,
    Window,
)
from detente.serve.output import check_out, tell, write_json, write_listed
from detente.serve.relations import Sides, name_sides, parse_sides, read_acts, read_ties
from detente.store import Database, Filters

PAIRS = 10  # with news that are shown unless more are asked for

OneArgument = Annotated[str | None, typer.Argument(metavar="[ONE", help="A country or body; nobody: what is new.")]
OtherArgument = Annotated[str | None, typer.Argument(metavar="OTHER]", help="Another.")]
LeastOption = Annotated[
    float, typer.Option("--probability", min=0, max=1, metavar="P", help="Leave out changes less probable.")
]


def changes(
    one: OneArgument = None,
    other: OtherArgument = None,
    bloc: BlocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    least: LeastOption = LEAST,
    half_life: HalfLifeOption = HALF_LIFE,
    coverage: CoverageOption = COVERAGE,
    limit: LimitOption = PAIRS,
    plot: PlotOption = None,
    form: RelationFormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """Show when relations of two changed, and what made it so; or, without two, what is new between all since a day.

    Example: detente changes CHN RUS --plot changes.svg
    Example: detente changes --since 2020-10-01
    """
    check_out(form, out, get_args(RelationForm))
    check_plot(plot)
    window = options.parse_window(since, until)
    with options.open_record(db) as database:
        if one is not None:
            _show_pair(database, parse_sides(one, other, bloc), window, (least, half_life, coverage), plot, form, out)
        elif window[0] is None:
            raise UsageError("name two, as in: detente changes CHN RUS; or a day, as in: detente changes --since DAY")
        else:
            _show_news(database, window[0], window[1], (least, coverage), limit or PAIRS, plot, form, out)


def _show_pair(
    database: Database,
    sides: Sides,
    window: Window,
    rules: tuple[float, float, float],
    plot: Path | None,
    form: RelationForm,
    out: Path | None,
) -> None:
    least, half_life, coverage = rules
    title = name_sides(sides)
    with Console(stderr=True).status("Looking for changes ..."):
        acts = read_acts(database, sides).acts
        found = find_changes(acts, read_ties(database, sides), least=least, coverage=coverage)
    shown = [each for each in found if _lies_within(each.day, window)]
    if plot is not None:
        series = build_series(acts, since=window[0], until=window[1], half_life=half_life, coverage=coverage)
        panel = plots.Panel(title, series, tuple(shown))
        plots.plot_series([panel], f"{title}: when relations changed", plot)
        tell(f"Drew {plot}.")
    teller = Teller(database)
    if form == "table":
        days = f"{acts[0].day} to {acts[-1].day}" if acts else "no day"
        print_changes(Console(), title, shown, f"Looked at {len(acts)} happenings, {days}.", teller)
    else:
        _write(flatten_changes(shown, teller), form, out)


def _show_news(
    database: Database,
    since: date,
    until: date | None,
    rules: tuple[float, float],
    limit: int,
    plot: Path | None,
    form: RelationForm,
    out: Path | None,
) -> None:
    with Console(stderr=True).status("Looking for what is new ..."):
        news = _find(database, since, until, *rules)
    if plot is not None:
        plots.plot_news(news.pairs[:limit], f"What is new since {since}", plot)
        tell(f"Drew {plot}.")
    teller = Teller(database)
    if form == "table":
        print_news(Console(), news, limit, teller)
    elif form == "csv":
        _write(flatten_news(news, teller), form, out)
    else:
        found = {
            "since": since.isoformat(),
            "pairs": list(flatten_news(news, teller)),
            "ties_of_many": list(flatten_moves(news.moves)),
        }
        write_json(found, out)


def _find(database: Database, since: date, until: date | None, least: float, coverage: float) -> News:
    happenings = database.iter_happenings(Filters(since=since - LOOKBACK, until=until))
    histories = read_histories(database, Filters(until=until))
    return find_news(happenings, histories, since, least=least, coverage=coverage)


def _lies_within(day: date, window: Window) -> bool:
    since, until = window
    return (since is None or day >= since) and (until is None or day <= until)


def _write(rows: Iterable[dict[str, Any]], form: RelationForm, out: Path | None) -> None:
    if form == "csv":
        write_listed(rows, "csv", out)
    else:
        write_json(list(rows), out)
