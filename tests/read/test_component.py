from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc

from detente.errors import ModelError
from detente.read.component import build_pipeline, trim_titles
from detente.read.network import Reading
from detente.read.tokenizer import make_tokenizer

TEXT = (
    "\nPact signed in Oslo\n\nOSLO (AP) - Norway's prime minister, Jens Berg, signed a pact with Iceland on Monday. "
    '"It is anti-missile, U.S.-led work," he said.\n'
)


@pytest.fixture(scope="module")
def language() -> Language:
    return build_pipeline()


@pytest.fixture(scope="module")
def doc(language: Language) -> Doc:
    return language(TEXT)


def test_doc_gives_the_text_back(doc: Doc) -> None:
    assert doc.text == TEXT


def test_doc_has_every_layer(doc: Doc) -> None:
    assert all(doc.has_annotation(a) for a in ("DEP", "TAG", "POS", "LEMMA", "MORPH", "ENT_IOB", "SENT_START"))


def test_sentences(doc: Doc) -> None:
    assert [s.text.strip() for s in doc.sents] == [
        "Pact signed in Oslo",
        "OSLO (AP) - Norway's prime minister, Jens Berg, signed a pact with Iceland on Monday.",
        '"It is anti-missile, U.S.-led work," he said.',
    ]


def test_dateline_does_not_take_the_root(doc: Doc) -> None:
    roots = [s.root.text for s in doc.sents]
    assert roots[1] == "signed"
    assert [t.dep_ for t in doc if t.text == "OSLO"] == ["dep"]


def test_names(doc: Doc) -> None:
    assert {("Jens Berg", "PERSON"), ("Norway", "PLACE")} <= {(e.text, e.label_) for e in doc.ents}


def test_dependency_matcher_finds_subject_and_object(language: Language, doc: Doc) -> None:
    matcher = DependencyMatcher(language.vocab)
    pattern = [
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "sign", "POS": "VERB"}},
        {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": "nsubj"}},
        {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "object", "RIGHT_ATTRS": {"DEP": "obj"}},
    ]
    matcher.add("sign", [pattern])
    assert [[doc[i].text for i in places] for _, places in matcher(doc)] == [["signed", "minister", "pact"]]


@pytest.mark.parametrize(
    ("names", "relations", "expected"),
    [
        ("B-PERSON I-PERSON O", "nmod:desc nsubj root", "O B-PERSON O"),
        ("B-PERSON I-PERSON I-PERSON", "nmod:desc nmod:desc root", "O O B-PERSON"),
        ("B-PERSON I-PERSON O", "nsubj flat root", "B-PERSON I-PERSON O"),
        ("B-PERSON B-PERSON O", "nmod:desc nsubj root", "O B-PERSON O"),
        ("O B-ORG", "root nmod:desc", "O B-ORG"),
    ],
)
def test_titles_are_no_part_of_a_name(names: str, relations: str, expected: str) -> None:
    reading = Reading([], [], [], names.split(), [], relations.split())
    assert trim_titles(reading) == expected.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-led", "U.S. - led"),
        ("U.S.–Russia ties", "U.S. – Russia ties"),
        ("China-Russia", "China - Russia"),
        ("anti-missile", "anti-missile"),
        ("S-400", "S-400"),
        ("15-year", "15 - year"),
        ("and/or", "and / or"),
        ("don't", "do n't"),
        ("China’s", "China ’s"),
        ("(Reuters)", "( Reuters )"),
        ("$200bn", "$ 200bn"),
        ("2004–2008", "2004 – 2008"),
        ("talks.“They", "talks . “ They"),
        ("US- and", "US - and"),
        ("id", "id"),
        ("wed", "wed"),
        ("cannot", "can not"),
        ("Really?!", "Really ?!"),
    ],
)
def test_words_are_cut_as_in_the_treebanks(language: Language, text: str, words: str) -> None:
    assert [t.text for t in make_tokenizer(language.vocab)(text)] == words.split()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "!",
        "\u2028",
        "a" * 5000,
        "ok \ud83d\ude00 fine".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
def test_odd_texts(language: Language, text: str) -> None:
    assert language(text).text == text


def test_pipe_reads_as_one_by_one(language: Language) -> None:
    texts = [f"{n} ships left Odessa for Istanbul." for n in ("Two", "Three", "Four")]
    assert [d.to_json() for d in language.pipe(texts)] == [language(t).to_json() for t in texts]


def test_unknown_pipeline_says_so() -> None:
    with pytest.raises(ModelError, match="no pipeline 'xx_none'"):
        build_pipeline("xx_none")


def test_pipeline_without_parser_says_so(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="does not parse"):
        build_pipeline(str(tmp_path / "blank"))
