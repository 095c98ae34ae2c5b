"""Attributions that the network hears, with and beside those that grammar shows."""

from dataclasses import replace

import pytest

from build import build_document
from detente.coding.quotes import code_quotes
from detente.model import Document, Quote, SpeechSign

WARNED = """
Wang Wang PROPN NNP 2 nsubj
blustered bluster VERB VBD 0 root
the the DET DT 4 det
talks talk NOUN NNS 5 nsubj
failed_ fail VERB VBD 2 ccomp
. . PUNCT . 2 punct
"""
SAID = """
Wang Wang PROPN NNP 2 nsubj
said say VERB VBD 0 root
on on ADP IN 4 case
Monday Monday PROPN NNP 2 obl
talks talk NOUN NNS 6 nsubj
failed_ fail VERB VBD 2 ccomp
. . PUNCT . 2 punct
"""
SAW = """
Wang Wang PROPN NNP 2 nsubj
said say VERB VBD 0 root
talks talk NOUN NNS 2 obj
failed_ fail VERB VBN 3 acl
. . PUNCT . 2 punct
"""


def read(table: str, *signs: SpeechSign) -> tuple[Document, tuple[Quote, ...]]:
    doc = replace(build_document(table), speech=signs)
    return doc, code_quotes(doc)


def hear(cue: int, strength: float, source: list[int], said: list[int]) -> SpeechSign:
    named = tuple((i, 0.9, 0.05) for i in source)
    return SpeechSign(cue, strength, tuple(sorted((*named, *((i, 0.05, 0.9) for i in said)))))


def words(doc: Document, quotes: tuple[Quote, ...]) -> list[tuple[str | None, str]]:
    return [
        (q.speaker.words(doc.text) if q.speaker else None, " / ".join(s.words(doc.text) for s in q.content))
        for q in quotes
    ]


def test_a_cue_that_no_list_knows_is_heard() -> None:
    doc, quotes = read(WARNED, hear(1, 0.9, [0], [2, 3, 4]))
    assert words(doc, quotes) == [("Wang", "the talks failed")]
    assert quotes[0].evidence.made_by == "quotes/network 0.90"


@pytest.mark.parametrize("strength", [0.0, 0.4])
def test_a_weak_sign_of_an_unknown_cue_is_left_out(strength: float) -> None:
    assert read(WARNED, hear(1, strength, [0], [2, 3, 4]))[1] == ()


def test_a_known_cue_that_the_network_does_not_hear_is_left_out() -> None:
    assert len(read(SAID)[1]) == 0
    assert len(code_quotes(build_document(SAID))) == 1  # without a network grammar alone decides


def test_the_network_corrects_what_is_said() -> None:
    doc, quotes = read(SAID, hear(1, 0.95, [0], [4, 5]))
    assert words(doc, quotes) == [("Wang", "talks failed")]
    assert quotes[0].evidence.made_by == "quotes/clause + network 0.95"


def test_a_known_verb_whose_clause_the_parser_misses_is_heard() -> None:
    doc, quotes = read(SAW, hear(1, 0.95, [0], [2, 3]))
    assert words(doc, quotes) == [("Wang", "talks failed")]


def test_narration_parts_what_is_said() -> None:
    doc, quotes = read(WARNED, hear(1, 0.9, [2], [0, 3, 4]))
    assert [len(q.content) for q in quotes] == [2]
    assert doc.speech is not None


def test_surer_signs_make_surer_quotes() -> None:
    weak, strong = (read(WARNED, hear(1, s, [0], [2, 3, 4]))[1][0] for s in (0.8, 0.99))
    assert 0 < weak.evidence.confidence < strong.evidence.confidence < 1
