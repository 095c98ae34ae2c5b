"""The level of acts and its interval."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_acts import START, build_acts
from detente.analyse.acts import Act
from detente.analyse.alignment import MANY, Level, compare_levels, measure_alignment

SCORES = st.lists(st.floats(-10, 10), min_size=1, max_size=30)


def score_acts(scores: list[float]) -> list[Act]:
    return [Act(START + timedelta(i), f"{i:03}", None, None, score, 1, f"{i}") for i, score in enumerate(scores)]


def test_without_scored_acts_there_is_no_level() -> None:
    assert measure_alignment([]) is None
    assert measure_alignment([replace(build_acts("CONSULT")[0], score=None)]) is None
    assert measure_alignment(build_acts("CONSULT"), on=START - timedelta(1)) is None


@pytest.mark.parametrize(("count", "least", "most"), [(1, 1.6, 2.0), (2, 1.1, 1.6), (10, 0.3, 0.5), (200, 0.0, 0.05)])
def test_the_interval_says_on_how_many_acts_it_rests(count: int, least: float, most: float) -> None:
    found = measure_alignment(build_acts(f"CONSULT*{count}", every=1))
    assert found is not None
    assert (found.act_count, found.source_count, found.weight) == (count, count, count)
    assert least < found.high - found.low < most


@settings(deadline=None)
@given(SCORES)
def test_the_level_lies_within_its_interval_and_its_range(scores: list[float]) -> None:
    found = measure_alignment(score_acts(scores))
    assert found is not None
    assert -1 <= found.low < found.high <= 1
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    assert found.value == pytest.approx(np.mean(scores) / 10)


@settings(deadline=None)
@given(SCORES)
def test_turned_scores_turn_the_level(scores: list[float]) -> None:
    found, turned = measure_alignment(score_acts(scores)), measure_alignment(score_acts([-s for s in scores]))
    assert found is not None
    assert turned is not None
    assert (turned.value, turned.low, turned.high) == pytest.approx((-found.value, -found.high, -found.low))


def test_order_does_not_matter_and_chance_plays_no_part() -> None:
    acts = build_acts("CONSULT*7 ASSAULT*3 SUPPORT*4")
    shuffled = list(acts)
    Random(1).shuffle(shuffled)
    assert measure_alignment(acts) == measure_alignment(shuffled)


def test_reports_do_not_matter() -> None:
    acts = build_acts("CONSULT*7 ASSAULT*3")
    assert measure_alignment(acts) == measure_alignment([replace(act, report_count=500) for act in acts])


def test_acts_of_one_source_count_for_less_sureness() -> None:
    apart = measure_alignment(build_acts("CONSULT*6 ACCUSE*6"))
    together = measure_alignment(build_acts("CONSULT*6 ACCUSE*6", sources=["a"] * 6 + ["b"] * 6))
    assert apart is not None
    assert together is not None
    assert together.source_count == 2
    assert together.value == apart.value
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


@pytest.mark.parametrize(("days", "weight"), [(0, 1.0), (90, 0.5), (180, 0.25)])
def test_an_act_halves_with_each_half_life_and_the_interval_widens(days: int, weight: float) -> None:
    acts = build_acts("CONSULT")
    fresh = measure_alignment(acts, on=START, half_life=90)
    found = measure_alignment(acts, on=START + timedelta(days), half_life=90)
    assert found is not None
    assert fresh is not None
    assert found.weight == pytest.approx(weight)
    assert found.value == fresh.value
    assert found.high - found.low >= fresh.high - fresh.low


def test_faded_acts_tell_nothing() -> None:
    assert measure_alignment(build_acts("CONSULT"), on=START + timedelta(901), half_life=90) is None


def test_the_limit_for_many_agrees_with_the_draws() -> None:
    types = f"CONSULT*{MANY // 2} ACCUSE*{MANY // 2 - 1}"
    few, many = (measure_alignment(build_acts(f"{types}{more}", every=0)) for more in ("", " CONSULT*2"))
    assert few is not None
    assert many is not None
    assert (few.low, few.high) == pytest.approx((many.low, many.high), abs=0.003)


def test_the_interval_holds_what_it_promises() -> None:
    """90 percent nominal, 200 trials of eight skewed acts; the benchmark measures it closely."""
    rng = np.random.default_rng(1)
    true, hits = 0.25 * 0.9 - 0.9 * 0.1, 0
    for _ in range(200):
        found = measure_alignment(score_acts(rng.choice([2.5, -9.0], 8, p=[0.9, 0.1]).tolist()))
        assert found is not None
        hits += found.low <= true <= found.high
    assert hits >= 170


def test_differences() -> None:
    calm = build_acts("CONSULT*20")
    war = build_acts("ASSAULT*20", start=date(2021, 1, 1))
    found = compare_levels(calm, war)
    assert found is not None
    assert found.value == pytest.approx(-1.15)
    assert found.is_clear
    same = compare_levels(calm, build_acts("CONSULT*20", start=date(2021, 1, 1)))
    assert same is not None
    assert not same.is_clear
    few = compare_levels(calm[:1], war[:1])
    assert few is not None
    assert not few.is_clear
    assert compare_levels([], war) is None


def test_a_level_is_measured_again_under_other_weights() -> None:
    acts = build_acts("CONSULT*3 ASSAULT*3", every=30)
    level = Level(acts)
    found = level.measure(level.weigh(acts[2].day, 30))
    assert found is not None
    assert found.act_count == 3
    assert found.value == pytest.approx(0.25)
