"""The lists, a pair, and an event explained."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from detente.store import open_database
from dispatches import Run


def test_events_are_filtered_by_any_name(run: Run, record: Path) -> None:
    result = run("events", "--actor", "Washington", "--type", "sanction", "--db", record, "--format", "jsonl")
    [event] = [json.loads(line) for line in result.stdout.splitlines()]
    assert event["actor_codes"] == ["USA"]
    assert "sanctions on Iran" in event["sentence"]


@pytest.mark.parametrize("table", ["events", "quotes", "ties", "articles", "issues"])
def test_every_list_is_a_table_that_fits(run: Run, record: Path, table: str) -> None:
    result = run(table, "--db", record)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_csv_has_a_heading_and_all_rows(run: Run, record: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("quotes", "--db", record, "--format", "csv").stdout)))
    assert any("Lavrov" in row["speaker_name"] and row["speaker_code"] == "RUS" for row in rows)


def test_parquet_needs_a_file_and_holds_the_rows(run: Run, record: Path, tmp_path: Path) -> None:
    assert run("events", "--db", record, "--format", "parquet").exit_code == 2
    path = tmp_path / "events.parquet"
    assert run("events", "--db", record, "--format", "parquet", "--out", path).exit_code == 0
    with open_database(record) as database:
        expected = database.count_rows()["events"]
    assert len(duckdb.read_parquet(str(path)).fetchall()) == expected


def test_text_and_days_narrow_the_articles(run: Run, record: Path) -> None:
    def titles(*options: str) -> list[str]:
        lines = run("articles", "--db", record, "--format", "jsonl", *options).stdout.splitlines()
        return [json.loads(line)["title"] for line in lines]

    assert titles("--text", '"strategic partnership"') == ["Chinese and Russian ministers hold talks"]
    assert titles("--since", "2019-06-08") == ["Washington imposes new sanctions on Iran"]
    assert titles("--until", "2019-06-01") == []


def test_show_gives_ties_events_and_quotes_with_their_source(run: Run, record: Path) -> None:
    result = run("show", "China", "Moscow", "--db", record)
    assert "China – Russia" in result.stdout
    assert "partnership" in result.stdout
    assert "happened on 2019-06-06" in " ".join(result.stdout.split())
    assert "Wang Yi met Russian Foreign Minister" in " ".join(result.stdout.split())
    assert "Example Wire, published on 2019-06-07" in " ".join(result.stdout.split())


def test_show_needs_two_that_are_known(run: Run, record: Path) -> None:
    assert "no country, body or person" in str(run("show", "CHN", "Atlantis", "--db", record).exception)
    assert "are the same" in str(run("show", "CHN", "Beijing", "--db", record).exception)


def test_explain_names_the_words_and_the_rule(run: Run, record: Path) -> None:
    with open_database(record) as database:
        [event] = [row.event for row in database.iter_events() if row.cue == "accused"]
    result = run("explain", event.event_id[:8], "--db", record)
    assert "accused" in result.stdout
    assert event.evidence.made_by in result.stdout


def test_doctor_finds_all_in_place_and_a_missing_record(run: Run, record: Path, tmp_path: Path) -> None:
    assert run("doctor", "--db", record).exit_code == 0
    missing = run("doctor", "--db", tmp_path / "none.db")
    assert missing.exit_code == 1
    assert "wrong  record" in missing.stdout
