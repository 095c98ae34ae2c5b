"""What expressions stand for that count from the day of publication or from what was said before."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.read.timex_calendar import CLOCK_UNITS, add_units, show_unit
from detente.read.timex_values import Setting, Words, read_calendar

PRECISION_UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E"}
UNIT_WORDS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E"}
BACK_WORDS = {"previous", "preceding", "prior"}
ON_WORDS = {"following", "next", "after"}


def read_days(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """Today, yesterday, tonight, this morning."""
    by = int(settings["by"]) if "by" in settings else setting.number(words, "deictic")
    return _add_part(_day_value(setting.published, by), settings.get("part") or setting.read(words, "part"))


def read_focus_part(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """The morning, of the day last spoken of."""
    return _add_part(_day_value(setting.focus, 0), setting.read(words, "part"))


def read_weekday(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A day of the week: the last one up to publication, or the next where the sentence looks ahead."""
    named = set(re.findall(r"[a-z]+", words[""]))
    weekday, turn = setting.number(words, "weekday"), setting.number(words, "turn")
    if named & (BACK_WORDS | ON_WORDS) and "the" in named:
        base = setting.focus
        day = None if base is None else _find_weekday(base, weekday, 1 if named & ON_WORDS else -1, strict=True)
    elif setting.published is None:
        day = None
    elif turn:
        day = _find_weekday(setting.published, weekday, turn, strict=True)
    else:
        day = _find_weekday(setting.published, weekday, 1 if setting.ahead or "this" in named else -1)
    return _add_part(_day_value(day, 0), setting.read(words, "part"))


def read_clock(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A time of day, on the day given with it, or the one last spoken of."""
    if "weekday" in words:
        value = read_weekday(setting, words, settings)
    elif "month" in words:
        value = read_calendar(setting, words, settings)
    else:
        value = _day_value(setting.focus, 0)
    return None if value is None else f"{value}T{_read_hours(setting, words)}"


def read_turn(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """This week, last month, next year."""
    if setting.published is None:
        return None
    unit = str(settings.get("unit") or setting.read(words, "span"))
    by = int(settings["by"]) if "by" in settings else setting.number(words, "turn")
    return show_unit(add_units(setting.published, unit, by), unit)


def read_neighbour(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """The next day, the previous year, that week, the year: counted from what was last spoken of."""
    named = re.findall(r"[a-z]+", words[""])
    unit = next((UNIT_WORDS[word] for word in reversed(named) if word in UNIT_WORDS), "D")
    by = 1 if ON_WORDS & set(named) else -1 if BACK_WORDS & set(named) else 0
    base = setting.focus if unit == "D" else _find_base(setting, unit)
    part = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}.get(named[-1])
    return _add_part(None if base is None else show_unit(add_units(base, unit, by), unit), part)


def read_weekend(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """A weekend: the last one begun, or the coming one."""
    if setting.published is None:
        return None
    named = words[""]
    weeks = 0 if setting.published.isoweekday() >= 6 else -1
    if "next" in named or "coming" in named or (setting.ahead and "last" not in named):
        weeks += 1
    elif named.startswith("this") and "past" not in named:
        weeks = 0
    value = show_unit(add_units(setting.published, "W", weeks), "W")
    return f"{value}-WE" if value else None


def read_ago(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """Two years ago: as precise as its unit; beside a quarter, "a year ago" is the quarter of the year before."""
    unit = str(settings.get("unit") or setting.read(words, "unit"))
    count = setting.count(words, settings)
    if count is None:
        return "FUTURE_REF" if "sign" in settings else "PAST_REF"
    if unit == "Y" and count == 1 and setting.mentioned and setting.mentioned.precision == "quarter":
        return show_unit(add_units(setting.mentioned.start, "Y", -1), "Q")
    return _shift(setting.published, unit, count * int(settings.get("sign", -1)))


def read_later(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """Two days later, a year earlier: counted from what was last spoken of."""
    unit, sign = str(setting.read(words, "unit")), int(settings["sign"])
    count = setting.count(words, settings)
    if count is None:
        return None
    mentioned = setting.mentioned
    if unit == "Y" and mentioned and mentioned.precision == "quarter":
        return show_unit(add_units(mentioned.start, "Y", int(count) * sign), "Q")
    base = setting.focus if unit in {"D", "W"} or mentioned is None else mentioned.start
    return _shift(base, unit, count * sign)


def read_latest_quarter(setting: Setting, words: Words, settings: Mapping[str, Any]) -> str | None:
    """The latest quarter: the one last spoken of, else the last that ended before publication."""
    if setting.mentioned and setting.mentioned.precision == "quarter":
        return str(setting.mentioned)
    return None if setting.published is None else show_unit(add_units(setting.published, "Q", -1), "Q")


def _find_base(setting: Setting, unit: str) -> date | None:
    """The first day of what was last spoken of where it is as fine as the unit, else the day of publication."""
    mentioned = setting.mentioned
    order = list(PRECISION_UNITS.values())
    if mentioned and order.index(PRECISION_UNITS[mentioned.precision]) <= order.index(unit):
        return mentioned.start
    return setting.published


def _shift(base: date | None, unit: str, count: float) -> str | None:
    if base is None:
        return None
    if unit in CLOCK_UNITS:
        return base.isoformat()
    if unit in {"Y", "E"} and count != int(count):
        unit, count = "M", count * {"Y": 12, "E": 120}[unit]
    return show_unit(add_units(base, unit, int(count)), unit)


def _day_value(day: date | None, by: int) -> str | None:
    return None if day is None else show_unit(add_units(day, "D", by), "D")


def _add_part(value: str | None, part: str | int | None) -> str | None:
    return value if value is None or part is None else f"{value}T{part}"


def _find_weekday(base: date, weekday: int, direction: int, strict: bool = False) -> date | None:
    days = (weekday - base.isoweekday()) * direction % 7
    if strict and days == 0:
        days = 7
    return add_units(base, "D", days * direction)


def _read_hours(setting: Setting, words: Words) -> str:
    if "hourword" in words:
        return str(setting.read(words, "hourword"))
    if "clock24" in words:
        figures = words["clock24"].replace(":", "").zfill(4)
        return f"{figures[:2]}:{figures[2:]}"
    figures = re.findall(r"[0-9]+", words["clock"])
    hour = int(figures[0]) % 12 + (12 if "p" in words["clock"] else 0)
    return f"{hour:02}:{figures[1] if len(figures) > 1 else '00'}"
