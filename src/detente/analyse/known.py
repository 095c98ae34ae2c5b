"""What the reference table knows of the ties of a pair, apart from what articles say, and where the two disagree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.analyse.claims import Claim
from detente.analyse.histories import TieHistory
from detente.model import Period, StandingValue, TieKind
from detente.reference.actors import load_actors
from detente.reference.bodies import Body, load_bodies
from detente.reference.pacts import Pact, list_pacts
from detente.reference.states import holds_on

PACTS, BODIES = "pacts.yaml", "bodies.yaml"
STANDS: frozenset[StandingValue] = frozenset({"in_force", "expanding", "strained", "suspended"})
STANDS_NOT: frozenset[StandingValue] = frozenset({"ended", "denied"})


@dataclass(frozen=True, slots=True)
class Known:
    """A tie that the reference table knows; no article is needed for it, and none overrules it.

    Attributes:
        kind: as of ties; "membership" also where both are members of one body.
        name: of the pact or the body.
        parties: the two; the member first where the other is the body itself.
        start, end: ISO dates of any precision between which it held for both, "" where open or unknown.
        table: the file that says so.
        other_count: how many further parties or members it has or had.
        is_shared: whether both are members of the body of that name, rather than one of the other.
        is_absent: whether the table has all members of the body, but not this one; then it never held.
    """

    kind: TieKind
    name: str
    parties: tuple[str, str]
    start: str
    end: str
    table: str
    other_count: int = 0
    is_shared: bool = False
    is_absent: bool = False

    @property
    def since(self) -> Period | None:
        """From when it holds, or None where the table does not say."""
        return Period.parse(self.start) if self.start else None

    @property
    def until(self) -> Period | None:
        """When it ceased; None where it holds still or the table does not say."""
        return Period.parse(self.end) if self.end else None

    def holds(self, day: date) -> bool:
        """Whether it held on a day."""
        return not self.is_absent and holds_on(self.start, self.end, day)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A tie of which articles and the reference table say what cannot both be so; neither wins."""

    known: Known
    claims: tuple[Claim, ...]


def list_known(a: str, b: str) -> tuple[Known, ...]:
    """All pacts, memberships and shared bodies of two that the reference table knows, as they come there.

    Left out are bodies of which nearly all states are members, parts of larger bodies, mere sets of states, bodies
    that the table of pacts has too, and pacts that tie each of the two only to a third (Egypt and Syria in the
    Six-Day War).
    """
    pacts = [known for pact in list_pacts() if (known := _know_pact(pact, a, b))]
    names = {name.lower() for pact in list_pacts() if pact.parties for name in (pact.name, *pact.aliases)}
    bodies = [b for b in load_bodies() if b.members and b.code and not {b.body_id.lower(), b.name.lower()} & names]
    return (*pacts, *(known for body in bodies for known in _know_body(body, a, b)))


def find_disagreements(histories: Iterable[TieHistory], known: Iterable[Known]) -> tuple[Disagreement, ...]:
    """Where an article has a tie stand on a day on which the table has it ended or not begun, or the reverse.

    So too where an article has a member in a body of which the table has all members, but not this one.
    """
    by_name = {(one.kind, one.name): one for one in known if not one.is_shared}
    found: list[Disagreement] = []
    for history in histories:
        one = by_name.get((history.key.kind, history.key.name)) or _know_absence(history)
        claims = tuple(c for c in history.claims if one is not None and _disagree(one, c))
        if one is not None and claims:
            found.append(Disagreement(one, claims))
    return tuple(found)


def _disagree(known: Known, claim: Claim) -> bool:
    day = claim.day
    if day is None or not (known.start or known.end or known.is_absent):
        return False
    if claim.standing in STANDS:
        return not known.holds(day)
    return claim.standing in STANDS_NOT and bool(known.start) and known.holds(day)


def _know_absence(history: TieHistory) -> Known | None:
    """That the table leaves a member out of a body whose members it has in full; None where it does not."""
    if history.key.kind != "membership":
        return None
    body = next((b for b in load_bodies() if b.body_id == history.key.name), None)
    if body is None or not body.members or body.partial or not load_actors().state(history.parties[0]):
        return None
    if history.parties[0] in {member.code for member in body.members}:
        return None
    return Known("membership", body.body_id, (history.parties[0], history.parties[1]), "", "", BODIES, is_absent=True)


def _know_pact(pact: Pact, a: str, b: str) -> Known | None:
    one = next((p for p in pact.parties if p.code == a), None)
    other = next((p for p in pact.parties if p.code == b), None)
    if one is None or other is None or not pact.binds(a, b):
        return None
    start = max(pact.start, one.start, other.start)
    end = _first_end(pact.end, one.end, other.end)
    return Known(pact.kind, pact.name, (a, b), start, end, PACTS, len(pact.codes) - 2)


def _know_body(body: Body, a: str, b: str) -> Iterator[Known]:
    times = {code: [m for m in body.members or () if m.code == code] for code in (a, b)}
    for member, other in ((a, b), (b, a)):
        if other in (body.code, body.body_id) and body.code != "IGO" and not body.part_of:
            for m in times[member]:
                start, end = max(body.start, m.start), _first_end(body.end, m.end)
                yield Known("membership", body.body_id, (member, other), start, end, BODIES)
    if body.part_of is None:
        for one in times[a]:
            for two in times[b]:
                start, end = max(body.start, one.start, two.start), _first_end(body.end, one.end, two.end)
                if not end or not start or start < end:
                    count = len(body.members or ()) - 2
                    yield Known("membership", body.body_id, (a, b), start, end, BODIES, count, is_shared=True)


def _first_end(*ends: str) -> str:
    return min(filter(None, ends), default="")
