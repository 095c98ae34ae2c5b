"""Events in which the network has a say: its word alone, beside the lexicon's, and who stands on which side."""

from dataclasses import replace

import pytest

from build import build_document
from detente.coding.events import EventCoder, code_events
from detente.coding.evidence import describe_side, log_odds, weigh
from detente.coding.pairs import code_pair
from detente.model import Document, Event, Mention, Sign

# A verb that the lexicon does not know.
UNKNOWN = """
Georgia Georgia PROPN NNP 2 nsubj
zapped zap VERB VBD 0 root
Russia Russia PROPN NNP 2 obj
"""
KNOWN = """
Georgia Georgia PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Russia Russia PROPN NNP 2 obj
"""
DENIED = """
Georgia Georgia PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
attack attack VERB VB 0 root
Russia Russia PROPN NNP 4 obj
"""
CODES = {"Georgia": "GEO", "Russia": "RUS"}


def read(table: str, *signs: Sign) -> Document:
    doc = build_document(table)
    named = [t for t in doc.tokens if t.text in CODES]
    mentions = tuple(Mention(t.span, t.index, CODES[t.text], t.text, CODES[t.text], "GOV", "table") for t in named)
    return replace(doc, mentions=mentions, signs=signs)


SIDES = ((0, 0.9, 0.02), (2, 0.02, 0.9))


def sign(index: int, sides: tuple[tuple[int, float, float], ...] = SIDES, **types: float) -> Sign:
    return Sign(index, types, {"actual": 0.9, "negated": 0.1}, sides, types)  # type: ignore[arg-type]


def describe(event: Event) -> tuple[str, list[str | None], list[str | None]]:
    return event.event_type, [p.code for p in event.actors], [p.code for p in event.recipients]


def test_network_alone_makes_an_event() -> None:
    (event,) = code_events(read(UNKNOWN, sign(1, REJECT=0.97)))
    assert describe(event) == ("REJECT", ["GEO"], ["RUS"])
    assert event.evidence.made_by == "events/network 0.97"
    assert event.cameo == "120"
    assert 0.4 <= event.evidence.confidence < 1


def test_unlikely_sign_makes_no_event() -> None:
    assert code_events(read(UNKNOWN, sign(1, REJECT=0.1))) == ()


def test_lexicon_and_network_are_both_named() -> None:
    (event,) = code_events(read(KNOWN, sign(1, ASSAULT=0.98)))
    assert describe(event) == ("ASSAULT", ["GEO"], ["RUS"])
    assert event.evidence.made_by.startswith("events/assault/")
    assert event.evidence.made_by.endswith("+ network 0.98")


def test_network_makes_the_lexicon_surer() -> None:
    def confidence(*signs: Sign) -> float:
        return max(c.confidence for c in EventCoder(read(KNOWN, *signs)).find_candidates())

    assert confidence(sign(1, ASSAULT=0.98)) > confidence(sign(1, ASSAULT=0.3)) > confidence()


def test_lexicon_and_network_may_see_different_types() -> None:
    (options,) = EventCoder(read(KNOWN, sign(1, ACCUSE=0.98))).list_options()
    assert {c.verdict.event_type for c in options} == {"ASSAULT", "ACCUSE"}


def test_without_a_network_the_lexicon_codes_alone() -> None:
    doc = replace(read(KNOWN), signs=None)
    (event,) = code_events(doc)
    assert describe(event) == ("ASSAULT", ["GEO"], ["RUS"])
    assert "network" not in event.evidence.made_by


def test_network_turns_sides_that_the_grammar_cannot_know() -> None:
    (event,) = code_events(read(UNKNOWN, sign(1, ((0, 0.01, 0.98), (2, 0.98, 0.01)), REJECT=0.97)))
    assert describe(event) == ("REJECT", ["RUS"], ["GEO"])


def test_what_the_grammar_denies_stays_denied() -> None:
    doc = read(DENIED, sign(3, ((0, 0.9, 0.02), (4, 0.02, 0.9)), ASSAULT=0.98))
    (event,) = code_events(doc)
    assert event.status == "negated"


@pytest.mark.parametrize(("share", "expected"), [(0.1, "actual"), (0.99, "historical")])
def test_network_may_see_an_act_of_the_past(share: float, expected: str) -> None:
    seen = replace(sign(1, ASSAULT=0.98), statuses={"historical": share, "actual": 1 - share})
    (event,) = code_events(read(KNOWN, seen))
    assert event.status == expected


def test_pair_is_weighed_by_all_words_and_their_sides() -> None:
    here = Sign(0, {"AGREE": 0.5}, {"actual": 1.0}, ((0, 0.1, 0.1), (2, 0.1, 0.1)), {"AGREE": 1.0})
    there = Sign(1, {"CONCEDE": 0.9}, {"actual": 1.0}, SIDES, {"YIELD": 0.9, "AGREE": 0.1})
    doc = read(UNKNOWN, here, there)
    spans = {t.text: t.span for t in doc.tokens}
    assert code_pair(doc, spans["Georgia"], spans["Russia"]) == "CONCEDE"


def test_side_is_surer_where_network_and_grammar_agree() -> None:
    def weigh_actor(acting: float, *, here: bool) -> float:
        evidence = describe_side(
            acting, 0.0, here=here, there=False, empty=not here, coded=True, steps=1, event_type="ACCUSE"
        )
        return weigh("actor", evidence)

    assert weigh_actor(0.9, here=True) > weigh_actor(0.1, here=True) > weigh_actor(0.1, here=False)


@pytest.mark.parametrize(("share", "expected"), [(0.0, -5.52), (0.5, 0.0), (1.0, 5.52)])
def test_log_odds_stay_finite(share: float, expected: float) -> None:
    assert log_odds(share) == pytest.approx(expected, abs=0.01)
