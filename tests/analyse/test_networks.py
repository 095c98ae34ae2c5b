"""Networks of what passed between states, and of their ties."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyse.network_report import build_graph, describe_network
from detente.analyse.networks import NetworkRules, SignedNetwork, SignedTie, build_network
from detente.analyse.sides import find_bloc
from detente.model import Happening, ImportedEvent, Period, Report

DAY = date(2020, 3, 1)
ONE = NetworkRules(fewest=1)


def happen(number: int, actors: str, recipients: str, score: float | None = 5.0, **facts: object) -> Happening:
    """A happening of its own story between parties given as codes parted by spaces."""
    day = facts.pop("day", DAY)
    report = Report(f"e{number}", f"a{number}", DAY, None, str(facts.pop("story", f"s{number}")), 1.0)
    usual: dict[str, object] = {
        "event_type": "SUPPORT", "mode": None, "status": "actual", "quad_class": "verbal cooperation",
    }  # fmt: skip
    return Happening(
        happening_id=f"h{number}",
        actors=tuple(actors.split()),
        recipients=tuple(recipients.split()),
        day=None if day is None else Period.of_day(day),  # type: ignore[arg-type]
        score=score,
        reports=(report,),
        **usual | facts,  # type: ignore[arg-type]
    )


def list_signs(network: SignedNetwork) -> dict[str, tuple[int, int]]:
    return {f"{edge.a} {edge.b}": (edge.sign, edge.weight) for edge in network.edges}


@pytest.mark.parametrize(
    ("score", "sign"), [(10.0, 1), (2.6, 1), (2.5, 0), (0.0, 0), (-1.0, 0), (-1.1, -1), (-9.0, -1), (None, 0)]
)
def test_the_sign_is_that_of_the_alignment_outside_the_neutral_zone(score: float | None, sign: int) -> None:
    assert list_signs(build_network([happen(1, "CHN", "RUS", score)], ONE)) == {"CHN RUS": (sign, 1)}


def test_the_neutral_zone_can_be_another() -> None:
    rows = [happen(1, "CHN", "RUS", 2.5), happen(2, "CHN", "USA", -3.0), happen(3, "CHN", "IND", 0.0)]
    assert list_signs(build_network(rows, NetworkRules(fewest=1, neutral=(-0.5, -0.1)))) == {
        "CHN IND": (1, 1),
        "CHN RUS": (1, 1),
        "CHN USA": (0, 1),
    }


def test_a_pair_needs_enough_that_is_told_independently() -> None:
    rows = [
        happen(1, "CHN", "RUS"),
        happen(2, "RUS", "CHN", story="s1"),
        happen(3, "USA IRN", ""),
        happen(4, "USA", "IRN"),
    ]
    network = build_network(rows, NetworkRules(fewest=2))
    assert list_signs(network) == {"IRN USA": (1, 2)}
    assert (network.act_count, network.few_count) == (4, 1)
    assert list_signs(build_network(rows, ONE)) == {"CHN RUS": (1, 1), "IRN USA": (1, 2)}


def test_the_window_and_the_day_decide_what_counts() -> None:
    rows = [
        happen(1, "CHN", "RUS", day=date(2019, 12, 31)),
        happen(2, "CHN", "RUS", -5.0, day=date(2020, 1, 1)),
        happen(3, "CHN", "USA", status="future"),
        happen(4, "CHN", "JPN", status="historical", day=None),
    ]
    network = build_network(rows, NetworkRules(date(2020, 1, 1), date(2020, 12, 31), fewest=1))
    assert list_signs(network) == {"CHN RUS": (-1, 1)}
    assert (network.act_count, network.undated_count) == (1, 1)


def test_a_bloc_is_one_node_for_its_members_on_the_day() -> None:
    rows = [
        happen(1, "DEU", "RUS", -5.0),
        happen(2, "NATO", "RUS", -5.0),
        happen(3, "DEU", "FRA"),
        happen(4, "FIN", "RUS", -5.0, day=date(2020, 1, 1)),
        happen(5, "FIN", "RUS", -5.0, day=date(2024, 1, 1)),
    ]
    found = build_network(rows, NetworkRules(fewest=1, blocs=(find_bloc("NATO"),)))
    assert list_signs(found) == {"FIN RUS": (-1, 1), "NATO RUS": (-1, 3)}


def test_two_of_one_bloc_are_within_it_though_they_are_in_another_too() -> None:
    rows = [happen(1, "DEU", "FRA"), happen(2, "DEU", "SWE"), happen(3, "USA", "SWE"), happen(4, "DEU", "RUS", -5.0)]
    rules = NetworkRules(fewest=1, blocs=(find_bloc("NATO"), find_bloc("EU")))
    assert list_signs(build_network(rows, rules)) == {"EU NATO": (1, 1), "EU RUS": (-1, 1), "NATO RUS": (-1, 1)}


def test_expanded_a_bloc_and_its_own_member_are_within_it() -> None:
    rules = NetworkRules(fewest=1, expand=True)
    assert list_signs(build_network([happen(1, "EUR", "HUN", -5.0)], rules)) == {}
    assert build_network([], rules, [tie("EUR", "HUN", -1)]).edges == ()


def test_expanded_a_bloc_acts_for_each_of_its_members_on_the_day() -> None:
    rows = [happen(1, "EUR BEL", "CHN", day=date(2019, 1, 1)), happen(2, "EUR", "CHN", day=date(2021, 1, 1))]
    found = list_signs(build_network(rows, NetworkRules(fewest=1, blocs=(find_bloc("EU"),), expand=True)))
    assert found["CHN GBR"] == (1, 1)
    assert found["BEL CHN"] == found["CHN FRA"] == (1, 2)
    assert "CHN EUR" not in found
    other = build_network(rows, NetworkRules(fewest=1, blocs=(find_bloc("NATO"),), expand=True))
    assert list_signs(other) == {"BEL CHN": (1, 1), "CHN EUR": (1, 2)}
    assert list_signs(build_network(rows, NetworkRules(fewest=1, expand=True))) == found


def test_imported_events_make_a_network_too() -> None:
    def make(number: int, actor: str, recipient: str | None) -> ImportedEvent:
        return ImportedEvent(
            "gdelt", str(number), DAY, "ACCUSE", None, "111", "verbal conflict", -3.0, -2.0, actor, recipient,
            None, None, None, None, 1, None,
        )  # fmt: skip

    rows = [make(1, "USA", "CHN"), make(2, "DEU", "CHN"), make(3, "CHN", None)]
    assert list_signs(build_network(rows, NetworkRules(fewest=1, blocs=(find_bloc("NATO"),)))) == {"CHN NATO": (-1, 2)}


def tie(a: str, b: str, sign: int) -> SignedTie:
    return SignedTie(a, b, sign, "alliance" if sign > 0 else "conflict", "", DAY, 1)


def test_ties_speak_where_too_little_happened() -> None:
    ties = [
        tie("CHN", "PRK", 1),
        tie("IND", "PAK", -1),
        tie("JPN", "USA", 1),
        tie("IRN", "USA", 1),
        tie("IRN", "USA", -1),
    ]
    rows = [happen(1, "USA", "JPN", -8.0), happen(2, "CHN", "PRK", 0.0)]
    network = build_network(rows, ONE, ties)
    assert list_signs(network) == {
        "CHN PRK": (1, 1),
        "IND PAK": (-1, 1),
        "IRN USA": (0, 1),
        "JPN USA": (-1, 1),
    }
    assert [f"{edge.a} {edge.b}" for edge in describe_network(network).contested] == ["IRN USA", "JPN USA"]
    assert [edge.act_ids for edge in network.edges] == [("h2",), (), (), ("h1",)]


def test_ties_of_members_are_those_of_their_bloc() -> None:
    rules = NetworkRules(until=DAY, blocs=(find_bloc("NATO"),))
    network = build_network([], rules, [tie("DEU", "FRA", 1), tie("FRA", "SYR", -1)])
    assert list_signs(network) == {"NATO SYR": (-1, 1)}


def test_only_the_most_involved_are_kept() -> None:
    rows = [happen(1, "A", "B"), happen(2, "A", "C"), happen(3, "A", "C"), happen(4, "D", "E")]
    kept = build_network(rows, ONE).keep(2)
    assert (kept.nodes, list_signs(kept)) == (("A", "C"), {"A C": (1, 2)})


def quarrel() -> Sequence[Happening]:
    """Three friends, one of whom is friendly with their foe."""
    pairs = [("A", "B", 5.0), ("A", "C", 5.0), ("B", "C", 5.0), ("A", "X", 5.0), ("B", "X", -5.0), ("C", "X", -5.0)]
    return [happen(n, a, b, score) for n, (a, b, score) in enumerate([*pairs, pairs[4]])]


def test_the_report_names_what_does_not_hold() -> None:
    report = describe_network(build_network(quarrel(), ONE))
    assert [triangle.nodes for triangle in report.unbalanced] == [("A", "B", "X"), ("A", "C", "X")]
    assert [edge.sign for edge in report.unbalanced[0].edges] == [1, -1, 1]
    assert report.unbalanced[0].weight == 1
    assert report.community_of("B") == report.community_of("C") != report.community_of("X")
    assert report.balance.triangles.counts == (1, 2, 1, 0)
    assert report.balance.frustration.upper == 1
    assert (report.centrality["A"].friends, report.centrality["X"].hostile) == (3, 3.0)


def test_the_graph_carries_what_was_measured() -> None:
    graph = build_graph(describe_network(build_network(quarrel(), ONE, [tie("A", "B", 1)])))
    assert graph.nodes["X"]["hostile"] == 2
    assert graph.edges["A", "B"] == pytest.approx(
        {"sign": 1, "weight": 1, "clear": False, "ties": "alliance", "alignment": 0.5}
    )


def test_a_network_of_nothing_is_empty() -> None:
    report = describe_network(build_network([], NetworkRules()))
    assert (report.network.nodes, report.communities, report.modularity) == ((), (), None)


CODES = st.sampled_from(["CHN", "DEU", "FRA", "IRN", "NATO", "RUS", "USA"])


@given(st.lists(st.tuples(CODES, CODES, st.sampled_from([-9.0, -3.0, 0.0, 2.5, 10.0])), max_size=12))
def test_order_of_the_rows_and_of_the_parties_does_not_matter(acts: list[tuple[str, str, float]]) -> None:
    rows = [happen(n, a, b, score) for n, (a, b, score) in enumerate(acts)]
    turned = [happen(n, b, a, score) for n, (a, b, score) in enumerate(acts)]
    network = build_network(rows, ONE)
    assert network == build_network(turned[::-1], ONE)
    assert (network.signs() == network.signs().T).all()
    assert all(edge.a < edge.b for edge in network.edges)
