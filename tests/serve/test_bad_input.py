"""Wrong use and hard input through the command line: a clear sentence, and nothing lost."""

import json
from pathlib import Path

import pytest

from detente.errors import ModelError, StoreError
from dispatches import DISPATCHES, Run, write_lines


def test_an_empty_path_is_no_folder(run: Run, tmp_path: Path) -> None:
    result = run("read", "", "--db", tmp_path / "a.db")
    assert result.exit_code == 2
    assert "a path is empty" in str(result.exception)


def test_a_password_is_never_shown(run: Run, dispatches: Path) -> None:
    result = run("read", dispatches, "--db", "postgresql://bob:s3cr3t@host:abc/name")
    assert result.exit_code == 2
    assert "s3cr3t" not in str(result.exception)


@pytest.mark.parametrize("day", ["2020-02-30", "20200201", "2020-W10-1", "yesterday"])
def test_a_day_is_written_in_one_way(run: Run, dispatches: Path, tmp_path: Path, day: str) -> None:
    result = run("read", dispatches, "--published", day, "--db", tmp_path / "a.db")
    assert result.exit_code == 2
    assert day in str(result.exception)


def test_a_wrong_pipeline_stops_with_one_sentence(run: Run, dispatches: Path, tmp_path: Path) -> None:
    result = run("read", dispatches, "--pipeline", "no_such_pipeline", "--db", tmp_path / "a.db")
    assert isinstance(result.exception, ModelError)
    assert "no_such_pipeline" in str(result.exception)


def test_a_folder_is_no_database(run: Run, dispatches: Path, tmp_path: Path) -> None:
    result = run("read", dispatches, "--db", tmp_path)
    assert isinstance(result.exception, StoreError)


def test_a_repeated_article_is_counted_the_same_each_time(run: Run, tmp_path: Path) -> None:
    news = write_lines(tmp_path / "n.jsonl", [DISPATCHES[0], DISPATCHES[1], DISPATCHES[0]])
    outputs = [run("read", news, "--db", tmp_path / "a.db", "--json").stdout for _ in range(2)]
    assert outputs[0] == outputs[1]
    assert [json.loads(line)["article"]["given_id"] for line in outputs[0].splitlines()] == [
        "talks",
        "sanctions",
        "talks",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "china russia talks about gas " * 1500,
        '"' + "We will never accept this. " * 400 + '"',
        '"' * 3000 + " said Putin.",
        "BEIJING CONDEMNS WASHINGTON.\n\n" * 300,
        "Привет, мир. שלום עולם. 你好，世界。 🙂" * 50,
        "x" * 20_000,
    ],
    ids=["no sentence end", "one long quotation", "marks only", "capitals", "other scripts", "one long word"],
)
def test_hard_texts_are_read_whole(run: Run, tmp_path: Path, text: str) -> None:
    result = run("read", "-", "--db", tmp_path / "a.db", "--json", stdin=text.encode())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["article"]["length"] > 0
