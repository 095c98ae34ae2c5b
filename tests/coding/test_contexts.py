"""Contexts by key words: what each takes in, and what looks like a key word and is none."""

import pytest

from detente.coding.contexts import find_contexts

TABLE = [
    ("Iran agreed to halt uranium enrichment.", ("cbrn",)),
    ("The president condemned the raid.", ()),
    ("The minister resigned after a cabinet reshuffle.", ("executive",)),
    ("Both capitals fear a trade war.", ("economic",)),
    ("The two countries went to war over the border.", ("military", "territory")),
    ("It was the heaviest fighting since World War II.", ()),
    ("The Secretary-General spoke to the General Assembly.", ("diplomatic",)),
    ("Prosecutors investigated the important claim.", ("legal",)),
    ("Investment from Japan fell, and imports with it.", ("economic",)),
    ("Democrats in the Senate objected.", ("legislative",)),
    ("The envoy praised the return to democracy.", ("pro_democracy", "diplomatic")),
    ("The Islamic State claimed the killings.", ("terrorism",)),
    ("Muslim leaders called for calm.", ("religion_ethnicity",)),
    ("Police fired tear gas.", ("crime",)),
    ("Moscow cut gas deliveries to Kyiv.", ("natural_resource",)),
    ("Refugees crossed into Jordan.", ("migration",)),
]


@pytest.mark.parametrize(("sentence", "contexts"), TABLE)
def test_contexts_are_those_that_the_key_words_speak_of(sentence: str, contexts: tuple[str, ...]) -> None:
    assert find_contexts(sentence) == contexts
