"""Events of a document: cues of frames, their two sides, status and day, as PLOVER and CAMEO record them."""

from collections.abc import Iterator

from detente.coding.arguments import Arguments
from detente.coding.contexts import find_contexts
from detente.coding.days import DayReader
from detente.coding.duplicates import Candidate, merge_candidates
from detente.coding.frames import FrameFinder
from detente.coding.grammar import Grammar
from detente.coding.ontology import judge
from detente.coding.participants import Participants
from detente.coding.status import StatusReader
from detente.model import Document, Event, Evidence
from detente.reference.codebook import load_cameo, load_types, score_event
from detente.reference.lexicon import load_priors

MIN_CONFIDENCE = 0.38
MIN_CONFIDENCE_BETWEEN = 0.15  # an act between two states is what readers look for
_UNMEASURED = 0.5


def code_events(doc: Document) -> tuple[Event, ...]:
    """The political events that a document reports, in the order of their cues, each told once."""
    coder = EventCoder(doc)
    found = [c for c in coder.find_candidates() if is_sure(c)]
    return tuple(coder.record(c) for c in merge_candidates(doc, found, coder.days))


def confidence_of(candidate: Candidate) -> float:
    """How often cues of this frame, or those that turn into another type, are right with so many sides named."""
    measured = "turned" if candidate.verdict.turned else candidate.cue.frame.frame_id
    return load_priors().get(f"{measured} {candidate.side_count}", _UNMEASURED)


def is_sure(candidate: Candidate) -> bool:
    """Whether a candidate is worth a record."""
    return confidence_of(candidate) >= (MIN_CONFIDENCE_BETWEEN if len(candidate.codes) > 1 else MIN_CONFIDENCE)


class EventCoder:
    """Reads one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.grammar = Grammar(doc)
        self.participants = Participants(doc, self.grammar)
        self.arguments = Arguments(doc, self.grammar, self.participants)
        self.days = DayReader(doc, self.grammar)

    def find_candidates(self) -> list[Candidate]:
        """All cues that tell of an act by or to somebody named."""
        return [c for c in self.read_cues() if (c.actors or c.recipients) and self._is_act(c)]

    def read_cues(self) -> Iterator[Candidate]:
        """All cues that are not ruled out by what stands above them, with sides and status."""
        cues = FrameFinder(self.doc, self.grammar, self.participants).find_cues()
        statuses = StatusReader(self.doc, self.grammar, cues)
        for cue in cues:
            reading = statuses.read(cue)
            if reading.status == "actual" and self.days.is_background(cue.index):
                reading = reading.with_status("historical")
            if verdict := judge(cue.frame, reading):
                actors, recipients = self.arguments.fill(cue)
                if verdict.turned and cue.frame.joint:
                    actors, recipients = self.arguments.split(cue, actors)
                yield Candidate(cue, verdict, reading, actors, recipients)

    def _is_act(self, candidate: Candidate) -> bool:
        return not candidate.reading.matter or self.arguments.has_own_actor(candidate.cue)

    def record(self, candidate: Candidate) -> Event:
        """The event that a candidate makes."""
        verdict, cue = candidate.verdict, candidate.cue
        sentence = self.doc.sentences[self.doc.sentence_of[cue.index]].span
        cameo = load_cameo()[verdict.cameo] if verdict.cameo else None
        evidence = Evidence(
            self.doc.article.article_id, sentence, cue.span, f"events/{cue.frame.frame_id}", confidence_of(candidate)
        )
        return Event(
            event_type=verdict.event_type,
            mode=verdict.mode,
            contexts=find_contexts(sentence.words(self.doc.text)),
            actors=candidate.actors,
            recipients=candidate.recipients,
            status=verdict.status,
            attributed=candidate.reading.attributed,
            day=next((day for i in (cue.index, *candidate.retold) if (day := self.days.read(i))), None),
            quad_class=load_types()[verdict.event_type].quad_class,
            score=score_event(verdict.event_type, verdict.mode),
            cameo=verdict.cameo,
            goldstein=cameo.goldstein if cameo else None,
            evidence=evidence,
        )
