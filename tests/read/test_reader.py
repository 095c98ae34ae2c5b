import pytest

from detente.model.article import Article, Section, SectionKind
from detente.model.document import Document
from detente.model.span import Span
from detente.read.reader import Reader

PARTS: list[tuple[SectionKind, str]] = [
    ("headline", "Ministers sign a gas treaty"),
    ("body", "Norway and Poland signed a gas treaty on Monday. It runs for ten years."),
    ("furniture", "Subscribe to our daily letter now."),
    ("caption", "Ministers shake hands in Oslo."),
]


def make_article() -> Article:
    text, sections = "", []
    for kind, words in PARTS:
        sections.append(Section(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n\n"
    return Article(text.rstrip(), tuple(sections))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def doc(reader: Reader) -> Document:
    return next(reader.parse_articles([make_article()]))


def test_every_token_gives_back_its_words(doc: Document) -> None:
    assert all(t.span.words(doc.text) == t.text for t in doc.tokens)


def test_furniture_is_not_read(doc: Document) -> None:
    assert [s.span.words(doc.text) for s in doc.sentences] == [
        "Ministers sign a gas treaty",
        "Norway and Poland signed a gas treaty on Monday.",
        "It runs for ten years.",
        "Ministers shake hands in Oslo.",
    ]


def test_heads_stay_within_their_sentence(doc: Document) -> None:
    for sent in doc.sentences:
        tokens = doc.tokens[sent.start : sent.end]
        assert all(sent.start <= t.head < sent.end for t in tokens)
        assert [t.dep for t in tokens if t.head == t.index] == ["root"]


def test_tokens_carry_grammar_and_names(doc: Document) -> None:
    norway, signed = doc.tokens[5], doc.tokens[8]
    assert (norway.text, norway.dep, norway.entity, norway.entity_start) == ("Norway", "nsubj", "PLACE", True)
    assert (signed.lemma, signed.xpos, signed.relation) == ("sign", "VBD", "root")
    assert "Tense=Past" in signed.morph


def test_one_document_an_article_in_order(reader: Reader) -> None:
    articles = [make_article(), Article("", ()), make_article(), Article("x", (Section("furniture", Span(0, 1)),))]
    docs = list(reader.parse_articles(articles))
    assert [d.article for d in docs] == articles
    assert [len(d.sentences) for d in docs] == [4, 0, 4, 0]


def test_same_article_twice_in_a_row(reader: Reader) -> None:
    article = make_article()
    assert [len(d.sentences) for d in reader.parse_articles([article, article])] == [4, 4]


def test_an_article_is_read_the_same_in_any_company(reader: Reader) -> None:
    article, other = make_article(), Article("Snow fell.", (Section("body", Span(0, 10)),))
    alone = next(reader.parse_articles([article]))
    assert list(reader.parse_articles([other, article, other]))[1] == alone
