"""Words for political parts."""

import pytest

from detente.reference.phrasing import load_phrasing
from detente.reference.roles import load_roles


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("gunmen", "REB"), ("masked gunmen", "REB"), ("riot police", "COP"), ("foreign ministry", "GOV"),
        ("Supreme Court", "JUD"), ("troops", "MIL"), ("refugees", "CVL"), ("economy", None),
    ],
)  # fmt: skip
def test_sector_of(words: str, sector: str | None) -> None:
    assert load_roles().sector_of(words.split()) == sector


@pytest.mark.parametrize(
    ("words", "phrase", "office"),
    [
        ("Foreign Minister", "foreign minister", "foreign_minister"),
        ("the deputy prime minister", "deputy prime minister", "deputy_head"),
        ("secretary of state", "secretary of state", "foreign_minister"),
    ],
)
def test_titles(words: str, phrase: str, office: str) -> None:
    (hit,) = load_roles().titles.find(words.split())
    assert (hit.values[0].phrase, hit.values[0].offices[0]) == (phrase, office)


def test_phrasing_is_shaped_as_declared() -> None:
    phrasing = load_phrasing()
    assert isinstance(phrasing.relays, frozenset)
    assert isinstance(phrasing.leader_offices, tuple)
    assert set(phrasing.ground_groups.values()) == set(phrasing.grounds)
    assert all(isinstance(weight, float) for weights in phrasing.grounds.values() for weight in weights.values())
