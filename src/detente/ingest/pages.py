"""Articles from HTML pages, under caps of size, depth and time."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from threading import Timer
from typing import Any

from detente.errors import InputError
from detente.ingest.articles import Facts, build_article
from detente.ingest.decoding import decode_text
from detente.ingest.limits import DEEPEST_PAGE, LONGEST_PAGE, LONGEST_TEXT, LONGEST_WAIT, refuse_long_text
from detente.ingest.records import parse_day
from detente.ingest.worker import read_message, write_message
from detente.model import Article, Issue

_LOOKS_LIKE_PAGE = re.compile(rb"(?>(?:\s|<\?xml[^>]*>|<!--.*?-->)*)<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I)
_OPENING = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9-]*))")
_RAW_ELEMENTS = frozenset({"script", "style", "textarea", "template", "noscript"})
_SELF_CLOSING = frozenset([
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "td", "th", "tr", "track", "wbr",
])  # fmt: skip
_HEAD, _LONGEST_START = 4_096, 120.0


def looks_like_page(head: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    return _LOOKS_LIKE_PAGE.match(head) is not None


def measure_depth(html: str) -> int:
    """How deep the elements of a page lie within one another, at most; elements that close themselves do not count.

    One pass, whatever the page holds.
    """
    depth = deepest = 0
    lowered = html.lower()
    found = _OPENING.search(lowered)
    while found:
        end = found.end()
        if found[1]:
            end = lowered.find("-->", end)
        elif found[3] in _RAW_ELEMENTS and not found[2]:
            end = lowered.find("</" + found[3], end)
        elif found[3] not in _SELF_CLOSING and found[3] not in _RAW_ELEMENTS:
            depth = max(0, depth - 1) if found[2] else depth + 1
            deepest = max(deepest, depth)
        found = _OPENING.search(lowered, end) if end >= 0 else None
    return deepest


class PageReader:
    """Takes pages apart in a process of its own, which starts at the first page and is replaced when it fails.

    Args:
        longest_wait: seconds that one page may take.
    """

    def __init__(self, longest_wait: float = LONGEST_WAIT) -> None:
        self._longest_wait = longest_wait
        self._process: subprocess.Popen[bytes] | None = None

    def read_page(self, raw: bytes, origin: str, defaults: Facts) -> Iterator[Article | Issue]:
        """The article of a page; what the page says of itself goes before the defaults.

        Raises:
            InputError: the page is too large, too deep or too slow, in an unknown encoding, or has no article.
        """
        refuse_long_text(len(raw), LONGEST_PAGE, origin)
        declared = _DECLARED.search(raw, 0, _HEAD)
        decoded = decode_text(raw, origin, declared[1].decode() if declared else None)
        depth = measure_depth(decoded.text)
        if depth > DEEPEST_PAGE:
            sentence = f"its elements lie {depth} deep in one another (at most {DEEPEST_PAGE}); save the text alone"
            raise InputError(origin, "html", sentence)
        article = _build_page_article(self._ask(decoded.text, origin), origin, defaults)
        if decoded.guessed:
            yield report_guess(decoded.guessed, origin)
        yield article

    def close(self) -> None:
        """End the process, if it was started."""
        if self._process is not None:
            self._process.kill()
            with suppress(BrokenPipeError):
                self._process.communicate()
            self._process = None

    def _ask(self, html: str, origin: str) -> dict[str, Any]:
        if self._process is None:
            self._process = _start_worker()
            self._exchange(None, _LONGEST_START, origin)
        return dict(json.loads(self._exchange(html, self._longest_wait, origin)))

    def _exchange(self, html: str | None, longest_wait: float, origin: str) -> bytes:
        """Send a page, if any, and give the next answer; the process is ended if none comes in time."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(longest_wait, process.kill)
        timer.start()
        answer = None
        try:
            with suppress(BrokenPipeError):
                if html is not None:
                    write_message(process.stdin, html.encode("utf-8", "replace"))
                answer = read_message(process.stdout)
        finally:
            in_time = timer.is_alive()
            timer.cancel()
        if answer is None:
            self.close()
            happened = "could not be taken apart" if in_time else f"took longer than {longest_wait:.0f} seconds"
            raise InputError(origin, "html", f"this HTML page {happened}; save its text and read that")
        return answer


def _build_page_article(page: dict[str, Any], origin: str, defaults: Facts) -> Article:
    day = parse_day(page["published"]) if page["published"] else None
    facts = Facts(day, page["outlet"], page["url"]).filled_from(defaults)
    text = page["text"] or ""
    refuse_long_text(len(text), LONGEST_TEXT, origin)
    article = build_article(text, page["title"], facts, captions=page["captions"])
    if not text or all(section.kind != "body" for section in article.sections):
        raise InputError(origin, "html", "no article was found in this HTML page; give its text instead")
    return article


def report_guess(encoding: str, origin: str) -> Issue:
    """The issue that says in which encoding a text was read though nothing names it."""
    sentence = f"not UTF-8; it was read as {encoding}, so look at its accents and quotes, or convert it to UTF-8"
    return Issue(origin, "ingest", "encoding", f"{origin}: {sentence}")


def _start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "detente.ingest.worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
