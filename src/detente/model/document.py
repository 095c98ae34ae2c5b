"""An article once read: words, sentences, names, dates."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from detente.model.actor import Mention, Timex
from detente.model.article import Article
from detente.model.event import EventStatus, EventType
from detente.model.span import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its grammar (Universal Dependencies).

    Attributes:
        index: place in the document.
        span: in characters of the article's text.
        head: index of the governing token; the root of a sentence points to itself.
        dep: relation to the head, with subtype ("nsubj:pass", "obl", "compound:prt").
        upos, xpos: universal and Penn Treebank part of speech.
        morph: UD features as one string ("Number=Plur|Tense=Past"), "" for none.
        entity: "PERSON", "ORG", "PLACE", "NORP" or "" outside a name.
        entity_start: whether a name begins here.
    """

    index: int
    span: Span
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    dep: str
    morph: str = ""
    entity: str = ""
    entity_start: bool = False

    @property
    def relation(self) -> str:
        """The universal relation, without its subtype."""
        return self.dep.split(":", 1)[0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start` to `end` (exclusive) of the document, and the characters that they take up."""

    index: int
    start: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True)
class Sign:
    """What the network makes of a word that may tell of an event; all values are probabilities.

    Attributes:
        index: of the word.
        types: of each event type, those that are next to impossible left out; together below 1.
        statuses: of each status, given that there is an event.
        sides: for words that may head a party their index, and how likely they act and receive.
        between: of each type, given that two parties are known to deal with each other by this word.
    """

    index: int
    types: Mapping[EventType, float]
    statuses: Mapping[EventStatus, float]
    sides: tuple[tuple[int, float, float], ...]
    between: Mapping[str, float]

    @property
    def strength(self) -> float:
        """How likely the word tells of any event."""
        return sum(self.types.values())

    def moved(self, places: Sequence[int] | Mapping[int, int]) -> "Sign":
        """The sign with every index replaced by what stands at it in `places`."""
        sides = tuple((places[i], acts, takes) for i, acts, takes in self.sides)
        return replace(self, index=places[self.index], sides=sides)


@dataclass(frozen=True, slots=True)
class SpeechSign:
    """What the network makes of a word that may attribute speech; all values are probabilities.

    Attributes:
        index: of the word.
        strength: how likely it attributes anything.
        parts: for words of its sentence their index, and how likely they name who says it and tell what is said.
    """

    index: int
    strength: float
    parts: tuple[tuple[int, float, float], ...]

    def moved(self, places: Sequence[int] | Mapping[int, int]) -> "SpeechSign":
        """The sign with every index replaced by what stands at it in `places`."""
        parts = tuple((places[i], source, content) for i, source, content in self.parts)
        return SpeechSign(places[self.index], self.strength, parts)


@dataclass(frozen=True)
class Document:
    """An article with its sentences, tokens, mentions of actors and temporal expressions.

    Attributes:
        signs: what the network takes for events, in the order of the words; None where another pipeline parsed.
        speech: what it takes for attributions of speech, likewise.
    """

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = field(default=())
    timexes: tuple[Timex, ...] = field(default=())
    signs: tuple[Sign, ...] | None = None
    speech: tuple[SpeechSign, ...] | None = None

    @property
    def text(self) -> str:
        """The article's stored text."""
        return self.article.text

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of those that it governs, left to right."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token.index)
        return tuple(map(tuple, found))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the index of its sentence."""
        return tuple(s.index for s in self.sentences for _ in range(s.start, s.end))

    @cached_property
    def mention_by_head(self) -> dict[int, Mention]:
        """Mentions by the token that heads them; the longest where several share a head."""
        by_length = sorted(self.mentions, key=lambda m: len(m.span))
        return {m.head: m for m in by_length}

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(token.span.start for token in self.tokens)

    @cached_property
    def _descendants(self) -> dict[int, tuple[int, ...]]:
        return {}

    def children_of(self, token: Token, *deps: str) -> list[Token]:
        """The tokens that `token` governs, left to right, only those of the given relations if any are given."""
        below = (self.tokens[i] for i in self.children[token.index])
        return [t for t in below if not deps or t.dep in deps or t.relation in deps]

    def subtree(self, token: Token) -> tuple[int, ...]:
        """Indices of the token and all below it, in order."""
        known = self._descendants.get(token.index)
        if known is None:
            found, todo = [token.index], list(self.children[token.index])
            while todo:
                index = todo.pop()
                found.append(index)
                todo.extend(self.children[index])
            known = self._descendants[token.index] = tuple(sorted(found))
        return known

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that lie wholly within the span."""
        first, last = (bisect_left(self._starts, place) for place in (span.start, span.end))
        return [t for t in self.tokens[first:last] if span.contains(t.span)]
