"""Quotation marks: which stretches of a text stand between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[\"“”„«»]|``|''|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
_OPENS, _CLOSES, _SINGLE = frozenset(["“", "„", "«", "``"]), frozenset(["”", "»", "''"]), frozenset("‘’'")


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


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The stretches between quotation marks, in order; a mark that nothing closes ends with its paragraph.

    Straight and curly marks, guillemets and doubled accents count; single marks only where a text has no others. A
    paragraph that opens with a mark goes on with the quotation that the paragraph before it left open.
    """
    doubles = [m for m in _MARK.finditer(text) if m.group() not in _SINGLE]
    marks = doubles or [m for m in _MARK.finditer(text) if m.group() in _SINGLE]
    found: list[Quotation] = []
    place = 0
    paragraphs = list(_PARAGRAPH.finditer(text))
    for number, paragraph in enumerate(paragraphs):
        here = []
        while place < len(marks) and marks[place].start() < paragraph.end():
            here.append(marks[place])
            place += 1
        following = text[paragraph.end() :][:3].lstrip() if number + 1 < len(paragraphs) else ""
        found.extend(_pair_marks(text, here, paragraph.end(), bool(following) and following[0] in '"“«`'))
    return tuple(found)


def _pair_marks(text: str, marks: list[re.Match[str]], end: int, next_opens: bool) -> Iterator[Quotation]:
    """The quotations of one paragraph."""
    opened: re.Match[str] | None = None
    for mark in marks:
        if opened is None:
            opened = mark if _may_open(text, mark) else None
        elif _may_close(text, mark):
            yield Quotation(Span(opened.end(), mark.start()), Span(opened.start(), mark.end()))
            opened = None
    if opened is not None and opened.end() < end:
        yield Quotation(Span(opened.end(), end), Span(opened.start(), end), runs_on=next_opens)


def _may_open(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in _OPENS or mark.group() == "‘":
        return True
    if mark.group() in _CLOSES or mark.group() == "’":
        return False
    after = text[mark.end() : mark.end() + 1]
    return bool(after) and not after.isspace()


def _may_close(text: str, mark: re.Match[str]) -> bool:
    if mark.group() in _CLOSES or mark.group() == "’":
        return True
    if mark.group() in _OPENS or mark.group() == "‘":
        return False
    before = text[mark.start() - 1 : mark.start()]
    return bool(before) and not before.isspace()
