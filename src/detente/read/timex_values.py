"""What a temporal expression stands for, reckoned from its words, the day of publication and what was said before."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.model import Period
from detente.read.timex_calendar import show_duration, make_day
from detente.reference.timexes import TimexRules

Words = Mapping[str, str]
Reckoning = Callable[["Setting", "Words", Mapping[str, Any]], str | None]

NEAR_DAYS = 100  # a day and month without a year is the coming one when it is at most so far ahead


@dataclass(slots=True)
class Setting:
    """What an expression is read against.

    Attributes:
        published: day of publication, None where unknown.
        rules: word classes and lists.
        day: the last day mentioned.
        mentioned: the last period mentioned.
        ahead: whether the sentence speaks of what is to come (True), what was (False), or does not tell (None).
    """

    published: date | None
    rules: TimexRules
    day: date | None = None
    mentioned: Period | None = None
    ahead: bool | None = None

    @property
    def focus(self) -> date | None:
        """The day from which "the next day" counts."""
        return self.day or self.published

    def read(self, words: Words, role: str) -> str | int | None:
        """What the words of a role stand for, None where the expression lacks them."""
        found = words.get(role)
        return None if found is None else self.rules.classes[role].read(found) if role in self.rules.classes else found

    def number(self, words: Words, role: str, fallback: int = 0) -> int:
        """The whole number that a role stands for."""
        value = self.read(words, role)
        return value if isinstance(value, int) else fallback

    def count(self, words: Words, settings: Mapping[str, Any]) -> float | None:
        """How many units; None for an untold number."""
        if "count" in settings:
            return None if settings["count"] == "X" else float(settings["count"])
        for role in ("one", "several"):
            if role in words:
                value = self.read(words, role)
                return float(value) if isinstance(value, int) else None
        return read_number(words["num"], self.rules.numbers)


def read_number(words: str, numbers: Mapping[str, int]) -> float | None:
    """The number in figures or words; None for an untold one such as "several hundred"."""
    if words[0].isdigit():
        return float(words.replace(",", ""))
    total, part = 0, 0
    for word in re.findall(r"[a-z]+", words):
        if word == "several":
            return None
        value = 1 if word == "a" else numbers.get(word, 0)
        if value >= 100:
            total, part = total + max(part, 1) * value, 0
        else:
            part += value
    return float(total + part)


def read_literal(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A value that needs no reckoning."""
    if "value" in settings:
        return str(settings["value"])
    role = next(role for role in ("now", "past", "ahead", "often") if role in words)
    return str(setting.read(words, role))


def read_iso(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """2020-10-23."""
    try:
        return str(Period.parse(words.get("iso") or words["isomonth"]))
    except ValueError:
        return None


def read_slash(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """10/23/2020; where either figure may be the month, only the year is sure."""
    first, second, year = (int(part) for part in words["slash"].split("/"))
    if first > 12:
        first, second = second, first
    elif second <= 12 and first != second:
        return f"{year:04}"
    return _show(make_day(year, first, second))


def read_calendar(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A month with a day, a year or both."""
    month, year = setting.number(words, "month"), _read_year(setting, words)
    day = _read_day(setting, words)
    if day is None:
        return None if year is None else f"{year:04}-{month:02}"
    if year is None:
        return _place_day(setting, month, day)
    return _show(make_day(year, month, day))


def read_month(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A month alone: the last such, or the next where the sentence looks ahead."""
    published = setting.published
    if published is None:
        return None
    month = setting.number(words, "month")
    later = month > published.month
    year = published.year + (not later and month != published.month if setting.ahead else -later)
    return f"{year:04}-{month:02}"


def read_month_of(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """January last year."""
    if setting.published is None:
        return None
    return f"{setting.published.year + setting.number(words, 'turn'):04}-{setting.number(words, 'month'):02}"


def read_turn_month(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """Last February, next May, this September."""
    published = setting.published
    if published is None:
        return None
    month, turn = setting.number(words, "month"), setting.number(words, "turn")
    year = published.year
    if turn < 0 and month >= published.month:
        year -= 1
    elif turn > 0 and month <= published.month:
        year += 1
    return f"{year:04}-{month:02}"


def read_year(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A year in figures or words."""
    year = _read_year(setting, words)
    return None if year is None else f"{year:04}"


def read_decade(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """The 1990s, the '90s, the nineties."""
    if "decadeword" in words:
        return f"19{setting.number(words, 'decadeword')}"
    figures = re.sub(r"[^0-9]", "", words["decade"])
    if len(figures) == 4:
        return figures[:3]
    return ("20" if figures == "10" else "19") + figures[0]


def read_century(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """The 21st century: the hundred of its years."""
    return f"{setting.number(words, 'nth') - 1:02}"


def read_quarter(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A quarter, of a given year or the last one gone by (the coming one where the sentence looks ahead)."""
    quarter = int(words["qyear"][1]) if "qyear" in words else setting.number(words, "ordinal")
    year = _read_year(setting, words)
    if year is None:
        if setting.published is None:
            return None
        running = (setting.published.month + 2) // 3
        year = setting.published.year
        if "turn" in words:
            year += setting.number(words, "turn")
        elif quarter > running and not setting.ahead:
            year -= quarter - running > 1
        elif quarter < running and setting.ahead:
            year += 1
    return f"{year:04}-Q{quarter}"


def read_half(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """The second half of 2019."""
    half = setting.rules.classes["ordinal"].read(words["half"])
    return f"{words['year']}-H{min(int(half), 2)}"


def read_season(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A season, of a given year or by its turn."""
    season, year = setting.read(words, "season"), _read_year(setting, words)
    if year is None:
        if setting.published is None:
            return None
        order = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[str(season)]
        year, turn = setting.published.year, setting.number(words, "turn")
        if (turn < 0 and order + 2 >= setting.published.month) or (turn == 0 and order - 1 > setting.published.month):
            year -= turn < 0 or not setting.ahead
        elif turn > 0 and order <= setting.published.month:
            year += 1
    return f"{year:04}-{season}"


def read_holiday(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A feast that falls on the same day every year."""
    month, day = str(setting.read(words, "holiday")).split("-")
    return _place_day(setting, int(month), int(day))


def read_duration(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """How long."""
    unit = str(settings.get("unit") or _read_unit(setting, words))
    count = setting.count(words, settings)
    return show_duration(unit, None if count is None else count + (0.5 if settings.get("half") else 0))


def read_set(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """How often."""
    if "month" in words:
        return f"XXXX-{setting.number(words, 'month'):02}"
    weekday = setting.number(words, "weekday") or setting.number(words, "weekdays")
    if weekday:
        return f"XXXX-WXX-{weekday}" + (f"T{setting.read(words, 'part')}" if "part" in words else "")
    count = read_number(words["num"], setting.rules.numbers) if "num" in words else 1.0
    return show_duration(_read_unit(setting, words), count)


def _read_year(setting: Setting, words: Words) -> int | None:
    if "year" in words:
        return int(words["year"])
    if "shortyear" in words:
        figures = int(words["shortyear"][1:])
        return figures + (2000 if figures < 40 else 1900)
    if "tail" in words:
        tail = read_number(words["tail"], setting.rules.numbers)
        return 1900 + int(tail) if tail is not None and 1 <= tail < 100 else None
    return None


def _read_day(setting: Setting, words: Words) -> int | None:
    found = words.get("day")
    if found is None:
        return None
    figures = re.match(r"[0-9]+", found)
    return int(figures.group()) if figures else int(setting.rules.classes["spelledday"].read(found))


def _read_unit(setting: Setting, words: Words) -> str:
    role = next(role for role in ("unit", "units", "span", "rate") if role in words)
    return str(setting.read(words, role))


def _place_day(setting: Setting, month: int, day: int) -> str | None:
    """The day and month in the year that the sentence and nearness to publication make most likely."""
    published = setting.published
    if published is None:
        return None
    days = [found for year in range(published.year - 4, published.year + 5) if (found := make_day(year, month, day))]
    past = [found for found in days if found <= published]
    coming = [found for found in days if found >= published]
    if not past or not coming:
        return None
    near = (coming[0] - published).days <= NEAR_DAYS < (published - past[-1]).days
    look_ahead = setting.ahead if setting.ahead is not None else near
    return _show(coming[0] if look_ahead else past[-1])


def _show(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
