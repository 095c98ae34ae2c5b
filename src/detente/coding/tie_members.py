"""Who is a member of which body: "NATO member Turkey", "Russia was ousted from the G-8"."""

from detente.coding.tie_parties import Parties, PartyFinder, is_body
from detente.model import Document
from detente.reference.ties import TieRule


class Memberships:
    """Finds members and bodies around the words that speak of membership."""

    def __init__(self, doc: Document, parties: PartyFinder) -> None:
        self.doc = doc
        self.parties = parties

    def find(self, index: int, rule: TieRule) -> tuple[Parties, ...]:
        """Pairs of member and body; a body that is only called "the group" is the one last spoken of."""
        bodies = [c for slot in rule.second for c in self.parties.fill(index, slot) if is_body(c)][:1]
        members = next((found for slot in rule.first if (found := self._states(index, slot))), ())
        if members and not bodies:
            bodies = self._last_body(index)
        return tuple((member, body) for member in members for body in bodies)

    def name_of(self, body: str, index: int) -> str | None:
        """The short name of the body with that code that is named nearest to a word."""
        found = [m for m in self.doc.mentions if m.code == body and m.actor_id]
        return min(found, key=lambda m: abs(m.head - index)).actor_id if found else None

    def _states(self, index: int, slot: str) -> Parties:
        return tuple(c for c in self.parties.fill(index, slot) if not is_body(c))

    def _last_body(self, index: int) -> list[str]:
        number = self.doc.sentence_of[index]
        start, end = self.doc.sentences[max(0, number - 2)].start, self.doc.sentences[number].end
        found = [c for i in range(end - 1, start - 1, -1) for c in self.parties.codes_among([i]) if is_body(c)]
        return found[:1]
