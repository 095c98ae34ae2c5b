"""What happened, each thing once, on the command line."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from dispatches import Run, write_lines

TEXTS = {
    "Example Wire": "The United States imposed sanctions on Iran over its missiles. Oil rose by two dollars.",
    "Example Post": "Washington has imposed sanctions on Iran over its missiles. Markets closed higher.",
    "Example Times": "Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergey Lavrov to discuss grain.",
}
NEWS = [
    {"id": outlet, "outlet": outlet, "published": f"2019-06-0{day}", "text": text}
    for day, (outlet, text) in enumerate(TEXTS.items(), start=5)
]


@pytest.fixture(scope="module")
def made(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two articles on the same sanctions and one on talks."""
    folder = tmp_path_factory.mktemp("stories")
    assert run("read", write_lines(folder / "news.jsonl", NEWS), "--db", folder / "made.db").exit_code == 0
    return folder / "made.db"


@pytest.fixture
def told(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(made, tmp_path / "told.db"))


def list_rows(run: Run, place: Path, *options: str) -> list[dict[str, object]]:
    lines = run("stories", "--db", place, "--format", "jsonl", *options).stdout.splitlines()
    return [json.loads(line) for line in lines]


def list_events(run: Run, place: Path) -> list[str]:
    """The events that say that sanctions were imposed on Iran."""
    wanted = ("--type", "SANCTION", "--recipient", "IRN")
    lines = run("events", *wanted, "--db", place, "--format", "jsonl").stdout.splitlines()
    return [str(json.loads(line)["event_id"]) for line in lines]


def test_the_most_told_comes_first(run: Run, made: Path) -> None:
    first, *others = list_rows(run, made)
    assert (first["event_type"], first["independent_count"], first["report_count"]) == ("SANCTION", 2, 2)
    assert first["outlets"] == ["Example Post", "Example Wire"]
    assert (first["actor_codes"], first["recipient_codes"]) == (["USA"], ["IRN"])
    assert {row["independent_count"] for row in others} == {1}


def test_table_fits_and_says_where_there_is_nothing(run: Run, made: Path) -> None:
    shown = run("stories", "--db", made).stdout
    assert "2/2" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "Nothing in the record fits." in run("stories", "--db", made, "--since", "2030-01-01").stdout


def test_a_pair_and_a_limit_narrow_the_list(run: Run, made: Path) -> None:
    assert {row["event_type"] for row in list_rows(run, made, "--pair", "China", "Moscow")} == {"CONSULT"}
    assert len(list_rows(run, made, "--limit", "1")) == 1


def test_csv_has_a_heading(run: Run, made: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("stories", "--db", made, "--format", "csv").stdout)))
    assert rows[0]["independent_count"] == "2"
    path = tmp_path / "stories.csv"
    assert run("stories", "--db", made, "--format", "csv", "--out", path).exit_code == 0
    assert len(path.read_text().splitlines()) == len(rows) + 1


def test_one_happening_with_all_its_reports(run: Run, made: Path) -> None:
    [happening, *_] = list_rows(run, made)
    by_happening = run("stories", str(happening["happening_id"])[:8], "--db", made).stdout
    by_event = run("stories", list_events(run, made)[0][:8], "--db", made).stdout
    assert by_happening == by_event
    assert "2 reports, 2 independent" in by_happening
    assert "Washington has imposed sanctions" in " ".join(by_happening.split())
    assert "Oil rose" not in by_happening


def test_an_analyst_parts_them_and_takes_it_back(run: Run, told: Path) -> None:
    a, b = list_events(run, told)
    said = run("stories", "--apart", a[:8], b[:8], "--note", "two rounds", "--who", "ada", "--db", told).stdout
    assert "two happenings" in said
    assert {row["report_count"] for row in list_rows(run, told)} == {1}
    assert "two rounds" in run("stories", "--decisions", "--db", told).stdout
    assert run("stories", "--rebuild", "--db", told).exit_code == 0
    assert {row["report_count"] for row in list_rows(run, told)} == {1}
    decision = said.split("--undo ")[1].split()[0]
    assert "Taken back" in run("stories", "--undo", decision, "--who", "ada", "--db", told).stdout
    assert list_rows(run, told)[0]["report_count"] == 2
    assert "apart, taken" in run("stories", "--decisions", "--db", told).stdout


@pytest.mark.parametrize(
    "options",
    [
        ("--apart", "nothing", "nobody"),
        ("no such happening",),
        ("--undo", "nothing"),
        ("--rebuild", "--decisions"),
        ("--format", "parquet"),
        ("--out", "file.csv"),
        ("--since", "yesterday"),
        ("--pair", "Nowhere", "CHN"),
    ],
)
def test_wrong_use_is_told(run: Run, made: Path, options: tuple[str, ...]) -> None:
    assert run("stories", *options, "--db", made).exit_code == 2
