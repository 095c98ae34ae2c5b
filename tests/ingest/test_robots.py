"""What a robots.txt allows."""

import time

import pytest

from detente.ingest.robots import Robots

URL = "https://example.org/news/1.html"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /news/", False),
        ("User-agent: *\nDisallow: /sport/", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: somebody\nDisallow: /", True),
        ("User-agent: somebody\nUser-agent: detente\nDisallow: /", False),
        ("User-agent: detente\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: detente # us\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: DETENTE\nDisallow: /", False),
        ("user agent detente\nDisallow: /", False),
        ("User-agent: one\nDisallow: /a\nUser-agent: two\nDisallow: /", True),
        ("<html><body>Not found</body></html>", True),
        ("\x00\x01\ufffd: /", True),
    ],
)
def test_what_is_allowed(content: str, expected: bool) -> None:
    assert Robots.parse(content, "detente").allows(URL) is expected


def test_without_rules_all_is_allowed() -> None:
    assert Robots("detente").allows(URL)
    assert Robots("detente").delay == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [("", 0), ("Crawl-delay: 5", 5), ("Crawl-delay: 100000", 30), ("Crawl-delay: soon", 0), ("Crawl-delay: -1", 0)],
)
def test_delay_between_pages(content: str, expected: float) -> None:
    assert Robots.parse(f"User-agent: *\nDisallow: /x\n{content}", "detente").delay == expected


def test_many_groups_take_no_time() -> None:
    groups = "".join(f"User-agent: a{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(15_000))
    began = time.monotonic()
    assert Robots.parse(groups + rules + "User-agent: *\nDisallow: /news/*" + "*a" * 900, "detente").allows(URL)
    assert time.monotonic() - began < 5
