"""Articles by their web address: the only place that opens the network."""

import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import NoReturn, Self

import httpcore2
import httpx2

from detente.errors import InputError
from detente.ingest.addresses import Resolve, check_address, resolve_host, show_address
from detente.ingest.connections import Budget, CheckedNetwork, CheckedTransport, Clock
from detente.ingest.decoding import decode_declared
from detente.ingest.limits import LONGEST_PAGE
from detente.ingest.robots import LONGEST_ROBOTS, Robots

AGENT = "detente"
USER_AGENT = f"{AGENT}/{version('detente')} (reads single articles for a person who asks for them)"

LONGEST_FETCH = 30.0
"""Seconds that one article may take, redirects and robots.txt included."""

MOST_REDIRECTS = 5
MOST_SENT = 2 * LONGEST_PAGE
"""Bytes that may come in for one article, as they are sent."""

_SHORTEST_DELAY = 1.0
_PARTS = 65_536
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", re.I)
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".txt",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
_REFUSALS = {
    401: "the page is closed to programs; save it from the browser and read the file",
    402: "the page is for subscribers; save it from the browser and read the file",
    403: "the page is closed to programs; save it from the browser and read the file",
    404: "there is no page at this address; check the spelling",
    410: "the page was taken away; perhaps an archive has it",
    429: "the site wants fewer requests; try again in an hour",
    451: "the page is withheld for legal reasons where you are",
}


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a host sent.

    Attributes:
        origin: the address that was asked for, as it can be shown.
        url: where it came from in the end, after all redirects.
        content: its bytes, unpacked; in UTF-8 where the host names another encoding.
        ending: of a file of its form: ".html", ".txt", ".json" or ".jsonl".
    """

    origin: str
    url: str
    content: bytes
    ending: str


class Fetcher:
    """Fetches articles, one at a time, from public hosts that allow it.

    Args:
        wire: makes connections to addresses that were checked.
        resolve: gives the addresses of a host.
        tls: which certificates hold.
        clock, sleep: seconds that only go up, and a way to let them pass.
        seconds: that one article may take.
    """

    def __init__(
        self,
        wire: httpcore2.NetworkBackend | None = None,
        resolve: Resolve = resolve_host,
        tls: ssl.SSLContext | None = None,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        seconds: float = LONGEST_FETCH,
    ) -> None:
        self._wire, self._resolve = wire or httpcore2.SyncBackend(), resolve
        self._tls = tls or httpx2.create_ssl_context(trust_env=False)
        self._clock, self._sleep, self._seconds = clock, sleep, seconds
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, address: str) -> FetchedPage:
        """The page at an address.

        Raises:
            InputError: the address is none that may be fetched, the site does not allow it or sends something other
                than an article, or it is not there in time.
        """
        origin = show_address(address)
        url = check_address(address, origin)
        self._wait(_name_site(url))
        budget = Budget(origin, self._seconds, MOST_SENT, self._clock)
        with _Visit(CheckedNetwork(self._wire, self._resolve, budget), self._tls, budget) as visit:
            for _ in range(MOST_REDIRECTS + 1):
                self._check_robots(visit, url)
                answer = visit.get(url)
                if answer.next_url is None:
                    return _take_page(answer, origin)
                url = answer.next_url
        raise InputError(origin, "redirects", f"it leads on more than {MOST_REDIRECTS} times; give the last address")

    def _wait(self, site: str) -> None:
        """Leave a site the time between two pages that it asks for."""
        now = self._clock()
        known = self._robots.get(site)
        delay = max(_SHORTEST_DELAY, known.delay if known else 0.0)
        left = self._asked.get(site, now - delay) + delay - now
        if left > 0:
            self._sleep(left)
        self._asked[site] = self._clock()

    def _check_robots(self, visit: "_Visit", url: httpx2.URL) -> None:
        site = _name_site(url)
        if site not in self._robots:
            self._robots[site] = _read_robots(visit, httpx2.URL(f"{site}/robots.txt"))
        if not self._robots[site].allows(str(url)):
            sentence = f"the site does not let programs fetch {_name_target(visit, url)} (robots.txt); save the page"
            raise InputError(visit.origin, "robots", f"{sentence} from the browser and read the file")


@dataclass(frozen=True, slots=True)
class _Answer:
    url: httpx2.URL
    status: int
    content_type: str
    content: bytes
    next_url: httpx2.URL | None


class _Visit:
    """All that is asked for one article, under one budget."""

    def __init__(self, network: CheckedNetwork, tls: ssl.SSLContext, budget: Budget) -> None:
        self.origin = budget.origin
        self._budget = budget
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Accept": ", ".join(_ENDINGS)}
        self._client = httpx2.Client(
            transport=CheckedTransport(network, tls), headers=headers, timeout=None, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: httpx2.URL, longest: int = LONGEST_PAGE, *, cut: bool = False) -> _Answer:
        """What a host answers; where that is "look elsewhere", the checked address of where.

        Args:
            url: from `check_address`.
            longest: bytes of the answer, unpacked.
            cut: whether a longer answer is cut short; else it is refused.
        """
        with self._explain(url), self._client.stream("GET", url) as response:
            next_url = self._find_next(response)
            good = response.status_code == httpx2.codes.OK
            content = self._read(response, longest, cut) if good else b""
            kind = response.headers.get("content-type", "")
            return _Answer(url, response.status_code, kind, content, next_url)

    def _find_next(self, response: httpx2.Response) -> httpx2.URL | None:
        if not response.has_redirect_location:
            return None
        target = response.headers["location"]
        try:
            joined = str(response.url.join(target))
        except httpx2.InvalidURL as error:
            raise InputError(self.origin, "address", "it leads on to what is no address; save the page") from error
        try:
            return check_address(joined, self.origin)
        except InputError as error:
            reason = str(error).removeprefix(f"{self.origin}: ")
            raise InputError(self.origin, error.reason, f"it leads on to {show_address(joined)}: {reason}") from error

    def _read(self, response: httpx2.Response, longest: int, cut: bool) -> bytes:
        """The content, unpacked a part at a time: a small answer may unpack to something huge."""
        if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
            raise InputError(self.origin, "binary", "it is packed in a way that was not asked for; save the page")
        content = bytearray()
        for part in response.iter_bytes(_PARTS):
            self._budget.limit(None)
            content += part
            if len(content) > longest and cut:
                break
            if len(content) > longest:
                sentence = f"longer than {longest / 1_000_000:.0f} MB, more than any article; save its text instead"
                raise InputError(self.origin, "too-large", sentence)
        return bytes(content[:longest])

    @contextmanager
    def _explain(self, url: httpx2.URL) -> Iterator[None]:
        try:
            yield
        except httpx2.TimeoutException:
            self._budget.refuse()
        except httpx2.DecodingError as error:
            raise InputError(self.origin, "network", "what the host sent cannot be unpacked; try later") from error
        except httpx2.HTTPError as error:
            reason = f"no answer from {url.host} ({str(error) or type(error).__name__})"
            raise InputError(self.origin, "network", f"{reason}; check the address and your connection") from error


def _name_site(url: httpx2.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _name_target(visit: _Visit, url: httpx2.URL) -> str:
    shown = show_address(str(url))
    return "it" if shown == visit.origin else shown


def _read_robots(visit: _Visit, url: httpx2.URL) -> Robots:
    """What a site allows; one that has no robots.txt allows all, one that fails allows nothing for now."""
    for _ in range(MOST_REDIRECTS + 1):
        answer = visit.get(url, LONGEST_ROBOTS, cut=True)
        if answer.next_url is None:
            break
        url = answer.next_url
    if answer.status == httpx2.codes.TOO_MANY_REQUESTS or answer.status >= 500:
        sentence = f"the site fails to say what programs may fetch (robots.txt: {answer.status}); try later"
        raise InputError(visit.origin, "robots", sentence)
    if answer.status != httpx2.codes.OK:
        return Robots(AGENT)
    return Robots.parse(answer.content.decode("utf-8", "replace"), AGENT)


def _take_page(answer: _Answer, origin: str) -> FetchedPage:
    if answer.status != httpx2.codes.OK:
        _refuse_status(answer.status, origin)
    kind, _, rest = answer.content_type.partition(";")
    ending = _ENDINGS.get(kind.strip().lower())
    if ending is None:
        shown = show_address(kind.strip()) or "something without a type"
        raise InputError(origin, "type", f"this is {shown}, not a page, a text or JSON; save its text and read that")
    return FetchedPage(origin, str(answer.url), _to_utf8(answer.content, rest), ending)


def _refuse_status(status: int, origin: str) -> NoReturn:
    other = (
        "the site fails at the moment; try later" if status >= 500 else "it is not to be had; open it in the browser"
    )
    raise InputError(origin, "status", f"{_REFUSALS.get(status, other)} (status {status})")


def _to_utf8(content: bytes, parameters: str) -> bytes:
    """The content in UTF-8, where a header names another encoding and the bytes fit it."""
    named = _CHARSET.search(parameters)
    if named is None or named[1].lower() == "utf-8":
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = decode_declared(content, named[1])
        return content if text is None else text.encode("utf-8", "replace")
    return content
