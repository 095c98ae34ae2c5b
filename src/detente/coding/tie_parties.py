"""Between whom a tie is: parties by the grammar around the words that speak of it."""

from collections.abc import Iterable
from itertools import combinations

from detente.coding.grammar import Grammar
from detente.coding.tie_speakers import Speakers
from detente.model import Document, Mention, Token
from detente.reference.actors import load_actors
from detente.reference.ties import TieRule, load_tie_words

_BEFORE_NOUN = frozenset({"nmod", "compound", "amod", "flat", "obl", "det", "nummod", "appos", "dep", "advmod"})
_CLAUSE_HEADS = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj"})
_SHARED = frozenset({"subj", "doer", "bearer", "obj"})
_SUCH_AS = frozenset({"such", "as", "like", "including", "include"})
_TOGETHER = ("between", "among", "amongst", "of")
_SETTINGS = frozenset({"in", "at", "near", "on", "over", "about", "during", "inside", "within"})
_FIRST_PERSON = frozenset({"we", "our", "us", "ours", "my"})
_UNKNOWN = "IGO"
_LONGEST_CLIMB = 8
_NEAR_VERBS = 3
_SHORTEST_DATELINE = 4
_NEAR, _FAR, _CONTEXT = 1.0, 0.8, 0.6

Parties = tuple[str, ...]


class PartyFinder:
    """Finds the states and bodies that stand around a word."""

    def __init__(self, doc: Document, grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        self._mentions = {i: m for i, m in doc.mention_by_head.items() if self._can_be_party(m)}
        self._speakers = Speakers(doc, grammar)

    def codes_at(self, index: int) -> Parties:
        """The parties that a phrase names, or to whom the thing belongs that it names."""
        return _unique(code for i in self.grammar.conjuncts(index) for code in self._codes_at_one(i))

    def mention_at(self, index: int) -> Mention | None:
        """The mention with a code that a word heads."""
        return self._mentions.get(index)

    def codes_among(self, indices: Iterable[int]) -> Parties:
        """The parties that any of the words heads the name of, in order."""
        return _unique(code for i in indices for code in self._codes_of_word(i))

    def is_named(self, index: int) -> bool:
        """Whether a word, or one coordinated with it, itself names a party, rather than something of a party's."""
        heads = self.grammar.conjuncts(index)
        named = (m for i in heads if (m := self._mentions.get(i)))
        return any((m.actor_id or m.members) and m.code != _UNKNOWN for m in named)

    def fill(self, index: int, slot: str) -> Parties:
        """The parties in one argument slot of a cue; a coordinated noun shares what governs the first."""
        token = self.doc.tokens[index]
        while token.dep == "conj" and token.upos in ("NOUN", "PROPN") and slot in _SHARED:
            token = self.doc.tokens[token.head]
        if slot == "own":
            return self._owners(token)
        if slot == "self":
            return self._bearers(token)
        if slot == "subj":
            return () if self._bears(token) else self._subject(token)
        if slot == "doer":
            return () if self._bears(token) else self._doer_above(token)
        if slot == "bearer":
            return self._subject(token) if self._bears(token) else ()
        if slot == "obj" and token.upos in ("NOUN", "PROPN"):
            return self._fellow_object(token)
        fillers = self.grammar.fillers(index, slot) or self._in_clauses(token, slot)
        return _unique(code for i in fillers for code in self.codes_at(i))

    def _in_clauses(self, token: Token, slot: str) -> tuple[int, ...]:
        """What fills a slot in a clause about a noun: "sanctions that were imposed on Iran"."""
        clauses = [k.index for k in self.grammar.kids(token.index) if k.relation == "acl" and token.upos == "NOUN"]
        return tuple(i for clause in clauses for i in self.grammar.fillers(clause, slot))

    def fill_first(self, index: int, slots: Iterable[str], without: Parties = ()) -> Parties:
        """The parties in the first slot that holds any besides the given ones."""
        for slot in slots:
            if found := tuple(c for c in self.fill(index, slot) if c not in without):
                return found
        return ()

    def find(self, index: int, rule: TieRule, last: Parties = ()) -> tuple[tuple[Parties, ...], float]:
        """The sets of parties that a cue binds, and how surely (0 to 1); a body without a code of its own is none.

        Args:
            index: of the cue.
            rule: where the parties stand, and how far to look for one that is missing.
            last: the pair last spoken of, for a tie with a direction that of the last such tie.
        """
        sets, sureness = self._find(index, rule, last)
        return tuple(parties for parties in sets if _UNKNOWN not in parties), sureness

    def _find(self, index: int, rule: TieRule, last: Parties) -> tuple[tuple[Parties, ...], float]:
        if not rule.directed:
            together = self.fill_first(index, _TOGETHER)
            if len(together) > 1:
                return _join(together, rule), _NEAR
        first = self.fill_first(index, rule.first)
        second = self.fill_first(index, rule.second, without=first)
        if first and second:
            return tuple(_order((a, b), rule) for a in first for b in second), _NEAR
        if len(first) > 1 and rule.joint:
            return _join(first, rule), _NEAR
        return self._find_further(index, rule, first, second, last)

    def clause_of(self, index: int) -> tuple[int, ...]:
        """The words of the smallest clause that holds a word."""
        token = self.doc.tokens[index]
        for _ in range(_LONGEST_CLIMB):
            if token.relation in _CLAUSE_HEADS or (token.dep == "conj" and token.upos in ("VERB", "AUX")):
                break
            token = self.doc.tokens[token.head]
        return self.doc.subtree(token)

    def _find_further(
        self, index: int, rule: TieRule, first: Parties, second: Parties, last: Parties
    ) -> tuple[tuple[Parties, ...], float]:
        known = first or second
        if first and rule.reach != "near" and (beside := self._beside(index, first)):
            return tuple(_order((a, b), rule) for a in first for b in beside), _FAR
        if rule.directed and known and last and known[0] in last:
            return (last,), _FAR
        for reach, sureness in (("clause", _FAR), ("sentence", _FAR * _FAR)):
            if rule.reach == "near" or (rule.reach == "clause" and reach == "sentence"):
                return (), 0.0
            sentence = self.doc.sentences[self.doc.sentence_of[index]]
            words = self.clause_of(index) if reach == "clause" else range(sentence.start, sentence.end)
            if found := self._pair_up(index, rule, first, second, words):
                return found, sureness
        if rule.reach == "pair" and len(last) == 2 and (not known or known[0] in last):
            return (_order((last[0], last[1]), rule),), _CONTEXT
        return (), 0.0

    def _beside(self, index: int, known: Parties) -> Parties:
        """Who stands beside the noun that governs the cue, or acts in its clause: "the battle with X on tariffs"."""
        token = self.doc.tokens[index]
        above = self.doc.tokens[token.head]
        if above.upos == "NOUN":
            with_it = self.fill_first(above.index, ("with", "between", "against"), without=known)
            if with_it:
                return with_it
        return tuple(c for c in self._subject(token) if c not in known)

    def _pair_up(
        self, index: int, rule: TieRule, first: Parties, second: Parties, words: Iterable[int]
    ) -> tuple[Parties, ...]:
        """One side that is known with the nearest other; or the only two that are named."""
        open_to = (i for i in words if i in self._mentions and not self._is_setting(i))
        near = sorted(open_to, key=lambda i: abs(i - index))
        known = first or second
        if known and (first or not rule.directed):
            for i in near:
                others = tuple(c for c in self.codes_at(i) if c not in known)
                if others:
                    sides = (known, others) if first else (others, known)
                    return tuple(_order((a, b), rule) for a in sides[0] for b in sides[1])
            return ()
        if known:
            return ()
        named = self.codes_among(sorted(near))
        return (_order((named[0], named[1]), rule),) if len(named) == 2 and not rule.directed else ()

    def _is_setting(self, index: int) -> bool:
        """Whether a name only says where or about what: "a summit in France", "cooperation on North Korea"."""
        token = self.doc.tokens[index]
        head = self.doc.tokens[token.head] if token.dep == "conj" else token
        return self.grammar.case_of(head) in _SETTINGS

    def _codes_of_word(self, index: int) -> Parties:
        """Whom a word names, or for whom "we" and "our" speak."""
        if mention := self._mentions.get(index):
            return _codes_of(mention)
        token = self.doc.tokens[index]
        if token.text.lower() in _FIRST_PERSON:
            speaker = self._mentions.get(self._speakers.find(index) or index)
            return _codes_of(speaker) if speaker else ()
        if token.text.lower() == "whose":
            return self._codes_of_relative(token)
        return ()

    def _codes_of_relative(self, token: Token) -> Parties:
        """Whom "whose" stands for: what the relative clause belongs to."""
        for _ in range(_LONGEST_CLIMB):
            if token.dep == "acl:relcl":
                return self.codes_at(token.head)
            token = self.doc.tokens[token.head]
        return ()

    def _codes_at_one(self, index: int) -> Parties:
        if found := self._codes_of_word(index):
            return found
        token = self.doc.tokens[index]
        if token.upos == "VERB":
            return _unique(code for k in self.grammar.kids(index) if k.dep == "obj" for code in self.codes_at(k.index))
        if token.upos not in ("NOUN", "PROPN", "ADJ", "PRON"):
            return ()
        for slot in ("own", "of", "from", "in"):
            inner = self._owners(token) if slot == "own" else self._below(index, slot)
            if inner:
                return inner
        return ()

    def _below(self, index: int, preposition: str) -> Parties:
        heads = [
            k.index for k in self.grammar.kids(index) if k.dep == "nmod" and self.grammar.case_of(k) == preposition
        ]
        return _unique(code for i in heads for code in self.codes_among(self.grammar.conjuncts(i)))

    def _owners(self, token: Token) -> Parties:
        """Who stands before the noun within its phrase: "China-Russia", "Beijing's", "Sino-Russian"."""
        kids = [k for k in self.grammar.kids(token.index) if k.index < token.index and k.relation in _BEFORE_NOUN]
        found: list[str] = []
        for kid in kids:
            inner = [i for i in self.doc.subtree(kid) if i < token.index and self._codes_of_word(i)]
            top = [i for i in inner if i == kid.index or self.doc.tokens[i].dep == "conj" or kid.relation != "nmod"]
            found.extend(self.codes_among(top or inner))
        return _unique(found)

    def _bearers(self, token: Token) -> Parties:
        """Who is called by the noun: "Turkey, an ally", "its ally Turkey", "allies such as Turkey"."""
        kids = self.grammar.kids(token.index)
        heads = [k.index for k in kids if k.dep in ("appos", "flat", "nsubj", "nmod:desc") and k.index != token.index]
        heads += [k.index for k in kids if self._gives_example(k)]
        if token.dep in ("appos", "flat", "compound", "nmod:desc"):
            heads.append(token.head)
        if token.dep in ("obj", "xcomp", "obl", "nmod", "advcl") and self._is_called(token):
            heads += [*self.grammar.fillers(token.head, "obj"), *self.grammar.surface_subjects(token.head)][:1]
        if token.dep == "conj" and self._counts_others(token):
            heads.append(token.head)
        return _unique(code for i in heads for code in self._named_at(i))

    def _named_at(self, index: int) -> Parties:
        """The parties that a word and what is coordinated with it name, not those to whom it belongs."""
        return self.codes_among(self.grammar.conjuncts(index))

    def _gives_example(self, kid: Token) -> bool:
        cases = {k.text.lower() for k in self.grammar.kids(kid.index) if k.dep in ("case", "mark", "fixed")}
        return kid.relation in ("nmod", "obl", "acl", "advcl") and bool(cases & _SUCH_AS)

    def _is_called(self, token: Token) -> bool:
        return self.grammar.case_of(token) == "as" or self.doc.tokens[token.head].lemma in ("become", "remain", "call")

    def _counts_others(self, token: Token) -> bool:
        return any(k.lemma == "other" for k in self.grammar.kids(token.index))

    def _subject(self, token: Token) -> Parties:
        """Who does what the clause says; where it does not say, who does what the clause above says."""
        if token.upos in ("VERB", "AUX"):
            return self._doers(token.index)
        below, above = token, self.doc.tokens[token.head]
        for _ in range(_LONGEST_CLIMB):
            if above.index == below.index:
                break
            is_open = above.upos in ("VERB", "AUX", "ADJ") and below.dep not in ("nsubj", "nsubj:pass")
            if is_open and (found := self._doers(above.index)):
                return found
            if above.upos == "NOUN" and (found := self._owners(above)):
                return found
            below, above = above, self.doc.tokens[above.head]
        return ()

    def _doer_above(self, token: Token) -> Parties:
        """Who does what is done to a noun: the subject of the verb whose object it is, or with which it stands."""
        above = self.doc.tokens[token.head]
        while token.dep in ("conj", "compound") and above.index != token.index:
            token, above = above, self.doc.tokens[above.head]
        if token.dep in ("obj", "obl", "nsubj:pass", "xcomp") and (found := self._doers(above.index)):
            return found
        return _unique(code for i in self._in_clauses(token, "subj") for code in self.codes_at(i))

    def _bears(self, token: Token) -> bool:
        """Whether the verbs that govern a noun make their subject the one to whom it is done ("hit by sanctions")."""
        if token.dep == "obl:agent":
            return True
        for _ in range(_NEAR_VERBS):
            token = self.doc.tokens[token.head]
            if token.lemma in load_tie_words().classes["bearing"]:
                return True
        return False

    def _doers(self, index: int) -> Parties:
        return _unique(c for i in self.grammar.fillers(index, "subj") for c in self.codes_at(i))

    def _fellow_object(self, token: Token) -> Parties:
        """What the verb that governs the noun is done to."""
        if token.dep in ("obj", "nsubj:pass") or token.head == token.index:
            return ()
        above = self.doc.tokens[token.head]
        if above.upos != "VERB":
            return ()
        return _unique(
            c for i in self.grammar.fillers(above.index, "obj") if i != token.index for c in self.codes_at(i)
        )

    def _can_be_party(self, mention: Mention) -> bool:
        return bool(_codes_of(mention)) and not self._is_prefixed(mention) and not self._is_dateline(mention)

    def _is_dateline(self, mention: Mention) -> bool:
        """Whether it only says where the report was written ("VIENNA - ...")."""
        first = self.doc.sentences[self.doc.sentence_of[mention.head]].start
        name = self.doc.tokens[mention.head].text
        is_first = mention.head - first < _SHORTEST_DATELINE and name.isupper() and len(name) >= _SHORTEST_DATELINE
        return is_first and name.isalpha() and not is_body(mention.code or "")

    def _is_prefixed(self, mention: Mention) -> bool:
        """Whether it stands in "anti-American" and the like, which names no party."""
        start = mention.span.start
        before = self.doc.text[max(0, start - 6) : start].lower()
        return any(
            before.endswith(f"{prefix}{dash}") for prefix in load_tie_words().classes["prefix"] for dash in "-‐‑"
        )


def _codes_of(mention: Mention) -> Parties:
    return mention.members or ((mention.code,) if mention.code else ())


def _join(codes: Parties, rule: TieRule) -> tuple[Parties, ...]:
    """All in one record for a treaty, else a record for each pair."""
    if rule.kind == "treaty":
        return (tuple(sorted(codes)),)
    return tuple(_order(pair, rule) for pair in combinations(codes, 2))


def _order(pair: tuple[str, str], rule: TieRule) -> Parties:
    return pair if rule.directed else tuple(sorted(pair))


def _unique(codes: Iterable[str]) -> Parties:
    return tuple(dict.fromkeys(codes))


def is_body(code: str) -> bool:
    """Whether a code stands for an international body."""
    actor = load_actors().state(code)
    return code == "IGO" or (actor is not None and actor.kind == "body")
