"""Articles from texts and what is known of them."""

from datetime import date

import pytest

from detente.ingest.articles import Facts, build_article

LEAD = "The two governments signed an accord on fishing rights in the strait on Monday after eleven months of talks."


@pytest.mark.parametrize(
    ("text", "title", "stored"),
    [
        (LEAD, "Accord signed", f"Accord signed\n\n{LEAD}"),
        (f"Accord signed\n\n{LEAD}", "Accord signed", f"Accord signed\n\n{LEAD}"),
        (f"ACCORD ‘signed’\n\n{LEAD}", "Accord 'signed'", f"ACCORD ‘signed’\n\n{LEAD}"),
        (
            "Accord signed on Monday, they said.",
            "Accord signed",
            "Accord signed\n\nAccord signed on Monday, they said.",
        ),
        (LEAD, "  ", LEAD),
        (LEAD, "Accord\nsigned", f"Accord signed\n\n{LEAD}"),
    ],
)
def test_the_title_is_the_first_line_once(text: str, title: str, stored: str) -> None:
    article = build_article(text, title)
    assert article.text == stored
    assert article.sections[-1].kind == "body"
    assert (article.title is None) == (not title.strip())


def test_a_headline_in_the_text_becomes_the_title() -> None:
    assert build_article(f"Accord signed\n\n{LEAD}").title == "Accord signed"


def test_facts_go_into_the_article() -> None:
    facts = Facts(date(2020, 10, 23), "The Daily Record", "https://example.org/1")
    article = build_article(LEAD, None, facts, "a1")
    assert (article.published, article.outlet, article.url, article.given_id) == (
        date(2020, 10, 23), "The Daily Record", "https://example.org/1", "a1",
    )  # fmt: skip


def test_without_normalising_offsets_stay_and_no_title_is_put_in_front() -> None:
    text = f"  The\u00a0pact\r\nheld.\x00 {LEAD}"
    article = build_article(text, "Accord signed", normalise=False)
    assert len(article.text) == len(text)
    assert article.text == f"  The pact \nheld.  {LEAD}"
    assert article.title == "Accord signed"


def test_captions_of_the_page_stand_below_the_text() -> None:
    article = build_article(LEAD, "Accord signed", captions=["Boats in the harbour", "Boats in the harbour"])
    assert article.text == f"Accord signed\n\n{LEAD}\n\nBoats in the harbour"
    assert [section.kind for section in article.sections] == ["headline", "body", "caption"]


def test_facts_fill_each_other() -> None:
    day = date(2020, 10, 23)
    assert Facts(None, "A", None).filled_from(Facts(day, "B", "u")) == Facts(day, "A", "u")
