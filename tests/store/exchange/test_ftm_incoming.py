"""FollowTheMoney entities come in as events: parties by reference, days as they are known, nothing lost in silence."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from build import build_article
from build_records import build_event
from detente.errors import InputError
from detente.model import ImportedEvent, Period
from detente.store import ArticleRecord, Database, Filters
from detente.store.exchange.codes import find_party, write_ftm_country
from detente.store.exchange.ftm import export_entities
from detente.store.exchange.imports import import_file


def _make(schema: str, key: str, **properties: Any) -> dict[str, Any]:
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": listed}


STATES = [
    _make("PublicBody", "ru", name="Russia", country="ru"),
    _make("PublicBody", "cn", name="China", country="cn"),
    _make("Organization", "nato", name="NATO", country="be"),
    _make("Person", "smith", name="A. Smith", nationality="gb", sector="Diplomacy"),
]
ARTICLE = _make("Article", "a1", title="Talks", sourceUrl="https://example.org/talks")
TALKS = _make(
    "Event", "e1", name="Talks", organizer="ru", involved=["cn", "nato"], proof="a1", date="2021-03-04",
    keywords=["economic", "042", "visit", "CONSULT"],
)  # fmt: skip


def _change(**properties: Any) -> dict[str, Any]:
    return _make("Event", "e1", **{**TALKS["properties"], **properties})


def _import(db: Database, path: Path, rows: Sequence[Any]) -> tuple[int, list[str]]:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    result = import_file(db, path, "0")
    assert result.form == "ftm"
    return result.new_count, [row.issue.sentence for row in db.iter_issues()]


def _read(db: Database) -> list[ImportedEvent]:
    return list(db.iter_imported("ftm", Filters(newest_first=False)))


@pytest.mark.parametrize("rows", [[TALKS, ARTICLE, *STATES], [*STATES, ARTICLE, TALKS]])
def test_event_in_any_order(db: Database, tmp_path: Path, rows: list[Any]) -> None:
    assert _import(db, tmp_path / "e.ftm.json", rows) == (2, [])
    first, second = _read(db)
    assert (first.actor, first.recipient, second.actor, second.recipient) == ("RUS", "CHN", "RUS", "NATO")
    assert (first.origin_id, first.day, first.event_type, first.mode) == ("e1", date(2021, 3, 4), "CONSULT", "visit")
    assert (first.cameo, first.quad_class, first.score, first.goldstein) == ("042", "verbal cooperation", 4, 1.9)
    assert (first.actor_name, second.recipient_name, first.article_count) == ("Russia", "NATO", 1)
    assert first.url == "https://example.org/talks"


@pytest.mark.parametrize(
    ("sides", "pairs"),
    [
        ({"organizer": [], "involved": ["cn", "ru", "smith"]}, [("CHN", "RUS"), ("CHN", "GBR"), ("RUS", "GBR")]),
        ({"organizer": [], "involved": ["cn"], "keywords": ["ACCUSE"]}, [(None, "CHN")]),
        ({"organizer": [], "involved": ["cn", "ru"], "keywords": []}, [("CHN", "RUS")]),
        ({"organizer": ["cn", "ru"], "involved": [], "keywords": []}, [("CHN", None), ("RUS", None)]),
        ({"organizer": ["cn"], "involved": ["cn", "ru"]}, [("CHN", "RUS")]),
        ({"organizer": [], "involved": []}, [(None, None)]),
    ],
)
def test_sides(db: Database, tmp_path: Path, sides: Any, pairs: list[Any]) -> None:
    _import(db, tmp_path / "e.json", [_change(**sides), ARTICLE, *STATES])
    assert [(event.actor, event.recipient) for event in _read(db)] == pairs


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ({"date": "2021-03-04T10:00:00"}, date(2021, 3, 4)),
        ({"date": "2021-03"}, None),
        ({"date": ["2021-03", "2021-03-04"]}, date(2021, 3, 4)),
        ({"date": ["2021-03-05", "2021-03-04"]}, None),
        ({"date": [], "startDate": "2021-03-04"}, date(2021, 3, 4)),
        ({"date": [], "startDate": "2021-03-04", "endDate": "2021-03-04"}, date(2021, 3, 4)),
        ({"date": [], "startDate": "2021-03-04", "endDate": "2021-03-10"}, None),
        ({"date": [], "endDate": "2021-03-10"}, None),
        ({"date": []}, None),
    ],
)
def test_day(db: Database, tmp_path: Path, dates: Any, day: date | None) -> None:
    assert _import(db, tmp_path / "e.json", [_change(involved="cn", **dates), ARTICLE, *STATES]) == (1, [])
    assert _read(db)[0].day == day


@pytest.mark.parametrize(
    ("keywords", "found"),
    [
        ([], (None, None, None, None, None)),
        (["protest", "042"], (None, None, None, None, None)),
        (["THREATEN", "territory"], ("THREATEN", None, None, "verbal conflict", -4.0)),
        (["THREATEN", "territory", "violence"], ("THREATEN", "violence", None, "verbal conflict", -7.0)),
    ],
)
def test_act_by_keywords(db: Database, tmp_path: Path, keywords: list[str], found: tuple[Any, ...]) -> None:
    _import(db, tmp_path / "e.json", [_change(keywords=keywords, involved="cn"), ARTICLE, *STATES])
    [event] = _read(db)
    assert (event.event_type, event.mode, event.cameo, event.quad_class) == found[:4]
    assert (event.score is None) == (found[4] is None)


@pytest.mark.parametrize(
    ("line", "count", "told"),
    [
        ('{"id": "x", "schema"', 0, "e.json:1: no JSON"),
        ("[1]", 0, "e.json:1: no JSON object"),
        ({"id": "x", "properties": {}}, 0, "no schema"),
        ({"schema": "Event", "properties": {"name": ["x"]}}, 0, "an event without an id"),
        ({"id": "x", "schema": "Event"}, 0, "properties None are none"),
        ({"id": "x", "schema": "Event", "properties": {"involved": [7]}}, 0, "involved 7 is no text"),
        (_make("Event", "x", date="2021-02-30"), 0, "date 2021-02-30 is no date of the calendar; event x was left out"),
        (_make("Event", "x", involved="who"), 1, "involved who is not in the file; event x was kept without it"),
        (_make("Event", "x", proof="doc"), 1, "proof doc is not in the file"),
        (_make("Event", "x", keywords=["AID", "AGREE"]), 1, "keywords AGREE and AID are two types of event"),
    ],
)
def test_bad_lines_are_told_and_the_rest_goes_on(
    db: Database, tmp_path: Path, line: Any, count: int, told: str
) -> None:
    new_count, issues = _import(db, tmp_path / "e.json", [line, TALKS, ARTICLE, *STATES])
    assert new_count == 2 + count
    assert len(issues) == 1
    assert told in issues[0]
    assert issues[0].startswith("e.json:1: ")


def test_pieces_of_one_event_and_other_schemata(db: Database, tmp_path: Path) -> None:
    pieces = [_make("Event", "e1", organizer="ru", date="2021-03-04"), _make("Event", "e1", involved="cn")]
    others = [_make("Vessel", "v", name="Ship"), {"id": "w", "schema": "Novelty"}]
    documents = [_make("Documentation", f"d{n}", document=f"a{n}", entity="e1") for n in (1, 2)]
    rows = [pieces[0], *others, *STATES, *documents, pieces[1]]
    assert _import(db, tmp_path / "e.json", rows) == (1, [])
    [event] = _read(db)
    assert (event.actor, event.recipient, event.article_count) == ("RUS", "CHN", 2)


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        (_make("PublicBody", "x", name="European Union", country="be"), "EUR"),
        (_make("PublicBody", "x", name="France"), "FRA"),
        (_make("Company", "x", name="Jordan"), None),
        (_make("Person", "x", name="J. Doe", country=["us", "fr"]), None),
        (_make("Company", "x", name="Works", jurisdiction="suhh"), "RUS"),
        (_make("LegalEntity", "x", name="Militia", country="ge-ab"), None),
    ],
)
def test_who_somebody_is(db: Database, tmp_path: Path, entity: Any, code: str | None) -> None:
    _import(db, tmp_path / "e.json", [_make("Event", "e", organizer="x"), entity])
    [event] = _read(db)
    assert (event.actor, event.actor_name) == (code, entity["properties"]["name"][0])


def test_same_file_twice_and_form_told_after_a_broken_line(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    assert _import(db, path, ['{"broken', TALKS, ARTICLE, *STATES])[0] == 2
    again = import_file(db, path, "0")
    assert (again.known_file, len(_read(db))) == (True, 2)


def test_file_of_another_form_makes_no_thousand_issues(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    path.write_text("words\n" * 101)
    with pytest.raises(InputError, match="none of its 101 lines is an entity"):
        import_file(db, path, "0", "ftm")


def test_what_was_exported_comes_back(db: Database, run_id: str, tmp_path: Path) -> None:
    text = "China praised Russia. Japan and China met. NATO accused Russia."
    article = build_article(text, published=date(2020, 10, 24), url="https://example.org/1")
    events = (
        build_event(article, text[:21], "praised", "China", "Russia", day=Period.parse("2020-10-23")),
        build_event(article, text[22:42], "met", "Japan China", event_type="CONSULT", mode="visit", cameo="042"),
        build_event(article, text[43:], "accused", "NATO", "Russia", event_type="ACCUSE", day=Period.parse("2020-10")),
    )
    db.write(run_id, ArticleRecord(article, events))
    export_entities(db, Filters(), tmp_path / "out.ftm.json")
    result = import_file(db, tmp_path / "out.ftm.json", "0")
    assert (result.new_count, result.issue_count) == (3, 0)
    assert {(e.actor, e.recipient, e.event_type, e.mode, e.cameo, e.day, e.url) for e in _read(db)} == {
        ("CHN", "RUS", "SUPPORT", None, "051", date(2020, 10, 23), article.url),
        ("JPN", "CHN", "CONSULT", "visit", "042", None, article.url),
        ("NATO", "RUS", "ACCUSE", None, "051", None, article.url),
    }


@pytest.mark.parametrize("code", ["RUS", "XKX", "EUR", "TWN"])
def test_countries_there_and_back(code: str) -> None:
    assert find_party("ftm", str(write_ftm_country(code))) == code
