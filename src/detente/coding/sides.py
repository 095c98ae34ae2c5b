"""Who stands on which side of an event: what the grammar says and what the network says, weighed together."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from detente.coding.arguments import Side
from detente.coding.evidence import describe_side, weigh
from detente.coding.participants import Participants
from detente.model import Document, EventType, Participant, Sign

_LEAST = 0.45
_LEAST_ALONE = {"actor": 0.25, "recipient": 0.3}  # the best party of an empty side need not be as sure


@dataclass(frozen=True, slots=True)
class Party:
    """One who may take part in an event.

    Attributes:
        participant: who it is.
        acting, taking: how likely the network puts it on either side; 0 where it names another word.
        steps: how many words it stands away from the cue.
    """

    participant: Participant
    acting: float
    taking: float
    steps: int

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others: its words and its country."""
        return (self.participant.span, self.participant.code)


def list_parties(doc: Document, participants: Participants, sign: Sign, actors: Side, recipients: Side) -> list[Party]:
    """Those whom the grammar names and those at whom the network points, each once, in the order of the text."""
    found: dict[tuple[object, ...], Party] = {}
    for index, acting, taking in sign.sides:
        for participant in participants.name_concerned(index):
            party = Party(participant, acting, taking, abs(index - sign.index))
            known = found.get(party.key)
            found[party.key] = party if known is None else _join(known, party)
    for participant in (*actors, *recipients):
        party = _look_up(doc, sign, participant)
        found.setdefault(party.key, party)
    return sorted(found.values(), key=lambda party: party.participant.span.start)


def describe_party(
    party: Party, actors: Side, recipients: Side, event_type: EventType
) -> tuple[dict[str, float], dict[str, float]]:
    """The evidence that a party acts, and that it receives, given whom the grammar names."""
    acts, takes = _stands(party, actors), _stands(party, recipients)
    describe = partial(
        describe_side, coded=party.participant.code is not None, steps=party.steps, event_type=event_type
    )
    return (
        describe(party.acting, party.taking, here=acts, there=takes, empty=not actors),
        describe(party.taking, party.acting, here=takes, there=acts, empty=not recipients),
    )


def choose_sides(
    doc: Document, participants: Participants, sign: Sign, actors: Side, recipients: Side, event_type: EventType
) -> tuple[Side, Side]:
    """The two sides; a party stands on the one for which more speaks, of several words for one state the surest."""
    parties = list_parties(doc, participants, sign, actors, recipients)
    weighed = [(p, *_weigh_party(p, actors, recipients, event_type)) for p in parties]
    acting = [(actor, p.participant) for p, actor, recipient in weighed if actor >= recipient]
    taking = [(recipient, p.participant) for p, actor, recipient in weighed if recipient > actor]
    actors = _select("actor", acting)
    own = {p.code for p in actors} if event_type == "MOBILIZE" else set()
    # Forces that a state moves are its means, not those against whom it moves.
    return actors, tuple(p for p in _select("recipient", taking) if p.sector != "MIL" or p.code not in own)


def _weigh_party(party: Party, actors: Side, recipients: Side, event_type: EventType) -> tuple[float, float]:
    actor, recipient = describe_party(party, actors, recipients, event_type)
    return weigh("actor", actor), weigh("recipient", recipient)


def _select(kind: str, weighed: list[tuple[float, Participant]]) -> Side:
    best = max((share for share, _ in weighed), default=0.0)
    bar = _LEAST if best >= _LEAST else max(best, _LEAST_ALONE[kind])
    kept = [(share, p) for share, p in weighed if share >= bar]
    return tuple(p for share, p in kept if not _is_named_better(share, p, kept))


def _is_named_better(share: float, participant: Participant, kept: Iterable[tuple[float, Participant]]) -> bool:
    """Whether surer words name the same state or body, or words within these do."""
    others = [(s, p) for s, p in kept if p is not participant]
    same = (s > share for s, p in others if p.code == participant.code and p.code and p.sector == participant.sector)
    return any(same) or any(p.code and not participant.code and p.span.overlaps(participant.span) for _, p in others)


def _join(one: Party, other: Party) -> Party:
    acting, taking = max(one.acting, other.acting), max(one.taking, other.taking)
    return Party(one.participant, acting, taking, min(one.steps, other.steps))


def _stands(party: Party, side: Side) -> bool:
    return any(p.span.overlaps(party.participant.span) and p.code == party.participant.code for p in side)


def _look_up(doc: Document, sign: Sign, participant: Participant) -> Party:
    """A participant whom only the grammar names, with what the network says of the words."""
    inside = [(a, t) for i, a, t in sign.sides if participant.span.overlaps(doc.tokens[i].span)]
    acting, taking = (max((pair[side] for pair in inside), default=0.0) for side in (0, 1))
    near = min((abs(t.index - sign.index) for t in doc.tokens_in(participant.span)), default=0)
    return Party(participant, acting, taking, near)
