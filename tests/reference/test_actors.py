"""Who a name or an office means on a day."""

from datetime import date

import pytest

from detente.reference.actors import ActorTable, Office, load_actors
from detente.reference.bodies import load_bodies
from detente.reference.officeholders import Person, Term, load_officeholders


def on(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


@pytest.mark.parametrize(
    ("name", "day", "actor_id", "code", "sector"),
    [
        ("Russia", None, "RUS", "RUS", "GOV"),
        ("Beijing", None, "CHN", "CHN", "GOV"),
        ("the Kremlin", None, "RUS", "RUS", "GOV"),
        ("NATO", None, "NATO", "NATO", "IGO"),
        ("Soviet Union", "1985-01-01", "SUN", "RUS", "GOV"),
        ("Vladimir Putin", "2010-05-01", "RUS/vladimir-putin", "RUS", "GOV"),
        ("Barack Obama", "2010-05-01", "USA/barack-obama", "USA", "GOV"),
        ("Barack Obama", "2019-05-01", "USA/barack-obama", "USA", "PTY"),
        ("Kim Jong Un", "2018-05-01", "PRK/kim-jong-un", "PRK", "GOV"),
        ("Bush", "2004-05-01", "USA/george-w-bush", "USA", "GOV"),
        ("Pentagon", None, "USA/pentagon", "USA", "MIL"),
    ],
)
def test_lookup(name: str, day: str | None, actor_id: str, code: str, sector: str) -> None:
    actor = load_actors().lookup(name, on(day))
    assert actor is not None
    assert (actor.actor_id, actor.code, actor.sector) == (actor_id, code, sector)


@pytest.mark.parametrize("name", ["Atlantis", "", "russia", "Falluja"])
def test_lookup_finds_no_actor(name: str) -> None:
    assert load_actors().lookup(name) is None


@pytest.mark.parametrize(
    ("code", "office", "day", "name"),
    [
        ("RUS", "head_of_state", "2010-06-01", "Dmitry Medvedev"),
        ("RUS", "head_of_state", "2013-06-01", "Vladimir Putin"),
        ("DEU", "head_of_government", "2012-01-01", "Angela Merkel"),
        ("USA", "foreign_minister", "2005-06-01", "Condoleezza Rice"),
        ("USA", "head_of_state", "2021-01-20", "Joe Biden"),
        ("CHN", "head_of_state", "2004-01-01", "Hu Jintao"),
    ],
)
def test_holders(code: str, office: str, day: str, name: str) -> None:
    actor = load_actors().holders(code, [office], on(day))
    assert actor is not None
    assert actor.name == name


def test_nobody_holds_an_office_that_does_not_exist() -> None:
    assert load_actors().holders("DEU", ["supreme_leader"], on("2012-01-01")) is None


def make_table(*people: Person) -> ActorTable:
    return ActorTable(people=people, offices={"head_of_state": Office("GOV", top=True), "spokesperson": Office("GOV")})


def make_person(name: str, surname: str, office: str, code: str) -> Person:
    return Person(name, surname, (), (Term(code, office, "2010", "2020"),))


def test_equals_are_not_guessed_between() -> None:
    table = make_table(
        make_person("Ana Stone", "Stone", "spokesperson", "AAA"),
        make_person("Bo Stone", "Stone", "spokesperson", "BBB"),
    )
    assert table.lookup("Stone", on("2015-01-01")) is None
    assert table.holders(None, ["spokesperson"], on("2015-01-01")) is None


def test_a_top_office_stands_out_among_bearers_of_a_surname() -> None:
    table = make_table(
        make_person("Ana Stone", "Stone", "head_of_state", "AAA"),
        make_person("Bo Stone", "Stone", "spokesperson", "BBB"),
    )
    found = table.lookup("Stone", on("2015-01-01"))
    assert found is not None
    assert found.name == "Ana Stone"


@pytest.mark.parametrize(
    ("body", "day", "member", "expected"),
    [
        ("NATO", "2000-01-01", "POL", True),
        ("NATO", "1995-01-01", "POL", False),
        ("EU", "2015-01-01", "GBR", True),
        ("EU", "2021-01-01", "GBR", False),
    ],
)
def test_members(body: str, day: str, member: str, expected: bool) -> None:
    assert (member in load_actors().members(body, on(day))) is expected


def test_members_of_what_is_no_body() -> None:
    assert load_actors().members("Atlantis") == ()


def test_bodies_are_many_and_distinct() -> None:
    ids = [body.body_id for body in load_bodies()]
    assert len(ids) == len(set(ids)) >= 60


def test_terms_run_forward() -> None:
    terms = [t for person in load_officeholders() for t in person.terms]
    assert all(not t.end or t.start[: len(t.end)] <= t.end for t in terms)
