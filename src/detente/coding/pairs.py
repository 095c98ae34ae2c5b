"""What one given party did to another, in one word of PLOVER."""

from collections.abc import Iterator
from typing import cast

from detente.coding.arguments import Side
from detente.coding.duplicates import Candidate
from detente.coding.events import EventCoder
from detente.coding.ontology import Verdict
from detente.model import Document, EventType, Sign, Span, Token

_INTENT_TO_YIELD = "035"
_NEAR = 0.1  # what a step in the parse away from the way between the parties costs
_UNSEEN = 0.01  # how likely a party stands on a side of which the network says nothing


def code_pair(doc: Document, source: Span | None, target: Span | None) -> EventType | None:
    """The type of act between two parties whose words are given (one may be missing), or None where nothing says.

    The network weighs all words that may tell of an act, each as much as it is likely that the source acts in it and
    the target takes part. Where it sees none, an act of the source toward the target counts before one in which only
    one side is sure, and that before one whose cue merely stands on the way from one to the other in the parse.
    """
    return _weigh_signs(doc, source, target) or _find_cue(doc, source, target)


def _weigh_signs(doc: Document, source: Span | None, target: Span | None) -> EventType | None:
    first, second = (_head_of(doc, span) if span else None for span in (source, target))
    totals: dict[str, float] = {}
    for sign in doc.signs or ():
        weight = sign.strength * _takes_part(sign, first, acting=True) * _takes_part(sign, second, acting=False)
        for event_type, share in sign.between.items():
            totals[event_type] = totals.get(event_type, 0.0) + weight * share
    best = max(totals, key=lambda kind: totals[kind], default=None)
    return cast("EventType | None", "CONCEDE" if best == "YIELD" else best)


def _takes_part(sign: Sign, party: Token | None, *, acting: bool) -> float:
    """How likely a party acts in what a word tells of, or stands on any side of it; 1 where none is given."""
    if party is None:
        return 1.0
    found = next(((a, t) for i, a, t in sign.sides if i == party.index), (0.0, 0.0))
    return max(_UNSEEN, found[0] if acting else sum(found))


def _find_cue(doc: Document, source: Span | None, target: Span | None) -> EventType | None:
    way = _find_way(doc, source, target)
    found = [c for options in EventCoder(doc).list_options() for c in options]
    ranked = [(_fit(c, source, target) - _NEAR * _distance(doc, c.cue.index, way), c) for c in found]
    best = max(ranked, key=lambda pair: pair[0], default=None)
    return _name_type(best[1].verdict) if best else None


def _name_type(verdict: Verdict) -> EventType:
    """The type as pairs are labelled: a promise to yield is AGREE there, as in CAMEO, though CONCEDE in PLOVER."""
    return "AGREE" if verdict.cameo == _INTENT_TO_YIELD else verdict.event_type


def _fit(candidate: Candidate, source: Span | None, target: Span | None) -> float:
    """How well the sides fit the parties; between equals the frame that is more often right."""
    fit = candidate.confidence / 2
    if candidate.cue.frame.joint and not candidate.recipients:
        return fit + _touches(candidate.actors, source) + _touches(candidate.actors, target)
    return fit + _touches(candidate.actors, source) + _touches(candidate.recipients, target)


def _touches(side: Side, span: Span | None) -> int:
    return int(span is not None and any(p.span.overlaps(span) for p in side))


def _find_way(doc: Document, source: Span | None, target: Span | None) -> set[int]:
    """The words on the way from one party's head to the other's in the parse."""
    heads = [head for span in (source, target) if span and (head := _head_of(doc, span))]
    ways = [list(_climb(doc, head)) for head in heads]
    if len(ways) < 2:
        return set(ways[0]) if ways else set()
    one, other = ways
    shared = set(one) & set(other)
    meeting = next((i for i in one if i in shared), one[-1])
    return {i for i in (*one, *other) if i not in shared} | {meeting}


def _head_of(doc: Document, span: Span) -> Token | None:
    """The word of a span that hangs on a word outside of it."""
    inside = doc.tokens_in(span)
    outer = (t for t in inside if t.head == t.index or not span.contains(doc.tokens[t.head].span))
    return next(outer, None)


def _climb(doc: Document, token: Token) -> Iterator[int]:
    yield token.index
    while token.head != token.index:
        token = doc.tokens[token.head]
        yield token.index


def _distance(doc: Document, index: int, way: set[int]) -> int:
    """Steps up from a cue to the way between the parties; many where it does not lead there."""
    steps = (n for n, place in enumerate(_climb(doc, doc.tokens[index])) if place in way)
    return next(steps, 5)
