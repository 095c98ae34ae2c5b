"""Addresses under which a pair is shown, as a page and as files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from detente.analyse.histories import find_contests
from detente.errors import UsageError
from detente.model import StandingValue
from detente.reference.states import load_states
from detente.serve import options
from detente.serve.brief_pages import BriefForm, write_brief
from detente.serve.change_pages import Teller, flatten_changes
from detente.serve.claim_rows import flatten_claims
from detente.serve.series_tables import describe_series, flatten_series
from detente.serve.web import level_chart, tie_chart
from detente.serve.web.addresses import link_pair, link_record
from detente.serve.web.files import answer_drawing, answer_json, answer_rows, answer_text
from detente.serve.web.pair import PairPage, PairView, find_culprits, read_pair
from detente.serve.web.queries import read_every, read_number, read_window, read_word
from detente.serve.web.rendering import render
from detente.serve.web.timeline import Choice, Entry
from detente.store import Database

PAIRS = 24  # that the index lists
BRIEFS: dict[str, tuple[BriefForm, str]] = {"md": ("md", "text/markdown"), "html": ("html", "text/html")}


def make_pair_routes(database: Database) -> APIRouter:
    """The index of pairs, the page of each, the same as JSON, and its parts as files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/pair")
    def find(request: Request) -> Response:
        """The pairs that most records name; or, with two names, on to their page."""
        one, other = read_word(request, "one"), read_word(request, "other")
        if one and other:
            return RedirectResponse(link_pair(*_parse(one, other)), 303)
        if one or other:
            raise UsageError(f"{one or other} alone is no pair; name two")
        names = sorted(state.name for state in load_states())
        return render(request, "pairs.html", pairs=database.most_mentioned_pairs(PAIRS), names=names)

    @router.get("/pair/{one}/{other}.json")
    def show_json(request: Request, one: str, other: str) -> Response:
        page = read_pair(database, _read_view(request, one, other))
        return answer_json(_describe(page, database))

    @router.get("/pair/{one}/{other}/{part}.{form}")
    def save(request: Request, one: str, other: str, part: str, form: str) -> Response:
        return _save(database, read_pair(database, _read_view(request, one, other)), part, form)

    @router.get("/pair/{one}/{other}")
    def show(request: Request, one: str, other: str) -> Response:
        view = _read_view(request, one, other)
        if (view.one, view.other) != (one, other):
            return RedirectResponse(view.address, 303)
        return _show(request, database, read_pair(database, view))

    return router


def _show(request: Request, database: Database, page: PairPage) -> Response:
    ties, levels = _titles(page)
    return render(
        request,
        "pair.html",
        page=page,
        standings=get_args(StandingValue),
        moved=sum(len(history.turns) for history in page.histories),
        contested=any(find_contests(history) for history in page.histories),
        culprits=find_culprits(database, page.changes),
        gauge=level_chart.draw_gauge(page.series.level) if page.series.level else "",
        lanes=tie_chart.draw_lanes(page.histories, page.known, ties),
        lanes_narrow=tie_chart.draw_lanes(page.histories, page.known, ties, tie_chart.NARROW),
        levels=level_chart.draw_levels(page.series, page.changes, levels),
        levels_narrow=level_chart.draw_levels(page.series, page.changes, levels, level_chart.NARROW),
        cite=f"detente, “{page.view.title}”, {str(request.base_url).rstrip('/')}{page.view.address}",
    )


def _titles(page: PairPage) -> tuple[str, str]:
    return f"Ties of {page.view.title} over time", f"Alignment of {page.view.title} over time"


def _save(database: Database, page: PairPage, part: str, form: str) -> Response:
    name = f"{page.view.one}-{page.view.other}-{part}"
    ties, levels = _titles(page)
    rows: dict[str, Callable[[], Iterable[Mapping[str, Any]]]] = {
        "ties": lambda: flatten_claims(page.histories, page.reference),
        "alignment": lambda: flatten_series(page.series),
        "changes": lambda: flatten_changes(page.changes, Teller(database)),
        "timeline": lambda: map(_flatten_entry, page.entries),
    }
    if part in rows and form in ("csv", "jsonl"):
        return answer_rows(rows[part](), form, name)
    if (part, form) == ("ties", "svg"):
        return answer_drawing(tie_chart.draw_lanes(page.histories, page.known, ties), name)
    if (part, form) == ("alignment", "svg"):
        return answer_drawing(level_chart.draw_levels(page.series, page.changes, levels), name)
    if part == "brief" and form in BRIEFS:
        known, media_type = BRIEFS[form]
        return answer_text(write_brief(page.brief, known), media_type, f"{name}.{form}")
    raise HTTPException(404, f"there is no file {part}.{form} of a pair")


def _read_view(request: Request, one: str, other: str) -> PairView:
    since, until = read_window(request)
    choice = Choice(*(read_word(request, name) for name in ("type", "status", "outlet")))
    a, b = _parse(one, other)
    return PairView(a, b, since, until, read_every(request), choice, read_number(request, "page"))


def _parse(one: str, other: str) -> tuple[str, str]:
    try:
        return options.parse_pair(one, other)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error


def _describe(page: PairPage, database: Database) -> dict[str, Any]:
    """All of the page as JSON."""
    return {
        "title": page.view.title,
        "address": page.view.address,
        "stand": [sentence.text for sentence in page.stand],
        "ties": list(flatten_claims(page.histories, page.reference)),
        "alignment": describe_series(page.view.title, page.series, page.selection.undated_count),
        "changes": list(flatten_changes(page.changes, Teller(database))),
        "timeline": {
            "count": len(page.entries),
            "page": page.view.page,
            "pages": page.page_count,
            "entries": [_flatten_entry(entry) for entry in page.shown],
        },
        "brief": asdict(page.brief),
    }


def _flatten_entry(entry: Entry) -> dict[str, Any]:
    row, told = entry.row, entry.told
    quote = entry.quote.quote if entry.quote is not None else None
    return {
        "day": entry.day,
        "type": entry.kind,
        "mode": told.happening.mode if told else None,
        "status": entry.status,
        "actors": list(told.happening.actors) if told else [quote.speaker_code or "---"] if quote else [],
        "recipients": list(told.happening.recipients) if told else list(quote.about) if quote else [],
        "speaker": quote.speaker_name if quote else None,
        "sentence": row.sentence,
        "report_count": len(told.happening.reports) if told else 1,
        "independent_count": told.happening.independent_count if told else 1,
        "happening_id": told.happening.happening_id if told else None,
        "record": link_record(row),
        "title": row.article.title,
        "outlet": row.article.outlet,
        "published": row.article.published,
    }
