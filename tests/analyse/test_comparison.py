"""How far two accounts of the same relations go together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyse.acts import Act
from detente.analyse.comparison import compare_series, correlate_ranks
from detente.analyse.series import Series, build_series


def _build(scores: dict[int, float]) -> Series:
    """A series of the months of a year from scores by month."""
    acts = [Act(date(2020, month, 3), f"a{month}", "ACCUSE", None, s, 1, "x") for month, s in sorted(scores.items())]
    return build_series(acts, since=date(2020, 1, 1), until=date(2020, 12, 31))


def test_signs_and_ranks() -> None:
    found = compare_series(_build({1: 5, 2: -3, 5: 1}), _build({1: 2, 2: -9, 5: -1, 7: 4}))
    assert (found.step_count, found.both_count, found.agree_count) == (12, 3, 2)
    assert found.rank_correlation == pytest.approx(0.3495, abs=1e-4)  # by hand, ties with their mean rank


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([1, 2, 3, 4, 5], [2, 4, 6, 8, 100], 1.0),
        ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], -1.0),
        ([1, 1, 2, 2, 3], [1, 2, 3, 4, 5], 0.9486832981),
        ([1, 2, 3, 4], [1, 2, 3, 4], None),
        ([1, 1, 1, 1, 1], [1, 2, 3, 4, 5], None),
    ],
)
def test_rank_correlation(one: list[float], other: list[float], expected: float | None) -> None:
    assert correlate_ranks(one, other) == expected


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=5, max_size=30))
def test_rank_correlation_is_symmetric_and_bounded(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    found = correlate_ranks(one, other)
    assert found == correlate_ranks(other, one)
    assert found is None or -1 <= found <= 1
    assert found == correlate_ranks([2 * a + 1 for a in one], other)


def test_series_with_other_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="different steps"):
        compare_series(_build({1: 1}), build_series([], since=date(2020, 1, 1), until=date(2020, 2, 1)))
