"""States, places and the days on which facts hold."""

from datetime import date

import pytest

from detente.reference.states import holds_on, load_former_states, load_places, load_states


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        ("2000-05-07", "2008-05-07", "2008-05-06", True),
        ("2000-05-07", "2008-05-07", "2008-05-07", False),
        ("2000-05", "2008-05", "2008-05-31", True),
        ("2000", "2008", "2009-01-01", False),
        ("", "", "1990-01-01", True),
        ("2000-05-07", "", "2000-05-06", False),
    ],
)
def test_holds_on(start: str, end: str, day: str, expected: bool) -> None:
    assert holds_on(start, end, date.fromisoformat(day)) is expected


def test_every_state_has_its_codes() -> None:
    states = load_states()
    codes = [s.code for s in states]
    assert len(codes) == len(set(codes)) >= 193
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert {"XKX", "PSE", "TWN", "HKG"} <= set(codes)


def test_contested_places_carry_a_note() -> None:
    notes = {s.code: s.note or "" for s in load_states()}
    assert all("contested" in notes[code] for code in ("TWN", "XKX", "PSE"))


def test_places_and_former_states_lie_in_known_states() -> None:
    codes = {s.code for s in load_states()}
    assert {p.code for p in load_places()} - {"", "EUR"} <= codes
    assert {s.successor.split(";")[0] for s in load_former_states() if s.successor} <= codes
