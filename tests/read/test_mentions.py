"""Actors mentioned in documents made by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import build_document
from detente.model import Document, Mention
from detente.read.coreference import resolve
from detente.read.mentions import find_mentions

OFFICIALS = """
Chinese Chinese ADJ JJ 2 amod B-NORP
officials official NOUN NNS 5 nsubj
and and CCONJ CC 4 cc
Moscow Moscow PROPN NNP 2 conj B-PLACE
met meet VERB VBD 0 root
Iraqi Iraqi ADJ JJ 7 amod B-NORP
insurgents insurgent NOUN NNS 5 obj
"""
MINISTER = """
U.S. U.S. PROPN NNP 3 compound B-PLACE
Defense Defense PROPN NNP 3 compound
Secretary Secretary PROPN NNP 4 nmod:desc
Mark Mark PROPN NNP 6 nsubj B-PERSON
Esper Esper PROPN NNP 4 flat I-PERSON
spoke speak VERB VBD 0 root
_. . PUNCT . 6 punct

Esper Esper PROPN NNP 2 nsubj B-PERSON
left leave VERB VBD 0 root
"""
UNKNOWN = """
Farid Farid PROPN NNP 9 nsubj B-PERSON
Osmani Osmani PROPN NNP 1 flat I-PERSON
_, , PUNCT , 6 punct
an a DET DT 6 det
Afghan Afghan ADJ JJ 6 amod B-NORP
lawmaker lawmaker NOUN NN 1 appos
_, , PUNCT , 1 punct
has have AUX VBZ 9 aux
resigned resign VERB VBN 0 root

Osmani Osmani PROPN NNP 2 nsubj B-PERSON
left leave VERB VBD 0 root
"""
OFFICE = """
The the DET DT 3 det
Russian Russian ADJ JJ 3 amod B-NORP
president president NOUN NN 8 nsubj
and and CCONJ CC 6 cc
the the DET DT 6 det
minister minister NOUN NN 3 conj
of of ADP IN 8 case
Norway Norway PROPN NNP 6 nmod B-PLACE
"""
MASSED = """
China China PROPN NNP 2 nsubj B-PLACE
warned warn VERB VBD 0 root
_. . PUNCT . 2 punct

Moscow Moscow PROPN NNP 2 nsubj B-PLACE
massed mass VERB VBD 0 root
soldiers soldier NOUN NNS 2 obj
_. . PUNCT . 2 punct
"""
GUNMEN = """
Gunmen gunman NOUN NNS 2 nsubj
killed kill VERB VBD 0 root
two two NUM CD 4 nummod
villagers villager NOUN NNS 2 obj
in in ADP IN 6 case
Baghdad Baghdad PROPN NNP 2 obl B-PLACE
"""
BACKED = """
Moscow Moscow PROPN NNP 3 obl B-PLACE
- - PUNCT HYPH 1 punct
backed back VERB VBN 4 amod
rebels rebel NOUN NNS 5 nsubj
shelled shell VERB VBD 0 root
Ukraine Ukraine PROPN NNP 5 obj B-PLACE
"""
OPPOSED = """
anti anti ADJ JJ 3 amod
- - PUNCT HYPH 1 punct
Moscow Moscow PROPN NNP 4 compound B-PLACE
rebels rebel NOUN NNS 5 nsubj
shelled shell VERB VBD 0 root
Ukraine Ukraine PROPN NNP 5 obj B-PLACE
"""
HALVES = """
North North PROPN NNP 5 nsubj B-PLACE
and and CCONJ CC 4 cc
South South PROPN NNP 4 compound B-PLACE
Vietnamese Vietnamese PROPN NNPS 1 conj I-PLACE
met meet VERB VBD 0 root
"""
JOINED = """
US US PROPN NNP 4 compound B-PLACE
and and CCONJ CC 3 cc
Russian Russian ADJ JJ 1 conj B-NORP
officials official NOUN NNS 5 nsubj
met meet VERB VBD 0 root
"""
GROUP = """
The the DET DT 2 det
leader leader NOUN NN 7 nsubj
of of ADP IN 6 case
militant militant ADJ JJ 6 amod
Lebanese Lebanese ADJ JJ 6 amod B-NORP
Hezbollah Hezbollah PROPN NNP 2 nmod B-ORG
spoke speak VERB VBD 0 root
"""
ALLY = """
Russia Russia PROPN NNP 3 nmod:poss B-PLACE
's 's PART POS 1 case
rivals rival NOUN NNS 4 nsubj
saw see VERB VBD 0 root
its its PRON PRP$ 7 nmod:poss
American American ADJ JJ 7 amod B-NORP
partners partner NOUN NNS 4 obj
"""
FIRST_NAME = """
Chad Chad PROPN NNP 3 nsubj B-PERSON
Smith Smith PROPN NNP 1 flat I-PERSON
spoke speak VERB VBD 0 root
"""


KIDNAPPERS = """
Kidnappers kidnapper NOUN NNS 6 nsubj
of of ADP IN 5 case
two two NUM CD 5 nummod
Polish Polish ADJ JJ 5 amod B-NORP
engineers engineer NOUN NNS 1 nmod
hid hide VERB VBD 0 root
"""
SOVIET = """
Leaders leader NOUN NNS 7 nsubj
of of ADP IN 4 case
Soviet Soviet ADJ JJ 4 amod B-NORP
republic republic NOUN NN 1 nmod
of of ADP IN 6 case
Belarus Belarus PROPN NNP 4 nmod B-PLACE
met meet VERB VBD 0 root
"""
CAPITALS = """
LONDON LONDON PROPN NNP 3 compound B-PLACE
President President PROPN NNP 3 nmod:desc
Vladimir Vladimir PROPN NNP 5 nsubj B-PERSON
Putin Putin PROPN NNP 3 flat I-PERSON
spoke speak VERB VBD 0 root
"""
COMMUNITY = """
Kurdish Kurdish ADJ JJ 2 amod B-NORP
troops troop NOUN NNS 3 nsubj
fought fight VERB VBD 0 root
in in ADP IN 5 case
Iraq Iraq PROPN NNP 3 obl B-PLACE
"""
OFFENSIVE = """
Syria Syria PROPN NNP 2 nsubj B-PLACE
began begin VERB VBD 0 root
an a DET DT 5 det
army army NOUN NN 5 compound
offensive offensive NOUN NN 2 obj
"""
CITIZEN = """
An a DET DT 2 det
American American ADJ JJ 4 nsubj:pass B-NORP
was be AUX VBD 4 aux:pass
freed free VERB VBN 0 root
"""
SIGNED = """
AFP AFP PROPN NNP 4 dep
- - PUNCT : 1 punct
Rebels rebel NOUN NNS 4 nsubj
fought fight VERB VBD 0 root
in in ADP IN 6 case
Nigeria Nigeria PROPN NNP 4 obl B-PLACE
_, , PUNCT , 4 punct
officers officer NOUN NNS 9 nsubj
told tell VERB VBD 4 parataxis
AFP AFP PROPN NNP 9 obj B-ORG
"""
PARTY = """
Israel Israel PROPN NNP 5 nmod:poss B-PLACE
's 's PART POS 1 case
opposition opposition NOUN NN 5 compound
Labour Labour PROPN NNP 5 compound B-ORG
party party NOUN NN 6 nsubj I-ORG
left leave VERB VBD 0 root
"""
COMMON_PARTY = """
Israel Israel PROPN NNP 2 nsubj B-PLACE
invited invite VERB VBD 0 root
the the DET DT 6 det
opposition opposition NOUN NN 6 compound
Labour Labour PROPN NNP 6 compound B-ORG
Party Party PROPN NNP 2 obj I-ORG
"""


def read(table: str, day: date | None = date(2020, 2, 1)) -> tuple[Document, dict[str, Mention]]:
    doc = build_document(table.replace("\n_", "\n"), published=day)
    return doc, {doc.tokens[m.head].text + str(m.head): m for m in find_mentions(doc)}


@pytest.mark.parametrize(
    ("table", "head", "words", "code", "sector", "how"),
    [
        (OFFICIALS, "officials1", "Chinese officials", "CHN", "GOV", "demonym"),
        (OFFICIALS, "Chinese0", "Chinese", "CHN", "GOV", "demonym"),
        (OFFICIALS, "Moscow3", "Moscow", "RUS", "GOV", "table"),
        (OFFICIALS, "insurgents6", "Iraqi insurgents", "IRQ", "REB", "demonym"),
        (MINISTER, "Mark3", "U.S. Defense Secretary Mark Esper", "USA", "GOV", "table"),
        (MINISTER, "U.S.0", "U.S.", "USA", "GOV", "table"),
        (MINISTER, "Esper7", "Esper", "USA", "GOV", "table"),
        (UNKNOWN, "Farid0", "Farid Osmani", "AFG", "LEG", "apposition"),
        (UNKNOWN, "lawmaker5", "Afghan lawmaker", "AFG", "LEG", "demonym"),
        (OFFICE, "president2", "Russian president", "RUS", "GOV", "title"),
        (OFFICE, "minister5", "minister of Norway", "NOR", "GOV", "title"),
        (GUNMEN, "Gunmen0", "Gunmen", "IRQ", "REB", "context"),
        (GUNMEN, "villagers3", "two villagers", "IRQ", "CVL", "context"),
        (BACKED, "rebels3", "Moscow - backed rebels", "UKR", "REB", "context"),
        (BACKED, "Moscow0", "Moscow", "RUS", "GOV", "table"),
        (SOVIET, "Leaders0", "Leaders of Soviet republic of Belarus", "BLR", "GOV", "title"),
        (CAPITALS, "Vladimir2", "LONDON President Vladimir Putin", "RUS", "GOV", "table"),
        (COMMUNITY, "troops1", "Kurdish troops", "IRQ", "MIL", "context"),
        (OFFENSIVE, "army3", "army", "SYR", "MIL", "context"),
        (SIGNED, "Rebels2", "Rebels", "NGA", "REB", "context"),
        (SIGNED, "AFP9", "AFP", "FRA", "MED", "table"),
        (PARTY, "party4", "Israel 's opposition Labour party", "ISR", "PTY", "title"),
        (COMMON_PARTY, "Party5", "opposition Labour Party", "ISR", "PTY", "context"),
        (CITIZEN, "American1", "American", "USA", "CVL", "demonym"),
        (GROUP, "leader1", "leader of militant Lebanese Hezbollah", "LBN", "REB", "title"),
    ],
)
def test_find_mentions(table: str, head: str, words: str, code: str, sector: str, how: str) -> None:
    doc, found = read(table)
    mention = found[head]
    assert (mention.span.words(doc.text), mention.code, mention.sector, mention.how) == (words, code, sector, how)


@pytest.mark.parametrize(("day", "name"), [(date(2010, 5, 1), "Dmitry Medvedev"), (date(2015, 5, 1), "Vladimir Putin")])
def test_office_is_that_of_the_day(day: date, name: str) -> None:
    assert read(OFFICE, day)[1]["president2"].name == name


def test_a_person_is_known_by_surname_later() -> None:
    found = read(UNKNOWN)[1]["Osmani9"]
    assert (found.name, found.code, found.sector) == ("Farid Osmani", "AFG", "LEG")


def test_agency_that_signs_the_text_is_no_actor() -> None:
    assert "AFP0" not in read(SIGNED)[1]


def test_several_countries_are_members() -> None:
    mention = read(JOINED)[1]["officials3"]
    assert (mention.code, mention.members, mention.sector) == (None, ("USA", "RUS"), "GOV")


def test_half_names_are_completed() -> None:
    found = read(HALVES, None)[1]
    assert {m.name for m in found.values()} == {"North Vietnam", "South Vietnam"}


def test_backers_are_named_but_are_not_owners() -> None:
    found = read(BACKED)[1]
    assert (found["Moscow0"].code, found["rebels3"].code) == ("RUS", "UKR")


def test_whom_others_are_against_is_not_named() -> None:
    assert "Moscow2" not in read(OPPOSED)[1]


def test_a_first_name_is_no_country() -> None:
    mention = read(FIRST_NAME)[1]["Chad0"]
    assert (mention.name, mention.code, mention.how) == ("Chad Smith", None, "name")


def test_rivals_are_not_of_the_country_named() -> None:
    found = read(ALLY)[1]
    assert (found["rivals2"].code, found["partners6"].code) == (None, "USA")


WORDS = [
    "Russia",
    "'s",
    "President",
    "Putin",
    "the",
    "Chinese",
    "officials",
    "and",
    "of",
    "his",
    "-",
    "led",
    "NATO",
    "Kim",
]
TAGS = ["NOUN", "PROPN", "VERB", "ADJ", "PRON", "ADP", "PUNCT", "DET"]
RELATIONS = [
    "nsubj",
    "obj",
    "nmod",
    "nmod:poss",
    "nmod:desc",
    "compound",
    "amod",
    "appos",
    "flat",
    "conj",
    "obl",
    "case",
]
ENTITIES = ["", "B-PERSON", "I-PERSON", "B-ORG", "B-PLACE"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(RELATIONS), st.sampled_from(ENTITIES),
            st.floats(0, 0.999),
        ),
        min_size=1,
        max_size=14,
    )
)  # fmt: skip
def test_any_parse_is_read(words: list[tuple[str, str, str, str, float]]) -> None:
    rows = [
        f"{word} {word} {tag} NN {int(part * i)} {relation if i > 1 else 'root'} {entity}"
        for i, (word, tag, relation, entity, part) in enumerate(words, start=1)
    ]
    doc = build_document("\n".join(rows), published=date(2015, 1, 1))
    found = resolve(doc, find_mentions(doc))
    assert all(0 <= m.span.start < m.span.end <= len(doc.text) for m in found)
    assert all(m.span.start <= doc.tokens[m.head].span.start or not m.is_name for m in found)
    assert len({m.head for m in found}) == len(found)


def test_no_words_no_mentions() -> None:
    assert find_mentions(build_document("_ _ PUNCT . 0 root")) == ()


def test_kidnappers_are_not_of_the_country_of_whom_they_hold() -> None:
    assert read(KIDNAPPERS)[1]["Kidnappers0"].code is None


def test_forces_that_a_state_moves_are_its_own() -> None:
    soldiers = [m for m in find_mentions(build_document(MASSED)) if m.name == "soldiers"]
    assert [(m.code, m.sector) for m in soldiers] == [("RUS", "MIL")]
