"""A web in one process: a local server that stands for all hosts, and wires and resolvers that lead to it."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2

PUBLIC = "93.184.216.34"
Writer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Reply:
    """What a page answers: headers and a body, or a function that writes by itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    write: Writer | None = None


def lead_to(target: str) -> Reply:
    """A redirect."""
    return Reply(status=302, headers={"Location": target})


@dataclass
class Site:
    """All hosts at once: pages by "host/path", and what was asked for."""

    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        key = f"{handler.headers['Host']}{handler.path}"
        self.asked.append(key)
        self.agents.add(handler.headers["User-Agent"])
        reply = self.pages.get(key, Reply(b"nothing here", 404))
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.write is None:
            handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        if reply.write is not None:
            reply.write(handler)
        else:
            handler.wfile.write(reply.body)


@contextmanager
def serve(site: Site) -> Iterator[ThreadingHTTPServer]:
    """A server on this machine that answers for a site until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                site.answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as its parent names it)
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Wire(httpcore2.SyncBackend):
    """Leads every connection to one local port, and notes where it was meant to go."""

    def __init__(self, port: int, dead: Iterable[str] = ()) -> None:
        self.port, self.dead = port, frozenset(dead)
        self.reached: list[tuple[str, int]] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the local server, whatever the address."""
        self.reached.append((host, port))
        if host in self.dead:
            raise httpcore2.ConnectError("refused")
        return super().connect_tcp("127.0.0.1", self.port, timeout, local_address, socket_options)


class Names:
    """A resolver: hosts with their addresses, one list after the other where there are several."""

    def __init__(self, **hosts: list[str] | list[list[str]]) -> None:
        self.hosts = {name.replace("_", "."): known for name, known in hosts.items()}
        self.asked: list[str] = []

    def __call__(self, host: str) -> list[str]:
        """The addresses of a host; a public one where nothing else is said."""
        self.asked.append(host)
        known = self.hosts.get(host, [PUBLIC])
        if known and isinstance(known[0], list):
            return list(known.pop(0)) if len(known) > 1 else list(known[0])
        if known == ["none"]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [str(address) for address in known]
