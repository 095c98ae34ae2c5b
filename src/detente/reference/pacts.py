"""Named treaties, defence pacts, dialogues, weapons, pipelines, exercises and quarrels of states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_args

from detente.errors import ReferenceDataError
from detente.model import StandingValue, TieKind
from detente.reference.actors import load_actors
from detente.reference.files import load_yaml
from detente.reference.names import NameIndex
from detente.reference.states import holds_on


@dataclass(frozen=True, slots=True)
class PactParty:
    """A party to a pact, with the first day in and the first day out ("" where open)."""

    code: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Pact:
    """A tie that has a name of its own.

    Attributes:
        name: as news writes it.
        kind: of the tie.
        parties: the fixed list of those it binds or divides; empty where the text must name them.
        hub: the one that supplies the others or that all others deal with (the maker of a weapon), or None.
        directed: whether the hub supplies the others.
        start, end: ISO dates between which it held, as precise as known; "" where open.
        quiet: whether the name mostly stands for a place, so that it counts only where all parties are named.
        signed: ISO date on which it was agreed, where that was long before; "" else.
    """

    name: str
    aliases: tuple[str, ...]
    kind: TieKind
    parties: tuple[PactParty, ...]
    hub: str | None
    directed: bool
    start: str
    end: str
    signed: str
    quiet: bool

    def binds(self, a: str, b: str) -> bool:
        """Whether it ties two of its parties to each other, rather than each to the hub."""
        return {a, b} <= set(self.codes) and (self.hub in (None, a, b) or self.kind == "treaty")

    @property
    def codes(self) -> tuple[str, ...]:
        """All who are or were parties."""
        return tuple(dict.fromkeys(party.code for party in self.parties))

    def codes_on(self, day: date | None) -> tuple[str, ...]:
        """Who is a party on a day; all who ever were where the day is unknown."""
        if day is None:
            return self.codes
        return tuple(dict.fromkeys(p.code for p in self.parties if holds_on(p.start, p.end, day)))

    def is_ahead(self, day: date | None) -> bool:
        """Whether it was still to come into force on that day."""
        return _is_later(self.start, day)

    def standing_on(self, day: date | None) -> StandingValue:
        """How it stood by the calendar: before its signing negotiated, then agreed, in force and over."""
        if self.is_ahead(day):
            signed = self.signed or f"{int(self.start[:4]) - 1}{self.start[4:]}"
            return "negotiating" if _is_later(signed, day) else "agreed"
        return "ended" if self.has_ended(day) else "in_force"

    def was_left(self, day: date | None) -> bool:
        """Whether a party had left by that day."""
        return day is not None and any(party.end and not _is_later(party.end, day) for party in self.parties)

    def has_ended(self, day: date | None) -> bool:
        """Whether it had ended by that day."""
        return bool(self.end) and day is not None and self.end <= day.isoformat()[: len(self.end)]


def _is_later(start: str, day: date | None) -> bool:
    return bool(start) and day is not None and start > day.isoformat()[: len(start)]


@cache
def load_pacts() -> NameIndex[Pact]:
    """All pacts by their names."""
    index: NameIndex[Pact] = NameIndex()
    for pact in list_pacts():
        for name in dict.fromkeys((pact.name, *pact.aliases)):
            index.add(name, pact)
    return index


def find_allies(code: str, day: date | None) -> frozenset[str]:
    """The states that are allies of one on a day: by a defence pact, by membership of NATO, or by designation."""
    pacts = (p for p in list_pacts() if p.kind == "alliance" and not p.is_ahead(day) and not p.has_ended(day))
    found = {other for pact in pacts for other in pact.codes_on(day) if other != code and pact.binds(code, other)}
    groups = [load_actors().members("NATO", day)]
    for patron, others in _list_designated().items():
        groups += [(patron, other.code) for other in others if day is None or holds_on(other.start, other.end, day)]
    return frozenset(found.union(*(group for group in groups if code in group)) - {code})


@cache
def _list_designated() -> Mapping[str, tuple[PactParty, ...]]:
    rows = load_yaml("ties.yaml")["designated"]
    return {patron: tuple(map(_build_party, others)) for patron, others in rows.items()}


@cache
def list_pacts() -> tuple[Pact, ...]:
    """All pacts, in the order of the file.

    Raises:
        ReferenceDataError: a pact is of a kind that does not exist.
    """
    return tuple(_build_pact(row) for row in load_yaml("pacts.yaml"))


def _build_pact(row: Mapping[str, Any]) -> Pact:
    if row["kind"] not in get_args(TieKind):
        raise ReferenceDataError(f"pacts.yaml: {row['name']}: there is no kind {row['kind']!r}")
    return Pact(
        row["name"],
        tuple(row.get("aliases", ())),
        row["kind"],
        tuple(map(_build_party, row.get("parties", ()))),
        row.get("hub"),
        row.get("directed", False),
        str(row.get("start", "")),
        str(row.get("end", "")),
        str(row.get("signed", "")),
        row.get("quiet", False),
    )


def _build_party(row: str | Mapping[str, Any]) -> PactParty:
    if isinstance(row, str):
        return PactParty(row)
    return PactParty(row["code"], str(row.get("start", "")), str(row.get("end", "")))
