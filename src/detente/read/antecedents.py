"""What was named before, for pronouns and descriptions to refer to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.model import Document, Mention, Token
from detente.reference.actors import load_actors
from detente.reference.phrasing import load_phrasing
from detente.reference.roles import Title, load_roles

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_BODIES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "IGO"})
_PERSONAL = frozenset({"CVL", "MED", "REL", "EDU", "LAB", "CRM", "REB", "PTY", "LEG", "BUS", "NGO"})
_KEPT = 60
_SUBJECT_BONUS = 1.5
_SENTENCE_COST = 2.0
_POSITION_COST = 0.01


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier mention, with what decides whether a word can refer to it."""

    mention: Mention
    token: Token
    sentence: int
    person: bool
    human: bool
    plural: bool
    woman: bool | None

    def is_man(self) -> bool:
        """Whether "he" can be this one: a person not known to be a woman."""
        return (self.person or self.human) and not self.plural and self.woman is not True

    def is_woman(self) -> bool:
        """Whether "she" can be this one: a person not known to be a man."""
        return (self.person or self.human) and not self.plural and self.woman is not False

    def is_known_woman(self) -> bool:
        """Whether the name tells that this one is a woman."""
        return self.person and not self.plural and self.woman is True

    def is_single_body(self) -> bool:
        """Whether "its" can be this one: a state, body, group or institution named by itself."""
        if self.person or self.human or self.plural or self.mention.how == "demonym":
            return False
        return self.mention.actor_id is not None or self.mention.sector in _BODIES

    def is_single_actor(self) -> bool:
        """Whether "it" as a subject can be this one: such a body that is itself the subject of something."""
        return (self.token.dep in _SUBJECTS or self.token.dep == "nmod:poss") and self.is_single_body()

    def is_many(self) -> bool:
        """Whether "they" can be this one."""
        many = self.plural or self.token.lemma.lower() in load_phrasing().collectives
        return many and self.mention.sector != "UNK"

    def is_group(self) -> bool:
        """Whether "the group", "the bloc" can be this one: a body or group known by name."""
        actor_id = self.mention.actor_id
        return not self.person and actor_id is not None and self.mention.sector != "GOV"

    def is_state(self) -> bool:
        """Whether "the country" can be this one."""
        code = self.mention.code
        return not self.person and code is not None and code == self.mention.actor_id and len(code) == 3


class Antecedents:
    """The last mentions of a document as it is read."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._seen: list[Candidate] = []
        self._titled: list[tuple[str, Mention]] = []
        self._table = load_actors()

    def add(self, mention: Mention) -> None:
        """Remember a mention for what follows."""
        token = self._doc.tokens[mention.head]
        person = self._is_person(token, mention)
        plural = (token.xpos in ("NNS", "NNPS") and not person and mention.actor_id is None) or bool(mention.members)
        human = not person and self._is_human(token, mention)
        woman = self._is_woman(mention) if person or human else None
        sentence = self._doc.sentence_of[token.index]
        self._seen.append(Candidate(mention, token, sentence, person, human, plural, woman))
        del self._seen[:-_KEPT]
        if person and mention.is_name and mention.name:
            words = mention.span.words(self._doc.text).lower()
            self._titled.append((words, mention))
            del self._titled[:-_KEPT]

    def find(self, token: Token, fits: Callable[[Candidate], bool], sentences: int) -> Mention | None:
        """The likeliest earlier mention: subjects first, then the nearest; None where none fits."""
        scored = [(self._score(token, c), c) for c in self._iter_near(token, sentences) if fits(c)]
        return max(scored, key=lambda pair: pair[0])[1].mention if scored else None

    def suits(self, mention: Mention, person: bool, plural: bool) -> bool:
        """Whether a mention not yet added is a person, or several, as a pronoun wants it."""
        token = self._doc.tokens[mention.head]
        many = token.xpos in ("NNS", "NNPS") or bool(mention.members)
        return many == plural and self._is_person(token, mention) == person

    def name_all(self, codes: tuple[str, ...]) -> str:
        """The names of several states or bodies ("China and Russia")."""
        return " and ".join(actor.name if (actor := self._table.state(code)) else code for code in codes)

    def find_titled(self, title: Title) -> Mention | None:
        """The person last named whom the text gave a title, or who holds such an office; None where there is none."""
        return next((m for words, m in reversed(self._titled) if m.code and self._bears(words, m, title)), None)

    def _bears(self, words: str, mention: Mention, title: Title) -> bool:
        if title.phrase in words:
            return True
        holder = self._table.holders(mention.code, title.offices, self._doc.article.published)
        return holder is not None and holder.actor_id == mention.actor_id

    def find_noun(self, token: Token) -> Mention | None:
        """The last mention by the same noun that has a country of its own ("a US official ... the official")."""
        lemma = token.lemma.lower()
        for candidate in self._iter_near(token, 4):
            mention = candidate.mention
            if mention.code and candidate.token.lemma.lower() == lemma and candidate.token.xpos == token.xpos:
                return mention
        return None

    def find_pair(self, token: Token) -> tuple[str, ...]:
        """The codes of the two states that were named last, the nearest pair of coordinated ones first."""
        codes: list[str] = []
        above = self._ancestors(token)
        for candidate in self._iter_near(token, 4):
            mention = candidate.mention
            if candidate.token.index in above:
                continue
            if len(mention.members) == 2:
                return mention.members
            if mention.code and len(mention.code) in (3, 4) and mention.sector in ("GOV", "MIL", "IGO"):
                codes.insert(0, mention.code) if mention.code not in codes else None
            if len(codes) == 2:
                return tuple(codes)
        return ()

    def find_group(self, token: Token) -> Mention | None:
        """Coordinated actors as one ("China and Russia ... they"), None where the nearest subject is none."""
        for candidate in self._iter_near(token, 1):
            if candidate.token.dep not in _SUBJECTS:
                continue
            codes = [candidate.mention.code, *(m.code for m in self._coordinated(candidate))]
            known = tuple(dict.fromkeys(c for c in codes if c))
            if len(known) > 1:
                return Mention(candidate.mention.span, token.index, None, "they", None, "GOV", "coreference", known)
            return None
        return None

    def _coordinated(self, candidate: Candidate) -> Iterator[Mention]:
        heads = {c.index for c in self._doc.children_of(candidate.token, "conj")}
        return (c.mention for c in self._seen if c.token.index in heads)

    def _iter_near(self, token: Token, sentences: int) -> Iterator[Candidate]:
        """Candidates before the token, the nearest first, at most so many sentences back."""
        here = self._doc.sentence_of[token.index]
        for candidate in reversed(self._seen):
            if here - candidate.sentence > sentences:
                return
            if candidate.token.index < token.index and not self._is_bound(token, candidate.token):
                yield candidate

    def _is_bound(self, token: Token, other: Token) -> bool:
        """Whether both are arguments of one verb, and so differ ("Putin praised him")."""
        return token.dep != "nmod:poss" and token.head == other.head and other.dep in _SUBJECTS and token.dep != "conj"

    def _ancestors(self, token: Token) -> set[int]:
        """The words above a word in the parse: "the United States, a country that branded the two countries"."""
        above: set[int] = set()
        while token.head != token.index and token.head not in above:
            token = self._doc.tokens[token.head]
            above.add(token.index)
        return above

    def _score(self, token: Token, candidate: Candidate) -> float:
        distance = self._doc.sentence_of[token.index] - candidate.sentence
        near = _POSITION_COST * (token.index - candidate.token.index)
        subject = _SUBJECT_BONUS if candidate.token.dep in _SUBJECTS else 0.0
        return subject - _SENTENCE_COST * distance - near

    def _is_person(self, token: Token, mention: Mention) -> bool:
        if mention.how == "demonym" or token.xpos in ("NNS", "NNPS"):
            return False
        if token.entity == "PERSON" or self._table.is_person(mention.name):
            return True
        return mention.how == "coreference" and token.text.lower() in ("he", "she", "his", "her", "him")

    def _is_human(self, token: Token, mention: Mention) -> bool:
        """Whether a description is of one person ("the attorney", "a senior official")."""
        word = token.lemma.lower()
        if token.xpos not in ("NN", "NNP") or word in load_phrasing().collectives:
            return False
        if word in load_phrasing().people or load_roles().titles.get(word):
            return True
        return token.xpos == "NN" and mention.sector in _PERSONAL and load_roles().sector_of([word]) not in _BODIES

    def _is_woman(self, mention: Mention) -> bool | None:
        """Whether a person is a woman, None where the name does not tell."""
        names = mention.name.split()
        words = mention.span.words(self._doc.text).lower()
        if (
            any(w in load_phrasing().women for w in names)
            or "spokeswoman" in words
            or "mrs." in words
            or "woman" in words
        ):
            return True
        return False if "mr." in words or "spokesman" in words or "chairman" in words else None
