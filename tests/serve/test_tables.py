"""Records as lines: when they were said, happened and were published."""

from datetime import date

import pytest

from build_records import build_dispatch
from detente.model import Period
from detente.serve.tables import show_dated, show_source
from detente.store import ArticleFacts, EventRow

DAYS = [
    (date(2020, 10, 23), Period.parse("2020-10-19"), "on Monday", "2020-10-19"),
    (date(2020, 10, 23), None, "some time ago", "“some time ago”"),
    (None, None, "on\nMonday", "“on Monday” (relative to a publication day that is unknown)"),
    (None, Period.parse("2020-10"), "in October 2020", "2020-10"),
    (None, None, None, "–"),
]


@pytest.mark.parametrize(("published", "day", "when", "expected"), DAYS)
def test_a_day_is_shown_or_the_words_for_it(
    published: date | None, day: Period | None, when: str | None, expected: str
) -> None:
    article, event = build_dispatch(1)
    facts = ArticleFacts(article.article_id, None, None, published, None, "r")
    assert show_dated(EventRow(event, article.text, None, facts, when), day) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (date(2020, 10, 23), "Talks, Courier, published on 2020-10-23"),
        (None, "Talks, Courier, published on an unknown day"),
    ],
)
def test_an_article_is_cited_with_its_day(published: date | None, expected: str) -> None:
    assert show_source(ArticleFacts("a", "Talks", "Courier", published, None, "r")) == expected
