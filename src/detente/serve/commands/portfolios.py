"""`detente portfolios`: how alike states' alliances, votes or positions are, in files that users bring."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, get_args

import numpy as np
import typer
from rich.console import Console

from detente.analyse.portfolios import (
    Distance,
    Likeness,
    Measure,
    Portfolios,
    arrange_portfolios,
    compare_pair,
    list_pairs,
    rank_likeness,
)
from detente.errors import UsageError
from detente.ingest.portfolios import PortfolioFile, check_year, read_item_weights, read_portfolios
from detente.model import PortfolioKind
from detente.reference.portfolios import Numbers
from detente.serve import options
from detente.serve.options import LimitOption, OutOption, RowForm, RowFormOption
from detente.serve.output import check_out, write_listed
from detente.serve.progress import follow
from detente.serve.tables import Column, build_table

SCREENFUL = 30  # pairs that a table shows unless more are asked for
_ISSUES = 5  # of what could not be read, so many are told in full

PairOption = Annotated[tuple[str, str] | None, typer.Option("--pair", metavar="A B", help="Only these two.")]
StateOption = Annotated[str | None, typer.Option("--state", metavar="WHO", help="Only the pairs of this one.")]
MeasureOption = Annotated[Measure | None, typer.Option("--measure", help="Show and rank by one measure only.")]
WeightsOption = Annotated[
    Distance, typer.Option("--weights", help="How disagreement grows with the distance of two values.")
]
ValueOption = Annotated[
    str | None, typer.Option("--value", metavar="COLUMN", help="Column of the value, or points: defense=3,entente=1.")
]
UnlistedOption = Annotated[
    float | None, typer.Option("--unlisted", metavar="VALUE", help="Value of pairs that the file does not list.")
]
SelfOption = Annotated[
    float | None, typer.Option("--self", metavar="VALUE", help="Value of a state toward itself, where not listed.")
]
ScaleOption = Annotated[
    float | None,
    typer.Option("--scale", min=0, metavar="SPAN", help="Greatest distance of two values; else that in the file."),
]
ItemWeightsOption = Annotated[
    Path | None, typer.Option("--item-weights", metavar="FILE", help="How much each item counts, such as cinc.")
]


def portfolios(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Pairs, votes, positions, or a matrix.")],
    measure: MeasureOption = None,
    weights: WeightsOption = "linear",
    year: Annotated[int | None, typer.Option("--year", help="Of the file's years.")] = None,
    pair: PairOption = None,
    state: StateOption = None,
    value: ValueOption = None,
    numbers: Annotated[
        Numbers | None, typer.Option("--numbers", help="State numbers: COW, or Gleditsch and Ward.")
    ] = None,
    undirected: Annotated[bool, typer.Option("--undirected", help="A row on a pair holds both ways round.")] = False,
    unlisted: UnlistedOption = None,
    own: SelfOption = None,
    scale: ScaleOption = None,
    item_weights: ItemWeightsOption = None,
    limit: LimitOption = None,
    form: RowFormOption = "table",
    out: OutOption = None,
) -> None:
    """Compare alliance portfolios, votes or positions of states: Signorino and Ritter's S, Scott's pi, Cohen's kappa.

    The file is CSV: `ccode1,ccode2,year,value`, `rcid,country,vote`, `ccode,year,idealpoint`, or a matrix. States are
    numbers (COW, Gleditsch and Ward), ISO codes or names.

    Example: detente portfolios alliances.csv --year 1914 --pair Germany Russia --weights squared
    """
    check_out(form, out, get_args(RowForm))
    errors = Console(stderr=True)
    with errors.status(f"Reading {file} ..."):
        read = read_portfolios(file, value, numbers, year=year, undirected=undirected)
        chosen = check_year(read, year)
        table = arrange_portfolios(read.entries, chosen, unlisted=unlisted, own=own)
    _tell_issues(errors, read)
    if year is not None and not read.years:
        errors.print(f"The file has no years, so all its rows count for {year}.", style="yellow", highlight=False)
    span = table.scale if scale is None else scale
    if span < table.scale:
        raise UsageError(f"--scale {span:g}: values in the file lie {table.scale:g} apart")
    counted = read_item_weights(item_weights, chosen, read.numbers) if item_weights else None
    pairs = _choose_pairs(table, pair, state)
    if form == "table":
        errors.print(_describe(read, table, chosen, span, weights), style="dim", highlight=False)
        _tell_gaps(errors, read.kind, table, unlisted)
    rows = rank_likeness(_compare(table, pairs, weights, span, counted), _ranking(read.kind, measure))
    if form == "table":
        _print(rows, read.kind, measure, limit or SCREENFUL)
    else:
        found = ({"year": chosen, **asdict(row)} for row in rows[:limit])
        write_listed(found, form, out, ("year", *Likeness.__dataclass_fields__))


def _choose_pairs(table: Portfolios, pair: tuple[str, str] | None, state: str | None) -> Sequence[tuple[str, str]]:
    if pair is not None:
        a, b = sorted(_find_state(table, name) for name in pair)
        if a == b:
            raise UsageError(f"--pair: {pair[0]} and {pair[1]} are the same")
        return [(a, b)]
    wanted = None if state is None else _find_state(table, state)
    return [two for two in list_pairs(table) if wanted is None or wanted in two]


def _find_state(table: Portfolios, name: str) -> str:
    """The label of a state in the file: as it stands there, or by its code."""
    if name in table.states or name.upper() in table.states:
        return name if name in table.states else name.upper()
    code = options.parse_actor(name)
    if code not in table.states:
        raise UsageError(f"{name}: the file has no portfolio of it in this year")
    return str(code)


def _compare(
    table: Portfolios,
    pairs: Sequence[tuple[str, str]],
    weights: Distance,
    span: float,
    counted: Mapping[str, float] | None,
) -> Iterator[Likeness]:
    return (compare_pair(table, a, b, weights, span, counted) for a, b in follow(pairs, "Comparing"))


def _ranking(kind: PortfolioKind, measure: Measure | None) -> Measure:
    return measure or ("gap" if kind == "positions" else "kappa")


def _describe(read: PortfolioFile, table: Portfolios, year: int | None, span: float, weights: Distance) -> str:
    when = "" if year is None else f" of {year}"
    what = f"{read.kind.capitalize()}{when}: {len(table.states)} states, {len(table.items)} items"
    return what if read.kind == "positions" else f"{what}; greatest distance {span:g}, {weights} weights."


def _tell_issues(errors: Console, read: PortfolioFile) -> None:
    for issue in read.issues[:_ISSUES]:
        errors.print(issue.sentence, style="yellow", highlight=False, markup=False, soft_wrap=True)
    if len(read.issues) > _ISSUES:
        errors.print(f"... and {len(read.issues) - _ISSUES} more like these.", style="yellow", highlight=False)
    if read.repeat_count:
        sentence = f"{read.repeat_count} rows give a pair another value than a row before; the highest counts."
        errors.print(sentence, style="yellow", highlight=False)


def _tell_gaps(errors: Console, kind: PortfolioKind, table: Portfolios, unlisted: float | None) -> None:
    share = float(np.isnan(table.values).mean()) if table.values.size else 0.0
    if kind == "obligations" and unlisted is None and share > 0.5:
        advice = "if the file lists allies only, add --unlisted 0 --self 3 (or what no alliance and a state itself are)"
        errors.print(f"{share:.0%} of all pairs are not listed and count as missing; {advice}.", style="yellow")


def _print(rows: Sequence[Likeness], kind: PortfolioKind, measure: Measure | None, limit: int) -> None:
    console = Console()
    if not rows:
        console.print("The file has no two portfolios to compare.", style="dim")
        return
    console.print(build_table(_list_columns(kind, measure), rows[:limit]))
    if len(rows) > limit:
        more = f"The {limit} most alike of {len(rows)} pairs; more with --limit, all with --format csv."
        console.print(more, style="dim", highlight=False)


def _list_columns(kind: PortfolioKind, measure: Measure | None) -> Iterable[Column]:
    usual: tuple[Measure, ...] = ("gap",) if kind == "positions" else ("agreement", "s", "pi", "kappa")
    headings = {"s": "S", "gap": "distance"}
    yield Column("a", lambda row: row.a)
    yield Column("b", lambda row: row.b)
    yield Column("items", lambda row: str(row.item_count))
    for name in usual if measure is None else (measure,):
        yield Column(headings.get(name, name), lambda row, name=name: _show(getattr(row, name)))  # type: ignore[misc]


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
