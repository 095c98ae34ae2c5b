"""How files of alliance portfolios and votes name their columns and states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from detente.reference.files import load_yaml
from detente.reference.states import State, holds_on, load_former_states, load_states

Numbers = Literal["cow", "gw"]
Role = Literal["first", "second", "state", "year", "session", "item", "value", "ideal", "weight"]
FIRST_SESSION = 1945  # the year before the first session of the UN General Assembly
_SYSTEMS: dict[Numbers, str] = {"cow": "COW", "gw": "GW"}


@dataclass(frozen=True, slots=True)
class PortfolioWords:
    """Headings by role and the meaning of cells, all in small letters.

    Attributes:
        headings: for each role the headings that may bear it, the best first.
        gleditsch_ward: headings whose numbers are those of Gleditsch and Ward.
        missing: cells that stand for nothing.
        votes: cells of a vote and their values.
        absent: cells of a vote that say that no vote was cast.
    """

    headings: Mapping[Role, tuple[str, ...]]
    gleditsch_ward: frozenset[str]
    missing: frozenset[str]
    votes: Mapping[str, float]
    absent: frozenset[str]


@cache
def load_portfolio_words() -> PortfolioWords:
    """The words of portfolio_columns.yaml."""
    data = load_yaml("after_reading/portfolio_columns.yaml")
    roles: tuple[Role, ...] = ("first", "second", "state", "year", "session", "item", "value", "ideal", "weight")
    return PortfolioWords(
        headings={role: tuple(data[role]) for role in roles},
        gleditsch_ward=frozenset(data["numbers"]),
        missing=frozenset(data["missing"]),
        votes={word: float(value) for word, value in data["votes"].items()},
        absent=frozenset(data["absent"]),
    )


def name_states(labels: Iterable[str], year: int | None, numbers: Numbers) -> dict[str, str]:
    """The codes of the states that labels of one year mean: numbers, ISO codes or names.

    No two numbers get the same code: where two claim it, as those of West Germany and Germany do in 1990, it
    goes to the one that the state has today. A number that no code fits is kept with its system ("COW 300").
    One that is neither number nor known stays as it stands.

    Examples:
        >>> name_states(["2", "365.0", "255", "260", "IN", "France"], 1990, "cow")
        {'2': 'USA', '365.0': 'RUS', '255': 'DEU', '260': 'COW 260', 'IN': 'IND', 'France': 'FRA'}
    """
    listed = list(dict.fromkeys(labels))
    found = {label: code for label in listed if (code := _name_today(label, numbers))}
    for label in listed:
        if label not in found:
            free = [code for code in _name_former(label, year, numbers) if code not in found.values()]
            found[label] = free[0] if free else _keep(label, numbers)
    return {label: found[label] for label in listed}


def read_number(label: str) -> int | None:
    """The whole number that a label is ("2", "2.0"), else None."""
    digits = label.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _name_today(label: str, numbers: Numbers) -> str | None:
    number = read_number(label)
    return _number_today(numbers).get(number) if number is not None else _code_today().get(label.casefold())


def _name_former(label: str, year: int | None, numbers: Numbers) -> list[str]:
    """Codes of former states that bear the number or name; in a year, only of those that stood in it."""
    number = read_number(label)
    return [
        state.code
        for state in load_former_states()
        if (number == _number_of(state, numbers) if number is not None else label.casefold() in _names_of(state))
        and (year is None or _stood_in(state, year))
    ]


def _stood_in(state: State, year: int) -> bool:
    return holds_on(state.start, state.end, date(year, 1, 1)) or state.start.startswith(f"{year:04}")


def _keep(label: str, numbers: Numbers) -> str:
    number = read_number(label)
    return label if number is None else f"{_SYSTEMS[numbers]} {number}"


def _number_of(state: State, numbers: Numbers) -> int | None:
    return state.cow if numbers == "cow" else state.gw


def _names_of(state: State) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (state.code, *state.names))


@cache
def _number_today(numbers: Numbers) -> dict[int | None, str]:
    return {_number_of(state, numbers): state.code for state in load_states() if _number_of(state, numbers) is not None}


@cache
def _code_today() -> dict[str, str]:
    """Codes by ISO code or name; where a name is also another's code, the code counts."""
    names = {name.casefold(): state.code for state in load_states() for name in state.names}
    short = {state.iso2.casefold(): state.code for state in load_states() if state.iso2}
    return names | short | {state.code.casefold(): state.code for state in load_states()}
