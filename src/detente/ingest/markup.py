"""The article in an HTML page: its words, and what the page itself says of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from detente.ingest.records import parse_day
from detente.ingest.sections import split_paragraphs

_DAY_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "publish_date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "parsely-pub-date", "sailthru.date", "article.published", "published_time", "rnews:datepublished",
)  # fmt: skip
_TITLE_NAMES, _SITE_NAMES = ("og:title", "twitter:title", "dc.title"), ("og:site_name", "application-name")
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
_LONGEST_DATA, _MOST_CAPTIONS, _FEWEST_CAPTION_WORDS = 500_000, 20, 4
_ENOUGH_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page holds; None for what it does not say."""

    text: str | None
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None
    captions: tuple[str, ...]


def extract_page(html: str) -> Page:
    """The article of a page; its text is None where the page has none.

    The day is taken from the page's own metadata only, never from dates in its text.
    """
    tree = parse_page(html)
    if tree is None:
        return Page(None, None, None, None, None, ())
    named, linked = _read_metadata(tree), list(_iter_linked_data(tree))
    url = _find_url(tree, named)
    outlet = _first(named, _SITE_NAMES) or _find_publisher(linked) or _host_of(url)
    captions = tuple(_iter_captions(tree))[:_MOST_CAPTIONS]
    title = _find_title(tree, named, linked, outlet)
    return Page(_extract_text(html, captions), title, _find_day(tree, named, linked), outlet, url, captions)


def parse_page(html: str) -> HtmlElement | None:
    """The page as a tree, or None where there is no element in it."""
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _extract_text(html: str, captions: tuple[str, ...]) -> str | None:
    """Paragraphs, a blank line between them: of a careful reading, or of a generous one where that finds little."""
    text = trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False) or ""
    if len(text) < _ENOUGH_CHARACTERS:
        generous = trafilatura.extract(html, include_comments=False, include_tables=False) or ""
        text = max(text, generous, key=len)
    known = set(captions)
    lines = [line for line in text.split("\n") if " ".join(line.split()) not in known]
    return "\n\n".join(lines) if any(p.is_prose for p in split_paragraphs("\n\n".join(lines))) else None


def _read_metadata(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _iter_linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The article objects of the page's JSON-LD blocks."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") and len(text) < _LONGEST_DATA:
            try:
                todo = [json.loads(text, strict=False)]
            except (ValueError, RecursionError):
                continue
            yield from _iter_articles(todo)


def _iter_articles(todo: list[Any]) -> Iterator[dict[str, Any]]:
    while todo:
        value = todo.pop(0)
        if isinstance(value, list):
            todo.extend(value)
        elif isinstance(value, dict):
            kinds = value.get("@type")
            if any(_ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield value
            todo.append(value.get("@graph"))


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _find_publisher(linked: list[dict[str, Any]]) -> str | None:
    publishers = (data.get("publisher") for data in linked)
    names = (publisher.get("name") for publisher in publishers if isinstance(publisher, dict))
    return next((name for name in names if isinstance(name, str) and name.strip()), None)


def _find_title(
    tree: HtmlElement, named: dict[str, str], linked: list[dict[str, Any]], outlet: str | None
) -> str | None:
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    headlines = [data["headline"] for data in linked if isinstance(data.get("headline"), str)]
    titles = [" ".join(t.text_content().split()) for t in tree.iter("title")]
    lone = headings if len(headings) == 1 else []
    found = next((t for t in (*headlines, *lone, _first(named, _TITLE_NAMES), *titles) if t and t.strip()), None)
    return _strip_outlet(found, outlet) if found else None


def _strip_outlet(title: str, outlet: str | None) -> str:
    """The title without the outlet's name, as pages put it after a bar or a dash."""
    ending = re.compile(rf"\s+[|–—-]\s+{re.escape(outlet)}$", re.IGNORECASE) if outlet else None
    return ending.sub("", title) if ending else title


def _find_url(tree: HtmlElement, named: dict[str, str]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    found = next(
        (url for url in (*links, named.get("og:url")) if url and url.startswith(("http://", "https://"))), None
    )
    return found.strip() if found else None


def _host_of(url: str | None) -> str | None:
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return str(host).removeprefix("www.") if host else None


def _find_day(tree: HtmlElement, named: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    stated = [data["datePublished"] for data in linked if isinstance(data.get("datePublished"), str)]
    stated += [named[name] for name in _DAY_NAMES if name in named]
    stated += [t.get("datetime") or "" for t in tree.iter("time") if t.get("itemprop") == "datePublished"]
    day = next(filter(None, map(parse_day, stated)), None)
    if day is None:
        shown = {parse_day(t.get("datetime") or "") for t in tree.iter("time")} - {None}
        day = shown.pop() if len(shown) == 1 else None
    return day.isoformat() if day else None


def _iter_captions(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("figcaption"):
        words = " ".join(element.text_content().split())
        if words.count(" ") + 1 >= _FEWEST_CAPTION_WORDS:
            yield words
