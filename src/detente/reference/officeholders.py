"""Who held which office when."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.reference.files import iter_csv
from detente.reference.states import holds_on, split_field


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office, from and to ISO dates of any precision (an empty end: still in office)."""

    code: str | None
    office: str
    start: str
    end: str
    note: str | None = None

    def covers(self, on: date) -> bool:
        """Whether the person held the office on that day; on the day of a handover both do."""
        return holds_on(self.start, self.end, on)


@dataclass(frozen=True, slots=True)
class Person:
    """One who holds or held office, with all terms in order of their start."""

    name: str
    surname: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]

    def term_on(self, on: date | None, preferred: Container[str] = ()) -> Term:
        """The term that says for whom the person speaks on a day.

        It is one that covers the day, in a preferred office if there is one; else the last before it, else the first
        of all. Without a day it is the last one.
        """
        if on is None:
            return self.terms[-1]
        current = [t for t in self.terms if t.covers(on)]
        current = [t for t in current if t.office in preferred] or current
        past = [t for t in self.terms if t.start <= on.isoformat()]
        return current[-1] if current else past[-1] if past else self.terms[0]

    def serves_on(self, on: date | None) -> bool:
        """Whether the person holds an office on a day; without a day, whether still."""
        return any(t.covers(on) if on else not t.end for t in self.terms)


@cache
def load_officeholders() -> tuple[Person, ...]:
    """All office-holders; rows of one name are one person."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in iter_csv("officeholders.csv"):
        rows.setdefault(row["name"], []).append(row)
    return tuple(_join_rows(name, of_one) for name, of_one in rows.items())


def _join_rows(name: str, rows: Iterable[dict[str, str]]) -> Person:
    rows = sorted(rows, key=lambda row: row["start"])
    aliases = dict.fromkeys(alias for row in rows for alias in split_field(row["aliases"]))
    terms = (Term(r["code"] or None, r["office"], r["start"], r["end"], r["note"] or None) for r in rows)
    return Person(name, rows[0]["surname"], tuple(aliases), tuple(terms))
