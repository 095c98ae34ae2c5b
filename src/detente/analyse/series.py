"""What passed between two sides, counted by day, week or month, with the net of cooperation and conflict."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.analyse.acts import Act
from detente.analyse.alignment import COVERAGE, FULL_SCORE, Alignment, Level, measure_alignment
from detente.model import Period

Every = Literal["day", "week", "month"]
Grouping = Literal["quad", "type"]

HALF_LIFE = 90.0  # days, unless another is asked for
UNKNOWN = "unknown"  # the class of imported events whose code has none


@dataclass(frozen=True, slots=True)
class Step:
    """One day, week or month of a series.

    Attributes:
        counts: how many acts of each quad class or type; those that do not occur are left out.
        reports: how many articles tell of the acts of each.
        balance: sum of the PLOVER scores of the acts of this step.
        net: net cooperation at its end: the sum of all scores so far, each halved for every half-life of its age.
        level: alignment at its end, with the same weights; None where nothing weighs anything (any more).
    """

    period: Period
    counts: Mapping[str, int]
    reports: Mapping[str, int]
    act_count: int
    balance: float
    net: float
    level: Alignment | None

    @property
    def report_count(self) -> int:
        """How many articles tell of the acts, whatever their class."""
        return sum(self.reports.values())


@dataclass(frozen=True, slots=True)
class Series:
    """How relations went over a window.

    Attributes:
        since, until: first and last day; None where nothing is known and no window was given.
        half_life: days after which an act counts for half in `net` and `level` of a step.
        steps: without gaps.
        level: alignment over the whole window, all its acts alike; None where none has a score.
        unscored_count: acts of the window without a score.
    """

    since: date | None
    until: date | None
    every: Every
    grouping: Grouping
    half_life: float
    steps: tuple[Step, ...]
    level: Alignment | None
    act_count: int
    report_count: int
    unscored_count: int


def build_series(
    acts: Sequence[Act],
    *,
    since: date | None = None,
    until: date | None = None,
    every: Every = "month",
    grouping: Grouping = "quad",
    half_life: float = HALF_LIFE,
    coverage: float = COVERAGE,
) -> Series:
    """What passed in each step of a window, and how relations stood at its end.

    Net cooperation on a day t is the sum over the acts until then of score * 2 ** (-(t - day) / half_life). Acts from
    before the window count for it, and for the alignment of steps, by their age; they are not counted themselves.

    Source: Goldstein (1992) doi:10.1177/0022002792036002007 for the net of scores; Crescenzi and Enterline (2001)
    in International Studies Quarterly 45(3) for the decay of what passed; the scores are those of PLOVER.

    Args:
        acts: what passed between the two sides, oldest first.
        since: first day of the window; None for the day of the first act.
        until: last day of the window; None for the day of the last act.
        every: length of a step. Weeks begin on Monday.
        grouping: by the four quad classes, or the sixteen types.
        half_life: in days.
        coverage: nominal share of intervals that hold the true level.
    """
    days = [act.day for act in acts]
    since, until = since or min(days, default=until), until or max(days, default=since)
    window = _cut(acts, days, since, until)
    steps: Iterator[Step] = iter(())
    if since is not None and until is not None:
        steps = _iter_steps(acts, days, (since, until), (every, grouping, half_life), Level(acts, coverage))
    return Series(
        since=since,
        until=until,
        every=every,
        grouping=grouping,
        half_life=half_life,
        steps=tuple(steps),
        level=measure_alignment(window, coverage=coverage),
        act_count=len(window),
        report_count=sum(act.report_count for act in window),
        unscored_count=sum(act.score is None for act in window),
    )


def split_window(since: date, until: date, every: Every) -> Iterator[Period]:
    """The days, weeks or months that the window touches, in order.

    Examples:
        >>> [str(period) for period in split_window(date(2019, 12, 30), date(2020, 2, 1), "month")]
        ['2019-12', '2020-01', '2020-02']
        >>> [str(period) for period in split_window(date(2019, 12, 29), date(2019, 12, 30), "week")]
        ['2019-W52', '2020-W01']
    """
    day = since
    while day <= until:
        period = Period.parse(_name_period(day, every))
        yield period
        day = period.end


def name_class(act: Act, grouping: Grouping) -> str:
    """The quad class or type under which an act is counted."""
    return (act.quad_class if grouping == "quad" else act.event_type) or UNKNOWN


def _iter_steps(
    acts: Sequence[Act],
    days: Sequence[date],
    window: tuple[date, date],
    plan: tuple[Every, Grouping, float],
    level: Level,
) -> Iterator[Step]:
    every, grouping, half_life = plan
    for period in split_window(*window, every):
        first, last = max(period.start, window[0]), min(period.last, window[1])
        counted = _cut(acts, days, first, last)
        weights = level.weigh(last, half_life)
        yield Step(
            period=period,
            counts=_add_up((name_class(act, grouping), 1) for act in counted),
            reports=_add_up((name_class(act, grouping), act.report_count) for act in counted),
            act_count=len(counted),
            balance=sum(act.score for act in counted if act.score is not None),
            net=FULL_SCORE * float(weights @ level.values),
            level=level.measure(weights),
        )


def _add_up(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for name, number in numbers:
        found[name] += number
    return dict(sorted(found.items()))


def _cut(acts: Sequence[Act], days: Sequence[date], since: date | None, until: date | None) -> Sequence[Act]:
    start = 0 if since is None else bisect_left(days, since)
    return acts[start : len(acts) if until is None else bisect_right(days, until)]


def _name_period(day: date, every: Every) -> str:
    if every == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[: 7 if every == "month" else 10]
