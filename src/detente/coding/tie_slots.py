"""The parties in the argument slots of a word that speaks of a tie."""

from collections.abc import Iterable

from detente.coding.grammar import Grammar
from detente.coding.tie_names import Parties, PartyNames, unique
from detente.model import Document, Token
from detente.reference.ties import load_tie_words

_CLAUSE_HEADS = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj"})
_SHARED = frozenset({"subj", "doer", "bearer", "wager", "obj"})
_SUCH_AS = frozenset({"such", "as", "like", "including", "include"})
_SETTINGS = frozenset({"in", "at", "near", "on", "over", "about", "during", "inside", "within"})
_LONGEST_CLIMB = 8
_NEAR_VERBS = 3


class Slots:
    """Finds who stands where around the words of one document; the slots are explained in ties.yaml."""

    def __init__(self, doc: Document, grammar: Grammar, names: PartyNames) -> None:
        self.doc = doc
        self.grammar = grammar
        self.names = names

    def fill(self, index: int, slot: str, without: Parties = ()) -> Parties:
        """The parties in one argument slot of a cue; a coordinated noun shares what governs the first."""
        token = self.doc.tokens[index]
        while token.dep == "conj" and token.upos in ("NOUN", "PROPN") and slot in _SHARED:
            token = self.doc.tokens[token.head]
        if slot in ("own", "title", "sender", "self"):
            return self._fill_in_phrase(token, slot)
        if slot in ("subj", "doer", "bearer", "wager"):
            return self._fill_by_doers(token, slot, without)
        if slot == "obj" and token.upos in ("NOUN", "PROPN"):
            return self._fellow_object(token)
        fillers = self._fillers(index, slot) or self._in_clauses(token, slot)
        return unique(code for i in fillers for code in self.names.codes_at(i))

    def _fill_in_phrase(self, token: Token, slot: str) -> Parties:
        """Who stands before a noun, as far as the slot counts them, or is called by it."""
        if slot == "self":
            return self._bearers(token)
        titles = self.names.titles(token) if slot != "own" else ()
        if slot == "title":
            return titles
        owners = self.names.owners(token)
        if not owners and token.dep == "conj":
            owners = self.names.owners(self.doc.tokens[token.head])
        return tuple(c for c in owners if c not in titles)

    def _fill_by_doers(self, token: Token, slot: str, without: Parties) -> Parties:
        """Who acts in the clause of a word, if the clause is such as the slot asks for."""
        if slot == "subj":
            return self.subject(token, without)
        if slot == "doer":
            return () if self._bears(token) else self._doer_above(token)
        fits = self._bears(token) if slot == "bearer" else self._is_under(token, "waging")
        return self.subject(token) if fits else ()

    def fill_first(self, index: int, slots: Iterable[str], without: Parties = ()) -> Parties:
        """The parties in the first slot that holds any besides the given ones."""
        for slot in slots:
            if found := tuple(c for c in self.fill(index, slot, without) if c not in without):
                return found
        return ()

    def clause_of(self, index: int) -> tuple[int, ...]:
        """The words of the smallest clause that holds a word."""
        token = self.doc.tokens[index]
        for _ in range(_LONGEST_CLIMB):
            if token.relation in _CLAUSE_HEADS or (token.dep == "conj" and token.upos in ("VERB", "AUX")):
                break
            token = self.doc.tokens[token.head]
        return self.doc.subtree(token)

    def names_others(self, index: int) -> bool:
        """Whether a phrase says with whom, though not by a name that is known ("relations between great powers")."""
        return any(self.grammar.fillers(index, slot) for slot in ("between", "among", "with"))

    def is_setting(self, index: int) -> bool:
        """Whether a name only says where or about what: "a summit in France", "cooperation on North Korea"."""
        token = self.doc.tokens[index]
        head = self.doc.tokens[token.head] if token.dep == "conj" else token
        return self.grammar.case_of(head) in _SETTINGS

    def _in_clauses(self, token: Token, slot: str) -> tuple[int, ...]:
        """What fills a slot in a clause about a noun ("sanctions that were imposed on Iran"), or beside a name."""
        if token.upos == "PROPN" and token.dep in ("obj", "nsubj:pass") and slot != "subj":
            return self.grammar.fillers(token.head, slot)
        clauses = [k.index for k in self.grammar.kids(token.index) if k.relation == "acl" and token.upos == "NOUN"]
        return tuple(i for clause in clauses for i in self.grammar.fillers(clause, slot))

    def _bearers(self, token: Token) -> Parties:
        """Who is called by the noun: "Turkey, an ally", "its ally Turkey", "allies such as Turkey"."""
        kids = self.grammar.kids(token.index)
        heads = [k.index for k in kids if k.dep in ("appos", "flat", "nsubj", "nmod:desc") and k.index != token.index]
        heads += [k.index for k in kids if self._gives_example(k)]
        if token.dep in ("appos", "flat", "compound", "nmod:desc"):
            heads.append(token.head)
        if token.dep in ("obj", "xcomp", "obl", "nmod", "advcl") and self._is_called(token):
            heads += [*self.grammar.fillers(token.head, "obj"), *self._leaned_on(token)][:1]
        if token.dep == "conj" and self._counts_others(token):
            heads.append(token.head)
        heads += self._in_role(token)
        return unique(code for i in heads for code in self._named_at(i))

    def _leaned_on(self, token: Token) -> list[int]:
        """Whom "as" speaks of where the verb has no object: "relies on France as its ally", else who acts."""
        beside = (k for k in self.grammar.kids(token.head) if k.relation == "obl" and k.index < token.index)
        named = [k.index for k in beside if self.names.is_named(k.index)]
        return [*named[-1:], *self.grammar.surface_subjects(token.head)]

    def _in_role(self, token: Token) -> list[int]:
        """Whom "as" puts in the role that the noun names: "the EU, as the biggest donor and top partner"."""
        first = self.doc.tokens[token.head] if token.dep == "conj" else token
        return [first.head] if first.relation in ("nmod", "obl") and self.grammar.case_of(first) == "as" else []

    def _named_at(self, index: int) -> Parties:
        """The parties that a word and what is coordinated with it name, not those to whom it belongs."""
        return self.names.codes_among(self.grammar.conjuncts(index))

    def _gives_example(self, kid: Token) -> bool:
        cases = {k.text.lower() for k in self.grammar.kids(kid.index) if k.dep in ("case", "mark", "fixed")}
        return kid.relation in ("nmod", "obl", "acl", "advcl") and bool(cases & _SUCH_AS)

    def _is_called(self, token: Token) -> bool:
        return self.grammar.case_of(token) == "as" or self.doc.tokens[token.head].lemma in ("become", "remain", "call")

    def _counts_others(self, token: Token) -> bool:
        return any(k.lemma == "other" for k in self.grammar.kids(token.index))

    def subject(self, token: Token, without: Parties = ()) -> Parties:
        """Who does what the clause says; where it names none besides the given ones, the clause above."""
        if token.upos in ("VERB", "AUX"):
            return self._doers(token.index)
        below, above = token, self.doc.tokens[token.head]
        for _ in range(_LONGEST_CLIMB):
            if above.index == below.index:
                break
            is_open = above.upos in ("VERB", "AUX", "ADJ") and below.dep not in ("nsubj", "nsubj:pass")
            found = self._doers(above.index) if is_open else ()
            if above.upos == "NOUN":
                found = found or self.names.owners(above)
            if set(found) - set(without):
                return found
            below, above = above, self.doc.tokens[above.head]
        return ()

    def _doer_above(self, token: Token) -> Parties:
        """Who does what is done to a noun: the subject of the verb whose object it is, or with which it stands."""
        if found := unique(code for i in self._in_clauses(token, "subj") for code in self.names.codes_at(i)):
            return found
        above = self.doc.tokens[token.head]
        while token.dep in ("conj", "compound") and above.index != token.index:
            token, above = above, self.doc.tokens[above.head]
        return self._doers(above.index) if token.dep in ("obj", "obl", "nsubj:pass", "xcomp") else ()

    def _bears(self, token: Token) -> bool:
        """Whether the verbs that govern a noun make their subject the one to whom it is done ("hit by sanctions")."""
        return token.dep == "obl:agent" or self._is_under(token, "bearing")

    def _is_under(self, token: Token, verbs: str) -> bool:
        """Whether one of the nearest words above is a verb of that class."""
        for _ in range(_NEAR_VERBS):
            token = self.doc.tokens[token.head]
            if token.lemma in load_tie_words().classes[verbs]:
                return True
        return False

    def _doers(self, index: int) -> Parties:
        return unique(c for i in self._fillers(index, "subj") for c in self.names.codes_at(i))

    def _fillers(self, index: int, slot: str) -> tuple[int, ...]:
        """The words in a slot; the subject of an infinitive that "for" brings in ("calls for Russia to be let in")."""
        if slot == ("obj" if self.grammar.is_passive(index) else "subj"):
            mark = next((k for k in self.grammar.kids(index) if k.dep == "mark" and k.text.lower() == "to"), None)
            before = self.doc.tokens[mark.index - 1] if mark and mark.index else None
            while before and before.dep in ("conj", "flat", "compound") and before.head < before.index:
                before = self.doc.tokens[before.head]
            if before and self.grammar.case_of(before) == "for" and before.relation in ("nmod", "obl"):
                return self.grammar.conjuncts(before.index)
        return self.grammar.fillers(index, slot)

    def _fellow_object(self, token: Token) -> Parties:
        """What the verb that governs the noun is done to."""
        if token.dep in ("obj", "nsubj:pass") or token.head == token.index:
            return ()
        above = self.doc.tokens[token.head]
        if above.upos != "VERB":
            return ()
        return unique(
            c for i in self.grammar.fillers(above.index, "obj") if i != token.index for c in self.names.codes_at(i)
        )
