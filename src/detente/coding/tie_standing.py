"""How a tie stands: what the words that govern and modify it make of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.coding.grammar import Grammar
from detente.model import Document, StandingValue, Token
from detente.reference.lexicon import load_classes
from detente.reference.ties import TieRule, load_standing_words

_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "acl", "advcl"})
_PHRASES = frozenset({"obl", "nmod"})
_INNER = frozenset({"compound", "nmod:poss", "nmod:desc", "amod", "flat"})
_MODIFIERS = frozenset({"amod", "advmod", "det", "compound", "nmod", "cc", "advcl", "acl", "mark"})
_APART = frozenset({"acl:relcl", "parataxis", "appos"})
_INFINITIVES = frozenset({"xcomp", "ccomp", "acl", "advcl", "csubj"})
_DONE = frozenset({"obj", "nsubj:pass"})
_LONGEST_CLIMB = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """How a tie stands, and on what that rests.

    Attributes:
        decided: the word that decides it; None where that is only the tie's own.
        by_calendar: whether only the table of pacts tells that it is over, or not yet, as no word does.
    """

    standing: StandingValue
    decided: int | None
    by_calendar: bool = False


def settle(reading: Reading, rule: TieRule, word: str, *, is_act: bool) -> Reading | None:
    """The reading as the kind of tie allows it; None where what makes the tie is said not to be, or not yet.

    Args:
        reading: how the words that govern the tie have it.
        rule: that found the tie.
        word: the lemma that decides the reading, or "".
        is_act: whether the tie is made by an act ("attack") rather than named.
    """
    if rule.standing == "strained" and reading.standing == "in_force":
        return None
    words, kind = load_standing_words(), rule.kind or ""
    allowed = words.allowed.get(kind)
    if allowed is None or reading.standing in allowed:
        return reading
    instead = words.instead.get(kind, {})
    if other := instead.get(word) or instead.get(reading.standing):
        return replace(reading, standing=other)
    return None if is_act or reading.standing == "denied" else Reading("in_force", None)


def _strip(token: Token) -> list[str]:
    """The verbs that an -ing form can come from, where the parser leaves it as it is."""
    stem = token.lemma.removesuffix("ing")
    return [stem, f"{stem}e"] if token.upos == "VERB" and stem != token.lemma else []


class StandingReader:
    """Climbs from the words of a tie to the root of their sentence and gathers what changes its standing."""

    def __init__(self, doc: Document, grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        self._words = load_standing_words()

    def read(self, index: int, rule: TieRule, base: StandingValue | None = None) -> Reading:
        """The standing of the tie that a word speaks of, from the rule's own standing or another base."""
        standing, decided = base or rule.standing, None
        for operator, word in self._operators(index, rule.fixed):
            changed = self._words.compose[operator].get(standing)
            if changed and (changed != standing or decided is None):
                standing, decided = changed, word
        return Reading(standing, decided)

    def _operators(self, index: int, fixed: bool) -> Iterator[tuple[str, int]]:
        """The operators over a word, from the nearest to the farthest; where fixed, only those beside it.

        A verb that says nothing of the tie itself ("wants to discuss the sanctions") shuts off what stands above.
        """
        token = self.doc.tokens[index]
        yield from self._beside(token)
        for step in range(0 if fixed else _LONGEST_CLIMB):
            above = self.doc.tokens[token.head]
            if above.index == token.index or self._is_apart(token):
                return
            found = list(self._climb(token, above, direct=step == 0))
            yield from found
            if not found and self._shuts_off(token, above, direct=step == 0):
                return
            token = above

    def _climb(self, token: Token, above: Token, *, direct: bool) -> Iterator[tuple[str, int]]:
        """The operators that one step up adds, with that of an infinitive of which the tie is the object."""
        if token.dep != "conj":
            found = list(self._govern(token, above, direct=direct))
            yield from found
            direct = direct and not any(operator in self._words.closing for operator, _ in found)
        elif not self._has_subject(token):
            yield from self._shared(token, above)
        if direct and self._is_aim(token):
            yield "proposed", token.index
        elif direct and token.dep in _DONE and self._is_aim(above):
            yield "proposed", above.index

    def _shuts_off(self, token: Token, above: Token, *, direct: bool) -> bool:
        """Whether a verb has the tie only somewhere below it ("to offset the impact of sanctions")."""
        is_silent = above.upos == "VERB" and above.lemma not in self._words.shaping
        return is_silent and token.dep != "conj" and not (direct and token.dep in _DONE)

    def _is_apart(self, token: Token) -> bool:
        return token.dep in _APART or self._is_aside(token) or self.is_setting(token)

    def _is_aside(self, token: Token) -> bool:
        """Whether a clause only goes along with the one above: "..., uniting two rivals", "because they trade"."""
        return token.dep == "advcl" and self.grammar.case_of(token) != "to"

    def is_setting(self, token: Token) -> bool:
        """Whether a phrase only gives circumstances ("under the pact")."""
        cases = {k.text.lower() for k in self.grammar.kids(token.index) if k.dep == "case"}
        return token.relation in _PHRASES and bool(cases & self._words.settings) and not self._governed(token)

    def _governed(self, token: Token) -> list[str]:
        """What the words above make of the tie by their relation to it."""
        above = self.doc.tokens[token.head]
        keys = [(channel, word) for channel in self._channels(token) for word in self._forms(above)]
        return [op for key in keys if (op := self._words.operators.get(key))]

    def _govern(self, token: Token, above: Token, *, direct: bool) -> Iterator[tuple[str, int]]:
        found = [op for op in self._governed(token) if direct or op not in self._words.direct]
        if found and found[0] in self._words.cancelled and any(op == "negated" for op, _ in self._beside(above)):
            return
        for operator in found[:1]:
            yield self._words.past.get(operator, operator) if above.xpos == "VBD" else operator, above.index
        if found and found[0] in self._words.closing:
            return
        shapes = direct and above.lemma in self._words.shaping and token.relation not in ("obl", "advcl")
        if found or shapes or token.dep == "xcomp" or above.upos == "AUX":
            yield from self._beside(above)
        elif token.dep in ("nsubj", "nsubj:pass", "obj"):
            if above.lemma in self._words.sound and any(operator == "negated" for operator, _ in self._beside(above)):
                yield "strained", above.index
            acts = token.dep == "nsubj" and not self._is_intransitive(token)
            yield from (pair for pair in self._only_auxiliaries(above) if not (acts and pair[0] == "coming"))

    def _is_aim(self, token: Token) -> bool:
        """Whether an infinitive tells what is meant to be ("a way to end the war"), not what came about."""
        if token.upos not in ("VERB", "AUX") or token.relation not in _INFINITIVES:
            return False
        above = self.doc.tokens[token.head]
        is_governed = bool(self._governed(token)) or above.lemma in self._words.realised
        marks = (k.text.lower() for k in self.grammar.kids(token.index) if k.dep == "mark")
        return "to" in marks and not is_governed

    def _forms(self, above: Token) -> list[str]:
        """A governing word with its object or predicate ("take effect", "go into force"), then alone."""
        kids = [k for k in self.grammar.kids(above.index) if k.dep in ("obj", "obl", "xcomp")]
        return [*(f"{above.lemma} {k.lemma}" for k in kids), above.lemma, *_strip(above)]

    def _shared(self, token: Token, above: Token) -> Iterator[tuple[str, int]]:
        """What a coordinated verb has in common with the first: its auxiliaries."""
        if token.upos == "VERB" and above.upos == "VERB":
            yield from self._only_auxiliaries(above)

    def _channels(self, token: Token) -> tuple[str, ...]:
        """The relations in which a word can be looked up above another."""
        dep = token.dep
        if dep in ("nsubj:pass", "csubj:pass"):
            return ("done", "obj")
        if dep in ("obj", "iobj"):
            return ("obj",)
        if dep in ("nsubj", "csubj", "nsubj:outer"):
            return ("subj", "obj") if self._is_intransitive(token) else ("subj",)
        if token.relation in _PHRASES and dep not in _INNER:
            cases = [k.text.lower() for k in self.grammar.kids(token.index) if k.dep in ("case", "mark")]
            cases += [k.text.lower() for k in self.grammar.kids(token.head) if k.dep == "compound:prt"]
            return (*cases, "obj") if "of" in cases or "for" in cases else tuple(cases)
        if dep in _INNER:
            return ("obj",)
        return ("clause",) if dep in _CLAUSES else ()

    def _is_intransitive(self, token: Token) -> bool:
        return not any(k.dep == "obj" for k in self.grammar.kids(token.head))

    def _beside(self, token: Token) -> Iterator[tuple[str, int]]:
        """Auxiliaries, adjectives and adverbs directly below a word, and negation last; none in an if-clause."""
        kids = self.grammar.kids(token.index)
        found = [(operator, kid.index) for kid in kids if (operator := self._modifier(token, kid))]
        yield from (pair for pair in found if pair[0] != "negated")
        if not any(kid.dep == "mark" and kid.text.lower() in self._words.conditions for kid in kids):
            yield from (pair for pair in found if pair[0] == "negated")

    def _modifier(self, token: Token, kid: Token) -> str | None:
        word = kid.text.lower()
        if kid.dep == "aux":
            return self._auxiliary(token, word)
        if kid.relation == "acl" and self.grammar.is_passive(kid.index) and token.upos in ("NOUN", "PROPN"):
            return self._words.operators.get(("obj", kid.lemma))
        if kid.relation in _MODIFIERS:
            return self._words.operators.get(("mod", word)) or self._words.operators.get(("mod", kid.lemma))
        return None

    def _only_auxiliaries(self, token: Token) -> Iterator[tuple[str, int]]:
        for kid in self.grammar.kids(token.index):
            if kid.dep == "aux" and (operator := self._auxiliary(token, kid.text.lower())):
                yield operator, kid.index

    def _auxiliary(self, token: Token, word: str) -> str | None:
        """What an auxiliary of a verb says; "would" in what somebody said or announced lies ahead, as "will" does."""
        is_said = token.dep == "ccomp" and self.doc.tokens[token.head].lemma in load_classes()["speak"]
        return self._words.operators.get(("aux", "will" if is_said and word in self._words.reported else word))

    def _has_subject(self, token: Token) -> bool:
        return any(k.relation in ("nsubj", "csubj") for k in self.grammar.kids(token.index))
