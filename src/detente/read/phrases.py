"""Noun phrases as the parse shows them."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Document, Span, Token

INNER = frozenset({
    "flat", "fixed", "goeswith", "amod", "compound", "nmod:desc", "case", "cc", "punct", "nummod", "det", "aux",
    "cop", "mark", "advmod", "expl", "discourse",
})  # fmt: skip
_BEFORE = frozenset({"amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod", "flat", "obl"})
_NAME_PARTS = frozenset({"flat", "fixed", "goeswith", "compound", "nummod"})
_UNSAID = frozenset({"DET", "PUNCT", "ADP", "CCONJ", "SCONJ"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with what is said of it before it, and what hangs on it after it.

    Attributes:
        head: index of the noun in the parse.
        start, end: tokens from the first modifier to the last part of the name, without article.
        linked: heads of the phrases that follow with a preposition, each with that preposition.
        appositions: heads of phrases that name the same again, after a comma or before.
    """

    head: int
    start: int
    end: int
    linked: tuple[tuple[str, int], ...]
    appositions: tuple[int, ...]


def iter_phrases(doc: Document) -> Iterator[Phrase]:
    """All noun phrases that have a noun or name as head, in the order of their heads."""
    for token in doc.tokens:
        if token.upos in _NOMINAL and not is_inner(doc, token):
            yield build_phrase(doc, token)


def is_inner(doc: Document, token: Token) -> bool:
    """Whether a word only modifies a noun, or goes together with one that does."""
    seen = 0
    while token.dep == "conj" and seen < 20:
        token, seen = doc.tokens[token.head], seen + 1
    return token.dep in INNER or token.relation in INNER


def build_phrase(doc: Document, head: Token) -> Phrase:
    """The phrase that a noun heads."""
    start = _reach_left(doc, head)
    end = _reach_right(doc, head)
    linked, appositions = [], []
    for child in doc.children_of(head, "nmod", "appos"):
        if child.relation == "appos":
            appositions.append(child.index)
            inner_start = _reach_left(doc, child)
            if inner_start == end:
                end = _reach_right(doc, child)
        elif child.index > head.index:
            case = next((c.text.lower() for c in doc.children_of(child, "case")), "")
            linked.append((case, child.index))
    return Phrase(head.index, start, end, tuple(linked), tuple(appositions))


def _reach_left(doc: Document, head: Token) -> int:
    start = head.index
    for index in reversed(doc.children[head.index]):
        child = doc.tokens[index]
        if index >= head.index:
            continue
        below = doc.subtree(child)
        touching = below[-1] == start - 1 and below[-1] - below[0] + 1 == len(below)
        if touching and (child.dep in _BEFORE or child.relation in _BEFORE or child.text in _HYPHENS):
            start = below[0]
        elif child.dep not in ("punct", "advmod"):
            break
    while start < head.index and (doc.tokens[start].upos in _UNSAID or doc.tokens[start].dep == "case"):
        start += 1
    return start


def _reach_right(doc: Document, head: Token) -> int:
    end = head.index + 1
    for index in doc.children[head.index]:
        child = doc.tokens[index]
        if index < end:
            continue
        between = doc.tokens[end:index]
        joined = all(t.text in _HYPHENS or t.text == "." for t in between)
        if child.relation in _NAME_PARTS and joined:
            end = max(end, index + 1)
    return end


def span_of(doc: Document, start: int, end: int) -> Span:
    """The characters of tokens `start` to `end` (exclusive)."""
    return Span(doc.tokens[start].span.start, doc.tokens[end - 1].span.end)


def head_of(doc: Document, start: int, end: int) -> int:
    """The token among `start` to `end` that governs the others: the first whose own head lies outside."""
    inside = range(start, end)
    for index in inside:
        token = doc.tokens[index]
        if (token.head not in inside or token.head == index) and token.upos != "PUNCT":
            return index
    return end - 1
