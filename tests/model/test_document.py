"""Documents answer questions about their grammar."""

from build import build_document

TALKS = """
China China PROPN NNP 2 nsubj B-PLACE
held hold VERB VBD 0 root
talks talk NOUN NNS 2 obj
with with ADP IN 5 case
Russia Russia PROPN NNP 3 nmod B-PLACE
._ . PUNCT . 2 punct

It it PRON PRP 2 nsubj
agreed agree VERB VBD 0 root
"""


def test_offsets_give_back_the_words() -> None:
    doc = build_document(TALKS)
    assert [token.span.words(doc.text) for token in doc.tokens] == [token.text for token in doc.tokens]
    assert doc.sentences[1].span.words(doc.text) == "It agreed"


def test_children_and_subtrees_stay_within_the_sentence() -> None:
    doc = build_document(TALKS)
    held, talks = doc.tokens[1], doc.tokens[2]
    assert [t.text for t in doc.children_of(held, "nsubj", "obj")] == ["China", "talks"]
    assert [doc.tokens[i].text for i in doc.subtree(talks)] == ["talks", "with", "Russia"]
    assert doc.sentence_of[-1] == 1
