"""Drawings of how relations went: alignment with its interval, net cooperation, happenings before their reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.analyse.alignment import Alignment
from detente.analyse.changes import Change
from detente.analyse.news import PairNews
from detente.analyse.series import Series, Step
from detente.errors import UsageError
from detente.serve.figures import INK, check_plot, open_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# One colour, that of Okabe and Ito's blue; words, deeds and reports are told apart by how dark they are.
ACCENT, SOFT, FAINT, GRID = "#0072B2", "#5B6770", "#8B959E", "#EDF0F2"
DEEDS, WORDS, REPORTS = INK, "#9AA5AE", "#E3E7EA"
_WIDTH = 10.0  # inches
_PANEL, _NET, _BARS = 2.5, 0.85, 1.75  # inches of the three parts of a panel
_LEFT, _SPAN = 0.06, 0.91  # of the width
_CAPTION, _GAP, _HEAD, _FOOT = 0.4, 0.18, 0.95, 0.85  # inches
_ROW = 0.5  # inches of a pair in a drawing of what is new
_REPORTS_MOST = 4  # bars of reports are cut where they would be so many times as long as those of happenings
_STYLE = {
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}
# Above the line, below it; words light, deeds dark.
_LAYERS = (
    ("material cooperation", 1, DEEDS),
    ("verbal cooperation", 1, WORDS),
    ("material conflict", -1, DEEDS),
    ("verbal conflict", -1, WORDS),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """One series in a drawing.

    Attributes:
        title: who is shown, and from where where several are compared.
        series: grouped by quad class.
        changes: to be marked.
    """

    title: str
    series: Series
    changes: tuple[Change, ...] = ()


def plot_series(panels: Sequence[Panel], title: str, path: Path) -> None:
    """Draw series one below the other into an SVG, PNG or PDF file; the same series give the same drawing.

    Raises:
        UsageError: there is nothing to draw, the file is of another kind, or it cannot be written.
    """
    check_plot(path)
    if not any(step.act_count or step.level for panel in panels for step in panel.series.steps):
        raise UsageError("--plot: nothing happened between the two in this window, so there is nothing to draw")
    with open_figure(path, _WIDTH, _HEAD + _FOOT, _STYLE) as figure:
        _draw_panels(figure, panels, title)


def plot_news(news: Sequence[PairNews], title: str, path: Path) -> None:
    """Draw the alignment of pairs before and after a day into an SVG, PNG or PDF file.

    Raises:
        UsageError: there is nothing to draw, the file is of another kind, or it cannot be written.
    """
    check_plot(path)
    shown = [each for each in news if each.after is not None]
    if not shown:
        raise UsageError("--plot: no pair has a new happening with a score, so there is nothing to draw")
    with open_figure(path, _WIDTH, _HEAD + _FOOT, _STYLE) as figure:
        _draw_news(figure, shown, title)


def _draw_panels(figure: "Figure", panels: Sequence[Panel], title: str) -> None:
    heights = (_PANEL, _NET, _BARS) if len(panels) == 1 else (_PANEL * 0.8, _BARS * 0.8)
    heading = 0.55 if len(panels) > 1 else 0.0
    each = heading + sum(heights) + (_CAPTION + _GAP) * len(heights)
    total = _HEAD + each * len(panels) + _FOOT
    figure.set_size_inches(_WIDTH, total)
    top = total - _HEAD
    for panel in panels:
        if heading:
            figure.text(_LEFT, (top - 0.35) / total, panel.title, fontsize=11, fontweight="bold", va="center")
            facts = _say_totals(panel.series)
            figure.text(_LEFT + _SPAN, (top - 0.35) / total, facts, fontsize=9, color=SOFT, va="center", ha="right")
        top = _draw_panel(figure, panel, heights, top - heading, total)
    facts = "" if heading else _say_totals(panels[0].series)
    _write_title(figure, title, ", ".join(filter(None, (_say_window(panels[0].series), facts))), total)
    _write_key(figure, panels, total)


def _draw_panel(figure: "Figure", panel: Panel, heights: Sequence[float], top: float, total: float) -> float:
    """The parts of one panel from the top down; returns where the next one begins."""
    draws = (_draw_level, _draw_net, _draw_bars) if len(heights) == 3 else (_draw_level, _draw_bars)
    for height, draw in zip(heights, draws, strict=True):
        top -= _CAPTION
        axes = figure.add_axes((_LEFT, (top - height) / total, _SPAN, height / total))
        _set_days(axes, panel.series, is_last=draw is _draw_bars)
        caption = draw(axes, panel.series)
        # Above the row in which changes are named.
        figure.text(_LEFT, (top + 0.27) / total, caption, fontsize=9, color=SOFT, va="center")
        _mark_changes(axes, panel, named=draw is _draw_level)
        top -= height + _GAP
    return top


def _set_days(axes: Any, series: Series, *, is_last: bool) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=4, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    axes.set_xlim(series.steps[0].period.start, series.steps[-1].period.end)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.tick_params(length=3, labelsize=8.5, labelbottom=is_last)


def _draw_level(axes: Any, series: Series) -> str:
    """The alignment at the end of each step, with its interval as a band; broken where nothing is known."""
    axes.set_ylim(-1.02, 1.02)
    axes.set_yticks((-1, -0.5, 0, 0.5, 1), ("−1", "−0.5", "0", "+0.5", "+1"))
    axes.axhline(0, color=FAINT, linewidth=0.8)
    days = [_end(series, step) for step in series.steps]
    levels = [step.level for step in series.steps]
    lows, highs, values = (_gather(levels, name) for name in ("low", "high", "value"))
    axes.fill_between(days, lows, highs, color=ACCENT, alpha=0.16, linewidth=0)
    axes.plot(days, values, color=ACCENT, linewidth=1.2, alpha=0.45)
    # Strong where the happenings weigh as much as one of the day, pale where they have faded.
    fresh = [level if level is not None and level.weight >= 1 else None for level in levels]
    marker = "o" if len(days) < 40 else None
    axes.plot(days, _gather(fresh, "value"), color=ACCENT, linewidth=2, marker=marker, markersize=3.4, zorder=3)
    return f"Alignment, from −1 (hostile) to +1 (friendly); {_say_half_life(series)}"


def _gather(levels: Sequence[Alignment | None], name: str) -> list[float]:
    """One number of each level; not a number, which breaks a line, where there is none."""
    return [nan if level is None else float(getattr(level, name)) for level in levels]


def _draw_net(axes: Any, series: Series) -> str:
    """Net cooperation at the end of each step."""
    days = [_end(series, step) for step in series.steps]
    nets = [step.net for step in series.steps]
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.fill_between(days, nets, color=INK, alpha=0.1, linewidth=0)
    axes.plot(days, nets, color=INK, linewidth=1.2)
    axes.margins(y=0.12)
    axes.locator_params(axis="y", nbins=3)
    return f"Net cooperation, the sum of PLOVER scores; {_say_half_life(series)}"


def _draw_bars(axes: Any, series: Series) -> str:
    """Happenings of cooperation above the line and of conflict below, before lighter bars of their reports."""
    starts = [step.period.start for step in series.steps]
    spans = [(step.period.end - step.period.start) for step in series.steps]
    middles = [start + span / 2 for start, span in zip(starts, spans, strict=True)]
    sides = {1: [0] * len(starts), -1: [0] * len(starts)}
    for sign in (1, -1):
        names = [name for name, side, _ in _LAYERS if side == sign]
        reports = [sign * sum(step.reports.get(name, 0) for name in names) for step in series.steps]
        axes.bar(middles, reports, [span * 0.92 for span in spans], color=REPORTS, linewidth=0)
    for name, sign, colour in _LAYERS:
        counts = [sign * step.counts.get(name, 0) for step in series.steps]
        axes.bar(middles, counts, [span * 0.6 for span in spans], bottom=sides[sign], color=colour, linewidth=0)
        sides[sign] = [below + count for below, count in zip(sides[sign], counts, strict=True)]
    _limit_bars(axes, max(sides[1]), -min(sides[-1]))
    axes.axhline(0, color=FAINT, linewidth=0.8)
    return f"Happenings by {series.every}: cooperation above the line, conflict below it"


def _limit_bars(axes: Any, up: int, down: int) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    reach = max(up, down, 1) * _REPORTS_MOST
    low, high = axes.get_ylim()
    axes.set_ylim(max(low, -reach) if low < 0 else -0.5, min(high, reach))
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):.0f}"))


def _mark_changes(axes: Any, panel: Panel, *, named: bool) -> None:
    """A line at each change; where it is named also its day above, and the levels before and after it."""
    first, last = panel.series.steps[0].period.start, panel.series.steps[-1].period.end
    shown = [change for change in panel.changes if first <= change.day < last]
    for change in shown:
        axes.axvline(change.day, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=4)
    if not named or not shown:
        return
    bounds = [first, *(change.day for change in shown), last]
    levels = [shown[0].before, *(change.after for change in shown)]
    for start, end, level in zip(bounds, bounds[1:], levels, strict=False):
        if level is not None:
            axes.hlines(level.value, start, end, color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)), zorder=2)
    _name_changes(axes, shown, (last - first) / 9)


def _name_changes(axes: Any, changes: Sequence[Change], width: timedelta) -> None:
    rows: list[date | None] = [None, None]  # the day of the last name in each row above the panel
    for change in changes:
        free = [row for row, day in enumerate(rows) if day is None or change.day - day >= width]
        row = free[0] if free else 0
        rows[row] = change.day
        axes.annotate(
            f"{change.day:%d %b %Y} ({change.probability:.0%})".lstrip("0"),
            (change.day, 1.02),
            xytext=(0, 3 + 10 * row),
            textcoords="offset points",
            ha="center",
            fontsize=7.5,
            color=INK,
            annotation_clip=False,
        )


def _write_title(figure: "Figure", title: str, facts: str, total: float) -> None:
    figure.text(_LEFT, 1 - 0.35 / total, title, fontsize=14, fontweight="bold", va="center")
    figure.text(_LEFT, 1 - 0.66 / total, facts, fontsize=9.5, color=SOFT, va="center")


def _write_key(figure: "Figure", panels: Sequence[Panel], total: float) -> None:
    from matplotlib.legend_handler import HandlerTuple
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    levels = [step.level for panel in panels for step in panel.series.steps if step.level is not None]
    band = f"{levels[0].coverage:.0%} interval" if levels else "interval"
    entries: list[tuple[Any, str]] = [
        ((Patch(color=ACCENT, alpha=0.16), Line2D([], [], color=ACCENT, linewidth=2)), f"alignment with {band}"),
        (Patch(color=DEEDS), "deeds"),
        (Patch(color=WORDS), "words"),
        (Patch(color=REPORTS), "articles that tell of them"),
    ]
    if any(panel.changes for panel in panels):
        entries.append((Line2D([], [], color=INK, linewidth=0.9, linestyle=(0, (3, 2))), "change (probability)"))
        entries.append((Line2D([], [], color=INK, linewidth=1.1, linestyle=(0, (1, 1.5))), "level between changes"))
    figure.legend(
        [handle for handle, _ in entries],
        [label for _, label in entries],
        loc="lower left",
        bbox_to_anchor=(_LEFT - 0.006, 0.12 / total),
        borderaxespad=0,
        ncols=len(entries),
        frameon=False,
        fontsize=8,
        labelcolor=SOFT,
        handlelength=1.6,
        columnspacing=1.4,
        handler_map={tuple: HandlerTuple(ndivide=1)},
    )


def _draw_news(figure: "Figure", news: Sequence[PairNews], title: str) -> None:
    """A row for each pair: hollow the alignment of the year before, filled the one since, each with its interval."""
    total = _HEAD + _ROW * len(news) + _FOOT
    figure.set_size_inches(_WIDTH, total)
    axes = figure.add_axes((0.2, _FOOT / total, 0.77, _ROW * len(news) / total))
    axes.set_xlim(-1.02, 1.02)
    axes.set_ylim(len(news) - 0.5, -0.5)
    axes.set_xticks((-1, -0.5, 0, 0.5, 1), ("−1\nhostile", "−0.5", "0", "+0.5", "+1\nfriendly"))
    axes.set_yticks(range(len(news)), [" – ".join(each.pair) for each in news])
    axes.tick_params(length=0, labelsize=9)
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=FAINT, linewidth=0.8)
    axes.grid(axis="x", color=GRID)
    for row, each in enumerate(news):
        colour = ACCENT if each.is_jump or each.changes else INK
        _draw_row(axes, row, each, colour)
    _write_title(
        figure, title, "Hollow: the year before. Filled: since. Lines: intervals. Blue: a clear change.", total
    )


def _draw_row(axes: Any, row: int, news: PairNews, colour: str) -> None:
    looks: Mapping[str, Any] = {"markersize": 7, "markeredgewidth": 1.5, "color": colour, "zorder": 3}
    for level, offset, fill in ((news.before, -0.13, "white"), (news.after, 0.13, colour)):
        if level is not None:
            alpha = 0.35 if fill == "white" else 0.8
            axes.hlines(row + offset, level.low, level.high, color=colour, linewidth=1.6, alpha=alpha)
            axes.plot([level.value], [row + offset], "o", markerfacecolor=fill, **looks)


def _end(series: Series, step: Step) -> date:
    """The day for which a step's level stands."""
    return step.period.last if series.until is None else min(step.period.last, series.until)


def _say_window(series: Series) -> str:
    return f"{series.since} to {series.until}"


def _say_totals(series: Series) -> str:
    return f"{series.act_count} happenings, told in {series.report_count} articles"


def _say_half_life(series: Series) -> str:
    return f"what passed counts for half after {series.half_life:g} days"
