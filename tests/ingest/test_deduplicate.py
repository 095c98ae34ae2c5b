"""Copies and updates of one article."""

import random
from datetime import date, timedelta

import pytest

from build import build_article
from detente.ingest.deduplicate import WINDOW, Deduplicator, group_copies, hash_words, list_words
from detente.model import Article, Section, Span

DAY = date(2021, 5, 3)
CHANCE = random.Random(3)
WORDS = [f"word{number}" for number in range(400)]
STORY = " ".join(CHANCE.choices(WORDS, k=300))
OTHER = " ".join(CHANCE.choices(WORDS, k=300))


def place(text: str, outlet: str = "Example Wire", day: date = DAY) -> Article:
    return build_article(text, outlet=outlet, published=day)


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (STORY, True),
        (STORY.upper().replace(" ", "  "), True),
        (STORY[: len(STORY) // 2], True),  # cut short
        (STORY + " " + OTHER[:400], True),  # an update
        ("A new lead. " + STORY[100:], True),
        (OTHER, False),
        (STORY[: len(STORY) // 4] + " " + OTHER[: len(OTHER) // 2], False),  # a quotation of it
        ("", False),
    ],
)
def test_copies(text: str, is_copy: bool) -> None:
    first, second = place(STORY), place(text, "Example Post")
    one, other = group_copies([(first, DAY), (second, DAY)])
    assert one.story_id == first.article_id
    assert (other.story_id == first.article_id) is is_copy
    assert 0.6 <= other.confidence <= 1


def test_copies_of_copies_are_one_story() -> None:
    parts = [STORY, STORY[: len(STORY) * 2 // 3], STORY[: len(STORY) // 2]]
    copies = group_copies((place(text, f"outlet {i}"), DAY) for i, text in enumerate(parts))
    assert len({copy.story_id for copy in copies}) == 1


def test_what_is_weeks_old_is_forgotten() -> None:
    later = DAY + WINDOW + timedelta(1)
    one, other = group_copies([(place(STORY), DAY), (place(STORY, day=later), later)])
    assert one.story_id != other.story_id


def test_a_known_story_is_kept_for_those_that_follow() -> None:
    deduplicator = Deduplicator()
    deduplicator.add(place(STORY), DAY, story_id="known before")
    assert deduplicator.add(place(STORY, "Example Post"), DAY).story_id == "known before"


def test_furniture_makes_no_copy() -> None:
    offer = "Subscribe now to our newsletter and read on every device for less than a coffee a week. " * 4
    articles = [
        build_article(
            offer + body,
            outlet=body,
            sections=(Section("furniture", Span(0, len(offer))), Section("body", Span(len(offer), len(offer + body)))),
        )
        for body in ("Arland signed.", "Borland refused the offer.")
    ]
    one, other = group_copies((article, DAY) for article in articles)
    assert one.story_id != other.story_id


def test_words_are_without_accents_capitals_and_stops() -> None:
    assert list_words(place("São Paulo’s MAYOR, resigned!")) == ["sao", "paulo", "s", "mayor", "resigned"]
    assert hash_words(["a", "b"]) != hash_words(["b", "a"])
