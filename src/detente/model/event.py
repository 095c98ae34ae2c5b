"""Who did what to whom, when."""

from dataclasses import dataclass
from typing import Literal

from detente.model.actor import Sector
from detente.model.article import hash_claim
from detente.model.evidence import Evidence
from detente.model.period import Period
from detente.model.span import Span

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["actual", "future", "hypothetical", "negated", "historical"]
QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


@dataclass(frozen=True, slots=True)
class Participant:
    """One side, or one of several on a side, of an event.

    Attributes:
        span: the words that name it in this sentence.
        name: full name as the reader of the article knows it.
        code: country or body code, or None.
        sector: PLOVER sector.
        actor_id: the resolved actor, or None.
    """

    span: Span
    name: str
    code: str | None
    sector: Sector
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """`actors` did `event_type` (`mode`, `contexts`) to `recipients` on a `day` (PLOVER's terms).

    Attributes:
        actors: who did it; all who took part where there are no sides (a meeting); empty where nobody is named.
        recipients: to whom; may be empty.
        status: whether it happened, will, might, did not, or lies in the past.
        attributed: reported only on someone's word.
        day: when it happened, or None where nothing says so.
        score: PLOVER scale, -10 to 10, or None where the manual gives none.
        cameo: CAMEO code as a string ("0841").
        goldstein: Goldstein scale, -10 to 10, or None.
        evidence: the sentence and the cue.
    """

    event_type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    status: EventStatus
    attributed: bool
    day: Period | None
    quad_class: QuadClass
    score: float | None
    cameo: str | None
    goldstein: float | None
    evidence: Evidence

    @property
    def event_id(self) -> str:
        """Stable id: the same words in the same article, read as the same act of the same parties."""
        cue = self.evidence.cue or self.evidence.span
        sides = [",".join(f"{p.span.start}:{p.code}" for p in side) for side in (self.actors, self.recipients)]
        return hash_claim(self.evidence.article_id, self.event_type, f"{cue.start}:{cue.end}", *sides, self.status)
