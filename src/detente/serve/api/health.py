"""Whether the record can be read."""

from fastapi import APIRouter
from starlette.responses import Response

from detente import __version__
from detente.serve.api.forms import JsonResponse
from detente.serve.api.queries import DatabasePart, PlainQuery
from detente.serve.api.schemas import Health

router = APIRouter(tags=["health"])


@router.get("/health", response_model=Health)
def get_health(database: DatabasePart, _: PlainQuery) -> Response:
    """Whether all is well."""
    found = {"status": "ok", "version": __version__, "record": database.read_version()}
    return JsonResponse(found, headers={"Cache-Control": "no-store"})
