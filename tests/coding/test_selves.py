"""Whom the speakers of a quotation mean by "we", "our", "here" and "this country"."""

import pytest

from build import build_document
from detente.coding.quotes import code_quotes
from detente.coding.selves import name_selves
from detente.model import Document, Mention, Span

SAID = """
"_ " PUNCT `` 4 punct
{first} PRON PRP 4 nsubj
will will AUX MD 4 aux
defend defend VERB VB 9 ccomp
{second}
{third}
," ," PUNCT '' 4 punct
Wang Wang PROPN NNP 9 nsubj
said say VERB VBD 0 root
in in ADP IN 11 case
Moscow_ Moscow PROPN NNP 9 obl B-PLACE
. . PUNCT . 9 punct
"""
NOUN = "country_ country NOUN NN 4 obj"
TABLE = [
    ("We we", "our our PRON PRP$ 6 nmod:poss", NOUN, {"We": "CHN", "our": "CHN", "country": "CHN"}),
    ("We we", "this this DET DT 6 det", NOUN, {"We": "CHN", "country": "CHN"}),
    ("They they", "the the DET DT 6 det", NOUN, {"country": "CHN"}),
    ("They they", "a a DET DT 6 det", NOUN, {}),
    ("I I", "them they PRON PRP 4 obj", "here_ here ADV RB 4 advmod", {"I": "CHN", "here": "RUS"}),
]


def _build(first: str, second: str, third: str, *, known: bool = True) -> Document:
    table = SAID.format(first=first, second=second, third=third)
    doc = build_document(table)
    words = {token.text: token for token in doc.tokens}
    wang, moscow = words["Wang"], words["Moscow"]
    code = "CHN" if known else None
    speaker = Mention(wang.span, wang.index, "CHN/wang-yi" if known else None, "Wang Yi", code, "GOV", "table")
    place = Mention(moscow.span, moscow.index, None, "Moscow", "RUS", "UNK", "table")
    return build_document(table, (speaker, place))


def _read_selves(doc: Document) -> dict[str, Mention]:
    told = name_selves(doc, code_quotes(doc))
    return {m.span.words(doc.text): m for m in told.mentions if m not in doc.mentions}


@pytest.mark.parametrize(("first", "second", "third", "expected"), TABLE)
def test_speakers_name_their_own_side(first: str, second: str, third: str, expected: dict[str, str]) -> None:
    found = _read_selves(_build(first, second, third))
    assert {words: mention.code for words, mention in found.items()} == expected


def test_one_speaker_is_a_person_and_we_are_not() -> None:
    found = _read_selves(_build("I I", "our our PRON PRP$ 6 nmod:poss", NOUN))
    assert (found["I"].actor_id, found["our"].actor_id) == ("CHN/wang-yi", None)
    assert found["our"].sector == "GOV"


def test_nobody_knows_the_side_of_an_unknown_speaker() -> None:
    doc = _build(*TABLE[0][:3], known=False)
    assert name_selves(doc, code_quotes(doc)) is doc


def test_the_sides_of_joint_speakers_are_meant_together() -> None:
    table = """
"_ " PUNCT `` 3 punct
We we PRON PRP 3 nsubj
agree_ agree VERB VBP 8 ccomp
," ," PUNCT '' 3 punct
Wang Wang PROPN NNP 8 nsubj
and and CCONJ CC 7 cc
Ivanov Ivanov PROPN NNP 5 conj
said_ say VERB VBD 0 root
. . PUNCT . 8 punct
"""
    text = build_document(table).text
    named = (
        Mention(Span(text.index(w), text.index(w) + len(w)), i, f"{c}/{w}", w, c, "GOV", "table")
        for w, i, c in (("Wang", 4, "CHN"), ("Ivanov", 6, "RUS"))
    )
    doc = build_document(table, tuple(named))
    assert _read_selves(doc)["We"].members == ("CHN", "RUS")
    assert {quote.about for quote in code_quotes(doc)} == {("CHN", "RUS")}
