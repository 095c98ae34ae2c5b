"""Arguments of words in hand-made parses: passives, relatives, control, coordination."""

import pytest

from build import build_document
from detente.coding.grammar import Grammar

ACTIVE = """
Russia Russia PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Georgia Georgia PROPN NNP 2 obj
and and CCONJ CC 5 cc
Ukraine Ukraine PROPN NNP 3 conj
"""
PASSIVE = """
Georgia Georgia PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
attacked attack VERB VBN 0 root
by by ADP IN 5 case
Russia Russia PROPN NNP 3 obl:agent
"""
RELATIVE = """
Troops troop NOUN NNS 0 root
who who PRON WP 3 nsubj
attacked attack VERB VBD 1 acl:relcl
Georgia Georgia PROPN NNP 3 obj
"""
REDUCED = """
The the DET DT 2 det
city city NOUN NN 0 root
seized seize VERB VBN 2 acl
by by ADP IN 5 case
rebels rebel NOUN NNS 3 obl:agent
"""
SUBJECT_CONTROL = """
Iran Iran PROPN NNP 2 nsubj
threatened threaten VERB VBD 0 root
to to PART TO 4 mark
attack attack VERB VB 2 xcomp
Israel Israel PROPN NNP 4 obj
"""
OBJECT_CONTROL = """
China China PROPN NNP 2 nsubj
urged urge VERB VBD 0 root
Iran Iran PROPN NNP 2 obj
to to PART TO 5 mark
attack attack VERB VB 2 xcomp
Israel Israel PROPN NNP 5 obj
"""
SHARED = """
Troops troop NOUN NNS 2 nsubj
shot shoot VERB VBD 0 root
and and CCONJ CC 4 cc
killed kill VERB VBD 2 conj
rebels rebel NOUN NNS 4 obj
"""
NOUN = """
Israel Israel PROPN NNP 3 nmod:poss
's 's PART POS 1 case
bombing bombing NOUN NN 0 root
of of ADP IN 5 case
Gaza Gaza PROPN NNP 3 nmod
by by ADP IN 7 case
jets jet NOUN NNS 5 nmod
"""


@pytest.mark.parametrize(
    ("table", "word", "slot", "expected"),
    [
        (ACTIVE, "attacked", "subj", ["Russia"]),
        (ACTIVE, "attacked", "obj", ["Georgia", "Ukraine"]),
        (PASSIVE, "attacked", "subj", ["Russia"]),
        (PASSIVE, "attacked", "obj", ["Georgia"]),
        (RELATIVE, "attacked", "subj", ["Troops"]),
        (RELATIVE, "attacked", "obj", ["Georgia"]),
        (REDUCED, "seized", "obj", ["city"]),
        (REDUCED, "seized", "subj", ["rebels"]),
        (SUBJECT_CONTROL, "attack", "subj", ["Iran"]),
        (OBJECT_CONTROL, "attack", "subj", ["Iran"]),
        (OBJECT_CONTROL, "urged", "clause", ["attack"]),
        (SHARED, "killed", "subj", ["Troops"]),
        (SHARED, "shot", "obj", ["rebels"]),
        (NOUN, "bombing", "poss", ["Israel"]),
        (NOUN, "bombing", "of", ["Gaza"]),
        (NOUN, "bombing", "by", ["jets"]),
    ],
)
def test_slot_is_filled(table: str, word: str, slot: str, expected: list[str]) -> None:
    doc = build_document(table)
    index = next(t.index for t in doc.tokens if t.text == word)
    assert [doc.tokens[i].text for i in Grammar(doc).fillers(index, slot)] == expected
