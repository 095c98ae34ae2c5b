"""Texts to quotes with the shipped model, on sentences of our own."""

from datetime import date

import pytest

from detente.coder import Coder, code_document
from detente.coding.quotes import code_quotes
from detente.errors import ModelError
from detente.ingest.articles import Facts, build_article

TABLE = [
    (
        'Chinese Foreign Minister Wang Yi said on Monday that the talks had failed. "We came to listen," he said. '
        '"Nobody else did."',
        [("indirect", "that the talks had failed", "CHN"), ("direct", "We came to listen / Nobody else did.", "CHN")],
    ),
    (
        "“We will never leave the alliance,” Polish President Andrzej Duda told reporters in Warsaw.",
        [("direct", "We will never leave the alliance", "POL")],
    ),
    (
        "According to the Japanese Foreign Ministry, the ship had entered its waters twice.",
        [("indirect", "the ship had entered its waters twice", "JPN")],
    ),
    (
        "“The road to peace is open.\n\n“But it will not stay open for ever,” said French President Emmanuel Macron.",
        [("direct", "The road to peace is open. / But it will not stay open for ever", "FRA")],
    ),
    ('The workers\' union and the so-called "peace plan" were on the agenda in Geneva.', []),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    try:
        coder = Coder()
        coder.read_document(build_article("A word."))
    except ModelError as error:
        pytest.skip(str(error))
    return coder


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_quotes_are_read_from_text(coder: Coder, text: str, expected: list[tuple[str, str, str]]) -> None:
    doc = coder.read_document(build_article(text, None, Facts(date(2020, 10, 23))))
    found = [(q.quote_type, " / ".join(s.words(doc.text) for s in q.content), q.speaker_code) for q in code_quotes(doc)]
    assert found == expected


def test_we_acts_for_the_speaker_over_sentences(coder: Coder) -> None:
    text = (
        '"It was a difficult day," Russian Foreign Minister Sergey Lavrov said. '
        '"We condemned Turkey. Our troops attacked Georgia."'
    )
    events = code_document(coder.read_document(build_article(text))).events
    sides = {(*(p.code for p in event.actors), *(p.code for p in event.recipients)) for event in events}
    assert sides == {("RUS", "TUR"), ("RUS", "GEO")}
