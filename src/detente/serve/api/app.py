"""The application, made of its parts."""

from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware

from detente import __version__
from detente.serve.api import articles, happenings, health, network, pairs, records
from detente.serve.api.etags import Revalidation
from detente.serve.api.guard import SecurityHeaders, TrustedHosts
from detente.serve.api.memory import Memory
from detente.serve.api.openapi import describe
from detente.serve.api.problems import HANDLERS
from detente.store import Database

PREFIX = "/api/v1"


def make_app(database: Database, hosts: frozenset[str] = frozenset({"localhost", "127.0.0.1", "[::1]"})) -> FastAPI:
    """The API on a database, which stays the caller's to close.

    Args:
        database: the record.
        hosts: names under which it may be asked for; another is refused, so that no foreign page can rebind its own.
    """
    app = FastAPI(
        title="detente",
        version=__version__,
        description=files("detente.serve.api").joinpath("about.md").read_text(encoding="utf-8"),
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        exception_handlers=HANDLERS,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(TrustedHosts, hosts=hosts),
            Middleware(Revalidation, database=database, prefix=PREFIX),
        ],
    )
    app.state.database = database
    app.state.memory = Memory()
    for part in (records, articles, happenings, pairs, network, health):
        app.include_router(part.router, prefix=PREFIX)
    _set_description(app)
    return app


def _set_description(app: FastAPI) -> None:
    make = app.openapi

    def describe_once() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = describe(make())
        return app.openapi_schema

    app.openapi = describe_once  # type: ignore[method-assign]
