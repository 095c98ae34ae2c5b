"""Ties that have a name, and the tables behind the rules."""

from datetime import date
from typing import get_args

import pytest

from build import build_document
from detente.coding.ties import code_ties
from detente.model import Mention, StandingValue
from detente.reference.actors import load_actors
from detente.reference.pacts import Pact, find_allies, list_pacts, load_pacts
from detente.reference.ties import load_standing_words, load_tie_words


def read(table: str, codes: dict[str, str], published: date | None) -> list[str]:
    plain = build_document(table)
    mentions = tuple(
        Mention(t.span, t.index, codes[t.text], t.text, codes[t.text], "GOV", "table")
        for t in plain.tokens
        if t.text in codes
    )
    found = code_ties(build_document(table, mentions, published=published))
    return [f"{s.tie.name}: {s.tie.kind} {'-'.join(s.tie.parties)} {s.standing}" for s in found]


def find(name: str) -> Pact:
    return load_pacts().get(name)[0]


def test_who_leaves_a_pact_parts_from_its_hub() -> None:
    table = """
    Washington Washington PROPN NNP 2 nsubj
    withdrew withdraw VERB VBD 0 root
    from from ADP IN 7 case
    the the DET DT 7 det
    Iran Iran PROPN NNP 7 compound
    nuclear nuclear ADJ JJ 7 amod
    deal deal NOUN NN 2 obl
    """
    found = read(table, {"Washington": "USA", "Iran": "IRN"}, date(2018, 5, 9))
    assert found == ["Iran nuclear deal: treaty IRN-USA ended"]


def test_what_has_run_out_is_over() -> None:
    table = """
    Russia Russia PROPN NNP 2 nsubj
    recalled recall VERB VBD 0 root
    the the DET DT 5 det
    INF INF PROPN NNP 5 compound
    Treaty treaty PROPN NNP 2 obj
    """
    assert read(table, {"Russia": "RUS"}, date(2020, 1, 1)) == ["INF Treaty: treaty RUS-USA ended"]
    assert read(table, {"Russia": "RUS"}, date(2015, 1, 1)) == ["INF Treaty: treaty RUS-USA in_force"]


@pytest.mark.parametrize(
    ("verb", "standing", "rule"),
    [
        ("recalled recall", "ended", "ties/pact/treaty/calendar"),
        ("restored restore", "in_force", "ties/pact/treaty"),
        ("threatened threaten", "strained", "ties/pact/treaty"),
    ],
)
def test_the_table_speaks_only_where_the_words_say_nothing(verb: str, standing: str, rule: str) -> None:
    table = f"""
    Russia Russia PROPN NNP 2 nsubj
    {verb} VERB VBD 0 root
    the the DET DT 5 det
    INF INF PROPN NNP 5 compound
    Treaty treaty PROPN NNP 2 obj
    """
    plain = build_document(table)
    russia = Mention(plain.tokens[0].span, 0, "RUS", "Russia", "RUS", "GOV", "table")
    [found] = code_ties(build_document(table, (russia,), published=date(2020, 1, 1)))
    assert (found.standing, found.evidence.made_by) == (standing, rule)


def test_a_weapon_names_its_maker_and_the_text_its_buyer() -> None:
    table = """
    Turkey Turkey PROPN NNP 2 nsubj
    bought buy VERB VBD 0 root
    the the DET DT 5 det
    S-400 S-400 PROPN NNP 5 compound
    system system NOUN NN 2 obj
    """
    assert read(table, {"Turkey": "TUR"}, None) == ["S-400: arms_transfer RUS-TUR in_force"]
    assert read(table, {}, None) == []


@pytest.mark.parametrize(
    ("name", "day", "absent"),
    [("JCPOA", date(2019, 1, 1), "USA"), ("TPP", date(2018, 1, 1), "USA"), ("Malabar", date(2010, 1, 1), "AUS")],
)
def test_parties_hang_on_the_day(name: str, day: date, absent: str) -> None:
    pact = find(name)
    assert absent in pact.codes
    assert absent not in pact.codes_on(day)


@pytest.mark.parametrize(
    ("name", "day", "standing"),
    [
        ("USMCA", date(2018, 3, 1), "negotiating"),
        ("USMCA", date(2018, 10, 2), "agreed"),
        ("USMCA", date(2021, 1, 1), "in_force"),
        ("INF Treaty", date(2020, 1, 1), "ended"),
        ("INF Treaty", None, "in_force"),
    ],
)
def test_pacts_stand_by_the_calendar(name: str, day: date | None, standing: StandingValue) -> None:
    assert find(name).standing_on(day) == standing


def test_a_hub_stands_between_the_others_except_in_treaties() -> None:
    assert not find("Six-Day War").binds("EGY", "SYR")
    assert find("Six-Day War").binds("ISR", "SYR")
    assert find("JCPOA").binds("DEU", "RUS")
    assert not find("NAFTA").binds("USA", "CHN")


@pytest.mark.parametrize(
    ("code", "day", "ally", "sworn"),
    [
        ("KOR", date(2018, 1, 1), "USA", True),
        ("JPN", date(2018, 1, 1), "KOR", False),
        ("EGY", date(2018, 1, 1), "ISR", False),
        ("EGY", date(2018, 1, 1), "USA", True),
        ("EGY", date(1980, 1, 1), "USA", False),
        ("POL", date(1995, 1, 1), "USA", False),
        ("POL", date(2018, 1, 1), "USA", True),
    ],
)
def test_formal_allies_are_those_of_the_day(code: str, day: date, ally: str, sworn: bool) -> None:
    assert (ally in find_allies(code, day)) is sworn


def test_a_place_counts_as_a_quarrel_only_where_both_sides_are_named() -> None:
    table = """
    London London PROPN NNP 2 nsubj
    spoke speak VERB VBD 0 root
    of of ADP IN 4 case
    Gibraltar Gibraltar PROPN NNP 2 obl
    {more}
    """
    alone = table.format(more=". . PUNCT . 2 punct")
    both = table.format(more="to to ADP IN 6 case\n    Madrid Madrid PROPN NNP 2 obl")
    codes = {"London": "GBR", "Madrid": "ESP"}
    assert read(alone, codes, None) == []
    assert read(both, codes, None) == ["Gibraltar: dispute ESP-GBR in_force"]


def test_a_weapon_without_a_transfer_is_no_tie() -> None:
    table = """
    Turkey Turkey PROPN NNP 2 nsubj
    fears fear VERB VBZ 0 root
    the the DET DT 4 det
    S-400 S-400 PROPN NNP 2 obj
    """
    assert read(table, {"Turkey": "TUR"}, None) == []


def test_all_pacts_have_known_parties_and_sane_dates() -> None:
    table = load_actors()
    for pact in list_pacts():
        codes = {*pact.codes, *filter(None, [pact.hub])}
        assert all(table.state(code) for code in codes), pact
        assert not pact.end or pact.start < pact.end, pact
        assert not pact.directed or pact.hub, pact


def test_no_name_stands_for_two_pacts() -> None:
    names = [name for pact in list_pacts() for name in dict.fromkeys((pact.name, *pact.aliases))]
    assert {name for name in names if len(set(load_pacts().get(name))) > 1} == set()
    assert len(list_pacts()) > 200


def test_operators_and_standings_compose() -> None:
    words = load_standing_words()
    assert set(words.operators.values()) <= set(words.compose)
    results = {result for table in words.compose.values() for result in table.values()}
    assert results <= set(get_args(StandingValue))
    assert set(words.past.values()) | words.closing | words.direct <= set(words.compose)


def test_only_what_takes_up_a_tie_has_no_kind_of_its_own() -> None:
    assert {rule.rule_id for rule in load_tie_words().rules.values() if rule.kind is None} == {"same/such"}
