"""Who is bound by a tie that has a name: those whom the table lists and those whom the text names, never more."""

from collections.abc import Iterable
from datetime import timedelta

from detente.coding.tie_cues import TieCue
from detente.coding.tie_names import Parties, PartyNames
from detente.coding.tie_slots import Slots
from detente.model import Document, Mention, StandingValue
from detente.reference.actors import load_actors
from detente.reference.pacts import Pact
from detente.reference.ties import load_tie_words

_QUITTING: frozenset[StandingValue] = frozenset({"ended", "imagined", "suspended"})
_NEAR_SENTENCES = 3
_SMALL = 5
_RECENT = timedelta(days=7)


class PactParties:
    """Finds the parties of named ties in one document."""

    def __init__(self, doc: Document, names: PartyNames, slots: Slots) -> None:
        self.doc = doc
        self.names = names
        self.slots = slots
        published = doc.article.published
        self.day = published - _RECENT if published else None  # who left a week ago is still spoken of as a party
        self._named = frozenset(m.code for m in doc.mentions if m.code and not _is_collective(m))

    def find(self, cue: TieCue, pact: Pact, standing: StandingValue) -> tuple[Parties, ...]:
        """The sets of parties of which the words speak."""
        if pact.quiet and not self._names_all(cue, pact.codes):
            return ()
        if pact.kind == "arms_transfer" and not pact.parties and not self._tells_of_transfer(cue):
            return ()
        if not pact.parties:
            return self._by_text(cue, pact)
        if len(pact.codes) == 2:
            return (self._order(pact, pact.codes),) if self._is_about(cue, pact.codes) else ()
        if pact.hub and pact.kind != "treaty":
            return self._with_hub(cue, pact, pact.hub)
        quitter = [c for c in self._near(cue) if c in pact.codes and c != pact.hub] if standing in _QUITTING else []
        if quitter and pact.hub:
            return (self._order(pact, (quitter[0], pact.hub)),)
        return self._of_many(cue, pact, quitter[:1])

    def _of_many(self, cue: TieCue, pact: Pact, quitter: list[str]) -> tuple[Parties, ...]:
        current = pact.codes_on(self.day)
        is_whole = len(current) <= _SMALL and not pact.hub
        members = {*quitter, *(c for c in current if c in self._named or is_whole)}
        if len(members) < 2:
            members |= {c for c in pact.codes if c in self._named}
        if len(members) < 2 or not self._is_about(cue, pact.codes) or (pact.hub and pact.hub not in members):
            return ()
        return (tuple(sorted(members)),)

    def _with_hub(self, cue: TieCue, pact: Pact, hub: str) -> tuple[Parties, ...]:
        """The hub with each of the others who is named near it; these have no tie among themselves."""
        near = self._named_near(cue)
        return tuple(self._order(pact, (hub, code)) for code in pact.codes_on(self.day) if code in near and code != hub)

    def _by_text(self, cue: TieCue, pact: Pact) -> tuple[Parties, ...]:
        if pact.hub is None:
            return ()
        others = tuple(c for c in self._near(cue) if c != pact.hub)
        if not others and cue.rule.reach != "near":
            others = self._nearest(cue, pact.hub)
        return tuple(self._order(pact, (pact.hub, other)) for other in others if other != "IGO")

    def _near(self, cue: TieCue) -> Parties:
        """Those whom the grammar around the name gives, first the one who acts."""
        found: list[str] = []
        for slot in (*cue.rule.first, *cue.rule.second):
            found.extend(self.slots.fill(cue.index, slot))
        return tuple(dict.fromkeys(found))

    def _nearest(self, cue: TieCue, hub: str) -> Parties:
        """The party other than the hub that stands nearest in the same clause."""
        clause = self.slots.clause_of(cue.index)
        for index in sorted(clause, key=lambda i: abs(i - cue.index)):
            others = tuple(c for c in self.names.codes_among([index]) if c != hub)
            if others and index not in cue.used:
                return others
        return ()

    def _is_about(self, cue: TieCue, codes: Iterable[str]) -> bool:
        """Whether one of them is named in the sentence or shortly before."""
        return bool(self._named_near(cue) & set(codes))

    def _tells_of_transfer(self, cue: TieCue) -> bool:
        """Whether the sentence of a weapon's name says that it changes hands."""
        sentence = self.doc.sentences[self.doc.sentence_of[cue.index]]
        words = load_tie_words().classes["transfer"]
        return any(token.lemma.lower() in words for token in self.doc.tokens[sentence.start : sentence.end])

    def _names_all(self, cue: TieCue, codes: Iterable[str]) -> bool:
        return set(codes) <= self._named_near(cue)

    def _named_near(self, cue: TieCue) -> set[str]:
        number = self.doc.sentence_of[cue.index]
        start = self.doc.sentences[max(0, number - _NEAR_SENTENCES)].start
        words = (i for i in range(start, self.doc.sentences[number].end) if i not in cue.used)
        return set(self.names.codes_among(words))

    @staticmethod
    def _order(pact: Pact, codes: Parties) -> Parties:
        if pact.directed and pact.hub in codes:
            return (pact.hub, *(c for c in codes if c != pact.hub))
        return tuple(sorted(codes))


def _is_collective(mention: Mention) -> bool:
    """Whether it names a set of states that is no body ("European leaders")."""
    actor = load_actors().state(mention.actor_id) if mention.actor_id else None
    return actor is not None and actor.kind == "body" and actor.sector == "GOV"
