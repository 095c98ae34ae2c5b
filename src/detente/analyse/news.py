"""What is new since a day: happenings, ties that moved, alignments that jumped."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.analyse.acts import Act, pair_acts
from detente.analyse.alignment import COVERAGE, Alignment, Difference, compare_levels, measure_alignment
from detente.analyse.changes import LEAST, Change, TieMove, find_changes, find_moves
from detente.analyse.histories import TieHistory
from detente.model import Happening

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

    pair: tuple[str, ...]
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


@dataclass(frozen=True, slots=True)
class News:
    """What is new since a day.

    Attributes:
        pairs: those with anything new between them, the most telling first.
        moves: ties of more than two parties that were first told of since, or stand otherwise; oldest first.
    """

    since: date
    pairs: tuple[PairNews, ...]
    moves: tuple[TieMove, ...]


def find_news(
    happenings: Iterable[Happening],
    histories: Iterable[TieHistory],
    since: date,
    *,
    least: float = LEAST,
    coverage: float = COVERAGE,
) -> News:
    """What is new since a day: what happened or was first told, which ties moved, and whose alignment jumped.

    First come pairs whose alignment jumped or in which a change was found, then those with most ties that moved, then
    those with most happenings.

    Args:
        happenings: of the record, from a year before the day or longer.
        histories: of all ties, also from before the day.
        since: the first new day.
        least: probability below which a change is left out.
        coverage: nominal share of intervals that hold the true level.
    """
    listed = list(happenings)
    told = {happening.happening_id: happening.told or date.min for happening in listed}
    passed = pair_acts(listed)
    ties = _pair_histories(histories)
    moves = {parties: [m for m in find_moves(ties[parties]) if m.turn.day >= since] for parties in ties}
    found = []
    for pair in sorted(passed.keys() | {parties for parties in moves if len(parties) == 2}):
        acts = passed.get(pair, ())
        late = [act for act in acts if act.day < since <= told[act.act_id]]
        if late or moves.get(pair) or (acts and acts[-1].day >= since):
            changes = [c for c in find_changes(acts, ties.get(pair, ()), least=least) if c.day >= since]
            found.append(_compare(pair, acts, late, moves.get(pair, ()), changes, since, coverage))
    wide = (move for parties, listed in moves.items() if len(parties) != 2 for move in listed)
    return News(since, tuple(sorted(found, key=_rank)), tuple(sorted(wide, key=lambda move: move.turn.day)))


def _pair_histories(histories: Iterable[TieHistory]) -> Mapping[tuple[str, ...], Sequence[TieHistory]]:
    found: dict[tuple[str, ...], list[TieHistory]] = defaultdict(list)
    for history in histories:
        found[tuple(sorted(set(history.parties)))].append(history)
    return found


def _compare(
    pair: tuple[str, ...],
    acts: Sequence[Act],
    late: Sequence[Act],
    moves: Sequence[TieMove],
    changes: Sequence[Change],
    since: date,
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
        changes=tuple(changes),
    )


def _rank(news: PairNews) -> tuple[object, ...]:
    return not (news.is_jump or news.changes), -len(news.moves), -len(news.acts), -len(news.late), news.pair
