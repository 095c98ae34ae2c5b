"""Counts, net cooperation and alignment by day, week and month."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_acts import START, build_acts
from detente.analyse.series import Every, build_series, split_window
from detente.model import Period

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 400), st.sampled_from(["day", "week", "month"]))
def test_steps_cover_the_window_without_gaps(since: date, length: int, every: Every) -> None:
    until = since + timedelta(length)
    steps = list(split_window(since, until, every))
    assert steps[0].contains(since)
    assert steps[-1].contains(until)
    assert [step.end for step in steps[:-1]] == [step.start for step in steps[1:]]
    assert {step.precision for step in steps} == {every}


def test_every_act_is_counted_once() -> None:
    acts = build_acts("CONSULT*5 ACCUSE*3 ASSAULT*2", every=9)
    for every in ("day", "week", "month"):
        series = build_series(acts, every=every)
        assert sum(step.act_count for step in series.steps) == series.act_count == 10
        assert sum(step.report_count for step in series.steps) == series.report_count == 20
        assert sum(step.balance for step in series.steps) == pytest.approx(5 * 2.5 - 3 * 3 - 2 * 9)


def test_counts_by_quad_class_and_by_type() -> None:
    acts = build_acts("CONSULT AGREE ACCUSE", every=1)
    [quads], [types] = build_series(acts).steps, build_series(acts, grouping="type").steps
    assert quads.counts == {"verbal conflict": 1, "verbal cooperation": 2}
    assert quads.reports == {"verbal conflict": 2, "verbal cooperation": 4}
    assert types.counts == {"ACCUSE": 1, "AGREE": 1, "CONSULT": 1}


def test_net_cooperation_halves_with_each_half_life() -> None:
    acts = build_acts("SUPPORT")
    series = build_series(acts, until=START + timedelta(60), every="day", half_life=30)
    assert [series.steps[i].net for i in (0, 30, 60)] == pytest.approx([5, 2.5, 1.25])
    assert series.steps[60].balance == 0


def test_what_passed_before_the_window_weighs_but_is_not_counted() -> None:
    acts = build_acts("ASSAULT*3 CONSULT*3", every=30)
    series = build_series(acts, since=date(2020, 4, 1), until=date(2020, 4, 29), half_life=30)
    [april] = series.steps
    assert (series.act_count, april.act_count) == (0, 0)
    assert april.level is not None
    assert april.level.act_count == 4
    assert april.net < 0
    assert series.level is None


def test_a_step_is_measured_at_its_end_or_that_of_the_window() -> None:
    acts = build_acts("SUPPORT")
    [step] = build_series(acts, until=START + timedelta(10), half_life=10).steps
    assert step.period == Period.parse("2020-01")
    assert step.net == pytest.approx(2.5)


def test_nothing_gives_no_steps_or_empty_ones() -> None:
    assert build_series([]).steps == ()
    steps = build_series([], since=date(2020, 1, 1), until=date(2020, 2, 1)).steps
    assert [(str(step.period), step.act_count, step.net, step.level) for step in steps] == [
        ("2020-01", 0, 0, None),
        ("2020-02", 0, 0, None),
    ]
