"""Who says it: the words that name a speaker, and the actor they stand for."""

from collections.abc import Iterator

from detente.model import Document, Mention, Span, Token
from detente.reference.speech import load_speech

_NOT_SOURCE = ("acl", "parataxis", "punct", "dep", "ccomp", "advcl", "case", "mark", "cc")


def find_source_span(doc: Document, index: int, *, alone: bool = False) -> Span:
    """The words that name who says it: the noun phrase without what merely follows it.

    Args:
        doc: the document.
        index: the token that heads the phrase.
        alone: whether to leave out those who say it too ("Putin" of "Putin and Xi").
    """
    kept = {index}
    for kid in doc.children_of(doc.tokens[index]):
        if kid.relation not in _NOT_SOURCE and not (alone and kid.dep == "conj"):
            kept.update(doc.subtree(kid))
    first = last = index
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while last > index and doc.tokens[last].upos in ("PUNCT", "PART") and doc.tokens[last].text != ")":
        last -= 1
    return Span(doc.tokens[first].span.start, doc.tokens[last].span.end)


def find_mention(doc: Document, index: int) -> Mention | None:
    """Who speaks: the mention at the head of the words, else the longest in them, else what they stand beside."""
    token = doc.tokens[index]
    beside = doc.mention_by_head.get(token.head) if token.dep == "appos" else None
    found = doc.mention_by_head.get(index)
    if found and (found.code or not beside):
        return found
    tokens = _list_tokens(doc, index, find_source_span(doc, index))
    if token.lemma in load_speech().documents:
        tokens = (doc.tokens[i] for i in doc.subtree(token))  # "a statement posted on the website of the ministry"
    named = (doc.mention_by_head.get(token.index) for token in tokens)
    return max((m for m in named if m and m.code), key=_rank, default=beside or found)


def _rank(mention: Mention) -> tuple[bool, int]:
    """Actors before mere things of a country, longer words before shorter."""
    return mention.sector != "UNK", len(mention.span)


def find_own_name(doc: Document, index: int) -> str | None:
    """The words themselves, where they are more than a pronoun."""
    return None if doc.tokens[index].upos == "PRON" else find_source_span(doc, index).words(doc.text)


def _list_tokens(doc: Document, index: int, span: Span) -> Iterator[Token]:
    """The tokens of a stretch around one of them."""
    first = index
    while first > 0 and doc.tokens[first - 1].span.start >= span.start:
        first -= 1
    while first < len(doc.tokens) and doc.tokens[first].span.end <= span.end:
        yield doc.tokens[first]
        first += 1
