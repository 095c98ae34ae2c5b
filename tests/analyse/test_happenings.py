"""Events merged into happenings."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyse.happenings import Decisions, find_neighbours, list_blocks, merge_tellings
from detente.analyse.profiles import unite_tellings
from detente.analyse.tellings import Act, Telling, weigh_telling
from detente.model import Period, name_happening
from detente.model.period import choose_day

DAY = date(2020, 5, 3)


def tell(telling_id: str, sentence: str, cue: str, **facts: Any) -> Telling:
    """China's accusation of Japan, in an article of its own of the third of May, unless the facts say otherwise."""
    usual: dict[str, Any] = {
        "event_type": "ACCUSE", "mode": None, "status": "actual", "actors": frozenset({"CHN"}),
        "recipients": frozenset({"JPN"}), "parties": {"china": 0.6, "japan": 0.8}, "day": None, "told": DAY,
    }  # fmt: skip
    start = sentence.index(cue)
    return weigh_telling(telling_id, telling_id, 0, sentence, (start, start + len(cue)), Act(**usual | facts))


SPYING = tell("e1", "China accused Japan of spying on its fleet near Skagmouth on Sunday.", "accused")
RETOLD = tell("e2", "Japan spied on the fleet near Skagmouth, China charged.", "charged")
COPIED = tell("e3", "China accused Japan of spying on its fleet near Skagmouth on Sunday.", "accused")
MEETING = tell(
    "e4", "Ministers of China and Japan met in Tornby to speak of rice.", "met",
    event_type="CONSULT", actors=frozenset({"CHN", "JPN"}), recipients=frozenset(),
)  # fmt: skip
LATER = tell("e5", "China accused Japan of dumping steel.", "accused", told=DAY + timedelta(200))
ALL = [SPYING, RETOLD, COPIED, MEETING, LATER]


def merge(
    *tellings: Telling, known: dict[str, str] | None = None, **decisions: list[tuple[str, str]]
) -> dict[str, str]:
    members = merge_tellings(tellings, known or {}, Decisions(**decisions))
    return {telling_id: member.happening_id for telling_id, member in members.items()}


def test_the_same_in_other_words_is_one_happening() -> None:
    found = merge(*ALL)
    assert found["e1"] == found["e2"] == found["e3"]
    assert len({found["e1"], found["e4"], found["e5"]}) == 3


def test_a_happening_is_named_by_its_first_report() -> None:
    earlier = tell(
        "e9", "China accused Japan of spying on its fleet near Skagmouth.", "accused", told=DAY - timedelta(1)
    )
    assert set(merge(SPYING, earlier).values()) == {name_happening(["e9"])}


def test_what_was_merged_before_keeps_its_name_and_stays_together() -> None:
    found = merge(SPYING, RETOLD, LATER, known={"e1": "old", "e5": "old"})
    assert found == {"e1": "old", "e2": "old", "e5": "old"}


def test_the_word_of_an_analyst_stands() -> None:
    assert len(set(merge(SPYING, RETOLD, COPIED, apart=[("e1", "e3")]).values())) == 2
    together = merge(*ALL, together=[("e1", "e5")])
    assert together["e1"] == together["e5"] != together["e4"]
    parted = merge(SPYING, COPIED, known={"e1": "old", "e3": "old"}, apart=[("e1", "e3")])
    assert parted["e1"] != parted["e3"]


def test_confidence() -> None:
    members = merge_tellings(ALL, {}, Decisions(together=[("e4", "e5")]))
    assert members["e4"].confidence == members["e5"].confidence == 1
    assert 0.5 < members["e2"].confidence < 1
    assert merge_tellings([LATER], {}, Decisions())["e5"].confidence == 1


def test_blocks_keep_different_acts_apart() -> None:
    assert set(list_blocks(SPYING)) & set(list_blocks(RETOLD))
    assert not set(list_blocks(SPYING)) & set(list_blocks(MEETING))


def test_neighbours_lie_near_in_time_and_are_not_both_settled() -> None:
    assert set(find_neighbours([SPYING, RETOLD, LATER])) == {(0, 1)}
    assert not list(find_neighbours([SPYING, RETOLD], settled={0, 1}))
    assert list(find_neighbours([SPYING, RETOLD], settled={0}))


def test_each_is_compared_with_no_more_than_a_constant() -> None:
    tellings = [tell(f"e{i}", f"China accused Japan of spying {i}.", "accused") for i in range(300)]
    assert len(list(find_neighbours(tellings))) < 300 * 150


@pytest.mark.parametrize(
    ("days", "chosen"),
    [
        (["2020", "2020-05", "2020-05-02"], "2020-05-02"),
        (["2020-05-01", "2020-05-02", "2020-05-02"], "2020-05-02"),
        ([None, "2020"], "2020"),
        ([None], None),
    ],
)
def test_the_most_precise_and_most_common_day(days: list[str | None], chosen: str | None) -> None:
    found = choose_day(None if day is None else Period.parse(day) for day in days)
    assert (found and str(found)) == chosen


def test_tellings_together() -> None:
    lone = tell("e6", "China and Russia accused Japan.", "accused", actors=frozenset({"CHN", "RUS"}))
    whole = unite_tellings([SPYING, RETOLD, COPIED, lone])
    assert whole.telling_id == "e1"
    assert whole.act is not None
    assert whole.act.actors == {"CHN"}  # one of four has Russia too
    assert sum(weight * weight for weight in whole.sentence.values()) == pytest.approx(1)
    assert unite_tellings([lone]) is lone


@given(st.permutations(ALL))
def test_the_order_of_events_does_not_matter(tellings: list[Telling]) -> None:
    assert merge(*tellings) == merge(*ALL)


@given(st.lists(st.sampled_from(ALL), unique_by=lambda telling: telling.telling_id))
def test_every_event_belongs_to_one_happening_for_some_reason(tellings: list[Telling]) -> None:
    members = merge_tellings(tellings, {}, Decisions())
    assert members.keys() == {telling.telling_id for telling in tellings}
    assert all(0 <= member.confidence <= 1 for member in members.values())
