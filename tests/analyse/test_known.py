from datetime import date

import pytest

from build_ties import tell
from detente.analyse.histories import build_histories
from detente.analyse.known import Known, find_disagreements, list_known


def _find(a: str, b: str, name: str) -> list[Known]:
    return [known for known in list_known(a, b) if known.name == name]


@pytest.mark.parametrize(
    ("a", "b", "name", "start", "end"),
    [
        ("RUS", "USA", "INF Treaty", "1987-12-08", "2019-08-02"),
        ("IRN", "USA", "Iran nuclear deal", "2015-07-14", "2018-05-08"),
        ("IRN", "RUS", "Iran nuclear deal", "2015-07-14", ""),
        ("TUR", "NATO", "NATO", "1952-02-18", ""),
        ("NATO", "TUR", "NATO", "1952-02-18", ""),
        ("GBR", "EUR", "EU", "1973-01-01", "2020-02-01"),
    ],
)
def test_what_the_table_knows_of_a_pair(a: str, b: str, name: str, start: str, end: str) -> None:
    [known] = [k for k in _find(a, b, name) if not k.is_shared]
    assert (known.start, known.end) == (start, end)
    assert known.holds(date(2018, 1, 1))


def test_shared_body_counts_from_when_the_later_one_joined() -> None:
    [known] = _find("USA", "TUR", "NATO")
    assert (known.is_shared, known.start) == (True, "1952-02-18")


def test_unknown_pair_and_world_bodies_are_left_out() -> None:
    assert list_known("CHN", "QQQ") == ()
    assert _find("CHN", "RUS", "UN") == []
    assert _find("RUS", "USA", "UNSC") == []


def test_a_pact_with_a_hub_ties_none_of_the_others_to_each_other() -> None:
    assert _find("EGY", "SYR", "Six-Day War") == []
    assert [known.kind for known in _find("EGY", "ISR", "Six-Day War")] == ["conflict"]
    assert [known.kind for known in _find("FRA", "RUS", "Iran nuclear deal")] == ["treaty"]


INF = {"kind": "treaty", "parties": "RUS USA", "name": "INF Treaty"}
EU = {"kind": "membership", "parties": "GBR EUR", "name": "EU", "directed": True}


@pytest.mark.parametrize(
    ("standing", "day", "tie", "disagree"),
    [
        ("in_force", "2018-10-20", INF, False),
        ("in_force", "2020-01-01", INF, True),
        ("suspended", "2020-01-01", INF, True),
        ("ended", "2020-01-01", INF, False),
        ("ended", "2018-10-20", INF, True),
        ("denied", "2018-10-20", INF, True),
        ("proposed", "2018-10-20", INF, False),
        ("in_force", None, INF, False),
        ("in_force", "2021-01-01", EU, True),
        ("in_force", "2019-01-01", EU, False),
    ],
)
def test_where_articles_and_the_table_disagree(
    standing: str, day: str | None, tie: dict[str, object], disagree: bool
) -> None:
    a, b = str(tie["parties"]).split()
    found = find_disagreements(build_histories([tell(standing, day, **tie)]), list_known(a, b))  # type: ignore[arg-type]
    assert bool(found) is disagree


@pytest.mark.parametrize(
    ("member", "body", "code", "standing", "disagree"),
    [
        ("RUS", "EU", "EUR", "in_force", True),
        ("RUS", "EU", "EUR", "denied", False),
        ("DEU", "EU", "EUR", "in_force", False),
        ("BRA", "WTO", "WTO", "in_force", False),
        ("CHN", "IAEA", "IAEA", "in_force", False),
    ],
)
def test_member_that_the_table_leaves_out_of_a_full_list(
    member: str, body: str, code: str, standing: str, disagree: bool
) -> None:
    row = tell(standing, "2021-01-01", kind="membership", parties=f"{member} {code}", name=body, directed=True)
    found = find_disagreements(build_histories([row]), list_known(member, code))
    assert [one.known.is_absent for one in found] == [True] * disagree


def test_pact_without_dates_never_disagrees() -> None:
    known = Known("energy", "Pipe", ("RUS", "TUR"), "", "", "pacts.yaml")
    row = tell("ended", "2019-01-01", kind="energy", parties="RUS TUR", name="Pipe", directed=True)
    assert find_disagreements(build_histories([row]), [known]) == ()
