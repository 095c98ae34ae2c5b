"""Stems, how common they are, and which belong together."""

import pytest

from detente.reference.words import Relation, load_frequencies, load_relations, relate_stems, stem_word


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("announce announced announces announcing", "announc"),
        ("shoot shot shoots shooting", "shoot"),
        ("country countries country's", "country"),
        ("met meets meeting", "meet"),
        ("say said says", "say"),
        ("3,500 3500", "3500"),
        ("Iran IRAN Iran’s", "iran"),
    ],
)
def test_forms_share_a_stem(words: str, stem: str) -> None:
    assert {stem_word(word) for word in words.split()} == {stem}


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("shoot", "shoots", "same"),
        ("invade", "invasion", "form"),
        ("foil", "thwart", "meaning"),
        ("murder", "kill", "kind"),
        ("dead", "die", "form"),  # from the project's own list
        ("sign", "visit", None),
    ],
)
def test_relations(a: str, b: str, relation: Relation | None) -> None:
    assert relate_stems(stem_word(a), stem_word(b)) == relate_stems(stem_word(b), stem_word(a)) == relation


def test_rare_words_weigh_more() -> None:
    rarity = load_frequencies().rarity
    assert 0 <= rarity("the") < rarity("minister") < rarity("centrifug") < rarity("no such word") < 9


def test_pairs_stand_in_order_and_name_stems() -> None:
    assert all(a < b for a, b in load_relations())
