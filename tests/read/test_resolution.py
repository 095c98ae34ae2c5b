"""The country of given stretches of text."""

from dataclasses import replace
from datetime import date

from build import build_document
from detente.model import Document, Span
from detente.read.coreference import resolve
from detente.read.mentions import find_mentions
from detente.read.resolution import find_mention, resolve_spans

TALKS = """
Indian Indian ADJ JJ 3 amod B-NORP
Foreign foreign ADJ JJ 3 amod
Minister minister NOUN NN 4 nmod:desc
Sushma Sushma PROPN NNP 6 nsubj B-PERSON
Swaraj Swaraj PROPN NNP 4 flat I-PERSON
discussed discuss VERB VBD 0 root
the the DET DT 8 det
summit summit NOUN NN 6 obj
with with ADP IN 10 case
Nepal Nepal PROPN NNP 8 nmod B-PLACE
for for ADP IN 13 case
both both DET DT 13 det
countries country NOUN NNS 8 nmod
"""


def read() -> Document:
    doc = build_document(TALKS, published=date(2016, 2, 1))
    return replace(doc, mentions=resolve(doc, find_mentions(doc)))


def span_of(doc: Document, words: str) -> Span:
    start = doc.text.index(words)
    return Span(start, start + len(words))


def test_resolve_spans() -> None:
    doc = read()
    asked = ["Sushma Swaraj", "Indian Foreign Minister", "Nepal", "the summit"]
    assert resolve_spans(doc, [span_of(doc, words) for words in asked]) == ("IND", "IND", "NPL", "IND")


def test_a_span_of_several_tells_each_once() -> None:
    doc = read()
    both = span_of(doc, "both countries")
    assert resolve_spans(doc, [both, both]) == ("IND", "NPL")


def test_find_mention_takes_the_head() -> None:
    doc = read()
    found = find_mention(doc, span_of(doc, "Indian Foreign Minister Sushma Swaraj"))
    assert found is not None
    assert found.name == "Sushma Swaraj"
    assert find_mention(doc, Span(len(doc.text), len(doc.text))) is None


def test_nothing_is_known_of_an_empty_text() -> None:
    doc = build_document("Well well INTJ UH 0 root")
    assert resolve_spans(doc, [Span(0, 4)]) == (None,)
