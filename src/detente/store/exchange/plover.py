"""PLOVER's records as JSON Lines: one event a line, with all who take part in it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, get_args

from detente.model import Issue, Participant, QuadClass
from detente.reference.codebook import is_mutual
from detente.store.exchange.codes import find_party, find_plover_act, write_plover_code, write_sector
from detente.store.exchange.files import StagedFile
from detente.store.exchange.incoming import BATCH, Values, make_issue
from detente.store.exchange.json_lines import LineError, Party, clean_text, pair_up, parse_line, tell_odd_lines
from detente.store.exchange.outgoing import Record, Written, open_packed
from detente.store.rows import ArticleFacts

_NOT_DONE = frozenset({"future", "hypothetical", "negation"})


class PloverRows:
    """The rows of one file, a row for each pair that an event names; lines that cannot be stored are kept aside.

    Attributes:
        row_count: rows that can be stored, once all are read.
    """

    def __init__(self, file: StagedFile) -> None:
        self._file = file
        self.row_count = 0
        self._issues = tell_odd_lines(file)
        self._parts: dict[str, int] = {}

    def iter_batches(self) -> Iterator[list[Values]]:
        """Rows in the order of the store's columns."""
        batch: list[Values] = []
        with self._file.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    batch += self._read_line(number, line)
                if len(batch) >= BATCH:
                    self.row_count += len(batch)
                    yield batch
                    batch = []
        self.row_count += len(batch)
        yield batch

    def iter_issues(self) -> Iterator[Issue]:
        """Lines that were left out, and why."""
        return iter(self._issues)

    def _read_line(self, number: int, line: str) -> list[Values]:
        try:
            rows = list(_read_record(parse_line(line)))
        except LineError as error:
            sentence = f"{error}; the line was left out"
            self._issues.append(make_issue(f"{self._file.name}:{number}", error.reason, sentence))
            return []
        first = self._parts.get(rows[0][0], 0)
        self._parts[rows[0][0]] = first + len(rows)
        return [(row[0], first + place, *row[1:]) for place, row in enumerate(rows)]


@contextmanager
def open_incoming(file: StagedFile) -> Iterator[PloverRows]:
    """The rows of a file."""
    yield PloverRows(file)


def _read_record(record: Mapping[str, Any]) -> Iterator[Values]:
    """The rows of one record without their part numbers."""
    key = record.get("id")
    if key in (None, ""):
        raise LineError("row", "it has no id")
    for word in (*_list_words(record.get("context")), *_list_words(record.get("mode"))):
        if word in _NOT_DONE:
            raise LineError("status", f"it is told as {word}, and only what was done is compared")
    event_type, modes = record.get("event"), _list_words(record.get("mode"))
    if not isinstance(event_type, str) or not event_type:
        raise LineError("row", f"event {event_type!r} is no PLOVER type")
    act = find_plover_act(event_type, modes[0].lower() if modes else None)
    if act.event_type is None:
        raise LineError("code", f"event {event_type!r} is no PLOVER type")
    day, score = _read_day(record.get("date")), _read_score(record.get("event_scale"))
    quad = (act.quad_class, act.score if score is None else score, None)
    url = _read_url(record)
    sides = _read_parties(record, "actor"), _read_parties(record, "recipient")
    for actor, recipient in pair_up(*sides, mutual=is_mutual(act.event_type)):
        yield (
            clean_text(key), day, act.event_type, act.mode, None, *quad, actor.code, recipient.code, actor.name,
            recipient.name, actor.sector, recipient.sector, None, url,
        )  # fmt: skip


def _read_parties(record: Mapping[str, Any], side: str) -> list[Party]:
    found = record.get(side) or record.get({"actor": "source", "recipient": "target"}[side]) or []
    return [_read_party(entry) for entry in (found if isinstance(found, list) else [found]) if entry]


def _read_party(entry: Any) -> Party:
    if isinstance(entry, str):
        return Party(find_party("plover", entry), clean_text(entry))
    if not isinstance(entry, dict):
        raise LineError("row", f"{entry!r} is nobody who acts or receives")
    code = entry.get("code")
    words = entry.get("entity_text") or entry.get("actorText") or code
    sectors = _list_words(entry.get("sector"))
    name = clean_text(words) if words else None
    return Party(find_party("plover", str(code)) if code else None, name, ";".join(sectors) or None)


def _list_words(value: Any) -> list[str]:
    """One text or a list of texts, as a list."""
    listed = value if isinstance(value, list) else [value]
    return [clean_text(word) for word in listed if word not in (None, "")]


def _read_day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise LineError("row", f"date {value} is no day of the calendar") from error


def _read_score(value: Any) -> float | None:
    if value in (None, ""):
        return None
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise LineError("row", f"event_scale {value} is no number") from error


def _read_url(record: Mapping[str, Any]) -> str | None:
    cited = record.get("cite_info")
    found = (cited.get("url") if isinstance(cited, dict) else None) or record.get("link")
    return clean_text(found) if found else None


def write_records(records: Sequence[Record], path: Path) -> Written:
    """Write happenings as PLOVER records, one a line, each with all who take part.

    Raises:
        StoreError: the file cannot be written.
    """
    with open_packed(path) as file:
        for record in records:
            if record.day is not None:
                file.write(json.dumps(_write_record(record, record.day), ensure_ascii=False) + "\n")
    undated = sum(record.day is None for record in records)
    return Written(len(records) - undated, len(records), undated)


def _write_record(record: Record, day: date) -> dict[str, Any]:
    row, event = record.row, record.row.event
    text_info = {"start": event.evidence.span.start, "end": event.evidence.span.end}
    return {
        "id": row.event_id,
        "date": day.isoformat(),
        "actor": [_write_party(party) for party in event.actors],
        "recipient": [_write_party(party) for party in event.recipients],
        "event": event.event_type,
        "mode": event.mode,
        "context": list(event.contexts),
        "event_text": row.cue,
        "quad_code": get_args(QuadClass).index(event.quad_class) + 1,
        "event_scale": event.score,
        "text": row.sentence,
        "text_info": text_info,
        "cite_info": _write_citation(row.article, record.version),
    }


def _write_party(party: Participant) -> dict[str, Any]:
    sector = write_sector("plover_sectors", party.sector) or None
    return {
        "code": write_plover_code(party.code),
        "sector": sector,
        "entity_text": party.name,
        "identifier_id": party.actor_id,
    }


def _write_citation(article: ArticleFacts, version: str) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "language": "en",
        "publication": article.outlet,
        "coder": "detente",
        "codebook": "PLOVER",
        "version": version,
    }
