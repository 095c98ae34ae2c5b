"""The pages of the app, put together."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from detente.errors import DetenteError, StoreError, UsageError
from detente.serve.web.article_routes import make_article_routes
from detente.serve.web.pair_routes import make_pair_routes
from detente.serve.web.rendering import FOLDER, THEMES, render
from detente.store import Database

YEAR = 365 * 24 * 3600
HEADINGS = {404: "There is no such page", 405: "This page cannot be asked so"}
Answer = Callable[[Request, Any], Any]


def add_pages(app: FastAPI, database: Database) -> None:
    """Add all pages to an app, with their style, and answer what goes wrong with a page; the API's answers stay.

    Args:
        app: to add to.
        database: the record that the pages show; one for all requests.
    """
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    for make_routes in (make_pair_routes, make_article_routes):
        app.include_router(make_routes(database))
    app.add_api_route("/", _begin, include_in_schema=False)
    app.add_api_route("/theme/{name}", _choose_theme, include_in_schema=False)
    failures: dict[type[Exception], Answer] = {
        HTTPException: _answer_missing,
        DetenteError: _answer_failure,
        Exception: _answer_unknown,
    }
    for kind, answer in failures.items():
        app.add_exception_handler(kind, _divide(answer, app.exception_handlers.get(kind)))


def _divide(for_pages: Answer, for_api: Answer | None) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Answers with a page, and under /api/ as the app did before."""

    async def answer(request: Request, error: Exception) -> Response:
        if for_api is None or not request.url.path.startswith("/api/"):
            found: Response = for_pages(request, error)
            return found
        return await for_api(request, error)  # type: ignore[no-any-return]

    return answer


def _begin() -> Response:
    """The first page: the index of pairs."""
    return RedirectResponse("/pair", HTTPStatus.SEE_OTHER)


def _choose_theme(name: str, back: str = "/") -> Response:
    """Keep the colours that a reader chose, and go back to the page."""
    if name not in THEMES:
        raise HTTPException(404, f"there are no colours {name}; choose {', '.join(THEMES)}")
    # Only to a page of this app: not to another host, however it is written.
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    answer = RedirectResponse(back if inside else "/", HTTPStatus.SEE_OTHER)
    answer.set_cookie("theme", name, max_age=YEAR, httponly=True, samesite="lax")
    return answer


def _answer_missing(request: Request, error: HTTPException) -> Response:
    is_plain = error.detail == HTTPStatus(error.status_code).phrase
    sentence = f"{request.url.path} is no page of this record." if is_plain else error.detail
    heading = HEADINGS.get(error.status_code, "This did not work")
    return render(request, "problem.html", error.status_code, heading=heading, sentence=sentence)


def _answer_failure(request: Request, error: DetenteError) -> Response:
    if isinstance(error, UsageError):
        return render(request, "problem.html", 400, heading="This cannot be shown", sentence=str(error))
    status = 503 if isinstance(error, StoreError) else 500
    return render(request, "problem.html", status, heading="The record cannot be read", sentence=str(error))


def _answer_unknown(request: Request, error: Exception) -> Response:  # noqa: ARG001 (its words are for the log)
    sentence = "Something failed here that should not; the terminal in which detente runs says more."
    return render(request, "problem.html", 500, heading="This did not work", sentence=sentence)
