"""Who is actor and who recipient of a cue, from the slots that its frame names."""

from collections.abc import Callable, Iterable

from detente.coding.frames import Cue
from detente.coding.grammar import Grammar
from detente.coding.participants import Participants
from detente.model import Document, Participant
from detente.reference.lexicon import load_classes, load_lights

Side = tuple[Participant, ...]
Name = Callable[[int], Side]

_LIGHT = {"agent": "acting", "patient": "undergoing"}
_OWN = ("by", "poss", "mod", "from", "between", "with")
_HAS_ACTOR = frozenset(
    {"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "AID", "COERCE"}
)
_HAS_RECIPIENT = frozenset({"ACCUSE", "REQUEST", "REJECT", "SANCTION", "SUPPORT", "THREATEN", "AID", "COERCE"})
_PRONOUNS = frozenset(
    {"their", "its", "his", "her", "our", "my", "them", "themselves", "itself", "himself", "us", "each other"}
)
_INSIDE = frozenset({"obj", "iobj", "obl", "nmod", "xcomp", "ccomp", "compound", "amod", "nsubj", "acl"})
_ASIDE = frozenset(
    {"in", "at", "near", "during", "after", "before", "since", "as", "while", "when", "amid", "by", "until"}
)
_LEADING = ("subj", "poss", "agent", "by")


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
            return self._fill_joint(cue, actor_slots)
        if nominal:
            recipients = self._first(cue, recipient_slots, (), self.participants.name_concerned)
            actors = self._first(cue, actor_slots, recipients, self.participants.name_owner)
        else:
            actors = self._first(cue, actor_slots, (), self.participants.name_owner)
            recipient_slots += cue.prepositions if "obj" in recipient_slots else ()
            recipients = self._first(cue, recipient_slots, actors, self.participants.name_concerned)
        recipients = () if self._is_reflexive(recipients, actors) else recipients
        actors = actors or self._infer_actors(cue, recipients)
        return actors, recipients or self._infer_recipients(cue, actors)

    def split(self, cue: Cue, actors: Side) -> tuple[Side, Side]:
        """The sides of a meeting that is only planned: whoever is the subject plans it with the rest."""
        leading = self._first(cue, _LEADING, (), self.participants.name_owner)
        rest = tuple(p for p in actors if all(not p.span.overlaps(t.span) for t in leading))
        return (leading, rest) if leading and rest else (actors, ())

    def has_own_actor(self, cue: Cue) -> bool:
        """Whether a noun names who does it beside itself: "a UN call", "demands by militants"."""
        nominal = self.doc.tokens[cue.index].upos in ("NOUN", "PROPN")
        return nominal and bool(self._first(cue, _OWN, (), self.participants.name_owner))

    def _fill_joint(self, cue: Cue, slots: tuple[str, ...]) -> tuple[Side, Side]:
        found = [p for slot in slots for p in self._fill_slot(cue, slot, self.participants.name_owner)]
        acting = {p.code for p in found if p.sector != "UNK"}
        return _distinct([p for p in found if p.sector != "UNK" or p.code not in acting]), ()

    def _first(self, cue: Cue, slots: tuple[str, ...], taken: Side, name: Name) -> Side:
        """The participants of the first slot that has any who do not stand on the other side."""
        for slot in slots:
            found = [p for p in self._fill_slot(cue, slot, name) if all(not p.span.overlaps(t.span) for t in taken)]
            if found:
                return _distinct(found)
        return ()

    def _fill_slot(self, cue: Cue, slot: str, name: Name) -> list[Participant]:
        index = cue.index
        if slot == "clause":
            return self._in_clause(index)
        if slot == "self":
            return list(self.participants.name(index))
        if slot in _LIGHT:
            indices = self._light_subjects(index, _LIGHT[slot])
        elif slot == "pair":
            found = self.grammar.fillers(index, "mod")
            indices = found if sum(self.participants.is_nation(i) for i in found) > 1 else ()
        elif slot == "culprit":
            indices = self._culprits(index)
        else:
            indices = self.grammar.fillers(index, slot)
        return [p for i in indices for p in (self.participants.name(i) if slot == "mod" else name(i))]

    def _in_clause(self, index: int) -> list[Participant]:
        """Whom a complement clause is about: its subject, or where that is the speaker, its object."""
        own = {*self.grammar.surface_subjects(index), *self.grammar.fillers(index, "subj")}
        for clause in self.grammar.fillers(index, "clause"):
            for slot in ("subj", "obj", "with", "from", "against", "to", "on", "of", "in"):
                found = tuple(i for i in self.grammar.fillers(clause, slot) if i not in own)
                if named := [p for i in found for p in self.participants.name_concerned(i)]:
                    return named
        return []

    def _is_reflexive(self, recipients: Side, actors: Side) -> bool:
        """Whether a side is only the other one again, by a pronoun ("praised their friendship")."""
        again = {p.code for p in recipients} <= {p.code for p in actors}
        return again and all(p.span.words(self.doc.text).lower() in _PRONOUNS for p in recipients)

    def _infer_actors(self, cue: Cue, recipients: Side) -> Side:
        """Who acts where the clause does not say: whoever is the subject of what it hangs on."""
        if cue.frame.event_type not in _HAS_ACTOR or not recipients:
            return ()
        token = self.doc.tokens[cue.index]
        for _ in range(4):
            if token.head == token.index or token.dep in ("acl:relcl", "parataxis", "conj"):
                return ()
            token = self.doc.tokens[token.head]
            if token.upos == "VERB":
                found = self._others(self.grammar.surface_subjects(token.index), recipients)
                if found:
                    return found
        return ()

    def _infer_recipients(self, cue: Cue, actors: Side) -> Side:
        """To whom it is done where no slot says: the other country named below the cue, else in the sentence."""
        if cue.frame.event_type not in _HAS_RECIPIENT or not actors:
            return ()
        kids = self.grammar.kids(cue.index)
        near = [k for k in kids if k.relation in _INSIDE and self.grammar.case_of(k) not in _ASIDE]
        below = self._others((i for k in near for i in self.doc.subtree(k)), actors, own=False)
        return below[:1]

    def _others(self, indices: Iterable[int], taken: Side, *, own: bool = True) -> Side:
        """Those named by the words who have a country other than that of the side that is known."""
        codes = {p.code for p in taken}
        name = self.participants.name_owner if own else self.participants.name
        found = [p for i in indices for p in name(i) if p.code and p.code not in codes]
        return _distinct([p for p in found if all(not p.span.overlaps(t.span) for t in taken)])

    def _culprits(self, index: int) -> tuple[int, ...]:
        """Who is said to stand behind an act: the one charged with it, sentenced for it, or "behind" it."""
        token, case = self.doc.tokens[index], self.grammar.case_of(self.doc.tokens[index])
        above = self.doc.tokens[token.head]
        if case == "behind" and above.upos in ("NOUN", "PROPN"):
            return (above.index,)
        if case == "behind" or above.lemma == "responsible" or above.lemma in ("claim", "responsibility"):
            verb = self.doc.tokens[above.head] if above.lemma == "responsibility" else above
            return self.grammar.surface_subjects(verb.index)
        if case in ("for", "of", "with", "in", "over") and above.lemma in load_classes()["prosecute"]:
            return self.grammar.fillers(above.index, "obj")
        return ()

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
    """Each participant once."""
    return tuple({(p.actor_id or p.span, p.code): p for p in reversed(found)}.values())[::-1]
