"""Weak ETags: an answer need not be sent again while nothing was written."""

import hashlib

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente import __version__
from detente.errors import StoreError
from detente.serve.api.problems import make_problem
from detente.store import Database


class Revalidation:
    """Gives each answer a tag, and answers 304 to one who holds what it would be."""

    def __init__(self, app: ASGIApp, database: Database, prefix: str) -> None:
        self._app = app
        self._database = database
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 304, or pass the request on and tag the answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not self._is_tagged(scope["path"]):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            version = await run_in_threadpool(self._database.read_version)
        except StoreError as error:
            await make_problem(503, str(error))(scope, receive, send)
            return
        tag = make_tag(version, scope, headers.get("accept", ""))
        if tag in split_tags(headers.get("if-none-match", "")):
            kept = [(b"etag", tag.encode()), (b"cache-control", b"no-cache"), (b"vary", b"accept")]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer.setdefault("Cache-Control", "no-cache")
                answer.add_vary_header("Accept")
                stale = answer.get("X-Version")
                if message["status"] == 200:
                    answer["ETag"] = tag if stale is None else make_tag(stale, scope, headers.get("accept", ""))
                if stale is not None:
                    del answer["X-Version"]
            await send(message)

        await self._app(scope, receive, send_tagged)

    def _is_tagged(self, path: str) -> bool:
        return path.startswith(self._prefix) and path != f"{self._prefix}/health"


def make_tag(version: str, scope: Scope, accept: str) -> str:
    """The tag of what an address gives, in one form, at one version of the record."""
    parts = (__version__, version, scope["path"], scope["query_string"].decode("latin-1"), accept)
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:20]}"'


def split_tags(header: str) -> set[str]:
    """The tags that a client holds, all as weak ones.

    Examples:
        >>> sorted(split_tags('W/"a", "b"'))
        ['W/"a"', 'W/"b"']
    """
    tags = (part.strip() for part in header.split(","))
    return {tag if tag.startswith("W/") else f"W/{tag}" for tag in tags if tag}
