"""Ties in documents made by hand."""

from datetime import date

import pytest

from build import build_document
from detente.coding.ties import code_ties
from detente.model import Document, Mention, Period, Sector, Span, Timex

NAMES: dict[str, str] = {
    "China": "CHN", "Russia": "RUS", "Iran": "IRN", "India": "IND", "Washington": "USA", "Turkey": "TUR",
    "NATO": "NATO", "Ukraine": "UKR", "Poland": "POL",
}  # fmt: skip
GOVERNMENT: Sector = "GOV"


def make_document(table: str, *, timexes: tuple[Timex, ...] = (), **facts: object) -> Document:
    """A document in which the known names are mentions of their country."""
    plain = build_document(table)
    mentions = tuple(
        Mention(token.span, token.index, NAMES[token.text], token.text, NAMES[token.text], GOVERNMENT, "table")
        for token in plain.tokens
        if token.text in NAMES
    )
    return build_document(table, mentions, timexes, **facts)


def read(table: str) -> list[str]:
    return sorted(f"{s.tie.kind} {'-'.join(s.tie.parties)} {s.standing}" for s in code_ties(make_document(table)))


EXPAND = """
China China PROPN NNP 4 nsubj
and and CCONJ CC 3 cc
Russia Russia PROPN NNP 1 conj
{verb} VERB {tag} 0 root
their their PRON PRP$ 6 nmod:poss
ties tie NOUN NNS 4 obj
"""
COULD = """
China China PROPN NNP 3 nsubj
{modal} {modal} AUX MD 3 aux
forge forge VERB VB 0 root
a a DET DT 6 det
military military ADJ JJ 6 amod
alliance alliance NOUN NN 3 obj
with with ADP IN 8 case
Russia Russia PROPN NNP 6 nmod
"""


@pytest.mark.parametrize(
    ("verb", "tag", "standing"),
    [
        ("deepened deepen", "VBD", "expanding"),
        ("maintained maintain", "VBD", "in_force"),
        ("severed sever", "VBD", "ended"),
        ("suspended suspend", "VBD", "suspended"),
        ("strained strain", "VBD", "strained"),
        ("want want", "VBP", "proposed"),
        ("praise praise", "VBP", "in_force"),
    ],
)
def test_the_governing_verb_says_how_a_tie_stands(verb: str, tag: str, standing: str) -> None:
    assert read(EXPAND.format(verb=verb, tag=tag)) == [f"partnership CHN-RUS {standing}"]


@pytest.mark.parametrize(
    ("verb", "standing"),
    [
        ("plans plan", "proposed"),
        ("needs need", "proposed"),
        ("began begin", "expanding"),
        ("decided decide", "expanding"),
    ],
)
def test_an_infinitive_tells_an_aim_unless_its_verb_makes_it_real(verb: str, standing: str) -> None:
    table = f"""
    China China PROPN NNP 2 nsubj
    {verb} VERB VBZ 0 root
    to to PART TO 4 mark
    deepen deepen VERB VB 2 xcomp
    its its PRON PRP$ 6 nmod:poss
    ties tie NOUN NNS 4 obj
    with with ADP IN 8 case
    Russia Russia PROPN NNP 6 nmod
    """
    assert read(table) == [f"partnership CHN-RUS {standing}"]


def test_a_verb_that_says_nothing_of_a_tie_shuts_off_what_stands_above() -> None:
    table = """
    China China PROPN NNP 2 nsubj
    wants want VERB VBZ 0 root
    to to PART TO 4 mark
    offset offset VERB VB 2 xcomp
    the the DET DT 6 det
    impact impact NOUN NN 4 obj
    of of ADP IN 9 case
    Washington Washington PROPN NNP 9 compound
    sanctions sanction NOUN NNS 6 nmod
    on on ADP IN 11 case
    Iran Iran PROPN NNP 9 nmod
    """
    assert "sanctions USA-IRN in_force" in read(table)


@pytest.mark.parametrize(("negation", "standing"), [("", "suspended"), ("not not PART RB 4 advmod", "in_force")])
def test_negation_takes_back_an_end(negation: str, standing: str) -> None:
    verb = 4 if negation else 3
    lines = ["Russia Russia PROPN NNP {v} nsubj", "did do AUX VBD {v} aux", negation.replace("4", "{v}")]
    lines += [
        "suspend suspend VERB VB 0 root",
        "its its PRON PRP$ {n} nmod:poss",
        "partnership partnership NOUN NN {v} obj",
    ]
    lines += ["with with ADP IN {p} case", "China China PROPN NNP {n} nmod"]
    table = "\n".join(filter(None, lines)).format(v=verb, n=verb + 2, p=verb + 4)
    assert read(table) == [f"partnership CHN-RUS {standing}"]


@pytest.mark.parametrize("modal", ["could", "may", "might"])
def test_a_modal_makes_a_tie_imagined(modal: str) -> None:
    assert read(COULD.format(modal=modal)) == ["alliance CHN-RUS imagined"]


def test_what_stands_elsewhere_in_the_sentence_says_nothing() -> None:
    table = """
    Russia Russia PROPN NNP 2 nsubj
    values value VERB VBZ 0 root
    its its PRON PRP$ 5 nmod:poss
    strategic strategic ADJ JJ 5 amod
    partnership partnership NOUN NN 2 obj
    with with ADP IN 7 case
    China China PROPN NNP 5 nmod
    because because SCONJ IN 11 mark
    prices price NOUN NNS 11 nsubj
    could could AUX MD 11 aux
    fall fall VERB VB 2 advcl
    """
    assert read(table) == ["partnership CHN-RUS in_force"]


def test_a_negated_verb_denies_the_tie() -> None:
    table = """
    China China PROPN NNP 4 nsubj
    has have AUX VBZ 4 aux
    not not PART RB 4 advmod
    signed sign VERB VBN 0 root
    an a DET DT 6 det
    alliance alliance NOUN NN 4 obj
    with with ADP IN 8 case
    Russia Russia PROPN NNP 6 nmod
    """
    assert read(table) == ["alliance CHN-RUS denied"]


SANCTIONS = """
Washington Washington PROPN NNP 2 nsubj
{verb} VERB VBD 0 root
sanctions sanction NOUN NNS 2 obj
on on ADP IN 5 case
Iran Iran PROPN NNP 3 nmod
"""


def test_directed_ties_have_the_sender_first() -> None:
    assert read(SANCTIONS.format(verb="imposed impose")) == ["sanctions USA-IRN in_force"]


def test_a_plain_name_before_sanctions_is_their_target() -> None:
    table = """
    Washington Washington PROPN NNP 2 nsubj
    imposed impose VERB VBD 0 root
    Iran Iran PROPN NNP 4 compound
    sanctions sanction NOUN NNS 2 obj
    """
    assert read(table) == ["sanctions USA-IRN in_force"]


def test_allies_without_an_owner_are_those_of_the_patron_most_spoken_of() -> None:
    table = """
    Washington Washington PROPN NNP 2 nsubj
    reassured reassure VERB VBD 0 root
    allies ally NOUN NNS 2 obj
    like like ADP IN 5 case
    Poland Poland PROPN NNP 3 nmod
    and and CCONJ CC 7 cc
    China China PROPN NNP 5 conj
    """
    assert read(table) == ["alliance POL-USA in_force"]


def test_who_faces_sanctions_is_their_target() -> None:
    table = """
    Iran Iran PROPN NNP 2 nsubj
    faces face VERB VBZ 0 root
    sanctions sanction NOUN NNS 2 obj
    from from ADP IN 5 case
    Washington Washington PROPN NNP 3 nmod
    """
    assert read(table) == ["sanctions USA-IRN in_force"]


def test_one_party_alone_makes_no_tie() -> None:
    table = """
    Iran Iran PROPN NNP 2 nsubj
    faces face VERB VBZ 0 root
    sanctions sanction NOUN NNS 2 obj
    """
    assert read(table) == []


def test_members_and_bodies() -> None:
    table = """
    Turkey Turkey PROPN NNP 4 nsubj
    is be AUX VBZ 4 cop
    a a DET DT 4 det
    member member NOUN NN 0 root
    of of ADP IN 6 case
    NATO NATO PROPN NNP 4 nmod
    """
    assert read(table) == ["membership TUR-NATO in_force"]


def test_the_same_claim_told_twice_is_one_record() -> None:
    twice = SANCTIONS.format(verb="imposed impose") + "\n" + SANCTIONS.format(verb="kept keep").lstrip()
    assert read(twice) == ["sanctions USA-IRN in_force"]


def test_the_pact_is_the_treaty_last_spoken_of() -> None:
    table = """
    Russia Russia PROPN NNP 2 nsubj
    signed sign VERB VBD 0 root
    a a DET DT 5 det
    peace peace NOUN NN 5 compound
    treaty treaty NOUN NN 2 obj
    with with ADP IN 7 case
    Ukraine Ukraine PROPN NNP 5 nmod

    Russia Russia PROPN NNP 2 nsubj
    scrapped scrap VERB VBD 0 root
    the the DET DT 4 det
    pact pact NOUN NN 2 obj
    """
    assert read(table) == ["treaty RUS-UKR agreed", "treaty RUS-UKR ended"]


def test_a_date_beside_the_change_is_kept() -> None:
    table = """
    Washington Washington PROPN NNP 2 nsubj
    imposed impose VERB VBD 0 root
    sanctions sanction NOUN NNS 2 obj
    on on ADP IN 5 case
    Iran Iran PROPN NNP 3 nmod
    in in ADP IN 7 case
    2012 2012 NUM CD 2 obl
    """
    start = make_document(table).text.index("2012")
    year = Timex(Span(start, start + 4), "DATE", "2012", Period.parse("2012"))
    (standing,) = code_ties(make_document(table, timexes=(year,), published=date(2018, 5, 9)))
    assert (str(standing.since), str(standing.day)) == ("2012", "2018-05-09")


def test_the_day_is_that_of_the_statement() -> None:
    table = """
    Russia Russia PROPN NNP 2 nsubj
    said say VERB VBD 0 root
    Tuesday Tuesday PROPN NNP 2 obl:unmarked
    its its PRON PRP$ 5 nmod:poss
    ties tie NOUN NNS 8 nsubj
    with with ADP IN 7 case
    China China PROPN NNP 5 nmod
    improved improve VERB VBD 2 ccomp
    """
    start = make_document(table).text.index("Tuesday")
    said = Timex(Span(start, start + 7), "DATE", "2018-05-08", Period.parse("2018-05-08"))
    (standing,) = code_ties(make_document(table, timexes=(said,), published=date(2018, 5, 9)))
    assert (standing.standing, str(standing.day)) == ("expanding", "2018-05-08")


def test_without_a_day_of_publication_the_day_is_unknown() -> None:
    (standing,) = code_ties(make_document(SANCTIONS.format(verb="imposed impose")))
    assert (standing.since, standing.day) == (None, None)


def test_words_that_are_against_a_country_do_not_name_a_party() -> None:
    table = """
    Turkey Turkey PROPN NNP 2 nsubj
    praised praise VERB VBD 0 root
    the the DET DT 7 det
    anti_ anti ADJ JJ 7 amod
    -_ - PUNCT HYPH 6 punct
    Poland Poland PROPN NNP 7 compound
    partnership partnership NOUN NN 2 obj
    with with ADP IN 9 case
    India India PROPN NNP 7 nmod
    """
    assert read(table) == ["partnership IND-TUR in_force"]


def test_our_speaks_for_who_says_so() -> None:
    table = """
    Our our PRON PRP$ 2 nmod:poss
    ties tie NOUN NNS 6 nsubj
    with with ADP IN 4 case
    India India PROPN NNP 2 nmod
    have have AUX VBP 6 aux
    improved improve VERB VBN 9 ccomp
    , , PUNCT , 6 punct
    Russia Russia PROPN NNP 9 nsubj
    said say VERB VBD 0 root
    """
    assert read(table) == ["partnership IND-RUS expanding"]
