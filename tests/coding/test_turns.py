"""Conversations printed turn by turn."""

import re

import pytest

from build import build_article
from detente.coding.quotes import code_quotes
from detente.coding.turns import find_turns
from detente.model import Document, Mention, Quote, Span

TALK = (
    "The minister spoke to the paper.\n\n"
    "Ann Lee: Will the talks go on?\n\n"
    "Wang Yi: They will.\n\nWe want peace.\n\n"
    "AL: And if they fail?\n\n"
    "WANG YI: They will not.\n\n"
    "AL: Thank you.\n\n"
    "WANG YI: We thank you.\n\nThe paper is printed in Riga."
)


def make_document(text: str) -> Document:
    spans = (Span(*match.span()) for match in re.finditer("Wang Yi", text))
    known = (Mention(span, 0, "CHN/wang-yi", "Wang Yi", "CHN", "GOV", "table") for span in spans)
    return Document(build_article(text), (), (), tuple(known))


def read_turns(text: str) -> list[tuple[str | None, str]]:
    return [(t.speaker.name, " / ".join(s.words(text) for s in t.content)) for t in find_turns(make_document(text))]


def test_turns_are_read_with_their_speakers_and_initials_are_expanded() -> None:
    assert read_turns(TALK) == [
        ("Ann Lee", "Will the talks go on?"),
        ("Wang Yi", "They will. / We want peace."),
        ("Ann Lee", "And if they fail?"),
        ("Wang Yi", "They will not."),
        ("Ann Lee", "Thank you."),
        ("Wang Yi", "We thank you."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "READ MORE: Talks fail.\nREAD MORE: Talks go on.\nREAD MORE: Talks end.",
        "Paris: Rain.\nParis: Sun.\nOslo: Snow.\nOslo: Wind.",  # headings that come again, not by turns
        "Note: the talks go on.\n\nThe minister said: we stay.\n\nNote: no more.",
        'CLINTON: "We stay."\n\nTRUMP: "We go."\n\nCLINTON: "Never."\n\nTRUMP: "Now."',  # quotations say it themselves
        "",
    ],
)
def test_other_labels_are_no_turns(text: str) -> None:
    assert read_turns(text) == []


def test_questions_have_no_speaker_name() -> None:
    turns = read_turns("Q: Why?\nMR. PRICE: Because.\nQ: When?\nMR. PRICE: Now.")
    assert [name for name, _ in turns] == [None, "MR. PRICE", None, "MR. PRICE"]


def test_a_turn_becomes_a_direct_quote_with_its_label_as_evidence() -> None:
    quotes: tuple[Quote, ...] = code_quotes(make_document(TALK))
    said = [q for q in quotes if q.speaker_code == "CHN"]
    assert [q.quote_type for q in quotes] == ["direct"] * 6
    assert said[0].speaker is not None
    assert (said[0].speaker.words(TALK), said[0].evidence.made_by) == ("Wang Yi", "quotes/turn")
    assert said[0].evidence.span.words(TALK).startswith("Wang Yi: They will.")
