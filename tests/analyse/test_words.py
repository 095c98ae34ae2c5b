"""Texts as weighted words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyse.words import cosine, list_stems, weigh_stems


def test_the_weights_of_a_text_have_length_one() -> None:
    weights = weigh_stems(list_stems("Tehran rejected the offer, and rejected it again."))
    assert sum(weight * weight for weight in weights.values()) == pytest.approx(1)
    assert weights["reject"] > weights["offer"] > weights["the"]


def test_only_the_heaviest_are_kept() -> None:
    assert set(weigh_stems(list_stems("the talks in Ulaanbaatar"), limit=1)) == {"ulaanbaatar"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_lies_between_nothing_and_all(a: str, b: str) -> None:
    one, other = weigh_stems(list_stems(a)), weigh_stems(list_stems(b))
    assert -1e-9 <= cosine(one, other) == pytest.approx(cosine(other, one), abs=1e-9)
    assert cosine(one, other) <= 1 + 1e-9
    assert not one or math.isclose(cosine(one, one), 1)
