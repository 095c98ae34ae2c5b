"""Answers that are files: rows, texts, drawings."""

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from fastapi.responses import Response
from markupsafe import Markup

from detente.serve.web.rendering import FOLDER
from detente.store.columns import write_cells

_TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}


def answer_rows(rows: Iterable[Mapping[str, Any]], form: str, name: str) -> Response:
    """Rows as a file of CSV or JSON Lines."""
    known: Literal["csv", "jsonl"] = "csv" if form == "csv" else "jsonl"
    file = io.StringIO()
    write_cells(rows, known, file)
    return answer_text(file.getvalue(), _TYPES[known], f"{name}.{known}")


def answer_json(found: Any) -> Response:
    """A value as JSON; days and instants as ISO 8601."""
    return answer_text(json.dumps(found, ensure_ascii=False, default=lambda day: day.isoformat()), "application/json")


def answer_text(text: str, media_type: str, name: str | None = None) -> Response:
    """A text; with a name, as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else None
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers=headers)


def answer_drawing(drawing: Markup, name: str) -> Response:
    """A drawing as an SVG file that needs no style sheet beside it."""
    style = (FOLDER / "static" / "detente.css").read_text(encoding="utf-8")
    head, body = str(drawing).split(">", 1)
    return answer_text(f"{head}><style>{style}</style>{body}", "image/svg+xml", f"{name}.svg")
