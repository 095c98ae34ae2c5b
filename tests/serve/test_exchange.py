"""Other systems' events in and out by the command line."""

import json
from pathlib import Path

import pytest
from frictionless import Package

from detente.store import open_database
from dispatches import Run
from foreign_rows import write_table


def test_import_tells_the_form_and_what_came_in(run: Run, tmp_path: Path) -> None:
    path = write_table(tmp_path / "20201023.export.CSV", "gdelt", {}, {"GLOBALEVENTID": "2"})
    result = run("import", path, "--db", tmp_path / "r.db")
    assert result.exit_code == 0
    assert "20201023.export.CSV (GDELT 2.0 events): 2 new events." in " ".join(result.stdout.split())
    again = run("import", path, "--db", tmp_path / "r.db")
    assert (again.exit_code, "imported before" in again.stdout) == (0, True)


def test_import_goes_on_after_a_file_and_a_row_that_fail(run: Run, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.csv", write_table(tmp_path / "good.txt", "icews", {}, {"Intensity": "low"})
    bad.write_text("no events here")
    result = run("import", bad, good, "--db", tmp_path / "r.db")
    assert result.exit_code == 1
    assert "first line has 1 columns" in " ".join(result.stderr.split())
    assert "1 new events, 1 issues" in " ".join(result.stdout.split())
    issues = run("issues", "--status", "import", "--db", tmp_path / "r.db", "--format", "jsonl")
    assert json.loads(issues.stdout)["origin"] == "good.txt:3"


def test_import_by_a_given_form(run: Run, tmp_path: Path) -> None:
    path = write_table(tmp_path / "g.csv", "gdelt", {})
    result = run("import", path, "--format", "phoenix", "--db", tmp_path / "r.db")
    assert (result.exit_code, "0 new events, 1 issues" in " ".join(result.stdout.split())) == (1, True)


@pytest.mark.parametrize("form", ["gdelt", "gdelt1", "icews", "polecat", "phoenix", "plover", "ftm"])
def test_what_is_exported_can_be_imported(run: Run, record: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "events.txt.gz"
    result = run("export", "--format", form, "--out", out, "--db", record)
    assert result.exit_code == 0
    assert ("entities to" if form == "ftm" else "happenings to") in " ".join(result.stderr.split())
    assert run("import", out, "--db", tmp_path / "r.db").exit_code == 0
    with open_database(tmp_path / "r.db") as database:
        assert database.count_rows()["imported_events"] > 0


def test_export_of_one_pair(run: Run, record: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.txt"
    run("export", "--format", "polecat", "--out", out, "--actor", "Washington", "--recipient", "IRN", "--db", record)
    rows = [line.split("\t") for line in out.read_text().splitlines()]
    assert {(row[8], row[16]) for row in rows[1:]} == {("USA", "IRN")}


def test_export_of_packages_and_entities(run: Run, record: Path, tmp_path: Path) -> None:
    assert run("export", "--format", "package", "--out", tmp_path / "p", "--db", record).exit_code == 0
    assert Package(str(tmp_path / "p" / "datapackage.json")).validate().valid
    assert run("export", "--format", "parquet", "--out", tmp_path / "q", "--db", record).exit_code == 0
    assert (tmp_path / "q" / "events.parquet").is_file()
    result = run("export", "--format", "ftm", "--out", tmp_path / "e.json", "--db", record)
    assert "entities to" in " ".join(result.stderr.split())
    assert run("export", "--format", "package", "--type", "accuse", "--out", tmp_path, "--db", record).exit_code == 2
