"""`detente portfolios` on files that users bring."""

import csv
import io
import json
from pathlib import Path

import pytest

from dispatches import Run

# Obligations of four states: two that are sworn to each other, and two that are not.
ALLIES = (
    "ccode1,ccode2,year,value\n2,200,1990,3\n200,2,1990,3\n2,220,1990,3\n220,2,1990,3\n365,369,1990,1\n369,365,1990,1\n"
)


@pytest.fixture
def allies(tmp_path: Path) -> Path:
    path = tmp_path / "allies.csv"
    path.write_text(ALLIES, encoding="utf-8")
    return path


def read_rows(run: Run, *arguments: str | Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("portfolios", *arguments, "--format", "csv").stdout)))


def test_a_pair_by_all_measures(run: Run, allies: Path) -> None:
    [row] = read_rows(run, allies, "--unlisted", "0", "--self", "3", "--pair", "Britain", "FRA")
    assert (row["year"], row["a"], row["b"], row["item_count"]) == ("1990", "FRA", "GBR", "5")
    # values of the two on FRA, GBR, RUS, UKR, USA: 3 0 0 0 3 and 0 3 0 0 3; S: 1 - 2 * 6 / 15
    assert float(row["s"]) == pytest.approx(0.2)
    # 12 of 25 pairs of values differ by 3, as they do in the pool of both
    assert float(row["kappa"]) == float(row["pi"]) == pytest.approx(1 - (6 / 5) / (36 / 25))


def test_the_table_ranks_by_the_measure_and_fits(run: Run, allies: Path) -> None:
    result = run("portfolios", allies, "--unlisted", "0", "--self", "3", "--measure", "s", "--state", "USA")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[0] == ["a", "b", "items", "S"]
    assert [row[:2] for row in rows[1:3]] == [["FRA", "USA"], ["GBR", "USA"]]
    assert len(rows) == 5
    assert "greatest distance 3, linear weights" in " ".join(result.stderr.split())
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_what_is_not_listed_is_missing_and_said_to_be(run: Run, allies: Path) -> None:
    result = run("portfolios", allies, "--pair", "FRA", "GBR")
    assert "count as missing" in " ".join(result.stderr.split())
    assert result.stdout.splitlines()[1].split()[2] == "1"


def test_items_count_by_weights_of_the_user(run: Run, allies: Path, tmp_path: Path) -> None:
    power = tmp_path / "power.csv"
    power.write_text("ccode,year,cinc\n2,1990,1\n200,1990,0\n220,1990,0\n365,1990,1\n", encoding="utf-8")
    listed = (allies, "--unlisted", "0", "--self", "3", "--pair", "FRA", "GBR")
    [row] = read_rows(run, *listed, "--item-weights", power)
    assert (row["item_count"], row["s"]) == ("4", "1.0")


def test_positions_are_compared_by_their_distance(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text("ccode,year,idealpoint\n2,1990,2.5\n365,1990,-1\n200,1990,2\n", encoding="utf-8")
    lines = run("portfolios", path, "--format", "jsonl").stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["a"], row["b"], row["gap"]) for row in rows] == [
        ("GBR", "USA", 0.5),
        ("GBR", "RUS", 3.0),
        ("RUS", "USA", 3.5),
    ]


def test_what_could_not_be_read_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    rows = "".join(f"{n},US,maybe\n" for n in range(7))
    path.write_text(f"rcid,country,vote\n{rows}8,US,yes\n8,FR,no\n", encoding="utf-8")
    result = run("portfolios", path, "--out", tmp_path / "out.csv", "--format", "csv")
    assert "votes.csv:2" in result.stderr
    assert "'maybe'" in result.stderr or "“maybe”" in result.stderr or '"maybe"' in result.stderr
    assert "and 2 more like these" in result.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1].startswith(",FRA,USA,1,0.0")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--year", "1800"), "1990"),
        (("--pair", "FRA", "Paris"), "are the same"),
        (("--pair", "FRA", "Japan"), "no portfolio"),
        (("--scale", "1"), "lie 2 apart"),
        (("--value", "strength"), "no column"),
        (("--out", "x.csv"), "add --format"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, allies: Path, options: tuple[str, ...], words: str) -> None:
    if options[0] == "--year":
        allies.write_text(f"{ALLIES}2,200,1991,3\n", encoding="utf-8")
    result = run("portfolios", allies, *options)
    assert result.exit_code == 2
    assert words in str(result.exception)


def test_a_file_without_years_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text(",2,365\n2,3,0\n365,0,3\n", encoding="utf-8")
    result = run("portfolios", path, "--year", "1914")
    assert "has no years" in result.stderr
    assert result.stdout.splitlines()[1].split() == ["RUS", "USA", "2", "0.0000", "-1.0000", "-1.0000", "-1.0000"]


def test_a_file_with_one_state_has_no_pairs(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("rcid,country,vote\n1,US,yes\n", encoding="utf-8")
    assert "no two portfolios" in run("portfolios", path).stdout
