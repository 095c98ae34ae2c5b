"""Document to quotes: quotation marks as hard evidence, the grammar of attribution for the rest."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from detente.coding.attribution import Attribution, AttributionReader
from detente.coding.days import DayReader
from detente.coding.evidence import log_odds, share_of_odds
from detente.coding.grammar import Grammar
from detente.coding.hearing import Heard
from detente.coding.marks import find_quotations
from detente.coding.places import OrderedSpans
from detente.coding.quotations import Draft, QuotationJoiner
from detente.coding.selves import SelfFinder
from detente.coding.speakers import Speaker, find_speakers
from detente.coding.turns import Turn, find_turns
from detente.model import Document, Evidence, Mention, Quote, QuoteType, Span, cover_spans
from detente.reference.speech import load_speech

_LEAST_WORDS = 2  # in the reporter's own words
_SURE = ("clause", "according", "inserted")
_MARKER = re.compile(r"\b(?:that|whether|how|why)\b(?=[^.]*$)|\bto\b(?=[^.,:]*$)")


def code_quotes(doc: Document) -> tuple[Quote, ...]:
    """All speech that the document reports, in order of the text; none from captions or furniture."""
    grammar = Grammar(doc)
    speaking = OrderedSpans(s.span for s in doc.article.sections if s.kind in ("headline", "body"))
    quotations = [q for q in find_quotations(doc.text) if speaking.touching(q.outer)]
    outside = OrderedSpans(q.inner for q in quotations)
    cues = [a for a in AttributionReader(doc, grammar, load_speech()).read() if speaking.touching(a.cue)]
    cues = [a for a in cues if not outside.hold(a.cue)]
    drafts = QuotationJoiner(doc, quotations, cues).join()
    drafts += _leave_out_nested(_join_indirect(doc, drafts, cues, outside))
    writer = _QuoteWriter(doc, grammar)
    turns = [turn for turn in find_turns(doc) if speaking.touching(turn.label) and turn.content]
    spoken = OrderedSpans(span for turn in turns for span in turn.content)
    quotes = [quote for d in drafts if not spoken.touching(d.content[0]) for quote in writer.write(d)]
    quotes += map(writer.write_turn, turns)
    return tuple(sorted(quotes, key=lambda quote: quote.content[0]))


def _join_indirect(
    doc: Document, drafts: Iterable[Draft], cues: Iterable[Attribution], quoted: OrderedSpans
) -> list[Draft]:
    """Attributions with a clause of their own; where quotations stand in the clause the two become one, mixed."""
    taken = {id(d.attribution): d for d in drafts if d.attribution is not None and d.rule == "direct"}
    direct = OrderedSpans(quotation.outer for draft in drafts for quotation in draft.quotations)
    found = []
    for cue in cues:
        if draft := taken.get(id(cue)):
            _widen(doc, draft, cue)
        elif _count_words(doc, _leave_out_quoted(cue.content, direct)) >= _LEAST_WORDS:
            rule = f"mixed-{cue.rule}" if any(quoted.touching(span) for span in cue.content) else cue.rule
            found.append(Draft(rule, list(cue.content), cue))
    return found


def _leave_out_nested(drafts: Sequence[Draft]) -> list[Draft]:
    """Without what a speaker says of other speakers and of what they want: that is part of the speaker's own words."""
    sure = [d.content[0] for d in drafts if d.rule.removeprefix("mixed-") in _SURE]
    merged = OrderedSpans(_merge(sorted(sure)))
    return [d for d in drafts if d.attribution is None or not merged.hold(d.attribution.cue)]


def _merge(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order as stretches without overlap."""
    last: Span | None = None
    for span in spans:
        if last is not None and span.start < last.end:
            last = cover_spans([last, span])
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _widen(doc: Document, draft: Draft, cue: Attribution) -> None:
    """Join the words of the reporter to the quotations that go on with them."""
    whole = _cover_clause(doc, draft, cue) or _cover_from_marker(doc, draft, cue)
    if whole:
        later = [span for span in draft.content if not any(s.overlaps(span) for s in whole)]
        draft.content = sorted([*whole, *later])
        draft.rule = f"mixed-{cue.rule}"


def _cover_clause(doc: Document, draft: Draft, cue: Attribution) -> list[Span]:
    """What the cue governs with the quotations in it; nothing where that is quoted whole, or the cue follows it."""
    inside = [q for q in draft.quotations if any(span.overlaps(q.inner) for span in cue.content)]
    unquoted = [part for span in cue.content for part in _cut(span, [q.outer for q in inside])]
    if not inside or _count_words(doc, unquoted) < _LEAST_WORDS or any(s.overlaps(cue.cue) for s in cue.content):
        return []
    if len(cue.content) > 1:
        return list(cue.content)
    return [cover_spans([*cue.content, *(q.inner for q in inside)])]


def _cover_from_marker(doc: Document, draft: Draft, cue: Attribution) -> list[Span]:
    """From "that" or "to" behind the cue to the end of the quotation: 'He told them that the deal "is dead"'."""
    first = draft.quotations[0]
    if cue.clause.end > first.outer.start:
        return []
    match = _MARKER.search(doc.text, cue.clause.end, first.outer.start)
    return [Span(match.start(), first.inner.end)] if match else []


def _leave_out_quoted(content: Sequence[Span], quoted: OrderedSpans) -> list[Span]:
    """What of a content stands outside the quotations of other records."""
    return [part for span in content for part in _cut(span, [quoted.spans[i] for i in quoted.touching(span)])]


def _cut(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """What of a stretch stands outside others."""
    start = span.start
    for hole in holes:
        if start < hole.start <= span.end:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def _count_words(doc: Document, spans: Iterable[Span]) -> int:
    words = (word for span in spans for word in span.words(doc.text).split())
    return sum(any(c.isalnum() for c in word) for word in words)


class _QuoteWriter:
    """Makes records of drafts: who speaks, to whom, when, about whom, and the evidence."""

    def __init__(self, doc: Document, grammar: Grammar) -> None:
        self.doc = doc
        self.days = DayReader(doc, grammar)
        self.confidence = load_speech().confidence
        self.selves = SelfFinder(doc)
        self.sentences = OrderedSpans(s.span for s in doc.sentences)
        self.mentions = sorted(doc.mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self.mentions]

    def write(self, draft: Draft) -> Iterator[Quote]:
        """A record for each who speaks; one without a speaker where none is named."""
        cue = draft.attribution
        speakers: tuple[Speaker | None, ...] = (None,)
        if cue and cue.source is not None and cue.speaker is not None:
            speakers = find_speakers(self.doc, cue.source, cue.speaker)
        about = self._find_about(draft, [s for s in speakers if s])
        for speaker in speakers:
            yield Quote(
                quote_type=_type_of(self.doc, draft),
                content=tuple(draft.content),
                speaker=speaker.span if speaker else None,
                speaker_id=speaker.actor_id if speaker else None,
                speaker_name=speaker.name if speaker else None,
                speaker_code=speaker.code if speaker else None,
                addressee_code=self._find_addressee(cue) if cue else None,
                day=self.days.read(cue.head) if cue else None,
                evidence=self._make_evidence(draft, speaker.span if speaker else None),
                about=about,
            )

    def _find_addressee(self, cue: Attribution) -> str | None:
        """Whom the speaker told, reporters left out."""
        told = self.doc.children_of(self.doc.tokens[cue.head], "iobj", "obj")
        found = [self.doc.mention_by_head[t.index] for t in told if t.index in self.doc.mention_by_head]
        return found[0].code if found and found[0].sector != "MED" else None

    def _find_about(self, draft: Draft, speakers: Sequence[Speaker]) -> tuple[str, ...]:
        """The countries and bodies named, and the speakers' own where they say "we"."""
        named = [m for span in draft.content for m in self._list_mentions(span)]
        if draft.quotations and speakers:
            named += self.selves.find(draft.content, speakers, draft.attribution.cue if draft.attribution else None)
        return _list_codes(named)

    def _list_mentions(self, span: Span) -> Iterator[Mention]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return (m for m in self.mentions[first:last] if span.contains(m.span))

    def _make_evidence(self, draft: Draft, speaker: Span | None) -> Evidence:
        cue = draft.attribution if draft.rule != "alone" else None
        parts = [*draft.content, *([cue.cue] if cue else []), *([speaker] if cue and speaker else [])]
        whole = cover_spans(parts)
        around = [self.sentences.spans[place] for place in self.sentences.touching(whole)]
        rule = f"direct-{cue.rule}" if cue and draft.rule == "direct" else draft.rule
        return Evidence(
            self.doc.article.article_id,
            cover_spans([*around, whole]),
            cue.cue if cue else None,
            _name_maker(rule, cue.heard if cue else None),
            self._weigh(draft, rule, cue.heard if cue else None),
            self.days.find_words(draft.attribution.head) if draft.attribution else None,
        )

    def _weigh(self, draft: Draft, rule: str, heard: Heard | None) -> float:
        """How sure the quote is: as often as its rule is right, or as the network is."""
        if heard is None:
            return self.confidence.get(rule, self.confidence["other"])
        weights = load_speech().weights
        evidence = describe_quote(_type_of(self.doc, draft), heard)
        return share_of_odds(weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items()))

    def write_turn(self, turn: Turn) -> Quote:
        """A record of what one who has the floor says."""
        whole = cover_spans([turn.label, *turn.content])
        named = [m for span in turn.content for m in self._list_mentions(span)]
        named += self.selves.find(turn.content, [turn.speaker], turn.label)
        confidence = self.confidence["turn"]
        return Quote(
            quote_type="direct",
            content=turn.content,
            speaker=turn.label,
            speaker_id=turn.speaker.actor_id,
            speaker_name=turn.speaker.name,
            speaker_code=turn.speaker.code,
            addressee_code=None,
            day=None,
            evidence=Evidence(self.doc.article.article_id, whole, turn.label, "quotes/turn", confidence),
            about=_list_codes(named),
        )


def describe_quote(quote_type: QuoteType, heard: Heard) -> dict[str, float]:
    """The evidence that content and speaker of a quote are right: what it is, and what the network makes of its cue."""
    return {
        "network": log_odds(heard.strength),
        "clarity": log_odds(heard.clarity),
        quote_type: 1.0,
    }


def _name_maker(rule: str, heard: Heard | None) -> str:
    if heard is None:
        return f"quotes/{rule}"
    return (
        f"quotes/{rule} {heard.strength:.2f}" if "network" in rule else f"quotes/{rule} + network {heard.strength:.2f}"
    )


def _list_codes(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(sorted({code for m in mentions for code in (m.members or (m.code,)) if code}))


def _type_of(doc: Document, draft: Draft) -> QuoteType:
    if draft.rule.startswith("mixed"):
        return "mixed"
    if not draft.quotations:
        return "indirect"
    small = draft.quotations[0].inner.words(doc.text).strip()[:1].islower()
    cue = draft.attribution
    return "mixed" if small and cue is not None and cue.cue.end < draft.content[0].start else "direct"
