"""Stored rows as flat columns: CSV, JSON Lines and Parquet, a row at a time."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TextIO

from detente.errors import StoreError
from detente.model import Evidence, Participant, Span
from detente.store.fields import (
    Field,
    Value,
    read_count,
    read_day,
    read_flag,
    read_moment,
    read_number,
    read_period,
    read_text,
    read_texts,
)

TableName = Literal["events", "quotes", "ties", "articles", "issues", "corrections"]
Form = Literal["csv", "jsonl", "parquet"]


def flatten(table: TableName, row: Any) -> dict[str, Value]:
    """A row as one value a column; None where nothing is known, a list where there may be several."""
    return {name: field.read(row) for name, field in TABLES[table].items()}


def write_rows(table: TableName, rows: Iterable[Any], form: Form, target: TextIO | Path) -> int:
    """Write rows as CSV, JSON Lines or Parquet; returns how many.

    In CSV several values in one cell are parted by "; ", and a text that a spreadsheet would run as a formula gets
    an apostrophe before it.

    Args:
        table: which table the rows are of.
        rows: from the `iter_` method of that name.
        form: csv, jsonl or parquet.
        target: an open text file, or the path of one to make; Parquet needs a path.

    Raises:
        StoreError: the file cannot be written.
    """
    flat = (flatten(table, row) for row in rows)
    if form == "parquet":
        if not isinstance(target, Path):
            raise StoreError("Parquet is not a text; name a file to write it to")
        return write_parquet(TABLES[table], flat, target)
    return write_cells(flat, form, target, tuple(TABLES[table]))


def write_cells(
    rows: Iterable[Mapping[str, Value]],
    form: Literal["csv", "jsonl"],
    target: TextIO | Path,
    heading: Sequence[str] = (),
) -> int:
    """Write values by their column's name as CSV or JSON Lines, as `write_rows` does; returns how many rows.

    Args:
        rows: all with the same columns.
        form: csv or jsonl.
        target: an open text file, or the path of one to make.
        heading: names of the columns; if none are given, those of the first row.

    Raises:
        StoreError: the file cannot be written.
    """
    if not isinstance(target, Path):
        return _write_csv(rows, target, heading) if form == "csv" else _write_jsonl(rows, target)
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            return write_cells(rows, form, file, heading)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror})") from error


def guard_cell(value: Value) -> Any:
    """The value of a cell of CSV, which no spreadsheet takes for a formula; several are parted by "; "."""
    text = "; ".join(value) if isinstance(value, list) else value
    if isinstance(text, str) and text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return f"'{text}"
    return text


def _write_csv(rows: Iterable[Mapping[str, Value]], file: TextIO, heading: Sequence[str]) -> int:
    writer = csv.writer(file, lineterminator="\n")
    count = 0
    if heading:
        writer.writerow(heading)
    for count, row in enumerate(rows, 1):
        if count == 1 and not heading:
            writer.writerow(row)
        writer.writerow([guard_cell(value) for value in row.values()])
    return count


def _write_jsonl(rows: Iterable[Mapping[str, Value]], file: TextIO) -> int:
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 (the last number is the count)
        file.write(json.dumps(row, ensure_ascii=False, default=lambda day: day.isoformat()) + "\n")
    return count


def write_parquet(fields: Mapping[str, Field], rows: Iterable[Mapping[str, Value]], target: Path) -> int:
    """Write values by their column's name as Parquet; returns how many rows.

    Raises:
        StoreError: the file cannot be written.
    """
    # A tenth of a second to import, and nothing else needs it.
    import duckdb

    types = {name: field.sql_type for name, field in fields.items()}
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "rows.jsonl"
        try:
            with lines.open("w", encoding="utf-8") as file:
                count = _write_jsonl(rows, file)
            with duckdb.connect(config={"threads": 1, "memory_limit": "256MB", "temp_directory": folder}) as columns:
                found = columns.read_json(str(lines), format="newline_delimited", columns=types)
                found.write_parquet(str(target), compression="zstd")
        except (OSError, duckdb.Error) as error:
            raise StoreError(f"{target}: cannot be written ({error})") from error
    return count


def _side(name: str, read: Callable[[Any], Iterable[Participant]]) -> dict[str, Field]:
    """Who is on one side of an event; a participant without a code counts as "---" so that the lists match."""
    return {
        f"{name}_codes": read_texts(lambda row: [party.code or "---" for party in read(row)]),
        f"{name}_names": read_texts(lambda row: [party.name for party in read(row)]),
        f"{name}_sectors": read_texts(lambda row: [party.sector for party in read(row)]),
    }


def _evidence(read: Callable[[Any], Evidence]) -> dict[str, Field]:
    """The words that show a record, where they stand, what read them, and the article."""
    return {
        "sentence": read_text(lambda row: row.sentence),
        "cue": read_text(lambda row: row.cue),
        "evidence_start": read_count(lambda row: read(row).span.start),
        "evidence_end": read_count(lambda row: read(row).span.end),
        "cue_start": read_count(lambda row: _bound(read(row).cue, "start")),
        "cue_end": read_count(lambda row: _bound(read(row).cue, "end")),
        "when": read_text(lambda row: row.when),
        "made_by": read_text(lambda row: read(row).made_by),
        "confidence": read_number(lambda row: read(row).confidence),
        "article_id": read_text(lambda row: row.article.article_id),
        "title": read_text(lambda row: row.article.title),
        "outlet": read_text(lambda row: row.article.outlet),
        "published": read_day(lambda row: row.article.published),
        "url": read_text(lambda row: row.article.url),
    }


def _say(value: str | None) -> str | None:
    """What a correction sets, as one says it on the command line: "none" to take a value away."""
    return "none" if value == "" else value


def _say_codes(codes: Iterable[str] | None) -> str | None:
    return None if codes is None else "; ".join(codes) or "none"


def _bound(span: Span | None, name: str) -> int | None:
    return None if span is None else int(getattr(span, name))


TABLES: dict[TableName, dict[str, Field]] = {
    "events": {
        "event_id": read_text(lambda row: row.event_id),
        **read_period("day", lambda row: row.event.day),
        **_side("actor", lambda row: row.event.actors),
        "event_type": read_text(lambda row: row.event.event_type),
        "mode": read_text(lambda row: row.event.mode),
        "contexts": read_texts(lambda row: row.event.contexts),
        **_side("recipient", lambda row: row.event.recipients),
        "status": read_text(lambda row: row.event.status),
        "attributed": read_flag(lambda row: row.event.attributed),
        "quad_class": read_text(lambda row: row.event.quad_class),
        "score": read_number(lambda row: row.event.score),
        "cameo": read_text(lambda row: row.event.cameo),
        "goldstein": read_number(lambda row: row.event.goldstein),
        **_evidence(lambda row: row.event.evidence),
        "happening_id": read_text(lambda row: row.happening_id),
        "corrected_by": read_text(lambda row: row.mark and row.mark.who),
        "correction_note": read_text(lambda row: row.mark and row.mark.note),
        "rejected": read_flag(lambda row: row.mark is not None and row.mark.rejected),
    },
    "quotes": {
        "quote_id": read_text(lambda row: row.quote.quote_id),
        **read_period("day", lambda row: row.quote.day),
        "quote_type": read_text(lambda row: row.quote.quote_type),
        "speaker_code": read_text(lambda row: row.quote.speaker_code),
        "speaker_name": read_text(lambda row: row.quote.speaker_name),
        "speaker_id": read_text(lambda row: row.quote.speaker_id),
        "addressee_code": read_text(lambda row: row.quote.addressee_code),
        "about": read_texts(lambda row: row.quote.about),
        "content": read_texts(lambda row: row.pieces),
        **_evidence(lambda row: row.quote.evidence),
    },
    "ties": {
        "tie_id": read_text(lambda row: row.standing.tie.tie_id),
        "kind": read_text(lambda row: row.standing.tie.kind),
        "parties": read_texts(lambda row: row.standing.tie.parties),
        "directed": read_flag(lambda row: row.standing.tie.directed),
        "name": read_text(lambda row: row.standing.tie.name),
        "standing": read_text(lambda row: row.standing.standing),
        **read_period("since", lambda row: row.standing.since),
        **read_period("day", lambda row: row.standing.day),
        "standing_id": read_text(lambda row: row.standing.standing_id),
        **_evidence(lambda row: row.standing.evidence),
    },
    "articles": {
        "article_id": read_text(lambda row: row.article_id),
        "published": read_day(lambda row: row.published),
        "outlet": read_text(lambda row: row.outlet),
        "title": read_text(lambda row: row.title),
        "url": read_text(lambda row: row.url),
        "given_id": read_text(lambda row: row.given_id),
        "version": read_count(lambda row: row.version),
        "is_latest": read_flag(lambda row: row.is_latest),
        "supersedes": read_text(lambda row: row.supersedes),
        "length": read_count(lambda row: row.length),
        "event_count": read_count(lambda row: row.event_count),
        "quote_count": read_count(lambda row: row.quote_count),
        "standing_count": read_count(lambda row: row.standing_count),
        "sha256": read_text(lambda row: row.sha256),
        "first_seen": read_moment(lambda row: row.first_seen),
        "run_id": read_text(lambda row: row.run_id),
    },
    "issues": {
        "at": read_moment(lambda row: row.at),
        "origin": read_text(lambda row: row.issue.origin),
        "stage": read_text(lambda row: row.issue.stage),
        "reason": read_text(lambda row: row.issue.reason),
        "sentence": read_text(lambda row: row.issue.sentence),
        "article_id": read_text(lambda row: row.issue.article_id),
        "run_id": read_text(lambda row: row.run_id),
    },
    "corrections": {
        "correction_id": read_text(lambda row: row.correction_id),
        "at": read_moment(lambda row: row.at),
        "who": read_text(lambda row: row.who),
        "event_id": read_text(lambda row: row.event_id),
        "rejected": read_flag(lambda row: row.rejected),
        "event_type": read_text(lambda row: row.event_type),
        "mode": read_text(lambda row: _say(row.mode)),
        "status": read_text(lambda row: row.status),
        "actors": read_text(lambda row: _say_codes(row.actors)),
        "recipients": read_text(lambda row: _say_codes(row.recipients)),
        "day": read_text(lambda row: _say(row.day)),
        "note": read_text(lambda row: row.note),
        "article_id": read_text(lambda row: row.article_id),
        "cue_start": read_count(lambda row: row.cue.start),
        "cue_end": read_count(lambda row: row.cue.end),
        "undone_at": read_moment(lambda row: row.undone_at),
        "undone_by": read_text(lambda row: row.undone_by),
    },
}
