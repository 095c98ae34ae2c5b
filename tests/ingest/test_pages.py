"""Articles from HTML pages, under caps of size, depth and time."""

from collections.abc import Iterator
from datetime import date

import pytest

from detente.errors import InputError
from detente.ingest.articles import Facts
from detente.ingest.markup import extract_page
from detente.ingest.pages import PageReader, looks_like_page, measure_depth
from detente.model import Article, Issue

PARAGRAPHS = "".join(
    f"<p>On day {number} of the talks the two governments agreed on another part of the accord, officials said.</p>"
    for number in range(1, 9)
)
HEAD = """
<title>Accord signed | Daily Record</title>
<meta property="og:site_name" content="Daily Record">
<meta property="article:published_time" content="2020-10-23T10:00:00+02:00">
<link rel="canonical" href="https://www.record.example/accord">
"""
BODY = f"""
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Accord signed</h1>
<figure><img src="a.jpg"><figcaption>Ministers shake hands in the harbour. Jane Roe/AP</figcaption></figure>
{PARAGRAPHS}</article>
<footer>Contact us</footer>
"""


def link_data(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def make_page(head: str = HEAD, body: str = BODY) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    reader = PageReader()
    yield reader
    reader.close()


def read(reader: PageReader, raw: bytes) -> tuple[Article, list[Issue]]:
    *issues, article = reader.read_page(raw, "page.html", Facts(None, "Default Times", None))
    assert isinstance(article, Article)
    return article, [issue for issue in issues if isinstance(issue, Issue)]


def test_a_page_becomes_an_article(reader: PageReader) -> None:
    article, issues = read(reader, make_page().encode())
    assert issues == []
    assert article.title == "Accord signed"
    assert article.published == date(2020, 10, 23)
    assert article.outlet == "Daily Record"
    assert article.url == "https://www.record.example/accord"
    assert [section.kind for section in article.sections] == ["headline", "body", "caption"]
    assert article.text.startswith("Accord signed\n\nOn day 1 of the talks")
    assert article.text.endswith("Ministers shake hands in the harbour. Jane Roe/AP")


def test_defaults_hold_where_the_page_is_silent(reader: PageReader) -> None:
    article, _ = read(reader, make_page(head="<title>Accord signed</title>").encode())
    assert (article.published, article.outlet, article.url) == (None, "Default Times", None)


@pytest.mark.parametrize(
    ("charset", "head"),
    [("windows-1252", '<meta charset="windows-1252">'), ("iso-8859-5", "<meta charset=iso-8859-5>"), ("utf-16", "")],
)
def test_the_declared_encoding_is_used(reader: PageReader, charset: str, head: str) -> None:
    word = "Путин" if charset != "windows-1252" else "Malmö"
    article, issues = read(reader, make_page(head, BODY.replace("another", word)).encode(charset))
    assert word in article.text
    assert issues == []


def test_an_undeclared_encoding_is_an_issue(reader: PageReader) -> None:
    article, issues = read(reader, make_page("", BODY.replace("another", "Malmö")).encode("windows-1252"))
    assert "Malmö" in article.text
    assert [issue.reason for issue in issues] == ["encoding"]


@pytest.mark.parametrize(
    ("raw", "reason", "held"),
    [
        (b"<html><body><ul><li><a href=1>Home</a><li><a href=2>World</a></ul></body></html>", "html", "no article"),
        (b"<html></html>", "html", "no article"),
        (
            make_page(body="<p>We use cookies to improve your experience on our site and for ads.</p>").encode(),
            "html",
            "",
        ),
        (b"<html>" + b"<div>" * 300 + b"x", "html", "301 deep"),
        (b"<html>" + b"a" * 4_000_001, "too-large", "4 MB"),
        ("<html><p>Президент</p>".encode("koi8-r"), "encoding", "UTF-8"),
    ],
)
def test_pages_without_an_article(reader: PageReader, raw: bytes, reason: str, held: str) -> None:
    with pytest.raises(InputError) as caught:
        list(reader.read_page(raw, "page.html", Facts()))
    assert caught.value.reason == reason
    assert held in str(caught.value)


def test_a_slow_page_is_given_up_and_the_next_is_read() -> None:
    reader = PageReader(longest_wait=0.01)
    try:
        with pytest.raises(InputError, match="took longer than"):
            list(reader.read_page(make_page(body=BODY * 100).encode(), "slow.html", Facts()))
        reader._longest_wait = 60.0
        assert read(reader, make_page().encode())[0].title == "Accord signed"
    finally:
        reader.close()


@pytest.mark.parametrize(
    ("html", "depth"),
    [
        ("<div><div></div><div></div></div>", 2),
        ("<p>one<p>two<p>three<br><li>x", 0),
        ("<div><!-- <div><div> --></div>", 1),
        ("<script>if (a <b) '<div>'</script><div></div>", 1),
        ("</div></div><div>", 1),
        ("<!--" * 100_000 + "<div>", 0),
        ("<script>" * 100_000, 0),
        ("<" * 100_000, 0),
        ("<span>" * 500, 500),
    ],
)
def test_depth_is_measured_in_one_pass(html: str, depth: int) -> None:
    assert measure_depth(html) == depth


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\n <HTML lang=en>", True),
        (b'<?xml version="1.0"?>\n<!-- a --><!DOCTYPE html PUBLIC>', True),
        (b"<!---->" * 5_000 + b"x", False),
        (b"<rss><channel>", False),
        (b"An article on <html> pages", False),
    ],
)
def test_pages_are_told_by_their_first_bytes(head: bytes, expected: bool) -> None:
    assert looks_like_page(head) is expected


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="date" content="2015-03-31">', "", "2015-03-31"),
        ('<meta itemprop="datePublished" content="2015-03-31T22:00:00Z">', "", "2015-03-31"),
        (link_data('{"@type": "NewsArticle", "datePublished": "2015-03-31"}'), "", "2015-03-31"),
        (link_data('{"@graph": [{"@type": ["Report"], "datePublished": "2015-03-31"}]}'), "", "2015-03-31"),
        (link_data('{"@type": "Organization", "datePublished": "2015-03-31"}'), "", None),
        (link_data("{broken"), "", None),
        ("", '<time datetime="2015-03-31T10:00">31 March</time>', "2015-03-31"),
        ("", '<time datetime="2015-03-31">a</time><time datetime="2014-01-01">b</time>', None),
        ("", "<p>Published on 31 March 2015</p>", None),
        ('<meta name="date" content="2015-02-30">', "", None),
        ('<meta property="article:modified_time" content="2015-03-31">', "", None),
        ('<link rel="canonical" href="https://record.example/2015/03/31/accord">', "", None),
    ],
)  # fmt: skip
def test_the_day_comes_from_the_metadata_alone(head: str, body: str, day: str | None) -> None:
    assert extract_page(make_page(head, body + BODY)).published == day


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="Daily Record">', "Daily Record"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "Record"}}</script>',
            "Record",
        ),
        ('<link rel="canonical" href="https://www.record.example/a">', "record.example"),
        ('<link rel="canonical" href="https://[broken/a">', None),
        ("", None),
    ],
)
def test_the_outlet_is_named_by_the_page_or_unknown(head: str, outlet: str | None) -> None:
    assert extract_page(make_page(head)).outlet == outlet
