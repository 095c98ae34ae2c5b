"""What goes out in another system's form comes in again as the same, as far as the form can hold it."""

import gzip
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from build import build_article
from build_records import build_event
from detente.errors import StoreError
from detente.model import Event, ImportedEvent, Period
from detente.store import ArticleRecord, Database, Filters
from detente.store.exchange.exports import TABLES, export_events
from detente.store.exchange.imports import import_file
from detente.store.exchange.layouts import Form

CAMEO_FORMS: tuple[Form, ...] = ("gdelt", "gdelt1", "icews", "phoenix")


@pytest.fixture
def filled(db: Database, run_id: str) -> Database:
    """A record of two articles: one thing told by both, one told once and without a day, one that is yet to come."""
    for outlet, published in (("Courier", date(2020, 10, 23)), ("Example Post", date(2020, 10, 24))):
        text = "China praised Russia and Japan. Japan accused\tRussia. Moscow and Washington will meet."
        article = build_article(text, outlet=outlet, published=published, url=f"https://{outlet[:4]}.example/1;a")
        facts: dict[str, Any] = {
            "event_type": "ACCUSE",
            "mode": "allege",
            "cameo": "1125",
            "quad_class": "verbal conflict",
        }
        events: list[Event] = [
            build_event(
                article,
                "China praised Russia and Japan.",
                "praised",
                "China",
                "Russia Japan",
                day=Period.of_day(date(2020, 10, 22)),
            )
        ]
        if outlet == "Courier":
            facts |= {"goldstein": -2.0, "score": -3.5, "contexts": ("military", "economic")}
            events.append(build_event(article, "Japan accused\tRussia.", "accused", "Japan", "Russia", **facts))
            events.append(
                build_event(article, "Moscow and Washington will meet.", "meet", "Moscow Washington", status="future")
            )
        db.write(run_id, ArticleRecord(article, tuple(events)))
    praises = [row.event_id for row in db.iter_events(Filters(kind="SUPPORT"))]
    db.write_reports([(event_id, "h1", 0.9) for event_id in praises], "test")
    return db


def _bring_back(db: Database, form: Form, path: Path) -> list[ImportedEvent]:
    result = import_file(db, path, "0")
    assert (result.form, result.issue_count) == (form, 0)
    found = db.iter_imported(form, Filters())
    return sorted(found, key=lambda event: (event.event_type or "", event.recipient or ""))


@pytest.mark.parametrize("form", [*TABLES, "plover"])
@pytest.mark.parametrize("end", ["", ".gz", ".zip"])
def test_what_goes_out_comes_in_again(filled: Database, tmp_path: Path, form: Form, end: str) -> None:
    path = tmp_path / f"events.txt{end}"
    written = export_events(filled, Filters(), form, path, "0")
    assert (written.happening_count, written.undated_count) == (2, 0)
    events = _bring_back(filled, form, path)
    assert [(e.day, e.event_type, e.actor, e.recipient, e.quad_class) for e in events] == [
        (date(2020, 10, 23), "ACCUSE", "JPN", "RUS", "verbal conflict"),
        (date(2020, 10, 22), "SUPPORT", "CHN", "JPN", "verbal cooperation"),
        (date(2020, 10, 22), "SUPPORT", "CHN", "RUS", "verbal cooperation"),
    ]
    if form in CAMEO_FORMS:
        assert [(e.cameo, e.goldstein) for e in events] == [("1125", -2.0), ("051", 3.4), ("051", 3.4)]
    else:
        assert [(e.mode, e.score) for e in events] == [("allege", -3.5), (None, 3.0), (None, 3.0)]
    if form not in ("icews", "polecat", "plover"):
        assert [e.article_count for e in events] == [1, 2, 2]
    if form in ("gdelt", "gdelt1", "plover"):
        assert {e.url for e in events} == {"https://Cour.example/1;a"}


def test_cells_of_gdelt(filled: Database, tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    export_events(filled, Filters(kind="ACCUSE"), "gdelt", path, "0")
    row = dict(zip(TABLES["gdelt"][0].columns, path.read_text().rstrip("\n").split("\t"), strict=True))
    assert row["FractionDate"] == "2020.8027"
    assert (row["Actor1Code"], row["Actor1Name"], row["QuadClass"], row["EventBaseCode"]) == (
        "JPNGOV",
        "JAPAN",
        "3",
        "112",
    )
    assert (row["ActionGeo_Type"], row["AvgTone"], row["DATEADDED"]) == ("0", "", "20201023000000")


def test_cells_of_polecat_and_icews(filled: Database, tmp_path: Path) -> None:
    path = tmp_path / "events.txt"
    export_events(filled, Filters(kind="ACCUSE"), "polecat", path, "0")
    row = dict(zip(*(line.split("\t") for line in path.read_text().splitlines()), strict=True))
    assert (row["Contexts"], row["Quad Code"], row["Actor COW"], row["City"]) == (
        "military;economic", "VERBAL CONFLICT", "740", "None",
    )  # fmt: skip
    export_events(filled, Filters(kind="ACCUSE"), "icews", path, "0")
    row = dict(zip(*(line.split("\t") for line in path.read_text().splitlines()), strict=True))
    assert (row["Target Country"], row["Source Sectors"], row["City"]) == ("Russian Federation", "Government", "")


def test_plover_record_names_all_in_one_line(filled: Database, tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    assert export_events(filled, Filters(kind="SUPPORT"), "plover", path, "0").row_count == 1
    record = json.loads(path.read_text())
    assert [party["code"] for party in record["recipient"]] == ["RUS", "JPN"]
    assert (record["quad_code"], record["text"]) == (1, "China praised Russia and Japan.")
    assert record["cite_info"]["publication"] == "Courier"


@pytest.mark.parametrize("form", [*TABLES, "plover"])
@pytest.mark.parametrize(
    ("kind", "pairs"), [("CONSULT", [("CHN", "RUS")]), ("REQUEST", [("CHN", None), ("RUS", None)])]
)
def test_those_who_act_together_pair_up_only_if_they_do_it_to_each_other(
    db: Database, run_id: str, tmp_path: Path, form: Form, kind: str, pairs: list[tuple[str, str | None]]
) -> None:
    article = build_article("China and Russia made it known.", published=date(2020, 10, 23))
    event = build_event(article, article.text, "made", "China Russia", event_type=kind, cameo=None, goldstein=None)
    db.write(run_id, ArticleRecord(article, (event,)))
    export_events(db, Filters(), form, tmp_path / "out", "0")
    import_file(db, tmp_path / "out", "0", form)
    assert sorted((e.actor, e.recipient) for e in db.iter_imported(form, Filters())) == pairs


def test_what_has_no_day_is_left_out_and_counted(db: Database, run_id: str, tmp_path: Path) -> None:
    article = build_article("China praised Russia.")
    db.write(run_id, ArticleRecord(article, (build_event(article, article.text, "praised", "China", "Russia"),)))
    forms: tuple[Form, ...] = (*TABLES, "plover")
    for form in forms:
        written = export_events(db, Filters(), form, tmp_path / form, "0")
        assert (written.row_count, written.undated_count) == (0, 1)


def test_packed_files_hold_the_table(filled: Database, tmp_path: Path) -> None:
    export_events(filled, Filters(), "gdelt", tmp_path / "20201023.export.CSV.zip", "0")
    with zipfile.ZipFile(tmp_path / "20201023.export.CSV.zip") as archive:
        assert archive.namelist() == ["20201023.export.CSV"]
    export_events(filled, Filters(), "gdelt", tmp_path / "g.gz", "0")
    assert gzip.decompress((tmp_path / "g.gz").read_bytes()).count(b"\n") == 3


def test_file_that_cannot_be_written(filled: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        export_events(filled, Filters(), "gdelt", tmp_path / "none" / "g.csv", "0")
