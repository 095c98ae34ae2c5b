"""Who speaks: each of those who say something together, with the actor that the words name."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.coding.sources import find_mention, find_own_name, find_source_span
from detente.model import Document, Mention, Span, Token
from detente.reference.actors import load_actors

_NAMES = frozenset({"PROPN", "PRON"})
_OWN_WORDS = frozenset({"det", "nmod:poss", "nummod"})
_MANY = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who says something.

    Attributes:
        span: the words nearest to what is said ("he", "who").
        name: full name as the reader of the article knows it, or None.
        code: country or body, or None.
        actor_id: the resolved actor, or None.
    """

    span: Span
    name: str | None = None
    code: str | None = None
    actor_id: str | None = None


def find_speakers(doc: Document, source: int, span: Span) -> tuple[Speaker, ...]:
    """Each of those who speak: two for "Putin and Xi", and for "both leaders" where it is known which two.

    Args:
        doc: the document.
        source: the token that heads who says it.
        span: the words nearest to what is said.
    """
    heads = (source, *_list_joined(doc, source))
    if len(heads) == 1:
        return tuple(_name_all(doc, source, span))
    apart = doc.tokens[source].span.overlaps(span)  # else all of them are one "who"
    return tuple(
        speaker
        for head in heads
        for speaker in _name_all(doc, head, find_source_span(doc, head, alone=True) if apart else span)
    )


def _list_joined(doc: Document, source: int) -> Iterator[int]:
    """Who else speaks: not "the minister and party leader", who is one person."""
    for kid in doc.children_of(doc.tokens[source], "conj"):
        joins = any(k.text.lower() in ("and", "&") for k in doc.children_of(kid, "cc")) or _is_listed(doc, source)
        if joins and kid.index > source and _is_another(doc, kid):
            yield kid.index


def _is_listed(doc: Document, source: int) -> bool:
    """Whether the last of several is joined with "and": "Putin, Xi and Modi"."""
    last = doc.children_of(doc.tokens[source], "conj")[-1]
    return any(k.text.lower() == "and" for k in doc.children_of(last, "cc"))


def _is_another(doc: Document, kid: Token) -> bool:
    """Whether a name, several people or "the ..." follow: "a ..." goes on about the one just named."""
    words = [k for k in doc.children_of(kid, *_OWN_WORDS) if k.index < kid.index]
    return kid.upos in _NAMES or kid.xpos in _MANY or any(k.text.lower() not in ("a", "an") for k in words)


def _name_all(doc: Document, head: int, span: Span) -> Iterator[Speaker]:
    """The speaker that a word heads; where it stands for several states or bodies, each of them."""
    mention = find_mention(doc, head)
    if mention is None:
        yield Speaker(span, find_own_name(doc, head))
    elif mention.members and mention.code is None and mention.how == "coreference":
        yield from (_name_member(mention, code, span) for code in mention.members)
    else:
        yield Speaker(span, mention.name, mention.code, mention.actor_id)


def _name_member(mention: Mention, code: str, span: Span) -> Speaker:
    actor = load_actors().state(code)
    return Speaker(span, actor.name if actor else mention.name, code, actor.actor_id if actor else None)
