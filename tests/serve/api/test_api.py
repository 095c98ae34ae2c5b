"""The API: what it answers, page by page and form by form, and what it refuses."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from build_records import build_correction, build_dispatch, build_quote, build_standing
from detente.model import Issue, Period
from detente.serve.api import make_app
from detente.store import ArticleRecord, Database, open_database

BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A record of seven dispatches, one of them corrected."""
    with open_database(tmp_path_factory.mktemp("api") / "test.db") as database:
        run_id = database.begin_run("0.1.0", "model", "lexicon", {"jobs": 1})
        for number in range(7):
            article, act = build_dispatch(
                number, published=date(2020, 10, 20 + number), url=f"https://example.org/{number}"
            )
            event = replace(act, day=Period.of_day(date(2020, 10, 20 + number)))
            quote = build_quote(article, article.text, article.text, speaker_code="CHN", speaker_name="Wang Yi")
            standing = build_standing(article, article.text, "partnership", "CHN RUS", "in_force")
            database.write(run_id, ArticleRecord(article, (event,), (quote,), (standing,)))
            if number == 3:
                database.write_correction(build_correction(event, event_type="CONSULT", note="they met"))
        database.write_issue(run_id, Issue("news.jsonl:3", "ingest", "empty", "line 3 has no text"))
        database.finish_run(run_id)
        yield database


@pytest.fixture(scope="module")
def client(database: Database) -> TestClient:
    """A client on this machine."""
    return TestClient(make_app(database), base_url=BASE, raise_server_exceptions=False)


def get(client: TestClient, address: str, **headers: str) -> Any:
    """What an address answers, as JSON."""
    answer = client.get(f"/api/v1{address}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("table", ["events", "quotes", "ties", "articles", "happenings"])
def test_pages_lead_to_each_other(client: TestClient, table: str) -> None:
    whole = get(client, f"/{table}")
    assert (len(whole["rows"]), whole["next"]) == (7, None)
    found, following = [], f"/api/v1/{table}?limit=3"
    while following is not None:
        page = client.get(following).json()
        found += page["rows"]
        following = page["next"]
    assert found == whole["rows"]
    oldest = get(client, f"/{table}?sort=oldest")["rows"]
    assert oldest == found[::-1]


@pytest.mark.parametrize(("address", "count"), [
    ("/events?actor=Beijing", 7), ("/events?actor=RUS", 0), ("/events?recipient=Moscow", 7),
    ("/events?type=CONSULT", 1),
    ("/events?pair=RUS,CHN", 7), ("/events?since=2020-10-22&until=2020-10-23", 2), ("/events?outlet=Nobody", 0),
    ("/quotes?actor=CHN", 7), ("/ties?status=ended", 0), ("/ties?type=partnership", 7), ("/articles?text=dispatch", 7),
    ('/articles?text="dispatch 3"', 1), ("/issues?reason=empty", 1), ("/issues?stage=read", 0), ("/corrections", 1),
    ("/happenings?pair=CHN,RUS", 7),
])  # fmt: skip
def test_filters_are_those_of_the_commands(client: TestClient, address: str, count: int) -> None:
    assert len(get(client, address)["rows"]) == count


def test_streams_have_all_rows_and_one_object_a_line(client: TestClient) -> None:
    rows = get(client, "/events")["rows"]
    answer = client.get("/api/v1/events", headers={"Accept": "application/x-ndjson"})
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == rows
    assert client.get("/api/v1/events?format=ndjson&limit=2").text.count("\n") == 2
    sheet = list(csv.DictReader(io.StringIO(client.get("/api/v1/events?format=csv").text)))
    assert [line["event_id"] for line in sheet] == [row["event_id"] for row in rows]


def test_one_row_is_found_by_the_beginning_of_its_id(client: TestClient) -> None:
    row = get(client, "/events?type=CONSULT")["rows"][0]
    assert get(client, f"/events/{row['event_id'][:8]}") == row
    assert row["corrected_by"] == "ada"
    article = get(client, f"/articles/{row['article_id']}")
    assert article["text"][row["evidence_start"] : row["evidence_end"]] == row["sentence"]
    happening = get(client, f"/happenings/{row['event_id']}")
    assert happening["events"] == [row]


def test_a_pair_has_its_level_series_ties_and_brief(client: TestClient) -> None:
    pair = get(client, "/pairs/China/RUS")
    assert (pair["a"], pair["b"], pair["happening_count"]) == ("CHN", "RUS", 7)
    assert pair["alignment"]["low"] < pair["alignment"]["value"] < pair["alignment"]["high"]
    series = get(client, "/pairs/CHN/RUS/alignment?every=day")
    assert [step["happenings"] for step in series["steps"]] == [1] * 7
    assert len(get(client, "/pairs/CHN/RUS/ties")) >= 7
    assert get(client, "/pairs/CHN/RUS/changes") == []
    assert get(client, "/pairs/CHN/RUS/brief")["citations"]
    assert [node["code"] for node in get(client, "/network")["nodes"]] == ["CHN", "RUS"]


def test_an_answer_is_not_sent_again_until_something_is_written(tmp_path: Path) -> None:
    with open_database(tmp_path / "test.db") as database:
        run_id = database.begin_run("0.1.0", "model", "lexicon", {})
        client = TestClient(make_app(database), base_url=BASE)
        for address in ("/api/v1/events", "/api/v1/pairs/CHN/RUS"):
            tag = client.get(address).headers["etag"]
            assert tag.startswith('W/"')
            again = client.get(address, headers={"If-None-Match": f'"other", {tag}'})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
            assert client.get(f"{address}?limit=1", headers={"If-None-Match": tag}).status_code != 304
        tag = client.get("/api/v1/events").headers["etag"]
        article, act = build_dispatch(1)
        database.write(run_id, ArticleRecord(article, (act,)))
        fresh = client.get("/api/v1/events", headers={"If-None-Match": tag})
        assert (fresh.status_code, len(fresh.json()["rows"])) == (200, 1)


@pytest.mark.parametrize(("address", "status", "words"), [
    ("/events?outlett=x", 422, "There is no parameter outlett"),
    ("/events?actor=zzz", 400, "no country, body or person"),
    ("/events?since=2020-13-01", 422, "since: "), ("/events?since=yesterday", 422, "write it as 2020-10-23"),
    ("/events?limit=0", 422, "limit: "), ("/events?cursor=abc", 400, "leave it out"),
    ("/quotes?since=2021-01-01&until=2020-01-01", 400, "turn them round"),
    ("/events/ffffffff", 404, "no event has an id"),
    ("/articles/ffffffff", 404, "no article"), ("/happenings/ffffffff", 404, "no happening"),
    ("/events?pair=CHN", 400, "name two"), ("/pairs/CHN/China", 400, "name two"),
    ("/pairs/CHN/Putin", 400, "name its country"),
    ("/nothing", 404, "There is nothing at"),
    ("/pairs/CHN/RUS/alignment?every=day&since=1000-01-01", 400, "choose a shorter window"),
])  # fmt: skip
def test_errors_are_one_sentence_with_a_way_out(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]
    assert answer.json()["status"] == status


def test_a_cursor_of_another_list_is_refused(client: TestClient) -> None:
    following = get(client, "/events?limit=1")["next"]
    moved = client.get(following.replace("/events", "/quotes"))
    assert (moved.status_code, "another list" in moved.json()["detail"]) == (400, True)


@pytest.mark.parametrize(("host", "status"), [
    ("127.0.0.1:8000", 200), ("localhost", 200), ("[::1]:8000", 200), ("evil.example", 400),
    ("127.0.0.1.evil.example", 400),
    ("localhost:8000@evil.example", 400), ("", 400),
])  # fmt: skip
def test_foreign_names_are_refused(client: TestClient, host: str, status: int) -> None:
    answer = client.get("/api/v1/events", headers={"Host": host})
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_only_get_is_answered(client: TestClient) -> None:
    answer = client.post("/api/v1/events")
    assert (answer.status_code, "use GET" in answer.json()["detail"]) == (405, True)
    assert "access-control-allow-origin" not in answer.headers


def test_schemathesis_finds_no_failure_and_no_breach(database: Database) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", make_app(database), headers={"Host": "localhost"})
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    count = 0
    for operation in schema.get_all_operations():

        @settings(
            max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.ok().as_strategy())  # type: ignore[union-attr]
        def check(case: Any) -> None:
            case.call_and_validate(checks=checks, headers={"Host": "localhost"})

        check()
        count += 1
    assert count >= 18
