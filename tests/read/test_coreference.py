"""What pronouns and descriptions refer to, in documents made by hand."""

from datetime import date

import pytest

from build import build_document
from detente.model import Document, Mention
from detente.read.coreference import resolve
from detente.read.mentions import find_mentions

PAIR = """
China China PROPN NNP 4 nsubj B-PLACE
and and CCONJ CC 3 cc
Russia Russia PROPN NNP 1 conj B-PLACE
met meet VERB VBD 0 root

The the DET DT 3 det
two two NUM CD 3 nummod
countries country NOUN NNS 4 nsubj
agreed agree VERB VBD 0 root

They they PRON PRP 2 nsubj
trade trade VERB VBP 0 root
"""
PEOPLE = """
Angela Angela PROPN NNP 3 nsubj B-PERSON
Merkel Merkel PROPN NNP 1 flat I-PERSON
told tell VERB VBD 0 root
Vladimir Vladimir PROPN NNP 3 obj B-PERSON
Putin Putin PROPN NNP 4 flat I-PERSON
that that SCONJ IN 8 mark
he he PRON PRP 8 nsubj
erred err VERB VBD 3 ccomp

She she PRON PRP 2 nsubj
left leave VERB VBD 0 root

Iran Iran PROPN NNP 2 nsubj B-PLACE
defended defend VERB VBD 0 root
its its PRON PRP$ 4 nmod:poss
army army NOUN NN 2 obj
"""
TITLED = """
Prime Prime PROPN NNP 2 compound
Minister Minister PROPN NNP 3 nmod:desc
Viktor Viktor PROPN NNP 5 nsubj B-PERSON
Orban Orban PROPN NNP 3 flat I-PERSON
spoke speak VERB VBD 0 root

Then then ADV RB 5 advmod
the the DET DT 4 det
prime prime ADJ JJ 4 amod
minister minister NOUN NN 5 nsubj
left leave VERB VBD 0 root
"""
COUNTRY = """
Iran Iran PROPN NNP 2 nsubj B-PLACE
spoke speak VERB VBD 0 root

The the DET DT 2 det
country country NOUN NN 4 nmod:poss
's 's PART POS 2 case
army army NOUN NN 5 nsubj
left leave VERB VBD 0 root
"""
AHEAD = """
As as SCONJ IN 3 mark
he he PRON PRP 3 nsubj
left leave VERB VBD 6 advcl
_, , PUNCT , 3 punct
Putin Putin PROPN NNP 6 nsubj B-PERSON
smiled smile VERB VBD 0 root
"""
ATTORNEY = """
A a DET DT 3 det
Russian Russian ADJ JJ 3 amod B-NORP
attorney attorney NOUN NN 4 nsubj
said say VERB VBD 0 root
she she PRON PRP 6 nsubj
left leave VERB VBD 4 ccomp
"""
BOUND = """
Putin Putin PROPN NNP 2 nsubj B-PERSON
praised praise VERB VBD 0 root
him he PRON PRP 2 obj
"""


def read(table: str) -> tuple[Document, dict[str, Mention]]:
    doc = build_document(table.replace("\n_", "\n"), published=date(2015, 2, 1))
    found = resolve(doc, find_mentions(doc))
    return doc, {doc.tokens[m.head].text + str(m.head): m for m in found}


@pytest.mark.parametrize(
    ("table", "head", "code", "members", "name"),
    [
        (PAIR, "countries6", None, ("CHN", "RUS"), "China and Russia"),
        (PAIR, "They8", None, ("CHN", "RUS"), "China and Russia"),
        (PEOPLE, "he6", "RUS", (), "Vladimir Putin"),
        (PEOPLE, "She8", "DEU", (), "Angela Merkel"),
        (PEOPLE, "its12", "IRN", (), "Iran"),
        (PEOPLE, "army13", "IRN", (), "its army"),
        (COUNTRY, "country3", "IRN", (), "Iran"),
        (COUNTRY, "army5", "IRN", (), "country 's army"),
        (AHEAD, "he1", "RUS", (), "Vladimir Putin"),
        (ATTORNEY, "she4", "RUS", (), "Russian attorney"),
        (TITLED, "minister8", "HUN", (), "Viktor Orban"),
    ],
)
def test_resolve(table: str, head: str, code: str | None, members: tuple[str, ...], name: str) -> None:
    mention = read(table)[1][head]
    assert (mention.code, mention.members, mention.name) == (code, members, name)


def test_pronouns_are_no_names() -> None:
    found = read(PEOPLE)[1]
    assert (found["he6"].is_name, found["he6"].how) == (False, "coreference")


def test_arguments_of_one_verb_differ() -> None:
    assert "him2" not in read(BOUND)[1]


def test_resolving_keeps_what_was_found() -> None:
    doc = build_document(PEOPLE)
    found = find_mentions(doc)
    heads = {m.head for m in resolve(doc, found)}
    assert {m.head for m in found} <= heads
