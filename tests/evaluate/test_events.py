"""Where events go wrong, counted by hand on rows small enough to count."""

from typing import Any

import pytest

from detente.evaluate.events import Pairing, pair_events, rank_misses, report_events
from detente.evaluate.scores import Rows

TEXT = "Arland accused Borland of lies. Borland rejected the charge, met Arland and accused it too."


def event(
    event_type: str, cue: str, actors: str, recipients: str, status: str = "actual", **facts: Any
) -> dict[str, Any]:
    return {
        "type": event_type,
        "cue": cue,
        "status": status,
        "actors": [{"code": code} for code in actors.split()],
        "recipients": [{"code": code} for code in recipients.split()],
        **facts,
    }


def pair(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[Pairing]:
    return pair_events({"a": {"text": TEXT, "events": gold}}, {"a": {"events": found}})


def name(pairing: Pairing) -> tuple[str | None, str | None, str | None]:
    gold, found = (event["cue"] if event else None for event in (pairing.gold, pairing.found))
    return gold, found, pairing.cause


FIRST = event("ACCUSE", "accused Borland", "ARL", "BOR")
SECOND = event("ACCUSE", "accused it", "BOR", "ARL")
CAUSES = [
    ([FIRST], [event("ACCUSE", "accused Borland", "ARL", "BOR CZE")], None),
    ([FIRST], [event("ACCUSE", "accused Borland", "CZE", "BOR")], "wrong actor"),
    ([FIRST], [event("ACCUSE", "accused Borland", "ARL", "")], "wrong recipient"),
    ([FIRST], [event("ACCUSE", "accused it", "BOR", "ARL")], "wrong actor and recipient"),
    ([FIRST], [event("REJECT", "accused", "ARL", "BOR")], "other type"),
    ([FIRST], [event("CONSULT", "met", "ARL BOR", "")], "other type"),
    ([FIRST], [], "no event found"),
    ([], [event("CONSULT", "met", "ARL BOR", "")], "extra event"),
]


@pytest.mark.parametrize(("gold", "found", "cause"), CAUSES)
def test_a_miss_has_its_cause(gold: list[dict[str, Any]], found: list[dict[str, Any]], cause: str | None) -> None:
    assert [pairing.cause for pairing in pair(gold, found)] == [cause]


def test_events_are_paired_by_their_parties_before_their_words() -> None:
    found = [event("ACCUSE", "accused it", "CZE", "ARL"), event("ACCUSE", "lies", "BOR", "ARL")]
    assert {name(p) for p in pair([FIRST, SECOND], found)} == {
        ("accused it", "lies", None),
        ("accused Borland", "accused it", "wrong actor and recipient"),
    }


def test_the_nearest_words_decide_where_the_parties_do_not() -> None:
    found = [event("ACCUSE", "x", "CZE", "", cue_span=[76, 86]), event("ACCUSE", "x", "CZE", "", cue_span=[7, 22])]
    pairs = pair([FIRST, SECOND], found)
    assert {(p.gold and p.gold["cue"], p.found and p.found["cue_span"][0]) for p in pairs} == {
        ("accused Borland", 7),
        ("accused it", 76),
    }


def test_what_is_left_of_several_is_not_taken_for_one_another() -> None:
    found = [event("AID", "lies", "ARL", "BOR")]
    assert [name(p)[2] for p in pair([FIRST, SECOND], found)] == ["no event found", "no event found", "extra event"]


GOLD: Rows = {
    "a": {"text": TEXT, "events": [FIRST, event("REJECT", "rejected", "BOR", "ARL", "negated"), SECOND]},
    "b": {"text": "Carland bombed a village.", "events": [event("ASSAULT", "bombed", "CAR", "CAR")]},
}
FOUND: Rows = {
    "a": {
        "events": [
            event("ACCUSE", "accused Borland", "ARL", "BOR", confidence=0.95, rule="events/accuse/accuse"),
            event("ACCUSE", "accused it", "CZE", "ARL", confidence=1.0, rule="events/accuse/accuse + network 0.93"),
            event("REJECT", "rejected", "BOR", "ARL", confidence=0.55, rule="events/network 0.71"),
            event("CONSULT", "met", "ARL", "BOR", confidence=0.52),
        ]
    }
}


def test_statuses_count_what_is_found_and_what_has_the_status() -> None:
    counts = [(c.status, c.gold, c.found, c.right) for c in report_events(GOLD, FOUND).statuses]
    assert counts == [("actual", 3, 2, 2), ("negated", 1, 1, 0)]


def test_sources_count_what_is_right_by_evidence() -> None:
    counts = [(c.source, c.predicted, c.right, c.right_dyad) for c in report_events(GOLD, FOUND).sources]
    assert counts == [("lexicon", 1, 1, 1), ("network", 1, 1, 1), ("both", 1, 1, 0), ("not given", 1, 0, 0)]


def test_reliability_sets_confidence_against_what_is_right() -> None:
    reliability = report_events(GOLD, FOUND).reliability
    assert [(b.low, b.predicted, round(b.confidence, 3), b.right) for b in reliability.bins] == [
        (0.5, 2, 0.535, 0.5),
        (0.9, 2, 0.975, 1.0),
    ]
    assert reliability.error == pytest.approx((2 * 0.035 + 2 * 0.025) / 4)


def test_reliability_of_predictions_without_confidence_is_unknown() -> None:
    reliability = report_events(GOLD, {"a": {"events": [FIRST]}}).reliability
    assert (reliability.bins, reliability.error) == ((), None)


def test_confusions_count_right_types_and_what_is_missed_or_extra() -> None:
    assert report_events(GOLD, FOUND).confusions == {
        ("ACCUSE", "ACCUSE"): 2,
        ("REJECT", "REJECT"): 1,
        ("ASSAULT", None): 1,
        (None, "CONSULT"): 1,
    }


def test_the_surest_errors_and_the_missed_between_states_come_first() -> None:
    within = event("ASSAULT", "bombed", "CAR", "CAR")
    pairings = [
        Pairing("a", TEXT, None, event("CONSULT", "met", "ARL", "BOR", confidence=0.5)),
        Pairing("b", TEXT, within, None),
        Pairing("c", TEXT, FIRST, FIRST),
        Pairing("d", TEXT, FIRST, None),
        Pairing("e", TEXT, None, event("CONSULT", "met", "ARL", "BOR", confidence=0.9)),
    ]
    assert [p.row_id for p in rank_misses(pairings)] == ["e", "d", "a", "b"]


def test_what_is_right_adds_up_to_the_scores() -> None:
    report = report_events(GOLD, FOUND)
    assert sum(c.right for c in report.sources) / 4 == report.scores["type"]["p"]
    assert sum(c.right_dyad for c in report.sources) / 4 == report.scores["dyad"]["p"]
