"""Headline, body, captions and furniture by the look of the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ingest.articles import build_article
from detente.ingest.sections import split_sections
from detente.model import Article

LEAD = "The two governments signed an accord on fishing rights in the strait on Monday after eleven months of talks."
MORE = "The accord sets quotas for both fleets, and a joint commission will settle disputes that arise from it."
LAST = "A similar pact had lapsed in 2011, when both sides accused each other of breaking it at every turn."


def describe(article: Article) -> list[tuple[str, str]]:
    return [(section.kind, section.span.words(article.text)) for section in article.sections]


def kinds_of(*paragraphs: str, title: str | None = None) -> list[str]:
    """The kind of each paragraph."""
    article = build_article("\n\n".join(paragraphs), title)
    starts = [article.text.index(paragraph) for paragraph in paragraphs]
    return [str(article.section_at(start)) for start in starts]


def test_a_page_as_plain_text_falls_into_its_parts() -> None:
    text = "\n".join(
        [
            "Neighbours Sign Accord on Fishing in Strait",
            "",
            LEAD,
            "",
            "accord, fishing, strait, navy, patrol",
            "Patrol boats of both navies lie in the harbour of the northern port. Ministry of Defence",
            "",
            MORE,
            "",
            "Editor's Picks",
            "",
            "Weekly cover",
            "  • The magazine delivered to your door",
            "  • Unlimited access to all stories",
            "Weekly cover",
            "  • Ad free experience",
        ]
    )
    assert describe(build_article(text)) == [
        ("headline", "Neighbours Sign Accord on Fishing in Strait"),
        ("body", LEAD),
        ("furniture", "accord, fishing, strait, navy, patrol"),
        ("caption", "Patrol boats of both navies lie in the harbour of the northern port. Ministry of Defence"),
        ("body", MORE),
        (
            "furniture",
            "Editor's Picks\n\nWeekly cover\n• The magazine delivered to your door\n• Unlimited access to all stories\n"
            "Weekly cover\n• Ad free experience",
        ),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # a heading over a list holds until running text begins again
        ((LEAD, "More On This...", "Strait talks collapse", MORE, LAST), "body furniture furniture body body"),
        (
            (LEAD, "Most Popular", "Fleets return to port", "Why the strait matters"),
            "body furniture furniture furniture",
        ),
        ((LEAD, "Read more:", "“We are content,” he said.", MORE), "body furniture body body"),
        # names, agencies and times above the text
        (("Jane Roe and John Poe", "Associated Press", LEAD, MORE), "furniture furniture body body"),
        (("By Jane Roe", "Updated 3:14 PM ET, Mon March 2, 2020", LEAD, MORE), "furniture furniture body body"),
        # captions by their credits and by their words
        ((LEAD, "A trawler leaves the port at dawn. Jane Roe/AFP/Getty Images", MORE), "body caption body"),
        ((LEAD, "Jane Roe/AFP/Getty Images", MORE), "body furniture body"),
        ((LEAD, "FILE PHOTO: A trawler leaves the port. REUTERS/Jane Roe", MORE), "body caption body"),
        ((LEAD, "Minister Poe (L) greets Minister Roe (R) at the harbour on May 3.", MORE), "body caption body"),
        ((LEAD, "Senator Roe (R) of Ohio said that the accord would not last for long.", MORE), "body body body"),
        # notes and loose links below the text
        ((LEAD, MORE, "Jane Roe is a reporter at The Daily Record."), "body body furniture"),
        ((LEAD, "“It is a start,” said Jane Roe.", MORE, "Jane Roe is a professor of law at a college."), "body " * 4),
        ((LEAD, MORE, "Strait accord: five things to know"), "body body furniture"),
        ((LEAD, MORE, "They agreed on three points:", "- Fish", "- Patrols"), "body body body body body"),
        ((LEAD, MORE, "© 2020 The Daily Record. All rights reserved."), "body body furniture"),
        (
            (LEAD, "Advertisement", MORE, "(Reporting by Jane Roe; Editing by John Poe)"),
            "body furniture body furniture",
        ),
        # crossheads and fragments in the text stay
        ((LEAD, "A difficult neighbour", MORE, LAST), "body body body body"),
        # texts of one line are body, whatever they look like
        (("Putin praises Xi",), "body"),
        (("Iran, Iraq and Turkey agreed on the border",), "body"),
    ],
)
def test_paragraphs_by_look_and_place(paragraphs: tuple[str, ...], expected: str) -> None:
    assert kinds_of(*paragraphs) == expected.split()


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Neighbours sign accord on fishing", "headline"),
        ("Will the accord hold?", "headline"),
        ("Minister: 'No limit' to our ties", "headline"),
        ("The neighbours signed an accord on fishing on Monday.", "body"),
        ("He said the following:", "body"),
        ("USA TODAY", "furniture"),
        ("Jane Roe and John Poe", "furniture"),
        ("Why do they speak of boats, of nets and of the depth of the sea, and not of the islands themselves?", "body"),
        ("WASHINGTON — The neighbours signed an accord.", "body"),
    ],
)
def test_a_first_line_is_a_headline_only_where_it_looks_like_one(first: str, kind: str) -> None:
    assert kinds_of(first, LEAD, MORE)[0] == kind


def test_opening_words_may_be_furniture_alone() -> None:
    article = build_article(f"Story highlights {LEAD}\n\n{MORE}", "Accord signed")
    assert describe(article)[1:3] == [("furniture", "Story highlights "), ("body", f"{LEAD}\n\n{MORE}")]


def test_a_picture_button_inside_a_line_is_furniture() -> None:
    article = build_article(
        f"Neighbours Sign Enlarge this image toggle caption Jane Roe/AP Jane Roe/AP\n\n{LEAD}\n\n{MORE}"
    )
    assert [section.kind for section in article.sections] == ["body", "furniture", "body"]
    assert describe(article)[1] == ("furniture", "Enlarge this image toggle caption Jane Roe/AP Jane Roe/AP")


def test_known_captions_are_captions() -> None:
    text = f"{LEAD}\n\nBoats in the harbour at noon\n\n{MORE}"
    sections = split_sections(text, captions={"Boats in the harbour at noon"})
    assert [section.kind for section in sections] == ["body", "caption", "body"]


PIECES = st.sampled_from(
    ["Editor's Picks", "Advertisement", LEAD, MORE, "• Item", "By Jane Roe", "a, b, c", "Roe/AP", "\n", " ", "\r\n",
     "x.", "Story highlights The pact holds", "Jane Roe is a reporter.", "\u00a0", "“Yes,” he said.", "FILE - Boats"]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES).map("\n".join)), st.none() | st.text(), st.booleans())
def test_sections_cover_all_that_is_not_blank(text: str, title: str | None, normalise: bool) -> None:
    article = build_article(text, title, normalise=normalise)
    end = 0
    for section in article.sections:
        assert section.span.start >= end
        assert section.span.words(article.text).strip()
        assert not article.text[end : section.span.start].strip()
        end = section.span.end
    assert end <= len(article.text)
    assert not article.text[end:].strip()
