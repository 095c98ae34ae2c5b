"""The log of what was done in whose name; rows are added, never changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select

from detente.model import Correction
from detente.store.account_schema import audit
from detente.store.rows import MergeDecision


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done.

    Attributes:
        number: counts up; a later entry has a higher one.
        who: name of the person, as known to the web pages or to the machine.
        action: "correct", "undo correction", "merge", "part", "undo decision", "add user", "remove user",
            "change role", "change password", "sign in", "sign-in refused" or "sign out".
        subject: the event or the user that it was done to, or None.
        detail: what else belongs to it.
    """

    number: int
    at: datetime
    who: str
    action: str
    subject: str | None
    detail: dict[str, Any] | None


def write_entry(
    connection: Connection, at: datetime, who: str, action: str, subject: str | None = None, **detail: Any
) -> None:
    """Note that something was done, in the transaction that does it."""
    values = {"at": at, "who": who, "action": action, "subject": subject, "detail": detail or None}
    connection.execute(insert(audit).values(values))


def log_correction(connection: Connection, correction: Correction) -> None:
    """Note what an analyst said of an event, or that it was taken back."""
    subject, key = correction.event_id, correction.correction_id
    if correction.undone_at is None:
        write_entry(connection, correction.at, correction.who, "correct", subject, correction_id=key)
    else:
        who = correction.undone_by or correction.who
        write_entry(connection, correction.undone_at, who, "undo correction", subject, correction_id=key)


def log_decision(connection: Connection, decision: MergeDecision) -> None:
    """Note what an analyst said of two events, or that it was taken back."""
    said = {"decision_id": decision.decision_id, "other": decision.event_b}
    if decision.undone_at is None:
        action = "merge" if decision.together else "part"
        write_entry(connection, decision.at, decision.who, action, decision.event_a, **said)
    else:
        who = decision.undone_by or decision.who
        write_entry(connection, decision.undone_at, who, "undo decision", decision.event_a, **said)


def iter_entries(connection: Connection, limit: int | None = None) -> Iterator[AuditEntry]:
    """All entries, the newest first."""
    query = select(audit).order_by(audit.c.number.desc()).limit(limit)
    yield from (AuditEntry(**row._mapping) for row in connection.execute(query))


def count_entries(connection: Connection, action: str, subject: str, now: datetime, span: timedelta) -> int:
    """How often something was done to a subject in the time before now."""
    query = select(func.count()).where(audit.c.action == action, audit.c.subject == subject, audit.c.at > now - span)
    return connection.scalar(query) or 0
