"""The actor data files hold together: known codes, sectors and dates, nothing claimed twice."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from detente.model import Period, Sector
from detente.reference.actors import load_actors
from detente.reference.files import iter_csv, load_yaml

SECTORS = set(get_args(Sector))
BODY_CODES = {
    "UNO", "EUR", "NATO", "IAEA", "AFU", "ASEAN", "OPEC", "WTO", "IMF", "WBK", "ICRC", "ARL", "G8", "OSCE", "COE",
    "ICC", "IGO",
}  # fmt: skip
STATES = {row["code"]: row for row in iter_csv("states.csv")}
FORMER = list(iter_csv("former_states.csv"))
RECORDS = {name: load_yaml(f"{name}.yaml") for name in ("bodies", "groups", "institutions")}
OFFICES = set(load_yaml("offices.yaml"))


def iter_dated() -> Iterator[dict[str, Any]]:
    """Every record with a start or end, members and changes of sector too."""
    yield from STATES.values()
    yield from FORMER
    for record in (r for rows in RECORDS.values() for r in rows):
        yield record
        members = record.get("members") or []
        yield from members if isinstance(members, list) else []
        yield from record.get("history") or []


def test_dates_read_as_periods_in_order() -> None:
    for record in iter_dated():
        days = [Period.parse(str(record[key])) if record.get(key) else None for key in ("start", "end")]
        start, end = days
        assert not (start and end) or start.start <= end.start, record


@pytest.mark.parametrize("name", RECORDS)
def test_codes_and_sectors_are_known(name: str) -> None:
    for record in RECORDS[name]:
        assert record["code"] in STATES or record["code"] in BODY_CODES or record["code"] is None, record
        assert record["sector"] in SECTORS, record


def test_members_are_states_or_bodies() -> None:
    ids = {body["id"] for body in RECORDS["bodies"]} | {row["code"] for row in FORMER} | set(STATES)
    for body in RECORDS["bodies"]:
        assert body.get("part_of", body["id"]) in ids, body
        if isinstance(body.get("members"), list):
            assert {member["code"] for member in body["members"]} <= ids, body


@pytest.mark.parametrize("name", ["bodies", "groups"])
def test_ids_are_unique(name: str) -> None:
    assert [i for i, count in Counter(record["id"] for record in RECORDS[name]).items() if count > 1] == []


def test_every_place_lies_in_a_known_state() -> None:
    places = list(iter_csv("places.csv"))
    assert {row["code"] for row in places} <= {*STATES, "EUR", ""}
    assert {row["kind"] for row in places} == {"city", "region", "site"}
    assert {row["successor"] for row in FORMER} <= set(STATES)


def test_titles_name_offices_that_exist() -> None:
    for phrase, row in load_yaml("roles.yaml")["titles"].items():
        assert set(row["office"]) <= OFFICES, phrase
        assert row["sector"] in SECTORS, phrase


@pytest.mark.parametrize(
    ("name", "code", "sector"),
    [
        ("U.S.", "USA", "GOV"), ("Holland", "NLD", "GOV"), ("ROK", "KOR", "GOV"), ("DRC", "COD", "GOV"),
        ("the Kremlin", "RUS", "GOV"), ("Foggy Bottom", "USA", "GOV"), ("Blue House", "KOR", "GOV"),
        ("Beijing", "CHN", "GOV"), ("Soviet Union", "RUS", "GOV"), ("Brussels", "EUR", "IGO"),
        ("U.N. Security Council", "UNO", "IGO"), ("OPCW", "IGO", "IGO"), ("Group of Seven", "G8", "IGO"),
        ("Pentagon", "USA", "MIL"), ("FSB", "RUS", "SPY"), ("Knesset", "ISR", "LEG"), ("Quds Force", "IRN", "MIL"),
        ("Hezbollah", "LBN", "REB"), ("al-Qaeda", None, "REB"), ("Republicans", "USA", "PTY"),
        ("Gazprom", "RUS", "BUS"), ("KCNA", "PRK", "MED"), ("Oxfam", None, "NGO"),
    ],
)  # fmt: skip
def test_names_lead_to_their_actor(name: str, code: str | None, sector: str) -> None:
    actor = load_actors().lookup(name)
    assert actor is not None
    assert (actor.code, actor.sector) == (code, sector)


@pytest.mark.parametrize("words", ["Let us go", "Ira said so", "Eta and Theta", "Car bombs went off", "En route"])
def test_common_words_are_no_actors(words: str) -> None:
    assert load_actors().find(words.split()[:1]) == []


@pytest.mark.parametrize(
    ("file", "number", "column"), [("cow_states.csv", "ccode", "cow"), ("gw_states.csv", "gwcode", "gw")]
)
def test_state_numbers_are_those_of_the_lists(shared: Path, file: str, number: str, column: str) -> None:
    with (shared / "alignment" / file).open(encoding="utf-8") as lines:
        listed = {str(int(float(row[number]))) for row in csv.DictReader(lines)}
    ours = [row[column] for row in (*STATES.values(), *FORMER) if row[column]]
    assert set(ours) <= listed
    current = Counter(row[column] for row in STATES.values() if row[column])
    assert max(current.values()) == 1
