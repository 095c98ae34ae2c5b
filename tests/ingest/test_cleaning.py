"""Texts come into one form, once and for all."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ingest.cleaning import clean_in_place, has_wrapped_lines, normalise_text

WRAPPED = """The foreign ministers of the two countries met in the capital on
Tuesday and agreed to open a second crossing on their common border
before the end of the year, a statement said.

They also spoke of trade, and of a railway line that the two sides
have wanted to build since the war ended some twenty years ago now.
"""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n\n \n two", "one\n\ntwo"),
        ("\ufeffU.S.\u00a0troops\u2009left", "U.S. troops left"),
        ("co\u00adoper\u200bation \u202aagreed\u202c", "cooperation agreed"),
        ("Cafe\u0301 in Damas\u0000cus", "Café in Damascus"),
        ("  “No limits” — he said…  ", "“No limits” — he said…"),
        ("a  b\t\tc", "a b c"),
        ("broken \ud83d half", "broken \ufffd half"),
        ("page one\x0cpage two\u2028line\u2029end", "page one\npage two\nline\nend"),
        ("", ""),
    ],
)
def test_normalise_text(raw: str, expected: str) -> None:
    assert normalise_text(raw) == expected


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    assert has_wrapped_lines(WRAPPED)
    first, second = normalise_text(WRAPPED).split("\n\n")
    assert first.endswith("before the end of the year, a statement said.")
    assert "\n" not in first + second


def test_short_lines_stay_apart() -> None:
    text = "russia, china, drill\nSoldiers march past in Kyakhta.\n\nThe drill ended on Friday."
    assert normalise_text(text) == text


@settings(deadline=None)
@given(st.text())
def test_normalising_twice_changes_nothing(raw: str) -> None:
    once = normalise_text(raw)
    assert normalise_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["- item\n", "\n", "a" * 52 + "\n", "b" * 30 + "\n", "c" * 70 + " d\n", "Stop.\n", "e" * 99]),
        max_size=30,
    )
)
def test_joining_lines_twice_changes_nothing(lines: list[str]) -> None:
    once = normalise_text("".join(lines))
    assert normalise_text(once) == once


@settings(deadline=None)
@given(st.text())
def test_cleaning_in_place_keeps_every_offset(raw: str) -> None:
    cleaned = clean_in_place(raw)
    assert len(cleaned) == len(raw)
    assert all(a == b for a, b in zip(raw, cleaned, strict=True) if a.isalnum())
    cleaned.encode()
