"""What analysts say of merging: two events are one happening, or are not."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from detente.errors import UsageError
from detente.model import hash_claim
from detente.store.readings import Reading, await_merging, compare_readings, read_readings
from detente.store.rows import MergeDecision
from detente.store.schema import events, merge_decisions
from detente.store.undoing import take_back


def decide_merge(
    connection: Connection, pair: tuple[str, str], *, together: bool, who: str, note: str | None, at: datetime
) -> MergeDecision:
    """Store an analyst's word on two events.

    Raises:
        UsageError: there is no such event, or the two are one.
    """
    a, b = sorted(pair)
    if a == b:
        raise UsageError(f"{a} is one event; name two")
    decision = MergeDecision(
        hash_claim("decision", a, b, who, at.isoformat()), a, b, together, who, at, note, None, None
    )
    values = {name: getattr(decision, name) for name in MergeDecision.__dataclass_fields__}
    for side, event_id in (("a", a), ("b", b)):
        article_id = connection.scalar(select(events.c.article_id).where(events.c.event_id == event_id))
        if article_id is None:
            raise UsageError(f"there is no event {event_id}")
        values |= {f"article_{side}": article_id, f"read_{side}": read_readings(connection, article_id)[event_id]}
    await_merging(connection, (a, b))
    connection.execute(insert(merge_decisions).values(values))
    return decision


def undo_decision(connection: Connection, decision_id: str, who: str, at: datetime) -> MergeDecision:
    """Take back the decision whose id begins so.

    Raises:
        UsageError: there is none, or more than one, or it was taken back before.
    """
    row = take_back(connection, merge_decisions, decision_id, who, at, "detente stories --decisions")
    await_merging(connection, (row.event_a, row.event_b))
    return _unpack(row)


def iter_decisions(connection: Connection) -> Iterator[MergeDecision]:
    """All decisions, taken back or not, the oldest first."""
    query = select(merge_decisions).order_by(merge_decisions.c.at, merge_decisions.c.decision_id)
    yield from map(_unpack, connection.execute(query))


def find_decided(connection: Connection, article_id: str) -> None:
    """Find again, in a new reading of an article, the events that somebody decided on."""
    columns = merge_decisions.c
    here = or_(columns.article_a == article_id, columns.article_b == article_id)
    rows = connection.execute(select(merge_decisions).where(here)).all()
    found = read_readings(connection, article_id) if rows else {}
    for row in rows:
        for side in "ab":
            if row._mapping[f"article_{side}"] == article_id and row._mapping[f"event_{side}"] not in found:
                event_id = _find_likest(row._mapping[f"read_{side}"], found)
                if event_id is not None:
                    key = columns.decision_id == row.decision_id
                    connection.execute(update(merge_decisions).where(key).values({f"event_{side}": event_id}))


def _find_likest(read: Reading, found: dict[str, Reading]) -> str | None:
    """The event that is most like the one read before, of those at its cue."""
    rated = [(*compare_readings(read, reading), event_id) for event_id, reading in found.items()]
    _, _, event_id = max(((alike, shared, key) for alike, shared, key in rated if shared), default=(0, 0, None))
    return event_id


def _unpack(row: Row[Any]) -> MergeDecision:
    return MergeDecision(**{name: row._mapping[name] for name in MergeDecision.__dataclass_fields__})
