"""How two stand with each other: alignment over time, changes, ties and a brief."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from detente.analyse.acts import Selection
from detente.analyse.alignment import COVERAGE, Alignment, measure_alignment
from detente.analyse.briefs import build_brief
from detente.analyse.changes import LEAST, find_changes
from detente.analyse.known import list_known
from detente.analyse.series import HALF_LIFE, Every, Grouping, build_series
from detente.errors import UsageError
from detente.serve.api.forms import JsonResponse
from detente.serve.api.pair_schemas import BriefOut, ChangeOut, ClaimOut, PairOut, SeriesOut
from detente.serve.api.queries import DatabasePart, PlainQuery, Window, WindowQuery
from detente.serve.change_pages import Teller, flatten_changes
from detente.serve.claim_rows import flatten_claims
from detente.serve.dossiers import read_dossier, read_histories
from detente.serve.relations import Sides, name_sides, parse_sides, read_acts, read_ties
from detente.serve.series_tables import flatten_series
from detente.store import Database, Filters

router = APIRouter(prefix="/pairs/{one}/{other}", tags=["pairs"])

YEAR = timedelta(days=365)
MOST_STEPS = 5000


class SeriesQuery(Window):
    """How to lay out a series."""

    every: Every = Field("month", description="Length of a step.")
    by: Grouping = Field("quad", description="Count by quad class or by type.")
    half_life: float = Field(HALF_LIFE, ge=1, le=100_000, description="Days after which a happening counts for half.")
    coverage: float = Field(COVERAGE, ge=0.5, le=0.99, description="Nominal coverage of intervals.")


class ChangeQuery(Window):
    """Which changes."""

    probability: float = Field(LEAST, ge=0, le=1, description="Leave out changes less probable.")


class BriefQuery(Window):
    """How long a brief."""

    long: bool = Field(False, description="Tell all rather than what fits a page.")


def get_sides(
    one: Annotated[str, Path(max_length=100, description="A country or body: CHN, China, NATO.")],
    other: Annotated[str, Path(max_length=100, description="Another.")],
) -> Sides:
    """The two whom an address names."""
    return parse_sides(one, other, None)


SidesPart = Annotated[Sides, Depends(get_sides)]


@router.get("", response_model=PairOut)
def get_pair(request: Request, database: DatabasePart, sides: SidesPart, _: PlainQuery) -> Response:
    """How the two stand, at a glance."""

    def work_out() -> dict[str, Any]:
        acts = _recall_acts(request, database, sides)
        last = acts.acts[-1].day if acts.acts else None
        year = [act for act in acts.acts if last is not None and act.day > last - YEAR]
        return {
            "a": sides[0].name,
            "b": sides[1].name,
            "title": name_sides(sides),
            "happening_count": len(acts.acts),
            "undated_count": acts.undated_count,
            "first_day": acts.acts[0].day if acts.acts else None,
            "last_day": last,
            "alignment": _show_level(measure_alignment(acts.acts)),
            "alignment_of_last_year": _show_level(measure_alignment(year)),
        }

    return _answer(request, database, sides, work_out)


@router.get("/alignment", response_model=SeriesOut)
def get_alignment(
    request: Request, database: DatabasePart, sides: SidesPart, query: Annotated[SeriesQuery, Query()]
) -> Response:
    """Happenings, net cooperation and alignment with its interval, step by step."""
    query.check_order()

    def work_out() -> dict[str, Any]:
        found = _recall_acts(request, database, sides)
        days = [act.day for act in found.acts]
        since, until = query.since or min(days, default=query.until), query.until or max(days, default=query.since)
        _check_length(since, until, query.every)
        series = build_series(
            found.acts, since=query.since, until=query.until, every=query.every, grouping=query.by,
            half_life=query.half_life, coverage=query.coverage,
        )  # fmt: skip
        return {
            "title": name_sides(sides),
            "since": series.since,
            "until": series.until,
            "happening_count": series.act_count,
            "report_count": series.report_count,
            "without_score": series.unscored_count,
            "without_day": found.undated_count,
            "alignment": _show_level(series.level),
            "steps": list(flatten_series(series)),
        }

    return _answer(request, database, sides, work_out)


@router.get("/changes", response_model=list[ChangeOut])
def list_changes(
    request: Request, database: DatabasePart, sides: SidesPart, query: Annotated[ChangeQuery, Query()]
) -> Response:
    """When relations changed, with the happenings that made it so."""
    query.check_order()

    def work_out() -> list[dict[str, Any]]:
        acts = _recall_acts(request, database, sides).acts
        found = find_changes(acts, read_ties(database, sides), least=query.probability)
        shown = [each for each in found if _lies_within(each.day, query)]
        return list(flatten_changes(shown, Teller(database)))

    return _answer(request, database, sides, work_out)


@router.get("/ties", response_model=list[ClaimOut])
def list_histories(request: Request, database: DatabasePart, sides: SidesPart, query: WindowQuery) -> Response:
    """All that articles say of the ties of the two, tie by tie, oldest first, then what the reference table knows."""
    query.check_order()
    codes = sides[0].name, sides[1].name

    def work_out() -> list[dict[str, Any]]:
        histories = read_histories(database, Filters(pair=codes, since=query.since, until=query.until))
        return [dict(row) for row in flatten_claims(histories, list_known(*codes))]

    return _answer(request, database, sides, work_out)


@router.get("/brief", response_model=BriefOut)
def get_brief(
    request: Request, database: DatabasePart, sides: SidesPart, query: Annotated[BriefQuery, Query()]
) -> Response:
    """How the two stand, in plain sentences, each with the records that it rests on."""
    query.check_order()
    a, b = sides[0].name, sides[1].name

    def work_out() -> dict[str, Any]:
        dossier = read_dossier(database, (a, b), query.since, query.until)
        return asdict(build_brief(dossier, a, b, query.since, query.until, long=query.long))

    return _answer(request, database, sides, work_out)


def answer_kept(request: Request, database: Database, key: tuple[Any, ...], work_out: Callable[[], Any]) -> Response:
    """What takes long to work out, as it was worked out last; `X-As-Of` says when."""
    version = database.read_version()
    kept = request.app.state.memory.recall(key, version, lambda: JsonResponse(work_out()).body)
    headers = {"X-As-Of": kept.at.isoformat(timespec="seconds"), "X-Version": kept.version}
    return Response(kept.value, headers=headers, media_type="application/json")


def _answer(request: Request, database: Database, sides: Sides, work_out: Callable[[], Any]) -> Response:
    route, names = request.scope["route"].path, (sides[0].name, sides[1].name)
    return answer_kept(request, database, (route, *names, *sorted(request.query_params.multi_items())), work_out)


def _recall_acts(request: Request, database: Database, sides: Sides) -> Selection:
    key = ("acts", *sorted(side.name for side in sides))
    version = database.read_version()
    found: Selection = request.app.state.memory.recall(key, version, lambda: read_acts(database, sides)).value
    return found


def _check_length(since: date | None, until: date | None, every: Every) -> None:
    """Refuse a series that nobody can read, and that would take long to make."""
    if since is None or until is None:
        return
    steps = (until - since).days // {"day": 1, "week": 7, "month": 28}[every]
    if steps > MOST_STEPS:
        raise UsageError(f"that would be {steps} steps of a {every}; choose a shorter window or longer steps")


def _lies_within(day: date, window: Window) -> bool:
    return (window.since is None or day >= window.since) and (window.until is None or day <= window.until)


def _show_level(level: Alignment | None) -> dict[str, Any] | None:
    return None if level is None else asdict(level)
