"""What counts between two sides, and on which day."""

from datetime import date

import pytest

from build_acts import build_happening, build_imported
from detente.analyse.acts import list_pairs, pair_acts, place_day, select_acts
from detente.analyse.sides import Side, find_bloc
from detente.errors import UsageError
from detente.model import EventStatus, EventType

CHINA, RUSSIA = Side("CHN"), Side("RUS")


@pytest.mark.parametrize(
    ("event_type", "actors", "recipients", "counts"),
    [
        ("SUPPORT", "CHN", "RUS", True),
        ("ACCUSE", "RUS", "CHN", True),
        ("ACCUSE", "RUS USA", "IRN CHN", True),
        ("CONSULT", "CHN RUS", "", True),
        ("CONSULT", "CHN RUS", "USA", False),
        ("CONSULT", "CHN", "", False),
        ("CONSULT", "", "CHN RUS", False),
        ("ASSAULT", "CHN RUS", "", True),
        ("MOBILIZE", "CHN RUS", "", False),
        ("REQUEST", "CHN RUS", "", False),
        ("COOPERATE", "CHN RUS", "", True),
    ],
)
def test_what_lies_between_two(event_type: EventType, actors: str, recipients: str, counts: bool) -> None:
    row = build_happening("h", event_type, actors, recipients)
    assert len(select_acts([row], CHINA, RUSSIA).acts) == counts
    assert len(select_acts([row], RUSSIA, CHINA).acts) == counts
    assert (("CHN", "RUS") in list_pairs(row)) == counts


@pytest.mark.parametrize(
    ("status", "day", "told", "placed"),
    [
        ("actual", "2020-03-02", "2020-03-05", "2020-03-02"),
        ("actual", "2020-03", "2020-03-05", "2020-03-05"),
        ("actual", "2020-03", "2020-04-05", "2020-03-31"),
        ("actual", "2020-03", "2020-02-05", "2020-03-01"),
        ("actual", "2020-W11", None, "2020-03-09"),
        ("actual", "2020", "2020-04-05", "2020-04-05"),
        ("actual", "2019", "2020-04-05", "2020-04-05"),
        ("actual", "1953", "2020-04-05", None),
        ("actual", None, "2020-04-05", "2020-04-05"),
        ("actual", None, None, None),
        ("historical", "1969-03", "2020-04-05", "1969-03-31"),
        ("historical", "1969", "2020-04-05", None),
        ("historical", None, "2020-04-05", None),
    ],
)
def test_the_day_on_which_it_counts(status: EventStatus, day: str | None, told: str | None, placed: str | None) -> None:
    row = build_happening("h", "CONSULT", "CHN RUS", day=day, told=[told], status=status)
    assert place_day(row) == (placed and date.fromisoformat(placed))
    selection = select_acts([row], CHINA, RUSSIA)
    assert (len(selection.acts), selection.undated_count) == ((1, 0) if placed else (0, 1))


@pytest.mark.parametrize("status", ["future", "hypothetical", "negated"])
def test_what_did_not_happen_does_not_count(status: EventStatus) -> None:
    row = build_happening("h", "CONSULT", "CHN RUS", status=status)
    assert select_acts([row], CHINA, RUSSIA).acts == ()
    assert pair_acts([row]) == {}


@pytest.mark.parametrize(
    ("actors", "recipients", "day", "counts"),
    [
        ("RUS", "FRA", "2020-03-02", True),
        ("NATO", "RUS", "2020-03-02", True),
        ("RUS FRA", "", "2020-03-02", True),
        ("FRA", "DEU", "2020-03-02", False),
        ("RUS", "FIN", "2020-03-02", False),
        ("RUS", "FIN", "2024-03-02", True),
    ],
)
def test_a_bloc_counts_by_its_members_on_the_day(actors: str, recipients: str, day: str, counts: bool) -> None:
    row = build_happening("h", "CONSULT", actors, recipients, day=day)
    assert len(select_acts([row], RUSSIA, find_bloc("NATO")).acts) == counts


def test_a_member_is_set_against_the_others() -> None:
    rows = [build_happening("a", "ACCUSE", "DEU", "HUN"), build_happening("b", "ACCUSE", "HUN", "HUN")]
    assert [act.act_id for act in select_acts(rows, Side("HUN"), find_bloc("EU")).acts] == ["a"]


@pytest.mark.parametrize("name", ["Atlantis", "UN", "IAEA"])
def test_a_bloc_without_listed_members_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        find_bloc(name)


def test_copies_count_as_reports_and_once_as_an_act() -> None:
    [act] = select_acts([build_happening("h", "CONSULT", "CHN RUS", told=["2020-03-03"] * 40)], CHINA, RUSSIA).acts
    assert (act.report_count, act.source) == (40, "h-s0")


def test_imported_events_count_as_they_are() -> None:
    rows = [
        build_imported("1", "CHN", "RUS"),
        build_imported("2", "RUS", "CHN", day=None),
        build_imported("3", "CHN", None),
        build_imported("4", "CHN", "RUS", quad_class=None, event_type=None, score=None, article_count=None),
    ]
    selection = select_acts(rows, CHINA, RUSSIA)
    assert [(act.act_id, act.report_count) for act in selection.acts] == [("gdelt:1", 7), ("gdelt:4", 1)]
    assert selection.undated_count == 1


def test_acts_of_all_pairs_are_those_of_each() -> None:
    rows = [
        build_happening("b", "CONSULT", "CHN RUS IND", day="2020-03-04"),
        build_happening("a", "ACCUSE", "IND", "CHN"),
        build_happening("c", "ACCUSE", "IGO", "CHN"),
    ]
    found = pair_acts(rows)
    assert list(found) == [("CHN", "IND"), ("CHN", "RUS"), ("IND", "RUS")]
    assert found["CHN", "IND"] == select_acts(rows, CHINA, Side("IND")).acts


def test_an_imported_event_of_several_rows_counts_once() -> None:
    rows = [build_imported("1", "CHN", "RUS"), build_imported("1", "RUS", "CHN")]
    assert len(select_acts(rows, CHINA, RUSSIA).acts) == 1
    assert len(pair_acts(rows)["CHN", "RUS"]) == 1
