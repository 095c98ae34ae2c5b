"""Events of a document: cues of frames, their two sides, status and day, as PLOVER and CAMEO record them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.coding.arguments import Arguments, Side
from detente.coding.contexts import find_contexts
from detente.coding.days import DayReader
from detente.coding.duplicates import Candidate, merge_candidates
from detente.coding.evidence import describe_event, find_prior, weigh
from detente.coding.frames import Cue, FrameFinder
from detente.coding.grammar import Grammar
from detente.coding.ontology import Verdict, choose_status, judge
from detente.coding.participants import Participants
from detente.coding.sides import choose_sides
from detente.coding.status import Reading, StatusReader
from detente.model import Document, Event, EventType, Evidence, Sign
from detente.reference.codebook import load_cameo, load_types, score_event
from detente.reference.lexicon import load_lexicon

MIN_CONFIDENCE = 0.465
MIN_CONFIDENCE_BETWEEN = 0.375  # where the lexicon speaks and two states take part, which is what readers look for
# Where another pipeline parsed, only how often a frame is right says how sure an event is.
MIN_PRIOR, MIN_PRIOR_BETWEEN = 0.38, 0.15
_LEAST_SIGN = 0.06  # below this the network's word alone makes no candidate


def code_events(doc: Document) -> tuple[Event, ...]:
    """The political events that a document reports, in the order of their cues, each told once."""
    coder = EventCoder(doc)
    found = [c for c in coder.find_candidates() if is_sure(c)]
    return tuple(coder.record(c) for c in merge_candidates(doc, found, coder.days))


def is_sure(candidate: Candidate) -> bool:
    """Whether a candidate is worth a record."""
    between = len(candidate.codes) > 1
    if not candidate.evidence:
        return candidate.confidence >= (MIN_PRIOR_BETWEEN if between else MIN_PRIOR)
    known = between and candidate.evidence["lexicon"] > 0
    return candidate.confidence >= (MIN_CONFIDENCE_BETWEEN if known else MIN_CONFIDENCE)


class EventCoder:
    """Reads one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.grammar = Grammar(doc)
        self.participants = Participants(doc, self.grammar)
        self.arguments = Arguments(doc, self.grammar, self.participants)
        self.days = DayReader(doc, self.grammar)

    def find_candidates(self) -> Iterator[Candidate]:
        """The likeliest event of each word that may tell of one."""
        for options in self.list_options():
            yield max(options, key=lambda c: c.confidence)

    def list_options(self) -> Iterator[list[Candidate]]:
        """For each word that may tell of an event the types that the lexicon or the network sees in it."""
        cues = FrameFinder(self.doc, self.grammar, self.participants).find_cues()
        statuses = StatusReader(self.doc, self.grammar, cues)
        known = {cue.index: cue for cue in cues}
        idle = {i for cue in cues for i in cue.used} - set(known)
        signs = {sign.index: sign for sign in self.doc.signs or () if sign.strength >= _LEAST_SIGN}
        for index in sorted({*known, *signs} - idle):
            cue = known.get(index)
            words = (index, *cue.used) if cue else (index,)
            sign = max((signs[i] for i in words if i in signs), key=lambda s: s.strength, default=None)
            reader = _WordReader(self, statuses, cue, sign)
            if options := list(reader.read_options()):
                yield options

    def record(self, candidate: Candidate) -> Event:
        """The event that a candidate makes."""
        verdict, cue = candidate.verdict, candidate.cue
        sentence = self.doc.sentences[self.doc.sentence_of[cue.index]].span
        cameo = load_cameo()[verdict.cameo] if verdict.cameo else None
        told = (cue.index, *candidate.retold)
        evidence = Evidence(
            self.doc.article.article_id,
            sentence,
            cue.span,
            candidate.made_by,
            round(candidate.confidence, 3),
            when=next((words for i in told if (words := self.days.find_words(i))), None),
        )
        return Event(
            event_type=verdict.event_type,
            mode=verdict.mode,
            contexts=find_contexts(sentence.words(self.doc.text)),
            actors=candidate.actors,
            recipients=candidate.recipients,
            status=verdict.status,
            attributed=candidate.reading.attributed,
            day=next((day for i in told if (day := self.days.read(i))), None),
            quad_class=load_types()[verdict.event_type].quad_class,
            score=score_event(verdict.event_type, verdict.mode),
            cameo=verdict.cameo,
            goldstein=cameo.goldstein if cameo else None,
            evidence=evidence,
        )


@dataclass(frozen=True, slots=True)
class _WordReader:
    """What one word may tell of: what the lexicon says of it, and what the network says."""

    coder: EventCoder
    statuses: StatusReader
    cue: Cue | None
    sign: Sign | None

    def read_options(self) -> Iterator[Candidate]:
        """A candidate for each type that the lexicon's frame or the network gives the word."""
        verdict = reading = None
        if self.cue:
            reading = self._read_status(self.cue)
            verdict = judge(self.cue.frame, reading)
            if verdict:
                yield self._build(self.cue, verdict, reading, rival=False)
        if self.sign:
            yield from self._read_learned(self.sign, verdict, reading)

    def _read_status(self, cue: Cue) -> Reading:
        reading, days = self.statuses.read(cue), self.coder.days
        historical = reading.status == "actual" and days.is_background(cue.index)
        return reading.with_status("historical") if historical else reading

    def _read_learned(self, sign: Sign, known: Verdict | None, reading: Reading | None) -> Iterator[Candidate]:
        """A candidate for each type that only the network gives."""
        for event_type, share in sign.types.items():
            if share < _LEAST_SIGN or (known and known.event_type == event_type):
                continue
            cue = self.cue if self.cue and self.cue.frame.event_type == event_type else self._make_cue(sign, event_type)
            stands = reading or self._read_status(cue)
            verdict = Verdict(event_type, cue.frame.mode, stands.status, cue.frame.cameo)
            yield self._build(cue, verdict, stands, rival=known is not None, learned=True)

    def _make_cue(self, sign: Sign, event_type: EventType) -> Cue:
        return Cue(sign.index, load_lexicon().plain[event_type], self.coder.doc.tokens[sign.index].span, frozenset())

    def _build(self, cue: Cue, verdict: Verdict, reading: Reading, *, rival: bool, learned: bool = False) -> Candidate:
        actors, recipients = self._fill(cue, verdict)
        made_by = self._explain(cue, verdict, learned)
        found = Candidate(cue, verdict, reading, actors, recipients, made_by=made_by)
        prior = None if learned else find_prior(found)
        if self.sign:
            known = (self.coder.doc, self.coder.participants, self.sign)
            actors, recipients = choose_sides(*known, actors, recipients, verdict.event_type)
            stands = replace(verdict, status=choose_status(verdict, self.sign))
            found = replace(found, verdict=stands, actors=actors, recipients=recipients)
        return self._weigh(found, prior, rival=rival)

    def _fill(self, cue: Cue, verdict: Verdict) -> tuple[Side, Side]:
        actors, recipients = self.coder.arguments.fill(cue)
        if verdict.turned and cue.frame.joint:
            return self.coder.arguments.split(cue, actors)
        return actors, recipients

    def _weigh(self, found: Candidate, prior: float | None, *, rival: bool) -> Candidate:
        matter = found.reading.matter and not self.coder.arguments.has_own_actor(found.cue)
        if self.coder.doc.signs is None:
            ruled_out = matter or not (found.actors or found.recipients)
            return replace(found, confidence=0.0 if ruled_out or prior is None else prior)
        evidence = describe_event(self.sign, found, prior, rival=rival, matter=matter)
        return replace(found, confidence=weigh("event", evidence), evidence=evidence)

    def _explain(self, cue: Cue, verdict: Verdict, learned: bool) -> str:
        share = self.sign.types.get(verdict.event_type, 0.0) if self.sign else 0.0
        if learned:
            return f"events/network {share:.2f}"
        return f"events/{cue.frame.frame_id}" + (f" + network {share:.2f}" if share >= _LEAST_SIGN else "")
