"""Quotations joined to the cues that attribute them, and to one another where a narrator or a paragraph splits them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from detente.coding.attribution import Attribution, read_label
from detente.coding.marks import Quotation
from detente.coding.places import OrderedSpans
from detente.model import Document, Span

_LEAST_WORDS = 3
_ALONE_WORDS = 7
_REACH_BACK = 120  # characters between a cue and the quotation behind it, at most
_REACH_ON = 60  # the same for a cue behind its quotation
_BESIDE = 15  # the same for a quotation of a word or two: '"Never," he said'
_PAUSE = 200  # characters of narration, at most, between two pieces of one quotation
_STOPS = (". ", "? ", "! ")
_GOVERNING = ("clause", "inserted", "open", "colon", "dash")


@dataclass
class Draft:
    """A quote in the making."""

    rule: str
    content: list[Span]
    attribution: Attribution | None
    quotations: list[Quotation] = field(default_factory=list)


class QuotationJoiner:
    """Gives each quotation of a document its cue."""

    def __init__(self, doc: Document, quotations: Sequence[Quotation], cues: Sequence[Attribution]) -> None:
        self.doc = doc
        self.quotations = quotations
        self.cues = sorted(cues, key=lambda cue: cue.cue)
        self._starts = [cue.cue.start for cue in self.cues]
        self._holders = self._find_holders()

    def join(self) -> list[Draft]:
        """What is quoted, piece by piece joined, with its cue where it has one; scare quotes and titles left out."""
        drafts: list[Draft] = []
        for place, quotation in enumerate(self.quotations):
            cue = self._find_cue(place)
            before = self.quotations[place - 1] if place else None
            if drafts and before is drafts[-1].quotations[-1] and self._goes_on(drafts[-1], quotation, cue):
                self._add_piece(drafts[-1], quotation, cue)
            elif cue is not None and self._is_speech(quotation, cue):
                drafts.append(Draft("direct", [self._trim(quotation)], cue, [quotation]))
            elif cue is None and (quotation.runs_on or self._stands_alone(quotation)):
                drafts.append(Draft("alone", [self._trim(quotation)], None, [quotation]))
        return self._fill_alone(drafts)

    def _find_holders(self) -> list[list[Attribution]]:
        """For each quotation the cues that hold it in what they say."""
        inners = OrderedSpans(q.inner for q in self.quotations)
        holders: list[list[Attribution]] = [[] for _ in self.quotations]
        for cue in self.cues:
            for place in sorted({place for span in cue.content for place in inners.touching(span)}):
                holders[place].append(cue)
        return holders

    def _find_cue(self, place: int) -> Attribution | None:
        """The cue that attributes a quotation: around it, else right behind it, else in front of it."""
        quotation = self.quotations[place]
        around = [cue for cue in self._holders[place] if cue.rule in _GOVERNING or self._is_long(quotation)]
        if around:
            outer = (a for a in around if not any(_reports(b, a) for b in around))
            return next(outer, around[-1])
        near = [(distance, cue.head, cue) for cue in self._list_near(place) if (distance := self._distance(place, cue))]
        return min(near)[2] if near else read_label(self.doc, quotation.outer)

    def _list_near(self, place: int) -> Iterator[Attribution]:
        """The cues between the quotations on both sides, as far as a reader would look."""
        outer = self.quotations[place].outer
        low = self.quotations[place - 1].outer.end if place else 0
        high = self.quotations[place + 1].outer.start if place + 1 < len(self.quotations) else len(self.doc.text)
        first = bisect_left(self._starts, max(low, outer.start - 2 * _REACH_BACK))
        last = bisect_left(self._starts, min(high, outer.end + 2 * _REACH_BACK))
        return (cue for cue in self.cues[first:last] if low <= cue.clause.start and cue.clause.end <= high)

    def _distance(self, place: int, cue: Attribution) -> int | None:
        """How far the cue stands from the quotation (never 0), None where it does not attribute it."""
        outer = self.quotations[place].outer
        if cue.clause.start >= outer.end:
            if self._is_closed(place):
                return None
            gap = self.doc.text[outer.end : cue.clause.start]
            return 1 + len(gap) if len(gap) <= _REACH_ON and not set(gap) & set(".\n;:") else None
        if cue.clause.end > outer.start or cue.rule == "inserted":
            return None
        gap = self.doc.text[cue.clause.end : outer.start]
        ends = any(stop in gap for stop in _STOPS) or ("\n" in gap and not gap.rstrip().endswith(":"))
        return _REACH_ON + len(gap) if len(gap) <= _REACH_BACK and not ends else None

    def _is_closed(self, place: int) -> bool:
        """Whether a full stop ends the quotation, so that what follows is about another."""
        inner = self.quotations[place].inner.words(self.doc.text).rstrip()
        return inner.endswith(".") and not inner.endswith("..")

    def _is_speech(self, quotation: Quotation, cue: Attribution) -> bool:
        """Whether what is quoted is more than a word picked up: three words, or a cue that governs no other words."""
        if self._is_long(quotation):
            return True
        outer = quotation.outer
        gap = max(cue.clause.start - outer.end, outer.start - cue.clause.end)
        return cue.rule in _GOVERNING and gap <= _BESIDE and self._is_whole(quotation)

    def _goes_on(self, draft: Draft, here: Quotation, cue: Attribution | None) -> bool:
        """Whether a quotation goes on with the piece before it: "Never," he said. "We refuse."."""
        last = draft.quotations[-1]
        if last.runs_on:
            return True
        between = self.doc.text[last.outer.end : here.outer.start]
        if "\n" in between or draft.attribution is None or len(between) > _PAUSE:
            return False
        return cue is draft.attribution if cue is not None else self._is_whole(here)

    def _add_piece(self, draft: Draft, quotation: Quotation, cue: Attribution | None) -> None:
        draft.quotations.append(quotation)
        draft.content.append(self._trim(quotation))
        if draft.attribution is None and cue is not None:
            draft.attribution, draft.rule = cue, "direct"

    def _is_long(self, quotation: Quotation) -> bool:
        return self._count_words(quotation) >= _LEAST_WORDS

    def _count_words(self, quotation: Quotation) -> int:
        return len(quotation.inner.words(self.doc.text).split())

    def _is_whole(self, quotation: Quotation) -> bool:
        """Whether it stands as a sentence of its own, not as words within the narrator's."""
        inner = quotation.inner.words(self.doc.text).strip()
        return len(inner) > 1 and not inner[0].islower() and inner[-1] in ".,!?…"

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether a paragraph is nothing but the quotation."""
        text, outer = self.doc.text, quotation.outer
        before = text[max(0, outer.start - _REACH_ON) : outer.start].rsplit("\n", 1)[-1]
        after = text[outer.end : outer.end + _REACH_ON].split("\n", 1)[0]
        return not (before + after).strip(' .,"“”') and self._count_words(quotation) >= _ALONE_WORDS

    def _fill_alone(self, drafts: list[Draft]) -> list[Draft]:
        """A paragraph of mere quotation has the speaker of the quotation just before it."""
        for last, draft in pairwise(drafts):
            if draft.attribution is None and last.attribution is not None:
                gap = self.doc.text[last.content[-1].end : draft.content[0].start]
                if len(gap) < 2 * _PAUSE and gap.strip().count("\n\n") <= 1:
                    draft.attribution = last.attribution
        return drafts

    def _trim(self, quotation: Quotation) -> Span:
        """The words without blanks and without the comma that belongs to the narrator."""
        text, start, end = self.doc.text, quotation.inner.start, quotation.inner.end
        while end > start + 1 and text[end - 1] in " ,":
            end -= 1
        while start < end - 1 and text[start] == " ":
            start += 1
        return Span(start, end)


def _reports(one: Attribution, other: Attribution) -> bool:
    """Whether a cue stands in what the other attributes: "believed" in "she said he believed"."""
    return any(span.contains(other.cue) for span in one.content) and not any(
        span.contains(one.cue) for span in other.content
    )
