"""Where what passes changed, and what made it so."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_acts import START, build_acts
from build_ties import tell
from detente.analyse.changepoints import find_cuts
from detente.analyse.changes import MOST_DAYS, find_changes, find_moves, share_out
from detente.analyse.histories import build_histories

PEACE_THEN_WAR = build_acts("CONSULT*12 SUPPORT*3 ASSAULT*12 CONSULT ASSAULT*4")


def test_a_great_change_is_found_on_its_day_with_what_made_it() -> None:
    [change] = find_changes(PEACE_THEN_WAR)
    assert (change.day, change.last_before) == (PEACE_THEN_WAR[15].day, PEACE_THEN_WAR[14].day)
    assert change.probability > 0.95
    assert change.before is not None
    assert change.after is not None
    assert (change.before.act_count, change.after.act_count) == (15, 17)
    assert change.difference is not None
    assert change.difference.is_clear
    assert change.difference.value == pytest.approx(change.after.value - change.before.value)
    assert [each.act for each in change.acts] == PEACE_THEN_WAR[15:18]
    assert change.mix_before == {"verbal cooperation": 1.0}


def test_shares_of_all_acts_add_up_to_the_difference() -> None:
    [change] = find_changes(build_acts("CONSULT*12 ASSAULT*12"))
    assert change.difference is not None
    assert change.acts[0].share * 12 == pytest.approx(change.difference.value)


@pytest.mark.parametrize(
    "types",
    ["", "CONSULT", "CONSULT*60", "CONSULT*20 ASSAULT CONSULT*20", "CONSULT ACCUSE " * 30, "ACCUSE THREATEN " * 20],
)
def test_no_change_is_seen_where_there_is_none(types: str) -> None:
    assert find_changes(build_acts(types)) == ()


def test_a_long_silence_alone_is_no_change() -> None:
    acts = [*build_acts("CONSULT*6"), *build_acts("CONSULT*2 COOPERATE", start=date(2029, 1, 1))]
    assert find_changes(acts) == ()


def test_a_flurry_on_one_day_is_no_change() -> None:
    acts = [*build_acts("CONSULT*20"), *build_acts("ASSAULT*50", every=0, start=date(2021, 1, 1))]
    assert find_changes([*acts, *build_acts("CONSULT*20", start=date(2021, 2, 1))]) == ()


def test_changes_there_and_back_are_both_found() -> None:
    acts = build_acts("CONSULT*20 ASSAULT*20 CONSULT*20")
    assert [change.day for change in find_changes(acts)] == [acts[20].day, acts[40].day]


def test_a_tie_that_turns_near_a_change_is_told_with_it() -> None:
    day = PEACE_THEN_WAR[15].day
    near, far = day + timedelta(20), day + timedelta(100)
    rows = [
        tell("in_force", "2019-01-01", kind="alliance"),
        tell("ended", near.isoformat(), kind="alliance"),
        tell("in_force", "2019-01-01", kind="trade"),
        tell("suspended", far.isoformat(), kind="trade"),
        tell("proposed", near.isoformat(), kind="energy"),
    ]
    [change] = find_changes(PEACE_THEN_WAR, build_histories(rows))
    assert [(m.history.key.kind, m.before, m.turn.standings) for m in change.moves] == [
        ("alliance", ("in_force",), ("ended",))
    ]
    assert len(find_moves(build_histories(rows))) == 5


def test_beyond_a_thousand_days_weeks_count() -> None:
    days, shares = share_out(build_acts(f"CONSULT*{MOST_DAYS + 1}", every=1))
    assert len(days) == len(shares) == 144
    assert days[0] == START


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 400)), min_size=2, max_size=25))
def test_probabilities_are_those_of_all_divisions_summed_one_by_one(observed: list[tuple[int, int]]) -> None:
    shares = np.eye(4)[[kind for kind, _ in observed]]
    days = np.cumsum([gap for _, gap in observed]).tolist()
    for cut in find_cuts(shares, days):
        assert 0 <= cut.probability <= 1
        assert 1 <= cut.index < len(days)


def test_three_observations_summed_by_hand() -> None:
    """With all within 30 days of one another, the probability is one less that of no change at all."""
    calm_days = 5.0
    kinds, days = [0, 0, 0, 1, 1, 1, 1, 1], [0, 2, 4, 6, 8, 10, 12, 14]
    stay = np.exp(-2 / calm_days)
    total = once = 0.0
    for pattern in range(2 ** (len(kinds) - 1)):
        chance, seen = 1.0, np.ones(4)
        for i, kind in enumerate(kinds):
            if i:
                is_cut = bool(pattern >> (i - 1) & 1)
                chance *= 1 - stay if is_cut else stay
                seen = np.ones(4) if is_cut else seen
            chance *= seen[kind] / seen.sum()
            seen[kind] += 1
        total += chance
        once += chance if pattern else 0.0
    [cut] = find_cuts(np.eye(4)[kinds], days, calm_days)
    assert cut.index == 3
    assert cut.probability == pytest.approx(once / total)
