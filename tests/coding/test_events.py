"""Events of hand-made documents: sides, status, evidence."""

from datetime import date

import pytest

from build import build_document
from detente.coding.events import code_events
from detente.model import Document, Event, Mention, Period, Timex
from detente.reference.codebook import load_cameo, load_types


def name_states(doc: Document, **codes: str) -> Document:
    """The document with a mention for each word given, of the state whose code is given."""
    mentions = tuple(
        Mention(t.span, t.index, codes[t.text], t.text, codes[t.text], "GOV", "table")
        for t in doc.tokens
        if t.text in codes
    )
    return Document(doc.article, doc.tokens, doc.sentences, mentions, doc.timexes)


def code(table: str, **facts: object) -> tuple[Event, ...]:
    doc = build_document(table, **facts)  # type: ignore[arg-type]
    return code_events(name_states(doc, Russia="RUS", Georgia="GEO", Iran="IRN", Israel="ISR", China="CHN"))


ATTACK = """
Russia Russia PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Georgia Georgia PROPN NNP 2 obj
"""
NOT_ATTACK = """
Russia Russia PROPN NNP 4 nsubj
did do AUX VBD 4 aux
not not PART RB 4 advmod
attack attack VERB VB 0 root
Georgia Georgia PROPN NNP 4 obj
"""
MAY_ATTACK = """
Russia Russia PROPN NNP 3 nsubj
may may AUX MD 3 aux
attack attack VERB VB 0 root
Georgia Georgia PROPN NNP 3 obj
"""
ACCUSED = """
Georgia Georgia PROPN NNP 2 nsubj
accused accuse VERB VBD 0 root
Russia Russia PROPN NNP 2 obj
of of SCONJ IN 5 mark
attacking attack VERB VBG 2 advcl
Israel Israel PROPN NNP 5 obj
"""
WILL_MEET = """
Russia Russia PROPN NNP 3 nsubj
will will AUX MD 3 aux
meet meet VERB VB 0 root
China China PROPN NNP 3 obj
"""
WILL_NOT_MEET = """
Russia Russia PROPN NNP 4 nsubj
will will AUX MD 4 aux
not not PART RB 4 advmod
meet meet VERB VB 0 root
China China PROPN NNP 4 obj
"""
TALKS = """
Russia Russia PROPN NNP 4 nsubj
and and CCONJ CC 3 cc
China China PROPN NNP 1 conj
held hold VERB VBD 0 root
talks talk NOUN NNS 4 obj
"""
INVASION = """
The the DET DT 2 det
invasion invasion NOUN NN 7 nsubj
of of ADP IN 4 case
Georgia Georgia PROPN NNP 2 nmod
by by ADP IN 6 case
Russia Russia PROPN NNP 2 nmod
ended end VERB VBD 0 root
"""
SAID = """
Georgia Georgia PROPN NNP 2 nsubj
said say VERB VBD 0 root
Russia Russia PROPN NNP 4 nsubj
attacked attack VERB VBD 2 ccomp
Israel Israel PROPN NNP 4 obj
"""
APPOSED = """
rivals rival NOUN NNS 5 nsubj
Russia Russia PROPN NNP 1 appos
and and CCONJ CC 4 cc
China China PROPN NNP 2 conj
attacked attack VERB VBD 0 root
Georgia Georgia PROPN NNP 5 obj
"""
DEMANDED = """
Georgia Georgia PROPN NNP 2 nsubj
urged urge VERB VBD 0 root
Russia Russia PROPN NNP 2 obj
to to PART TO 5 mark
attack attack VERB VB 2 xcomp
Israel Israel PROPN NNP 5 obj
"""


def describe(event: Event) -> tuple[str, list[str | None], list[str | None], str]:
    return event.event_type, [p.code for p in event.actors], [p.code for p in event.recipients], event.status


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (ATTACK, [("ASSAULT", ["RUS"], ["GEO"], "actual")]),
        (NOT_ATTACK, [("ASSAULT", ["RUS"], ["GEO"], "negated")]),
        (MAY_ATTACK, [("ASSAULT", ["RUS"], ["GEO"], "hypothetical")]),
        (APPOSED, [("ASSAULT", ["RUS", "CHN"], ["GEO"], "actual")]),
        (ACCUSED, [("ACCUSE", ["GEO"], ["RUS"], "actual")]),
        (DEMANDED, [("REQUEST", ["GEO"], ["RUS"], "actual")]),
        (WILL_MEET, [("AGREE", ["RUS"], ["CHN"], "actual")]),
        (WILL_NOT_MEET, [("REJECT", ["RUS"], ["CHN"], "actual")]),
        (TALKS, [("CONSULT", ["RUS", "CHN"], [], "actual")]),
        (INVASION, [("ASSAULT", ["RUS"], ["GEO"], "actual")]),
        (SAID, [("ASSAULT", ["RUS"], ["ISR"], "actual")]),
    ],
)
def test_clause_gives_its_event(table: str, expected: list[tuple[str, list[str], list[str], str]]) -> None:
    assert [describe(event) for event in code(table)] == expected


def test_only_what_is_said_is_attributed() -> None:
    assert [event.attributed for event in code(ATTACK) + code(SAID)] == [False, True]


def test_record_is_whole() -> None:
    (event,) = code(ATTACK)
    doc = build_document(ATTACK)
    assert event.evidence.span.words(doc.text) == "Russia attacked Georgia"
    assert event.evidence.cue is not None
    assert event.evidence.cue.words(doc.text) == "attacked"
    assert event.evidence.made_by == "events/assault/attack"
    assert event.evidence.article_id == doc.article.article_id
    assert (event.quad_class, event.score) == ("material conflict", load_types()["ASSAULT"].score)
    assert event.cameo is not None
    assert event.goldstein == load_cameo()[event.cameo].goldstein


def test_day_comes_from_the_clause() -> None:
    table = ATTACK.rstrip() + "\nyesterday yesterday NOUN NN 2 obl:unmarked\n"
    span = build_document(table).tokens[3].span
    timex = Timex(span, "DATE", "2008-08-08", Period.parse("2008-08-08"))
    (event,) = code(table, timexes=(timex,), published=date(2008, 8, 9))
    assert event.day == Period.parse("2008-08-08")
    (later,) = code(table, timexes=(timex,), published=date(2018, 8, 9))
    assert later.status == "historical"


DATED_BELOW = """
Russia Russia PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Georgia Georgia PROPN NNP 2 obj
near near ADP IN 5 case
hills hill NOUN NNS 2 obl
in in ADP IN 7 case
August August PROPN NNP 5 nmod
"""


def test_the_only_date_of_a_clause_counts_wherever_it_hangs() -> None:
    span = build_document(DATED_BELOW).tokens[6].span
    timex = Timex(span, "DATE", "2008-08", Period.parse("2008-08"))
    (event,) = code(DATED_BELOW, timexes=(timex,), published=date(2008, 8, 30))
    assert event.day == Period.parse("2008-08")


def test_nothing_dates_an_undated_act() -> None:
    (event,) = code(ATTACK, published=date(2008, 8, 9))
    assert event.day is None


def test_the_same_act_told_twice_is_one_event() -> None:
    assert len(code(ATTACK + ATTACK.replace("Russia", "\nRussia", 1))) == 1
