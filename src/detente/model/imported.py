"""An event that another system recorded."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.model.event import EventType, QuadClass

Origin = Literal["gdelt", "gdelt1", "icews", "polecat", "phoenix", "plover", "ftm", "detente"]


@dataclass(frozen=True, slots=True)
class ImportedEvent:
    """An event as another system has it, in this project's codes, beside and never among our own.

    Attributes:
        origin: which system.
        origin_id: its own id there, as a text.
        day: its day there, or None.
        event_type: PLOVER type; None where its code has none.
        cameo: CAMEO code as a string, or None.
        quad_class: None where its code has none.
        score: PLOVER score, or None.
        goldstein: Goldstein score as the other system gives it, or None.
        actor, recipient: codes of countries or bodies, or None.
        actor_name, recipient_name: as written there.
        actor_sector, recipient_sector: as written there.
        article_count: how many articles it counts for the event, or None.
        url: the source it names, or None.
    """

    origin: Origin
    origin_id: str
    day: date | None
    event_type: EventType | None
    mode: str | None
    cameo: str | None
    quad_class: QuadClass | None
    score: float | None
    goldstein: float | None
    actor: str | None
    recipient: str | None
    actor_name: str | None
    recipient_name: str | None
    actor_sector: str | None
    recipient_sector: str | None
    article_count: int | None
    url: str | None
