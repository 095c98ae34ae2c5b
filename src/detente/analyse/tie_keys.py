"""Which records of different articles speak of one and the same tie."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from detente.model import Tie, TieKind
from detente.reference.actors import load_actors
from detente.reference.pacts import Pact, load_pacts
from detente.store.rows import TieRow


@dataclass(frozen=True, slots=True, order=True)
class TieKey:
    """What makes a tie the same over articles.

    Attributes:
        kind: what binds or divides the parties.
        name: proper name, or "" where articles give it none.
        parties: codes, as in `Tie`; empty for a pact that binds all its parties to each other, which is one tie
            whichever of them an article names.
        directed: whether the order of the parties counts.
    """

    kind: TieKind
    name: str
    parties: tuple[str, ...]
    directed: bool

    @property
    def is_loose(self) -> bool:
        """Whether several ties may hide behind it: "a treaty" of two states can be any of their treaties."""
        return self.kind == "treaty" and not self.name


def list_keys(tie: Tie) -> tuple[TieKey, ...]:
    """The ties of which a record speaks, as the analysis joins them over articles.

    - A pact that binds all parties on a fixed list to each other (the INF Treaty) is one tie by its name.
    - A membership without a name is in the body whose code it has.
    - Where one supplies, sanctions, leads or fights many (S-400, the South China Sea, the Six-Day War), each of them
      has a tie of its own.
    - All others are the same where kind, direction, name and parties are.

    Examples:
        >>> [key.parties for key in list_keys(Tie("arms_transfer", ("RUS", "IND", "TUR"), True, "S-400"))]
        [('RUS', 'IND'), ('RUS', 'TUR')]
        >>> [key.parties for key in list_keys(Tie("treaty", ("RUS", "USA"), False, "INF Treaty"))]
        [()]
    """
    pact = find_pact(tie.kind, tie.name)
    name = tie.name or (_name_body(tie) if tie.kind == "membership" else "")
    if pact is not None and pact.parties and not pact.directed and _binds_all(pact):
        return (TieKey(tie.kind, name, (), False),)
    if tie.directed:
        return tuple(TieKey(tie.kind, name, (tie.parties[0], other), True) for other in tie.parties[1:])
    if pact is not None and pact.hub in tie.parties:
        others = [code for code in tie.parties if code != pact.hub]
        return tuple(TieKey(tie.kind, name, _sort(str(pact.hub), other), False) for other in others)
    return (TieKey(tie.kind, name, _sort(*tie.parties), False),)


def _binds_all(pact: Pact) -> bool:
    return all(pact.binds(a, b) for a, b in combinations(pact.codes, 2))


def find_pact(kind: TieKind, name: str | None) -> Pact | None:
    """The pact of that kind that the reference table knows by that name, or None."""
    return next((pact for pact in load_pacts().get(name or "") if pact.kind == kind), None)


def name_treaties(rows: Iterable[TieRow]) -> list[TieRow]:
    """The rows, where a treaty without a name takes that of the only treaty of its parties that its article names."""
    listed = list(rows)
    named = _names_by_article(listed)
    return [_name_row(row, named[row.article.article_id]) for row in listed]


def _names_by_article(rows: Iterable[TieRow]) -> Mapping[str, set[tuple[str, frozenset[str]]]]:
    found: dict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
    for row in rows:
        tie = row.standing.tie
        if tie.kind == "treaty" and tie.name:
            found[row.article.article_id].add((tie.name, frozenset(tie.parties)))
    return found


def _name_row(row: TieRow, named: Iterable[tuple[str, frozenset[str]]]) -> TieRow:
    tie = row.standing.tie
    if tie.kind != "treaty" or tie.name:
        return row
    names = {name for name, parties in named if parties >= set(tie.parties)}
    if len(names) != 1:
        return row
    return replace(row, standing=replace(row.standing, tie=replace(tie, name=names.pop())))


def _name_body(tie: Tie) -> str:
    """The short name of the body that a membership is in; "" where the code is that of several."""
    body = load_actors().state(tie.parties[-1])
    return body.actor_id if body is not None else ""


def _sort(*codes: str) -> tuple[str, ...]:
    return tuple(sorted(codes))
