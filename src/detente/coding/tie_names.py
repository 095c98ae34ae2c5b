"""Which states and bodies words name, also by "our" and "whose"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from detente.coding.grammar import Grammar
from detente.coding.tie_speakers import Speakers
from detente.model import Document, Mention, Token
from detente.reference.actors import load_actors
from detente.reference.states import load_former_states
from detente.reference.ties import load_tie_words

_BEFORE_NOUN = frozenset({"nmod", "compound", "amod", "flat", "obl", "det", "nummod", "appos", "dep", "advmod"})
_FIRST_PERSON = frozenset({"we", "our", "us", "ours", "my"})
_LONGEST_CLIMB = 8
_SHORTEST_DATELINE = 4
_PASSING = 4
UNNAMED_BODY = "IGO"

Parties = tuple[str, ...]


class PartyNames:
    """Reads the mentions of one document as parties to ties."""

    def __init__(self, doc: Document, grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        self._counts = Counter(m.code for m in doc.mentions if m.code)
        self._mentions = {i: m for i, m in doc.mention_by_head.items() if self._can_be_party(m)}
        self._speakers = Speakers(doc, grammar)

    def codes_at(self, index: int) -> Parties:
        """The parties that a phrase names, or to whom the thing belongs that it names."""
        return unique(code for i in self.grammar.conjuncts(index) for code in self._codes_at_one(i))

    def codes_among(self, indices: Iterable[int]) -> Parties:
        """The parties that any of the words heads the name of, in order."""
        return unique(code for i in indices for code in self._codes_of_word(i))

    def mention_at(self, index: int) -> Mention | None:
        """The mention with a code that a word heads."""
        return self._mentions.get(index)

    def is_named(self, index: int) -> bool:
        """Whether a word, or one coordinated with it, itself names a party, rather than something of a party's."""
        heads = self.grammar.conjuncts(index)
        named = [m for i in heads if (m := self._mentions.get(i))]
        rulers = load_tie_words().classes["ruler"]
        named = [m for m in named if m.actor_id or m.members or self.doc.tokens[m.head].lemma in rulers]
        return any(m.code != UNNAMED_BODY for m in named)

    def owners(self, token: Token) -> Parties:
        """Who stands before the noun within its phrase: "China-Russia", "Beijing's", "Sino-Russian"."""
        kids = [k for k in self.grammar.kids(token.index) if k.index < token.index and k.relation in _BEFORE_NOUN]
        found: list[str] = []
        for kid in kids:
            inner = [i for i in self.doc.subtree(kid) if i < token.index and self._codes_of_word(i)]
            top = [i for i in inner if i == kid.index or self.doc.tokens[i].dep == "conj" or kid.relation != "nmod"]
            found.extend(self.codes_among(top or inner))
        return unique(found)

    def titles(self, token: Token) -> Parties:
        """The country whose plain name stands before the noun, as its object: "Iran sanctions"."""
        kids = [k for k in self.grammar.kids(token.index) if k.dep == "compound" and k.index < token.index]
        plain = [k.index for k in kids if k.upos == "PROPN" and not k.text.isupper() and k.text.isalpha()]
        return tuple(c for i in plain for c in self._codes_of_word(i) if self._is_country(i) and not is_body(c))

    def _is_country(self, index: int) -> bool:
        """Whether the word heads the name of a country itself, not of its people, leader or capital."""
        mention = self._mentions.get(index)
        state = load_actors().state(mention.code or "") if mention else None
        words = mention.span.words(self.doc.text) if mention else ""
        return state is not None and words.startswith(state.name)

    def below(self, index: int, preposition: str) -> Parties:
        """The parties named in the phrases that a preposition hangs on a noun."""
        heads = [
            k.index for k in self.grammar.kids(index) if k.dep == "nmod" and self.grammar.case_of(k) == preposition
        ]
        return unique(code for i in heads for code in self.codes_among(self.grammar.conjuncts(i)))

    def _codes_of_word(self, index: int) -> Parties:
        """Whom a word names, or for whom "we" and "our" speak."""
        if mention := self._mentions.get(index):
            return self._pair_of(mention) if len(mention.members) == 2 else _codes_of(mention)
        token = self.doc.tokens[index]
        if token.text.lower() in _FIRST_PERSON:
            speaker = self._mentions.get(self._speakers.find(index) or index)
            return _codes_of(speaker) if speaker else ()
        if token.text.lower() == "whose":
            return self._codes_of_relative(token)
        return ()

    def _pair_of(self, mention: Mention) -> Parties:
        """Whom "the two countries" are: the two most spoken of, where one that was read is named in passing only."""
        most = self._counts.most_common(2)
        rarest = min(self._counts[code] for code in mention.members)
        is_passing = len(most) == 2 and rarest * _PASSING < most[1][1]
        return tuple(code for code, _ in most) if is_passing else _codes_of(mention)

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
            return unique(code for k in self.grammar.kids(index) if k.dep == "obj" for code in self.codes_at(k.index))
        if token.upos not in ("NOUN", "PROPN", "ADJ", "PRON"):
            return ()
        for slot in ("own", "of", "from", "in"):
            inner = self.owners(token) if slot == "own" else self.below(index, slot)
            if inner:
                return inner
        return ()

    def _can_be_party(self, mention: Mention) -> bool:
        if not _codes_of(mention) or self._is_modifier(mention):
            return False
        return not self._is_prefixed(mention) and not self._is_dateline(mention)

    def _is_modifier(self, mention: Mention) -> bool:
        """Whether it only says of what sort a thing is, its country guessed ("military" in "a military strike")."""
        before_noun = self.doc.tokens[mention.head].dep in ("amod", "compound")
        return before_noun and mention.how == "context" and mention.actor_id is None

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
    """The codes of a mention; a state that is no more counts as the one that carries on its seat."""
    codes = mention.members or ((mention.code,) if mention.code else ())
    return tuple(_list_successors().get(code, code) for code in codes)


@cache
def _list_successors() -> Mapping[str, str]:
    return {state.code: state.successor for state in load_former_states() if state.successor}


def unique(codes: Iterable[str]) -> Parties:
    """The codes in order, each once."""
    return tuple(dict.fromkeys(codes))


def is_body(code: str) -> bool:
    """Whether a code stands for an international body."""
    actor = load_actors().state(code)
    return code == "IGO" or (actor is not None and actor.kind == "body")
