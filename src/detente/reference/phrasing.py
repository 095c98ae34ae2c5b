"""Small words that decide which country a noun phrase names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.reference.files import load_yaml


@dataclass(frozen=True)
class Phrasing:
    """The word lists of mentions.yaml, each explained there."""

    foreign_after: frozenset[str]
    foreign_before: frozenset[str]
    owner_cases: frozenset[str]
    place_cases: frozenset[str]
    relays: frozenset[str]
    kept_in_bodies: frozenset[str]
    honorifics: frozenset[str]
    title_countries: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    led_by_government: frozenset[str]
    leader_words: frozenset[str]
    leader_offices: tuple[str, ...]
    government_first: tuple[str, ...]
    not_holding: frozenset[str]
    first_halves: frozenset[str]
    country_nouns: frozenset[str]
    leader_plurals: frozenset[str]
    agencies: frozenset[str]
    things: frozenset[str]
    others: frozenset[str]
    word_countries: Mapping[str, str]
    grounds: Mapping[str, tuple[str, ...]]
    women: frozenset[str]


@cache
def load_phrasing() -> Phrasing:
    """The word lists, read once."""
    data = load_yaml("mentions.yaml")
    plurals = {word: tuple(codes) for word, codes in data.pop("plurals").items()}
    grounds = {sector: tuple(order) for sector, order in data.pop("grounds").items()}
    countries = {key: data.pop(key) for key in ("title_countries", "word_countries")}
    ordered = {key: tuple(data.pop(key)) for key in ("leader_offices", "government_first")}
    sets = {key: frozenset(words) for key, words in data.items()}
    return Phrasing(plurals=plurals, grounds=grounds, **countries, **ordered, **sets)
