"""What is new since a day."""

from datetime import date, timedelta

from build_acts import build_happening
from build_ties import tell
from detente.analyse.histories import build_histories
from detente.analyse.news import find_news
from detente.model import EventType, Happening

SINCE = date(2021, 1, 1)


def happen(count: int, event_type: EventType, actors: str, recipients: str, start: date) -> list[Happening]:
    days = [(start + timedelta(3 * i)).isoformat() for i in range(count)]
    return [
        build_happening(f"{event_type}-{actors}-{day}", event_type, actors, recipients, day=day, told=[day])
        for day in days
    ]


def test_jumps_come_first_then_ties_that_moved_then_most_happenings() -> None:
    happenings = [
        *happen(20, "CONSULT", "CHN RUS", "", date(2020, 6, 1)),
        *happen(30, "CONSULT", "CHN RUS", "", date(2021, 1, 2)),
        *happen(20, "CONSULT", "IND PAK", "", date(2020, 6, 1)),
        *happen(20, "ASSAULT", "IND", "PAK", date(2021, 1, 2)),
        *happen(1, "CONSULT", "JPN KOR", "", date(2021, 1, 2)),
    ]
    ties = [
        tell("in_force", "2020-01-01", kind="trade", parties="JPN KOR"),
        tell("strained", "2021-02-01", kind="trade", parties="JPN KOR"),
    ]
    news = find_news(happenings, build_histories(ties), SINCE)
    assert [each.pair for each in news.pairs] == [("IND", "PAK"), ("JPN", "KOR"), ("CHN", "RUS")]
    jumped, moved, busy = news.pairs
    assert jumped.is_jump
    assert jumped.changes[0].day == date(2021, 1, 2)
    assert jumped.before is not None
    assert jumped.before.act_count == 20
    assert [move.before for move in moved.moves] == [("in_force",)]
    assert not busy.is_jump
    assert len(busy.acts) == 30


def test_what_is_old_and_told_late_is_new_to_the_record_only() -> None:
    late = build_happening("late", "AID", "USA", "UKR", day="2020-05-01", told=["2021-01-05"])
    old = build_happening("old", "AID", "USA", "UKR", day="2020-06-01", told=["2020-06-02", "2021-01-06"])
    [each] = find_news([late, old], (), SINCE).pairs
    assert (each.acts, [act.act_id for act in each.late]) == ((), ["late"])
    assert each.after is None
    assert each.jump is None
    assert find_news([old], (), SINCE).pairs == ()


def test_ties_of_many_are_told_once() -> None:
    ties = [tell("proposed", "2021-02-01", kind="alliance", parties="AUS GBR USA", name="AUKUS")]
    news = find_news([], build_histories(ties), SINCE)
    assert news.pairs == ()
    assert [move.turn.day for move in news.moves] == [date(2021, 2, 1)]
