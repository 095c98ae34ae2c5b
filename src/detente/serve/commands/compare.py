"""`detente compare`: our account of two beside that of other systems."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console

from detente.analyse.acts import Selection
from detente.analyse.changes import QUADS
from detente.analyse.comparison import Comparison, compare_series
from detente.analyse.series import HALF_LIFE, UNKNOWN, Every, Series, build_series
from detente.errors import UsageError
from detente.model import Origin
from detente.serve import options, plots
from detente.serve.figures import check_plot
from detente.serve.options import (
    BlocOption,
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
from detente.serve.origins import TITLES, parse_origin
from detente.serve.output import check_out, tell, write_json, write_listed
from detente.serve.relations import Sides, name_sides, parse_sides, read_acts
from detente.serve.series_tables import flatten_series
from detente.serve.tables import Column, print_rows
from detente.store import Database

OURS = "record"
_SHORT = ("vc", "mc", "vx", "mx")
_LEGEND = (
    "vc, mc, vx, mx: verbal and material cooperation, verbal and material conflict. net: net cooperation at the end "
    "of the step. told in: articles."
)


@dataclass(frozen=True, slots=True)
class Account:
    """What the record or another system has of the two.

    Attributes:
        origin: the system; None for the record.
        comparison: with that of the record; None for the record itself.
    """

    origin: Origin | None
    selection: Selection
    series: Series
    comparison: Comparison | None = None

    @property
    def name(self) -> str:
        """As rows and headings have it."""
        return self.origin or OURS


def compare(
    one: OneArgument,
    other: OtherOrBlocArgument = None,
    origins: Annotated[
        list[str],
        typer.Option("--with", metavar="SYSTEM", help="Whose imported events: gdelt, icews ... (repeatable)."),
    ] = [],  # noqa: B006 (typer copies it)
    bloc: BlocOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    every: Annotated[Every, typer.Option("--every", help="Length of a step.")] = "month",
    half_life: HalfLifeOption = HALF_LIFE,
    plot: PlotOption = None,
    form: RelationFormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """Compare how two stand in the record with how imported events have it, step by step.

    Counts by quad class and net cooperation, ours from happenings and theirs from events. Without --since and
    --until the window is that of our own happenings.

    Example: detente compare CHN RUS --with gdelt --since 2020-01-01 --plot both.svg
    """
    check_out(form, out, get_args(RelationForm))
    check_plot(plot)
    systems = _parse_origins(origins)
    sides, window = parse_sides(one, other, bloc), options.parse_window(since, until)
    with options.open_record(db) as database, Console(stderr=True).status("Reading what happened ..."):
        accounts = _read(database, sides, systems, window, every, half_life)
    title = name_sides(sides)
    if plot is not None:
        panels = [plots.Panel(_name(account), account.series) for account in accounts]
        plots.plot_series(panels, f"{title}: two accounts" if len(accounts) == 2 else f"{title}: accounts", plot)
        tell(f"Drew {plot}.")
    _write(accounts, title, form, out)


def _parse_origins(names: Sequence[str]) -> list[Origin]:
    if not names:
        raise UsageError("name what to compare with, such as --with gdelt; detente import brings the events in")
    named = set(map(parse_origin, names))
    return [origin for origin in TITLES if origin in named]


def _read(
    database: Database, sides: Sides, origins: Sequence[Origin], window: Window, every: Every, half_life: float
) -> list[Account]:
    ours = read_acts(database, sides)
    theirs = {origin: read_acts(database, sides, origin) for origin in origins}
    for origin, selection in theirs.items():
        if not selection.acts:
            _refuse(database, origin, sides)
    since, until = window
    days = [act.day for act in ours.acts] or [act.day for found in theirs.values() for act in found.acts]
    since, until = since or min(days, default=None), until or max(days, default=None)

    def build(selection: Selection) -> Series:
        return build_series(selection.acts, since=since, until=until, every=every, half_life=half_life)

    mine = Account(None, ours, build(ours))
    found = [mine]
    for origin, selection in theirs.items():
        series = build(selection)
        found.append(Account(origin, selection, series, compare_series(mine.series, series)))
    return found


def _refuse(database: Database, origin: Origin, sides: Sides) -> None:
    """Say why there is nothing to compare with."""
    imported = [row.origin for row in database.iter_imports()]
    if origin not in imported:
        raise UsageError(f"no {TITLES[origin]} are in the record; bring them in with: detente import FILE")
    raise UsageError(f"the {TITLES[origin]} in the record have nothing between {name_sides(sides)}")


def _name(account: Account) -> str:
    return "happenings of the record" if account.origin is None else TITLES[account.origin]


def _write(accounts: Sequence[Account], title: str, form: RelationForm, out: Path | None) -> None:
    if form == "table":
        _print(Console(), accounts, title)
    elif form == "csv":
        write_listed(_flatten(accounts), "csv", out)
    else:
        found = {"title": title, "steps": list(_flatten(accounts)), "comparisons": list(_flatten_comparisons(accounts))}
        write_json(found, out)


def _flatten(accounts: Sequence[Account]) -> Iterator[dict[str, Any]]:
    for account in accounts:
        for row in flatten_series(account.series):
            yield {"account": account.name, **row}


def _flatten_comparisons(accounts: Sequence[Account]) -> Iterator[dict[str, Any]]:
    for account in accounts:
        if account.comparison is not None:
            found = account.comparison
            yield {
                "with": account.name,
                "steps": found.step_count,
                "both": found.both_count,
                "agree": found.agree_count,
                "rank_correlation": found.rank_correlation,
            }


def _print(console: Console, accounts: Sequence[Account], title: str) -> None:
    ours, *others = accounts
    series = ours.series
    console.print(title, style="bold underline", highlight=False)
    window = f"{series.since} to {series.until}, by {series.every}, half-life {series.half_life:g} days"
    console.print(window, highlight=False)
    for account in accounts:
        console.print(_sum_up(account), highlight=False, markup=False)
    for other in others:
        steps = zip(series.steps, other.series.steps, strict=True)
        columns = [Column(series.every, lambda row: str(row[0].period))]
        columns += [*_make_columns(0, ours), *_make_columns(1, other)]
        console.print()
        print_rows(console, columns, [row for row in steps if any(step.act_count for step in row)])
    console.print(_LEGEND, style="dim", highlight=False)


def _make_columns(place: int, account: Account) -> list[Column]:
    counts = [step.counts.get(name, 0) for step in account.series.steps for name in QUADS]
    width = max(2, len(str(max(counts, default=0))))

    def align(cells: Iterable[object]) -> str:
        return " ".join(f"{cell:>{width}}" for cell in cells)

    return [
        Column(
            f"{account.name}\n{align(_SHORT)}",
            lambda row: align(row[place].counts.get(name, 0) for name in QUADS),
        ),
        Column("\ntold in", lambda row: str(row[place].report_count or "")),
        Column("\nnet", lambda row: f"{row[place].net:+.1f}"),
    ]


def _sum_up(account: Account) -> str:
    series = account.series
    what = "happenings" if account.origin is None else "events"
    parts = [f"{account.name}: {series.act_count} {what}, told in {series.report_count} articles"]
    unknown = sum(step.counts.get(UNKNOWN, 0) for step in series.steps)
    if unknown:
        parts.append(f"{unknown} without a PLOVER type")
    if account.selection.undated_count:
        parts.append(f"{account.selection.undated_count} left out since nothing tells the day")
    if account.comparison is not None:
        parts.append(_say_comparison(account.comparison, series.every))
    return "; ".join(parts) + "."


def _say_comparison(found: Comparison, every: Every) -> str:
    agreed = f"same sign as ours in {found.agree_count} of {found.both_count} {every}s in which both lean"
    if found.rank_correlation is None:
        return agreed
    return f"{agreed}, rank correlation {found.rank_correlation:+.2f} over {found.step_count} {every}s"
