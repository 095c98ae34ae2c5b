from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.read.sentences import find_datelines, split_sentences

# Each row is a text with a bar where one sentence ends and the next begins.
TEXTS = [
    "Talks began on Monday.| They ended on Friday.",
    "Gen. Petrov met Mr. Li and Dr. Sato.| They spoke for an hour.",
    "He left the U.S. Army for the U.N. in 2010.| He stayed there.",
    "The minister flew to the U.S.| The visit lasted two days.",
    "It happened in the U.S. Senate, not in Moscow.",
    "Sen. J. William Fulbright and John F. Kennedy agreed.",
    "The deal covers Acme Inc., Volta Corp. and others.| No price was given.",
    'BEIJING (Reuters) - The two sides "agreed to differ."| They will meet again.',
    "WASHINGTON, Oct. 22 (AP) -- The president will sign.| Congress must approve.",
    '"We are ready," said the spokesman.',
    '"Will they come?" the minister asked.| Nobody knew.',
    '"Never again!" Ivanov said on Sunday.',
    '"We will talk."| The spokesman then left.',
    "“We will not wait.”| The minister was clear.",
    "The vote was 7.5 percent higher at 10 a.m. on Tuesday.| The count goes on.",
    "It ended at 5 p.m.| The crowd went home.",
    "Well ... we will see.",
    "We waited...| Then the news came.",
    "See Art. 5 of the treaty, p. 12 and No. 7 of the list.",
    "Was it a threat?| It was!| All agreed.",
    "(The ministry declined to comment.)| The embassy did not answer.",
    "The list, e.g. tanks, i.e. armour, vs. aircraft, etc. was long.",
    "Trade fell in Jan. and Feb. 2009.| In March it rose.",
    "The firm eBay paid.| eBay said so.",
    "The pact was signed.|The parliament must ratify it.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_of_news(marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[a:b] for a, b in split_sentences(text)] == [s.strip() for s in marked.split("|")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Leaders meet in Oslo\n\nThe leaders of two states met.", 2),
        ("Leaders meet in Oslo\nThe leaders of two states met.", 2),
        ("First line\n\n\n  second line \n", 2),
        ("", 0),
        ("\n \n", 0),
        ("…", 1),
    ],
)
def test_paragraphs_always_split(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The foreign ministers of the two countries met on Tuesday in the capital of\n"
        "a third and agreed to open a line between their armies before the year is\n"
        "over, which diplomats called the first such step in more than ten years of\n"
        "mistrust between them. A second round of the talks is to follow in spring.\n"
    )
    assert len(split_sentences(text)) == 2


@given(st.text(alphabet="aB. \n\"'?!…)(1,", max_size=80))
def test_sentences_lose_nothing_and_never_overlap(text: str) -> None:
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("CAIRO (Reuters) - The talks began.", "CAIRO (Reuters) - "),
        ("GENEVA, Oct. 3 (AP) -- The talks began.", "GENEVA, Oct. 3 (AP) -- "),
        ("AFP - The talks began.", "AFP - "),
        ("Oslo (CNN) The talks began.", "Oslo (CNN) "),
        ("NEW DELHI: The talks began.", "NEW DELHI: "),
        ("ST. JOHN'S, Canada — The talks began.", "ST. JOHN'S, Canada — "),
        ("The talks (in Oslo) - the first - began.", ""),
        ("NATO is ready.", ""),
        ("Oslo - and Bergen - are cities.", ""),
    ],
)
def test_datelines(text: str, dateline: str) -> None:
    assert [text[a:b] for a, b in find_datelines(text)] == ([dateline] if dateline else [])
