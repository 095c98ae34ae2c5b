"""The history of ties, and briefs, as commands."""

import csv
import io
import json
from pathlib import Path

import pytest

from detente.store import open_database
from dispatches import Run, write_lines

TREATY = [
    ("2018-10-21", "Herald", "WASHINGTON - The United States said it would withdraw from the INF Treaty with Russia."),
    ("2019-02-02", "Courier", "The INF Treaty between Russia and the United States remains in force."),
    ("2019-08-03", "Courier", "The INF Treaty between the United States and Russia ended on Friday."),
]


@pytest.fixture(scope="module")
def treaty(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three articles on one treaty."""
    folder = tmp_path_factory.mktemp("treaty")
    rows = [{"published": day, "outlet": outlet, "text": text} for day, outlet, text in TREATY]
    assert run("read", write_lines(folder / "treaty.jsonl", rows), "--db", folder / "treaty.db").exit_code == 0
    return folder / "treaty.db"


def test_pair_alone_lists_the_rows_of_its_ties(run: Run, record: Path) -> None:
    result = run("ties", "China", "Moscow", "--db", record, "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["partnership"]
    assert run("ties", "China", "Iran", "--db", record, "--format", "jsonl").stdout == ""


def test_history_has_lanes_turns_and_the_reference(run: Run, treaty: Path) -> None:
    result = run("ties", "RUS", "USA", "--history", "--db", treaty)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "Treaty (INF Treaty): " in result.stdout
    assert "ended 2019-08  (3 articles)" in " ".join(result.stdout.split("\n")).replace("   ", "  ")
    assert "reference: in force 1987-12-08 to 2019-08-02" in result.stdout


def test_history_as_rows_marks_what_is_reference(run: Run, treaty: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("ties", "RUS", "USA", "--history", "-f", "csv", "--db", treaty).stdout)))
    claims = [row for row in rows if row["source"] == "article"]
    assert {row["published"] for row in claims} == {day for day, _, _ in TREATY}
    [known] = [row for row in rows if row["name"] == "INF Treaty" and row["source"] != "article"]
    assert (known["source"], known["since"], known["until"]) == ("reference (pacts.yaml)", "1987-12-08", "2019-08-02")


def test_history_and_show_agree(run: Run, treaty: Path) -> None:
    shown = " ".join(run("show", "RUS", "USA", "--db", treaty).stdout.split())
    [line] = [
        x for x in run("ties", "RUS", "USA", "--history", "--db", treaty).stdout.splitlines() if "INF Treaty): " in x
    ]
    turns = line.split("INF Treaty): ")[1].split("  (")[0]
    assert f"turns: {turns}" in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["RUS"], "RUS alone is no pair"),
        (["RUS", "Moscow"], "are the same"),
        (["--history"], "a history is that of a pair"),
        (["RUS", "USA", "--history", "--out", "x.csv"], "a table is for the terminal"),
        (["RUS", "USA", "--history", "--format", "parquet"], "csv or jsonl"),
        (["RUS", "USA", "--plot", "x.txt"], "ends in .svg, .png or .pdf"),
    ],
)
def test_wrong_use_says_what_to_do(run: Run, treaty: Path, arguments: list[str], sentence: str) -> None:
    result = run("ties", *arguments, "--db", treaty)
    assert result.exit_code == 2
    assert sentence in str(result.exception)


def test_pair_without_ties_says_so(run: Run, treaty: Path) -> None:
    assert "holds no tie of China and Japan" in run("ties", "CHN", "JPN", "--history", "--db", treaty).stdout


def test_plot_is_the_same_for_the_same_record(run: Run, treaty: Path, tmp_path: Path) -> None:
    drawn = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in drawn:
        assert run("ties", "RUS", "USA", "--plot", file, "--db", treaty).exit_code == 0
    assert drawn[0].read_bytes() == drawn[1].read_bytes()
    assert b"<svg" in drawn[0].read_bytes()


def test_brief_cites_what_it_says(run: Run, treaty: Path) -> None:
    text = run("brief", "Russia", "Washington", "--db", treaty).stdout
    assert text.startswith("Russia and the United States: how they stand\n")
    assert "The record holds three articles" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "- Courier, 2019-08-03: [" in text


def test_every_form_of_a_brief_has_the_same_sentences(run: Run, treaty: Path) -> None:
    def write(form: str) -> str:
        return run("brief", "RUS", "USA", "--db", treaty, "--format", form).stdout

    brief = json.loads(write("json"))
    sentences = [s["text"] for passage in brief["passages"] for s in passage["sentences"]]
    text, markdown, html = (" ".join(write(form).split()) for form in ("text", "md", "html"))
    assert sentences
    for sentence in sentences:
        assert sentence in text
        assert sentence in markdown.replace("\\", "")
        assert sentence in html


def test_json_has_the_exact_words_of_each_record(run: Run, treaty: Path) -> None:
    brief = json.loads(run("brief", "RUS", "USA", "--db", treaty, "--format", "json").stdout)
    with open_database(treaty) as database:
        ids = {row.standing.standing_id: row.sentence for row in database.iter_ties()}
    cited = {c["record_id"]: c["words"] for c in brief["citations"] if c["record"] == "standing"}
    assert cited
    assert cited.items() <= ids.items()


def test_markup_in_an_article_stays_text(run: Run, tmp_path: Path) -> None:
    text = "Russia and the United States signed the <b>New START</b> treaty [a] *on* Thursday."
    rows = [{"published": "2010-04-08", "outlet": "<script>", "text": text}]
    db = tmp_path / "markup.db"
    assert run("read", write_lines(tmp_path / "x.jsonl", rows), "--db", db).exit_code == 0
    html = run("brief", "RUS", "USA", "--db", db, "--format", "html").stdout
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "\\<script\\>" in run("brief", "RUS", "USA", "--db", db, "--format", "md").stdout


def test_brief_goes_to_a_file_and_says_so(run: Run, treaty: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    assert run("brief", "RUS", "USA", "--format", "html", "--out", out, "--db", treaty).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    missing = run("brief", "RUS", "USA", "--out", tmp_path / "no" / "x.txt", "--db", treaty)
    assert "cannot be written" in str(missing.exception)


def test_window_bounds_what_is_told(run: Run, treaty: Path) -> None:
    text = " ".join(run("brief", "RUS", "USA", "--until", "2019-03-01", "--db", treaty).stdout.split())
    assert "The record holds two articles" in text
    assert "That is little to go by." in text
    nothing = run("brief", "CHN", "JPN", "--since", "2020-01-01", "--db", treaty).stdout
    assert "The record holds no article on China and Japan from 1 January 2020." in nothing
