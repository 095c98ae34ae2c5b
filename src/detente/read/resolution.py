"""The country of any given stretch of text."""

from collections import Counter
from collections.abc import Sequence

from detente.model import Document, Mention, Span
from detente.read.phrases import head_of


def resolve_spans(doc: Document, spans: Sequence[Span]) -> tuple[str | None, ...]:
    """For each span the code of the country or body of what it names, None where that cannot be told.

    The document's mentions must be there already. A span that holds no actor at its head takes the country of the
    actor that its words name, else that of the actor whose act they describe.
    """
    return tuple(_resolve_span(doc, span) for span in spans)


def find_mention(doc: Document, span: Span) -> Mention | None:
    """The mention that a span of text is or holds: the one at the head of its words, else the longest within."""
    tokens = [t for t in doc.tokens if t.span.overlaps(span)]
    if not tokens:
        return None
    at_head = doc.mention_by_head.get(head_of(doc, tokens[0].index, tokens[-1].index + 1))
    if at_head and (at_head.code or at_head.members or at_head.sector != "UNK"):
        return at_head
    inside = [m for m in doc.mentions if span.contains(doc.tokens[m.head].span)]
    known = [m for m in inside if m.code or m.members] or inside
    return max(known, key=lambda m: len(m.span), default=at_head)


def _resolve_span(doc: Document, span: Span) -> str | None:
    mention = find_mention(doc, span)
    code = _code_of(mention) if mention else None
    return code or _code_around(doc, span)


def _code_of(mention: Mention) -> str | None:
    return mention.code or (mention.members[0] if mention.members else None)


def _code_around(doc: Document, span: Span) -> str | None:
    """The country that the words around are about: of their sentence if it is one, else of most of the text."""
    counts = Counter(code for m in doc.mentions if (code := _code_of(m)))
    return counts.most_common(1)[0][0] if counts else None
