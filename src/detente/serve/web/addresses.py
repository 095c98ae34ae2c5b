"""Addresses of pages; each holds the whole state of what it shows."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from detente.store import EventRow, QuoteRow, TieRow

Row = EventRow | QuoteRow | TieRow


def link(path: str, query: Mapping[str, object] | None = None) -> str:
    """An address within the app; what is None, empty or page 1 is left out.

    Examples:
        >>> link("/pair/CHN/RUS", {"since": "2020-01-01", "type": None, "page": 1})
        '/pair/CHN/RUS?since=2020-01-01'
    """
    kept = {name: str(value) for name, value in (query or {}).items() if value and (name, value) != ("page", 1)}
    return f"{path}?{urlencode(kept)}" if kept else path


def link_pair(one: str, other: str) -> str:
    """The page of two countries or bodies."""
    return f"/pair/{quote(one, safe='')}/{quote(other, safe='')}"


def link_article(article_id: str, record_id: str | None = None) -> str:
    """The page of an article, at one of its records if one is named."""
    return f"/article/{article_id}" + (f"#{name_anchor(record_id)}" if record_id else "")


def link_record(row: Row) -> str:
    """A record in the article that has it."""
    return link_article(row.article.article_id, name_record(row))


def name_record(row: Row) -> str:
    """The id of a record of any sort."""
    if isinstance(row, EventRow):
        return row.event_id
    return row.quote.quote_id if isinstance(row, QuoteRow) else row.standing.standing_id


def name_anchor(record_id: str) -> str:
    """Where the page of an article shows a record."""
    return f"r-{record_id}"
