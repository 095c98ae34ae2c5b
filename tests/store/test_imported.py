"""Events of other systems, in and out."""

from datetime import date
from typing import Any

import pytest

from detente.errors import StoreError, UsageError
from detente.model import ImportedEvent, Issue
from detente.store import IMPORTED_COLUMNS, Database, Filters

USUAL: dict[str, Any] = {
    "origin_id": "1", "part": 0, "day": date(2020, 10, 23), "event_type": "ACCUSE", "mode": None, "cameo": "112",
    "quad_class": "verbal conflict", "score": -2.0, "goldstein": -2.0, "actor": "USA", "recipient": "CHN",
    "actor_name": "WASHINGTON", "recipient_name": "CHINA", "actor_sector": "GOV", "recipient_sector": None,
    "article_count": 4, "url": "https://example.org/a",
}  # fmt: skip


def _row(origin_id: str, **changes: Any) -> tuple[Any, ...]:
    values = USUAL | {"origin_id": origin_id} | changes
    return tuple(values[name] for name in IMPORTED_COLUMNS)


@pytest.fixture
def import_id(db: Database) -> str:
    import_id = db.begin_import("gdelt", "20201023.export.CSV", "00ff", "0.1.0")
    assert import_id is not None
    return import_id


def test_rows_come_back_as_events(db: Database, import_id: str) -> None:
    nothing = dict.fromkeys(USUAL, None) | {"origin_id": "2", "part": 0}
    assert db.write_imported(import_id, [_row("1"), tuple(nothing[name] for name in IMPORTED_COLUMNS)]) == 2
    full, empty = db.iter_imported("gdelt")
    assert full == ImportedEvent(origin="gdelt", **{k: v for k, v in USUAL.items() if k != "part"})
    assert (empty.origin_id, empty.day, empty.event_type, empty.article_count) == ("2", None, None, None)
    assert not list(db.iter_imported("icews"))


def test_rows_that_are_there_are_passed_by(db: Database, import_id: str) -> None:
    rows = [_row("1"), _row("1", part=1), _row("2")]
    assert db.write_imported(import_id, rows) == 3
    assert db.write_imported(import_id, [*rows, _row("3")]) == 1
    assert db.write_imported(import_id, rows) == db.write_imported(import_id, []) == 0
    other = db.begin_import("icews", "events.tab", "00ff", "0.1.0")
    assert other is not None
    assert db.write_imported(other, rows) == 3
    assert db.count_rows()["imported_events"] == 7


def test_broken_row_stores_none_of_its_batch(db: Database, import_id: str) -> None:
    with pytest.raises(StoreError, match="part"):
        db.write_imported(import_id, [_row("1"), _row("2", part=None)])
    assert db.count_rows()["imported_events"] == 0


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, ["3", "1", "2", "4"]),
        ({"newest_first": False}, ["2", "1", "3", "4"]),
        ({"pair": ("CHN", "USA")}, ["3", "1"]),
        ({"actor": "USA"}, ["1", "4"]),
        ({"recipient": "USA"}, ["3"]),
        ({"kind": "AID"}, ["2"]),
        ({"since": date(2020, 10, 23)}, ["3", "1"]),
        ({"until": date(2020, 10, 23)}, ["1", "2"]),
        ({"limit": 2}, ["3", "1"]),
    ],
)
def test_imported_events_are_filtered(db: Database, import_id: str, filters: Any, ids: list[str]) -> None:
    rows = [
        _row("1"),
        _row("2", day=date(2020, 10, 1), event_type="AID", actor="JPN", recipient=None),
        _row("3", day=date(2021, 1, 1), actor="CHN", recipient="USA"),
        _row("4", day=None, recipient="RUS"),
    ]
    db.write_imported(import_id, rows)
    assert [event.origin_id for event in db.iter_imported("gdelt", Filters(**filters))] == ids


def test_imported_events_have_no_text(db: Database) -> None:
    with pytest.raises(UsageError, match="cannot be filtered by text"):
        list(db.iter_imported("gdelt", Filters(text="talks")))


def test_file_comes_in_once_and_a_broken_off_one_goes_on(db: Database, import_id: str) -> None:
    assert db.begin_import("gdelt", "again.CSV", "00ff", "0.1.0") == import_id
    issue = Issue("20201023.export.CSV:7", "import", "columns", "20201023.export.CSV:7: 3 columns instead of 61")
    assert db.write_issues(import_id, [issue, issue]) == 1
    db.finish_import(import_id, row_count=12, issue_count=1)
    assert db.begin_import("gdelt", "again.CSV", "00ff", "0.1.0") is None
    assert db.begin_import("gdelt1", "again.CSV", "00ff", "0.1.0") is not None
    [_, row] = db.iter_imports()
    assert (row.origin, row.file, row.row_count, row.issue_count) == ("gdelt", "20201023.export.CSV", 12, 1)
    [found] = db.iter_issues()
    assert (found.issue, found.run_id) == (issue, import_id)
    assert [run.finished is None for run in db.iter_runs()] == [True, False]
