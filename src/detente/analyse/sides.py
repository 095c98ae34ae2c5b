"""The two sides of a relation: a country or body, or a bloc by its members on the day."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.errors import UsageError
from detente.reference.actors import load_actors
from detente.reference.bodies import Body, load_bodies


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two whose relations are looked at.

    Attributes:
        name: code of a country or body, or short name of a bloc.
        bloc: the bloc whose members count in its stead on each day, or None for one country or body by itself.
    """

    name: str
    bloc: Body | None = None

    def codes_on(self, day: date) -> frozenset[str]:
        """Codes that count for this side on a day: its own, or those of the bloc's members and of the bloc itself.

        Examples:
            >>> sorted(find_bloc("Benelux").codes_on(date(2020, 1, 1)))
            ['BEL', 'LUX', 'NLD']
            >>> "GBR" in find_bloc("EU").codes_on(date(2019, 1, 1)), "GBR" in find_bloc("EU").codes_on(date(2021, 1, 1))
            (True, False)
        """
        return frozenset((self.name,)) if self.bloc is None else _find_codes(self.bloc.body_id, day)


def find_bloc(name: str) -> Side:
    """The bloc of that name, to be expanded by its members on the day.

    Raises:
        UsageError: no body has that name, or no members of it are listed.
    """
    actor = load_actors().state(name) or load_actors().lookup(name) or load_actors().state(name.upper())
    body = None if actor is None else _index_bodies().get(actor.actor_id)
    if body is None:
        raise UsageError(f"{name}: no bloc or body of that name is known; try NATO, EU, BRICS, SCO or Quad")
    if not body.members:
        raise UsageError(f"{name}: its members are not listed, or nearly all states are; name it as a body instead")
    return Side(body.body_id, body)


@cache
def _index_bodies() -> dict[str, Body]:
    return {body.body_id: body for body in load_bodies()}


@cache
def _find_codes(body_id: str, day: date) -> frozenset[str]:
    body = _index_bodies()[body_id]
    # The code of a larger body (that of the United Nations for the permanent five) is not the bloc's own.
    bearer = None if body.code is None else load_actors().state(body.code)
    own = (body.code,) if body.code is not None and bearer is not None and bearer.actor_id == body_id else ()
    return frozenset((*body.members_on(day), *own))
