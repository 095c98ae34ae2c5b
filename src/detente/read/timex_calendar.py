"""Reckoning with days, weeks, months and years, and the TIMEX3 way of writing them."""

import re
from datetime import date, timedelta

from detente.model import Period

DAYS = {"D": 1, "W": 7, "F": 14}
MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
CLOCK_UNITS = {"TS", "TM", "TH"}

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9}
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_HALF = re.compile(r"(\d{4})-H([12])")
_WEEKEND = re.compile(r"(\d{4}-W\d\d)-WE")


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_units(day: date, unit: str, count: int) -> date | None:
    """The day so many units on (or back, below zero); None beyond the calendar."""
    try:
        if unit in DAYS:
            return day + timedelta(days=DAYS[unit] * count)
        index = day.year * 12 + day.month - 1 + MONTHS[unit] * count
        year, month = divmod(index, 12)
        return next(found for last in range(day.day, 0, -1) if (found := make_day(year, month + 1, last)))
    except (OverflowError, StopIteration):
        return None


def show_unit(day: date | None, unit: str) -> str | None:
    """The day, week, month, quarter, year, decade or century that holds the day, as TIMEX3 writes it."""
    if day is None:
        return None
    iso = day.isocalendar()
    return {
        "D": day.isoformat(),
        "W": f"{iso.year:04}-W{iso.week:02}",
        "F": f"{iso.year:04}-W{iso.week:02}",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }[unit]


def show_duration(unit: str, count: float | None) -> str:
    """A stretch of time as TIMEX3 writes it: P2Y, PT3H, PXM for an untold number of months."""
    prefix = "PT" if unit in CLOCK_UNITS else "P"
    if count is None:
        return f"{prefix}X{unit[-1]}"
    unit, count = {"E": ("Y", count * 10), "C": ("Y", count * 100), "F": ("W", count * 2)}.get(unit, (unit, count))
    whole, letter = int(count), unit[-1]
    finer = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S"), "D": (24, "H")}
    if count == whole or unit not in finer:
        return f"{prefix}{whole if count == whole else count}{letter}"
    parts, finer_letter = finer[unit]
    rest = f"{round((count - whole) * parts)}{finer_letter}"
    return f"{prefix}{f'{whole}{letter}' if whole else ''}{'T' if unit == 'D' else ''}{rest}"


def read_period(value: str | None) -> Period | None:
    """The days that a TIMEX3 value means, None where it names none."""
    if value is None or not value[:1].isdigit():
        return None
    try:
        return _read_named(value) or Period.parse(value.split("T")[0])
    except ValueError:
        return None


def _read_named(value: str) -> Period | None:
    if found := _WEEKEND.fullmatch(value):
        week = Period.parse(found[1])
        return Period(week.start + timedelta(days=5), week.end, "week")
    if found := _HALF.fullmatch(value):
        return _months(int(found[1]), 1 + 6 * (int(found[2]) - 1), 6)
    if (found := _SEASON.fullmatch(value)) and found[2] in _SEASON_START:
        return _months(int(found[1]), _SEASON_START[found[2]], 3)
    # a winter has two years, and the words seldom tell which
    return Period.parse(found[1]) if found else None


def _months(year: int, first: int, count: int) -> Period:
    start = date(year, first, 1)
    end = add_units(start, "M", count)
    return Period(start, end or date.max, "quarter")
