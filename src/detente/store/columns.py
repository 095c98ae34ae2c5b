"""Stored rows as flat columns: CSV, JSON Lines and Parquet, a row at a time."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TextIO

from detente.errors import StoreError
from detente.model import Evidence, Participant, Period, Span

TableName = Literal["events", "quotes", "ties", "articles", "issues", "corrections"]
Form = Literal["csv", "jsonl", "parquet"]
Value = str | int | float | bool | date | list[str] | None


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its type in Parquet, and its value in a row."""

    sql_type: str
    read: Callable[[Any], Value]


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
        return _write_parquet(table, flat, target)
    write = _write_csv if form == "csv" else _write_jsonl
    if not isinstance(target, Path):
        return write(table, flat, target)
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            return write(table, flat, file)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror})") from error


def _write_csv(table: TableName, rows: Iterable[dict[str, Value]], file: TextIO) -> int:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(TABLES[table])
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 (the last number is the count)
        writer.writerow([_guard(value) for value in row.values()])
    return count


def _write_jsonl(table: TableName, rows: Iterable[dict[str, Value]], file: TextIO) -> int:  # noqa: ARG001
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 (the last number is the count)
        file.write(json.dumps(row, ensure_ascii=False, default=lambda day: day.isoformat()) + "\n")
    return count


def _write_parquet(table: TableName, rows: Iterable[dict[str, Value]], target: Path) -> int:
    # A tenth of a second to import, and nothing else needs it.
    import duckdb

    types = {name: field.sql_type for name, field in TABLES[table].items()}
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "rows.jsonl"
        try:
            with lines.open("w", encoding="utf-8") as file:
                count = _write_jsonl(table, rows, file)
            with duckdb.connect(config={"threads": 1, "memory_limit": "256MB", "temp_directory": folder}) as columns:
                found = columns.read_json(str(lines), format="newline_delimited", columns=types)
                found.write_parquet(str(target), compression="zstd")
        except (OSError, duckdb.Error) as error:
            raise StoreError(f"{target}: cannot be written ({error})") from error
    return count


def _guard(value: Value) -> Any:
    """The value of a cell, which no spreadsheet takes for a formula."""
    text = "; ".join(value) if isinstance(value, list) else value
    if isinstance(text, str) and text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return f"'{text}"
    return text


def _words(read: Callable[[Any], str | None]) -> Field:
    return Field("VARCHAR", read)


def _many(read: Callable[[Any], Iterable[str]]) -> Field:
    return Field("VARCHAR[]", lambda row: list(read(row)))


def _number(read: Callable[[Any], float | None]) -> Field:
    return Field("DOUBLE", read)


def _count(read: Callable[[Any], int | None]) -> Field:
    return Field("BIGINT", read)


def _flag(read: Callable[[Any], bool]) -> Field:
    return Field("BOOLEAN", read)


def _date(read: Callable[[Any], date | None]) -> Field:
    return Field("DATE", read)


def _moment(read: Callable[[Any], date | None]) -> Field:
    return Field("TIMESTAMP", read)


def _period(name: str, read: Callable[[Any], Period | None]) -> dict[str, Field]:
    """As named ("2019-12"), and its first and last day."""

    def part(of: Callable[[Period], Any]) -> Callable[[Any], Any]:
        return lambda row: None if (period := read(row)) is None else of(period)

    return {
        name: _words(part(str)),
        f"{name}_first": _date(part(lambda period: period.start)),
        f"{name}_last": _date(part(lambda period: period.last)),
    }


def _side(name: str, read: Callable[[Any], Iterable[Participant]]) -> dict[str, Field]:
    """Who is on one side of an event; a participant without a code counts as "---" so that the lists match."""
    return {
        f"{name}_codes": _many(lambda row: [party.code or "---" for party in read(row)]),
        f"{name}_names": _many(lambda row: [party.name for party in read(row)]),
        f"{name}_sectors": _many(lambda row: [party.sector for party in read(row)]),
    }


def _evidence(read: Callable[[Any], Evidence]) -> dict[str, Field]:
    """The words that show a record, where they stand, what read them, and the article."""
    return {
        "sentence": _words(lambda row: row.sentence),
        "cue": _words(lambda row: row.cue),
        "evidence_start": _count(lambda row: read(row).span.start),
        "evidence_end": _count(lambda row: read(row).span.end),
        "cue_start": _count(lambda row: _bound(read(row).cue, "start")),
        "cue_end": _count(lambda row: _bound(read(row).cue, "end")),
        "when": _words(lambda row: row.when),
        "made_by": _words(lambda row: read(row).made_by),
        "confidence": _number(lambda row: read(row).confidence),
        "article_id": _words(lambda row: row.article.article_id),
        "title": _words(lambda row: row.article.title),
        "outlet": _words(lambda row: row.article.outlet),
        "published": _date(lambda row: row.article.published),
        "url": _words(lambda row: row.article.url),
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
        "event_id": _words(lambda row: row.event_id),
        **_period("day", lambda row: row.event.day),
        **_side("actor", lambda row: row.event.actors),
        "event_type": _words(lambda row: row.event.event_type),
        "mode": _words(lambda row: row.event.mode),
        "contexts": _many(lambda row: row.event.contexts),
        **_side("recipient", lambda row: row.event.recipients),
        "status": _words(lambda row: row.event.status),
        "attributed": _flag(lambda row: row.event.attributed),
        "quad_class": _words(lambda row: row.event.quad_class),
        "score": _number(lambda row: row.event.score),
        "cameo": _words(lambda row: row.event.cameo),
        "goldstein": _number(lambda row: row.event.goldstein),
        **_evidence(lambda row: row.event.evidence),
        "happening_id": _words(lambda row: row.happening_id),
        "corrected_by": _words(lambda row: row.mark and row.mark.who),
        "correction_note": _words(lambda row: row.mark and row.mark.note),
        "rejected": _flag(lambda row: row.mark is not None and row.mark.rejected),
    },
    "quotes": {
        "quote_id": _words(lambda row: row.quote.quote_id),
        **_period("day", lambda row: row.quote.day),
        "quote_type": _words(lambda row: row.quote.quote_type),
        "speaker_code": _words(lambda row: row.quote.speaker_code),
        "speaker_name": _words(lambda row: row.quote.speaker_name),
        "speaker_id": _words(lambda row: row.quote.speaker_id),
        "addressee_code": _words(lambda row: row.quote.addressee_code),
        "about": _many(lambda row: row.quote.about),
        "content": _many(lambda row: row.pieces),
        **_evidence(lambda row: row.quote.evidence),
    },
    "ties": {
        "tie_id": _words(lambda row: row.standing.tie.tie_id),
        "kind": _words(lambda row: row.standing.tie.kind),
        "parties": _many(lambda row: row.standing.tie.parties),
        "directed": _flag(lambda row: row.standing.tie.directed),
        "name": _words(lambda row: row.standing.tie.name),
        "standing": _words(lambda row: row.standing.standing),
        **_period("since", lambda row: row.standing.since),
        **_period("day", lambda row: row.standing.day),
        "standing_id": _words(lambda row: row.standing.standing_id),
        **_evidence(lambda row: row.standing.evidence),
    },
    "articles": {
        "article_id": _words(lambda row: row.article_id),
        "published": _date(lambda row: row.published),
        "outlet": _words(lambda row: row.outlet),
        "title": _words(lambda row: row.title),
        "url": _words(lambda row: row.url),
        "given_id": _words(lambda row: row.given_id),
        "version": _count(lambda row: row.version),
        "is_latest": _flag(lambda row: row.is_latest),
        "supersedes": _words(lambda row: row.supersedes),
        "length": _count(lambda row: row.length),
        "event_count": _count(lambda row: row.event_count),
        "quote_count": _count(lambda row: row.quote_count),
        "standing_count": _count(lambda row: row.standing_count),
        "sha256": _words(lambda row: row.sha256),
        "first_seen": _moment(lambda row: row.first_seen),
        "run_id": _words(lambda row: row.run_id),
    },
    "issues": {
        "at": _moment(lambda row: row.at),
        "origin": _words(lambda row: row.issue.origin),
        "stage": _words(lambda row: row.issue.stage),
        "reason": _words(lambda row: row.issue.reason),
        "sentence": _words(lambda row: row.issue.sentence),
        "article_id": _words(lambda row: row.issue.article_id),
        "run_id": _words(lambda row: row.run_id),
    },
    "corrections": {
        "correction_id": _words(lambda row: row.correction_id),
        "at": _moment(lambda row: row.at),
        "who": _words(lambda row: row.who),
        "event_id": _words(lambda row: row.event_id),
        "rejected": _flag(lambda row: row.rejected),
        "event_type": _words(lambda row: row.event_type),
        "mode": _words(lambda row: _say(row.mode)),
        "status": _words(lambda row: row.status),
        "actors": _words(lambda row: _say_codes(row.actors)),
        "recipients": _words(lambda row: _say_codes(row.recipients)),
        "day": _words(lambda row: _say(row.day)),
        "note": _words(lambda row: row.note),
        "article_id": _words(lambda row: row.article_id),
        "cue_start": _count(lambda row: row.cue.start),
        "cue_end": _count(lambda row: row.cue.end),
        "undone_at": _moment(lambda row: row.undone_at),
        "undone_by": _words(lambda row: row.undone_by),
    },
}
