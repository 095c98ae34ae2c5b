"""The country of any given stretch of text."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from detente.model import Document, Mention, Span
from detente.read.phrases import head_of


def resolve_spans(doc: Document, spans: Sequence[Span]) -> tuple[str | None, ...]:
    """For each span the code of the country or body of what it names, None where the text names none at all.

    The document's mentions must be there already. Where a span names several ("North and South Korea") and is given
    as often, each is told once, in the order of their codes. A person or body without a known country takes the one
    whose people the text names most; a happening ("the summit") takes the state that it names most.
    """
    home, topic = _find_sides(doc)
    asked: Counter[Span] = Counter()
    found: list[str | None] = []
    for span in spans:
        mention = find_mention(doc, span)
        codes = sorted(_codes_of(mention)) if mention else []
        if codes:
            found.append(codes[asked[span] % len(codes)])
        else:
            found.append(home if mention or _is_name(doc, span) else topic)
        asked[span] += 1
    return tuple(found)


def find_mention(doc: Document, span: Span) -> Mention | None:
    """The mention that a span of text is or holds: the one at the head of its words, else the longest within."""
    head = _head_in(doc, span)
    if head is None:
        return None
    at_head = doc.mention_by_head.get(head)
    if at_head and (at_head.code or at_head.members or at_head.sector != "UNK"):
        return at_head
    inside = [m for m in doc.mentions if span.contains(doc.tokens[m.head].span)]
    known = [m for m in inside if m.code or m.members] or inside
    return max(known, key=lambda m: len(m.span), default=at_head)


def _head_in(doc: Document, span: Span) -> int | None:
    start = bisect_right(doc.tokens, span.start, key=lambda t: t.span.end)
    end = bisect_left(doc.tokens, span.end, key=lambda t: t.span.start)
    return head_of(doc, start, end) if start < end else None


def _is_name(doc: Document, span: Span) -> bool:
    head = _head_in(doc, span)
    return head is not None and doc.tokens[head].upos == "PROPN"


def _codes_of(mention: Mention) -> tuple[str, ...]:
    return (mention.code,) if mention.code else mention.members


def _find_sides(doc: Document) -> tuple[str | None, str | None]:
    """The country whose people the text names most, and the one that it names most as a state."""
    people = Counter(m.code for m in doc.mentions if m.code and m.actor_id and m.code != m.actor_id)
    states = Counter(m.code for m in doc.mentions if m.code and m.code == m.actor_id)
    home, topic = (next((code for code, _ in counts.most_common(1)), None) for counts in (people, states))
    return home or topic, topic or home
