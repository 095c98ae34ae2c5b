"""Who is actor and who recipient of a cue, from the slots that its frame names."""

from detente.coding.frames import Cue
from detente.coding.grammar import Grammar
from detente.coding.participants import Participants
from detente.model import Document, Participant
from detente.reference.lexicon import load_lights

Side = tuple[Participant, ...]


class Arguments:
    """Fills the two sides of a cue."""

    def __init__(self, doc: Document, grammar: Grammar, participants: Participants) -> None:
        self.doc = doc
        self.grammar = grammar
        self.participants = participants

    def fill(self, cue: Cue) -> tuple[Side, Side]:
        """Actors and recipients; of a joint act all as actors."""
        frame = cue.frame
        nominal = self.doc.tokens[cue.index].upos in ("NOUN", "PROPN")
        actor_slots, recipient_slots = (
            (frame.noun_actor, frame.noun_recipient) if nominal else (frame.actor, frame.recipient)
        )
        if frame.joint:
            return _distinct([p for slot in actor_slots for p in self._fill_slot(cue, slot)]), ()
        if nominal:
            recipients = self._first(cue, recipient_slots, ())
            return self._first(cue, actor_slots, recipients), recipients
        actors = self._first(cue, actor_slots, ())
        return actors, self._first(cue, recipient_slots, actors)

    def _first(self, cue: Cue, slots: tuple[str, ...], taken: Side) -> Side:
        """The participants of the first slot that has any who do not stand on the other side."""
        for slot in slots:
            found = [p for p in self._fill_slot(cue, slot) if all(not p.span.overlaps(t.span) for t in taken)]
            if found:
                return _distinct(found)
        return ()

    def _fill_slot(self, cue: Cue, slot: str) -> list[Participant]:
        index = cue.index
        if slot == "agent":
            return self._name_all(self._light_subjects(index, "acting"))
        if slot == "patient":
            return self._name_all(self._light_subjects(index, "undergoing"))
        if slot == "clause":
            return self._in_clause(index)
        return self._name_all(self.grammar.fillers(index, slot), deep=slot != "mod")

    def _name_all(self, indices: tuple[int, ...], *, deep: bool = True) -> list[Participant]:
        return [p for i in indices for p in self.participants.name(i, deep=deep)]

    def _in_clause(self, index: int) -> list[Participant]:
        """Whom a complement clause is about: its subject, or where that is the speaker, its object."""
        own = set(self.grammar.surface_subjects(index))
        for clause in self.grammar.fillers(index, "clause"):
            for slot in ("subj", "obj", "with", "from", "against", "to", "on", "of", "in"):
                found = tuple(i for i in self.grammar.fillers(clause, slot) if i not in own)
                if named := self._name_all(found):
                    return named
        return []

    def _light_subjects(self, index: int, kind: str) -> tuple[int, ...]:
        """Subjects of the verb whose object the noun is: who "launched an attack", or who "suffered" it."""
        token = self.doc.tokens[index]
        if token.relation == "conj":
            token = self.doc.tokens[token.head]
        verb = self.doc.tokens[token.head]
        if token.head == token.index or verb.upos not in ("VERB", "AUX", "ADJ"):
            return ()
        if token.dep == "nsubj:pass":
            return self.grammar.fillers(verb.index, "subj") if kind == "acting" else ()
        if token.relation not in ("obj", "obl", "xcomp") or verb.lemma not in load_lights()[kind]:
            return ()
        return self.grammar.surface_subjects(verb.index)


def _distinct(found: list[Participant]) -> Side:
    """Each participant once; of several with one country and sector the first."""
    kept: dict[object, Participant] = {}
    for participant in found:
        kept.setdefault(participant.span, participant) if participant.actor_id is None else kept.setdefault(
            participant.actor_id, participant
        )
    return tuple(kept.values())
