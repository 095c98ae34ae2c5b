"""The ties of a pair over time as a drawing: a lane for each, by kind, with what the reference table knows above it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from detente.analyse.histories import TieHistory
from detente.analyse.known import Known
from detente.analyse.wording import capitalise, name_party
from detente.errors import UsageError
from detente.model import StandingValue
from detente.serve.figures import INK, open_figure
from detente.serve.tie_lanes import find_standing, label_history, sort_lanes

# Colours that stay apart for colour-blind readers (Okabe and Ito), and a sign of its own for each standing.
LOOKS: dict[StandingValue, tuple[str, str]] = {
    "imagined": ("#CC79A7", "*"),
    "proposed": ("#56B4E9", "D"),
    "negotiating": ("#2E8BC0", "P"),
    "agreed": ("#0072B2", "h"),
    "in_force": ("#009E73", "o"),
    "expanding": ("#006B4F", "^"),
    "strained": ("#E69F00", "v"),
    "suspended": ("#B36B00", "s"),
    "ended": ("#B5341B", "X"),
    "denied": ("#7A1F5C", "x"),
}
KNOWN, FAINT = "#9A9A9A", "#6F6F6F"
_WIDTH, _LANE = 11.0, 0.44  # inches
_MARGIN = 1.75  # inches above and below the lanes


def draw_histories(pair: tuple[str, str], histories: Sequence[TieHistory], known: Iterable[Known], out: Path) -> None:
    """Draw the lanes into an SVG, PNG or PDF file; the same histories give the same drawing.

    Raises:
        UsageError: no claim has a day, the file is of another kind, or it cannot be written.
    """
    lanes = [history for history in sort_lanes(histories) if history.told]
    if not lanes:
        raise UsageError("--plot: no article dates what it says of these ties, so there is nothing to draw")
    height = _LANE * len(lanes) + _MARGIN
    with open_figure(out, _WIDTH, height) as figure:
        axes = figure.add_axes((0.29, 0.92 / height, 0.69, _LANE * len(lanes) / height))
        _draw_lanes(axes, lanes, known)
        _write_title(figure, pair, height)
        _write_key(figure, lanes, height)


def _draw_lanes(axes: Any, lanes: Sequence[TieHistory], known: Iterable[Known]) -> None:
    days = [claim.day for history in lanes for claim in history.claims if claim.day is not None]
    first, last = _widen(min(days), max(days))
    by_name = {(one.kind, one.name): one for one in known if not one.is_shared}
    _style(axes, lanes, first, last)
    for row, history in enumerate(lanes):
        _draw_lane(axes, row, history, last)
        one = by_name.get((history.key.kind, history.key.name))
        if one is not None:
            _draw_known(axes, row, one, first, last)


def _draw_lane(axes: Any, row: int, history: TieHistory, last: date) -> None:
    """The line of a tie from turn to turn, pale where nothing more is told, with a sign at each turn."""
    told = history.told or last
    ends = [*(turn.day for turn in history.turns[1:]), told]
    for turn, end in zip(history.turns, ends, strict=False):
        if standing := find_standing(turn):
            colour = LOOKS[standing][0]
            axes.plot([turn.day, end], [row, row], color=colour, linewidth=4.5, solid_capstyle="butt", zorder=2)
            if turn is history.turns[-1]:
                axes.plot([told, last], [row, row], color=colour, linewidth=1.1, linestyle=(0, (1, 2)), zorder=2)
    _draw_claims(axes, row, history)
    for turn in history.turns:
        for number, standing in enumerate(turn.standings):
            _mark(axes, turn.day, row + 0.2 * number, standing)


def _draw_claims(axes: Any, row: int, history: TieHistory) -> None:
    """A dot for each day and standing that is told, the larger the more stories tell it."""
    stories = {(claim.day, claim.standing, claim.story_id) for claim in history.claims if claim.day is not None}
    turns = {(turn.day, standing) for turn in history.turns for standing in turn.standings}
    for (day, standing), count in sorted(Counter((day, standing) for day, standing, _ in stories).items()):
        if not history.turns:
            _mark(axes, day, row, standing)
        elif (day, standing) not in turns:
            colour = LOOKS[standing][0]
            axes.scatter([day], [row], s=14 + 10 * count, color=colour, edgecolors="white", linewidths=0.7, zorder=3)


def _draw_known(axes: Any, row: int, known: Known, first: date, last: date) -> None:
    start = max(known.since.start if known.since else first, first)
    end = min(known.until.start if known.until else last, last)
    if (known.since or known.until) and start < end:
        axes.plot([start, end], [row - 0.3] * 2, color=KNOWN, linewidth=2.2, solid_capstyle="butt", zorder=1)


def _mark(axes: Any, day: date, height: float, standing: StandingValue) -> None:
    colour, sign = LOOKS[standing]
    edge = {} if sign == "x" else {"edgecolors": "white"}
    width = 1.8 if sign == "x" else 0.8
    axes.scatter([day], [height], s=70, color=colour, marker=sign, linewidths=width, zorder=4, **edge)


def _style(axes: Any, lanes: Sequence[TieHistory], first: date, last: date) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    axes.set_xlim(first, last)
    axes.set_ylim(len(lanes) - 0.5, -0.5)
    axes.set_yticks(range(len(lanes)), [_fit(label_history(history)) for history in lanes], fontsize=9, color=INK)
    locator = AutoDateLocator(minticks=4, maxticks=10)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.tick_params(axis="both", length=0, labelcolor=INK, labelsize=9)
    axes.grid(axis="x", color="#E3E3E3", linewidth=0.8, zorder=0)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    row = 0
    for number, (_, group) in enumerate(groupby(lanes, key=lambda history: history.key.kind)):
        count = len(list(group))
        if number % 2 == 0:
            axes.axhspan(row - 0.5, row + count - 0.5, color="#F5F6F7", zorder=-1)
        row += count


def _write_title(figure: Any, pair: tuple[str, str], height: float) -> None:
    a, b = (name_party(code) for code in pair)
    title = capitalise(f"{a} and {b}: how articles say their ties stand")
    figure.text(0.015, 1 - 0.22 / height, title, fontsize=13, weight="bold", color=INK, va="top")
    note = (
        "A line lasts until an article says otherwise, dotted after the last word. Signs: turns. Dots: told again. "
        "Colours say how a tie stands, not how friendly it is."
    )
    figure.text(0.015, 1 - 0.5 / height, note, fontsize=8.5, color=FAINT, va="top")


def _write_key(figure: Any, lanes: Iterable[TieHistory], height: float) -> None:
    from matplotlib.lines import Line2D

    told = {claim.standing for history in lanes for claim in history.claims}
    handles = [
        Line2D([], [], color=colour, marker=sign, linestyle="", markersize=7, label=standing.replace("_", " "))
        for standing, (colour, sign) in LOOKS.items()
        if standing in told
    ]
    handles.append(Line2D([], [], color=KNOWN, linewidth=2.2, label="in force by the reference table"))
    figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.01, 0.04 / height), ncols=6, frameon=False, fontsize=8.5,
        labelcolor=INK, columnspacing=1.4, handletextpad=0.5,
    )  # fmt: skip


def _widen(first: date, last: date) -> tuple[date, date]:
    """The days of the axis, with some room on both sides."""
    room = timedelta(days=max(5, (last - first).days // 40))
    return max(first, date.min + room) - room, min(last, date.max - room) + room


def _fit(label: str, limit: int = 38) -> str:
    return label if len(label) <= limit else f"{label[: limit - 1]}…"
