"""What passed between two sides, read from the record or from an import."""

from collections.abc import Iterable, Iterator

from detente.analyse.acts import Row, Selection, read_sides, select_acts
from detente.analyse.histories import TieHistory
from detente.analyse.sides import Side, find_bloc
from detente.errors import UsageError
from detente.model import Origin
from detente.reference.actors import load_actors
from detente.serve import options
from detente.serve.dossiers import read_histories
from detente.serve.names import name_actor
from detente.store import Database, Filters

Sides = tuple[Side, Side]


def parse_sides(one: str, other: str | None, bloc: str | None) -> Sides:
    """The two sides that a user names: two countries or bodies, or one and a bloc by its members.

    Raises:
        UsageError: nobody has such a name, both are the same, or it is not two.
    """
    if (other is None) == (bloc is None):
        raise UsageError(f"name two, as in: {one} RUS; or one and a bloc, as in: {one} --bloc NATO")
    first = _parse_side(one)
    second = find_bloc(bloc) if bloc is not None else _parse_side(str(other))
    if first == second:
        raise UsageError(f"{one} and {other} are the same; name two")
    return first, second


def name_sides(sides: Sides) -> str:
    """Both sides as a title has them.

    Examples:
        >>> name_sides(parse_sides("CHN", "Russia", None))
        'China – Russia'
        >>> name_sides(parse_sides("CHN", None, "Quad"))
        'China – members of Quad'
    """
    one, other = (name_actor(side.name) if side.bloc is None else f"members of {side.name}" for side in sides)
    return f"{one} – {other}"


def read_acts(database: Database, sides: Sides, origin: Origin | None = None) -> Selection:
    """What passed between the two sides, on all days, in the record or as another system has it."""
    return select_acts(_iter_rows(database, sides, origin), *sides)


def read_ties(database: Database, sides: Sides) -> tuple[TieHistory, ...]:
    """The history of each tie of the two sides; with a bloc, of each tie of the one with the bloc by itself."""
    return read_histories(database, Filters(pair=(_own_code(sides[0]), _own_code(sides[1]))))


def _parse_side(name: str) -> Side:
    code = options.parse_actor(name) or ""
    actor = load_actors().state(code)
    if actor is None:
        raise UsageError(f"{name}: this is one person or group; name its country, or a body such as NATO")
    if actor.code == "IGO":
        raise UsageError(f"{name} has no code of its own in events; use --bloc {actor.actor_id} for its members")
    return Side(code)


def _iter_rows(database: Database, sides: Sides, origin: Origin | None) -> Iterator[Row]:
    one, other = sides
    if other.bloc is None:
        yield from _query(database, Filters(pair=(one.name, other.name)), origin)
        return
    # Who is a member depends on the day: all that the one does, and then all else that is done to it.
    yield from _query(database, Filters(actor=one.name), origin)
    for row in _query(database, Filters(recipient=one.name), origin):
        if one.name not in read_sides(row)[0]:
            yield row


def _query(database: Database, filters: Filters, origin: Origin | None) -> Iterable[Row]:
    return database.iter_happenings(filters) if origin is None else database.iter_imported(origin, filters)


def _own_code(side: Side) -> str:
    return side.name if side.bloc is None or side.bloc.code in (None, "IGO") else str(side.bloc.code)
