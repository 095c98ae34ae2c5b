"""Events as they were read, put aside so that they can be given back, and found again in another reading."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from detente.model import Span, name_happening
from detente.store.schema import ALONE, event_participants, events, reports

Reading = dict[str, Any]
"""The columns of an event under "values" and those of its participants under "parties", fit for JSON."""

_MARKS = ("event_id", "article_id", "read_as", "correction_id", "rejected", "sort_day", "sort_place")
_KEPT = [c for c in events.c if c.name not in _MARKS]
_DAYS = ("day_start", "day_end")
_OFFSETS = [f"{name}_{bound}" for name in ("evidence", "cue", "when") for bound in ("start", "end")]


def read_readings(connection: Connection, article_id: str) -> dict[str, Reading]:
    """All events of an article as they stand now, by id and in the order of the text."""
    rows = connection.execute(
        select(events.c.event_id, *_KEPT)
        .where(events.c.article_id == article_id)
        .order_by(events.c.evidence_start, events.c.event_id)
    ).all()
    parties = _read_parties(connection, [row.event_id for row in rows])
    return {row.event_id: {"values": _pack(row._mapping), "parties": parties[row.event_id]} for row in rows}


def insert_reading(connection: Connection, article_id: str, event_id: str, reading: Reading, **marks: Any) -> None:
    """Store an event that is not there."""
    values = {"event_id": event_id, "article_id": article_id, **_unpack(reading), **marks}
    connection.execute(insert(events).values(values))
    _insert_parties(connection, event_id, reading)
    set_apart(connection, [event_id])


def replace_reading(connection: Connection, event_id: str, reading: Reading, **marks: Any) -> None:
    """Let an event that is there say what the reading says."""
    connection.execute(update(events).where(events.c.event_id == event_id).values({**_unpack(reading), **marks}))
    connection.execute(delete(event_participants).where(event_participants.c.event_id == event_id))
    _insert_parties(connection, event_id, reading)


def set_apart(connection: Connection, event_ids: Iterable[str]) -> None:
    """Let each event be a happening of its own until it is compared with others."""
    listed = list(event_ids)
    if listed:
        connection.execute(delete(reports).where(reports.c.event_id.in_(listed)))
        rows = [{"event_id": k, "happening_id": name_happening([k]), "confidence": 1, "made_by": ALONE} for k in listed]
        connection.execute(insert(reports), rows)


def await_merging(connection: Connection, event_ids: Iterable[str]) -> None:
    """Have events compared with others anew at the next merging; until then they stay where they are."""
    connection.execute(update(reports).where(reports.c.event_id.in_(list(event_ids))).values(made_by=ALONE))


def find_cue(reading: Reading) -> Span:
    """The words that express the act, or its sentence where no single words do."""
    values = reading["values"]
    if values["cue_start"] is None:
        return Span(values["evidence_start"], values["evidence_end"])
    return Span(values["cue_start"], values["cue_end"])


def find_again(reading: Reading, text: str, later: str) -> Reading | None:
    """The reading with its places in a later text; None unless its sentence stands there unchanged, and only once."""
    start, end = (reading["values"][f"evidence_{bound}"] for bound in ("start", "end"))
    words = text[start:end]
    if later.count(words) != 1:
        return None
    shift = later.index(words) - start
    values = {name: _move(reading["values"][name], shift) for name in _OFFSETS}
    parties = [party | {name: _move(party[name], shift) for name in ("start", "end")} for party in reading["parties"]]
    return {"values": reading["values"] | values, "parties": parties}


def compare_readings(a: Reading, b: Reading) -> tuple[int, int]:
    """How alike two readings are: in how many of type and parties, and in how many characters of the cue.

    The first is 0 where nothing but the place is the same; the second is 0 where not even that is.
    """
    one, other = find_cue(a), find_cue(b)
    shared = max(min(one.end, other.end) - max(one.start, other.start), 0)
    same_type = a["values"]["event_type"] == b["values"]["event_type"]
    return same_type + bool(_name_parties(a) & _name_parties(b)), shared


def _name_parties(reading: Reading) -> set[tuple[str, str | int]]:
    return {(party["side"], party["code"] or party["start"]) for party in reading["parties"]}


def _move(offset: int | None, shift: int) -> int | None:
    return None if offset is None else offset + shift


def _pack(row: RowMapping) -> dict[str, Any]:
    values = {column.name: row[column] for column in _KEPT}
    return values | {name: values[name] and values[name].isoformat() for name in _DAYS}


def _unpack(reading: Reading) -> dict[str, Any]:
    values = dict(reading["values"])
    return values | {name: values[name] and date.fromisoformat(values[name]) for name in _DAYS}


def _read_parties(connection: Connection, event_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    columns = event_participants.c
    query = select(event_participants).where(columns.event_id.in_(event_ids)).order_by(columns.side, columns.position)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(query):
        values = dict(row._mapping)
        found[values.pop("event_id")].append(values)
    return found


def _insert_parties(connection: Connection, event_id: str, reading: Reading) -> None:
    if reading["parties"]:
        rows = [{"event_id": event_id, **party} for party in reading["parties"]]
        connection.execute(insert(event_participants), rows)
