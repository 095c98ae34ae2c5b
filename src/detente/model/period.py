"""Stretches of days, as precise as the words that name them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self, get_args

Precision = Literal["day", "week", "month", "quarter", "year", "decade"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

_FORMS = {
    "day": re.compile(r"(\d{4})-(\d\d)-(\d\d)"),
    "week": re.compile(r"(\d{4})-W(\d\d)"),
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "year": re.compile(r"(\d{4})"),
    "decade": re.compile(r"(\d{3})"),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Half-open days, `start` up to but not including `end`, read from a date of some precision."""

    start: date
    end: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a period cannot run from {self.start} to {self.end}")

    @classmethod
    def parse(cls, value: str) -> Self:
        """The period that an ISO 8601 or TIMEX3 prefix names.

        Examples:
            >>> str(Period.parse("2019-12"))
            '2019-12'
            >>> Period.parse("2020-W43").start.isoformat()
            '2020-10-19'

        Raises:
            ValueError: the value is no date of day, week, month, quarter, year or decade precision.
        """
        for precision in PRECISIONS:
            if found := _FORMS[precision].fullmatch(value):
                return cls._of(precision, [int(part) for part in found.groups()])
        raise ValueError(f"{value!r} is not a date such as 2020-10-23, 2020-W43, 2020-10, 2020-Q4, 2020 or 202")

    @classmethod
    def of_day(cls, day: date) -> Self:
        """The period of one day."""
        return cls(day, day + timedelta(days=1), "day")

    @classmethod
    def _of(cls, precision: Precision, parts: list[int]) -> Self:
        if precision == "day":
            start = date(*parts)
            return cls(start, start + timedelta(days=1), precision)
        if precision == "week":
            start = date.fromisocalendar(parts[0], parts[1], 1)
            return cls(start, start + timedelta(days=7), precision)
        if precision == "decade":
            return cls(date(parts[0] * 10, 1, 1), _year_start(parts[0] * 10 + 10), precision)
        months = {"month": 1, "quarter": 3, "year": 12}[precision]
        index = (parts[1] - 1) * months if len(parts) > 1 else 0
        return cls(_month_start(parts[0], index), _month_start(parts[0], index + months), precision)

    def __str__(self) -> str:
        year, month = self.start.year, self.start.month
        if self.precision == "week":
            iso = self.start.isocalendar()
            return f"{iso.year}-W{iso.week:02}"
        return {
            "day": self.start.isoformat(),
            "month": f"{year:04}-{month:02}",
            "quarter": f"{year:04}-Q{(month + 2) // 3}",
            "year": f"{year:04}",
            "decade": f"{year // 10:03}",
        }[self.precision]

    @property
    def last(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    def contains(self, day: date) -> bool:
        """Whether the day falls within the period."""
        return self.start <= day < self.end


def choose_day(days: Iterable[Period | None]) -> Period | None:
    """The most precise day, of several such the most common; None where there is none."""
    known = [day for day in days if day is not None]
    finest = min((PRECISIONS.index(day.precision) for day in known), default=None)
    fitting = Counter(day for day in known if PRECISIONS.index(day.precision) == finest)
    return fitting.most_common(1)[0][0] if fitting else None


def _month_start(year: int, index: int) -> date:
    """The first day of the month `index` months after January; the last day of all beyond the calendar's end."""
    if year + index // 12 > date.max.year:
        return date.max
    return date(year + index // 12, index % 12 + 1, 1)


def _year_start(year: int) -> date:
    return _month_start(year, 0)
