"""An analyst's word: said, shown, taken back, and written as gold."""

import getpass
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from detente.store import Database, EventRow, Filters, open_database
from dispatches import Run


@pytest.fixture
def copy(record: Path, tmp_path: Path) -> Path:
    """The record that the tests share, to be changed."""
    return Path(shutil.copy(record, tmp_path / "copy.db"))


def _find(place: Path, cue: str) -> EventRow:
    with open_database(place) as db:
        [row] = [row for row in db.iter_events(Filters(rejected=True)) if row.cue == cue]
    return row


def _say(run: Run, place: Path, cue: str, *options: str) -> str:
    result = run("correct", _find(place, cue).event_id[:8], *options, "--db", place)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def _list(run: Run, place: Path, table: str, *options: str) -> list[dict[str, Any]]:
    result = run(table, *options, "--db", place, "--format", "jsonl")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_correction_shows_wherever_the_event_does(run: Run, copy: Path) -> None:
    said = _say(run, copy, "accused", "--type", "threaten", "--recipient", "Iran", "--recipient", "RUS", "--who", "ada")
    assert "USA ACCUSE" in said.split("is now")[0]
    assert "USA THREATEN IRN, RUS" in said.split("is now")[1]
    [event] = _list(run, copy, "events", "--type", "THREATEN")
    assert (event["recipient_codes"], event["corrected_by"], event["rejected"]) == (["IRN", "RUS"], "ada", False)
    table = " ".join(run("events", "--type", "THREATEN", "--db", copy).stdout.split())
    assert "(corrected by ada)" in table.replace("(corrected … by", "(corrected by")
    explained = run("explain", event["event_id"][:8], "--db", copy).stdout
    assert "Corrected by ada on 20" in explained
    assert "detente correct --undo" in explained
    assert "THREATEN, actual" in explained


def test_rejected_event_is_shown_when_asked_for(run: Run, copy: Path) -> None:
    assert "Rejected: USA ACCUSE allege CHN, no day." in _say(
        run, copy, "accused", "--reject", "--note", "irony", "--who", "ada"
    )
    assert not _list(run, copy, "events", "--type", "ACCUSE", "--actor", "USA")
    [event] = _list(run, copy, "events", "--type", "ACCUSE", "--actor", "USA", "--rejected")
    assert (event["rejected"], event["correction_note"]) == (True, "irony")
    assert "Rejected by ada on 20" in run("explain", event["event_id"], "--db", copy).stdout
    assert ": irony" in run("explain", event["event_id"], "--db", copy).stdout


def test_corrections_are_listed_and_taken_back(run: Run, copy: Path) -> None:
    before = _find(copy, "accused")
    _say(run, copy, "accused", "--day", "none", "--mode", "none", "--actor", "none", "--note", "who?")
    [row] = _list(run, copy, "correct", "--list")
    assert (row["who"], row["mode"], row["actors"], row["day"]) == (getpass.getuser(), "none", "none", "none")
    table = run("correct", "--list", "--db", copy).stdout
    assert max(map(len, table.splitlines())) <= 80
    assert "mode none, actor none, day none." in " ".join(table.split())
    undone = run("correct", "--undo", row["correction_id"][:6], "--who", "bob", "--db", copy)
    assert "Taken back: mode none, actor none, day none" in undone.stdout
    assert _find(copy, "accused") == before
    assert "(taken back by bob)" in " ".join(run("correct", "--list", "--db", copy).stdout.split())
    assert "taken back before" in str(run("correct", "--undo", row["correction_id"], "--db", copy).exception)


def test_corrections_survive_another_reading(run: Run, copy: Path, dispatches: Path) -> None:
    _say(run, copy, "accused", "--type", "THREATEN")
    with open_database(copy) as db:
        _forget_readings(db)
    assert "Read 2 new articles" in run("read", dispatches, "--db", copy).stdout
    assert [event["event_type"] for event in _list(run, copy, "events") if event["corrected_by"]] == ["THREATEN"]


def _forget_readings(db: Database) -> None:
    """Let it seem that other rules read the articles."""
    with db._writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET lexicon_hash = 'older'")


def test_no_correction_is_a_line_that_says_so(run: Run, copy: Path) -> None:
    assert "Nothing in the record fits" in run("correct", "--list", "--db", copy).stdout


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "name one event"),
        (["EVENT"], "say what is wrong"),
        (["EVENT", "--list", "--reject"], "name one event"),
        (["--list", "--note", "why"], "name one event"),
        (["EVENT", "--reject", "--type", "AID"], "cannot be corrected as well"),
        (["EVENT", "--type", "HUG"], "--type HUG: choose one of AGREE, CONSULT"),
        (["EVENT", "--type", "AID", "--mode", "allege"], "AID has no such mode; choose one of"),
        (["EVENT", "--status", "maybe"], "--status maybe: choose one of actual"),
        (["EVENT", "--day", "2020-13-01"], "--day 2020-13-01: this is no day"),
        (["EVENT", "--actor", "Atlantis"], "Atlantis: no country, body or person"),
        (["ffffffff", "--reject"], "no event has an id"),
        (["--undo", "ffff"], "no correction has an id"),
        (["--export", "missing/gold.jsonl"], "cannot be written"),
    ],
)
def test_wrong_use_is_explained(run: Run, copy: Path, options: list[str], sentence: str) -> None:
    event_id = _find(copy, "accused").event_id
    result = run("correct", *(event_id if option == "EVENT" else option for option in options), "--db", copy)
    assert result.exit_code == 2
    assert sentence in str(result.exception)
    assert not _list(run, copy, "correct", "--list")


@pytest.mark.parametrize(
    ("name", "code"), [("Lavrov", "RUS"), ("Beijing", "CHN"), ("NATO", "NATO"), ("prk", "PRK"), ("Hezbollah", "LBN")]
)
def test_whoever_is_named_stands_under_a_code(run: Run, copy: Path, name: str, code: str) -> None:
    _say(run, copy, "accused", "--recipient", name)
    assert [party.code for party in _find(copy, "accused").event.recipients] == [code]


def test_gold_is_what_score_and_training_read(run: Run, copy: Path, tmp_path: Path) -> None:
    _say(run, copy, "accused", "--recipient", "IRN", "--status", "negated", "--who", "ada", "--note", "denied")
    _say(run, copy, "met", "--reject")
    gold, empty = tmp_path / "gold.jsonl", tmp_path / "empty.jsonl"
    assert "Wrote 2 passages with" in run("correct", "--export", gold, "--db", copy).stdout
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    [charge] = [event for row in rows for event in row["events"] if event["checked"]]
    assert (charge["type"], charge["status"], charge["who"], charge["note"]) == ("ACCUSE", "negated", "ada", "denied")
    assert [party["code"] for party in charge["recipients"]] == ["IRN"]
    for row in rows:
        assert row["published"] == "2019-06-07"
        for event in row["events"]:
            start, end = event["cue_span"]
            assert row["text"][start:end] == event["cue"]
            for party in event["actors"] + event["recipients"]:
                assert party["span"] is None or row["text"][slice(*party["span"])] == party["text"]
    perfect = json.loads(run("score", "events", gold, "--predicted", gold).stdout)
    assert (perfect["full"]["f1"], perfect["type"]["gold"]) == (1, sum(len(row["events"]) for row in rows))
    found = json.loads(run("score", "events", gold).stdout)
    assert found["type"]["gold"] == perfect["type"]["gold"]
    assert found["full"]["f1"] < 1
    assert run("evaluate", "events", gold).exit_code == 0
    for correction in _list(run, copy, "correct", "--list"):
        run("correct", "--undo", correction["correction_id"], "--db", copy)
    assert "Wrote 0 passages" in run("correct", "--export", empty, "--db", copy).stdout
