"""What is new since a day: happenings, ties that moved, alignments that jumped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.analyse.acts import Act, pair_acts
from detente.analyse.alignment import COVERAGE, Alignment, Difference, compare_levels, measure_alignment
from detente.analyse.changes import LEAST, Change, TieMove, find_changes, find_moves
from detente.analyse.histories import TieHistory
from detente.model import Happening

Pair = tuple[str, str]

LOOKBACK = timedelta(days=365)  # with which what is new is compared


@dataclass(frozen=True, slots=True)
class PairNews:
    """What is new between two countries or bodies since a day.

    Attributes:
        acts: what happened since, oldest first.
        late: what happened before and was first told since, oldest first.
        moves: ties that were first told of since, or stand otherwise.
        before, after: alignment in the year before the day, and since.
        jump: the difference of the two; None where either has no scored act.
        changes: those found to lie since the day.
    """

    pair: Pair
    acts: tuple[Act, ...]
    late: tuple[Act, ...]
    moves: tuple[TieMove, ...]
    before: Alignment | None
    after: Alignment | None
    jump: Difference | None
    changes: tuple[Change, ...]

    @property
    def is_jump(self) -> bool:
        """Whether the alignment has clearly moved."""
        return self.jump is not None and self.jump.is_clear


def find_news(
    happenings: Iterable[Happening],
    histories: Mapping[Pair, Sequence[TieHistory]],
    since: date,
    *,
    least: float = LEAST,
    coverage: float = COVERAGE,
) -> tuple[PairNews, ...]:
    """What is new between each pair since a day, the most telling first.

    First come pairs whose alignment jumped or in which a change was found, then those with most ties that moved, then
    those with most happenings.

    Args:
        happenings: of the record, from a year before the day or longer.
        histories: of the ties of each pair, codes in alphabetical order.
        since: the first new day.
        least: probability below which a change is left out.
        coverage: nominal share of intervals that hold the true level.
    """
    listed = list(happenings)
    told = {happening.happening_id: happening.told for happening in listed}
    passed = pair_acts(listed)
    found = []
    for pair in sorted(passed.keys() | histories.keys()):
        acts, ties = passed.get(pair, ()), histories.get(pair, ())
        late = [act for act in acts if act.day < since <= (told[act.act_id] or date.min)]
        moves = [move for move in find_moves(ties) if move.turn.day >= since]
        if late or moves or any(act.day >= since for act in acts):
            found.append(_compare(pair, acts, late, moves, since, find_changes(acts, ties, least=least), coverage))
    return tuple(sorted(found, key=_rank))


def _compare(
    pair: Pair,
    acts: Sequence[Act],
    late: Sequence[Act],
    moves: Sequence[TieMove],
    since: date,
    changes: Sequence[Change],
    coverage: float,
) -> PairNews:
    old = [act for act in acts if since - LOOKBACK <= act.day < since and act not in late]
    new = [act for act in acts if act.day >= since]
    return PairNews(
        pair=pair,
        acts=tuple(new),
        late=tuple(late),
        moves=tuple(moves),
        before=measure_alignment(old, coverage=coverage),
        after=measure_alignment(new, coverage=coverage),
        jump=compare_levels(old, new, coverage),
        changes=tuple(change for change in changes if change.day >= since),
    )


def _rank(news: PairNews) -> tuple[object, ...]:
    return not (news.is_jump or news.changes), -len(news.moves), -len(news.acts), -len(news.late), news.pair
