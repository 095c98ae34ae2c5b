"""Predictions in the form of gold labels, and their scores."""

import json
from pathlib import Path
from typing import Any

import pytest

from dispatches import Run, write_lines

TEXT = 'Russia accused  NATO of expansion on Thursday. "We see no threat," Stoltenberg said.'
ROW = {"id": "a", "text": TEXT, "published": "2019-06-07"}
MARKED = {"id": "a", "text": "", "marked": "<s>Russia</s> condemned <t>Japan</t> over the islands."}


def predict(run: Run, kind: str, row: dict[str, Any], folder: Path) -> dict[str, Any]:
    out = folder / "out.jsonl"
    assert run("predict", kind, write_lines(folder / "in.jsonl", [row]), "-o", out).exit_code == 0
    [found] = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    return dict(found)


def test_events_and_quotes_count_characters_as_given(run: Run, tmp_path: Path) -> None:
    events = predict(run, "events", ROW, tmp_path)["events"]
    assert [(e["type"], e["actors"][0]["code"], e["recipients"][0]["code"]) for e in events] == [
        ("ACCUSE", "RUS", "NATO")
    ]
    assert [TEXT[slice(*e["cue_span"])] for e in events] == [e["cue"] for e in events] == ["accused"]
    quotes = predict(run, "quotes", ROW, tmp_path)["attributions"]
    [quoted] = [quote for quote in quotes if quote["type"] == "direct"]
    assert [TEXT[start:end] for start, end in quoted["content_span"]] == ["We see no threat"]


def test_dates_are_relative_to_publication(run: Run, tmp_path: Path) -> None:
    [timex] = predict(run, "dates", ROW, tmp_path)["timexes"]
    assert timex["value"] == "2019-06-06"
    assert TEXT[slice(*timex["span"])] == "Thursday"


def test_actors_are_resolved_at_the_given_spans(run: Run, tmp_path: Path) -> None:
    row = {**ROW, "mentions": [{"span": [0, 6]}, {"span": [16, 20]}]}
    assert [m["country"] for m in predict(run, "actors", row, tmp_path)["mentions"]] == ["RUS", "NATO"]


def test_pairs_answer_what_one_did_to_the_other(run: Run, tmp_path: Path) -> None:
    assert predict(run, "pairs", MARKED, tmp_path)["event_type"] == "ACCUSE"


def test_score_reads_the_gold_texts(run: Run, tmp_path: Path) -> None:
    gold = {**ROW, "timexes": [{"span": [TEXT.index("Thursday"), TEXT.index("Thursday") + 8], "value": "2019-06-06"}]}
    result = run("score", "dates", write_lines(tmp_path / "gold.jsonl", [gold]))
    assert json.loads(result.stdout)["value"]["f1"] == 1.0


@pytest.mark.parametrize("command", ["predict", "score"])
def test_an_unknown_kind_is_told(run: Run, tmp_path: Path, command: str) -> None:
    assert run(command, "poems", write_lines(tmp_path / "in.jsonl", [ROW])).exit_code == 2


def test_a_broken_line_is_named(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a"}\n{"id": \n', encoding="utf-8")
    assert "in.jsonl:2" in str(run("score", "dates", source).exception)
