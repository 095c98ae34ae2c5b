"""Which words of a text evoke an event frame, by the company that they keep."""

from dataclasses import dataclass

from detente.coding.grammar import Grammar
from detente.coding.participants import Participants
from detente.model import Document, Span, Token, cover_spans
from detente.reference.lexicon import Frame, Need, Trigger, load_lexicon, load_sorts

_WORD_CLASSES = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_NO_COMPANY = frozenset({"nsubj", "conj", "punct", "cc", "parataxis", "acl:relcl"})
_PHRASES = frozenset({"obl", "nmod", "advcl", "acl"})
_NAMING = frozenset({"compound", "flat", "nmod:desc"})  # the "war" of "war crimes" is no act
_LONGEST_CUE = 5
_DEEDS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that evokes a frame.

    Attributes:
        index: of the word.
        span: the word, with what makes an idiom of it ("struck a deal").
        used: words that belong to the idiom and are no cues of their own.
        prepositions: those that the idiom asks for, whose phrase may be the object ("shot down a jet").
    """

    index: int
    frame: Frame
    span: Span
    used: frozenset[int]
    prepositions: tuple[str, ...] = ()


class FrameFinder:
    """Matches the lexicon's triggers against the words of one document."""

    def __init__(self, doc: Document, grammar: Grammar, participants: Participants) -> None:
        self.doc = doc
        self.grammar = grammar
        self.participants = participants

    def find_cues(self) -> list[Cue]:
        """One cue for each word that evokes a frame, the most specific trigger first; parts of idioms left out."""
        cues = {token.index: cue for token in self.doc.tokens if (cue := self._match(token))}
        part = {
            i for cue in cues.values() for i in cue.used if i in cues and not _stands_alone(cues[i].frame, cue.frame)
        }
        return [cue for index, cue in cues.items() if index not in part]

    def _match(self, token: Token) -> Cue | None:
        word_class = _WORD_CLASSES.get(token.upos)
        if word_class is None or (word_class == "NOUN" and token.dep in _NAMING):
            return None
        triggers = load_lexicon().triggers
        cues = [(lemma, word_class) for lemma in dict.fromkeys((token.lemma.lower(), token.text.lower()))]
        if token.xpos == "VBG":
            cues.append((token.text.lower(), "NOUN"))
        for key in cues:
            for trigger in triggers.get(key, ()):
                if token.dep == "amod" and trigger.frame.event_type not in _DEEDS:
                    continue
                used = self._meet(token, trigger)
                if used is not None:
                    words = tuple(w for n in trigger.needs if n.slot is None and n.wanted for w in sorted(n.sorts))
                    return Cue(token.index, trigger.frame, self._span(token, used), frozenset(used), words)
        return None

    def _meet(self, token: Token, trigger: Trigger) -> set[int] | None:
        """The words that meet all needs of a trigger, or None where one is not met."""
        used: set[int] = set()
        for need in trigger.needs:
            found = self._find_company(token, need) if need.slot is None else self._find_filler(token, need)
            if (found is not None) != need.wanted:
                return None
            if found is not None and found >= 0:
                used.add(found)
        return used

    def _find_company(self, token: Token, need: Need) -> int | None:
        """A word below that the need names (-1 for a mere preposition), or None."""
        for kid in self.grammar.kids(token.index):
            if kid.dep not in _NO_COMPANY and _sorts_of(kid) & need.sorts:
                return kid.index
            if kid.relation in _PHRASES and self.grammar.case_of(kid) in need.sorts:
                return -1
        if token.relation == "acl" or self.grammar.is_passive(token.index):
            heads = self.grammar.fillers(token.index, "obj")
            return next((i for i in heads if _sorts_of(self.doc.tokens[i]) & need.sorts), None)
        return None

    def _find_filler(self, token: Token, need: Need) -> int | None:
        """A filler of the sort that the need names (-1 where it stays free to be a cue or an actor), or None."""
        fillers = self._fill(token, need)
        if not fillers:
            return -1 if "none" in need.sorts else None
        for index in fillers:
            if _sorts_of(self.doc.tokens[index]) & need.sorts:
                return -1 if need.slot in ("clause", "subj", "content") else index
            if self._is_sort(token, index, need):
                return -1
        return None

    def _fill(self, token: Token, need: Need) -> tuple[int, ...]:
        slots = (need.slot or "").split("|")
        if slots == ["modal"]:
            return self._modals(token)
        if slots == ["content"]:
            return self.grammar.content_verbs(token.index)
        return tuple(i for slot in slots for i in self.grammar.fillers(token.index, slot))

    def _is_sort(self, token: Token, index: int, need: Need) -> bool:
        if "any" in need.sorts:
            return True
        indices: tuple[int, ...] = (index,)
        if need.slot == "clause":
            own = self.grammar.surface_subjects(token.index)
            indices = tuple(i for i in self.grammar.surface_subjects(index) if i not in own)
        if "actor" in need.sorts and any(self.participants.is_actor(i) for i in indices):
            return True
        if "place" in need.sorts and any(self.doc.tokens[i].upos == "PROPN" for i in indices):
            return True
        return "nation" in need.sorts and any(self.participants.is_nation(i) for i in indices)

    def _modals(self, token: Token) -> tuple[int, ...]:
        clauses = self.grammar.fillers(token.index, "clause")
        return tuple(k.index for c in clauses for k in self.grammar.kids(c) if k.dep == "aux" and k.xpos == "MD")

    def _span(self, token: Token, used: set[int]) -> Span:
        near = [self.doc.tokens[i].span for i in used if abs(i - token.index) <= _LONGEST_CUE]
        return cover_spans([token.span, *near])


def _sorts_of(token: Token) -> frozenset[str]:
    """Lemma, form and word classes of a word."""
    lemma, form = token.lemma.lower(), token.text.lower()
    sorts = load_sorts()
    return frozenset({lemma, form}) | sorts.get(lemma, frozenset()) | sorts.get(form, frozenset())


def _stands_alone(part: Frame, whole: Frame) -> bool:
    """Whether a noun within an idiom is an act besides: the assault in "ended its assault", not in "launched"."""
    return part.event_type in _DEEDS | {"SANCTION"} and whole.event_type not in (part.event_type, "CONCEDE")
