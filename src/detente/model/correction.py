"""An analyst's word on a record; it stands over the coder's."""

from dataclasses import dataclass
from datetime import datetime

from detente.model.event import EventStatus, EventType
from detente.model.span import Span


@dataclass(frozen=True, slots=True)
class Correction:
    """What an analyst changed in one event, anchored to the article's words and not to a reading of them.

    What is None was left as the coder has it; an empty tuple or text says that there is none.

    Attributes:
        correction_id: its id.
        article_id, cue: the words it is about; they outlast a new reading of the article.
        event_id: the event as it was read when the correction was made.
        rejected: the article tells of no such event.
        actors, recipients: codes that take the place of those read.
        day: a date such as "2020-10-23" or "2020-10".
        note: why.
        who: who says so.
        at: when, in UTC.
        undone_at, undone_by: when it was taken back and by whom; None while it stands.
    """

    correction_id: str
    article_id: str
    cue: Span
    event_id: str
    who: str
    at: datetime
    rejected: bool = False
    event_type: EventType | None = None
    mode: str | None = None
    status: EventStatus | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    day: str | None = None
    note: str | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None
