"""What PLOVER makes of an act that has not happened: plans of cooperation are AGREE, refusals are REJECT."""

from dataclasses import dataclass

from detente.coding.status import Reading
from detente.model import EventStatus, EventType
from detente.reference.lexicon import Frame

_COOPERATIVE: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE", "AID"})
_WILLING: frozenset[EventType] = _COOPERATIVE | {"AGREE", "SUPPORT", "CONCEDE", "RETREAT"}
_CONFLICT: frozenset[EventType] = frozenset({"ASSAULT", "SANCTION", "COERCE", "MOBILIZE"})
_FACTS_ONLY: frozenset[EventType] = frozenset({"RETREAT", "AID", "COOPERATE", "SUPPORT", "CONSULT"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type, mode, status and CAMEO code that an act ends up with; `two_sided` where all take part as actors."""

    event_type: EventType
    mode: str | None
    status: EventStatus
    cameo: str | None
    turned: bool = False


def judge(frame: Frame, reading: Reading) -> Verdict | None:
    """What to code for a frame under a status, or None where PLOVER codes nothing."""
    if reading.blocked:
        return None
    kind, status = frame.event_type, reading.status
    if kind == "REJECT" and (reading.willed or status == "negated"):
        return Verdict("AGREE", None, "hypothetical", "030", turned=True)
    if reading.willed and kind in ("SANCTION", "COERCE"):
        return Verdict("CONCEDE", None, "actual", "080", turned=True)
    if reading.willed and (kind in _WILLING or kind == "MOBILIZE"):
        return Verdict("REJECT", None, "actual", "120", turned=True)
    if kind in _COOPERATIVE and (status == "future" or (status == "hypothetical" and reading.attributed)):
        return Verdict("AGREE", None, "actual", "036" if kind == "CONSULT" else "031", turned=True)
    if kind == "RETREAT" and status == "future":
        return Verdict("CONCEDE", None, "actual", "035", turned=True)
    if kind in _CONFLICT and reading.conditional and status in ("future", "hypothetical"):
        mode = "violence" if kind == "ASSAULT" else None
        return Verdict("THREATEN", mode, "actual", "138" if mode else "130")
    if kind == "ASSAULT" and status == "future" and reading.attributed:
        return Verdict("THREATEN", "violence", "actual", "138")
    if kind in _FACTS_ONLY and status in ("hypothetical", "negated"):
        return None
    if kind in ("AGREE", "CONCEDE", "THREATEN") and status == "future":
        return Verdict(kind, frame.mode, "actual", frame.cameo)
    return Verdict(kind, frame.mode, status, frame.cameo)
