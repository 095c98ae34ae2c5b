"""Articles to documents: the one door to the language model."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from detente.model.article import Article
from detente.model.document import Document, Sentence, Sign, SpeechSign, Token
from detente.model.span import Span
from detente.read.component import SIGNS, SPEECH, build_pipeline

GROUP_CHARACTERS = 20_000
READ_SECTIONS = frozenset({"headline", "body", "caption"})
_NAME_KINDS = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
_NAME_KINDS |= {"PLACE": "PLACE", "NORP": "NORP"}


class Reader:
    """Reads articles with our own model, or with the installed spaCy pipeline of the given name.

    Raises:
        ModelError: the model or the pipeline is missing.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self._language = build_pipeline(pipeline)
        # Sections of any length are read; spaCy's own limit guards pipelines that need memory by length.
        self._language.max_length = 100_000_000

    def parse_articles(self, articles: Iterable[Article]) -> Iterator[Document]:
        """A document for each article: its words and sentences, furniture left out; names of actors come later."""
        for group in _group_articles(articles):
            # The zone frees the words that spaCy remembers, so that memory stays flat however much is read.
            with self._language.memory_zone():
                docs = list(self._parse_group(group))
            yield from docs

    def _parse_group(self, articles: list[Article]) -> Iterator[Document]:
        pairs = (pair for place, article in enumerate(articles) for pair in _list_sections(place, article))
        docs = self._language.pipe(pairs, as_tuples=True)
        for place, parts in groupby(docs, key=lambda part: part[1].place):
            builder = _Builder()
            for doc, section in parts:
                builder.add(doc, section.start)
            yield builder.build(articles[place])


def _group_articles(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Short articles together, so that the network gets full batches; a long one alone."""
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if sum(len(a.text) for a in group) >= GROUP_CHARACTERS:
            yield group
            group = []
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Section:
    """Where a text to read comes from: the place of its article in the group, the first character."""

    place: int
    start: int


def _list_sections(place: int, article: Article) -> Iterator[tuple[str, _Section]]:
    """The texts to read of an article with their places; an empty one where there is nothing to read."""
    spans = [s.span for s in article.sections if s.kind in READ_SECTIONS]
    for span in spans or [Span(0, 0)]:
        yield span.words(article.text), _Section(place, span.start)


class _Builder:
    """Gathers the tokens and sentences of one document from its sections."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.signs: list[Sign] | None = None
        self.speech: list[SpeechSign] | None = None

    def build(self, article: Article) -> Document:
        """The document of all that was added."""
        signs = None if self.signs is None else tuple(self.signs)
        speech = None if self.speech is None else tuple(self.speech)
        return Document(article, tuple(self.tokens), tuple(self.sentences), signs=signs, speech=speech)

    def add(self, doc: Doc, start: int) -> None:
        """Append a section that begins at the character `start` of the article."""
        places: dict[int, int] = {}
        for sent in doc.sents:
            words = [token for token in sent if not token.is_space]
            if words:
                places |= self._add_sentence(words, start)
        if SIGNS in doc.user_data:
            self.signs = (self.signs or []) + [sign.moved(places) for sign in doc.user_data[SIGNS]]
        if SPEECH in doc.user_data:
            self.speech = (self.speech or []) + [sign.moved(places) for sign in doc.user_data[SPEECH]]

    def _add_sentence(self, words: list[SpacyToken], start: int) -> dict[int, int]:
        """Append a sentence; the places that its words get."""
        first = len(self.tokens)
        place = {token.i: first + j for j, token in enumerate(words)}
        self.tokens += [_convert(token, place, start) for token in words]
        span = Span(self.tokens[first].span.start, self.tokens[-1].span.end)
        self.sentences.append(Sentence(len(self.sentences), first, len(self.tokens), span))
        return place


def _convert(token: SpacyToken, place: dict[int, int], start: int) -> Token:
    index = place[token.i]
    name = token.ent_type_
    return Token(
        index=index,
        span=Span(start + token.idx, start + token.idx + len(token.text)),
        text=token.text,
        lemma=token.lemma_,
        upos=token.pos_,
        xpos=token.tag_,
        head=place.get(token.head.i, index),
        dep=token.dep_ if token.dep_ != "ROOT" else "root",
        morph=str(token.morph),
        entity=_NAME_KINDS.get(name, ""),
        entity_start=token.ent_iob_ == "B" and name in _NAME_KINDS,
    )
