"""Articles from JSON objects."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from detente.errors import InputError
from detente.ingest.articles import Facts, build_article
from detente.ingest.limits import LONGEST_TEXT, quote_value, refuse_long_text
from detente.model import Article, Issue

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_record(line: str, origin: str, defaults: Facts) -> Iterator[Article | Issue]:
    """The article that a JSON object tells of, after an issue for each of its fields that makes no sense.

    Fields: text; title, published (ISO 8601 day, with or without a time), outlet, url, id. What the object says goes
    before the defaults; a day that cannot be is no day.

    Raises:
        InputError: the line is no JSON object or has no text.
    """
    yield from build_record(parse_object(line, origin), origin, defaults)


def parse_object(line: str, origin: str) -> Any:
    """The value that a JSON text stands for.

    Raises:
        InputError: it is broken JSON.
    """
    try:
        return json.loads(line, strict=False)
    except json.JSONDecodeError as error:
        place = f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
        sentence = f"broken JSON ({place}) in {quote_value(line)}; each line must be one whole JSON object"
        raise InputError(origin, "json", sentence) from error
    except RecursionError as error:
        raise InputError(origin, "json", "JSON that is nested too deeply; give an object with a text") from error
    except ValueError as error:
        raise InputError(origin, "json", "JSON with a number that is too long; give an object with a text") from error


def build_record(record: Any, origin: str, defaults: Facts) -> Iterator[Article | Issue]:
    """The same for a value already read from JSON.

    Raises:
        InputError: it is no object or has no text.
    """
    if not isinstance(record, dict):
        sentence = f'{quote_value(record)} is not an object; give {{"text": ..., "published": ...}}'
        raise InputError(origin, "json", sentence)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        held = "there is none" if text is None else f"it holds {quote_value(text)}"
        raise InputError(origin, "no-text", f'the field "text" must hold the words of the article, but {held}')
    refuse_long_text(len(text), LONGEST_TEXT, origin)
    issues: list[Issue] = []
    fields = {name: _read_words(record, name, origin, issues) for name in ("title", "outlet", "url", "id")}
    facts = Facts(_read_day(record, origin, issues), fields["outlet"], fields["url"])
    published = defaults.published if record.get("published") in (None, "") else facts.published
    facts = Facts(published, facts.outlet or defaults.outlet, facts.url or defaults.url)
    article = build_article(text, fields["title"], facts, fields["id"])
    if not article.text:
        raise InputError(origin, "no-text", 'the field "text" holds no visible character')
    yield from issues
    yield article


def _read_words(record: dict[str, Any], name: str, origin: str, issues: list[Issue]) -> str | None:
    value = record.get(name)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) or (isinstance(value, int) and name == "id"):
        return str(value).strip().encode("utf-8", "replace").decode()
    sentence = f'the field "{name}" holds {quote_value(value)}, which is no text; the article is kept without it'
    issues.append(Issue(origin, "ingest", "json", f"{origin}: {sentence}"))
    return None


def _read_day(record: dict[str, Any], origin: str, issues: list[Issue]) -> date | None:
    value = record.get("published")
    if value in (None, ""):
        return None
    day = parse_day(value) if isinstance(value, str) else None
    if day is None:
        sentence = f'the field "published" holds {quote_value(value)}, which is no day (YYYY-MM-DD)'
        issues.append(Issue(origin, "ingest", "date", f"{origin}: {sentence}; the article is kept without a day"))
    return day


def parse_day(value: str) -> date | None:
    """The day that an ISO 8601 day or instant names, as printed there; None for anything else."""
    value = value.strip()
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else _parse_instant(value)
    except ValueError:
        return None


def _parse_instant(value: str) -> date | None:
    return datetime.fromisoformat(value).date() if _DAY.match(value) else None
