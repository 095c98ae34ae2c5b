"""Connections to public hosts only, under one budget of time and bytes.

A host is resolved here, its addresses are checked, and the connection is made to a checked address: a name that
resolves to something else a moment later (DNS rebinding) changes nothing. The certificate is still that of the name.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NoReturn

import httpcore2
import httpx2

from detente.errors import InputError
from detente.ingest.addresses import Resolve, check_ip, check_port, check_resolved

Clock = Callable[[], float]
_LONGEST_CONNECT = 10.0


class Budget:
    """How much time and how many bytes one article may take, all redirects and robots.txt included.

    Args:
        origin: what to name in the error.
        seconds: from now.
        size: bytes that may come in, as they are sent.
        clock: seconds that only go up.
    """

    def __init__(self, origin: str, seconds: float, size: int, clock: Clock = time.monotonic) -> None:
        self.origin, self.seconds = origin, seconds
        self._clock, self._end, self._size = clock, clock() + seconds, size

    def limit(self, timeout: float | None) -> float:
        """Seconds that the next step may take: the given ones, or what is left.

        Raises:
            InputError: nothing is left.
        """
        left = self._end - self._clock()
        if left <= 0:
            self.refuse()
        return left if timeout is None else min(timeout, left)

    def take(self, size: int) -> None:
        """Count bytes that came in.

        Raises:
            InputError: they are more than there may be.
        """
        self._size -= size
        if self._size < 0:
            raise InputError(self.origin, "too-large", "the host sends far more than an article; save its text instead")

    def refuse(self) -> NoReturn:
        """Say that it took too long."""
        sentence = f"fetching it took longer than {self.seconds:.0f} seconds; try later, or save the page and read that"
        raise InputError(self.origin, "too-slow", sentence)


class CheckedStream(httpcore2.NetworkStream):
    """A connection that stops when the budget is spent."""

    def __init__(self, stream: httpcore2.NetworkStream, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes."""
        content = self._stream.read(max_bytes, self._budget.limit(timeout))
        self._budget.take(len(content))
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, self._budget.limit(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection, encrypted."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._budget.limit(timeout))
        return CheckedStream(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


class CheckedNetwork(httpcore2.NetworkBackend):
    """Connects to hosts of the public internet and to no other.

    Args:
        wire: makes the connection to an address that was checked.
        resolve: gives the addresses of a host.
        budget: what all may take.
    """

    def __init__(self, wire: httpcore2.NetworkBackend, resolve: Resolve, budget: Budget) -> None:
        self._wire, self._resolve, self._budget = wire, resolve, budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (the budget decides)
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of a host that answers.

        Raises:
            InputError: the host is not public, or there is no time left.
        """
        check_port(port, self._budget.origin)
        failure: Exception | None = None
        for address in self._find_addresses(host):
            seconds = self._budget.limit(_LONGEST_CONNECT)
            try:
                stream = self._wire.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return CheckedStream(stream, self._budget)
        assert failure is not None
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        """Never: no page is published there."""
        raise InputError(self._budget.origin, "address", f"{path} is no public host; only public pages are fetched")

    def _find_addresses(self, host: str) -> list[str]:
        origin = self._budget.origin
        try:
            return [str(check_ip(ip_address(host), origin))]
        except ValueError:
            return check_resolved(self._resolve_in_time(host), host, origin)

    def _resolve_in_time(self, host: str) -> list[str]:
        """The resolver knows no time limit, so it is asked in a thread that nobody waits for too long."""
        answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put(list(self._resolve(host)))
            except OSError as error:
                answers.put(error)

        Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=self._budget.limit(None))
        except Empty:
            self._budget.refuse()
        if isinstance(answer, OSError):
            sentence = f"the host {host} was not found; check the spelling and your connection"
            raise InputError(self._budget.origin, "network", sentence) from answer
        return answer


class CheckedTransport(httpx2.BaseTransport):
    """Requests over such connections; no proxy and no setting of the environment has a say."""

    def __init__(self, network: CheckedNetwork, tls: ssl.SSLContext) -> None:
        self._pool = httpcore2.ConnectionPool(ssl_context=tls, network_backend=network)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; the body of its answer is still to be read."""
        url = request.url
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        asked = httpcore2.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        with _translate_errors(request):
            answer = self._pool.handle_request(asked)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer, request))

    def close(self) -> None:
        """End all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response, request: httpx2.Request) -> None:
        self._answer, self._request = answer, request

    def __iter__(self) -> Iterator[bytes]:
        with _translate_errors(self._request):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _translate_errors(request: httpx2.Request) -> Iterator[None]:
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise httpx2.TimeoutException(str(error), request=request) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
        raise httpx2.TransportError(str(error), request=request) from error
