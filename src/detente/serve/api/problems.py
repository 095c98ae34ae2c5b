"""Errors as one sentence with a way out (RFC 9457, application/problem+json); never a trace."""

from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from detente.errors import DetenteError, StoreError, UsageError

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, in one sentence that says what to do."""

    title: str = Field(description="What sort of error it is.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong and what to do about it.")


class NotFoundError(UsageError):
    """The record has no such row."""


def make_problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """The answer that tells of an error."""
    problem = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(problem.model_dump(), status, headers, MEDIA_TYPE)


def explain_validation(error: RequestValidationError) -> str:
    """The first thing that is wrong with a request, in a sentence."""
    fault = error.errors()[0]
    name = str(fault["loc"][-1])
    if fault["type"] == "extra_forbidden":
        return f"There is no parameter {name} here; see /api/v1/openapi.json for those that there are."
    return f"{name}: {str(fault['msg']).removeprefix('Value error, ')}; see /api/v1/openapi.json for what it may be."


async def _answer_known(request: Request, error: Exception) -> Response:  # noqa: ARG001 (Starlette passes both)
    status = 404 if isinstance(error, NotFoundError) else 400 if isinstance(error, UsageError) else 500
    return make_problem(503 if isinstance(error, StoreError) else status, str(error))


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers: Any = error.headers
    if error.status_code == 404:
        sentence = f"There is nothing at {request.url.path}; see /api/v1/openapi.json for what there is."
    elif error.status_code == 405:
        sentence = f"{request.url.path} cannot be asked with {request.method}; use GET."
    else:
        sentence = str(error.detail)
    return make_problem(error.status_code, sentence, headers)


async def _answer_validation(request: Request, error: Exception) -> Response:  # noqa: ARG001
    assert isinstance(error, RequestValidationError)
    return make_problem(422, explain_validation(error))


async def _answer_unknown(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return make_problem(500, "Something failed here that should not; the log of detente serve has more. Try again.")


HANDLERS: dict[int | type[Exception], Any] = {
    DetenteError: _answer_known,
    HTTPException: _answer_http,
    RequestValidationError: _answer_validation,
    Exception: _answer_unknown,
}
