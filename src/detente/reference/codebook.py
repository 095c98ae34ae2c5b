"""The event ontologies: PLOVER types with their scores, CAMEO codes with Goldstein's scale, and contexts."""

from dataclasses import dataclass
from functools import cache
from typing import get_args

from detente.errors import ReferenceDataError
from detente.model import EventType, QuadClass
from detente.reference.files import load_yaml

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One PLOVER event type.

    Attributes:
        score: PLOVER scale, -10 to 10, of the type without a mode.
        mode_scores: the modes allowed and their scores; None where the manual gives none.
    """

    event_type: EventType
    quad_class: QuadClass
    score: float
    definition: str
    mode_scores: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class CameoEntry:
    """One CAMEO code with the PLOVER type that it falls under and its value on Goldstein's scale."""

    code: str
    name: str
    event_type: EventType | None
    goldstein: float


@cache
def load_types() -> dict[EventType, TypeEntry]:
    """PLOVER's sixteen event types by name."""
    rows = load_yaml("plover.yaml")["types"]
    found = {
        name: TypeEntry(name, row["quad_class"], row["score"], row["definition"], row.get("modes", {}))
        for name, row in rows.items()
    }
    if set(found) != set(EVENT_TYPES):
        raise ReferenceDataError("reference data plover.yaml: its types are not the sixteen of the model")
    return found


@cache
def load_cameo() -> dict[str, CameoEntry]:
    """CAMEO codes (strings, "010" is not "10")."""
    rows = load_yaml("cameo.yaml")["codes"]
    return {code: CameoEntry(code, name, event_type, goldstein) for code, name, event_type, goldstein in rows}


@cache
def load_contexts() -> dict[str, tuple[str, ...]]:
    """PLOVER contexts with the stems of the words that speak of each, in the order in which they are given."""
    return {name: tuple(stems) for name, stems in load_yaml("contexts.yaml")["contexts"].items()}


def score_event(event_type: EventType, mode: str | None) -> float | None:
    """PLOVER's score of an act: that of its mode where it has one, else of its type; None where the manual gives none.

    Examples:
        >>> score_event("CONSULT", "visit"), score_event("CONSULT", None)
        (4, 2.5)
    """
    entry = load_types()[event_type]
    return entry.score if mode is None else entry.mode_scores[mode]


def is_mutual(event_type: EventType) -> bool:
    """Whether several who act, with no one to receive, do it to each other: they meet, agree or fight.

    Those who demand, warn or drill together do it side by side.

    Examples:
        >>> is_mutual("CONSULT"), is_mutual("ASSAULT"), is_mutual("REQUEST")
        (True, True, False)
    """
    return event_type == "ASSAULT" or load_types()[event_type].quad_class.endswith("cooperation")
