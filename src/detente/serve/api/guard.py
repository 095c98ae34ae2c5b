"""What is asked of every request and sent with every answer, for the sake of safety."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.serve.api.problems import make_problem

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class TrustedHosts:
    """Refuses requests for a host that is not ours: a foreign name that its owner has pointed at this machine."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its host is one of ours."""
        if scope["type"] != "http" or split_host(Headers(scope=scope).get("host", "")) in self._hosts:
            await self._app(scope, receive, send)
            return
        sentence = "This name is not one of detente's; ask for http://127.0.0.1 or http://localhost."
        await make_problem(400, sentence)(scope, receive, send)


class SecurityHeaders:
    """Tells browsers to run nothing of an answer and to show it to no other site."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to whatever is answered."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)


def split_host(host: str) -> str:
    """The name without the port.

    Examples:
        >>> split_host("LOCALHOST:8000"), split_host("[::1]:8000"), split_host("127.0.0.1")
        ('localhost', '[::1]', '127.0.0.1')
    """
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() and not port.endswith("]") else host.lower()
