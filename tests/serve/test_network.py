"""`detente network`: in words, as rows, and drawn."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from analyse.test_networks import ONE, happen, quarrel
from detente.analyse.network_report import NetworkReport, describe_network
from detente.analyse.networks import NetworkRules, build_network
from detente.errors import UsageError
from detente.serve.network_layout import bend_edge, place_nodes
from detente.serve.network_plot import plot_network
from detente.serve.network_summary import describe_triangle
from dispatches import Run

MANY = ("--min-happenings", "1", "--neutral", "-0.1", "0.1")


@pytest.fixture(scope="module")
def report() -> NetworkReport:
    return describe_network(build_network(quarrel(), ONE))


def test_the_summary_says_who_stands_where_and_fits(run: Run, record: Path) -> None:
    result = run("network", "--db", record, *MANY, "--ties", "--since", "2019-06-01", "--until", "2019-06-30")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "Friendly and hostile relations, 2019-06-01 to 2019-06-30" in words
    assert "China, Russia" in words
    assert "by themselves: Iran, United States" in words
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_relations_are_rows(run: Run, record: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("network", "--db", record, *MANY, "--format", "csv").stdout)))
    assert {(row["a"], row["b"], row["sign"]) for row in rows} >= {("CHN", "RUS", "1"), ("IRN", "USA", "-1")}


def test_json_has_all_that_was_measured(run: Run, record: Path, tmp_path: Path) -> None:
    path = tmp_path / "network.json"
    assert run("network", "--db", record, *MANY, "--format", "json", "--out", path).exit_code == 0
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["neutral_zone"] == [-0.1, 0.1]
    assert {node["code"] for node in found["nodes"]} >= {"CHN", "IRN", "RUS", "USA"}
    assert all(edge["happenings"] for edge in found["edges"])
    assert found["balance"]["frustration"]["upper"] == 0


def test_graphml_is_read_by_others(run: Run, record: Path) -> None:
    graph = nx.parse_graphml(run("network", "--db", record, *MANY, "--format", "graphml").stdout)
    assert graph.edges["CHN", "RUS"]["sign"] == 1
    assert graph.nodes["CHN"]["community"] == graph.nodes["RUS"]["community"]


def test_one_country_has_partners_and_rivals(run: Run, record: Path) -> None:
    result = run("network", "--db", record, *MANY, "--of", "Iran", "--ties")
    words = " ".join(result.stdout.split())
    assert "Partners and rivals of Iran, all days Partners: none. Rivals, the surest first" in words
    assert "United States" in words
    assert max(map(len, result.stdout.splitlines())) <= 80
    [row] = json.loads(run("network", "--db", record, *MANY, "--of", "Iran", "--format", "json").stdout)
    assert (row["other"], row["sign"], len(row["happenings"]) > 0) == ("USA", -1, True)
    listed = list(csv.DictReader(io.StringIO(run("network", "--db", record, *MANY, "--of", "RUS", "-f", "csv").stdout)))
    assert [(row["code"], row["other"], row["sign"]) for row in listed] == [("RUS", "CHN", "1")]


def test_a_window_without_anything_says_so(run: Run, record: Path) -> None:
    assert "No pair has enough" in run("network", "--db", record, "--since", "2030-01-01").stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--bloc", "Atlantis"), "no bloc"),
        (("--with", "gdelt9"), "choose one of gdelt"),
        (("--out", "x.csv"), "add --format"),
        (("--plot", "x.doc"), ".svg"),
        (("--plot", "missing/x.svg"), "cannot be written"),
        (("--since", "2030-01-01", "--plot", "x.svg"), "nothing to draw"),
        (("--of", "China", "--plot", "x.svg"), "--of gives no network"),
        (("--of", "Atlantis"), "no country"),
        (("--neutral", "0.2", "-0.2"), "the lower first"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, record: Path, options: tuple[str, ...], words: str) -> None:
    result = run("network", "--db", record, *MANY, *options)
    assert result.exit_code == 2
    assert words in str(result.exception)


def test_triangles_in_words() -> None:
    rows = [happen(n, a, b, -5.0) for n, (a, b) in enumerate([("IND", "PAK"), ("PAK", "RUS"), ("IND", "RUS")])]
    [triangle] = describe_network(build_network(rows, ONE)).unbalanced
    assert describe_triangle(triangle) == "India, Pakistan and Russia are all hostile to each other."
    rows[0] = happen(0, "IND", "PAK", 5.0)
    rows[1] = happen(1, "PAK", "RUS", 5.0)
    [triangle] = describe_network(build_network(rows, ONE)).unbalanced
    assert describe_triangle(triangle) == "Pakistan is friendly with India and Russia, which are hostile to each other."


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_the_drawing_is_a_file(report: NetworkReport, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"network{suffix}"
    plot_network(report, "A quarrel", path)
    assert path.stat().st_size > 5000


def test_the_same_network_gives_the_same_drawing_and_tells_signs_by_line(report: NetworkReport, tmp_path: Path) -> None:
    one, other = tmp_path / "one.svg", tmp_path / "other.svg"
    plot_network(report, "A quarrel", one)
    plot_network(report, "A quarrel", other)
    assert one.read_bytes() == other.read_bytes()
    ElementTree.parse(one)
    text = one.read_text(encoding="utf-8")
    assert "stroke-dasharray" in text
    assert "#0072b2" in text
    assert "#d55e00" in text


def test_the_command_draws(run: Run, record: Path, tmp_path: Path) -> None:
    path = tmp_path / "network.svg"
    assert run("network", "--db", record, *MANY, "--plot", path).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("size", [1, 2, 3, 12, 60])
def test_nodes_keep_apart_and_within_the_page(size: int) -> None:
    rows = [happen(n, "HUB", f"N{n:02}", (-1) ** n * 5.0) for n in range(size)]
    report = describe_network(build_network(rows, NetworkRules(fewest=1)))
    places = list(place_nodes(report, gap=0.05).values())
    apart = [abs(complex(*a) - complex(*b)) for n, a in enumerate(places) for b in places[:n]]
    assert min(apart) > 0.045
    assert all(-0.01 <= value <= 1.01 for place in places for value in place)


def test_friends_stand_closer_than_foes() -> None:
    rows = [happen(1, "CHN", "RUS"), happen(2, "CHN", "USA", -5.0), happen(3, "RUS", "USA", -5.0)]
    places = place_nodes(describe_network(build_network(rows, ONE)), gap=0.05)
    china, russia, america = (complex(*places[code]) for code in ("CHN", "RUS", "USA"))
    assert abs(china - russia) < 0.6 * abs(china - america)


def test_a_line_bends_around_a_node_in_its_way() -> None:
    import numpy as np

    straight = bend_edge((0, 0), (1, 0), np.array([[0.5, 0.5]]), 0.1)
    assert straight == (0.5, 0)
    assert abs(bend_edge((0, 0), (1, 0), np.array([[0.5, 0.0]]), 0.1)[1]) >= 0.2


def test_no_network_no_drawing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to draw"):
        plot_network(describe_network(build_network([], ONE)), "Nothing", tmp_path / "x.svg")
