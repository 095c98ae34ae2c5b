"""The alignment of a pair over time with its interval and marked changes, and what passed in each step."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from detente.analyse.alignment import Alignment
from detente.analyse.changes import Change
from detente.analyse.series import Series, Step
from detente.serve.web.charts import DayScale, draw, draw_figure, draw_link, draw_path, draw_ticks

WIDE, NARROW = 1000, 340
LEVEL, COUNTS = 200, 96  # heights of the two panels
TOP, GAP = 26, 26
STACK = (
    ("material cooperation", 1, "material-cooperation"),
    ("verbal cooperation", 1, "verbal-cooperation"),
    ("material conflict", -1, "material-conflict"),
    ("verbal conflict", -1, "verbal-conflict"),
)


def draw_levels(series: Series, changes: Sequence[Change], title: str, width: int = WIDE) -> Markup:
    """Alignment with its interval and changes above; below, happenings of cooperation up and of conflict down."""
    if series.since is None or series.until is None or not series.steps:
        return Markup("")
    scale = DayScale(series.since, series.until, 46 if width > NARROW else 32, width - 14)
    bottom = TOP + LEVEL + GAP + COUNTS
    parts = [
        draw_ticks(scale, TOP, bottom, 58 if width > NARROW else 48),
        *_draw_scale(scale),
        *_draw_band(series.steps, scale),
        *_draw_counts(series.steps, scale),
        *(_draw_change(number, change, scale, bottom) for number, change in enumerate(changes, start=1)),
    ]
    name = "levels" if width > NARROW else "levels-narrow"
    return draw_figure((width, bottom + 26), name, title, _describe(series, changes), *parts)


def draw_gauge(level: Alignment) -> Markup:
    """One alignment on its scale from -1 to 1, with its interval."""
    low, value, high = (8 + (x + 1) * 141 for x in (level.low, level.value, level.high))
    words = f"Alignment {level.value:+.2f}, interval {level.low:+.2f} to {level.high:+.2f}"
    return draw_figure(
        (300, 40),
        "gauge",
        "Alignment",
        words,
        draw("rect", x=8, y=12, width=282, height=6, rx=3, class_="gauge-scale"),
        draw("line", x1=149, x2=149, y1=8, y2=22, class_="gauge-zero"),
        draw("rect", x=low, y=12, width=max(high - low, 2), height=6, rx=3, class_="gauge-range"),
        draw("circle", cx=value, cy=15, r=7, class_="gauge-value"),
        draw("text", "hostile −1", x=0, y=37, class_="tick"),
        draw("text", "0", x=149, y=37, text_anchor="middle", class_="tick"),
        draw("text", "friendly +1", x=298, y=37, text_anchor="end", class_="tick"),
    )


def _draw_scale(scale: DayScale) -> Iterator[Markup]:
    for value, label in ((1, "+1"), (0.5, "+½"), (0, "0"), (-0.5, "−½"), (-1, "−1")):
        y = _height(value)
        yield draw("line", x1=scale.left, x2=scale.right, y1=y, y2=y, class_="grid" if value else "zero")
        yield draw("text", label, x=scale.left - 8, y=y + 4, text_anchor="end", class_="tick", aria_hidden="true")


def _draw_band(steps: Sequence[Step], scale: DayScale) -> Iterator[Markup]:
    """The interval as a band and the level as a line, broken where there is no level."""
    for has_level, group in groupby(steps, key=lambda step: step.level is not None):
        levels = [(scale.place(step.period.last), step.level) for step in group if step.level is not None]
        if has_level:
            upper = [(x, _height(level.high)) for x, level in levels]
            lower = [(x, _height(level.low)) for x, level in reversed(levels)]
            yield draw_path([*upper, *lower], class_="band")
            yield draw_path([(x, _height(level.value)) for x, level in levels], class_="level")


def _draw_counts(steps: Sequence[Step], scale: DayScale) -> Iterator[Markup]:
    """Happenings of each step, cooperation above the line and conflict below."""
    most = max(
        (sum(step.counts.get(name, 0) for name, sign, _ in STACK if sign == way) for step in steps for way in (1, -1)),
        default=0,
    )
    middle = TOP + LEVEL + GAP + COUNTS / 2
    unit = (COUNTS / 2 - 4) / max(most, 1)
    yield draw("line", x1=scale.left, x2=scale.right, y1=middle, y2=middle, class_="zero")
    yield draw(
        "text",
        str(most),
        x=scale.left - 8,
        y=middle - most * unit + 8,
        text_anchor="end",
        class_="tick",
        aria_hidden="true",
    )
    yield draw(
        "text",
        str(most),
        x=scale.left - 8,
        y=middle + most * unit,
        text_anchor="end",
        class_="tick",
        aria_hidden="true",
    )
    for step in steps:
        yield from _draw_step(step, scale, middle, unit)


def _draw_step(step: Step, scale: DayScale, middle: float, unit: float) -> Iterator[Markup]:
    start, end = scale.place(step.period.start), scale.place(step.period.end)
    width = max(end - start - 0.6, 3)
    reach = {1: 0.0, -1: 0.0}
    words = f"{step.period}: " + ", ".join(f"{count} {name}" for name, count in step.counts.items())
    for name, sign, style in STACK:
        height = step.counts.get(name, 0) * unit
        if height:
            y = middle - reach[sign] - height if sign > 0 else middle + reach[sign]
            yield draw("rect", draw("title", words), x=start, y=y, width=width, height=height, class_=f"count {style}")
            reach[sign] += height


def _draw_change(number: int, change: Change, scale: DayScale, bottom: float) -> Markup:
    x = scale.place(change.day)
    return draw_link(
        f"#change-{number}",
        f"Change {number}: {change.day}",
        draw("line", x1=x, x2=x, y1=TOP - 4, y2=bottom, class_="change-line"),
        draw("circle", cx=x, cy=TOP - 12, r=10, class_="change-sign"),
        draw("text", str(number), x=x, y=TOP - 8, text_anchor="middle", class_="change-number"),
    )


def _describe(series: Series, changes: Sequence[Change]) -> str:
    levels = [(step.period, step.level) for step in series.steps if step.level is not None]
    if not levels:
        return f"{series.since} to {series.until}: no happening with a score."
    last = levels[-1][1]
    found = "; ".join(f"change {n} on {change.day}" for n, change in enumerate(changes, start=1)) or "no change found"
    return (
        f"{series.since} to {series.until}: {series.act_count} happenings, alignment at the end {last.value:+.2f}, "
        f"interval {last.low:+.2f} to {last.high:+.2f}; {found}. The table below has every step."
    )


def _height(value: float) -> float:
    return TOP + (1 - value) / 2 * LEVEL
