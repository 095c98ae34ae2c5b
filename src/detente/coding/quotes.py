"""Document to quotes: quotation marks as hard evidence, the grammar of attribution for the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.coding.attribution import Attribution, AttributionReader
from detente.coding.days import DayReader
from detente.coding.grammar import Grammar
from detente.coding.marks import Quotation, find_quotations
from detente.model import Document, Evidence, Mention, Period, Quote, QuoteType, Span, cover_spans
from detente.reference.speech import load_speech

_LEAST_WORDS = 3
_REACH = 60  # characters between a quotation and its cue, at most, besides the speaker's own name


@dataclass
class _Draft:
    """A quote in the making."""

    rule: str
    content: list[Span]
    attribution: Attribution | None
    quotations: list[Quotation] = field(default_factory=list)


def code_quotes(doc: Document) -> tuple[Quote, ...]:
    """All speech that the document reports, in order of the text; none from captions or furniture."""
    return _QuoteReader(doc).read()


class _QuoteReader:
    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.words = load_speech()
        self.grammar = Grammar(doc)
        self.days = DayReader(doc, self.grammar)
        self.attributions = AttributionReader(doc, self.grammar, self.words)
        self.speaking = [s.span for s in doc.article.sections if s.kind in ("headline", "body")]

    def read(self) -> tuple[Quote, ...]:
        quotations = [q for q in find_quotations(self.doc.text) if self._is_speech_place(q.outer)]
        cues = [a for a in self.attributions.read() if self._is_speech_place(a.cue)]
        outside = [a for a in cues if not any(q.inner.contains(a.cue) for q in quotations)]
        drafts = self._join_direct(quotations, outside)
        drafts += self._join_indirect(drafts, outside, quotations)
        return tuple(self._finish(draft) for draft in sorted(drafts, key=lambda d: d.content[0].start))

    def _is_speech_place(self, span: Span) -> bool:
        return any(section.overlaps(span) for section in self.speaking)

    def _join_direct(self, quotations: Sequence[Quotation], cues: Sequence[Attribution]) -> list[_Draft]:
        """Quotations with their cues; the pieces that a narrator or a paragraph splits come together."""
        drafts: list[_Draft] = []
        for number, quotation in enumerate(quotations):
            before = quotations[number - 1] if number else None
            after = quotations[number + 1] if number + 1 < len(quotations) else None
            cue = self._find_cue(quotation, before, after, cues)
            last = drafts[-1] if drafts else None
            if last and before and before in last.quotations and self._goes_on(before, quotation, cue, last):
                last.quotations.append(quotation)
                last.content.append(self._content_of(quotation))
                last.attribution = last.attribution or cue
            elif cue is not None and (self._count_words(quotation.inner) >= _LEAST_WORDS or cue.rule != "embedded"):
                drafts.append(_Draft("direct", [self._content_of(quotation)], cue, [quotation]))
            elif quotation.runs_on or self._stands_alone(quotation):
                drafts.append(_Draft("alone", [self._content_of(quotation)], None, [quotation]))
        return self._fill_alone([d for d in drafts if self._count_words(*d.content) >= _LEAST_WORDS])

    def _goes_on(self, before: Quotation, here: Quotation, cue: Attribution | None, last: _Draft) -> bool:
        """Whether a quotation goes on with the one before it: "Never," he said. "We refuse."."""
        between = self.doc.text[before.outer.end : here.outer.start]
        if before.runs_on:
            return True
        if "\n" in between or last.attribution is None or len(between) > 200:
            return False
        if cue is None:
            return self._is_whole(here)
        return cue is last.attribution

    def _is_whole(self, quotation: Quotation) -> bool:
        """Whether it stands as a sentence of its own, not as words within the narrator's."""
        inner = quotation.inner.words(self.doc.text).strip()
        return len(inner) > 1 and inner[0].isupper() and inner[-1] in ".,!?…"

    def _find_cue(
        self, quotation: Quotation, before: Quotation | None, after: Quotation | None, cues: Sequence[Attribution]
    ) -> Attribution | None:
        """The cue that attributes a quotation: right behind it, else in front of it, else around it."""
        near = [(self._distance(quotation, cue, before, after), cue) for cue in cues]
        fitting = [(distance, n, cue) for n, (distance, cue) in enumerate(near) if distance is not None]
        return min(fitting)[2] if fitting else None

    def _distance(
        self, quotation: Quotation, cue: Attribution, before: Quotation | None, after: Quotation | None
    ) -> int | None:
        """How far the cue stands from the quotation, None where it does not attribute it."""
        outer, clause = quotation.outer, cue.clause
        if any(span.overlaps(quotation.inner) for span in cue.content):
            return (
                0 if cue.rule not in ("nominal", "noun") or self._count_words(quotation.inner) >= _LEAST_WORDS else None
            )
        if clause.start >= outer.end and (after is None or clause.start < after.outer.start):
            gap = self.doc.text[outer.end : clause.start]
            return 1 + len(gap) if "\n" not in gap and "." not in gap.strip(" .") and len(gap) <= _REACH else None
        if clause.end <= outer.start and (
            before is None or clause.end > before.outer.end or clause.start > before.outer.start
        ):
            gap = self.doc.text[clause.end : outer.start]
            ends = ". " in gap or "\n" in gap
            if before is not None and before.outer.start >= clause.end:
                return None
            return 40 + len(gap) if not ends and len(gap) <= 2 * _REACH and cue.rule != "inserted" else None
        return None

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether a paragraph is nothing but the quotation."""
        text, outer = self.doc.text, quotation.outer
        start = text.rfind("\n", 0, outer.start) + 1
        end = text.find("\n", outer.end)
        rest = text[start : outer.start] + text[outer.end : end if end >= 0 else len(text)]
        return not rest.strip(' .,"“”') and self._count_words(quotation.inner) > 6

    def _fill_alone(self, drafts: list[_Draft]) -> list[_Draft]:
        """A paragraph of mere quotation has the speaker of the attribution just before it."""
        for last, draft in zip(drafts, drafts[1:], strict=False):
            if draft.attribution is None and last.attribution is not None:
                gap = self.doc.text[last.content[-1].end : draft.content[0].start]
                if gap.strip().count("\n\n") <= 1 and len(gap) < 400:
                    draft.attribution = last.attribution
        return drafts

    def _content_of(self, quotation: Quotation) -> Span:
        text, start, end = self.doc.text, quotation.inner.start, quotation.inner.end
        while end > start and text[end - 1] in " ,":
            end -= 1
        while start < end and text[start] == " ":
            start += 1
        return Span(start, end)

    def _join_indirect(
        self, drafts: Sequence[_Draft], cues: Iterable[Attribution], quotations: Sequence[Quotation]
    ) -> list[_Draft]:
        """Attributions with a clause of their own; where quotations stand in the clause the two become one, mixed."""
        taken = {id(d.attribution): d for d in drafts if d.attribution is not None and d.rule == "direct"}
        found = []
        for cue in cues:
            if not cue.content or cue.rule == "open":
                continue
            draft = taken.get(id(cue))
            if draft is None:
                found.append(_Draft(cue.rule, list(cue.content), cue))
            else:
                self._widen(draft, cue)
        return [d for d in found if self._count_words(*d.content) >= 2]

    def _widen(self, draft: _Draft, cue: Attribution) -> None:
        """Join the clause in the reporter's words to the quotations that stand in it."""
        inside = [q for q in draft.quotations if any(span.overlaps(q.inner) for span in cue.content)]
        unquoted = [self._strip_marks(s) for span in cue.content for s in self._cut(span, [q.outer for q in inside])]
        if not inside or self._count_words(*filter(None, unquoted)) < 2:
            return
        later = [span for span in draft.content if not any(s.overlaps(span) for s in cue.content)]
        joined = cover_spans([*cue.content, *(q.inner for q in inside)]) if len(cue.content) == 1 else None
        draft.content = sorted([*([joined] if joined else cue.content), *later])
        draft.rule = f"mixed-{cue.rule}"

    def _strip_marks(self, span: Span) -> Span | None:
        words = span.words(self.doc.text)
        return span if any(c.isalnum() for c in words) else None

    def _cut(self, span: Span, holes: Iterable[Span]) -> Iterator[Span]:
        start = span.start
        for hole in sorted(holes):
            if start < hole.start:
                yield Span(start, min(hole.start, span.end)) if start < span.end else Span(start, start)
            start = max(start, hole.end)
        if start < span.end:
            yield Span(start, span.end)

    def _count_words(self, *spans: Span) -> int:
        return sum(len(span.words(self.doc.text).split()) for span in spans)

    def _finish(self, draft: _Draft) -> Quote:
        cue = draft.attribution
        source = cue.source if cue else None
        speaker = self.attributions.source_span(source) if source is not None else None
        mention = self._find_mention(source, speaker)
        name = mention.name if mention else self._own_name(speaker, source)
        return Quote(
            quote_type=self._type_of(draft),
            content=tuple(draft.content),
            speaker=speaker,
            speaker_id=mention.actor_id if mention else None,
            speaker_name=name,
            speaker_code=mention.code if mention else None,
            addressee_code=self._find_addressee(cue),
            day=self._find_day(cue),
            evidence=self._make_evidence(draft, speaker),
            about=self._find_about(draft.content),
        )

    def _type_of(self, draft: _Draft) -> QuoteType:
        if draft.rule.startswith("mixed"):
            return "mixed"
        if not draft.quotations:
            return "indirect"
        first = draft.quotations[0].inner.words(self.doc.text).strip()
        starts_small = (
            first[:1].islower() and draft.attribution is not None and draft.attribution.cue.end < draft.content[0].start
        )
        return "mixed" if starts_small else "direct"

    def _find_mention(self, source: int | None, speaker: Span | None) -> Mention | None:
        """Who speaks: the mention at the head of the words, else the longest that they hold."""
        if source is None or speaker is None:
            return None
        if found := self.doc.mention_by_head.get(source):
            return found
        inside = [m for m in self.doc.mentions if speaker.contains(m.span)]
        return max(inside, key=lambda m: len(m.span), default=None)

    def _own_name(self, speaker: Span | None, source: int | None) -> str | None:
        """The words themselves, where they are more than a pronoun."""
        if speaker is None or source is None or self.doc.tokens[source].upos == "PRON":
            return None
        return speaker.words(self.doc.text)

    def _find_addressee(self, cue: Attribution | None) -> str | None:
        if cue is None:
            return None
        told = self.doc.children_of(self.doc.tokens[cue.head], "iobj", "obj")
        found = [self.doc.mention_by_head[t.index] for t in told if t.index in self.doc.mention_by_head]
        return found[0].code if found and found[0].sector != "MED" else None

    def _find_day(self, cue: Attribution | None) -> Period | None:
        return self.days.read(cue.head) if cue else None

    def _find_about(self, content: Sequence[Span]) -> tuple[str, ...]:
        named = [m for m in self.doc.mentions if any(span.contains(m.span) for span in content)]
        codes = {code for m in named for code in (m.members or (m.code,)) if code is not None}
        return tuple(sorted(codes))

    def _make_evidence(self, draft: _Draft, speaker: Span | None) -> Evidence:
        cue = draft.attribution
        near = draft.rule != "alone" and cue is not None
        parts = [*draft.content, *([cue.cue] if near and cue else []), *([speaker] if near and speaker else [])]
        sentences = [s.span for s in self.doc.sentences if any(s.span.overlaps(p) for p in parts)]
        made_by = f"quotes/{draft.rule}" if cue is None or draft.rule != "direct" else f"quotes/direct-{cue.rule}"
        confidence = self.words.confidence.get(made_by.removeprefix("quotes/"), self.words.confidence["other"])
        return Evidence(
            self.doc.article.article_id,
            cover_spans([*sentences, *parts]),
            cue.cue if near and cue else None,
            made_by,
            confidence,
        )
