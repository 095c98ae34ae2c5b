"""What PLOVER makes of an act that has not happened: plans of cooperation are AGREE, refusals are REJECT."""

from dataclasses import dataclass

from detente.coding.status import Reading
from detente.model import EventStatus, EventType, Sign
from detente.reference.lexicon import Frame

_COOPERATIVE: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE", "AID"})
_WILLING: frozenset[EventType] = _COOPERATIVE | {"AGREE", "SUPPORT", "CONCEDE", "RETREAT", "MOBILIZE"}
_PRESSING: frozenset[EventType] = frozenset({"SANCTION", "COERCE"})
_CONFLICT: frozenset[EventType] = _PRESSING | {"ASSAULT", "MOBILIZE"}
_FACTS_ONLY: frozenset[EventType] = _COOPERATIVE | {"RETREAT", "SUPPORT"}
_WORDS: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "THREATEN"})


_SAID = 20.0  # how much more a status counts that the grammar gives


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type, mode, status and CAMEO code that an act ends up with; `turned` where they are not the frame's own."""

    event_type: EventType
    mode: str | None
    status: EventStatus
    cameo: str | None
    turned: bool = False


def judge(frame: Frame, reading: Reading) -> Verdict | None:
    """What to code for a frame under a status, or None where PLOVER codes nothing."""
    if reading.blocked:
        return None
    turned = _turn_refusal(frame, reading) or _turn_plan(frame, reading) or _turn_threat(frame, reading)
    return turned or _keep(frame, reading)


def _turn_refusal(frame: Frame, reading: Reading) -> Verdict | None:
    """An act that somebody will not do: "will not meet" refuses, "will not impose tariffs" gives way."""
    kind = frame.event_type
    if kind == "REJECT" and (reading.willed or reading.status == "negated"):
        return Verdict("AGREE", None, "hypothetical", "030", turned=True)
    if reading.willed and kind in _PRESSING:
        return Verdict("CONCEDE", None, "actual", "080", turned=True)
    if reading.willed and kind in _WILLING:
        return Verdict("REJECT", None, "actual", "120", turned=True)
    return None


def _turn_plan(frame: Frame, reading: Reading) -> Verdict | None:
    """Cooperation to come, which is AGREE; a withdrawal to come, which is CONCEDE."""
    kind, said = frame.event_type, reading.attributed and reading.status == "hypothetical"
    if kind in _COOPERATIVE and (reading.status == "future" or said):
        return Verdict("AGREE", None, "actual", "036" if kind == "CONSULT" else "031", turned=True)
    if kind == "RETREAT" and reading.status == "future":
        return Verdict("CONCEDE", None, "actual", "035", turned=True)
    return None


def _turn_threat(frame: Frame, reading: Reading) -> Verdict | None:
    """Force or pressure that depends on what the other does, or that somebody says will come."""
    kind, status = frame.event_type, reading.status
    if kind in _CONFLICT and reading.conditional and status in ("future", "hypothetical"):
        return Verdict("THREATEN", "violence" if kind == "ASSAULT" else None, "actual", "130")
    if kind == "ASSAULT" and status == "future" and reading.attributed:
        return Verdict("THREATEN", "violence", "actual", "138")
    return None


def _keep(frame: Frame, reading: Reading) -> Verdict | None:
    if frame.event_type in _FACTS_ONLY and reading.status in ("hypothetical", "negated"):
        return None
    spoken = frame.event_type in _WORDS and reading.status == "future"
    return Verdict(frame.event_type, frame.mode, "actual" if spoken else reading.status, frame.cameo)


def choose_status(verdict: Verdict, sign: Sign) -> EventStatus:
    """The status for which grammar and network together speak most.

    An act of speech that is told has happened, and what the grammar denies is denied: the network has seen few denials.
    """
    if verdict.event_type in _WORDS or verdict.turned or verdict.status == "negated":
        return verdict.status
    weighed = {s: share * (_SAID if s == verdict.status else 1.0) for s, share in sign.statuses.items()}
    return max(weighed, key=lambda s: weighed[s], default=verdict.status)
