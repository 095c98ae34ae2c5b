"""Quotation marks: which stretches of a text stand between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.model import Span

# A line that goes on in small letters belongs to the paragraph of the line above it.
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?=[a-z])[^\n]+)*")
_DOUBLE = re.compile(r"[\"“”„«»]|``|''")
# An apostrophe opens before a word and closes behind one: neither in "don't" nor in "the '90s".
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[^\s\d’'])|(?<=[^\s’'])[’'](?![\w’'])")
_OPENERS, _CLOSERS = frozenset("“„«‘") | {"``"}, frozenset("”»’")
_POSSESSIVE = re.compile(r"(?<=s)[’'] [a-z]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks.

    Attributes:
        inner: the words, without the marks.
        outer: the words with their marks.
        runs_on: whether the next paragraph opens with a mark without this one having been closed.
    """

    inner: Span
    outer: Span
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark, and whether it can stand at the start or at the end of a quotation."""

    span: Span
    opens: bool
    closes: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The stretches between quotation marks, in order and without overlap.

    Straight and curly marks, guillemets and doubled accents count. Single marks count where they are the text's usual
    ones, and in a paragraph without others. A paragraph that opens with a mark goes on with the quotation that the
    paragraph before it left open; a mark that nothing else closes ends with its paragraph.
    """
    doubles = _list_marks(text, _DOUBLE)
    singles = [mark for mark in _list_marks(text, _SINGLE) if not _POSSESSIVE.match(text, mark.span.start)]
    if _count_ends(text, singles) > len(doubles) / 2:
        doubles, singles = singles, doubles
    found: list[Quotation] = []
    main, other = _Cursor(doubles), _Cursor(singles)
    paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]
    for place, paragraph in enumerate(paragraphs):
        usual, rest = main.take_until(paragraph.end), other.take_until(paragraph.end)
        following = paragraphs[place + 1].start if place + 1 < len(paragraphs) else len(text)
        found.extend(_pair_marks(text, usual or rest, paragraph, _opens_at(text, following)))
    return tuple(found)


class _Cursor:
    """Hands out marks in order, each once."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self.marks = marks
        self.place = 0

    def take_until(self, end: int) -> Sequence[_Mark]:
        """The marks not yet taken that stand before an offset."""
        start = self.place
        while self.place < len(self.marks) and self.marks[self.place].span.start < end:
            self.place += 1
        return self.marks[start : self.place]


def _list_marks(text: str, pattern: re.Pattern[str]) -> list[_Mark]:
    return [_read_mark(text, match) for match in pattern.finditer(text)]


def _read_mark(text: str, match: re.Match[str]) -> _Mark:
    """What a mark can do: by its form, or for straight ones by the blanks around it."""
    span, form = Span(*match.span()), match.group()
    if form in _OPENERS or form in _CLOSERS:
        return _Mark(span, form in _OPENERS, form in _CLOSERS)
    blank_before = span.start == 0 or text[span.start - 1].isspace()
    blank_after = span.end == len(text) or text[span.end].isspace()
    if blank_before == blank_after:
        inside = not blank_before and text[span.start - 1] not in "([—–-"
        return _Mark(span, not inside or text[span.end].isupper(), True)
    return _Mark(span, blank_before, blank_after)


def _count_ends(text: str, singles: Sequence[_Mark]) -> int:
    """How many single marks close what a comma or a stop ends, which no apostrophe does."""
    return sum(mark.closes and text[mark.span.start - 1 : mark.span.start] in set(",.!?…") for mark in singles)


def _opens_at(text: str, offset: int) -> bool:
    return text.startswith(('"', "“", "«", "``", "‘"), offset)


def _pair_marks(text: str, marks: Sequence[_Mark], paragraph: Span, next_opens: bool) -> Iterator[Quotation]:
    """The quotations of one paragraph."""
    opened: _Mark | None = None
    inside = 0
    for place, mark in enumerate(marks):
        if opened is not None and inside == 0 and mark.closes:
            yield from _join_marks(opened.span, mark.span)
            opened = None
        elif inside and mark.closes:
            inside -= 1
        elif mark.opens and opened is not None and _is_nested(marks, place):
            inside += 1
        elif mark.opens:
            opened, inside = mark, 0
    if opened is not None and (next_opens or _may_stay_open(text, opened, paragraph)):
        yield from _join_marks(opened.span, Span(paragraph.end, paragraph.end), runs_on=next_opens)


def _join_marks(first: Span, last: Span, *, runs_on: bool = False) -> Iterator[Quotation]:
    if first.end < last.start:
        yield Quotation(Span(first.end, last.start), Span(first.start, last.end), runs_on)


def _is_nested(marks: Sequence[_Mark], place: int) -> bool:
    """Whether a mark that opens within a quotation is closed before it: two that only close follow each other."""
    behind = marks[place + 1 : place + 3]
    return len(behind) == 2 and all(mark.closes and not mark.opens for mark in behind)


def _may_stay_open(text: str, mark: _Mark, paragraph: Span) -> bool:
    """Whether a quotation begins at a mark that nothing closes: at the start of a paragraph or behind a colon."""
    before = text[paragraph.start : mark.span.start].rstrip()
    return not before or before[-1] in ":,"
