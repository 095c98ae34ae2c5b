"""Small words that decide which country a noun phrase names."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

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
    people: frozenset[str]
    opposites: frozenset[str]
    collectives: frozenset[str]
    abroad: frozenset[str]
    word_countries: Mapping[str, str]
    ground_groups: Mapping[str, str]
    grounds: Mapping[str, Mapping[str, float]]
    women: frozenset[str]
    communities: frozenset[str]
    harmers: frozenset[str]
    movers: frozenset[str]
    place_nouns: frozenset[str]
    group_words: Mapping[str, tuple[str, ...]]


@cache
def load_phrasing() -> Phrasing:
    """The word lists, read once."""
    data: dict[str, Any] = load_yaml("mentions.yaml")
    shaped: dict[str, Any] = {
        field.name: _shape(data[field.name], str(field.type)) for field in fields(Phrasing) if field.name in data
    }
    return Phrasing(**shaped)


def _shape(value: Any, wanted: str) -> Any:
    """A list as the set or tuple wanted, and so for the lists of a mapping."""
    if isinstance(value, dict):
        return {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    return tuple(value) if wanted.startswith("tuple") else frozenset(value)
