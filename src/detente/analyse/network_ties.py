"""Ties in force as edges of a network."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from detente.analyse.claims import Claim
from detente.analyse.histories import WORKING, TieHistory, sum_up
from detente.analyse.networks import SignedTie
from detente.reference.tie_signs import load_tie_signs


def sign_ties(histories: Iterable[TieHistory]) -> tuple[SignedTie, ...]:
    """The ties that make two friends or foes and that, by the last that articles say, are in force.

    Expanding and strained ties are in force too. Of a conflict of three or more no pair is made: nobody says who of
    them stands against whom.
    """
    found: list[SignedTie] = []
    for history in histories:
        stand = sum_up(history)
        sign = load_tie_signs().get(history.key.kind)
        if sign is not None and stand is not None and WORKING & set(stand.turn.standings):
            found.extend(_bind(history, sign, stand.support))
    return tuple(sorted(found, key=lambda tie: (tie.a, tie.b, tie.kind, tie.name)))


def _bind(history: TieHistory, sign: int, claims: Iterable[Claim]) -> Iterator[SignedTie]:
    support: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        # a pact of one name has no parties of its own: there each claim tells whom it binds
        for pair in _list_pairs(history.key.parties or claim.row.standing.tie.parties, sign):
            support[pair].append(claim)
    for (a, b), told in support.items():
        last = max(claim.day for claim in told if claim.day is not None)
        stories = len({claim.story_id for claim in told})
        yield SignedTie(a, b, sign, history.key.kind, history.key.name, last, stories)


def _list_pairs(parties: Iterable[str], sign: int) -> Iterable[tuple[str, str]]:
    listed = sorted(set(parties))
    return combinations(listed, 2) if sign > 0 or len(listed) == 2 else ()
