"""`detente align` and `detente changes`: in words, as rows, and drawn."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from build import build_article
from build_acts import build_acts
from build_records import build_event, build_standing
from detente.analyse.changes import find_changes
from detente.analyse.news import PairNews
from detente.analyse.series import build_series
from detente.errors import UsageError
from detente.model import EventType, Period
from detente.reference.codebook import load_types
from detente.serve.plots import Panel, plot_news, plot_series
from detente.store import ArticleRecord, open_database
from dispatches import Run

TYPES: tuple[EventType, ...] = ("SUPPORT",) * 15 + ("ASSAULT",) * 15
START = date(2021, 1, 4)


def dispatch(number: int, event_type: EventType, other: str = "Russia") -> ArticleRecord:
    """An article of a week of its own, with one event of the type and, at times, how trade stands."""
    day = START + timedelta(7 * number)
    text = f"China dealt with {other} in matter {number}. Trade went on."
    article = build_article(text, published=day + timedelta(1), outlet="Courier", title=f"Matter {number}")
    entry = load_types()[event_type]
    facts = {"event_type": event_type, "quad_class": entry.quad_class, "score": entry.score, "day": Period.of_day(day)}
    event = build_event(article, text.split(" Trade")[0], "dealt", "China", other, **facts)
    standing = {3: "in_force", 16: "suspended"}.get(number)
    ties = [build_standing(article, "Trade went on.", "trade", "CHN RUS", standing)] if standing else []
    return ArticleRecord(article, (event,), (), tuple(ties))


@pytest.fixture(scope="module")
def relations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 30 weeks: China and Russia praise each other, then fight; with Japan there is one act."""
    path = tmp_path_factory.mktemp("relations") / "record.db"
    with open_database(path) as database:
        run_id = database.begin_run("0", "model", "lexicon", {})
        records = [dispatch(number, event_type) for number, event_type in enumerate(TYPES)]
        database.write_all(run_id, [*records, dispatch(40, "ACCUSE", "Japan")])
    return path


def test_the_table_says_what_the_alignment_rests_on_and_fits(run: Run, relations: Path) -> None:
    result = run("align", "China", "Russia", "--db", relations)
    assert result.exit_code == 0
    assert "China – Russia" in result.stdout
    assert "It rests on 30 happenings from 30 independent sources, told in 30 articles." in result.stdout
    assert "Alignment over the window: -0.20 [-0.4" in result.stdout
    assert "2021-07" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize(("every", "by"), [("day", "quad"), ("week", "type"), ("month", "type"), ("week", "quad")])
def test_every_table_fits(run: Run, relations: Path, every: str, by: str) -> None:
    result = run("align", "CHN", "RUS", "--every", every, "--by", by, "--db", relations)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_rows_have_all_steps(run: Run, relations: Path) -> None:
    result = run("align", "CHN", "RUS", "--every", "day", "--format", "csv", "--db", relations)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 7 * 29 + 1
    assert sum(int(row["verbal_cooperation"]) for row in rows) == 15
    assert sum(int(row["material_conflict"]) for row in rows) == 15
    assert rows[0]["net_cooperation"] == "5.0"


def test_json_has_the_window_and_its_alignment(run: Run, relations: Path, tmp_path: Path) -> None:
    out = tmp_path / "series.json"
    window = ("--since", "2021-01-01", "--until", "2021-03-31", "--half-life", "30", "--coverage", "0.95")
    assert run("align", "CHN", "RUS", *window, "--format", "json", "--out", out, "--db", relations).exit_code == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["since"], found["until"], found["half_life_days"]) == ("2021-01-01", "2021-03-31", 30)
    assert (found["alignment"]["value"], found["alignment"]["coverage"]) == (0.5, 0.95)
    assert [step["period"] for step in found["steps"]] == ["2021-01", "2021-02", "2021-03"]


def test_a_bloc_stands_for_its_members(run: Run, relations: Path) -> None:
    result = run("align", "CHN", "--bloc", "CSTO", "--format", "json", "--db", relations)
    assert json.loads(result.stdout)["happenings"] == 30
    assert json.loads(result.stdout)["title"] == "China – members of CSTO"


def test_nothing_between_two_is_said(run: Run, relations: Path) -> None:
    result = run("align", "JPN", "PER", "--db", relations)
    assert result.exit_code == 0
    assert "Nothing between the two in the record." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["align", "CHN"], "name two"),
        (["align", "CHN", "RUS", "--bloc", "NATO"], "name two"),
        (["align", "CHN", "China"], "are the same"),
        (["align", "CHN", "BRICS"], "--bloc BRICS"),
        (["align", "CHN", "Putin"], "name its country"),
        (["align", "CHN", "--bloc", "Atlantis"], "no bloc"),
        (["align", "CHN", "RUS", "--since", "2021-02-01", "--until", "2021-01-01"], "turn them round"),
        (["align", "CHN", "RUS", "--out", "x.txt"], "--format csv or json"),
        (["align", "CHN", "RUS", "--plot", "x.gif"], ".svg, .png or .pdf"),
        (["align", "JPN", "PER", "--plot", "x.svg"], "nothing to draw"),
        (["changes"], "--since DAY"),
        (["changes", "CHN"], "name two"),
    ],
)
def test_wrong_use_is_told(run: Run, relations: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments, "--db", relations)
    assert result.exit_code == 2
    assert said in str(result.exception)


def test_a_change_comes_with_sentences_and_ties(run: Run, relations: Path) -> None:
    result = run("changes", "CHN", "RUS", "--db", relations)
    words = " ".join(result.stdout.split())
    assert "2021-04-19 alignment -1.40" in words
    assert "CHN ASSAULT RUS" in words
    assert "China dealt with Russia in matter 15. [Matter 15, Courier, published on 2021-04-20]" in words
    assert "Trade: in force → suspended" in words
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_changes_are_rows(run: Run, relations: Path) -> None:
    [row] = csv.DictReader(io.StringIO(run("changes", "CHN", "RUS", "--format", "csv", "--db", relations).stdout))
    assert (row["day"], row["last_before"]) == ("2021-04-19", "2021-04-12")
    assert float(row["probability"]) > 0.9
    assert "matter 15" in row["sentences"]
    none = run("changes", "CHN", "RUS", "--until", "2021-03-01", "--format", "json", "--db", relations)
    assert json.loads(none.stdout) == []
    assert "No change found." in run("changes", "CHN", "JPN", "--db", relations).stdout


def test_what_is_new_since_a_day(run: Run, relations: Path) -> None:
    words = " ".join(run("changes", "--since", "2021-04-19", "--db", relations).stdout.split())
    assert words.startswith("New since 2021-04-19 China – Russia 15 new alignment +0.50")
    assert "change on 2021-04-19" in words
    assert "China – Japan 1 new" in words
    found = json.loads(run("changes", "--since", "2021-04-19", "--format", "json", "--db", relations).stdout)
    assert [(row["a"], row["b"], row["jump"]) for row in found["pairs"]] == [
        ("CHN", "RUS", True),
        ("CHN", "JPN", False),
    ]
    rows = list(
        csv.DictReader(io.StringIO(run("changes", "--since", "2021-04-19", "-f", "csv", "--db", relations).stdout))
    )
    assert [row["ties"] for row in rows] == ["Trade: in force → suspended", ""]
    assert "Nothing new" in run("changes", "--since", "2024-01-01", "--db", relations).stdout


@pytest.mark.parametrize("command", ["align", "changes"])
def test_a_pair_is_drawn_the_same_each_time(run: Run, relations: Path, tmp_path: Path, command: str) -> None:
    drawn = [tmp_path / name for name in ("a.svg", "b.svg")]
    for path in drawn:
        assert run(command, "CHN", "RUS", "--plot", path, "--db", relations).exit_code == 0
    assert drawn[0].read_bytes() == drawn[1].read_bytes()
    assert ElementTree.parse(drawn[0]).getroot().tag.endswith("svg")


def test_what_is_new_is_drawn(run: Run, relations: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.png"
    assert run("changes", "--since", "2021-04-19", "--plot", path, "--db", relations).exit_code == 0
    assert path.read_bytes().startswith(b"\x89PNG")


def test_several_series_are_drawn_one_below_the_other(tmp_path: Path) -> None:
    acts = build_acts("SUPPORT*12 ASSAULT*12")
    panel = Panel("One", build_series(acts), find_changes(acts))
    heights = []
    for count in (2, 3):
        path = tmp_path / f"{count}.svg"
        plot_series([panel] * count, "Both", path)
        heights.append(float(ElementTree.parse(path).getroot().attrib["height"].removesuffix("pt")))
    assert heights[1] > heights[0] * 1.3


def test_nothing_new_with_a_score_is_not_drawn(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to draw"):
        plot_news([PairNews(("CHN", "RUS"), (), (), (), None, None, None, ())], "New", tmp_path / "new.svg")
