"""Every example of a tie rule gives its records by that rule, read with the shipped model."""

from datetime import date
from functools import cache

import pytest

from build import build_article
from detente.coder import annotate
from detente.coding.ties import code_ties
from detente.errors import ModelError
from detente.model import Document, Standing
from detente.reference.ties import TieExample, load_tie_words

PUBLISHED = date(2019, 6, 3)


@cache
def read_examples() -> dict[str, Document]:
    """All example sentences, parsed in one go."""
    from detente.read.reader import Reader

    try:
        reader = Reader()
    except ModelError as error:
        pytest.skip(str(error))
    articles = [build_article(example.text, published=PUBLISHED) for example in load_tie_words().examples]
    return {doc.text: annotate(doc) for doc in reader.parse_articles(articles)}


def describe(standing: Standing) -> str:
    return f"{standing.tie.kind} {' '.join(standing.tie.parties)} {standing.standing}"


@pytest.mark.parametrize("example", load_tie_words().examples, ids=lambda e: f"{e.rule_id}: {e.text}")
def test_example_gives_its_records(example: TieExample) -> None:
    found = {describe(s): s.evidence.made_by for s in code_ties(read_examples()[example.text])}
    assert set(example.records) <= set(found)
    assert f"ties/{example.rule_id}" in {found[record] for record in example.records}


def test_every_rule_has_an_example() -> None:
    words = load_tie_words()
    assert set(words.rules) == {example.rule_id for example in words.examples}


def test_every_record_gives_back_its_words() -> None:
    for doc in read_examples().values():
        for standing in code_ties(doc):
            span, cue = standing.evidence.span, standing.evidence.cue
            assert cue is not None
            assert span.contains(cue)
            assert cue.words(doc.text).strip()
            assert 0 < standing.evidence.confidence <= 1
            assert standing.day is not None
            assert standing.day.start == PUBLISHED
