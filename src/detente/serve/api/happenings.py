"""What happened, each thing once, with all who tell of it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from detente.errors import UsageError
from detente.model import Happening
from detente.serve.api.forms import STREAMS, JsonResponse, answer_list
from detente.serve.api.problems import NotFoundError
from detente.serve.api.queries import DatabasePart, HappeningListing, PlainQuery
from detente.serve.api.records import Key
from detente.serve.api.schemas import HappeningOut, HappeningText, Page
from detente.store.columns import flatten

router = APIRouter(tags=["happenings"])


@router.get("/happenings", response_model=Page[HappeningOut], responses=STREAMS)
def list_happenings(request: Request, database: DatabasePart, query: Annotated[HappeningListing, Query()]) -> Response:
    """Happenings of which at least one report fits, each with all its reports."""
    return answer_list(request, database, "happenings", query, flatten_happening)


@router.get("/happenings/{happening_id}", response_model=HappeningText)
def get_happening(happening_id: Key, database: DatabasePart, _: PlainQuery) -> Response:
    """The happening whose id begins so, or of which the event whose id begins so is a report, with all the words."""
    try:
        happening = database.read_happening(happening_id)
    except UsageError as error:
        raise NotFoundError(str(error)) from error
    told = [flatten("events", row) for row in database.read_reports(happening)]
    return JsonResponse({**flatten_happening(happening), "events": told})


def flatten_happening(happening: Happening) -> dict[str, Any]:
    """A happening by the names of columns."""
    day = happening.day
    return {
        "happening_id": happening.happening_id,
        "day": day and str(day),
        "day_first": day and day.start,
        "day_last": day and day.last,
        "event_type": happening.event_type,
        "mode": happening.mode,
        "status": happening.status,
        "actor_codes": list(happening.actors),
        "recipient_codes": list(happening.recipients),
        "quad_class": happening.quad_class,
        "score": happening.score,
        "independent_count": happening.independent_count,
        "report_count": len(happening.reports),
        "first_told": happening.told,
        "reports": [asdict(report) for report in happening.reports],
    }
