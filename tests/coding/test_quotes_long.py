"""Articles that are one long quotation, are full of marks or never end a sentence: read whole and fast."""

import re
from collections.abc import Iterator

import pytest

from build import build_article
from detente.coding.quotes import code_quotes
from detente.coding.selves import name_selves
from detente.model import Document, Mention, Quote, Sentence, Span, Token

_LONGEST = 60  # words that the reader takes as one sentence at most
_TAGS = {"said": ("VERB", "VBD"), "Wang": ("PROPN", "NNP"), "we": ("PRON", "PRP"), "We": ("PRON", "PRP")}
_RELATIONS = {"Wang": "nsubj", "stay": "ccomp"}
_MANY = 10_000


def _read_plainly(text: str) -> Document:
    """A document of words and signs, in which a sentence hangs on its verb of saying, or first word."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for part in _cut(text):
        first = len(tokens)
        head = next((first + i for i, match in enumerate(part) if match.group() == "said"), first)
        tokens += [_build_token(first + i, head, match) for i, match in enumerate(part)]
        span = Span(tokens[first].span.start, tokens[-1].span.end)
        sentences.append(Sentence(len(sentences), first, len(tokens), span))
    named = (t for t in tokens if t.text == "Wang")
    mentions = tuple(Mention(t.span, t.index, "CHN/wang-yi", "Wang Yi", "CHN", "GOV", "table") for t in named)
    return Document(build_article(text), tuple(tokens), tuple(sentences), mentions)


def _cut(text: str) -> Iterator[list[re.Match[str]]]:
    for line in re.finditer(r"[^\n]+", text):
        words = list(re.compile(r"\w+|[^\w\s]").finditer(text, *line.span()))
        yield from (words[i : i + _LONGEST] for i in range(0, len(words), _LONGEST))


def _build_token(index: int, head: int, match: re.Match[str]) -> Token:
    word = match.group()
    upos, xpos = _TAGS.get(word, ("NOUN", "NN") if word.isalnum() else ("PUNCT", word))
    dep = "root" if index == head else _RELATIONS.get(word, "dep")
    return Token(index, Span(*match.span()), word, word.lower().replace("said", "say"), upos, xpos, head, dep)


def _read(text: str) -> tuple[Quote, ...]:
    doc = _read_plainly(text)
    quotes = code_quotes(doc)
    assert name_selves(doc, quotes).text == text
    return quotes


def _words(text: str, quotes: tuple[Quote, ...]) -> str:
    return " ".join(span.words(text) for quote in quotes for span in quote.content)


def test_an_article_that_is_one_long_quotation_is_kept_whole() -> None:
    inside = "we stay here. " * _MANY
    text = f"“{inside.strip()}”, Wang said."
    quotes = _read(text)
    assert len(quotes) == 1
    assert _words(text, quotes) == inside.strip()
    assert quotes[0].speaker_code == "CHN"


def test_a_quotation_over_all_paragraphs_is_one() -> None:
    text = "\n\n".join(["“We stay."] * _MANY)
    quotes = _read(text)
    assert [len(quote.content) for quote in quotes] == [_MANY]


def test_ten_thousand_quotes_are_found_with_their_speakers() -> None:
    text = "\n\n".join(["“We will all stay,” Wang said."] * _MANY)
    quotes = _read(text)
    assert len(quotes) == _MANY
    assert _words(text, quotes).count("We will all stay") == _MANY


@pytest.mark.parametrize(
    "piece",
    [
        "“we stay ",
        "we stay” ",
        '"we stay ',
        '" ',
        "“ ",
        "“” ",
        "‘we ’ ",
        "Wang said “we ",
        "«we stay” ",
        "Wang said we stay and ",
        "Wang said: ",
        "\n\n“",
        "''``",
    ],
)
def test_marks_without_order_and_sentences_without_end_are_read(piece: str) -> None:
    text = piece * _MANY
    for quote in _read(text):
        assert all(span.words(text) for span in quote.content)
