"""Two accounts of the same relations, side by side."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from dispatches import Run
from foreign_rows import write_table


@pytest.fixture
def both(run: Run, record: Path, tmp_path: Path) -> Path:
    """The record of the dispatches with some imported events of China and Russia, and of others."""
    path = Path(shutil.copy(record, tmp_path / "both.db"))
    days = ("20190601", "20190620", "20190702", "20181224", "")
    rows = [
        {"GLOBALEVENTID": str(i), "SQLDATE": day, "Actor2CountryCode": "RUS", "EventCode": code, "NumArticles": "3"}
        for i, (day, code) in enumerate(zip(days, ("042", "190", "010", "042", "111"), strict=True))
    ]
    rows.append({"GLOBALEVENTID": "9", "SQLDATE": "20190603", "Actor2CountryCode": "JPN"})
    assert run("import", write_table(tmp_path / "g.csv", "gdelt", *rows), "--db", path).exit_code == 0
    return path


def test_both_accounts_stand_side_by_side(run: Run, both: Path) -> None:
    result = run(
        "compare", "CHN", "Russia", "--with", "gdelt", "--since", "2019-05-01", "--until", "2019-07-31", "--db", both
    )
    words = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "China – Russia 2019-05-01 to 2019-07-31, by month" in words
    assert (
        "gdelt: 3 events, told in 9 articles; 1 without a PLOVER type; 1 left out since nothing tells the day" in words
    )
    assert "vc, mc, vx, mx" in words
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_rows_of_both(run: Run, both: Path, tmp_path: Path) -> None:
    out = tmp_path / "c.csv"
    options = ("--since", "2019-06-01", "--until", "2019-07-31", "--db", both)
    run("compare", "CHN", "RUS", "--with", "gdelt", *options, "--format", "csv", "--out", out)
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    assert [(row["account"], row["period"]) for row in rows] == [
        ("record", "2019-06"), ("record", "2019-07"), ("gdelt", "2019-06"), ("gdelt", "2019-07"),
    ]  # fmt: skip
    theirs = rows[2]
    assert (theirs["verbal_cooperation"], theirs["material_conflict"], theirs["balance"]) == ("1", "1", "-5.0")
    found = json.loads(run("compare", "CHN", "RUS", "--with", "gdelt", *options, "--format", "json").stdout)
    assert found["comparisons"][0]["steps"] == 2


def test_without_days_the_window_is_that_of_our_own(run: Run, both: Path) -> None:
    result = run("compare", "CHN", "RUS", "--with", "gdelt", "--every", "day", "--db", both)
    assert "2018" not in result.stdout


def test_drawing(run: Run, both: Path, tmp_path: Path) -> None:
    plot = tmp_path / "both.svg"
    options = ("--since", "2019-05-01", "--until", "2019-07-31", "--plot", plot, "--db", both)
    assert run("compare", "CHN", "RUS", "--with", "gdelt", *options).exit_code == 0
    assert plot.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("CHN", "RUS"), "name what to compare with"),
        (("CHN", "RUS", "--with", "acled"), "there is no such system"),
        (("CHN", "RUS", "--with", "icews"), "no ICEWS events are in the record"),
        (("IRN", "USA", "--with", "gdelt"), "have nothing between Iran – United States"),
        (("CHN", "--with", "gdelt"), "name two"),
    ],
)
def test_what_cannot_be_compared(run: Run, both: Path, arguments: tuple[str, ...], sentence: str) -> None:
    result = run("compare", *arguments, "--db", both)
    assert result.exit_code == 2
    assert sentence in str(result.exception)
