"""Other systems' events come in as their users hold them, and no row is lost in silence."""

import gzip
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.errors import InputError
from detente.model import ImportedEvent
from detente.store import Database, Filters
from detente.store.exchange.imports import LAYOUTS, import_file
from detente.store.exchange.layouts import Form
from foreign_rows import ROWS, build_line, write_records, write_table

EXPECTED: dict[Form, dict[str, Any]] = {
    "gdelt": {
        "origin_id": "950000001", "day": date(2020, 10, 23), "event_type": "CONSULT", "mode": "visit", "cameo": "042",
        "quad_class": "verbal cooperation", "score": 4.0, "goldstein": 1.9, "actor": "CHN", "recipient": "ROU",
        "actor_name": "BEIJING", "actor_sector": "GOV", "recipient_sector": None, "article_count": 7,
        "url": "https://example.org/visit",
    },
    "icews": {
        "origin_id": "31000001/2014-02-03", "day": date(2014, 2, 3), "event_type": "ACCUSE", "cameo": "111",
        "score": -2.0, "goldstein": -2.0, "actor": "RUS", "recipient": "NATO", "actor_sector": "Government,Executive",
        "article_count": None, "url": None,
    },
    "polecat": {
        "origin_id": "20230105-77-0a1b", "day": date(2023, 1, 5), "event_type": "ACCUSE", "mode": "disapprove",
        "cameo": None, "score": -2.0, "goldstein": None, "actor": "JPN", "recipient": "XKX", "recipient_name": None,
        "recipient_sector": None,
    },
    "phoenix": {
        "origin_id": "412", "day": date(2015, 8, 17), "event_type": "ACCUSE", "mode": "allege", "cameo": "1122",
        "actor": "TUR", "recipient": "UNO", "actor_sector": "MIL", "article_count": 2, "url": "http://example.org/a",
    },
}  # fmt: skip
EXPECTED["gdelt1"] = EXPECTED["gdelt"]


def _read(db: Database, form: Form) -> list[ImportedEvent]:
    return list(db.iter_imported(form, Filters(newest_first=False)))


@pytest.mark.parametrize("form", LAYOUTS)
def test_row_of_each_form(db: Database, tmp_path: Path, form: Form) -> None:
    result = import_file(db, write_table(tmp_path / "rows.txt", form, {}), "0")
    assert (result.form, result.new_count, result.issue_count) == (form, 1, 0)
    [event] = _read(db, form)
    assert {name: getattr(event, name) for name in EXPECTED[form]} == EXPECTED[form]


@pytest.mark.parametrize(
    ("form", "changes", "problem"),
    [
        ("gdelt", {"SQLDATE": "20201345"}, "SQLDATE 20201345 is no day"),
        ("gdelt", {"GoldsteinScale": "high"}, "GoldsteinScale high is no number"),
        ("gdelt", {"GLOBALEVENTID": ""}, "it has no GLOBALEVENTID"),
        ("gdelt", {"SOURCEURL": "https://example.org\tmore"}, "62 columns where there should be 61"),
        ("polecat", {"Event ID": "None"}, "it has no Event ID"),
        ("icews", {"Event Date": "yesterday"}, "Event Date yesterday is no day"),
    ],
)
def test_malformed_row_is_an_issue_with_its_line(
    db: Database, tmp_path: Path, form: Form, changes: dict[str, str], problem: str
) -> None:
    path = write_table(tmp_path / "rows.txt", form, changes | {"Version": "x"}, {})
    result = import_file(db, path, "0", form)
    assert (result.new_count, result.issue_count) == (1, 1)
    [row] = db.iter_issues()
    assert row.issue.origin == f"rows.txt:{2 if LAYOUTS[form].has_header else 1}"
    assert problem in row.issue.sentence


def test_ragged_rows_are_issues_and_the_rest_goes_on(db: Database, tmp_path: Path) -> None:
    line = build_line("gdelt")
    path = write_table(tmp_path / "g.csv", "gdelt", {}, line[:60], "", "just words", {"GLOBALEVENTID": "2"})
    result = import_file(db, path, "0")
    assert (result.new_count, result.issue_count) == (2, 2)
    assert sorted(row.issue.origin for row in db.iter_issues()) == ["g.csv:2", "g.csv:4"]


@pytest.mark.parametrize("pack", ["zip", "gz"])
def test_packed_files(db: Database, tmp_path: Path, pack: str) -> None:
    plain, path = write_table(tmp_path / "20201023.export.CSV", "gdelt", {}), tmp_path / f"export.{pack}"
    if pack == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(plain, plain.name)
    else:
        path.write_bytes(gzip.compress(plain.read_bytes()))
    assert import_file(db, path, "0").new_count == 1


def test_same_file_twice_changes_nothing_and_same_events_elsewhere_are_known(db: Database, tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.csv", "gdelt", {}, {"GLOBALEVENTID": "2"})
    assert import_file(db, path, "0").new_count == 2
    again = import_file(db, path, "0")
    assert (again.known_file, again.new_count) == (True, 0)
    other = write_table(tmp_path / "b.csv", "gdelt", {}, {"GLOBALEVENTID": "3"})
    result = import_file(db, other, "0")
    assert (result.new_count, result.known_count, result.issue_count) == (1, 1, 1)
    assert len(_read(db, "gdelt")) == 3
    assert [row.row_count for row in db.iter_imports()] == [1, 2]


def test_one_id_for_several_events_and_one_line_twice(db: Database, tmp_path: Path) -> None:
    path = write_table(tmp_path / "p.txt", "polecat", {}, {"Recipient Country": "CHN"}, {})
    result = import_file(db, path, "0")
    assert (result.new_count, result.issue_count) == (2, 1)
    assert {event.recipient for event in _read(db, "polecat")} == {"XKX", "CHN"}
    assert "in line 2" in next(db.iter_issues()).issue.sentence


def test_icews_id_of_two_days_is_two_events(db: Database, tmp_path: Path) -> None:
    import_file(db, write_table(tmp_path / "1995.tab", "icews", {"Event Date": "1995-01-01"}), "0")
    assert import_file(db, write_table(tmp_path / "2014.tab", "icews", {}), "0").new_count == 1


def test_gdelt_before_addresses_and_polecat_with_more_columns(db: Database, tmp_path: Path) -> None:
    old = tmp_path / "1979.csv"
    old.write_text("\t".join(build_line("gdelt1").split("\t")[:57]) + "\n", encoding="utf-8")
    assert import_file(db, old, "0").form == "gdelt1"
    assert _read(db, "gdelt1")[0].url is None
    wide = tmp_path / "wide.txt"
    heading = "\t".join((*LAYOUTS["polecat"].columns, "Headline"))
    wide.write_text(f"{heading}\n{build_line('polecat')}\n{build_line('polecat', **{'Event ID': '2'})}\t\t\n")
    assert import_file(db, wide, "0").new_count == 2


def test_quotation_marks_of_exports_and_of_names(db: Database, tmp_path: Path) -> None:
    changes = {"Source Name": '"Movement of the ""Greens"""', "Target Name": 'Party "Unity"'}
    import_file(db, write_table(tmp_path / "i.tab", "icews", changes), "0")
    [event] = _read(db, "icews")
    assert (event.actor_name, event.recipient_name) == ('Movement of the "Greens"', 'Party "Unity"')


def test_unknown_codes_are_kept_and_told(db: Database, tmp_path: Path) -> None:
    rows = [{"GLOBALEVENTID": str(i), "EventCode": code} for i, code in enumerate(["42", "X9", "X9", "1642", "012"])]
    rows[0] |= {"Actor1CountryCode": "EUR", "Actor1Name": "EUROPE"}
    result = import_file(db, write_table(tmp_path / "g.csv", "gdelt", *rows), "0")
    assert (result.new_count, result.issue_count) == (5, 2)
    events = {event.origin_id: event for event in _read(db, "gdelt")}
    assert (events["0"].actor, events["0"].actor_name, events["0"].event_type) == (None, "EUROPE", None)
    assert (events["3"].event_type, events["3"].cameo) == ("SANCTION", "1642")
    assert (events["4"].event_type, events["4"].quad_class) == (None, None)
    assert "CAMEO code X9 is not known; 2 rows" in " ".join(row.issue.sentence for row in db.iter_issues())


def test_lines_of_other_encodings_and_line_ends(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    lines = [
        build_line("gdelt", Actor1Name="S\u00c3O PAULO"),
        build_line("gdelt", GLOBALEVENTID="2", Actor1Name="A\0B"),
    ]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode("utf-8"))
    assert import_file(db, path, "0").new_count == 2
    path.write_bytes(build_line("gdelt", GLOBALEVENTID="3", Actor1Name="ESPA\u00d1A").encode("cp1252"))
    result = import_file(db, path, "0")
    assert (result.new_count, result.issue_count) == (1, 1)
    names = {event.actor_name for event in _read(db, "gdelt")}
    assert names == {"S\u00c3O PAULO", "AB", "ESPA\u00d1A"}
    assert next(db.iter_issues()).issue.reason == "encoding"


def test_plover_records(db: Database, tmp_path: Path) -> None:
    path = write_records(tmp_path / "p.jsonl", {}, {"id": "EX-2", "recipient": None, "event_scale": None})
    assert import_file(db, path, "0").new_count == 3
    events = _read(db, "plover")
    assert [(e.origin_id, e.actor, e.recipient, e.score) for e in events] == [
        ("EX-1", "ISR", "PSE", -3.0), ("EX-1", "ISR", "UNO", -3.0), ("EX-2", "ISR", None, -3),
    ]  # fmt: skip
    assert (events[0].actor_name, events[0].actor_sector, events[0].url) == (
        "Israel",
        "GOV",
        "https://example.org/threat",
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"context": ["future"]}, "status"),
        ({"mode": "negation"}, "status"),
        ({"event": "DANCE"}, "code"),
        ({"event": None}, "row"),
        ({"date": "2021-02-30"}, "row"),
        ({"id": ""}, "row"),
        ({"event_scale": "big"}, "row"),
        ({"actor": [7]}, "row"),
    ],
)
def test_plover_lines_that_are_left_out(db: Database, tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    result = import_file(db, write_records(tmp_path / "p.jsonl", change, {"id": "EX-9"}), "0")
    assert (result.new_count, result.issue_count) == (2, 1)
    [row] = db.iter_issues()
    assert (row.issue.origin, row.issue.reason) == ("p.jsonl:1", reason)


def test_files_that_are_no_events(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\t".join("abcdefghijklmnop"), encoding="utf-8")
    with pytest.raises(InputError, match="its first line has 16 columns"):
        import_file(db, path, "0")
    path.write_bytes(b"\x1f\x8bnot really")
    with pytest.raises(InputError, match="cannot be read"):
        import_file(db, path, "0")
    with pytest.raises(InputError, match="no such file"):
        import_file(db, tmp_path / "none", "0")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "1")
        archive.writestr("b", "2")
    with pytest.raises(InputError, match="holds 2 files"):
        import_file(db, path, "0")
    assert list(db.iter_imports()) == []


def test_form_is_told_though_the_first_row_is_malformed(db: Database, tmp_path: Path) -> None:
    path = write_table(tmp_path / "g.csv", "gdelt", build_line("gdelt")[:50], {})
    result = import_file(db, path, "0")
    assert (result.form, result.new_count, result.issue_count) == ("gdelt", 1, 1)


def test_file_of_another_form_makes_no_thousand_issues(db: Database, tmp_path: Path) -> None:
    path = write_table(tmp_path / "g.csv", "gdelt", *({"GLOBALEVENTID": str(number)} for number in range(101)))
    with pytest.raises(InputError, match="none of its 101 rows is one of phoenix"):
        import_file(db, path, "0", "phoenix")
    assert list(db.iter_issues()) == []
    assert import_file(db, path, "0").new_count == 101


def test_empty_file_is_no_table(db: Database, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n\n")
    with pytest.raises(InputError, match="has 0 columns"):
        import_file(db, tmp_path / "empty", "0")


def test_progress_is_told(db: Database, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = [{"GLOBALEVENTID": str(number)} for number in range(3)]
    import_file(db, write_table(tmp_path / "g.csv", "gdelt", *rows), "0", None, lambda *counts: told.append(counts))
    assert told == [(3, 3)]


def test_every_column_of_a_layout_exists() -> None:
    for form, layout in LAYOUTS.items():
        assert set(ROWS[form]) <= {*LAYOUTS["gdelt"].columns, *layout.columns}
    assert [len(layout.columns) for layout in LAYOUTS.values()] == [61, 58, 20, 40, 26]
