"""Names and offices looked up as actors, on a given day."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from detente.model import Actor, Sector
from detente.reference.bodies import Body, Group, Institution, load_bodies, load_groups, load_institutions
from detente.reference.files import load_yaml
from detente.reference.names import Hit, NameIndex, cut_pieces
from detente.reference.officeholders import Person, load_officeholders
from detente.reference.states import Place, State, holds_on, load_former_states, load_places, load_states

NameKind = Literal[
    "state", "former", "body", "group", "institution", "person", "capital", "metonym", "demonym", "place", "surname"
]
RANK: dict[NameKind, int] = {
    "state": 0, "person": 1, "body": 2, "group": 3, "institution": 4, "capital": 5, "metonym": 6, "demonym": 7,
    "former": 8, "place": 9, "surname": 10,
}  # fmt: skip
NON_ACTORS: frozenset[NameKind] = frozenset({"demonym", "place"})


@dataclass(slots=True, unsafe_hash=True)
class NameEntry:
    """One thing that a name can stand for.

    Attributes:
        kind: in what way the name stands for it.
        code: of the state or body; None for a person, whose code hangs on the day.
        name: the full name of what is named.
        actor: the actor; None for a place and a person.
        person: for a person or a surname.
        start, end: ISO dates between which the name holds.
    """

    kind: NameKind
    code: str | None
    name: str
    actor: Actor | None = None
    person: Person | None = None
    group: Group | None = None
    start: str = ""
    end: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its PLOVER sector, and whether it is the top of its state or body."""

    sector: Sector
    top: bool = False


class ActorTable:
    """All actors known by name, with lookups that never guess between equals."""

    def __init__(
        self,
        states: Iterable[State] = (),
        places: Iterable[Place] = (),
        bodies: Iterable[Body] = (),
        groups: Iterable[Group] = (),
        institutions: Iterable[Institution] = (),
        people: Iterable[Person] = (),
        offices: dict[str, Office] | None = None,
    ) -> None:
        self._names: NameIndex[NameEntry] = NameIndex()
        self._states: dict[str, Actor] = {}
        self._independent: tuple[str, ...] = ()
        self._people: set[str] = set()
        self._bodies = {body.body_id: body for body in bodies}
        self._offices = offices or {}
        self._top = {name for name, office in self._offices.items() if office.top}
        self._terms: dict[tuple[str | None, str], list[Person]] = defaultdict(list)
        for state in states:
            self._add_state(state)
        self._independent = tuple(
            a.actor_id for a in self._states.values() if a.kind == "state" and a.code == a.actor_id
        )
        for body in self._bodies.values():
            self._add_body(body)
        for group in groups:
            self._add_group(group)
        for institution in institutions:
            self._add_institution(institution)
        for place in places:
            self._names.add(place.name, NameEntry("place", place.code, place.name, note=place.note))
        for person in people:
            self._add_person(person)

    def state(self, code: str) -> Actor | None:
        """The state, territory or body of that code."""
        return self._states.get(code)

    def members(self, body_id: str, on: date | None = None) -> tuple[str, ...]:
        """Codes of a body's members on a day (without one: of today's), empty for a body that is not known."""
        body = self._bodies.get(body_id)
        if body is None:
            return ()
        return body.members_on(on) if body.members is not None else self._independent

    def holders(self, code: str | None, offices: Sequence[str], on: date | None) -> Actor | None:
        """Who held the first of the offices that anybody held that day, None where nobody or several did.

        Examples:
            >>> load_actors().holders("RUS", ["head_of_state"], date(2010, 5, 1)).name
            'Dmitry Medvedev'
        """
        person = self.holder(code, offices, on)
        return self.person_actor(person, on) if person else None

    def holder(self, code: str | None, offices: Sequence[str], on: date | None) -> Person | None:
        """As `holders`, but the person with all terms."""
        for office in offices:
            found = self._in_office(code, office, on)
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def lookup(self, name: str, on: date | None = None) -> Actor | None:
        """The actor that a name means on a day; None for a name that is unknown or means several, or only a place."""
        entry = self.choose(self._names.get(name), on)
        return self.actor_of(entry, on) if entry else None

    def bearers(self, surname: str, on: date | None) -> list[Person]:
        """The people of that surname if there is but one and in a top office that day, or several."""
        people = [e.person for e in self._names.get(surname) if e.person]
        return people if len(people) > 1 or any(self._is_top(p, on) for p in people) else []

    def is_person(self, name: str) -> bool:
        """Whether it is the full name of an office-holder."""
        return name in self._people

    def find(self, words: Sequence[str]) -> list[Hit[NameEntry]]:
        """All known names in a sequence of words, longest first from the left."""
        return self._names.find(words)

    def choose(self, entries: Iterable[NameEntry], on: date | None) -> NameEntry | None:
        """What a name means on a day, None where that cannot be told."""
        listed = list(entries)
        current = [e for e in listed if (holds_on(e.start, e.end, on) if on else not e.end)] or listed
        if not current:
            return None
        best = min(RANK[e.kind] for e in current)
        ranked = [e for e in current if RANK[e.kind] == best]
        if len(ranked) > 1 and best in (RANK["surname"], RANK["person"]):
            ranked = self._most_prominent(ranked, on)
        return ranked[0] if len({(e.code, e.name) for e in ranked}) == 1 else None

    def actor_of(self, entry: NameEntry, on: date | None) -> Actor | None:
        """The actor that an entry stands for on a day; None for a place."""
        if entry.person:
            return self.person_actor(entry.person, on)
        if entry.group and entry.actor:
            return replace(entry.actor, sector=entry.group.sector_on(on))
        return entry.actor

    def person_actor(self, person: Person, on: date | None) -> Actor:
        """A person as the actor of a day: for whom, and in which part; out of office it is that of a politician."""
        term = person.term_on(on, self._top)
        office = self._offices.get(term.office)
        sector: Sector = office.sector if office else "UNK"
        if sector == "GOV" and (body := self.state(term.code or "")) and body.kind == "body":
            sector = "IGO"
        if on and sector != "REB" and not person.serves_on(on):
            sector = "PTY"
        return Actor(f"{term.code or 'XXX'}/{make_slug(person.name)}", person.name, "person", term.code, sector)

    def _in_office(self, code: str | None, office: str, on: date | None) -> list[Person]:
        """Holders of an office on a day; on the day of a handover only those who took it."""
        spans = [
            (p, t) for p in self._terms.get((code, office), ()) for t in p.terms if (t.code, t.office) == (code, office)
        ]
        found = [(p, t) for p, t in spans if (t.covers(on) if on else not t.end)]
        if len(found) > 1 and on:
            found = [(p, t) for p, t in found if not t.end or t.end > on.isoformat()[: len(t.end)]]
        return list(dict.fromkeys(p for p, _ in found))

    def _most_prominent(self, entries: list[NameEntry], on: date | None) -> list[NameEntry]:
        """Those in office on the day, of them those in a top office; the given ones where nobody stands out."""
        serving = [e for e in entries if e.person and e.person.serves_on(on)] or entries
        return [e for e in serving if e.person and self._is_top(e.person, on)] or serving

    def _is_top(self, person: Person, on: date | None) -> bool:
        return any(t.office in self._top for t in person.terms if (t.covers(on) if on else not t.end))

    def _add_state(self, state: State) -> None:
        code = state.successor if state.kind == "former" and state.successor else state.code
        kind: Literal["state", "territory"] = "territory" if state.kind == "territory" else "state"
        actor = Actor(state.code, state.name, kind, code, "GOV", state.note)
        self._states.setdefault(state.code, actor)
        dates = (state.start, state.end) if state.kind == "former" else ("", "")
        groups: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
            ("former" if state.kind == "former" else "state", state.names),
            ("demonym", state.demonyms),
            ("capital", state.capitals),
            ("metonym", state.metonyms),
        )
        self._add_all(groups, actor, dates)

    def _add_body(self, body: Body) -> None:
        actor = Actor(body.body_id, body.name, "body", body.code, body.sector, body.note)
        self._states.setdefault(body.body_id, actor)
        if body.code and body.code != "IGO" and not body.part_of:
            self._states.setdefault(body.code, actor)
        names = (body.name, body.body_id, *body.aliases)
        self._add_all((("body", names), ("demonym", body.demonyms), ("metonym", body.metonyms)), actor)

    def _add_group(self, group: Group) -> None:
        actor = Actor(
            f"{group.code}/{group.group_id}" if group.code else group.group_id,
            group.name, "group", group.code, group.sector, group.note,
        )  # fmt: skip
        for name in dict.fromkeys((group.name, *group.aliases)):
            self._names.add(name, NameEntry("group", group.code, group.name, actor, group=group))

    def _add_institution(self, row: Institution) -> None:
        actor = Actor(f"{row.code}/{make_slug(row.name)}", row.name, "institution", row.code, row.sector)
        self._add_all((("institution", (row.name, *row.aliases)),), actor)

    def _add_person(self, person: Person) -> None:
        for name in dict.fromkeys((person.name, *person.aliases)):
            self._names.add(name, NameEntry("person", None, person.name, person=person))
        if person.surname != person.name:
            self._names.add(person.surname, NameEntry("surname", None, person.name, person=person))
        self._people.add(person.name)
        for key in dict.fromkeys((t.code, t.office) for t in person.terms):
            self._terms[key].append(person)

    def _add_all(
        self, groups: Iterable[tuple[NameKind, tuple[str, ...]]], actor: Actor, dates: tuple[str, str] = ("", "")
    ) -> None:
        for kind, names in groups:
            entry = NameEntry(kind, actor.code, actor.name, actor, None, None, *dates, actor.note)
            for name in dict.fromkeys(names):
                self._names.add(name, entry)


def make_slug(name: str) -> str:
    """A name as it stands in an id ("Kim Jong-un" as "kim-jong-un")."""
    return "-".join(piece.key for piece in cut_pieces(name))


@cache
def load_actors() -> ActorTable:
    """The table of all actors, read once."""
    with _pause_collector():
        rows = load_yaml("offices.yaml")
        return ActorTable(
            states=(*load_states(), *load_former_states()),
            places=load_places(),
            bodies=load_bodies(),
            groups=load_groups(),
            institutions=load_institutions(),
            people=load_officeholders(),
            offices={name: Office(row["sector"], row.get("top", False)) for name, row in rows.items()},
        )


@contextmanager
def _pause_collector() -> Iterator[None]:
    """Keep the garbage collector still: it would search the growing table, which stays for good, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
