"""The forms in which a list is given: a page of JSON, or all rows as a stream of NDJSON or CSV."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from detente.serve.api.paging import iter_all, list_page
from detente.serve.api.queries import FormName, Listing
from detente.store import Database, PagedTable
from detente.store.columns import guard_cell

NDJSON, CSV = "application/x-ndjson", "text/csv"
STREAMS: dict[int | str, dict[str, Any]] = {200: {"content": {NDJSON: {}, CSV: {}}}}
"""What a list may answer besides JSON, for the description of the API."""

_CHUNK = 200  # rows that are sent at a time

Flatten = Callable[[Any], Mapping[str, Any]]


class JsonResponse(Response):
    """Values as JSON; days as ISO writes them."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes to send."""
        return write_json(content).encode()


def write_json(value: Any) -> str:
    """The value on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_write_day)


def choose_form(wanted: FormName | None, accept: str) -> FormName:
    """The form asked for by name, else the first of those that the client accepts.

    Examples:
        >>> choose_form(None, "application/x-ndjson"), choose_form("csv", "application/json"), choose_form(None, "*/*")
        ('ndjson', 'csv', 'json')
    """
    if wanted is not None:
        return wanted
    for part in accept.split(","):
        kind = part.split(";")[0].strip().lower()
        if kind in (NDJSON, CSV):
            return "ndjson" if kind == NDJSON else "csv"
        if kind in ("application/json", "*/*"):
            break
    return "json"


def answer_list(request: Request, database: Database, table: PagedTable, query: Listing, flatten: Flatten) -> Response:
    """A list in the form that the client asks for."""
    filters = query.make_filters()
    form = choose_form(query.format, request.headers.get("accept", ""))
    if form == "json":
        rows, following = list_page(database, table, filters, query.limit, query.cursor, request.url)
        return JsonResponse({"rows": [flatten(row) for row in rows], "next": following})
    rows_left = iter(map(flatten, iter_all(database, table, filters, query.limit, query.cursor)))
    # The first row is read before the answer begins, while an error can still be told as one.
    first = list(islice(rows_left, 1))
    lines = (_write_ndjson if form == "ndjson" else _write_csv)(chain(first, rows_left))
    return StreamingResponse(lines, media_type=NDJSON if form == "ndjson" else CSV)


def _write_ndjson(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        yield "".join(f"{write_json(row)}\n" for row in chunk)


def _write_csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    waiting, text = iter(rows), io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heading = True
    while chunk := list(islice(waiting, _CHUNK)):
        if heading:
            writer.writerow(chunk[0])
            heading = False
        writer.writerows([guard_cell(_as_cell(value)) for value in row.values()] for row in chunk)
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def _as_cell(value: Any) -> Any:
    """Values of one cell; what has parts of its own is written as JSON."""
    return write_json(value) if isinstance(value, list) and value and isinstance(value[0], dict) else value


def _write_day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be written as JSON")
