"""`detente network`: who is friend and foe in a window, and what holds together."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer
from rich.console import Console

from detente.analyse.acts import Row
from detente.analyse.blocs import Relations, rank_relations
from detente.analyse.histories import build_histories
from detente.analyse.network_report import NetworkReport, describe_network
from detente.analyse.network_ties import sign_ties
from detente.analyse.networks import FEWEST, NEUTRAL, NetworkRules, SignedTie, build_network, find_listed
from detente.analyse.sides import find_bloc
from detente.errors import UsageError
from detente.serve import options
from detente.serve.dossiers import read_stories
from detente.serve.figures import check_plot
from detente.serve.network_summary import LISTED, TITLE, name_window, print_network, write_network
from detente.serve.options import DbOption, LimitOption, OutOption, PlotOption, SinceOption, UntilOption
from detente.serve.origins import parse_origin
from detente.serve.output import check_out, tell, write_text
from detente.serve.relation_tables import print_relations, write_relations
from detente.store import Database, Filters

NetworkForm = Literal["table", "csv", "json", "graphml"]

BlocOption = Annotated[
    list[str] | None, typer.Option("--bloc", metavar="BLOC", help="One node for its members: NATO. May be repeated.")
]
ExpandOption = Annotated[
    bool, typer.Option("--expand", help="Instead, what a bloc does counts for each member on the day.")
]
OriginOption = Annotated[
    str | None, typer.Option("--with", metavar="SYSTEM", help="Imported events instead of the record: gdelt, icews ...")
]


def network(
    since: SinceOption = None,
    until: UntilOption = None,
    bloc: BlocOption = None,
    expand: ExpandOption = False,
    min_happenings: Annotated[
        int, typer.Option("--min-happenings", min=1, metavar="N", help="Independent happenings that a pair needs.")
    ] = FEWEST,
    neutral: Annotated[
        tuple[float, float], typer.Option("--neutral", metavar="LOW HIGH", help="An alignment between has no sign.")
    ] = NEUTRAL,
    ties: Annotated[
        bool, typer.Option("--ties", help="Count alliances, conflicts and sanctions in force too.")
    ] = False,
    top: Annotated[
        int | None, typer.Option("--top", min=2, metavar="N", help="Only the N most often involved.")
    ] = None,
    of: Annotated[str | None, typer.Option("--of", metavar="WHO", help="Only the partners and rivals of one.")] = None,
    origin: OriginOption = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the search for communities.")] = 0,
    limit: LimitOption = LISTED,
    plot: PlotOption = None,
    form: Annotated[NetworkForm, typer.Option("--format", "-f", help="How to write it.")] = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """Show the network of relations in a window: who stands with whom, how balanced it is, who is central.

    The alignment of what passed between two makes their relation friendly, hostile or neither. With --of: the partners
    and rivals of one country, body or bloc.

    Example: detente network --since 2020-01-01 --until 2020-12-31 --bloc NATO --plot network.svg
    """
    check_out(form, out, get_args(NetworkForm))
    check_plot(plot)
    if not -1 <= neutral[0] <= neutral[1] <= 1:
        raise UsageError(f"--neutral {neutral[0]:g} {neutral[1]:g}: give two numbers from -1 to 1, the lower first")
    first, last = options.parse_window(since, until)
    rules = NetworkRules(
        since=first,
        until=last,
        neutral=neutral,
        fewest=min_happenings,
        blocs=tuple(find_bloc(name) for name in bloc or ()),
        expand=expand,
    )
    code = None if of is None else _check_alone(of, rules, plot, form)
    with options.open_record(db) as database, Console(stderr=True).status("Reading what happened ..."):
        rows = _iter_rows(database, rules, origin)
        bound = _read_ties(database, rules) if ties else ()
        found: NetworkReport | Relations
        found = _describe(rows, rules, bound, top, seed) if code is None else rank_relations(rows, code, rules, bound)
    if plot is not None and isinstance(found, NetworkReport):
        _draw(found, rules, plot)
    if form == "table":
        _print(found, rules, limit or LISTED)
    else:
        write_text(_format(found, rules, form), out)


def _describe(
    rows: Iterable[Row], rules: NetworkRules, ties: Iterable[SignedTie], top: int | None, seed: int
) -> NetworkReport:
    found = build_network(rows, rules, ties)
    return describe_network(found if top is None else found.keep(top), seed)


def _check_alone(of: str, rules: NetworkRules, plot: Path | None, form: NetworkForm) -> str:
    """The code of the one whose relations are asked for: that of a bloc where the rules have it."""
    if plot is not None or form == "graphml":
        raise UsageError("--of gives no network; leave out --plot, and choose table, csv or json")
    code = str(options.parse_actor(of))
    return next((bloc.name for bloc in rules.blocs if bloc == find_listed(code)), code)


def _iter_rows(database: Database, rules: NetworkRules, origin: str | None) -> Iterable[Row]:
    filters = Filters(since=rules.since, until=rules.until, newest_first=False)
    if origin is None:
        return database.iter_happenings(filters)
    return database.iter_imported(parse_origin(origin), filters)


def _read_ties(database: Database, rules: NetworkRules) -> Iterable[SignedTie]:
    """Those in force by the last that the articles of the window say."""
    filters = Filters(since=rules.since, until=rules.until, newest_first=False)
    return sign_ties(build_histories(database.iter_ties(filters), (), read_stories(database)))


def _draw(report: NetworkReport, rules: NetworkRules, plot: Path) -> None:
    from detente.serve.network_plot import READABLE, plot_network

    with Console(stderr=True).status("Drawing ..."):
        plot_network(report, f"{TITLE}, {name_window(rules)}", plot)
    size = len(report.network.nodes)
    advice = f"; more than {READABLE} are hard to read, try --top 40" if size > READABLE else ""
    tell(f"Drew {size} states and bodies to {plot}{advice}.")


def _format(found: NetworkReport | Relations, rules: NetworkRules, form: NetworkForm) -> str:
    return write_network(found, rules, form) if isinstance(found, NetworkReport) else write_relations(found, form)


def _print(found: NetworkReport | Relations, rules: NetworkRules, limit: int) -> None:
    if isinstance(found, NetworkReport):
        print_network(Console(), found, rules, limit)
    else:
        print_relations(Console(), found, rules, limit)
