"""What expressions stand for that count from the day of publication or from what was said before."""

import re
from datetime import date

from detente.read.timex_calendar import CLOCK_UNITS, add_units, show_unit
from detente.read.timex_values import Expression, read_calendar, read_unit

PRECISION_UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E"}
UNIT_WORDS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E"}
BACK_WORDS = {"previous", "preceding", "prior"}
ON_WORDS = {"following", "next", "after"}


def read_days(said: Expression) -> str | None:
    """Today, yesterday, tonight, this morning."""
    by = int(said.settings["by"]) if "by" in said.settings else said.number("deictic")
    return _add_part(_day_value(said.context.published, by), said.settings.get("part") or said.read("part"))


def read_focus_part(said: Expression) -> str | None:
    """The morning, of the day last spoken of."""
    return _add_part(_day_value(said.context.focus, 0), said.read("part"))


def read_weekday(said: Expression) -> str | None:
    """A day of the week: the last one up to publication, or the next where the sentence looks ahead."""
    named = set(re.findall(r"[a-z]+", said.words[""]))
    weekday, turn = said.number("weekday"), said.number("turn")
    if named & (BACK_WORDS | ON_WORDS) and "the" in named:
        base = said.context.focus
        day = None if base is None else _find_weekday(base, weekday, 1 if named & ON_WORDS else -1, strict=True)
    elif said.context.published is None:
        day = None
    elif turn:
        day = _find_weekday(said.context.published, weekday, turn, strict=True)
    else:
        look_ahead = said.ahead or ("this" in named and said.ahead is None)
        day = _find_weekday(said.context.published, weekday, 1 if look_ahead else -1)
    return _add_part(_day_value(day, 0), said.read("part"))


def read_clock(said: Expression) -> str | None:
    """A time of day, on the day given with it, or the one last spoken of."""
    if "weekday" in said.words:
        value = read_weekday(said)
    elif "month" in said.words:
        value = read_calendar(said)
    else:
        value = _day_value(said.context.focus, 0)
    return None if value is None else f"{value}T{_read_hours(said)}"


def read_turn(said: Expression) -> str | None:
    """This week, last month, next year."""
    if said.context.published is None:
        return None
    unit = str(said.settings.get("unit") or said.read("span"))
    by = int(said.settings["by"]) if "by" in said.settings else said.number("turn")
    return show_unit(add_units(said.context.published, unit, by), unit)


def read_neighbour(said: Expression) -> str | None:
    """The next day, the previous year, that week, the year: counted from what was last spoken of."""
    named = re.findall(r"[a-z]+", said.words[""])
    unit = next((UNIT_WORDS[word] for word in reversed(named) if word in UNIT_WORDS), "D")
    by = 1 if ON_WORDS & set(named) else -1 if BACK_WORDS & set(named) else 0
    base = said.context.focus if unit == "D" else _find_base(said, unit)
    part = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}.get(named[-1])
    return _add_part(None if base is None else show_unit(add_units(base, unit, by), unit), part)


def read_current(said: Expression) -> str | None:
    """The week, the end of the year: the running one, but the day last spoken of."""
    named = re.findall(r"[a-z]+", said.words[""])
    unit = next(UNIT_WORDS[word] for word in reversed(named) if word in UNIT_WORDS)
    base = said.context.focus if unit == "D" else said.context.published
    return None if base is None else show_unit(base, unit)


def read_weekend(said: Expression) -> str | None:
    """A weekend: the last one begun, or the coming one."""
    if said.context.published is None:
        return None
    named = said.words[""]
    weeks = 0 if said.context.published.isoweekday() >= 6 else -1
    if "next" in named or "coming" in named or (said.ahead and not {"last", "over"} & set(named.split())):
        weeks += 1
    elif named.startswith("this") and "past" not in named:
        weeks = 0
    value = show_unit(add_units(said.context.published, "W", weeks), "W")
    return f"{value}-WE" if value else None


def read_ago(said: Expression) -> str | None:
    """Two years ago: as precise as its unit; beside a quarter, "a year ago" is the quarter of the year before."""
    unit = str(said.settings.get("unit") or read_unit(said))
    count = said.count()
    if count is None:
        return "FUTURE_REF" if "sign" in said.settings else "PAST_REF"
    if unit == "Y" and count == 1 and said.context.quarter:
        return show_unit(add_units(said.context.quarter.start, "Y", -1), "Q")
    return _shift(said.context.published, unit, count * int(said.settings.get("sign", -1)))


def read_later(said: Expression) -> str | None:
    """Two days later, a year earlier: counted from what was last spoken of."""
    unit, sign = read_unit(said), int(said.settings["sign"])
    count = said.count()
    if count is None:
        return None
    mentioned = said.context.mentioned
    if unit == "Y" and count == 1 and said.context.quarter:
        return show_unit(add_units(said.context.quarter.start, "Y", sign), "Q")
    base = said.context.focus if unit in {"D", "W"} or mentioned is None else mentioned.start
    return _shift(base, unit, count * sign)


def read_latest_quarter(said: Expression) -> str | None:
    """The latest quarter: the one last spoken of, else the last that ended before publication."""
    if said.context.quarter:
        return str(said.context.quarter)
    return None if said.context.published is None else show_unit(add_units(said.context.published, "Q", -1), "Q")


def _find_base(said: Expression, unit: str) -> date | None:
    """The first day of what was last spoken of where it is as fine as the unit, else the day of publication."""
    mentioned = said.context.mentioned
    order = list(PRECISION_UNITS.values())
    if mentioned and order.index(PRECISION_UNITS[mentioned.precision]) <= order.index(unit):
        return mentioned.start
    return said.context.published


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


def _read_hours(said: Expression) -> str:
    if "hourword" in said.words:
        return str(said.read("hourword"))
    if "clock24" in said.words:
        digits = said.words["clock24"].replace(":", "").zfill(4)
        return f"{digits[:2]}:{digits[2:]}"
    figures = re.findall(r"[0-9]+", said.words["clock"])
    hour = int(figures[0]) % 12 + (12 if "p" in said.words["clock"] else 0)
    return f"{hour:02}:{figures[1] if len(figures) > 1 else '00'}"
