import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from build_records import build_correction, build_dispatch, build_quote, build_standing
from detente.errors import StoreError
from detente.model import Issue, Participant, Period
from detente.store import (
    ArticleFacts,
    ArticleRow,
    EventRow,
    IssueRow,
    Mark,
    QuoteRow,
    TableName,
    TieRow,
    flatten,
    write_rows,
)

MOMENT = datetime(2022, 3, 1, 12, 30, tzinfo=UTC)


def _build_rows() -> dict[TableName, Any]:
    article, event = build_dispatch(1, title="=SUM(A1)", outlet="@Courier", url="https://courier.example/1")
    ally = Participant(event.actors[0].span, "the gunmen", None, "UNK")
    event = replace(event, actors=(*event.actors, ally), contexts=("military", "economic"), score=-4.0)
    facts = ArticleFacts(article.article_id, article.title, article.outlet, article.published, article.url, "r1")
    quote = build_quote(article, article.text, "China praised", "dispatch 1", day=Period.parse("2020-10"))
    standing = build_standing(
        article, article.text, "arms_transfer", "RUS CHN", "in_force", directed=True, since=Period.parse("2019-12")
    )
    row = ArticleRow(
        article.article_id, article.title, None, article.published, None, None, article.sha256, MOMENT, "r1",
        2, "0000", True, len(article.text), 1, 1, 1,
    )  # fmt: skip
    mark = Mark(event.event_id, "c1", "ada", MOMENT, "two, not one", False)
    said = build_correction(event, event_type="AID", actors=("RUS", "CHN"), recipients=(), mode="", at=MOMENT)
    return {
        "events": EventRow(event, article.text, "praised", facts, mark=mark, happening_id="h1"),
        "quotes": QuoteRow(quote, ("- China praised", "dispatch 1"), "+1\nis no formula", None, facts),
        "ties": TieRow(standing, article.text, None, facts),
        "articles": row,
        "issues": IssueRow(Issue("a.txt", "ingest", "empty", "a.txt: no text"), "r1", MOMENT),
        "corrections": said,
    }


ROWS = _build_rows()


def _read_csv(table: TableName) -> dict[str, str]:
    file = io.StringIO()
    assert write_rows(table, [ROWS[table]], "csv", file) == 1
    (row,) = csv.DictReader(io.StringIO(file.getvalue(), newline=""))
    return row


def test_csv_row() -> None:
    row = _read_csv("events")
    assert row["day"] == row["day_first"] == row["day_last"] == "2020-10-22"
    assert (row["actor_codes"], row["actor_names"], row["contexts"]) == (
        "CHN; ---",
        "China; the gunmen",
        "military; economic",
    )
    assert (row["cameo"], row["mode"], row["sentence"]) == ("051", "", "China praised Russia in dispatch 1.")


def test_what_an_analyst_says_is_written_as_said() -> None:
    row = _read_csv("events")
    names = ("happening_id", "corrected_by", "correction_note", "rejected")
    assert [row[name] for name in names] == ["h1", "ada", "two, not one", "False"]
    said = _read_csv("corrections")
    changes = ("event_type", "mode", "status", "actors", "recipients", "day", "undone_at")
    assert [said[name] for name in changes] == ["AID", "none", "", "RUS; CHN", "none", "", ""]


def test_no_cell_of_csv_is_a_formula() -> None:
    row = _read_csv("quotes")
    assert (row["title"], row["outlet"]) == ("'=SUM(A1)", "'@Courier")
    assert (row["content"], row["sentence"]) == ("'- China praised; dispatch 1", "'+1\nis no formula")
    assert _read_csv("events")["score"] == "-4.0"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\na", "'\na"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_cells(text: str, cell: str) -> None:
    file = io.StringIO()
    issue = IssueRow(Issue(text, "ingest", "empty", "b"), "r1", MOMENT)
    write_rows("issues", [issue], "csv", file)
    (row,) = csv.DictReader(io.StringIO(file.getvalue(), newline=""))
    assert row["origin"] == cell


def test_json_lines_keep_lists_and_gaps() -> None:
    file = io.StringIO()
    assert write_rows("ties", [ROWS["ties"]] * 2, "jsonl", file) == 2
    first, second = map(json.loads, file.getvalue().splitlines())
    assert first == second
    assert first["parties"] == ["RUS", "CHN"]
    assert (first["since"], first["since_first"], first["since_last"]) == ("2019-12", "2019-12-01", "2019-12-31")
    assert (first["day"], first["cue"], first["cue_start"], first["published"]) == (None, None, None, "2020-10-23")


@pytest.mark.parametrize("table", ROWS)
def test_parquet_holds_what_the_row_holds(tmp_path: Path, table: TableName) -> None:
    target = tmp_path / "it's.parquet"
    assert write_rows(table, [ROWS[table]] * 3, "parquet", target) == 3
    with duckdb.connect() as columns:
        found = columns.read_parquet(str(target))
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    expected = {
        name: v.replace(tzinfo=None) if isinstance(v, datetime) else v
        for name, v in flatten(table, ROWS[table]).items()
    }
    assert rows == [expected] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["it's.parquet"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("table", ROWS)
def test_no_rows_still_make_a_file(tmp_path: Path, form: Any, table: TableName) -> None:
    target = tmp_path / "none"
    assert write_rows(table, [], form, target) == 0
    assert target.is_file()
    if form == "csv":
        assert target.read_text().strip().split(",") == list(flatten(table, ROWS[table]))


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_file_that_cannot_be_made(tmp_path: Path, form: Any) -> None:
    with pytest.raises(StoreError, match=r"rows\.out: cannot be written"):
        write_rows("events", [ROWS["events"]], form, tmp_path / "missing" / "rows.out")


def test_parquet_needs_a_file() -> None:
    with pytest.raises(StoreError, match="name a file"):
        write_rows("events", [], "parquet", io.StringIO())


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_rows_are_written_as_they_come(form: Any) -> None:
    file = io.StringIO()
    lengths = []

    def come() -> Iterator[Any]:
        for _ in range(4):
            lengths.append(file.tell())
            yield ROWS["issues"]

    write_rows("issues", come(), form, file)
    assert len(set(lengths)) == 4


def test_published_day_is_a_day() -> None:
    assert flatten("articles", ROWS["articles"])["published"] == date(2020, 10, 23)
