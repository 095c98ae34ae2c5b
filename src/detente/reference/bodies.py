"""International bodies and blocs, armed and political groups, ministries and other institutions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.model import Sector
from detente.reference.files import load_yaml
from detente.reference.states import holds_on


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's time in a body, as ISO dates of any precision ("" for unknown or still a member)."""

    code: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Body:
    """An international body or an informal bloc.

    Attributes:
        body_id: the usual short name ("NATO", "SCO").
        code: as in the codebook ("UNO", "EUR", "IGO", ...); None for a set of states that is no body.
        demonyms: adjectives for it ("European").
        metonyms: places and buildings that stand for it ("Turtle Bay").
        members: those with their times; None where nearly all states are members.
        part_of: id of the larger body to which it belongs, or None.
        partial: whether `members` leaves some out.
    """

    body_id: str
    name: str
    code: str | None
    sector: Sector
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    metonyms: tuple[str, ...]
    members: tuple[Membership, ...] | None
    start: str
    end: str
    part_of: str | None
    note: str | None
    partial: bool = False

    def members_on(self, on: date | None) -> tuple[str, ...]:
        """Codes of the listed members on a day; without a day, of all that are members still."""
        return tuple(m.code for m in self.members or () if (holds_on(m.start, m.end, on) if on else not m.end))


@dataclass(frozen=True, slots=True)
class Group:
    """A party, movement or armed group.

    Attributes:
        code: the country whose group it is, None where it is of none (al-Qaida).
        sector: PLOVER sector outside the years that `history` covers.
        history: sector, start and end where a group changed its part, as the Taliban did.
    """

    group_id: str
    name: str
    code: str | None
    sector: Sector
    aliases: tuple[str, ...]
    start: str
    end: str
    note: str | None
    history: tuple[tuple[Sector, str, str], ...] = ()

    def sector_on(self, on: date | None) -> Sector:
        """The group's part on a day."""
        return next((sector for sector, start, end in self.history if on and holds_on(start, end, on)), self.sector)


@dataclass(frozen=True, slots=True)
class Institution:
    """A ministry, force, court or parliament of one country, by its own name ("Pentagon")."""

    name: str
    code: str
    sector: Sector
    aliases: tuple[str, ...]


@cache
def load_bodies() -> tuple[Body, ...]:
    """All international bodies and blocs."""
    return tuple(map(_read_body, load_yaml("bodies.yaml")))


@cache
def load_groups() -> tuple[Group, ...]:
    """All parties, movements and armed groups."""
    return tuple(map(_read_group, load_yaml("groups.yaml")))


@cache
def load_institutions() -> tuple[Institution, ...]:
    """All ministries, forces, courts and parliaments that go by a name of their own."""
    return tuple(
        Institution(r["name"], r["code"], r["sector"], tuple(r.get("aliases") or ()))
        for r in load_yaml("institutions.yaml")
    )


def _read_body(row: Mapping[str, Any]) -> Body:
    return Body(
        body_id=row["id"],
        name=row["name"],
        code=row.get("code"),
        sector=row.get("sector") or "IGO",
        aliases=tuple(row.get("aliases") or ()),
        demonyms=tuple(row.get("demonyms") or ()),
        metonyms=tuple(row.get("metonyms") or ()),
        members=_read_members(row.get("members") or []),
        start=_read_years(row)[0],
        end=_read_years(row)[1],
        part_of=row.get("part_of"),
        note=row.get("note"),
        partial=row.get("partial", False),
    )


def _read_members(rows: str | list[Mapping[str, Any]]) -> tuple[Membership, ...] | None:
    if isinstance(rows, str):
        return None
    return tuple(Membership(m["code"], *_read_years(m)) for m in rows)


def _read_group(row: Mapping[str, Any]) -> Group:
    start, end = _read_years(row)
    history = tuple((h["sector"], *_read_years(h)) for h in row.get("history") or ())
    names = {key: row[key] for key in ("name", "sector")}
    aliases = tuple(row.get("aliases") or ())
    return Group(
        row["id"], code=row.get("code"), aliases=aliases, start=start, end=end, note=row.get("note"),
        history=history, **names,
    )  # fmt: skip


def _read_years(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("start") or ""), str(row.get("end") or "")
