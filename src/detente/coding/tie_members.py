"""Who is a member of which body: "NATO member Turkey", "Russia was ousted from the G-8"."""

from detente.coding.grammar import Grammar
from detente.coding.tie_names import Parties, PartyNames, is_body
from detente.coding.tie_slots import Slots
from detente.model import Document
from detente.reference.pacts import load_pacts
from detente.reference.ties import TieRule, load_tie_words

_UNNAMED = "IGO"


class Memberships:
    """Finds members and bodies around the words that speak of membership."""

    def __init__(self, doc: Document, grammar: Grammar, names: PartyNames, slots: Slots) -> None:
        self.doc = doc
        self.grammar = grammar
        self.names = names
        self.slots = slots

    def find(self, index: int, rule: TieRule) -> tuple[Parties, ...]:
        """Pairs of member and body; a body that is only called "the group" is the one last spoken of."""
        bodies = [c for slot in rule.second for c in self.slots.fill(index, slot) if is_body(c)][:1]
        members = next((found for slot in rule.first if (found := self._states(index, slot))), ())
        if members and not bodies:
            bodies = self._last_body(index, rule)
        if any(self._is_pact(body, index) for body in bodies):
            return ()
        return tuple((member, body) for member in members for body in bodies)

    def _is_pact(self, body: str, index: int) -> bool:
        """Whether the table of bodies has it only as the parties to a pact, which is a tie of its own kind."""
        name = self.name_of(body, index) if body == _UNNAMED else None
        return name is not None and any(pact.parties for pact in load_pacts().get(name))

    def name_of(self, body: str, index: int) -> str | None:
        """The short name of the body with that code that is named nearest to a word."""
        found = [m for m in self.doc.mentions if m.code == body and m.actor_id]
        return min(found, key=lambda m: abs(m.head - index)).actor_id if found else None

    def _states(self, index: int, slot: str) -> Parties:
        return tuple(c for c in self.slots.fill(index, slot) if not is_body(c))

    def _last_body(self, index: int, rule: TieRule) -> list[str]:
        """The body last named, where the words speak of "the group"; or one named before in the same sentence."""
        number = self.doc.sentence_of[index]
        called = any(self._is_called(i) for slot in rule.second for i in self.grammar.fillers(index, slot))
        if not called and rule.reach == "near":
            return []
        start = self.doc.sentences[max(0, number - 2) if called else number].start
        end = self.doc.sentences[number].end
        found = [c for i in range(end - 1, start - 1, -1) for c in self.names.codes_among([i]) if is_body(c)]
        return found[:1]

    def _is_called(self, index: int) -> bool:
        return self.doc.tokens[index].lemma in load_tie_words().classes["body"]
