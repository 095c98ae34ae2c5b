"""Words for political parts: titles, kinds of people, kinds of institutions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from detente.model import Sector
from detente.reference.files import load_yaml
from detente.reference.names import NameIndex

_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A title ("foreign minister").

    Attributes:
        offices: the offices that it can mean, the likeliest first; empty where no table can tell the holder.
        code: the state or body to which it belongs whatever stands before it, or None.
    """

    phrase: str
    offices: tuple[str, ...]
    sector: Sector
    code: str | None = None


@dataclass(frozen=True)
class Roles:
    """All words for political parts.

    Attributes:
        titles: of office-holders.
        kinds: PLOVER sectors of words for people and institutions ("gunmen" REB, "foreign ministry" GOV).
        past: words before a title that say that its bearer left the office ("former").
        present: words that leave the bearer in office ("acting").
        unnamed: words that say that no name follows ("masked").
    """

    titles: NameIndex[Title]
    kinds: NameIndex[Sector]
    past: frozenset[str]
    present: frozenset[str]
    unnamed: frozenset[str]

    def sector_of(self, words: Sequence[str]) -> Sector | None:
        """The part that the last of the words names, with as many of those before as belong to it; None for no part."""
        return _find_sector(self.kinds, tuple(words[-_LONGEST:]))


@lru_cache(maxsize=20_000)
def _find_sector(kinds: NameIndex[Sector], words: tuple[str, ...]) -> Sector | None:
    for start in range(len(words)):
        phrase = " ".join(words[start:]).lower()
        # Some words stand in the plural only ("fighter jets").
        if found := kinds.get(phrase) or kinds.get(phrase + "s"):
            return found[0]
    return None


@cache
def load_roles() -> Roles:
    """The words for political parts, read once."""
    data = load_yaml("roles.yaml")
    titles: NameIndex[Title] = NameIndex()
    for phrase, row in data["titles"].items():
        titles.add(phrase, Title(phrase, tuple(row.get("office") or ()), row["sector"], row.get("code")))
    past, present, unnamed = (frozenset(data[key]) for key in ("former", "acting", "unnamed"))
    return Roles(titles, _index_kinds(data["nouns"], data["bodies"]), past, present, unnamed)


def _index_kinds(*lists: Mapping[Sector, Sequence[Any]]) -> NameIndex[Sector]:
    kinds: NameIndex[Sector] = NameIndex()
    for by_sector in lists:
        for sector, phrases in by_sector.items():
            for phrase in phrases:
                kinds.add(str(phrase).lower(), sector)
    return kinds
