"""What a temporal expression stands for, reckoned from its words, the day of publication and what was said before."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.model import Period
from detente.read.timex_calendar import add_units, make_day, show_duration, show_unit
from detente.reference.timexes import TimexRules

# how far ahead, weighed against how far back, a day and month without a year lies, by what the sentence speaks of
AHEAD_WEIGHTS = {True: 0.4, None: 1.0, False: 4.0}
FAR_MONTHS = 10  # a month so far ahead has just gone by


@dataclass(slots=True)
class Context:
    """What expressions are read against.

    Attributes:
        published: day of publication, None where unknown.
        day: the last day mentioned.
        mentioned: the last period mentioned.
        quarter: the last quarter named, beside which "a year earlier" is a quarter too.
    """

    published: date | None
    day: date | None = None
    mentioned: Period | None = None
    quarter: Period | None = None

    @property
    def focus(self) -> date | None:
        """The day from which "the next day" counts."""
        return self.day or self.published


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression found in a text.

    Attributes:
        words: its words by role, in lower case; all of them under "".
        settings: what its pattern says besides.
        context: what it is read against.
        rules: word classes and lists.
        judge: tells whether its sentence speaks of what is to come (True), what was (False), or does not tell (None).
    """

    words: Mapping[str, str]
    settings: Mapping[str, Any]
    context: Context
    rules: TimexRules
    judge: Callable[[], bool | None]

    @property
    def ahead(self) -> bool | None:
        """Whether the sentence speaks of what is to come."""
        return self.judge()

    def read(self, role: str) -> str | int | None:
        """What the words of a role stand for, None where the expression lacks them."""
        found = self.words.get(role)
        return None if found is None else self.rules.classes[role].read(found)

    def number(self, role: str) -> int:
        """The whole number that a role stands for, 0 for none."""
        value = self.read(role)
        return value if isinstance(value, int) else 0

    def count(self) -> float | None:
        """How many units; None for an untold number."""
        if "count" in self.settings:
            return None if self.settings["count"] == "X" else float(self.settings["count"])
        for role in ("one", "several"):
            if role in self.words:
                value = self.read(role)
                return float(value) if isinstance(value, int) else None
        return read_number(self.words["num"], self.rules.numbers)


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


def read_literal(said: Expression) -> str | None:
    """A value that needs no reckoning."""
    if "value" in said.settings:
        return str(said.settings["value"])
    role = next(role for role in ("now", "past", "ahead", "often") if role in said.words)
    return str(said.read(role))


def read_iso(said: Expression) -> str | None:
    """2020-10-23, with or without the time."""
    year, month, day = (int(part) for part in said.words["iso"].split("t")[0].split("-"))
    return _show(make_day(year, month, day))


def read_slash(said: Expression) -> str | None:
    """10/23/2020; where either figure may be the month, only the year is sure."""
    first, second, year = (int(part) for part in said.words["slash"].split("/"))
    if first > 12:
        first, second = second, first
    elif second <= 12 and first != second:
        return f"{year:04}"
    return _show(make_day(year, first, second))


def read_calendar(said: Expression) -> str | None:
    """A month with a day, a year or both."""
    month, year = said.number("month"), _read_year(said)
    day = _read_day(said)
    if day is None:
        return None if year is None else f"{year:04}-{month:02}"
    if year is None:
        return _place_day(said, month, day)
    return _show(make_day(year, month, day))


def read_month(said: Expression) -> str | None:
    """A month alone: the last such, or the next where the sentence looks ahead."""
    published = said.context.published
    if published is None:
        return None
    month = said.number("month")
    months = (month - published.month) % 12
    ahead = months < FAR_MONTHS if said.ahead else said.ahead is None and months == 1
    return show_unit(add_units(published.replace(day=1), "M", months if ahead or not months else months - 12), "M")


def read_month_of(said: Expression) -> str | None:
    """January last year."""
    if said.context.published is None:
        return None
    return f"{said.context.published.year + said.number('turn'):04}-{said.number('month'):02}"


def read_turn_month(said: Expression) -> str | None:
    """Last February, next May, this September."""
    published = said.context.published
    if published is None:
        return None
    month, turn = said.number("month"), said.number("turn")
    year = published.year
    if turn < 0 and month >= published.month:
        year -= 1
    elif turn > 0 and month <= published.month:
        year += 1
    return f"{year:04}-{month:02}"


def read_year(said: Expression) -> str | None:
    """A year in figures or words."""
    year = _read_year(said)
    return None if year is None else f"{year:04}"


def read_decade(said: Expression) -> str | None:
    """The 1990s, the '90s, the nineties."""
    if "decadeword" in said.words:
        return f"19{said.number('decadeword')}"
    figures = re.sub(r"[^0-9]", "", said.words["decade"])
    if len(figures) == 4:
        return figures[:3]
    return ("20" if figures == "10" else "19") + figures[0]


def read_century(said: Expression) -> str | None:
    """The 21st century: the hundred of its years."""
    return f"{said.number('nth') - 1:02}"


def read_quarter(said: Expression) -> str | None:
    """A quarter, of a given year or the last one gone by (the coming one where the sentence looks ahead)."""
    quarter = int(said.words["qyear"][1]) if "qyear" in said.words else said.number("ordinal")
    year = _read_year(said)
    if year is None:
        if said.context.published is None:
            return None
        year = said.context.published.year
        quarters = (quarter - (said.context.published.month + 2) // 3) % 4
        if "turn" in said.words:
            year += said.number("turn")
        else:
            ahead = quarters < 3 if said.ahead else not quarters
            return show_unit(add_units(said.context.published, "Q", quarters if ahead else quarters - 4), "Q")
    return f"{year:04}-Q{quarter}"


def read_half(said: Expression) -> str | None:
    """The second half of 2019."""
    half = said.rules.classes["ordinal"].read(said.words["half"])
    return f"{said.words['year']}-H{min(int(half), 2)}"


def read_season(said: Expression) -> str | None:
    """A season, of a given year or by its turn."""
    season, year = said.read("season"), _read_year(said)
    if year is None:
        if said.context.published is None:
            return None
        order = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[str(season)]
        year, turn = said.context.published.year, said.number("turn")
        month = said.context.published.month
        if turn > 0 and order <= month:
            year += 1
        elif turn < 0:
            year -= order + 2 >= month
        elif "turn" not in said.words and not said.ahead:
            year -= order - 1 > month
    return f"{year:04}-{season}"


def read_holiday(said: Expression) -> str | None:
    """A feast that falls on the same day every year."""
    month, day = str(said.read("holiday")).split("-")
    return _place_day(said, int(month), int(day))


def read_duration(said: Expression) -> str | None:
    """How long."""
    unit = str(said.settings.get("unit") or read_unit(said))
    count = said.count()
    return show_duration(unit, None if count is None else count + (0.5 if said.settings.get("half") else 0))


def read_set(said: Expression) -> str | None:
    """How often."""
    if "month" in said.words:
        return f"XXXX-{said.number('month'):02}"
    weekday = said.number("weekday") or said.number("weekdays")
    if weekday:
        return f"XXXX-WXX-{weekday}" + (f"T{said.read('part')}" if "part" in said.words else "")
    count = read_number(said.words["num"], said.rules.numbers) if "num" in said.words else 1.0
    return show_duration(read_unit(said), count)


def _read_year(said: Expression) -> int | None:
    if "year" in said.words:
        return int(said.words["year"])
    if "shortyear" in said.words:
        figures = int(said.words["shortyear"][1:])
        return figures + (2000 if figures < 40 else 1900)
    if "tail" in said.words:
        tail = read_number(said.words["tail"], said.rules.numbers)
        return 1900 + int(tail) if tail is not None and 1 <= tail < 100 else None
    return None


def _read_day(said: Expression) -> int | None:
    found = said.words.get("day")
    if found is None:
        return None
    figures = re.match(r"[0-9]+", found)
    return int(figures.group()) if figures else int(said.rules.classes["spelledday"].read(found))


def read_unit(said: Expression) -> str:
    """The unit of time that the words name."""
    role = next(
        role for role in ("unit", "units", "quarters", "young", "long", "single", "span", "rate") if role in said.words
    )
    return str(said.read(role))


def _place_day(said: Expression, month: int, day: int) -> str | None:
    """The day and month in the year that the sentence and nearness to publication make most likely."""
    published = said.context.published
    if published is None:
        return None
    days = [found for year in range(published.year - 4, published.year + 5) if (found := make_day(year, month, day))]
    past = [found for found in days if found <= published]
    coming = [found for found in days if found >= published]
    if not past or not coming:
        return None
    distance = (coming[0] - published).days * AHEAD_WEIGHTS[said.ahead]
    return _show(coming[0] if distance < (published - past[-1]).days else past[-1])


def _show(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
