"""Which words of a text speak of a tie: triggers by the company that they keep, and ties that have a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.coding.grammar import Grammar
from detente.coding.tie_names import PartyNames, is_body
from detente.coding.tie_slots import Slots
from detente.model import Document, Span, Token, cover_spans
from detente.reference.pacts import Pact, load_pacts
from detente.reference.ties import Need, TieRule, TieTrigger, load_standing_words, load_tie_words

_WORD_CLASSES = {"VERB": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_LONGEST_CUE = 4
_BEFORE = frozenset({"compound", "nmod:desc", "flat", "amod", "nmod", "appos"})
_EXAMPLES = frozenset({"like", "such"})
_NOT_COMPANY = frozenset({"nsubj", "conj", "punct", "parataxis", "acl:relcl"})


@dataclass(frozen=True, slots=True)
class TieCue:
    """Words that speak of a tie.

    Attributes:
        index: of the word that heads them.
        used: other words that belong to them.
        pact: the tie itself, where it is called by a name.
    """

    index: int
    span: Span
    rule: TieRule
    used: frozenset[int] = frozenset()
    pact: Pact | None = None


class CueFinder:
    """Finds the cues of one document."""

    def __init__(self, doc: Document, grammar: Grammar, names: PartyNames, slots: Slots) -> None:
        self.doc = doc
        self.grammar = grammar
        self.names = names
        self.slots = slots
        self._triggers = load_tie_words().triggers

    def find(self) -> list[TieCue]:
        """All cues in the order of the text; words that are part of another cue are none of their own."""
        named = list(self._find_named())
        taken = {i for cue in named for i in cue.used}
        cues = [cue for token in self.doc.tokens if token.index not in taken and (cue := self._match(token))]
        used = {i for cue in cues for i in cue.used}
        kept = [cue for cue in cues if cue.index not in used]
        return sorted([*named, *kept], key=lambda cue: cue.index)

    def _find_named(self) -> Iterator[TieCue]:
        rules = load_tie_words().rules
        for sentence in self.doc.sentences:
            tokens = self.doc.tokens[sentence.start : sentence.end]
            for hit in load_pacts().find([token.text for token in tokens]):
                inside = tokens[hit.start : hit.end]
                head = self._carrier(
                    next((t for t in inside if not inside[0].index <= t.head <= inside[-1].index), inside[-1])
                )
                span = cover_spans(token.span for token in inside)
                pact = hit.values[0]
                used = frozenset((head.index, *(token.index for token in inside)))
                yield TieCue(head.index, span, rules[f"pact/{pact.kind}"], used, pact)

    def _carrier(self, token: Token) -> Token:
        """The noun that a name stands before: the system of "S-400 missile system"."""
        above = self.doc.tokens[token.head]
        while token.dep in _BEFORE and above.index > token.index and above.lemma in load_tie_words().classes["carrier"]:
            token, above = above, self.doc.tokens[above.head]
        return above if self._is_instance(token, above) else token

    def _is_instance(self, token: Token, above: Token) -> bool:
        """Whether a name is given for a kind of thing: "deals like Nafta"."""
        carriers = load_tie_words().classes["carrier"]
        return token.dep == "nmod" and self.grammar.case_of(token) in _EXAMPLES and above.lemma in carriers

    def _match(self, token: Token) -> TieCue | None:
        word_class = _WORD_CLASSES.get(token.upos)
        if word_class is None or self._only_describes(token) or self._is_body(token):
            return None
        forms = (token.lemma.lower(),) if word_class == "VERB" else (token.lemma.lower(), token.text.lower())
        for lemma in dict.fromkeys(forms):
            for trigger in self._triggers.get((lemma, word_class), ()):
                used = self._meet(token, trigger)
                if used is not None:
                    near = [self.doc.tokens[i].span for i in used if abs(i - token.index) <= _LONGEST_CUE]
                    return TieCue(token.index, cover_spans([token.span, *near]), trigger.rule, frozenset(used))
        return None

    def _only_describes(self, token: Token) -> bool:
        """Whether a noun stands before another that is no word of ties or of standing ("trade agenda")."""
        if token.dep not in ("compound", "nmod:desc"):
            return False
        above = self.doc.tokens[token.head]
        if token.upos == "NOUN" and (above.upos == "PROPN" or self.names.is_named(above.index)):
            return False
        return ("obj", above.lemma) not in load_standing_words().operators

    def _is_body(self, token: Token) -> bool:
        """Whether the word is part of the name of a body ("the NATO alliance", "the African Union")."""
        mention = self.names.mention_at(token.index)
        return mention is not None and mention.actor_id is not None and is_body(mention.code or "")

    def _meet(self, token: Token, trigger: TieTrigger) -> set[int] | None:
        """The words that meet all needs of a trigger, or None where one is not met."""
        used: set[int] = set()
        for need in trigger.needs:
            found = self._company(token, need) if need.slot is None else self._filler(token, need)
            if (found is not None) != need.wanted:
                return None
            if found is not None and found >= 0:
                used.add(found)
        return used

    def _company(self, token: Token, need: Need) -> int | None:
        """A word before the noun in its phrase, or beside the verb, that the need names."""
        for index in self._neighbours(token):
            if self._is_one(index, need.sorts):
                return index
        return None

    def _neighbours(self, token: Token) -> tuple[int, ...]:
        kids = [k for k in self.grammar.kids(token.index) if k.dep not in _NOT_COMPANY]
        if token.upos == "VERB":
            return tuple(k.index for k in kids)
        before = [i for k in kids if k.index < token.index for i in self.doc.subtree(k)]
        return tuple(i for i in reversed(before) if i < token.index)

    def _filler(self, token: Token, need: Need) -> int | None:
        """A filler of the sort that the need names (-1 where it stays free to be a cue), or None."""
        assert need.slot is not None
        found = (self._in_slot(token, slot, need.sorts) for slot in need.slot.split("|"))
        return next((index for index in found if index is not None), None)

    def _in_slot(self, token: Token, slot: str, sorts: frozenset[str]) -> int | None:
        if slot == "case":
            return -1 if self.grammar.case_of(token) in sorts else None
        if slot == "sentence":
            return -1 if self._is_in_sentence(token, sorts) else None
        fillers = self.grammar.fillers(token.index, slot)
        if "party" in sorts:
            return -1 if self._has_party(token, slot, fillers) else None
        if "body" in sorts:
            return -1 if self._has_body(token, slot, fillers) else None
        if "any" in sorts:
            return -1 if fillers else None
        for index in fillers:
            for part in (index, *self._neighbours(self.doc.tokens[index])):
                if self._is_one(part, sorts):
                    return part
        return None

    def _is_in_sentence(self, token: Token, sorts: frozenset[str]) -> bool:
        sentence = self.doc.sentences[self.doc.sentence_of[token.index]]
        return any(self._is_one(i, sorts) for i in range(sentence.start, sentence.end))

    def _has_party(self, token: Token, slot: str, fillers: tuple[int, ...]) -> bool:
        if slot in ("obj", "subj"):
            return any(self.names.is_named(i) for i in fillers)
        return bool(self.slots.fill(token.index, slot))

    def _has_body(self, token: Token, slot: str, fillers: tuple[int, ...]) -> bool:
        if any(is_body(code) for code in self.slots.fill(token.index, slot)):
            return True
        return any(self.doc.tokens[i].lemma in load_tie_words().classes["body"] for i in fillers)

    def _is_one(self, index: int, sorts: frozenset[str]) -> bool:
        token = self.doc.tokens[index]
        return token.lemma.lower() in sorts or token.text.lower() in sorts
