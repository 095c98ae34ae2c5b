"""Periods from dates of any precision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Period


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2020-10-23", "2020-10-23", "2020-10-24"),
        ("2020-W43", "2020-10-19", "2020-10-26"),
        ("2021-W01", "2021-01-04", "2021-01-11"),
        ("2020-10", "2020-10-01", "2020-11-01"),
        ("2019-12", "2019-12-01", "2020-01-01"),
        ("2020-Q4", "2020-10-01", "2021-01-01"),
        ("2020", "2020-01-01", "2021-01-01"),
        ("202", "2020-01-01", "2030-01-01"),
    ],
)
def test_parse_gives_half_open_days_and_back(value: str, start: str, end: str) -> None:
    period = Period.parse(value)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert str(period) == value


@pytest.mark.parametrize("value", ["2020-13", "2020-02-30", "20", "2020-W60", "soon", "2020-10-23T10:00", ""])
def test_parse_refuses_what_is_no_date(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period.parse(value)


@given(st.dates())
def test_a_day_holds_itself_only(day: date) -> None:
    if day < date.max:
        period = Period.of_day(day)
        assert period.contains(day)
        assert period.last == day
        assert Period.parse(str(period)) == period
