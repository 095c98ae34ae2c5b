"""Every example in the lexicon gives its records, read with the shipped model's grammar and the lexicon alone."""

from dataclasses import replace
from functools import cache

import pytest

from build import build_article
from detente.coder import annotate
from detente.coding.duplicates import merge_candidates
from detente.coding.events import EventCoder
from detente.errors import ModelError
from detente.model import Document, Event, Participant
from detente.reference.files import find_data
from detente.reference.lexicon import Example, load_lexicon


@cache
def read_examples() -> dict[str, Document]:
    """All example sentences, parsed in one go."""
    from detente.read.reader import Reader

    try:
        reader = Reader()
    except ModelError as error:
        pytest.skip(str(error))
    articles = [build_article(example.text) for example in load_lexicon().examples]
    # Without what the network makes of the words, which would hide a rule that does not work.
    return {doc.text: annotate(replace(doc, signs=None)) for doc in reader.parse_articles(articles)}


def read_events(doc: Document) -> list[Event]:
    """All events that cues tell of, whatever their confidence: an example shows how to read, not how sure to be."""
    coder = EventCoder(doc)
    return [coder.record(c) for c in merge_candidates(doc, list(coder.find_candidates()), coder.days)]


def describe(event: Event) -> str:
    """An event in the lexicon's short form: "RUS ASSAULT/aerial UKR (future)"."""
    kind = f"{event.event_type}/{event.mode}" if event.mode else event.event_type
    actors, recipients = name_side(event.actors) or "-", name_side(event.recipients)
    sides = f"{actors} {kind} {recipients}" if recipients else f"{actors} {kind}"
    return sides if event.status == "actual" else f"{sides} ({event.status})"


def name_side(side: tuple[Participant, ...]) -> str:
    return "+".join(sorted({p.code or "?" for p in side}))


@pytest.mark.parametrize("example", load_lexicon().examples, ids=lambda e: f"{e.frame_id}: {e.text}")
def test_example_gives_its_records(example: Example) -> None:
    found = {describe(event) for event in read_events(read_examples()[example.text])}
    wanted = {record.removesuffix(" -") for record in example.records}
    assert wanted <= found


def test_words_without_reading_evoke_nothing() -> None:
    lines = find_data("lexicon/without_reading.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    listed = {(word, row[0].upper()) for row in rows if row[0] != "phrase" for word in row[1:]}
    assert {row[0] for row in rows} == {"verb", "noun", "phrase"}
    assert not listed & set(load_lexicon().triggers)
