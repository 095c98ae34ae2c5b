"""What two words for a happening have in common."""

from datetime import date
from typing import Any

import pytest

from build import build_article
from build_records import build_event
from detente.analyse.tellings import Act, Telling, compare_tellings, relate_cues, weigh_event, weigh_telling
from detente.model import Period
from detente.store import ArticleFacts, EventRow


def tell(sentence: str, cue: str, article: str = "a", **facts: Any) -> Telling:
    """A telling of China's deed to Japan, unless the facts say otherwise."""
    usual: dict[str, Any] = {
        "event_type": "ACCUSE", "mode": None, "status": "actual", "actors": frozenset({"CHN"}),
        "recipients": frozenset({"JPN"}), "parties": {"china": 0.6, "japan": 0.8}, "day": None,
        "told": date(2020, 5, 3),
    }  # fmt: skip
    start = sentence.index(cue)
    act = Act(**usual | {k: Period.parse(v) if k == "day" else v for k, v in facts.items()})
    return weigh_telling(sentence, article, 0, sentence, (start, start + len(cue)), act)


FIRST = tell("China accused Japan of spying in Skagmouth.", "accused")


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (("accus",), ("accus",), "same"),
        (("foil",), ("thwart",), "meaning"),
        (("hold", "talk"), ("talk",), "same"),
        (("visit",), ("bomb",), None),
        ((), ("bomb",), None),
    ],
)
def test_the_closest_words_of_two_cues_count(a: tuple[str, ...], b: tuple[str, ...], relation: str | None) -> None:
    assert relate_cues(a, b)[0] == relation


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {"same_type": 1, "codes": 1, "same_sides": 1, "turned_sides": 0, "cue_same": 1, "told_gap": 0}),
        ({"actors": frozenset({"JPN"}), "recipients": frozenset({"CHN"})}, {"same_sides": 0, "turned_sides": 1}),
        ({"actors": frozenset({"USA"}), "recipients": frozenset()}, {"codes": 0, "codes_apart": 1}),
        ({"actors": frozenset(), "recipients": frozenset()}, {"codes": 0, "codes_apart": 0}),
        ({"event_type": "REJECT"}, {"other_type": 1, "ACCUSE-REJECT": 1}),
        ({"status": "negated"}, {"negated": 1}),
        ({"told": date(2020, 5, 13)}, {"told_gap": 1, "told_far": 1}),
        ({"told": None}, {"same_type": 1}),
    ],
)
def test_what_acts_have_in_common(facts: dict[str, Any], expected: dict[str, float]) -> None:
    found = compare_tellings(FIRST, tell("China accused Japan again.", "accused", "b", **facts))
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2020-05-01", "2020-05-01", {"same_day": 1, "day_gap": 0, "day_far": 0}),
        ("2020-05-01", "2020-05-03", {"same_day": 0, "day_gap": 0.2, "day_far": 0}),
        ("2020-05-01", "2020-05", {"day_gap": 0, "day_far": 0}),
        ("2020-05-01", "2020-W20", {"day_gap": 1.0, "day_far": 1}),
        ("2020", "2019", {"day_gap": 0.1, "day_far": 0}),
        ("2020-01-01", "2019-06-01", {"same_day": 0, "day_gap": 3, "day_far": 1}),
    ],
)
def test_how_far_days_lie_apart(one: str, other: str, expected: dict[str, float]) -> None:
    a, b = (tell("China accused Japan.", "accused", day, day=day) for day in (one, other))
    for found in (compare_tellings(a, b), compare_tellings(b, a)):
        assert {n: v for n, v in found.items() if "day" in n} == expected


def test_a_mention_without_an_act_is_compared_by_words_alone() -> None:
    mention = weigh_telling("m", "b", 0, "Spying by Japan was denounced.", (16, 29))
    assert not any("day" in name or "codes" in name for name in compare_tellings(FIRST, mention))


def test_the_day_by_which_it_is_sought() -> None:
    assert FIRST.act is not None
    assert FIRST.act.anchor == date(2020, 5, 3)
    dated = tell("China accused Japan.", "accused", day="2014").act
    assert dated is not None
    assert dated.anchor == date(2014, 1, 1)


def test_a_stored_event_is_told_by_its_sentence() -> None:
    text = "It rained. China praised Russia for restraint."
    article = build_article(text, published=date(2020, 5, 3))
    event = build_event(article, "China praised Russia for restraint.", "praised", "China", "Russia")
    facts = ArticleFacts(article.article_id, None, None, article.published, None, "")
    telling = weigh_event(EventRow(event, "China praised Russia for restraint.", "praised", facts))
    assert (telling.cue, telling.place) == (("prais",), 11)
    assert set(telling.near) == {"china", "russia", "for", "restraint"}
    assert telling.act is not None
    assert telling.act.codes == {"CHN", "RUS"}
