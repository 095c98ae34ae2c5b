"""Who takes part: from a word in the parse to the actors that it names."""

from dataclasses import replace

from detente.coding.grammar import Grammar
from detente.model import Document, Mention, Participant, Sector
from detente.reference.lexicon import load_classes
from detente.reference.phrasing import load_phrasing
from detente.reference.roles import load_roles

_SELVES = frozenset({"he", "she", "it", "they"})
_FIRST = frozenset({"we", "i", "our", "us", "my"})
_PARTS = frozenset({"flat", "goeswith", "nummod"})
_OWNERS = ("poss", "mod", "by")
_INNER = (*_OWNERS, "of", "from", "between", "in", "to", "on", "against", "with")


class Participants:
    """Finds actors by the mentions that words head, or that stand within their phrases."""

    def __init__(self, doc: Document, grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        self._mentions = doc.mention_by_head
        self._known: dict[tuple[int, tuple[str, ...]], tuple[Participant, ...]] = {}

    def name(self, index: int, within: tuple[str, ...] = ()) -> tuple[Participant, ...]:
        """The actors that a phrase names; where it names a thing, those who stand in the given slots of it."""
        key = (index, within)
        if key not in self._known:
            self._known[key] = ()
            self._known[key] = self._find(index, within)
        return self._known[key]

    def name_owner(self, index: int) -> tuple[Participant, ...]:
        """The actors that a phrase names, or to whom the thing belongs that it names ("an Israeli tank")."""
        return self.name(index, _OWNERS)

    def name_concerned(self, index: int) -> tuple[Participant, ...]:
        """The actors that a phrase names, or that are named anywhere within it ("the embassy in Tehran")."""
        return self.name(index, _INNER)

    def is_actor(self, index: int) -> bool:
        """Whether the word itself names an actor."""
        mention = self._mentions.get(index)
        if mention is None and self.doc.tokens[index].lemma in load_classes()["quantity"]:
            return any(self.is_actor(i) for i in self.grammar.fillers(index, "of"))
        if mention is None or (mention.sector == "UNK" and not self.doc.tokens[index].entity):
            return self._sector(index) is not None
        return True

    def is_nation(self, index: int) -> bool:
        """Whether the phrase names an actor with a country or body."""
        return any(p.code for p in self.name_concerned(index))

    def _find(self, index: int, within: tuple[str, ...]) -> tuple[Participant, ...]:
        mention = self._mentions.get(index)
        taken = self._take(mention) if mention else ()
        if any(p.code or p.actor_id for p in taken):
            return taken
        token = self.doc.tokens[index]
        if mention is None and token.dep in _PARTS:
            return self.name(token.head, within)
        if apposed := self._name_apposed(index):
            return apposed
        if mention:
            return taken
        if counted := self._name_counted(index, within):
            return counted
        if companions := self._name_companions(index):
            return companions
        if sector := self._sector(index):
            return (self._describe(index, sector),)
        return self._look_inside(index, within) or self._name_speaker(index)

    def _name_counted(self, index: int, within: tuple[str, ...]) -> tuple[Participant, ...]:
        """Of "thousands of Egyptians" the Egyptians."""
        if self.doc.tokens[index].lemma not in load_classes()["quantity"]:
            return ()
        return tuple(p for i in self.grammar.fillers(index, "of") for p in self.name(i, within))

    def _name_companions(self, index: int) -> tuple[Participant, ...]:
        """Of "killed a villager and wounded three others" those like the ones named before."""
        token = self.doc.tokens[index]
        if token.text.lower() != "others" or token.dep != "conj":
            return ()
        return tuple(replace(p, span=token.span, actor_id=None) for p in self.name(token.head))

    def _name_speaker(self, index: int) -> tuple[Participant, ...]:
        """Whom a pronoun stands for in what somebody says: "Japan said it had halted aid", "We agree," Putin said."""
        token = self.doc.tokens[index]
        word = token.text.lower()
        if token.upos != "PRON" or word not in _SELVES | _FIRST:
            return ()
        verb = self.grammar.find_speech(token.head, nearest=word in _SELVES)
        speakers = self.grammar.surface_subjects(verb) if verb is not None else ()
        return tuple(replace(p, span=token.span) for i in speakers if i != index for p in self.name(i))

    def _name_apposed(self, index: int) -> tuple[Participant, ...]:
        """Of "the United States, a country that ..." the first; of "our competitors, China and Russia" the last."""
        token = self.doc.tokens[index]
        if token.dep == "appos":
            return self.name(token.head)
        beside = [i for k in self.grammar.kids(index) if k.dep == "appos" for i in self.grammar.conjuncts(k.index)]
        return tuple(p for i in beside if (m := self._mentions.get(i)) and m.code for p in participants_of(m))

    def _take(self, mention: Mention) -> tuple[Participant, ...]:
        """A mention as those who take part; one without a country takes that of its owner ("officials of both")."""
        token = self.doc.tokens[mention.head]
        if mention.members or token.entity == "PERSON" or (mention.code and token.xpos != "NNS"):
            return participants_of(mention)
        owners = self._name_owners(mention.head)
        codes = tuple(dict.fromkeys(p.code for p in owners if p.code))
        if codes and (mention.code is None or (len(codes) > 1 and mention.code in codes)):
            return tuple(replace(p, code=code) for p in participants_of(mention) for code in codes)
        nobody = (token.entity in ("PLACE", "") and mention.sector == "UNK") or token.lemma in load_classes()["weapon"]
        return () if nobody and mention.code is None else participants_of(mention)

    def _name_owners(self, index: int) -> list[Participant]:
        """To whom someone belongs; "its allies" and "the kidnappers of two Poles" are others than those named."""
        lemma, phrasing = self.doc.tokens[index].lemma.lower(), load_phrasing()
        if lemma in phrasing.opposites or lemma in phrasing.harmers:
            return []
        return [p for slot in ("of", "poss", "mod") for i in self.grammar.fillers(index, slot) for p in self.name(i)]

    def _sector(self, index: int) -> Sector | None:
        token = self.doc.tokens[index]
        if token.upos != "NOUN":
            return None
        return load_roles().sector_of(token.text.lower()) or ("UNK" if token.lemma in load_classes()["agent"] else None)

    def _describe(self, index: int, sector: Sector) -> Participant:
        owners = self._look_inside(index, _INNER) or self._name_bound(index)
        start = min(
            (k.index for k in self.grammar.kids(index) if k.dep in ("amod", "compound", "nummod")), default=index
        )
        tokens = self.doc.tokens
        span = type(tokens[0].span)(tokens[min(start, index)].span.start, tokens[index].span.end)
        return Participant(span, span.words(self.doc.text), owners[0].code if owners else None, sector)

    def _name_bound(self, index: int) -> tuple[Participant, ...]:
        """By whom a group is led, or to whom it is loyal ("the group led by ...", "a militia loyal to ...")."""
        clauses = (k.index for k in self.grammar.kids(index) if k.relation in ("acl", "amod") and k.index > index)
        bound = (i for clause in clauses for slot in ("by", "to") for i in self.grammar.fillers(clause, slot))
        return tuple(p for i in bound for p in self.name(i) if p.code)

    def _look_inside(self, index: int, within: tuple[str, ...]) -> tuple[Participant, ...]:
        for slot in within:
            inner = () if slot == "mod" else within
            found = [p for i in self.grammar.fillers(index, slot) if i != index for p in self.name(i, inner)]
            if found:
                return tuple(dict.fromkeys(found))
        return ()


def participants_of(mention: Mention) -> tuple[Participant, ...]:
    """A mention as one who takes part; one of several ("the two countries", "US and Iraqi troops") as each of them."""
    if mention.members:
        if mention.sector in ("UNK", "GOV"):
            return tuple(Participant(mention.span, code, code, "GOV", code) for code in mention.members)
        return tuple(Participant(mention.span, mention.name, code, mention.sector) for code in mention.members)
    return (Participant(mention.span, mention.name, mention.code, mention.sector, mention.actor_id),)
