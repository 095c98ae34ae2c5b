"""One record for one event, however often a text tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from detente.coding.arguments import Side
from detente.coding.days import DayReader
from detente.coding.frames import Cue
from detente.coding.ontology import Verdict
from detente.coding.status import Reading
from detente.model import Document, Token
from detente.reference.lexicon import load_classes

_LINKS = frozenset({"obl", "obl:agent", "nmod", "obj", "nsubj", "nsubj:pass", "advcl", "xcomp", "conj", "compound"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue with all that was read of it, before it is judged worth a record.

    Attributes:
        confidence: probability that a careful reader would code it.
        made_by: the lexicon's frame, the network's probability, or both.
        evidence: what the confidence was weighed from.
        retold: indices of the cues of other clauses that tell the same.
    """

    cue: Cue
    verdict: Verdict
    reading: Reading
    actors: Side
    recipients: Side
    confidence: float = 0.0
    made_by: str = ""
    evidence: Mapping[str, float] = field(default_factory=dict)
    retold: tuple[int, ...] = ()

    @property
    def measured_as(self) -> str:
        """The name under which it is counted how often such cues are right: the frame, or "turned"."""
        return "turned" if self.verdict.turned else self.cue.frame.frame_id

    @property
    def side_count(self) -> int:
        """How many sides are named; a joint act with two actors has both."""
        return min(2, len(self.actors)) if self.cue.frame.joint else bool(self.actors) + bool(self.recipients)

    @property
    def codes(self) -> set[str]:
        """Countries and bodies that take part."""
        return {p.code for p in (*self.actors, *self.recipients) if p.code}


def merge_candidates(doc: Document, candidates: Iterable[Candidate], days: DayReader) -> list[Candidate]:
    """The candidates without those that repeat an earlier one; what only the repetition says is taken over."""
    kept: list[Candidate] = []
    for candidate in candidates:
        place = next((n for n, earlier in enumerate(kept) if _is_same(doc, days, earlier, candidate)), None)
        if place is None:
            kept.append(candidate)
        else:
            pair = (kept[place], candidate)
            kept[place] = _join(*(reversed(pair) if _in_headline(doc, kept[place]) else pair))
    return kept


def _is_same(doc: Document, days: DayReader, one: Candidate, other: Candidate) -> bool:
    if one.verdict.event_type != other.verdict.event_type:
        return False
    if doc.sentence_of[one.cue.index] != doc.sentence_of[other.cue.index]:
        return _is_retold(one, other, days, in_headline=_in_headline(doc, one))
    linked = is_linked(doc, one.cue.index, other.cue.index)
    if one.actors and other.actors:
        return _share(one.actors, other.actors) and (linked or _agree(one.recipients, other.recipients))
    return linked or _share(one.recipients, other.recipients)


def _is_retold(one: Candidate, other: Candidate, days: DayReader, *, in_headline: bool) -> bool:
    """Whether another sentence tells the same again: meaning, sides, status and day; a headline may paraphrase."""
    if one.verdict.status != other.verdict.status:
        return False
    same_words = one.cue.frame.frame_id == other.cue.frame.frame_id
    if not in_headline and not (same_words and days.read(one.cue.index) == days.read(other.cue.index)):
        return False
    return _codes(one.actors) == _codes(other.actors) and _codes(one.recipients) == _codes(other.recipients)


def _in_headline(doc: Document, candidate: Candidate) -> bool:
    return doc.article.section_at(candidate.cue.span.start) == "headline"


def is_linked(doc: Document, one: int, other: int) -> bool:
    """Whether one word hangs on the other within a clause: "exploded, killing seven", "killed in an airstrike"."""
    return other in _climb(doc, one) or one in _climb(doc, other)


def _climb(doc: Document, index: int) -> Iterable[int]:
    token = doc.tokens[index]
    while token.head != token.index and _is_link(token) and not _is_aside(doc, token):
        token = doc.tokens[token.head]
        yield token.index


def _is_link(token: Token) -> bool:
    return token.dep in _LINKS or (token.dep == "acl" and token.xpos == "VBG")


def _is_aside(doc: Document, token: Token) -> bool:
    """Whether a phrase tells of another time: "after", "since", "days before"."""
    marks = (k.text.lower() for k in doc.children_of(token, "case", "mark"))
    return any(mark in load_classes()["factual"] for mark in marks)


def _share(one: Side, other: Side) -> bool:
    return bool(_codes(one) & _codes(other))


def _agree(one: Side, other: Side) -> bool:
    """Whether two accounts of a side can be of the same: one may leave it out."""
    return not one or not other or _share(one, other)


def _codes(side: Side) -> set[str | None]:
    return {p.code for p in side}


def _join(one: Candidate, other: Candidate) -> Candidate:
    verdict = replace(one.verdict, mode=one.verdict.mode or other.verdict.mode)
    recipients = one.recipients or tuple(p for p in other.recipients if p.code not in _codes(one.actors))
    retold = (*one.retold, other.cue.index, *other.retold)
    return replace(one, verdict=verdict, actors=one.actors or other.actors, recipients=recipients, retold=retold)
