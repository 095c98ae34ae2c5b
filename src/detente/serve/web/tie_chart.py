"""The ties of a pair as lanes over time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from markupsafe import Markup

from detente.analyse.histories import TieHistory, Turn, find_contests
from detente.analyse.known import Known
from detente.analyse.tie_keys import TieKey
from detente.model import StandingValue
from detente.serve.tables import shorten
from detente.serve.tie_lanes import find_standing, label_history
from detente.serve.web.addresses import link_record
from detente.serve.web.charts import DayScale, draw, draw_figure, draw_link, draw_ticks

SHAPES: dict[StandingValue, str] = {
    "imagined": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0",
    "proposed": "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
    "negotiating": "M-6 -5H6V5H-6ZM-6 0H6",
    "agreed": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0",
    "in_force": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0",
    "expanding": "M0 -7L6.5 5.5H-6.5Z",
    "strained": "M0 7L6.5 -5.5H-6.5Z",
    "suspended": "M-5.5 -6H-1.5V6H-5.5ZM1.5 -6H5.5V6H1.5Z",
    "ended": "M-5 -5L5 5M5 -5L-5 5",
    "denied": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M-4.2 -4.2L4.2 4.2",
}
WIDE, NARROW = 1000, 340
LABELS = 270  # width of the column of labels where there is room for one
LANE = 38


def draw_lanes(histories: Sequence[TieHistory], known: Mapping[TieKey, Known], title: str, width: int = WIDE) -> Markup:
    """A lane for each tie: a bar while it is told to stand, a sign where it turns, a fine line for the reference.

    Args:
        histories: in the order of the lanes.
        known: what the reference table has of a tie.
        title: of the drawing.
        width: of the drawing; a narrow one has its labels above the lanes.
    """
    days = [claim.day for history in histories for claim in history.claims if claim.day is not None]
    if not days:
        return Markup("")
    wide = width > NARROW
    pitch = LANE if wide else LANE + 16
    scale = DayScale(min(days), max(days), LABELS + 14 if wide else 10, width - 14)
    bottom = 8 + pitch * len(histories)
    lanes = [
        _draw_lane(history, known.get(history.key), scale, 8 + n * pitch, pitch, wide)
        for n, history in enumerate(histories)
    ]
    name = "lanes" if wide else "lanes-narrow"
    described = f"{len(histories)} ties from {scale.first} to {scale.last}; the table below says the same in words."
    return draw_figure(
        (width, bottom + 26), name, title, described, draw_ticks(scale, 4, bottom, 58 if wide else 48), *lanes
    )


def draw_sign(standing: StandingValue) -> Markup:
    """The sign of a standing, for the key."""
    sign = draw("path", d=SHAPES[standing], class_=f"sign sign-{standing}")
    return draw("svg", sign, viewBox="-9 -9 18 18", class_="key-sign", aria_hidden="true")


def _draw_lane(
    history: TieHistory, known: Known | None, scale: DayScale, top: float, pitch: float, wide: bool
) -> Markup:
    middle = top + pitch - LANE / 2
    label = shorten(label_history(history), 40 if wide else 44)
    at = (LABELS, middle + 4, "end") if wide else (10, top + 13, "start")
    name = draw("text", label, x=at[0], y=at[1], text_anchor=at[2], class_="lane-label")
    line = draw("line", x1=scale.left, x2=scale.right, y1=middle, y2=middle, class_="lane")
    parts = [name, line, *_draw_known(known, scale, middle + 12), *_draw_bars(history, scale, middle)]
    parts += _draw_turns(history, scale, middle)
    parts += [_draw_contest(day, scale, middle) for day in _list_contested(history)]
    return draw("g", *parts)


def _draw_bars(history: TieHistory, scale: DayScale, middle: float) -> Iterator[Markup]:
    """A bar from turn to turn while there is a tie, and a trail of dots after the last that is told of it."""
    told = history.told or scale.last
    for turn, later in zip_longest(history.turns, history.turns[1:]):
        standing = find_standing(turn)
        if standing is None:
            continue
        start, end = scale.place(turn.day), scale.place(later.day if later else told)
        if end > start:
            yield draw("rect", x=start, y=middle - 5, width=end - start, height=10, class_=f"stand stand-{standing}")
        if later is None and told < scale.last:
            yield draw("line", x1=end, x2=scale.right, y1=middle, y2=middle, class_=f"trail trail-{standing}")


def _draw_turns(history: TieHistory, scale: DayScale, middle: float) -> Iterator[Markup]:
    for turn in history.turns:
        yield _draw_sign(
            turn.day, turn.standings[0], _say_turn(history, turn), link_record(turn.claims[0].row), scale, middle
        )
    for claim in () if history.turns else history.claims:
        if claim.day is not None:
            words = f"{label_history(history)}: {_words(claim.standing)}, {claim.day}"
            yield _draw_sign(claim.day, claim.standing, words, link_record(claim.row), scale, middle)


def _draw_sign(day: date, standing: StandingValue, label: str, address: str, scale: DayScale, middle: float) -> Markup:
    sign = draw("path", d=SHAPES[standing], class_=f"sign sign-{standing}")
    hit = draw("circle", r=12, class_="hit")
    moved = f"translate({scale.place(day):.1f} {middle:.1f})"
    return draw("g", draw_link(address, label, hit, sign), transform=moved)


def _draw_known(known: Known | None, scale: DayScale, y: float) -> Iterator[Markup]:
    if known is None or known.is_absent or not (known.start or known.end):
        return
    start = known.since.start if known.since else scale.first
    end = known.until.end if known.until else scale.last
    if start <= scale.last and end >= scale.first:
        words = draw("title", f"Reference table: in force {known.start or '?'} to {known.end or 'now'}")
        yield draw(
            "rect",
            words,
            x=scale.place(start),
            y=y - 1.5,
            width=max(scale.place(end) - scale.place(start), 2),
            height=3,
            class_="reference",
        )


def _draw_contest(day: date, scale: DayScale, middle: float) -> Markup:
    at = f"translate({scale.place(day):.1f} {middle - 13:.1f})"
    return draw(
        "g", draw("title", f"Contested, {day}"), draw("path", d="M-4 -3H4L0 3Z", class_="contest"), transform=at
    )


def _list_contested(history: TieHistory) -> list[date]:
    found = {denial.day for contest in find_contests(history) for denial in contest.denials}
    return sorted(day for day in found if day is not None)


def _say_turn(history: TieHistory, turn: Turn) -> str:
    return f"{label_history(history)}: {' and '.join(map(_words, turn.standings))}, {turn.day}"


def _words(standing: str) -> str:
    return standing.replace("_", " ")
