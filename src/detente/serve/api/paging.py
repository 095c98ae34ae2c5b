"""Pages with the address of the next one; a cursor says nothing to those who pass it on."""

import base64
import binascii
import json
from collections.abc import Iterator
from typing import Any, cast

from starlette.datastructures import URL

from detente.errors import UsageError
from detente.store import Database, Filters, PagedTable, Place

PAGE = 50  # rows, unless asked otherwise
STREAMED = 500  # rows that a stream reads at a time


def encode_cursor(table: str, newest_first: bool, place: Place) -> str:
    """The place where a page ended, with what it is a place of.

    Examples:
        >>> decode_cursor("events", True, encode_cursor("events", True, ("2020-10-23", 7, "ab")))
        ('2020-10-23', 7, 'ab')
    """
    written = json.dumps([table, newest_first, *place], separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def decode_cursor(table: str, newest_first: bool, cursor: str | None) -> Place | None:
    """The place that a cursor holds; None without one.

    Raises:
        UsageError: it is none, or one of another list or order.
    """
    if cursor is None:
        return None
    try:
        told = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise UsageError(f"cursor {cursor}: this is none; take it from `next`, or leave it out") from error
    if not isinstance(told, list) or told[:2] != [table, newest_first]:
        raise UsageError(f"cursor {cursor}: it belongs to another list or order; leave it out to begin at the start")
    return cast(Place, tuple(told[2:]))


def list_page(
    database: Database, table: PagedTable, filters: Filters, limit: int | None, cursor: str | None, url: URL
) -> tuple[tuple[Any, ...], str | None]:
    """The rows of a page, and the address of the next."""
    after = decode_cursor(table, filters.newest_first, cursor)
    page = database.read_page(table, filters, limit or PAGE, after)
    if page.after is None:
        return page.rows, None
    following = url.include_query_params(cursor=encode_cursor(table, filters.newest_first, page.after))
    return page.rows, f"{following.path}?{following.query}"


def iter_all(
    database: Database, table: PagedTable, filters: Filters, limit: int | None, cursor: str | None
) -> Iterator[Any]:
    """All rows from a place on, read a page at a time so that no transaction lasts."""
    after = decode_cursor(table, filters.newest_first, cursor)
    left = limit
    while left is None or left > 0:
        page = database.read_page(table, filters, STREAMED if left is None else min(left, STREAMED), after)
        yield from page.rows
        left = None if left is None else left - len(page.rows)
        after = page.after
        if after is None:
            return
