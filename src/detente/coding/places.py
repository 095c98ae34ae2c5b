"""Stretches of a text in order: which of them touch another stretch."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from detente.model import Span


class OrderedSpans:
    """Spans in order and without overlap, found again without going through all of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans: Sequence[Span] = tuple(spans)
        self._starts = [span.start for span in self.spans]
        self._ends = [span.end for span in self.spans]

    def touching(self, span: Span) -> range:
        """The places in the order of those that share a character with a span."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def hold(self, span: Span) -> bool:
        """Whether one of them holds the span whole."""
        return any(self.spans[place].contains(span) for place in self.touching(span))
