"""Drawings as SVG, made on the server: readable by a screen reader, coloured by the page's style sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

Size = float | int


def draw(tag: str, *children: str, **attributes: str | Size | None) -> Markup:
    """One element; text and values are escaped, `class_` and `text_anchor` are spelled as SVG has them.

    Examples:
        >>> str(draw("text", "a < b", x=1.25, text_anchor="end", class_=None))
        '<text x="1.2" text-anchor="end">a &lt; b</text>'
    """
    shown = (
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _show(value))
        for name, value in attributes.items()
        if value is not None
    )
    inner = Markup("").join(child if isinstance(child, Markup) else escape(child) for child in children)
    return Markup("<{0}{1}>{2}</{0}>").format(tag, Markup("").join(shown), inner)


def draw_figure(size: tuple[Size, Size], name: str, title: str, description: str, *children: str) -> Markup:
    """A whole drawing with its title and what it shows in words; `name` makes the ids of these its own."""
    width, height = size
    heads = (draw("title", title, id=f"{name}-title"), draw("desc", description, id=f"{name}-desc"))
    return draw(
        "svg",
        *heads,
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_show(width)} {_show(height)}",
        class_=f"chart chart-{name}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )


def draw_link(address: str, label: str, *children: str, **attributes: str | Size | None) -> Markup:
    """Shapes that lead somewhere; the label shows under the pointer and is read out."""
    return draw("a", draw("title", label), *children, href=address, aria_label=label, **attributes)


def draw_path(points: list[tuple[float, float]], **attributes: str | Size | None) -> Markup:
    """A line through the points; nothing for none."""
    steps = " ".join(f"{'L' if n else 'M'}{_show(x)} {_show(y)}" for n, (x, y) in enumerate(points))
    return draw("path", d=steps, **attributes) if points else Markup("")


@dataclass(frozen=True, slots=True)
class DayScale:
    """Where days lie between two edges of a drawing."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """The x of a day; days outside lie on the edges."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self, apart: float = 52) -> Iterator[tuple[float, str]]:
        """Years, or months where there are few years, so many that their labels stand apart."""
        years = max((self.last - self.first).days / 365.25, 0.05)
        room = max((self.right - self.left) / apart, 1)
        if years * 12 <= room:
            yield from self._months(1)
        elif years * 4 <= room:
            yield from self._months(3)
        else:
            step = next((n for n in (1, 2, 5, 10, 20, 50) if years / n <= room), 100)
            for year in range(self.first.year, self.last.year + 1):
                if year % step == 0 and self.first <= date(year, 1, 1) <= self.last:
                    yield self.place(date(year, 1, 1)), str(year)

    def _months(self, step: int) -> Iterator[tuple[float, str]]:
        for number in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            day = date(number // 12, number % 12 + 1, 1)
            if (day.month - 1) % step == 0 and self.first <= day <= self.last:
                yield self.place(day), f"{day:%Y}" if day.month == 1 else f"{day:%b %Y}" if step == 1 else f"{day:%b}"


def draw_ticks(scale: DayScale, top: float, bottom: float, apart: float = 52) -> Markup:
    """The axis of days: a fine line for each tick, its label below."""
    parts = []
    for x, label in scale.ticks(apart):
        parts.append(draw("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid"))
        parts.append(draw("text", label, x=x, y=bottom + 16, text_anchor="middle", class_="tick"))
    return draw("g", *parts, aria_hidden="true")


def _show(value: str | Size) -> str:
    return value if isinstance(value, str) else f"{round(value, 1):g}"
