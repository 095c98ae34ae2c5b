"""`detente stories`: each happening once, with all who tell of it."""

import heapq
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console

from detente.errors import UsageError
from detente.model import Happening
from detente.serve import options, tables
from detente.serve.merging import follow_merging
from detente.serve.options import DbOption, LimitOption, OutOption, RowForm, RowFormOption, SinceOption, UntilOption
from detente.serve.output import check_out, write_listed
from detente.serve.tables import Column
from detente.store import Database, EventRow, Filters, MergeDecision
from detente.store.fields import Value

SCREENFUL = 20  # happenings that a table shows unless more are asked for

Told = tuple[Happening, list[EventRow]]
"""A happening with the events that tell of it, in the order of its reports."""


def stories(
    happening: Annotated[
        str | None, typer.Argument(metavar="HAPPENING_ID", help="Show all reports of it; an event's id will do.")
    ] = None,
    pair: Annotated[tuple[str, str] | None, typer.Option(metavar="A B", help="Between these two.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = None,
    form: RowFormOption = "table",
    out: OutOption = None,
    together: Annotated[
        tuple[str, str] | None, typer.Option(metavar="EVENT EVENT", help="Say that two events are one happening.")
    ] = None,
    apart: Annotated[
        tuple[str, str] | None, typer.Option(metavar="EVENT EVENT", help="Say that two events are not.")
    ] = None,
    undo: Annotated[str | None, typer.Option(metavar="DECISION_ID", help="Take such a word back.")] = None,
    decisions: Annotated[bool, typer.Option("--decisions", help="List what was said.")] = False,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    who: Annotated[str | None, typer.Option(help="Who says so; else the user's login name.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Bring the whole record together anew.")] = False,
    db: DbOption = None,
) -> None:
    """List what happened, each thing once, that with most independent reports first.

    Copies and updates of one article count as one report. Your word on two events stands whatever detente thinks, and
    can be taken back.

    Example: detente stories --pair CHN RUS --since 2020-01-01
    """
    _check_use(happening, together, apart, undo, decisions, rebuild)
    console = Console(highlight=False)
    with options.open_record(db) as database:
        if together or apart:
            _decide(console, database, together or apart or ("", ""), together is not None, who, note)
        elif undo is not None:
            _undo(console, database, undo, who)
        elif decisions:
            tables.print_rows(console, DECISIONS, database.iter_decisions(), "Decisions")
        elif rebuild:
            follow_merging(database, rebuild=True)
        elif happening is not None:
            _show_happening(console, database, happening)
        else:
            first, last = options.parse_window(since, until)
            codes = None if pair is None else options.parse_pair(*pair)
            _list(console, database, Filters(pair=codes, since=first, until=last), limit, form, out)


def _check_use(happening: str | None, *others: object) -> None:
    if sum(map(bool, (happening, *others))) > 1:
        raise UsageError("choose one: a happening to show, --together, --apart, --undo, --decisions or --rebuild")


def _list(
    console: Console, database: Database, filters: Filters, limit: int | None, form: RowForm, out: Path | None
) -> None:
    check_out(form, out, get_args(RowForm))
    count = limit or (SCREENFUL if form == "table" else sys.maxsize)
    with Console(stderr=True).status("Counting reports"):
        best = _choose(database.iter_happenings(filters), count)
    if form != "table":
        write_listed(map(_flatten_told, _read_told(database, best)), form, out, CELLS)
        return
    tables.print_rows(console, HAPPENINGS, _read_told(database, best))
    if len(best) == SCREENFUL and limit is None:
        console.print(f"The {SCREENFUL} most told; more with --limit, all with --format csv.", style="dim")


def _choose(happenings: Iterable[Happening], count: int) -> list[Happening]:
    """Those with most independent reports first, of equals the newest; no more in memory than are asked for."""
    ranked = ((h.independent_count, len(h.reports), -place, h) for place, h in enumerate(happenings))
    return [best[-1] for best in heapq.nlargest(count, ranked, key=lambda item: item[:3])]


def _read_told(database: Database, happenings: Iterable[Happening]) -> Iterator[Told]:
    return ((happening, database.read_reports(happening)) for happening in happenings)


def _show_happening(console: Console, database: Database, key: str) -> None:
    happening = database.read_happening(key)
    rows = {row.event_id: row for row in database.read_reports(happening)}
    console.print(f"{tables.show_period(happening.day)}  {tables.show_act(happening)}", style="bold", markup=False)
    console.print(
        f"{tables.show_count(len(happening.reports), 'report')}, {happening.independent_count} independent; "
        f"happening {happening.happening_id}",
        style="dim",
    )
    for report in happening.reports:
        row = rows[report.event_id]
        console.print(f"\n{tables.show_source(row.article)}", markup=False)
        console.print(f"  {tables.join_lines(row.sentence)}", markup=False)
        copy = "" if report.story_id == report.article_id else ", a copy or update"
        sure = f"event {report.event_id[:8]}, confidence {report.confidence:.2f}{copy}{tables.show_mark(row)}"
        console.print(f"  {sure}", style="dim", markup=False)


def _decide(
    console: Console, database: Database, pair: tuple[str, str], together: bool, who: str | None, note: str | None
) -> None:
    a, b = (database.read_event(event_id).event_id for event_id in pair)
    decision = database.decide_merge(a, b, together=together, who=who or options.find_user(), note=note)
    follow_merging(database)
    console.print(f"{a[:8]} and {b[:8]} are {'one happening' if together else 'two happenings'}.")
    console.print(f"Take it back with: detente stories --undo {decision.decision_id[:8]}", soft_wrap=True)


def _undo(console: Console, database: Database, decision_id: str, who: str | None) -> None:
    decision = database.undo_decision(decision_id, who or options.find_user())
    follow_merging(database)
    said = "together" if decision.together else "apart"
    console.print(f"Taken back: {decision.event_a[:8]} and {decision.event_b[:8]} {said}, said by {decision.who}.")


def _pick_row(told: Told) -> EventRow:
    """The report that tells of it most surely; of equals the first."""
    happening, rows = told
    sure = {report.event_id: report.confidence for report in happening.reports}
    return max(rows, key=lambda row: sure[row.event_id])


def _list_outlets(happening: Happening) -> list[str]:
    return sorted({report.outlet for report in happening.reports if report.outlet is not None})


def _flatten_told(told: Told) -> dict[str, Value]:
    happening, _ = told
    day = happening.day
    return dict(
        zip(
            CELLS,
            (
                happening.happening_id, None if day is None else str(day), happening.event_type, happening.mode,
                happening.status, list(happening.actors), list(happening.recipients), happening.independent_count,
                len(happening.reports), _list_outlets(happening), happening.told, _pick_row(told).sentence,
            ),
            strict=True,
        )
    )  # fmt: skip


def _show_decision(decision: MergeDecision) -> str:
    said = "together" if decision.together else "apart"
    return said if decision.undone_at is None else f"{said}, taken back by {decision.undone_by}"


CELLS = (
    "happening_id", "day", "event_type", "mode", "status", "actor_codes", "recipient_codes", "independent_count",
    "report_count", "outlets", "first_told", "sentence",
)  # fmt: skip
HAPPENINGS = (
    Column("day", lambda told: tables.show_period(told[0].day)),
    Column("happening", lambda told: tables.show_act(told[0]), width=22),
    Column("reports", lambda told: f"{told[0].independent_count}/{len(told[0].reports)}"),
    Column("outlets", lambda told: str(len(_list_outlets(told[0])))),
    Column("words", lambda told: tables.cut_around(_pick_row(told).sentence, _pick_row(told).cue), ratio=1),
    Column("id", lambda told: told[0].happening_id[:8]),
)
DECISIONS = (
    Column("at", lambda decision: decision.at.isoformat(timespec="minutes", sep=" ")),
    Column("events", lambda decision: f"{decision.event_a[:8]} {decision.event_b[:8]}"),
    Column("said", _show_decision),
    Column("by", lambda decision: decision.who),
    Column("why", lambda decision: decision.note or "–", ratio=1),
    Column("id", lambda decision: decision.decision_id[:8]),
)
