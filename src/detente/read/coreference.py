"""What pronouns and short descriptions refer to ("he", "the two countries", "the prime minister")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.model import Document, Mention, Span, Token
from detente.read.antecedents import Antecedents, Candidate
from detente.reference.actors import load_actors
from detente.reference.phrasing import load_phrasing
from detente.reference.roles import load_roles

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_ITS = frozenset({"its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_PAIR_WORDS = frozenset({"two", "both"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


def resolve(doc: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, with those added that refer back to others; what refers to nothing for sure is left out."""
    resolver = _Resolver(doc, mentions)
    return tuple(sorted(resolver.run(), key=lambda m: (m.span.start, -m.span.end)))


class _Resolver:
    """Goes through a document once, from left to right."""

    def __init__(self, doc: Document, mentions: Sequence[Mention]) -> None:
        self.doc = doc
        self.by_head = {m.head: m for m in mentions}
        self.rest = [m for m in mentions if self.by_head[m.head] is not m]
        self.seen = Antecedents(doc)

    def run(self) -> Iterator[Mention]:
        """All mentions, old and new."""
        yield from self.rest
        for token in self.doc.tokens:
            mention = self.by_head.get(token.index)
            found = self._revise(token, mention) if mention else self._read_word(token)
            if found:
                self.by_head[token.index] = found
                self.seen.add(found)
        yield from map(self._adopt, self.by_head.values())

    def _adopt(self, mention: Mention) -> Mention:
        """A description with the countries of what follows it, once that is known ("officials of both countries")."""
        if mention.how != "context" or mention.members or (mention.code and mention.is_name is False):
            return mention
        for child in self.doc.children_of(self.doc.tokens[mention.head], "nmod"):
            case = next((c.text.lower() for c in self.doc.children_of(child, "case")), "")
            owner = self.by_head.get(child.index)
            if owner and owner.members and owner.how == "coreference" and case in load_phrasing().owner_cases:
                return replace(mention, code=None, members=owner.members)
        return mention

    def _read_word(self, token: Token) -> Mention | None:
        word = token.text.lower()
        if token.upos == "PRON" and not token.entity:
            found = self._find_for_pronoun(token, word) or self._find_ahead(token, word)
            return _refer(token, found) if found else None
        if token.upos == "NOUN":
            return self._read_pair(token) or self._read_country(token) or self._read_group(token)
        return None

    def _find_for_pronoun(self, token: Token, word: str) -> Mention | None:
        if word in _HE:
            return self.seen.find(token, Candidate.is_man, sentences=3)
        if word in _SHE:
            known = self.seen.find(token, Candidate.is_known_woman, sentences=3)
            return known or self.seen.find(token, Candidate.is_woman, sentences=3)
        if word == "it":
            acts = token.relation == "nsubj" and self.doc.tokens[token.head].upos == "VERB"
            return self.seen.find(token, Candidate.is_single_actor, sentences=1) if acts else None
        if word in _ITS:
            return self.seen.find(token, Candidate.is_single_body, sentences=1)
        if word in _THEY:
            return self.seen.find_group(token) or self.seen.find(token, Candidate.is_many, sentences=1)
        return None

    def _find_ahead(self, token: Token, word: str) -> Mention | None:
        """The subject of the main clause for that of a clause before it ("As he left, Putin said ...")."""
        verb = self.doc.tokens[token.head]
        main = self.doc.tokens[verb.head]
        if (
            token.dep not in ("nsubj", "nsubj:pass", "nmod:poss")
            or verb.relation != "advcl"
            or main.index < token.index
        ):
            return None
        subjects = self.doc.children_of(main, "nsubj")
        found = next((m for s in subjects if (m := self.by_head.get(s.index)) and s.index > token.index), None)
        return found if found and self.seen.suits(found, word in _HE or word in _SHE, word in _THEY) else None

    def _revise(self, token: Token, mention: Mention) -> Mention:
        """A description without a country of its own, given that of what it refers to."""
        if (not mention.code or mention.how == "context") and (pair := self._read_pair(token)):
            return pair
        if mention.how == "context" and (country := self._read_country(token)):
            return country
        if mention.how == "context" and (group := self._read_group(token)):
            return replace(group, span=mention.span)
        if token.lemma.lower() not in load_phrasing().opposites and (owner := self._possessor(token)):
            return replace(mention, code=owner.code, members=owner.members) if not mention.code else mention
        if mention.how != "context" or mention.members or not self._is_definite(token):
            return mention
        earlier = self._find_titled(token) or self.seen.find_noun(token)
        return replace(_refer(token, earlier), span=mention.span, is_name=True) if earlier else mention

    def _possessor(self, token: Token) -> Mention | None:
        """Whom "his" or "the country's" before a noun means."""
        known = (self.by_head.get(c.index) for c in self.doc.children_of(token, "nmod:poss"))
        return next((m for m in known if m and m.how == "coreference" and (m.code or m.members)), None)

    def _is_definite(self, token: Token) -> bool:
        words = self.doc.children_of(token, "det", "nummod", "amod", "nmod:poss")
        return any(c.text.lower() in _DEFINITE or c.dep == "nmod:poss" for c in words)

    def _find_titled(self, token: Token) -> Mention | None:
        """The last person whom the text gave the title that these words are ("the prime minister")."""
        if "Number=Plur" in token.morph or token.xpos == "NNS":
            return None
        start = max(0, token.index - 2)
        hits = load_roles().titles.find([t.text for t in self.doc.tokens[start : token.index + 1]])
        titles = [h.values[0] for h in hits if start + h.end == token.index + 1]
        return self.seen.find_titled(titles[-1]) if titles else None

    def _read_pair(self, token: Token) -> Mention | None:
        """The two states named last, for "the two countries" or "both leaders"."""
        lemma = token.lemma.lower()
        phrasing = load_phrasing()
        if lemma not in phrasing.country_nouns and lemma not in phrasing.leader_plurals:
            return None
        if not self._is_definite(token):
            return None
        counted = [c for c in self.doc.children_of(token) if c.text.lower() in _PAIR_WORDS and c.index < token.index]
        codes = self.seen.find_pair(token) if counted else ()
        if not codes:
            return None
        span = Span(counted[0].span.start, token.span.end)
        return Mention(span, token.index, None, self.seen.name_all(codes), None, "GOV", "coreference", codes)

    def _read_country(self, token: Token) -> Mention | None:
        """The state named last, for "the country"."""
        singular = token.lemma.lower() in ("country", "nation", "kingdom", "republic") and token.xpos != "NNS"
        if not singular or not self._is_definite(token):
            return None
        owner = self._possessor(token)
        found = self._state_of(owner) if owner else self.seen.find(token, Candidate.is_state, sentences=2)
        return replace(_refer(token, found), is_name=True) if found else None

    def _state_of(self, owner: Mention) -> Mention | None:
        """The country of the one whose it is said to be ("his country")."""
        actor = load_actors().state(owner.code) if owner.code else None
        return replace(owner, actor_id=actor.actor_id, name=actor.name, sector="GOV") if actor else None

    def _read_group(self, token: Token) -> Mention | None:
        """The body or group named last, for "the group", "the 25-nation bloc"."""
        sectors = load_phrasing().group_words.get(token.lemma.lower())
        if sectors is None or token.xpos == "NNS" or not self._points_back(token):
            return None
        found = self.seen.find(token, lambda c: c.is_group() and c.mention.sector in sectors, sentences=3)
        return replace(_refer(token, found), is_name=True) if found else None

    def _points_back(self, token: Token) -> bool:
        """Whether a definite noun says no more of itself: not "the group that", "the alliance of"."""
        words = self.doc.children_of(token)
        definite = any(c.text.lower() in ("the", "this", "that") and c.dep == "det" for c in words)
        return definite and not any(c.index > token.index and c.relation in ("nmod", "acl", "appos") for c in words)


def _refer(token: Token, to: Mention) -> Mention:
    return Mention(
        token.span, token.index, to.actor_id, to.name, to.code, to.sector, "coreference", to.members, is_name=False
    )
