"""Text cut where its marks begin and end, so that marks may lie within or across one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from detente.model import Span

Role = Literal["quote", "tie", "actor", "recipient", "speaker", "when", "cue"]
INNERMOST: tuple[Role, ...] = ("cue", "when", "actor", "recipient", "speaker", "tie", "quote")


@dataclass(frozen=True, slots=True)
class TextMark:
    """Words of a text that belong to a record, and what part they play in it."""

    span: Span
    role: Role
    record_id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the same marks throughout.

    Attributes:
        marks: all that cover it, the innermost first.
    """

    span: Span
    words: str
    marks: tuple[TextMark, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        """The parts that its words play, each once, the innermost first."""
        return tuple(dict.fromkeys(mark.role for mark in self.marks))


def cut_text(text: str, span: Span, marks: Iterable[TextMark]) -> list[Piece]:
    """The words of a span in pieces, at whose borders marks begin or end.

    Args:
        text: that the span and the marks count characters of.
        span: the stretch to cut.
        marks: those beside the span are left out, those that reach beyond it are cut.
    """
    here = [mark for mark in marks if len(mark.span) and mark.span.overlaps(span)]
    edges = {span.start, span.end}
    for mark in here:
        edges |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    ordered = sorted(edges)
    return [_make_piece(text, Span(start, end), here) for start, end in pairwise(ordered) if start < end]


def _make_piece(text: str, span: Span, marks: Sequence[TextMark]) -> Piece:
    over = (mark for mark in marks if mark.span.contains(span))
    inner_first = sorted(over, key=lambda mark: (INNERMOST.index(mark.role), len(mark.span), mark.span, mark.record_id))
    return Piece(span, span.words(text), tuple(inner_first))
