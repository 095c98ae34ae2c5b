"""Document to quotes, on sentences parsed by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import build_article, build_document
from detente.coding.quotes import code_quotes
from detente.model import Document, Mention, Quote, Section, Sentence, Span, Token
from detente.reference.speech import load_speech

SAID_THAT = """
Wang Wang PROPN NNP 2 nsubj
said say VERB VBD 0 root
the the DET DT 4 det
talks talk NOUN NNS 6 nsubj
had have AUX VBD 6 aux
failed_ fail VERB VBN 2 ccomp
. . PUNCT . 2 punct
"""
QUOTED_FIRST = """
"_ " PUNCT `` 4 punct
We we PRON PRP 4 nsubj
will will AUX MD 4 aux
stay_ stay VERB VB 7 ccomp
," ," PUNCT '' 7 punct
Wang Wang PROPN NNP 7 nsubj
said_ say VERB VBD 0 root
. . PUNCT . 7 punct
"""
SPLIT = """
"_ " PUNCT `` 2 punct
Never_ never ADV RB 5 advmod
," ," PUNCT '' 5 punct
Wang Wang PROPN NNP 5 nsubj
said_ say VERB VBD 0 root
. . PUNCT . 5 punct

"_ " PUNCT `` 3 punct
We we PRON PRP 3 nsubj
refuse refuse VERB VBP 0 root
to to PART TO 5 mark
go_ go VERB VB 3 xcomp
._ . PUNCT . 3 punct
" " PUNCT '' 3 punct
"""
INVERTED = """
“_ “ PUNCT `` 4 punct
We we PRON PRP 4 nsubj
will will AUX MD 4 aux
stay_ stay VERB VB 7 ccomp
,_ , PUNCT , 7 punct
” ” PUNCT '' 7 punct
said say VERB VBD 0 root
Mr Mr PROPN NNP 9 compound
Wang_ Wang PROPN NNP 7 nsubj
. . PUNCT . 7 punct
"""
ACCORDING = """
According accord VERB VBG 4 case
to to ADP IN 1 fixed
the the DET DT 4 det
ministry_ ministry NOUN NN 8 obl
, , PUNCT , 8 punct
the the DET DT 7 det
talks talk NOUN NNS 8 nsubj
failed_ fail VERB VBD 0 root
. . PUNCT . 8 punct
"""
STATEMENT = """
According accord VERB VBG 4 case
to to ADP IN 1 fixed
a a DET DT 4 det
statement statement NOUN NN 10 obl
issued issue VERB VBN 4 acl
by by ADP IN 7 case
Wang_ Wang PROPN NNP 5 obl
, , PUNCT , 10 punct
talks talk NOUN NNS 10 nsubj
failed_ fail VERB VBD 0 root
. . PUNCT . 10 punct
"""
MIXED = """
Wang Wang PROPN NNP 2 nsubj
said say VERB VBD 0 root
the the DET DT 4 det
deal deal NOUN NN 8 nsubj
was be AUX VBD 8 cop
"_ " PUNCT `` 8 punct
a a DET DT 8 det
disgrace_ disgrace NOUN NN 2 ccomp
._ . PUNCT . 2 punct
" " PUNCT '' 2 punct
"""
SCARE = """
The the DET DT 4 det
"_ " PUNCT `` 4 punct
peace_ peace NOUN NN 4 compound
" " PUNCT '' 4 punct
plan plan NOUN NN 6 nsubj
failed_ fail VERB VBD 0 root
. . PUNCT . 6 punct
"""
NAMING = """
Wang Wang PROPN NNP 2 nsubj
called call VERB VBD 0 root
the the DET DT 4 det
attack attack NOUN NN 2 obj
an a DET DT 6 det
outrage_ outrage NOUN NN 2 xcomp
. . PUNCT . 2 punct
"""
COLON = """
Wang_ Wang PROPN NNP 0 root
: : PUNCT : 1 punct
"_ " PUNCT `` 6 punct
We we PRON PRP 6 nsubj
will will AUX MD 6 aux
stay_ stay VERB VB 1 parataxis
" " PUNCT '' 6 punct
"""
DASH = """
"_ " PUNCT `` 4 punct
We we PRON PRP 4 nsubj
will will AUX MD 4 aux
stay_ stay VERB VB 0 root
._ . PUNCT . 4 punct
" " PUNCT '' 4 punct
— — PUNCT : 8 punct
Wang Wang PROPN NNP 4 parataxis
"""
RELATIVE = """
Wang_ Wang PROPN NNP 8 nsubj
, , PUNCT , 4 punct
who who PRON WP 4 nsubj
said say VERB VBD 1 acl:relcl
he he PRON PRP 6 nsubj
won_ win VERB VBD 4 ccomp
, , PUNCT , 4 punct
left_ leave VERB VBD 0 root
. . PUNCT . 8 punct
"""
ASIDE = """
The the DET DT 2 det
talks_ talk NOUN NNS 8 nsubj
, , PUNCT , 5 punct
Wang Wang PROPN NNP 5 nsubj
noted_ note VERB VBD 8 parataxis
, , PUNCT , 5 punct
had have AUX VBD 8 aux
failed_ fail VERB VBN 0 root
. . PUNCT . 8 punct
"""
INFINITIVE = """
Wang Wang PROPN NNP 2 nsubj
vowed vow VERB VBD 0 root
to to PART TO 4 mark
defend defend VERB VB 2 xcomp
the the DET DT 6 det
border_ border NOUN NN 4 obj
. . PUNCT . 2 punct
"""
CITING = """
Wang Wang PROPN NNP 2 nsubj
said say VERB VBD 0 root
talks talk NOUN NNS 4 nsubj
failed_ fail VERB VBD 2 ccomp
, , PUNCT , 6 punct
citing cite VERB VBG 4 advcl
mistrust_ mistrust NOUN NN 6 obj
. . PUNCT . 2 punct
"""
TOLD_THAT = """
Wang Wang PROPN NNP 2 nsubj
told tell VERB VBD 0 root
reporters reporter NOUN NNS 2 obj
that that SCONJ IN 9 mark
peace peace NOUN NN 9 nsubj
"_ " PUNCT `` 9 punct
can can AUX MD 9 aux
still still ADV RB 9 advmod
come_ come VERB VB 2 ccomp
._ . PUNCT . 2 punct
" " PUNCT '' 2 punct
"""
INVERTED_OBJECT = """
"_ " PUNCT `` 2 punct
Never_ never ADV RB 4 ccomp
," ," PUNCT '' 2 punct
added add VERB VBD 0 root
Wang_ Wang PROPN NNP 4 obj
. . PUNCT . 4 punct
"""
BODY_IT = """
"_ " PUNCT `` 4 punct
We we PRON PRP 4 nsubj
will will AUX MD 4 aux
stay_ stay VERB VB 7 ccomp
," ," PUNCT '' 4 punct
it it PRON PRP 7 nsubj
added_ add VERB VBD 0 root
. . PUNCT . 7 punct
"""
NESTED = """
Wang Wang PROPN NNP 2 nsubj
said say VERB VBD 0 root
he he PRON PRP 4 nsubj
believed believe VERB VBD 2 ccomp
"_ " PUNCT `` 9 punct
they they PRON PRP 9 nsubj
will will AUX MD 9 aux
surely surely ADV RB 9 advmod
stay_ stay VERB VB 4 ccomp
._ . PUNCT . 2 punct
" " PUNCT '' 2 punct
"""
AGREED_AND = """
Wang Wang PROPN NNP 2 nsubj
agreed agree VERB VBD 0 root
to to PART TO 4 mark
pay pay VERB VB 2 xcomp
tribute_ tribute NOUN NN 4 obj
, , PUNCT , 9 punct
and and CCONJ CC 9 cc
Li Li PROPN NNP 9 nsubj
left_ leave VERB VBD 4 conj
. . PUNCT . 2 punct
"""
ASIDE_UNTIL = """
Trade trade NOUN NN 2 nsubj
grew_ grow VERB VBD 0 root
, , PUNCT , 5 punct
Wang Wang PROPN NNP 5 nsubj
said_ say VERB VBD 2 parataxis
, , PUNCT , 9 punct
until until SCONJ IN 9 mark
war war NOUN NN 9 nsubj
came_ come VERB VBD 5 advcl
. . PUNCT . 2 punct
"""
BLASTED_FOR = """
Wang Wang PROPN NNP 2 nsubj
blasted blast VERB VBD 0 root
the the DET DT 4 det
press press NOUN NN 2 obj
for for ADP IN 6 case
lies_ lie NOUN NNS 2 obl
. . PUNCT . 2 punct
"""
CALLED_FOR = """
Wang Wang PROPN NNP 2 nsubj
called call VERB VBD 0 root
him he PRON PRP 2 obj
a a DET DT 5 det
hero hero NOUN NN 2 xcomp
for for ADP IN 7 case
it_ it PRON PRP 2 obl
. . PUNCT . 2 punct
"""
JOINT = """
Wang Wang PROPN NNP 4 nsubj
and and CCONJ CC 3 cc
Ivanov Ivanov PROPN NNP 1 conj
said say VERB VBD 0 root
the the DET DT 6 det
talks talk NOUN NNS 8 nsubj
had have AUX VBD 8 aux
failed_ fail VERB VBN 4 ccomp
. . PUNCT . 4 punct
"""
TWO_OFFICES = JOINT.replace("Ivanov Ivanov PROPN NNP", "chairman chairman NOUN NN")
CLOSED = """
"_ " PUNCT `` 4 punct
They they PRON PRP 4 nsubj
will will AUX MD 4 aux
stay_ stay VERB VB 0 root
._ . PUNCT . 4 punct
" " PUNCT '' 4 punct

Li Li PROPN NNP 2 nsubj
added_ add VERB VBD 0 root
: : PUNCT : 2 punct
"_ " PUNCT `` 8 punct
We we PRON PRP 8 nsubj
shall shall AUX MD 8 aux
see_ see VERB VB 2 ccomp
._ . PUNCT . 2 punct
" " PUNCT '' 2 punct
"""

TABLE = [
    (INVERTED_OBJECT, "direct", ["Never"], "Wang", "added"),
    (BODY_IT, "direct", ["We will stay"], "it", "added"),
    (NESTED, "mixed", ['he believed "they will surely stay.'], "Wang", "said"),
    (AGREED_AND, "indirect", ["to pay tribute"], "Wang", "agreed"),
    (ASIDE_UNTIL, "indirect", ["Trade grew", "until war came"], "Wang", "said"),
    (BLASTED_FOR, "indirect", ["the press for lies"], "Wang", "blasted"),
    (CALLED_FOR, "indirect", ["him a hero for it"], "Wang", "called"),
    (TWO_OFFICES, "indirect", ["the talks had failed"], "Wang and chairman", "said"),
    (SAID_THAT, "indirect", ["the talks had failed"], "Wang", "said"),
    (QUOTED_FIRST, "direct", ["We will stay"], "Wang", "said"),
    (SPLIT, "direct", ["Never", "We refuse to go."], "Wang", "said"),
    (INVERTED, "direct", ["We will stay"], "Mr Wang", "said"),
    (ACCORDING, "indirect", ["the talks failed"], "the ministry", "According to"),
    (MIXED, "mixed", ['the deal was "a disgrace'], "Wang", "said"),
    (NAMING, "indirect", ["the attack an outrage"], "Wang", "called"),
    (COLON, "direct", ["We will stay"], "Wang", ":"),
    (DASH, "direct", ["We will stay."], "Wang", "—"),
    (RELATIVE, "indirect", ["he won"], "who", "said"),
    (ASIDE, "indirect", ["The talks", "had failed"], "Wang", "noted"),
    (INFINITIVE, "indirect", ["to defend the border"], "Wang", "vowed"),
    (CITING, "indirect", ["talks failed"], "Wang", "said"),
    (TOLD_THAT, "mixed", ['that peace "can still come.'], "Wang", "told"),
]


@pytest.mark.parametrize(("table", "kind", "content", "speaker", "cue"), TABLE)
def test_speech_is_found_with_its_words(table: str, kind: str, content: list[str], speaker: str, cue: str) -> None:
    doc = build_document(table)
    quote = code_quotes(doc)[0]
    assert quote.quote_type == kind
    assert [span.words(doc.text) for span in quote.content] == content
    assert quote.speaker is not None
    assert quote.speaker.words(doc.text) == speaker
    assert quote.evidence.cue is not None
    assert quote.evidence.cue.words(doc.text) == cue


def _name(table: str, **codes: str) -> Document:
    """The document with each word given taken for an official of a country."""
    text = build_document(table).text
    words = {token.text: token.index for token in build_document(table).tokens}
    spans = {word: Span(text.index(word), text.index(word) + len(word)) for word in codes}
    named = (Mention(spans[w], words[w], f"{c}/{w.lower()}", w, c, "GOV", "table") for w, c in codes.items())
    return build_document(table, tuple(named))


def test_speakers_of_the_same_words_have_a_record_each() -> None:
    doc = _name(JOINT, Wang="CHN", Ivanov="RUS")
    quotes = code_quotes(doc)
    assert [(q.speaker and q.speaker.words(doc.text), q.speaker_code) for q in quotes] == [
        ("Wang", "CHN"),
        ("Ivanov", "RUS"),
    ]
    assert len({quote.content for quote in quotes}) == 1
    assert len({quote.quote_id for quote in quotes}) == 2


def test_two_who_are_named_as_a_pair_have_a_record_each() -> None:
    pair = Mention(Span(0, 4), 0, None, "China and Russia", None, "GOV", "coreference", ("CHN", "RUS"))
    quotes = code_quotes(build_document(SAID_THAT, (pair,)))
    assert [(q.speaker_name, q.speaker_code) for q in quotes] == [("China", "CHN"), ("Russia", "RUS")]


def test_a_full_stop_parts_a_quotation_from_the_cue_of_the_next() -> None:
    doc = build_document(CLOSED)
    assert [[s.words(doc.text) for s in q.content] for q in code_quotes(doc)] == [["We shall see."]]


@pytest.mark.parametrize(("table", "expected"), [(QUOTED_FIRST, ("CHN",)), (SAID_THAT, ())])
def test_we_in_a_quotation_is_about_the_side_of_the_speaker(table: str, expected: tuple[str, ...]) -> None:
    assert code_quotes(_name(table, Wang="CHN"))[0].about == expected


def test_scare_quotes_are_no_speech() -> None:
    assert code_quotes(build_document(SCARE)) == ()


@pytest.mark.parametrize("kind", ["caption", "furniture"])
def test_captions_and_furniture_say_nothing(kind: str) -> None:
    text = build_document(QUOTED_FIRST).text
    sections = (Section(kind, Span(0, len(text))),)  # type: ignore[arg-type]
    assert code_quotes(build_document(QUOTED_FIRST, sections=sections)) == ()


def test_headlines_speak() -> None:
    text = build_document(QUOTED_FIRST).text
    doc = build_document(QUOTED_FIRST, sections=(Section("headline", Span(0, len(text))),))
    assert [quote.quote_type for quote in code_quotes(doc)] == ["direct"]


def _code_with(table: str, words: str, head: int, code: str) -> Quote:
    start = build_document(table).text.index(words)
    span = Span(start, start + len(words))
    mention = Mention(span, head, f"{code}/someone", "Wang Yi", code, "GOV", "table")
    return code_quotes(build_document(table, (mention,)))[0]


@pytest.mark.parametrize(("table", "head"), [(SAID_THAT, 0), (QUOTED_FIRST, 5), (RELATIVE, 0), (COLON, 0)])
def test_the_speaker_is_the_actor_that_the_words_name(table: str, head: int) -> None:
    quote = _code_with(table, "Wang", head, "CHN")
    assert (quote.speaker_name, quote.speaker_code, quote.speaker_id) == ("Wang Yi", "CHN", "CHN/someone")


def test_a_name_nobody_knows_stays_a_name() -> None:
    quote = code_quotes(build_document(SAID_THAT))[0]
    assert (quote.speaker_name, quote.speaker_code) == ("Wang", None)


def test_what_a_quote_is_about_are_the_actors_that_it_names() -> None:
    table = SAID_THAT.replace("talks talk NOUN NNS", "Russians Russians PROPN NNPS")
    assert _code_with(table, "Russians", 3, "RUS").about == ("RUS",)


@pytest.mark.parametrize(("sector", "expected"), [("GOV", "USA"), ("MED", None)])
def test_whom_the_speaker_told_is_the_addressee_unless_of_the_press(sector: str, expected: str | None) -> None:
    start = build_document(TOLD_THAT).text.index("reporters")
    mention = Mention(Span(start, start + 9), 2, None, "them", "USA", sector, "table")  # type: ignore[arg-type]
    assert code_quotes(build_document(TOLD_THAT, (mention,)))[0].addressee_code == expected


def test_every_rule_has_a_measured_confidence() -> None:
    known = load_speech().confidence
    for table, *_ in TABLE:
        for quote in code_quotes(build_document(table)):
            assert quote.evidence.confidence == known[quote.evidence.made_by.removeprefix("quotes/")]


def _read_plainly(text: str) -> Document:
    """A document in which each word hangs on the one before it."""
    words: list[Token] = []
    start = 0
    for word in text.split(" "):
        if word.strip():
            first = start + len(word) - len(word.lstrip())
            span = Span(first, first + len(word.strip()))
            upos, dep = ("VERB", "ccomp") if len(words) % 3 == 1 else ("PROPN", "nsubj")
            shown = span.words(text)
            words.append(Token(len(words), span, shown, shown.lower(), upos, "NNP", max(0, len(words) - 1), dep))
        start += len(word) + 1
    sentences = (Sentence(0, 0, len(words), Span(words[0].span.start, words[-1].span.end)),) if words else ()
    return Document(build_article(text), tuple(words), sentences)


@given(
    st.lists(st.sampled_from(['"', "“", "”", "'", "’s", "say", "said", "Wang", "call", "it.", "\n\n", ":", ",", "no"]))
)
def test_every_quote_gives_back_its_words(words: list[str]) -> None:
    doc = _read_plainly(" ".join(words))
    for quote in code_quotes(doc):
        assert quote.content
        for span in (*quote.content, *([quote.speaker] if quote.speaker else [])):
            assert span.words(doc.text)
            assert quote.evidence.span.contains(span)


def test_a_long_article_of_quotations_is_read() -> None:
    table = "\n\n".join([QUOTED_FIRST.strip()] * 8_000)
    doc = build_document(table)
    assert len(doc.text) > 200_000
    assert len(code_quotes(doc)) == 8_000


def test_a_statement_speaks_for_whoever_issued_it() -> None:
    doc = build_document(STATEMENT)
    place = doc.text.index("Wang")
    known = Mention(Span(place, place + 4), 6, "CHN/wang-yi", "Wang Yi", "CHN", "GOV", "table")
    (quote,) = code_quotes(replace(doc, mentions=(known,)))
    assert (quote.speaker_name, quote.speaker_code) == ("Wang Yi", "CHN")
    assert quote.speaker is not None
    assert quote.speaker.words(doc.text) == "a statement"
