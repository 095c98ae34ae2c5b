"""The data package is whole, valid, and says what its columns mean."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package

from build import build_article
from build_records import build_event, build_quote, build_standing
from detente.errors import InputError, StoreError
from detente.model import Correction, Period, Span
from detente.store import ArticleRecord, Database, Filters
from detente.store.exchange.imports import import_file
from detente.store.exchange.package import export_package
from detente.store.exchange.resources import RESOURCES

NOW = datetime(2024, 5, 1, 8, tzinfo=UTC)


@pytest.fixture
def filled(db: Database, run_id: str) -> Database:
    """Two articles: one with an event that was corrected, a quote and a tie; one with nothing."""
    text = 'China praised Russia. "We stand together," Moscow said. Russia and China are partners.'
    article = build_article(
        text, title="=HYPERLINK(1)", outlet="@Courier", published=date(2020, 10, 23), url="https://c.example/1"
    )
    event = build_event(article, text[:21], "praised", "China", "Russia", day=Period.parse("2020-10"))
    quote = build_quote(article, text[22:54], "We stand together", speaker_code="RUS", speaker_name="-Moscow")
    standing = build_standing(article, text[55:], "partnership", "CHN RUS", "in_force", since=Period.parse("2019"))
    db.write(run_id, ArticleRecord(article, (event,), (quote,), (standing,)))
    db.write(run_id, ArticleRecord(build_article("Nothing happened.", published=date(2021, 1, 1))))
    cue = Span(text.index("praised"), text.index("praised") + 7)
    db.write_correction(Correction("c1", article.article_id, cue, event.event_id, "ada", NOW, note="+1"))
    return db


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_package_is_valid_and_its_keys_hold(filled: Database, tmp_path: Path) -> None:
    counts = export_package(filled, Filters(), "csv", tmp_path / "out", NOW, "0")
    assert counts == {
        "events": 1, "participants": 2, "quotes": 1, "standings": 1, "ties": 1, "happenings": 1, "articles": 2,
        "corrections": 1,
    }  # fmt: skip
    report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert {task.name for task in report.tasks} == set(RESOURCES)


@pytest.mark.parametrize(("resource", "column"), [("events", "article_id"), ("participants", "event_id")])
def test_a_broken_key_would_be_found(filled: Database, tmp_path: Path, resource: str, column: str) -> None:
    export_package(filled, Filters(), "csv", tmp_path, NOW, "0")
    target = RESOURCES[resource].refers[column]  # type: ignore[index]
    path = tmp_path / f"{target}.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    for entry in descriptor["resources"]:
        del entry["hash"], entry["bytes"]
    report = Package(descriptor, basepath=str(tmp_path)).validate()
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}


def test_filters_keep_what_is_referred_to(filled: Database, tmp_path: Path) -> None:
    counts = export_package(filled, Filters(until=date(2020, 12, 31)), "csv", tmp_path / "some", NOW, "0")
    assert (counts["articles"], counts["happenings"]) == (1, 1)
    counts = export_package(filled, Filters(actor="JPN"), "csv", tmp_path / "none", NOW, "0")
    assert set(counts.values()) == {0}
    assert Package(str(tmp_path / "none" / "datapackage.json")).validate().valid


def test_no_cell_is_a_formula_and_no_text_goes_out(filled: Database, tmp_path: Path) -> None:
    export_package(filled, Filters(), "csv", tmp_path, NOW, "0")
    [event] = _read(tmp_path, "events")
    assert (event["title"], event["outlet"], event["corrected_by"]) == ("'=HYPERLINK(1)", "'@Courier", "ada")
    assert _read(tmp_path, "quotes")[0]["speaker_name"] == "'-Moscow"
    assert "text" not in _read(tmp_path, "articles")[0]
    [happening] = _read(tmp_path, "happenings")
    assert (happening["actors"], happening["day"], happening["told"], happening["story_count"]) == (
        "CHN", "2020-10", "2020-10-23", "1",
    )  # fmt: skip


def test_parquet_holds_the_same(filled: Database, tmp_path: Path) -> None:
    counts = export_package(filled, Filters(), "parquet", tmp_path, NOW, "0")
    for name, resource in RESOURCES.items():
        found = duckdb.read_parquet(str(tmp_path / f"{name}.parquet"))
        assert (found.columns, len(found.fetchall())) == (list(resource.fields), counts[name])
    listed = [entry["path"] for entry in json.loads((tmp_path / "datapackage.json").read_text())["resources"]]
    assert listed == [f"{name}.parquet" for name in RESOURCES]


def test_every_column_and_code_is_explained(filled: Database, tmp_path: Path) -> None:
    export_package(filled, Filters(), "csv", tmp_path, NOW, "0")
    package: dict[str, Any] = json.loads((tmp_path / "datapackage.json").read_text())
    codebook = (tmp_path / "codebook.md").read_text(encoding="utf-8")
    for entry in package["resources"]:
        for field in entry["schema"]["fields"]:
            assert field["description"]
            assert f"| `{field['name']}` |" in codebook
    assert "](" not in codebook
    assert all(f"| `{code}` |" in codebook for code in ("ASSAULT", "0841", "1823"))
    assert "`in_force`" in codebook


def test_folder_that_cannot_be_made(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        export_package(filled, Filters(), "csv", tmp_path / "file" / "out", NOW, "0")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_package_comes_in_beside_the_record(db: Database, run_id: str, tmp_path: Path, form: Any) -> None:
    text = "China praised Russia and Japan. =Moscow and Washington met. Japan mobilized. China will praise Japan."
    for outlet, published in (("Courier", date(2020, 10, 24)), ("Example Post", date(2020, 10, 25))):
        article = build_article(text, outlet=outlet, published=published, url=f"https://{outlet[:4]}.example/1")
        day = Period.of_day(date(2020, 10, 22))
        events = [build_event(article, text[:31], "praised", "China", "Russia Japan", day=day)]
        if outlet == "Courier":
            meet: dict[str, Any] = {"event_type": "CONSULT", "mode": "visit", "day": Period.parse("2020-10")}
            events.append(build_event(article, text[32:59], "met", "Moscow Washington", **meet))
            events.append(build_event(article, text[60:76], "mobilized", "Japan", event_type="MOBILIZE", cameo=None))
            events.append(build_event(article, text[77:], "will praise", "China", "Japan", status="future"))
        db.write(run_id, ArticleRecord(article, tuple(events)))
    praises = [row.event_id for row in db.iter_events(Filters(kind="SUPPORT", status="actual"))]
    db.write_reports([(event_id, "h1", 0.9) for event_id in praises], "test")
    export_package(db, Filters(), form, tmp_path / "out", NOW, "0")
    result = import_file(db, tmp_path / "out", "0")
    assert (result.form, result.new_count, result.issue_count) == ("detente", 4, 1)
    assert import_file(db, tmp_path / "out" / "datapackage.json", "0").known_file
    found = list(db.iter_imported("detente", Filters(newest_first=False)))
    assert sorted((e.day, e.event_type, e.mode, e.actor, e.recipient, e.article_count) for e in found) == [
        (date(2020, 10, 22), "SUPPORT", None, "CHN", "JPN", 2),
        (date(2020, 10, 22), "SUPPORT", None, "CHN", "RUS", 2),
        (date(2020, 10, 24), "CONSULT", "visit", "RUS", "USA", 1),
        (date(2020, 10, 24), "MOBILIZE", None, "JPN", None, 1),
    ]
    assert {(e.cameo, e.score, e.url) for e in found if e.event_type == "MOBILIZE"} == {
        (None, 3.0, "https://Cour.example/1")
    }
    assert "1 events are told as future" in next(db.iter_issues()).issue.sentence


def test_folders_that_are_no_package(db: Database, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        import_file(db, tmp_path, "0")
    descriptor = tmp_path / "datapackage.json"
    descriptor.write_text("{}")
    with pytest.raises(InputError, match="no data package"):
        import_file(db, tmp_path, "0")
    descriptor.write_text(json.dumps({"resources": [{"name": "events", "path": "e.csv"}]}))
    with pytest.raises(InputError, match="no table events and no table participants"):
        import_file(db, descriptor, "0")
