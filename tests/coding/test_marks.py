"""What stands between quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.marks import find_quotations

QUOTED = [
    ('"We will stay," he said.', ["We will stay,"]),
    ("“We will stay,” he said. “All of us.”", ["We will stay,", "All of us."]),
    ("``We will stay,'' he said.", ["We will stay,"]),
    ("«Nous restons», he said.", ["Nous restons"]),
    ("'We will stay,' he said.", ["We will stay,"]),
    ("‘We won’t leave the workers’ side,’ he said.", ["We won’t leave the workers’ side,"]),
    ("“He told me ‘never’ and left,” she said.", ["He told me ‘never’ and left,"]),
    ("“She said “no” to us” was all he wrote.", ["She said “no” to us"]),
    ("The minister's house, the workers' rights and the '90s don't count.", []),
    ("“No end here. “We will stay,” he said.", ["We will stay,"]),
    ('He called it "a shame', []),
    ('He said: "It is a shame', ["It is a shame"]),
    ('Nothing between "" them.', []),
    ("No marks at all.", []),
    ("Headline calls talks 'a farce'\n\n\"Yes,\" he said.", ["a farce", "Yes,"]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations_are_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert [q.inner.words(text) for q in find_quotations(text)] == expected


def test_a_quotation_runs_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The last part,” he said.\n\n“Another one.”"
    assert [(q.inner.words(text), q.runs_on) for q in find_quotations(text)] == [
        ("The first part.", True),
        ("The second part.", True),
        ("The last part,", False),
        ("Another one.", False),
    ]


def test_a_line_that_goes_on_in_small_letters_is_the_same_paragraph() -> None:
    text = '"The talks have\nnot failed," he said.'
    assert [q.inner.words(text) for q in find_quotations(text)] == ["The talks have\nnot failed,"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"Yes, we will," he said. ' * 10_000, 10_000),
        ('He called it "a shame. ' * 13_000, 0),
        ("“a " * 100_000, 0),
        ('"' + "word " * 60_000 + '"', 1),
        ('"a b c\n' * 50_000, 50_000),
    ],
)
def test_long_texts_with_many_marks_are_read(text: str, count: int) -> None:
    assert len(find_quotations(text)) == count


@given(st.text(alphabet="ab. ,\n\"'“”‘’`«»", max_size=60))
def test_quotations_come_in_order_and_lie_in_the_text(text: str) -> None:
    place = 0
    for quotation in find_quotations(text):
        assert place <= quotation.outer.start < quotation.inner.start < quotation.inner.end <= len(text)
        assert quotation.outer.contains(quotation.inner)
        place = quotation.outer.end
