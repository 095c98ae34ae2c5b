"""Events, quotes, ties, issues, corrections, runs and imports, as they are stored."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from detente.errors import UsageError
from detente.serve.api.forms import STREAMS, JsonResponse, answer_list
from detente.serve.api.problems import NotFoundError
from detente.serve.api.queries import (
    CorrectionListing,
    DatabasePart,
    EventListing,
    IssueListing,
    PlainQuery,
    QuoteListing,
    TieListing,
)
from detente.serve.api.schemas import CorrectionOut, EventOut, ImportOut, IssueOut, Page, QuoteOut, RunOut, StandingOut
from detente.store.columns import flatten

router = APIRouter(tags=["records"])

Key = Annotated[str, Path(min_length=4, max_length=64, pattern="^[0-9a-f]+$", description="An id, or its beginning.")]


@router.get("/events", response_model=Page[EventOut], responses=STREAMS)  # type: ignore[valid-type]
def list_events(request: Request, database: DatabasePart, query: Annotated[EventListing, Query()]) -> Response:
    """Events with the exact words."""
    return answer_list(request, database, "events", query, lambda row: flatten("events", row))


@router.get("/events/{event_id}", response_model=EventOut)
def get_event(event_id: Key, database: DatabasePart, _: PlainQuery) -> Response:
    """The event whose id begins so."""
    try:
        row = database.read_event(event_id)
    except UsageError as error:
        raise NotFoundError(str(error)) from error
    return JsonResponse(flatten("events", row))


@router.get("/quotes", response_model=Page[QuoteOut], responses=STREAMS)  # type: ignore[valid-type]
def list_quotes(request: Request, database: DatabasePart, query: Annotated[QuoteListing, Query()]) -> Response:
    """Quotes with the exact words."""
    return answer_list(request, database, "quotes", query, lambda row: flatten("quotes", row))


@router.get("/ties", response_model=Page[StandingOut], responses=STREAMS)  # type: ignore[valid-type]
def list_ties(request: Request, database: DatabasePart, query: Annotated[TieListing, Query()]) -> Response:
    """All that articles say of how ties stand; for their histories see /pairs/{one}/{other}/ties."""
    return answer_list(request, database, "ties", query, lambda row: flatten("ties", row))


@router.get("/issues", response_model=Page[IssueOut], responses=STREAMS)  # type: ignore[valid-type]
def list_issues(request: Request, database: DatabasePart, query: Annotated[IssueListing, Query()]) -> Response:
    """What could not be read, and why."""
    return answer_list(request, database, "issues", query, lambda row: flatten("issues", row))


@router.get("/corrections", response_model=Page[CorrectionOut], responses=STREAMS)  # type: ignore[valid-type]
def list_corrections(
    request: Request, database: DatabasePart, query: Annotated[CorrectionListing, Query()]
) -> Response:
    """What analysts said of events, taken back or not."""
    return answer_list(request, database, "corrections", query, lambda row: flatten("corrections", row))


@router.get("/runs", response_model=list[RunOut])
def list_runs(database: DatabasePart, _: PlainQuery) -> Response:
    """All readings, the newest first."""
    return JsonResponse([_as_dict(run) for run in database.iter_runs()])


@router.get("/imports", response_model=list[ImportOut])
def list_imports(database: DatabasePart, _: PlainQuery) -> Response:
    """All files of other systems' events, the newest first."""
    return JsonResponse([_as_dict(row) for row in database.iter_imports()])


def _as_dict(row: Any) -> dict[str, Any]:
    return asdict(row)
