"""`detente read` on good input, the same again, changed, and bad."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from detente.store import Filters, open_database
from dispatches import DISPATCHES, Run, write_lines


def test_read_prints_findings_and_what_comes_next(run: Run, dispatches: Path, tmp_path: Path) -> None:
    result = run("read", dispatches, "--db", tmp_path / "a.db", "--pairs", "1")
    assert result.exit_code == 0
    assert "Read 2 new articles" in result.output
    assert "detente show" in result.output


def test_read_json_gives_every_record_its_words(run: Run, dispatches: Path, tmp_path: Path) -> None:
    result = run("read", dispatches, "--db", tmp_path / "a.db", "--json")
    articles = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["article"]["given_id"] for a in articles] == ["talks", "sanctions"]
    with open_database(tmp_path / "a.db") as database:
        for found in articles:
            text = database.read_article(found["article"]["article_id"]).text
            for row in (*found["events"], *found["quotes"], *found["ties"]):
                assert text[row["evidence_start"] : row["evidence_end"]] == row["sentence"]
    assert any(e["event_type"] == "CONSULT" and e["day"] == "2019-06-06" for e in articles[0]["events"])
    assert any(e["event_type"] == "SANCTION" and e["recipient_codes"] == ["IRN"] for e in articles[1]["events"])


def test_reading_twice_changes_nothing(run: Run, dispatches: Path, record: Path) -> None:
    before = counts(record)
    first = run("read", dispatches, "--db", record, "--json")
    again = run("read", dispatches, "--db", record, "--json")
    assert first.stdout == again.stdout
    assert counts(record) | {"runs": 0} == before | {"runs": 0}


def test_a_changed_article_becomes_a_new_version(run: Run, tmp_path: Path) -> None:
    changed = {**DISPATCHES[0], "text": str(DISPATCHES[0]["text"]) + "\n\nRussia denied the claim."}
    news = write_lines(tmp_path / "news.jsonl", [DISPATCHES[0], changed])
    run("read", news, "--db", tmp_path / "a.db")
    with open_database(tmp_path / "a.db") as database:
        rows = list(database.iter_articles(Filters(old_versions=True, newest_first=False)))
    assert [(row.version, row.is_latest) for row in rows] == [(1, False), (2, True)]
    assert rows[1].supersedes == rows[0].article_id


def test_standard_input_is_read(run: Run, tmp_path: Path) -> None:
    result = run(
        "read", "-", "--published", "2020-10-23", "--db", tmp_path / "a.db", "--json", stdin=b"China praised Russia."
    )
    [found] = [json.loads(line) for line in result.stdout.splitlines()]
    assert found["article"]["published"] == "2020-10-23"
    assert [e["event_type"] for e in found["events"]] == ["SUPPORT"]


def test_bad_input_becomes_rows_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "lines.jsonl").write_text(
        '{"text": "Russia met Iran.", "published": "2020-02-30"}\n{"text": \n{"title": "no text"}\n', encoding="utf-8"
    )
    (folder / "page.html").write_text("<html><body><nav>Home</nav></body></html>", encoding="utf-8")
    result = run("read", folder, tmp_path / "missing.txt", "--db", tmp_path / "a.db")
    assert result.exit_code == 1
    with open_database(tmp_path / "a.db") as database:
        issues = {row.issue.reason: row.issue for row in database.iter_issues()}
        assert [row.published for row in database.iter_articles()] == [None]
    assert set(issues) == {"empty", "binary", "json", "no-text", "date", "html", "missing"}
    assert "lines.jsonl:2" in issues["json"].sentence
    assert "2020-02-30" in issues["date"].sentence


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--published", "2020-02-30"], "no day of the calendar"),
        (["-"], "read alone"),
        (["--db", "mysql://server/name"], "mysql"),
    ],
)
def test_wrong_use_is_told(run: Run, dispatches: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    given = arguments if "--db" in arguments else [*arguments, "--db", str(tmp_path / "a.db")]
    result = run("read", dispatches, *given)
    assert result.exit_code == 2
    assert words in str(result.exception)


def test_two_processes_give_the_same_records(run: Run, tmp_path: Path) -> None:
    news = write_lines(
        tmp_path / "n.jsonl", [{**d, "url": f"https://example.org/{i}"} for i in range(10) for d in DISPATCHES]
    )
    outputs = []
    for jobs in ("1", "2"):
        run("read", news, "--db", tmp_path / f"{jobs}.db", "--jobs", jobs)
        outputs.append(run("events", "--db", tmp_path / f"{jobs}.db", "--format", "csv").stdout)
    assert sorted(outputs[0].splitlines()) == sorted(outputs[1].splitlines())


def test_killed_in_the_middle_it_holds_whole_articles_and_goes_on(run: Run, tmp_path: Path) -> None:
    news = write_lines(tmp_path / "n.jsonl", [{**DISPATCHES[0], "url": f"https://example.org/{i}"} for i in range(120)])
    database, command = tmp_path / "a.db", [sys.executable, "-c", "from detente.serve.cli import main; main()"]
    process = subprocess.Popen([*command, "read", str(news), "--db", str(database)], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while (
        time.monotonic() < deadline and process.poll() is None and not (database.exists() and article_count(database))
    ):
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with open_database(database) as opened:
        kept = list(opened.iter_articles())
        assert {(row.event_count, row.quote_count) for row in kept} == {(kept[0].event_count, kept[0].quote_count)}
    assert run("read", news, "--db", database).exit_code == 0
    assert article_count(database) == 120


def article_count(path: Path) -> int:
    return counts(path)["articles"]


def counts(path: Path) -> dict[str, int]:
    with open_database(path) as database:
        return database.count_rows()


COPY = DISPATCHES[0] | {"id": "copy", "outlet": "Example Post", "url": "https://example.com/talks"}
AGAIN = {
    "id": "again",
    "title": "Lavrov receives Wang in Moscow",
    "published": "2019-06-07",
    "outlet": "Example Tribune",
    "text": "MOSCOW - Russian Foreign Minister Sergey Lavrov met his Chinese counterpart Wang Yi on Thursday.",
}


def _list_groups(place: Path) -> set[frozenset[str]]:
    with open_database(place) as database:
        assert database.unmerged_days() is None
        return {frozenset(report.event_id for report in h.reports) for h in database.iter_happenings()}


def test_one_happening_counts_once_however_its_articles_come_in(run: Run, tmp_path: Path) -> None:
    rows = [*DISPATCHES, COPY, AGAIN]
    whole = write_lines(tmp_path / "whole.jsonl", rows)
    told = run("read", whole, "--db", tmp_path / "whole.db").stdout
    assert "Of all, 1 is a copy or update of another." in " ".join(told.split())
    for number, row in enumerate(reversed(rows)):
        part = write_lines(tmp_path / f"{number}.jsonl", [row])
        assert run("read", part, "--db", tmp_path / "parts.db").exit_code == 0
    groups = _list_groups(tmp_path / "whole.db")
    assert _list_groups(tmp_path / "parts.db") == groups
    with open_database(tmp_path / "whole.db") as database:
        [met] = [h for h in database.iter_happenings(Filters(pair=("CHN", "RUS"))) if h.event_type == "CONSULT"]
    assert (len(met.reports), met.independent_count, met.told) == (3, 2, date(2019, 6, 7))
    assert run("read", whole, "--db", tmp_path / "parts.db").exit_code == 0
    assert _list_groups(tmp_path / "parts.db") == groups
