"""States and territories, present and former, with the names that English-language news gives them."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.reference.files import iter_csv


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory.

    Attributes:
        code: ISO 3166 alpha-3, or the usual code where ISO has none (XKX).
        kind: "state", "territory" or "former".
        cow, gw: numbers of the Correlates of War project and of Gleditsch and Ward, None where they list none.
        names: the name and its short forms.
        demonyms: adjectives and words for its people.
        capitals, metonyms: places and buildings that stand for its government.
        start, end: ISO dates or their beginnings, "" where unknown or still going on.
        successor: for a former state, the code of the one that carries on its seat.
        note: what a reader should know, such as that its standing is contested.
    """

    code: str
    name: str
    kind: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    start: str
    end: str
    iso2: str | None = None
    cow: int | None = None
    gw: int | None = None
    wikidata: str | None = None
    successor: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region or river that lies in one state."""

    name: str
    code: str
    kind: str
    note: str | None = None


def split_field(value: str | None) -> tuple[str, ...]:
    """The parts of a field that `;` separates."""
    return tuple(part.strip() for part in (value or "").split(";") if part.strip())


def holds_on(start: str, end: str, on: date | None) -> bool:
    """Whether something that began and ended on ISO dates of any precision holds on a day; without a day it does.

    An end that is a day is the first day without it; an end that is a month or year lasts to the end of that.
    """
    if on is None:
        return True
    day = on.isoformat()
    return start <= day and (not end or day < end or (len(end) < len(day) and day.startswith(end)))


@cache
def load_states() -> tuple[State, ...]:
    """All states and territories of today."""
    return tuple(_read_state(row, row["kind"]) for row in iter_csv("states.csv"))


@cache
def load_former_states() -> tuple[State, ...]:
    """States that are no more, such as the Soviet Union."""
    return tuple(_read_state(row, "former") for row in iter_csv("former_states.csv"))


@cache
def load_places() -> tuple[Place, ...]:
    """Places other than capitals that the news names, each with its state."""
    return tuple(Place(r["name"], r["code"], r["kind"], r["note"] or None) for r in iter_csv("places.csv"))


def _read_state(row: dict[str, str], kind: str) -> State:
    parts = {key: split_field(row[key]) for key in ("short_forms", "demonyms", "capitals", "metonyms")}
    return State(
        code=row["code"],
        name=row["name"],
        kind=kind,
        names=(row["name"], *parts.pop("short_forms")),
        **parts,
        start=row["start"],
        end=row["end"],
        iso2=row.get("iso2") or None,
        cow=_read_number(row["cow"]),
        gw=_read_number(row["gw"]),
        wikidata=row.get("wikidata") or None,
        successor=row.get("successor") or None,
        note=row["note"] or None,
    )


def _read_number(value: str) -> int | None:
    return int(value) if value else None
