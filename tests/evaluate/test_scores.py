"""Scores checked by hand on rows small enough to count."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.evaluate.matching import count_matches, measure
from detente.evaluate.scores import SCORERS


def event(event_type: str, actors: list[str], recipients: list[str], status: str = "actual") -> dict[str, Any]:
    return {
        "type": event_type,
        "status": status,
        "actors": [{"code": code} for code in actors],
        "recipients": [{"code": code} for code in recipients],
    }


def test_matching_finds_the_largest_not_the_first() -> None:
    golds, guesses = [{"ok": {1, 2}}, {"ok": {1}}], [{"n": 1}, {"n": 2}]
    assert count_matches(golds, guesses, lambda gold, guess: guess["n"] in gold["ok"]) == 2


def test_measure_is_zero_where_undefined() -> None:
    assert measure(0, 0, 3) == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 3, "predicted": 0}


def test_events_are_scored_at_each_level() -> None:
    gold = {"a": {"events": [event("ACCUSE", ["USA"], ["CHN", "RUS"]), event("CONSULT", ["USA", "FRA"], [])]}}
    predicted = {"a": {"events": [event("ACCUSE", ["USA"], ["CHN"], "future"), event("CONSULT", ["FRA", "USA"], [])]}}
    scores = SCORERS["events"](gold, predicted)
    assert [scores[level]["f1"] for level in ("type", "dyad", "exact", "full")] == [1.0, 1.0, 0.5, 0.5]
    assert scores["quad"] == {"p": 1.0, "r": 0.75, "f1": 0.857, "gold": 4, "predicted": 3}
    assert scores["by_type"]["CONSULT"]["f1"] == 1.0


def test_quotes_need_half_the_content_and_the_source() -> None:
    gold = {"a": {"attributions": [{"type": "direct", "content_span": [[0, 10]], "source_span": [12, 15]}]}}
    near = {"a": {"attributions": [{"type": "direct", "content_span": [[0, 6]], "source_span": [14, 20]}]}}
    no_source = {"a": {"attributions": [{"type": "direct", "content_span": [[0, 6]], "source_span": None}]}}
    assert SCORERS["quotes"](gold, near)["direct"]["f1"] == 1.0
    assert SCORERS["quotes"](gold, no_source)["all"]["f1"] == 0.0


def test_missing_predictions_count_as_empty() -> None:
    gold = {"a": {"ties": [{"kind": "trade", "parties": ["CHN", "RUS"], "standing": "in_force"}]}}
    assert SCORERS["ties"](gold, {})["tie"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1, "predicted": 0}


def test_pairs_fold_concede_and_retreat() -> None:
    gold = {"a": {"event_type": "YIELD"}, "b": {"event_type": "ACCUSE"}}
    scores = SCORERS["pairs"](gold, {"a": {"event_type": "RETREAT"}, "b": {"event_type": None}})
    assert scores == {"macro_f1": 0.5, "quad_macro_f1": 0.5, "accuracy": 0.5, "gold": 2}


GOLD_FILES = {
    "events": "events.dev.jsonl",
    "quotes": "quotes.dev.jsonl",
    "dates": "dates.dev.jsonl",
    "actors": "actors.dev.jsonl",
    "ties": "articles.dev.jsonl",
    "pairs": "plv.train.jsonl",
}


@pytest.mark.parametrize(("kind", "name"), GOLD_FILES.items())
def test_scores_agree_with_the_field_s_scorer(kind: str, name: str, shared: Path, tmp_path: Path) -> None:
    """Gold labels with every third record left out, scored by both."""
    rows = [json.loads(line) for line in (shared / "gold" / name).read_text(encoding="utf-8").splitlines()]
    thinned = [_thin(row) for row in rows]
    guesses = tmp_path / "guesses.jsonl"
    guesses.write_text("".join(json.dumps(row) + "\n" for row in thinned), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), kind, str(shared / "gold" / name), str(guesses)]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert SCORERS[kind]({r["id"]: r for r in rows}, {r["id"]: r for r in thinned}) == theirs


def _thin(row: dict[str, Any]) -> dict[str, Any]:
    return {k: [x for i, x in enumerate(v) if i % 3] if isinstance(v, list) else v for k, v in row.items()}
