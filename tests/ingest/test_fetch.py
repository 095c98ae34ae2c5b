"""Fetching over a local server that stands for all hosts: nothing here reaches a network."""

import gzip
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpcore2
import pytest

from detente.errors import InputError
from detente.ingest.addresses import resolve_host
from detente.ingest.articles import Facts
from detente.ingest.fetch import MOST_REDIRECTS, MOST_SENT, USER_AGENT, Fetcher
from detente.ingest.limits import LONGEST_PAGE
from detente.ingest.sources import count_sources, read_sources
from detente.model import Article, Issue
from web import PUBLIC, Names, Reply, Site, Wire, lead_to, serve

ARTICLE = "http://news.example/a"
PAGE = (
    b"<html><head><title>Ministers meet</title></head><body><article><h1>Ministers meet</h1>"
    b"<p>China praised Russia on Friday after two days of talks on trade and security in the capital.</p>"
    b"<p>The two ministers said that they would meet again in the spring to sign a plan for the border.</p>"
    b"</article></body></html>"
)
HTML = {"Content-Type": "text/html"}
DETENTE_ONLY = Reply(b"User-agent: detente\nDisallow: /a\n", headers={"Content-Type": "text/plain"})


class Time:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site() -> Site:
    return Site({"news.example/a": Reply(PAGE)})


@pytest.fixture
def wire(site: Site) -> Iterator[Wire]:
    with serve(site) as server:
        yield Wire(server.server_port)


@pytest.fixture
def fetcher(wire: Wire) -> Fetcher:
    return Fetcher(wire, Names(), sleep=lambda _: None)


def _refuse(fetcher: Fetcher, address: str = ARTICLE) -> InputError:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(address)
    assert str(caught.value).startswith(caught.value.origin + ": ")
    return caught.value


def test_page_is_fetched_from_the_checked_address(site: Site, wire: Wire, fetcher: Fetcher) -> None:
    page = fetcher.fetch(ARTICLE + "#part")
    assert (page.url, page.content, page.ending) == (ARTICLE, PAGE, ".html")
    assert site.asked == ["news.example/robots.txt", "news.example/a"]
    assert set(wire.reached) == {(PUBLIC, 80)}
    assert site.agents == {USER_AGENT}
    assert USER_AGENT.startswith("detente/")


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("text/html", ".html"),
        ("TEXT/HTML; charset=utf-8", ".html"),
        ("application/xhtml+xml", ".html"),
        ("text/plain;charset=utf-8", ".txt"),
        ("application/json", ".json"),
        ("application/x-ndjson", ".jsonl"),
    ],
)
def test_kinds_that_are_read(site: Site, fetcher: Fetcher, kind: str, ending: str) -> None:
    site.pages["news.example/a"] = Reply(b"{}", headers={"Content-Type": kind})
    assert fetcher.fetch(ARTICLE).ending == ending


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "video/mp4", "text/css", "text/html2", ""])
def test_kinds_that_are_not_read(site: Site, fetcher: Fetcher, kind: str) -> None:
    site.pages["news.example/a"] = Reply(PAGE, headers={"Content-Type": kind})
    error = _refuse(fetcher)
    assert error.reason == "type"
    assert (kind or "something without a type") in str(error)


@pytest.mark.parametrize(
    ("headers", "text", "raw"),
    [
        ("text/html; charset=koi8-r", "Переговоры", "Переговоры".encode("koi8-r")),
        ('text/html; charset="windows-1251"', "Переговоры", "Переговоры".encode("cp1251")),
        ("text/html; charset=koi8-r", "Переговоры", "Переговоры".encode()),
        ("text/html; charset=punycode", None, b"caf\xe9-" * 500_000),
        ("text/html; charset=no-such", None, b"caf\xe9"),
        ("text/html", None, b"caf\xe9"),
    ],
)
def test_encoding_of_the_header(site: Site, fetcher: Fetcher, headers: str, text: str | None, raw: bytes) -> None:
    site.pages["news.example/a"] = Reply(raw, headers={"Content-Type": headers})
    content = fetcher.fetch(ARTICLE).content
    assert content == (raw if text is None else text.encode())


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["127.0.0.1"], "address"),
        (["10.0.0.5"], "address"),
        (["169.254.169.254"], "address"),
        ([PUBLIC, "192.168.0.1"], "address"),
        (["::1"], "address"),
        (["::ffff:10.0.0.1"], "address"),
        (["64:ff9b::a00:1"], "address"),
        ([], "network"),
        (["none"], "network"),
    ],
)
def test_names_that_lead_to_private_hosts(site: Site, wire: Wire, names: list[str], reason: str) -> None:
    error = _refuse(Fetcher(wire, Names(news_example=names)))
    assert error.reason == reason
    assert not wire.reached
    assert not site.asked


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://localhost/admin",
        "//169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://news.example/a",
        "http://news.example:8080/",
        "http://me@news.example/",
        "http://inside.example/",
        "http://news.example\\@127.0.0.1/",
        "http://[/",
    ],
)
def test_redirects_to_what_is_not_fetched(site: Site, wire: Wire, target: str) -> None:
    site.pages["news.example/a"] = lead_to(target)
    error = _refuse(Fetcher(wire, Names(inside_example=["10.0.0.1"])))
    assert error.reason == "address"
    assert error.origin == ARTICLE
    assert set(wire.reached) == {(PUBLIC, 80)}


def test_name_that_changes_between_two_looks_is_looked_at_once_a_connection(site: Site, wire: Wire) -> None:
    """DNS rebinding: public when checked, private when connected to. There is no second look."""
    site.pages["news.example/robots.txt"] = Reply(b"", headers=HTML | {"Connection": "close"})
    names = Names(news_example=[[PUBLIC], ["127.0.0.1"]])
    error = _refuse(Fetcher(wire, names))
    assert error.reason == "address"
    assert "127.0.0.1" in str(error)
    assert wire.reached == [(PUBLIC, 80)]
    assert names.asked == ["news.example", "news.example"]


def test_redirects_are_followed(site: Site, wire: Wire, fetcher: Fetcher) -> None:
    site.pages |= {
        "short.example/1": lead_to("http://news.example/b"),
        "news.example/b": lead_to("a?x=1"),
        "news.example/a?x=1": Reply(PAGE),
    }
    assert fetcher.fetch("http://short.example/1").url == "http://news.example/a?x=1"
    assert "short.example/robots.txt" in site.asked


def test_endless_redirects_end(site: Site, fetcher: Fetcher) -> None:
    site.pages["news.example/a"] = lead_to("/a")
    error = _refuse(fetcher)
    assert error.reason == "redirects"
    assert site.asked.count("news.example/a") == MOST_REDIRECTS + 1


def test_robots_are_respected(site: Site, fetcher: Fetcher) -> None:
    site.pages["news.example/robots.txt"] = DETENTE_ONLY
    error = _refuse(fetcher)
    assert error.reason == "robots"
    assert site.asked == ["news.example/robots.txt"]


def test_robots_of_the_host_it_leads_to_are_respected(site: Site, fetcher: Fetcher) -> None:
    site.pages |= {"short.example/1": lead_to(ARTICLE), "news.example/robots.txt": DETENTE_ONLY}
    assert "http://news.example/a (robots.txt)" in str(_refuse(fetcher, "http://short.example/1"))
    assert "news.example/a" not in site.asked


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)])
def test_site_without_robots_allows_all_and_one_that_fails_nothing(
    site: Site, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    site.pages["news.example/robots.txt"] = Reply(status=status)
    if allowed:
        assert fetcher.fetch(ARTICLE).content == PAGE
    else:
        assert _refuse(fetcher).reason == "robots"


def test_robots_may_lead_elsewhere_but_not_inside(site: Site, wire: Wire, fetcher: Fetcher) -> None:
    site.pages |= {"news.example/robots.txt": lead_to("/r"), "news.example/r": DETENTE_ONLY}
    assert _refuse(fetcher).reason == "robots"
    site.pages["news.example/robots.txt"] = lead_to("http://127.0.0.1/")
    assert _refuse(Fetcher(wire, Names())).reason == "address"


def test_long_robots_are_cut_short(site: Site, fetcher: Fetcher) -> None:
    site.pages["news.example/robots.txt"] = Reply(b"# long\n" * 200_000 + DETENTE_ONLY.body)
    assert fetcher.fetch(ARTICLE).content == PAGE


def test_robots_are_read_once_and_pages_keep_their_distance(site: Site, wire: Wire) -> None:
    site.pages["news.example/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\nDisallow: /x\n")
    passing = Time()
    fetcher = Fetcher(wire, Names(), clock=passing.clock, sleep=passing.sleep)
    for _ in range(3):
        fetcher.fetch(ARTICLE)
    assert site.asked.count("news.example/robots.txt") == 1
    assert passing.slept == [7.0, 7.0]


@pytest.mark.parametrize("status", [204, 206, 301, 400, 401, 403, 404, 410, 429, 451, 500, 503])
def test_other_answers_are_refused(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages["news.example/a"] = Reply(b"", status)
    error = _refuse(fetcher)
    assert error.reason == "status"
    assert f"(status {status})" in str(error)


def _pack(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("deflate", _pack(PAGE)), ("identity", PAGE)],
)
def test_packed_pages_are_unpacked(site: Site, fetcher: Fetcher, encoding: str, body: bytes) -> None:
    site.pages["news.example/a"] = Reply(body, headers=HTML | {"Content-Encoding": encoding})
    assert fetcher.fetch(ARTICLE).content == PAGE


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, br"])
def test_other_packings_are_refused(site: Site, fetcher: Fetcher, encoding: str) -> None:
    site.pages["news.example/a"] = Reply(PAGE, headers=HTML | {"Content-Encoding": encoding})
    assert _refuse(fetcher).reason == "binary"


def test_what_cannot_be_unpacked_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.pages["news.example/a"] = Reply(PAGE, headers=HTML | {"Content-Encoding": "gzip"})
    assert "cannot be unpacked" in str(_refuse(fetcher))


def test_small_answer_that_unpacks_to_something_huge_is_refused(site: Site, fetcher: Fetcher) -> None:
    bomb = gzip.compress(bytes(300_000_000), 9)
    assert len(bomb) < LONGEST_PAGE
    site.pages["news.example/a"] = Reply(bomb, headers=HTML | {"Content-Encoding": "gzip"})
    assert _refuse(fetcher).reason == "too-large"


def test_longest_page_is_read_and_a_longer_one_is_not(site: Site, fetcher: Fetcher) -> None:
    site.pages["news.example/a"] = Reply(b"a" * LONGEST_PAGE)
    assert len(fetcher.fetch(ARTICLE).content) == LONGEST_PAGE
    site.pages["news.example/a"] = Reply(b"a" * (LONGEST_PAGE + 1))
    assert "longer than 4 MB" in str(_refuse(fetcher))


def test_bytes_behind_the_end_of_a_packed_page_count(site: Site, fetcher: Fetcher) -> None:
    """They unpack to nothing, yet would fill the memory."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(gzip.compress(b"x"))
        for _ in range(2 * MOST_SENT // 65_536):
            handler.wfile.write(bytes(65_536))

    site.pages["news.example/a"] = Reply(headers=HTML | {"Content-Encoding": "gzip"}, write=write)
    assert "sends far more than an article" in str(_refuse(fetcher))


def _drip(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(600):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def _drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    _drip(handler)


def _stay_silent(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.flush()
    time.sleep(5)


@pytest.mark.parametrize("write", [_drip, _stay_silent])
def test_slow_answers_are_given_up(site: Site, wire: Wire, write: object) -> None:
    site.pages["news.example/a"] = Reply(headers=HTML, write=write)  # type: ignore[arg-type]
    began = time.monotonic()
    error = _refuse(Fetcher(wire, Names(), seconds=1))
    assert error.reason == "too-slow"
    assert time.monotonic() - began < 3


def test_slow_headers_are_given_up() -> None:
    """Each byte comes in time, all of them never: a time limit for each step alone would wait for hours."""
    listener = socket.create_server(("127.0.0.1", 0))
    wire = Wire(listener.getsockname()[1])

    def run() -> None:
        connection, _ = listener.accept()
        with connection:
            for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200:
                try:
                    connection.sendall(bytes([byte]))
                except OSError:
                    return
                time.sleep(0.05)

    import threading

    thread = threading.Thread(target=run)
    thread.start()
    began = time.monotonic()
    assert _refuse(Fetcher(wire, Names(), seconds=1)).reason == "too-slow"
    assert time.monotonic() - began < 3
    thread.join()
    listener.close()


def test_slow_resolver_is_given_up(wire: Wire) -> None:
    def resolve(host: str) -> list[str]:
        time.sleep(5)
        return [PUBLIC]

    began = time.monotonic()
    assert _refuse(Fetcher(wire, resolve, seconds=0.5)).reason == "too-slow"
    assert time.monotonic() - began < 3


def test_answer_that_breaks_off_is_refused(site: Site, fetcher: Fetcher) -> None:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(PAGE)

    site.pages["news.example/a"] = Reply(headers=HTML | {"Content-Length": "100000"}, write=write)
    assert _refuse(fetcher).reason == "network"


def test_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    with serve(site) as server:
        wire = Wire(server.server_port, dead=["2606:2800:220:1::1"])
        names = Names(news_example=["2606:2800:220:1::1", PUBLIC])
        assert Fetcher(wire, names).fetch(ARTICLE).content == PAGE
        assert wire.reached[:2] == [("2606:2800:220:1::1", 80), (PUBLIC, 80)]


def test_host_that_does_not_answer_is_told(site: Site) -> None:
    error = _refuse(Fetcher(Wire(1, dead=[PUBLIC]), Names()))
    assert error.reason == "network"
    assert "no answer from news.example" in str(error)


def test_environment_has_no_say(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert Fetcher(wire, Names()).fetch(ARTICLE).content == PAGE


def test_no_socket_of_the_machine_is_opened() -> None:
    from detente.ingest.connections import Budget, CheckedNetwork

    network = CheckedNetwork(httpcore2.SyncBackend(), Names(), Budget("x", 1, 1))
    with pytest.raises(InputError):
        network.connect_unix_socket("/run/docker.sock")
    with pytest.raises(InputError, match="not 6379"):
        network.connect_tcp("news.example", 6379)
    with pytest.raises(InputError, match="not public"):
        network.connect_tcp("127.0.0.1", 80)


def test_resolver_of_the_machine_knows_its_own_name() -> None:
    assert set(resolve_host("localhost")) <= {"127.0.0.1", "::1"}


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for news.example, with its key."""
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    names = ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(path) + ".key", "-out", str(path)]
    try:
        subprocess.run([*command, *names], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on this machine")
    path.write_bytes(path.read_bytes() + Path(f"{path}.key").read_bytes())
    return path


def test_certificate_is_that_of_the_name(site: Site, certificate: Path) -> None:
    site.pages["other.example/a"] = Reply(PAGE)
    with serve(site) as server:
        keys = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        keys.load_cert_chain(certificate)
        server.socket = keys.wrap_socket(server.socket, server_side=True)
        wire = Wire(server.server_port)
        trusting = Fetcher(wire, Names(), tls=ssl.create_default_context(cafile=str(certificate)))
        assert trusting.fetch("https://news.example/a").content == PAGE
        assert set(wire.reached) == {(PUBLIC, 443)}
        assert "certificate" in str(_refuse(trusting, "https://other.example/a"))
        assert _refuse(Fetcher(wire, Names()), "https://news.example/a").reason == "network"


def _read(fetcher: Fetcher, *addresses: str, defaults: Facts | None = None) -> list[Article | Issue]:
    return list(read_sources(addresses, stdin=None, defaults=defaults or Facts(), fetcher=fetcher))


def test_fetched_page_becomes_an_article_under_its_address(site: Site, fetcher: Fetcher) -> None:
    other = b'<head><link rel="canonical" href="https://elsewhere.example/x"><title>'
    site.pages["news.example/a"] = Reply(PAGE.replace(b"<head><title>", other))
    [article] = _read(fetcher, ARTICLE)
    assert isinstance(article, Article)
    assert (article.title, article.url) == ("Ministers meet", ARTICLE)
    assert "China praised Russia" in article.text


def test_fetched_objects_keep_their_own_addresses(site: Site, fetcher: Fetcher) -> None:
    lines = b'{"text": "China praised Russia.", "url": "https://a.example/1"}\n{"text": "Iran met Iraq."}\n'
    site.pages["news.example/a"] = Reply(lines, headers={"Content-Type": "application/x-ndjson"})
    assert [item.url for item in _read(fetcher, ARTICLE) if isinstance(item, Article)] == ["https://a.example/1", None]


def test_what_cannot_be_fetched_is_an_issue_and_the_rest_goes_on(site: Site, fetcher: Fetcher) -> None:
    bad = ("http://127.0.0.1/", "file:///etc/passwd", "http://news.example/none", "https://me:secret@news.example/")
    found = _read(fetcher, *bad, ARTICLE)
    assert [item.reason if isinstance(item, Issue) else "ok" for item in found] == [
        "address", "address", "status", "address", "ok",
    ]  # fmt: skip
    assert not any("secret" in f"{item.origin} {item.sentence}" for item in found if isinstance(item, Issue))


def test_addresses_count_as_one_article_each() -> None:
    assert count_sources([ARTICLE, "https://example.org/b"]) == 2
