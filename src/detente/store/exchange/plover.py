"""PLOVER's records as JSON Lines: one event a line, with all who take part in it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any

from detente.model import Issue
from detente.store.exchange.codes import find_party, find_plover_act
from detente.store.exchange.files import StagedFile
from detente.store.exchange.incoming import BATCH, Values, make_issue

_NOT_DONE = frozenset({"future", "hypothetical", "negation"})


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part, as the record has it; all None where nobody does."""

    code: str | None = None
    name: str | None = None
    sector: str | None = None


class PloverRows:
    """The rows of one file, a row for each pair that an event names; lines that cannot be stored are kept aside.

    Attributes:
        row_count: rows that can be stored, once all are read.
    """

    def __init__(self, file: StagedFile) -> None:
        self._file = file
        self.row_count = 0
        self._issues = [
            make_issue(f"{file.name}:{line}", "encoding", "the line is no UTF-8; it was read as Windows-1252")
            for line in file.odd_lines
        ]
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
            rows = list(_read_record(_parse(line)))
        except _LineError as error:
            sentence = f"{error}; the line was left out"
            self._issues.append(make_issue(f"{self._file.name}:{number}", error.reason, sentence))
            return []
        first = self._parts.get(rows[0][0], 0)
        self._parts[rows[0][0]] = first + len(rows)
        return [(row[0], first + place, *row[1:]) for place, row in enumerate(rows)]


class _LineError(Exception):
    """A line that cannot be stored."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@contextmanager
def open_incoming(file: StagedFile) -> Iterator[PloverRows]:
    """The rows of a file."""
    yield PloverRows(file)


def _parse(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise _LineError("row", f"no JSON ({error})") from error
    if not isinstance(found, dict):
        raise _LineError("row", "no JSON object")
    return found


def _read_record(record: Mapping[str, Any]) -> Iterator[Values]:
    """The rows of one record without their part numbers."""
    key = record.get("id")
    if key in (None, ""):
        raise _LineError("row", "it has no id")
    for word in (*_list_words(record.get("context")), *_list_words(record.get("mode"))):
        if word in _NOT_DONE:
            raise _LineError("status", f"it is told as {word}, and only what was done is compared")
    event_type, modes = record.get("event"), _list_words(record.get("mode"))
    if not isinstance(event_type, str) or not event_type:
        raise _LineError("row", f"event {event_type!r} is no PLOVER type")
    act = find_plover_act(event_type, modes[0].lower() if modes else None)
    if act.event_type is None:
        raise _LineError("code", f"event {event_type!r} is no PLOVER type")
    day, score = _read_day(record.get("date")), _read_score(record.get("event_scale"))
    quad = (act.quad_class, act.score if score is None else score, None)
    url = _read_url(record)
    for actor, recipient in _pair_up(_read_parties(record, "actor"), _read_parties(record, "recipient")):
        yield (
            str(key), day, act.event_type, act.mode, None, *quad, actor.code, recipient.code, actor.name,
            recipient.name, actor.sector, recipient.sector, None, url,
        )  # fmt: skip


def _pair_up(actors: Sequence[Party], recipients: Sequence[Party]) -> Iterator[tuple[Party, Party]]:
    """Each that acts with each that receives; those who act together with one another where nobody receives."""
    if recipients:
        yield from product(actors or (Party(),), recipients)
    elif len(actors) > 1:
        yield from combinations(actors, 2)
    else:
        yield (actors[0] if actors else Party(), Party())


def _read_parties(record: Mapping[str, Any], side: str) -> list[Party]:
    found = record.get(side) or record.get({"actor": "source", "recipient": "target"}[side]) or []
    return [_read_party(entry) for entry in (found if isinstance(found, list) else [found]) if entry]


def _read_party(entry: Any) -> Party:
    if isinstance(entry, str):
        return Party(find_party("plover", entry), entry)
    if not isinstance(entry, dict):
        raise _LineError("row", f"{entry!r} is nobody who acts or receives")
    code = entry.get("code")
    words = entry.get("entity_text") or entry.get("actorText") or code
    sectors = _list_words(entry.get("sector"))
    return Party(find_party("plover", str(code)) if code else None, words and str(words), ";".join(sectors) or None)


def _list_words(value: Any) -> list[str]:
    """One text or a list of texts, as a list."""
    if isinstance(value, str):
        return [value] if value else []
    return [str(word) for word in value] if isinstance(value, list) else []


def _read_day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise _LineError("row", f"date {value} is no day of the calendar") from error


def _read_score(value: Any) -> float | None:
    if value in (None, ""):
        return None
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise _LineError("row", f"event_scale {value} is no number") from error


def _read_url(record: Mapping[str, Any]) -> str | None:
    cited = record.get("cite_info")
    found = (cited.get("url") if isinstance(cited, dict) else None) or record.get("link")
    return str(found) if found else None
