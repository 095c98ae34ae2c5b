"""One column of what is written: its type, and its value in a row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.model import Period

Value = str | int | float | bool | date | list[str] | None


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its type in Parquet, and its value in a row."""

    sql_type: str
    read: Callable[[Any], Value]


def read_text(read: Callable[[Any], str | None]) -> Field:
    """A text."""
    return Field("VARCHAR", read)


def read_texts(read: Callable[[Any], Iterable[str]]) -> Field:
    """Several texts."""
    return Field("VARCHAR[]", lambda row: list(read(row)))


def read_number(read: Callable[[Any], float | None]) -> Field:
    """A number."""
    return Field("DOUBLE", read)


def read_count(read: Callable[[Any], int | None]) -> Field:
    """A whole number."""
    return Field("BIGINT", read)


def read_flag(read: Callable[[Any], bool]) -> Field:
    """Yes or no."""
    return Field("BOOLEAN", read)


def read_day(read: Callable[[Any], date | None]) -> Field:
    """A day."""
    return Field("DATE", read)


def read_moment(read: Callable[[Any], date | None]) -> Field:
    """A moment in UTC."""
    return Field("TIMESTAMP", read)


def read_period(name: str, read: Callable[[Any], Period | None]) -> dict[str, Field]:
    """A period as named ("2019-12"), and its first and last day."""

    def part(of: Callable[[Period], Any]) -> Callable[[Any], Any]:
        return lambda row: None if (period := read(row)) is None else of(period)

    return {
        name: read_text(part(str)),
        f"{name}_first": read_day(part(lambda period: period.start)),
        f"{name}_last": read_day(part(lambda period: period.last)),
    }
