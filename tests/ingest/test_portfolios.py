"""Files of portfolios in the layouts that users hold."""

from pathlib import Path

import pytest

from detente.errors import InputError, UsageError
from detente.ingest.portfolios import PortfolioFile, check_year, read_item_weights, read_portfolios
from detente.reference.portfolios import name_states


def read(tmp_path: Path, text: str, **options: object) -> PortfolioFile:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return read_portfolios(path, **options)  # type: ignore[arg-type]


def list_values(file: PortfolioFile) -> list[tuple[str, str, int | None, float | None]]:
    return [(entry.state, entry.item, entry.year, entry.value) for entry in file.entries]


PAIRS = "ccode1,ccode2,year,value\n2,200,1990,3\n200,2.0,1990,3\n2,365,1990,0\n"


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        (PAIRS, "obligations", [("USA", "GBR", 1990, 3), ("GBR", "USA", 1990, 3), ("USA", "RUS", 1990, 0)]),
        ("state1,state2,value\nFRA,Germany,1\n", "obligations", [("FRA", "DEU", None, 1)]),
        (
            ",2,365\n2,3,0\n365,0,NA\n",
            "obligations",
            [("USA", "USA", None, 3), ("USA", "RUS", None, 0), ("RUS", "USA", None, 0), ("RUS", "RUS", None, None)],
        ),
        (
            "rcid,country,vote,session\n7,US,no,70\n7,CN,abstain,70\n7,FR,absent,70\n7,IN,9,70\n",
            "votes",
            [("USA", "7", 2015, 3), ("CHN", "7", 2015, 2), ("FRA", "7", 2015, None), ("IND", "7", 2015, None)],
        ),
        (
            "rcid,US,MX\n3,1,2\n4,8,3\n",
            "votes",
            [("USA", "3", None, 1), ("MEX", "3", None, 2), ("USA", "4", None, None), ("MEX", "4", None, 3)],
        ),
        ("state,v1,v2\nUSA,yes,\n", "votes", [("USA", "v1", None, 1), ("USA", "v2", None, None)]),
        ("ccode,year,IdealPoint\n2,1990,2.5\n", "positions", [("USA", "ideal point", 1990, 2.5)]),
    ],
)
def test_layouts(tmp_path: Path, text: str, kind: str, values: list[object]) -> None:
    file = read(tmp_path, text)
    assert (file.kind, list_values(file), file.issues) == (kind, values, ())


def test_numbers_of_gleditsch_and_ward_are_told_by_the_heading_or_the_user(tmp_path: Path) -> None:
    text = "{0}1,{0}2,value\n260,340,1\n"
    assert list_values(read(tmp_path, text.format("gwcode")))[0][:2] == ("DEU", "SRB")
    assert list_values(read(tmp_path, text.format("ccode")))[0][:2] == ("DEU", "COW 340")
    assert list_values(read(tmp_path, text.format("ccode"), numbers="gw"))[0][:2] == ("DEU", "SRB")


@pytest.mark.parametrize(
    ("labels", "year", "codes"),
    [
        (["260"], 1970, ["DEU"]),
        (["255", "260", "265"], 1990, ["DEU", "COW 260", "DDR"]),
        (["300", "365"], 1914, ["AUH", "RUS"]),
        (["300"], 1990, ["COW 300"]),
        (["UK", "Czechoslovakia", "Atlantis"], 1980, ["GBR", "CSK", "Atlantis"]),
    ],
)
def test_states_of_the_time(labels: list[str], year: int, codes: list[str]) -> None:
    assert list(name_states(labels, year, "cow").values()) == codes


def test_points_make_a_value_of_several_columns(tmp_path: Path) -> None:
    text = "ccode1,ccode2,year,defense,neutrality,entente\n2,20,1990,1,0,1\n2,365,1990,0,0,0\n2,200,1990,NA,NA,NA\n"
    file = read(tmp_path, text, value="defense=3,neutrality=2,entente=1")
    assert [entry.value for entry in file.entries] == [3, 0, None]
    assert [entry.value for entry in read(tmp_path, text, value="entente").entries] == [1, 0, None]


def test_a_pair_listed_once_counts_both_ways_if_asked(tmp_path: Path) -> None:
    file = read(tmp_path, "ccode1,ccode2,value\n2,200,3\n", undirected=True)
    assert list_values(file) == [("USA", "GBR", None, 3), ("GBR", "USA", None, 3)]


def test_of_several_obligations_the_highest_counts(tmp_path: Path) -> None:
    file = read(tmp_path, "ccode1,ccode2,value\n2,200,1\n2,200,3\n2,200,2\n2,200,\n")
    assert (list_values(file), file.repeat_count) == ([("USA", "GBR", None, 3)], 2)


def test_a_vote_that_contradicts_another_is_missing_and_named(tmp_path: Path) -> None:
    file = read(tmp_path, "rcid,country,vote\n7,US,yes\n7,US,no\n8,US,yes\n")
    assert list_values(file) == [("USA", "7", None, None), ("USA", "8", None, 1)]
    assert [issue.origin.rsplit(":", 1)[1] for issue in file.issues] == ["3"]


@pytest.mark.parametrize(
    ("row", "reason", "words"),
    [
        ("2,200,1990,strong", "value", "'strong'"),
        ("2,200,1990,inf", "value", "'inf'"),
        ("2,200,nineteen,3", "year", "'nineteen'"),
        ("2,200,1990", "columns", "3 cells"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, row: str, reason: str, words: str) -> None:
    file = read(tmp_path, f"{PAIRS}{row}\n365,2,1990,0\n")
    [issue] = file.issues
    assert (issue.reason, issue.origin.rsplit(":", 1)[1]) == (reason, "5")
    assert words.strip("'") in issue.sentence
    assert ("RUS", "USA", 1990, 0) in list_values(file)


@pytest.mark.parametrize("text", ["", "one column\n1\n", "ccode1,ccode2,year\n2,20,1990\n", "state,A,A\nUSA,1,2\n"])
def test_a_file_without_layout_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"file\.csv: "):
        read(tmp_path, text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"ccode1,ccode2,value\n\xff\xfe,2,3\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_portfolios(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_portfolios(tmp_path / "missing.csv")


@pytest.mark.parametrize("value", ["strength", "value=3,other=2", "value=much"])
def test_a_value_that_the_file_lacks_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(UsageError):
        read(tmp_path, PAIRS, value=value)


def test_the_year_must_be_one_of_the_file(tmp_path: Path) -> None:
    one, two = read(tmp_path, PAIRS), read(tmp_path, f"{PAIRS}2,200,1991,3\n")
    assert (check_year(one, None), check_year(two, 1991)) == (1990, 1991)
    for file, year in ((two, None), (two, 1980)):
        with pytest.raises(UsageError, match="1990 to 1991"):
            check_year(file, year)


def test_only_the_entries_of_a_year_are_kept_if_asked(tmp_path: Path) -> None:
    text = f"{PAIRS}2,200,1991,1\n2,200,1992,strong\n"
    file = read(tmp_path, text, year=1991)
    assert (file.years, list_values(file)) == ((1990, 1991, 1992), [("USA", "GBR", 1991, 1)])
    assert file.issues == ()
    undated = read(tmp_path, "ccode1,ccode2,value\n2,200,1\n", year=1991)
    assert (check_year(undated, 1991), len(undated.entries)) == (None, 1)


def test_weights_of_a_year(tmp_path: Path) -> None:
    path = tmp_path / "power.csv"
    path.write_text("ccode,year,cinc\n2,1990,0.14\n365,1990,0.13\n365,1991,0.1\n200,1990,NA\n", encoding="utf-8")
    assert read_item_weights(path, 1990) == {"USA": 0.14, "RUS": 0.13}
    path.write_text("ccode,weight\n2,-1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"power\.csv:2"):
        read_item_weights(path, None)
    path.write_text("a,b\n2,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="weight"):
        read_item_weights(path, None)
