"""Whether an act happened, will, might, did not, or lies in the past; and whether it is to be coded at all."""

from dataclasses import dataclass, replace

from detente.coding.frames import Cue
from detente.coding.grammar import Grammar
from detente.model import Document, EventStatus, Token
from detente.reference.lexicon import load_classes, load_lights, load_operators

_STRENGTH: dict[str, int] = {"actual": 0, "historical": 1, "future": 2, "hypothetical": 3, "negated": 4}
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "acl", "advcl", "csubj:pass"})
_MATTER = frozenset({"obj", "obl", "nmod", "nsubj:pass", "iobj", "xcomp", "obl:agent"})
_ARGUMENTS = frozenset({"of", "from", "for", "against", "with", "in"})
_LONGEST_CLIMB = 12
CONFLICT = frozenset({"ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "PROTEST"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a clause presents an act.

    Attributes:
        blocked: it is only the content of a demand, an accusation, a threat.
        matter: it is what a demand, a refusal or the like is about; an act still where somebody is named as doing it.
        attributed: it stands on someone's word.
        willed: "will not", which refuses.
        conditional: it hangs on an "if" or "unless".
    """

    status: EventStatus = "actual"
    blocked: bool = False
    matter: bool = False
    attributed: bool = False
    willed: bool = False
    conditional: bool = False

    def with_status(self, status: str) -> "Reading":
        """The reading under one more operator; the stronger counts."""
        if status in _STRENGTH and _STRENGTH[status] > _STRENGTH[self.status]:
            return replace(self, status=status)  # type: ignore[arg-type]
        return replace(self, blocked=True) if status == "block" else self


class StatusReader:
    """Climbs from a cue to the root of its sentence and gathers what changes its status."""

    def __init__(self, doc: Document, grammar: Grammar, cues: list[Cue]) -> None:
        self.doc = doc
        self.grammar = grammar
        self._cue_at = {cue.index: cue for cue in cues}
        self._operators = load_operators()
        self._lights = load_lights()["acting"]
        self._speech = load_classes()["speak"]
        self._halts = load_classes()["halt"]
        self._facts = load_classes()["factual"]

    def read(self, cue: Cue) -> Reading:
        """The status of the act that a cue expresses."""
        token = self.doc.tokens[cue.index]
        in_conflict = cue.frame.event_type in CONFLICT
        reading = self._read_beside(Reading(), token)
        for _ in range(_LONGEST_CLIMB):
            above = self.doc.tokens[token.head]
            if above.index == token.index:
                break
            if self._is_fact(token) or (in_conflict and token.dep in _MATTER and above.lemma in self._halts):
                break
            reading = self._step(reading, token, above)
            token = above
        return self._read_source_below(reading, token)

    def _read_beside(self, reading: Reading, token: Token) -> Reading:
        """Auxiliaries, negations, adjectives and conjunctions directly below the word."""
        willed = negated = False
        for kid in self.grammar.kids(token.index):
            word = kid.text.lower()
            if kid.dep == "aux":
                status = self._operators["auxiliary"].get(word, "")
                willed = willed or status == "future"
                reading = reading.with_status(status)
            elif kid.relation in ("advmod", "det", "amod", "cc"):
                status = self._operators["modifying"].get(word, "")
                negated = negated or (status == "negated" and kid.relation in ("advmod", "det"))
                reading = reading.with_status(status)
            elif kid.dep == "mark" and word in self._operators["marking"]:
                reading = reading.with_status("block")
            elif kid.relation == "advcl" and self.grammar.case_of(kid) in self._operators["marking"]:
                reading = replace(reading, conditional=True)
        return replace(reading, willed=True) if willed and negated else reading

    def _is_fact(self, token: Token) -> bool:
        """Whether a phrase tells what has happened, whatever stands above it: "the man who shot", "after a call"."""
        if token.dep == "acl:relcl" or (token.dep == "acl" and token.xpos == "VBN"):
            return True
        return token.relation in ("obl", "advcl", "nmod") and self.grammar.case_of(token) in self._facts

    def _step(self, reading: Reading, token: Token, above: Token) -> Reading:
        if token.dep == "conj":
            shares = token.upos in ("VERB", "ADJ") and not any(k.dep == "nsubj" for k in self.grammar.kids(token.index))
            return self._read_beside(reading, above) if shares else reading
        if token.dep in _CLAUSES and token.upos not in ("PROPN", "PRON"):
            return self._step_from_clause(reading, token, above)
        if token.dep in _MATTER:
            return self._step_from_matter(reading, token, above)
        return reading

    def _step_from_clause(self, reading: Reading, token: Token, above: Token) -> Reading:
        case = self.grammar.case_of(token)
        if token.dep == "advcl" and case not in _ARGUMENTS | {"to", ""}:
            return reading
        if above.lemma in self._speech and token.dep == "ccomp":
            reading = replace(reading, attributed=True)
        cue = self._cue_at.get(above.index)
        if cue and (token.dep != "advcl" or case in _ARGUMENTS):
            return reading.with_status(cue.frame.content)
        if token.dep == "advcl" and case == "":
            return self._read_beside(reading, above)
        reading = self._govern(reading, above)
        if case == "to" and token.dep in ("advcl", "acl"):
            reading = reading.with_status("hypothetical")
            reading = reading.with_status("block" if cue and cue.frame.event_type == "PROTEST" else "")
        return self._read_beside(reading, above) if token.dep == "xcomp" else reading

    def _govern(self, reading: Reading, above: Token) -> Reading:
        """The effect of the verb, noun or adjective over a clause; "not ready to" is a refusal."""
        status = self._operators["governing"].get(above.lemma, "")
        denied = any(
            k.relation in ("advmod", "det") and self._operators["modifying"].get(k.text.lower()) == "negated"
            for k in self.grammar.kids(above.index)
        )
        return replace(reading.with_status(status), willed=reading.willed or (denied and status == "future"))

    def _step_from_matter(self, reading: Reading, token: Token, above: Token) -> Reading:
        if cue := self._cue_at.get(above.index):
            if token.dep != "obl:agent" and self.grammar.case_of(token) not in (
                "after",
                "before",
                "during",
                "in",
                "by",
            ):
                status = cue.frame.matter
                reading = replace(reading, matter=True) if status == "block" else reading.with_status(status)
        elif token.dep in ("obj", "nsubj:pass") or self.grammar.case_of(token) in ("of", "for", "to", "from"):
            reading = reading.with_status(self._operators["governing"].get(above.lemma, ""))
        return self._read_beside(reading, above) if above.lemma in self._lights else reading

    def _read_source_below(self, reading: Reading, token: Token) -> Reading:
        """A verb of saying that hangs below the clause that it reports ("..., officials said")."""
        for kid in self.grammar.kids(token.index):
            if kid.dep == "parataxis" and kid.lemma in self._speech:
                return replace(reading, attributed=True)
            if kid.relation == "obl" and self.grammar.case_of(kid) == "according":
                return replace(reading, attributed=True)
        return reading
