"""When relations changed: the day, the levels before and after, and what made the change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

import numpy as np

from detente.analyse.acts import Act
from detente.analyse.alignment import (
    COVERAGE,
    FULL_SCORE,
    Alignment,
    Difference,
    compare_levels,
    measure_alignment,
)
from detente.analyse.changepoints import Array, find_cuts
from detente.analyse.histories import TieHistory, Turn
from detente.model import QuadClass, StandingValue

QUADS: tuple[QuadClass, ...] = (
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict",
)  # fmt: skip
LEAST = 0.8  # probability from which a change is told, unless another is asked for
MOST_DAYS = 1000  # observations that are looked at one by one; beyond, weeks or months are
CULPRITS = 3
NEAR = timedelta(days=45)  # a tie that turns so near to a change is told with it


@dataclass(frozen=True, slots=True)
class Contribution:
    """An act and its share in the difference of levels; the shares of all acts of a stretch add up to it."""

    act: Act
    share: float


@dataclass(frozen=True, slots=True)
class TieMove:
    """A day on which a tie stands otherwise than before.

    Attributes:
        before: standings until then; empty where nothing was told of the tie before.
    """

    history: TieHistory
    turn: Turn
    before: tuple[StandingValue, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change in what passes between two sides.

    Attributes:
        day: of the first act after it.
        last_before: day of the last act before it: between the two lies the change itself.
        probability: that what passes changed within 30 days, or within three days with acts, of the day.
        before, after: alignment over the stretch up to the change and over the one from it to the next change.
        difference: between the two; None where either has no scored act.
        mix_before, mix_after: share of each quad class in these stretches.
        acts: those of the later stretch that moved the level most, greatest share first, then oldest.
        moves: ties whose standing turned near the day, oldest first.
    """

    day: date
    last_before: date
    probability: float
    before: Alignment | None
    after: Alignment | None
    difference: Difference | None
    mix_before: Mapping[QuadClass, float]
    mix_after: Mapping[QuadClass, float]
    acts: tuple[Contribution, ...]
    moves: tuple[TieMove, ...]


def find_changes(
    acts: Sequence[Act],
    histories: Iterable[TieHistory] = (),
    *,
    least: float = LEAST,
    coverage: float = COVERAGE,
) -> tuple[Change, ...]:
    """When what passes between two sides changed, oldest first: the mix of cooperation and conflict, in word and deed.

    Each day with acts counts once, however many there are, so that a flurry of acts is no change. A quieter or busier
    time with the same mix is none either. How often changes are found where there are none, and how late they are found
    where there are: benchmarks/results/alignment.md.

    Args:
        acts: what passed, oldest first.
        histories: ties of the pair, to tell which of them turned near a change.
        least: probability below which a change is left out.
        coverage: nominal share of intervals that hold the true level.
    """
    known = [act for act in acts if act.quad_class is not None]
    days, shares = share_out(known)
    cuts = [cut for cut in find_cuts(shares, [day.toordinal() for day in days]) if cut.probability >= least]
    starts = [date.min, *(days[cut.index] for cut in cuts), date.max]
    stretches = [[act for act in acts if start <= act.day < end] for start, end in pairwise(starts)]
    moves = find_moves(histories)
    return tuple(
        _describe(before, after, starts[i + 1], cuts[i].probability, moves, coverage)
        for i, (before, after) in enumerate(pairwise(stretches))
    )


def share_out(acts: Sequence[Act]) -> tuple[list[date], Array]:
    """Days with acts, and the share of each quad class in what passed on each. Shape: (days, 4).

    Beyond a thousand days their weeks count in their stead, beyond a thousand weeks their months.
    """
    for size in ("day", "week", "month"):
        grouped = [list(group) for _, group in groupby(acts, key=lambda act: _floor(act.day, size))]
        if len(grouped) <= MOST_DAYS:
            break
    counts = [Counter(act.quad_class for act in group) for group in grouped]
    shares = np.array([[count[quad] / count.total() for quad in QUADS] for count in counts], dtype=np.float64)
    return [group[0].day for group in grouped], shares.reshape(-1, len(QUADS))


def find_moves(histories: Iterable[TieHistory]) -> tuple[TieMove, ...]:
    """All days on which ties were first told of or stood otherwise than before, oldest first."""
    moves = [
        TieMove(history, turn, before.standings if before is not None else ())
        for history in histories
        for before, turn in pairwise((None, *history.turns))
        if turn is not None
    ]
    return tuple(sorted(moves, key=lambda move: (move.turn.day, str(move.history.key))))


def _describe(
    before: Sequence[Act], after: Sequence[Act], day: date, chance: float, moves: Iterable[TieMove], coverage: float
) -> Change:
    levels = [measure_alignment(acts, coverage=coverage) for acts in (before, after)]
    return Change(
        day=day,
        last_before=before[-1].day,
        probability=chance,
        before=levels[0],
        after=levels[1],
        difference=compare_levels(before, after, coverage),
        mix_before=_mix(before),
        mix_after=_mix(after),
        acts=_find_culprits(after, *levels),
        moves=tuple(move for move in moves if move.before and abs(move.turn.day - day) <= NEAR),
    )


def _find_culprits(acts: Sequence[Act], before: Alignment | None, after: Alignment | None) -> tuple[Contribution, ...]:
    if before is None or after is None:
        return ()
    shares = [
        Contribution(act, (act.score / FULL_SCORE - before.value) / after.act_count)
        for act in acts
        if act.score is not None
    ]
    sign = 1 if after.value >= before.value else -1
    helpful = sorted((each for each in shares if each.share * sign > 0), key=lambda each: -each.share * sign)
    return tuple(helpful[:CULPRITS])


def _mix(acts: Sequence[Act]) -> dict[QuadClass, float]:
    counts = Counter(act.quad_class for act in acts if act.quad_class is not None)
    return {quad: counts[quad] / counts.total() for quad in QUADS if counts[quad]}


def _floor(day: date, size: str) -> date:
    if size == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if size == "month" else day
