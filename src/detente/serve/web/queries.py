"""What the query of an address asks for."""

from datetime import date
from typing import TypeVar, get_args

from fastapi import Request

from detente.analyse.series import Every
from detente.errors import UsageError
from detente.serve import options

_T = TypeVar("_T", bound=str)


def read_word(request: Request, name: str) -> str | None:
    """The value of that name without blanks at its ends; None where it is absent or empty."""
    value = (request.query_params.get(name) or "").strip()
    return value.replace("\x00", "") or None


def read_day(request: Request, name: str) -> date | None:
    """The day of that name.

    Raises:
        UsageError: it is no day of the calendar.
    """
    return options.parse_day(read_word(request, name), name)


def read_window(request: Request) -> tuple[date | None, date | None]:
    """First and last day.

    Raises:
        UsageError: one is no day of the calendar, or the first lies after the last.
    """
    since, until = read_day(request, "since"), read_day(request, "until")
    if since and until and since > until:
        raise UsageError(f"the first day, {since}, lies after the last, {until}; turn them round")
    return since, until


def read_choice(request: Request, name: str, choices: tuple[_T, ...]) -> _T | None:
    """One of a few words.

    Raises:
        UsageError: it is another.
    """
    word = read_word(request, name)
    if word is None:
        return None
    found = next((choice for choice in choices if choice == word), None)
    if found is None:
        raise UsageError(f"{name} {word}: choose one of {', '.join(choices)}")
    return found


def read_every(request: Request) -> Every:
    """The length of a step, a month unless asked otherwise."""
    return read_choice(request, "every", get_args(Every)) or "month"


def read_number(request: Request, name: str) -> int:
    """A whole number from 1 on; 1 where there is none.

    Raises:
        UsageError: it is something else.
    """
    word = read_word(request, name) or "1"
    if not (word.isascii() and word.isdigit() and int(word[:9]) > 0 and len(word) < 9):
        raise UsageError(f"{name} {word}: write a number from 1 on")
    return int(word)
