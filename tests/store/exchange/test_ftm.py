"""FollowTheMoney entities: known schemata, known properties, and no reference that leads nowhere."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from build import build_article
from build_records import build_event, build_quote, build_standing
from detente.model import Period
from detente.store import ArticleRecord, Database, Filters
from detente.store.exchange.ftm import export_entities

_INTERVAL = {"date", "startDate", "endDate", "summary", "recordId", "sourceUrl"}
_THING = {"name", "summary", "country", "keywords", "proof", "publisher", "sourceUrl", "description"}
PROPERTIES = {
    "Article": _THING | {"title", "publishedAt", "language"},
    "Event": _THING | _INTERVAL | {"organizer", "involved"},
    "PublicBody": _THING,
    "Organization": _THING,
    "Person": _THING,
    "LegalEntity": _THING,
    "Note": _THING | {"entity"},
    "Membership": _INTERVAL | {"member", "organization", "role", "status"},
    "UnknownLink": _INTERVAL | {"subject", "object", "role", "status"},
    "Documentation": _INTERVAL | {"document", "entity", "role"},
    "Mention": {"document", "resolved", "personMentioned"},
}
"""Properties of each schema that we write, from the model of followthemoney 4."""
REFERENCES = {
    "organizer",
    "involved",
    "proof",
    "entity",
    "member",
    "organization",
    "subject",
    "object",
    "document",
    "resolved",
}


@pytest.fixture
def entities(db: Database, run_id: str, tmp_path: Path) -> dict[str, Any]:
    """The entities of two articles that tell of one happening, by id."""
    for published in (date(2020, 10, 23), date(2020, 10, 24)):
        text = 'China praised Russia. "We stand together," Wang Yi said. Russia is in NATO. Japan and China met.'
        article = build_article(text, title="Praise", outlet="Courier", published=published)
        praise = build_event(article, text[:21], "praised", "China", "Russia", day=Period.parse("2020-W43"))
        person = replace(praise.actors[0], name="Wang Yi", actor_id="CHN/wang-yi", sector="GOV")
        praise = replace(
            praise, actors=(praise.actors[0], person, replace(person, actor_id=None, name="rebels", sector="REB"))
        )
        meet = build_event(article, text[76:], "met", "Japan China", event_type="CONSULT", mode="visit")
        quote = build_quote(
            article,
            text[22:56],
            "We stand together",
            speaker_id="CHN/wang-yi",
            speaker_name="Wang Yi",
            speaker_code="CHN",
        )
        ties = (
            build_standing(article, text[57:75], "membership", "RUS NATO", "in_force", directed=True),
            build_standing(article, text[57:75], "partnership", "CHN RUS", "in_force", since=Period.parse("2019")),
        )
        db.write(run_id, ArticleRecord(article, (praise, meet), (quote,), ties))
    praises = [row.event_id for row in db.iter_events(Filters(kind="SUPPORT"))]
    db.write_reports([(event_id, "h1", 0.9) for event_id in praises], "test")
    path = tmp_path / "out.ftm.json"
    count = export_entities(db, Filters(), path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == len({row["id"] for row in rows}) == count
    return {row["id"]: row for row in rows}


def test_schemata_and_properties_are_known(entities: dict[str, Any]) -> None:
    for entity in entities.values():
        assert set(entity) == {"id", "schema", "properties"}
        assert set(entity["properties"]) <= PROPERTIES[entity["schema"]]
        assert all(isinstance(text, str) for values in entity["properties"].values() for text in values)
    assert {entity["schema"] for entity in entities.values()} == set(PROPERTIES)


def test_references_lead_somewhere(entities: dict[str, Any]) -> None:
    for entity in entities.values():
        for name in REFERENCES & set(entity["properties"]):
            assert set(entity["properties"][name]) <= set(entities)


def test_one_happening_has_two_documents(entities: dict[str, Any]) -> None:
    event = entities["happening-h1"]["properties"]
    assert (event["startDate"], event["endDate"], event["involved"]) == (["2020-10-19"], ["2020-10-25"], ["code-rus"])
    assert [entities[key]["schema"] for key in event["organizer"]] == ["PublicBody", "Person", "LegalEntity"]
    documents = [e for e in entities.values() if e["schema"] == "Documentation"]
    assert sum(e["properties"]["entity"] == ["happening-h1"] for e in documents) == 2


def test_those_who_meet_are_involved(entities: dict[str, Any]) -> None:
    [meeting] = {
        json.dumps(e["properties"]["involved"])
        for e in entities.values()
        if e["properties"].get("name") == ["Japan, China CONSULT (visit)"]
    }
    assert json.loads(meeting) == ["code-jpn", "code-chn"]


def test_ties_are_edges(entities: dict[str, Any]) -> None:
    [member] = {
        json.dumps(e["properties"]["member"] + e["properties"]["organization"])
        for e in entities.values()
        if e["schema"] == "Membership"
    }
    assert json.loads(member) == ["code-rus", "code-nato"]
    link = next(e for e in entities.values() if e["schema"] == "UnknownLink")["properties"]
    assert (link["role"], link["status"], link["startDate"]) == (["partnership"], ["in_force"], ["2019"])
    assert entities["code-rus"]["properties"]["country"] == ["ru"]
