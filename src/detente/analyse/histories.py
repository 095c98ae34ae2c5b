"""Ties over time: how articles say that each stood, day by day, with contradictions side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from detente.analyse.claims import Claim, attribute_claims
from detente.analyse.tie_keys import TieKey, list_keys, name_treaties
from detente.model import Period, StandingValue
from detente.store.rows import QuoteRow, TieRow

YEAR = timedelta(days=365)  # for so long what works is taken to work still, and "in force" says nothing new of it
CLOSE = timedelta(days=90)  # claims further apart than that are a change, not a contradiction
WORKING: frozenset[StandingValue] = frozenset({"in_force", "expanding", "strained"})
PROSPECTS: frozenset[StandingValue] = frozenset({"imagined", "proposed", "negotiating", "agreed"})
AFFIRMED: frozenset[StandingValue] = frozenset(
    {"proposed", "negotiating", "agreed", "in_force", "expanding", "strained", "suspended"}
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which articles give a tie another standing than before.

    Attributes:
        standings: as told that day, that of most stories first; several where the day has several, but not what is
            possible or planned beside what works.
        claims: those of that day with these standings, the surest first.
    """

    day: date
    standings: tuple[StandingValue, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """Claims about one tie that cannot both be so, side by side; neither is preferred.

    Attributes:
        claims: those that say it stands, or still stands.
        denials: those that say it does not exist, is not planned, or is over.
    """

    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class TieHistory:
    """All that articles say of one tie.

    Attributes:
        parties: all whom articles name as parties; in the order of the tie where direction counts, else sorted.
        claims: all, oldest first; those without a day last.
        turns: oldest first; empty where no claim has a day, and for a treaty without a name, which may be several.
    """

    key: TieKey
    parties: tuple[str, ...]
    claims: tuple[Claim, ...]
    turns: tuple[Turn, ...]

    @property
    def told(self) -> date | None:
        """The last day for which anything is said of it."""
        return max((claim.day for claim in self.claims if claim.day is not None), default=None)

    @property
    def story_count(self) -> int:
        """How many stories speak of it; copies and updates of one article count once."""
        return len({claim.story_id for claim in self.claims})


@dataclass(frozen=True, slots=True)
class Stand:
    """How a tie stands by the last that articles say, with what that rests on.

    Attributes:
        turn: the last turn.
        lead: the newest claim that says the same, of several the surest.
        since: from when, where one of the claims dates it and nothing told before speaks against that date.
        support: all claims since that turn that say the same, or only that it works; newest first.
        told: the last day on which one of them says so.
        story_count: in how many stories they are told.
        denials: claims that deny the tie within 90 days of `told`, while the stand itself is no denial.
        prospects: claims since that turn that more of it is possible, planned, negotiated or agreed, newest first.
    """

    turn: Turn
    lead: Claim
    since: Period | None
    support: tuple[Claim, ...]
    told: date
    story_count: int
    denials: tuple[Claim, ...]
    prospects: tuple[Claim, ...]


def build_histories(
    rows: Iterable[TieRow],
    quotes: Iterable[QuoteRow] = (),
    stories: Mapping[str, str] | None = None,
    pair: tuple[str, str] | None = None,
) -> tuple[TieHistory, ...]:
    """The history of each tie of which the records speak, the one that most stories tell of first.

    Args:
        rows: what articles say of ties.
        quotes: those of the same articles; they tell on whose word a claim rests.
        stories: article_id -> story_id, for counting copies once.
        pair: only ties that bind both of these.
    """
    found: dict[TieKey, list[Claim]] = defaultdict(list)
    for claim in attribute_claims(name_treaties(rows), quotes, stories or {}):
        for key in list_keys(claim.row.standing.tie):
            if not pair or not key.parties or set(pair) <= set(key.parties):
                found[key].append(claim)
    histories = [_build_history(key, claims) for key, claims in found.items()]
    return tuple(sorted(histories, key=_rank))


def sum_up(history: TieHistory) -> Stand | None:
    """How a tie stands by the last that is said of it; None where it has no turns."""
    if not history.turns:
        return None
    turn = history.turns[-1]
    later = [(claim.day, claim) for claim in history.claims if claim.day is not None and claim.day >= turn.day]
    support = [(day, claim) for day, claim in later if _confirms(claim.standing, turn)]
    told = max(day for day, _ in support)
    denials = () if "denied" in turn.standings else _near(history.claims, "denied", told)
    _, lead = max((s for s in support if s[1].standing in turn.standings), key=lambda s: (s[0], s[1].sureness))
    claims = tuple(claim for _, claim in reversed(support))
    beside = tuple(c for _, c in reversed(later) if c.standing in PROSPECTS and c.standing not in turn.standings)
    stories = {claim.story_id for claim in claims}
    return Stand(turn, lead, _date_stand(history, claims), claims, told, len(stories), denials, beside)


def find_contests(history: TieHistory) -> tuple[Contest, ...]:
    """Claims that contradict one another, oldest first.

    A denial contradicts what another affirms within 90 days before or after it; a tie that is only imagined contradicts
    no denial. That a tie is over contradicts that it works, said by another article that day or within 90 days after.
    What the same claimants say in one article contradicts nothing of theirs.
    """
    if history.key.is_loose:
        return ()
    dated = [(claim.day, claim) for claim in history.claims if claim.day is not None]
    found: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for day, denial in dated:
        against = tuple(c.standing_id for other, c in dated if _contradicts(denial, day, c, other))
        if against:
            found[against].append(denial)
    by_id = {claim.standing_id: claim for _, claim in dated}
    return tuple(Contest(tuple(by_id[i] for i in ids), tuple(denials)) for ids, denials in found.items())


def _build_history(key: TieKey, claims: Sequence[Claim]) -> TieHistory:
    ordered = tuple(sorted(claims, key=lambda c: (c.day is None, c.day or date.min)))
    parties = key.parties or tuple(sorted({code for claim in claims for code in claim.row.standing.tie.parties}))
    return TieHistory(key, parties, ordered, () if key.is_loose else tuple(_find_turns(ordered)))


def _find_turns(claims: Sequence[Claim]) -> list[Turn]:
    """The days that are told otherwise than the last turn, without prospects of a tie that was told to work lately."""
    turns: list[Turn] = []
    worked = date.min
    for day, group in groupby(((c.day, c) for c in claims if c.day is not None), key=lambda dated: dated[0]):
        turn = _read_day(day, [claim for _, claim in group])
        idle = set(turn.standings) <= PROSPECTS and day - worked <= YEAR
        if not turns or (_is_news(turn, turns[-1]) and not idle):
            turns.append(turn)
        if WORKING & set(turn.standings):
            worked = day
        elif not idle:
            worked = date.min
    return turns


def _date_stand(history: TieHistory, claims: Sequence[Claim]) -> Period | None:
    before = history.turns[-2].day if len(history.turns) > 1 else date.min
    dates = (claim.row.standing.since for claim in claims if claim.standing in history.turns[-1].standings)
    return next((since for since in dates if since is not None and since.end > before), None)


def _read_day(day: date, claims: Sequence[Claim]) -> Turn:
    """The standings of one day: without "in force" where it is strained or expanding, and prospects where it works."""
    stories: dict[StandingValue, set[str]] = defaultdict(set)
    for claim in claims:
        stories[claim.standing].add(claim.story_id)
    if stories.keys() & {"expanding", "strained"}:
        stories.pop("in_force", None)
    if stories.keys() & WORKING:
        stories = {standing: ids for standing, ids in stories.items() if standing not in PROSPECTS}
    told = sorted((c for c in claims if c.standing in stories), key=lambda c: -c.sureness)
    sure = {claim.standing: claim.sureness for claim in reversed(told)}
    standings = tuple(sorted(stories, key=lambda standing: (-len(stories[standing]), -sure[standing])))
    return Turn(day, standings, tuple(told))


def _is_news(turn: Turn, last: Turn) -> bool:
    fewer, apart = set(turn.standings) < set(last.standings), turn.day - last.day
    if set(turn.standings) <= set(last.standings):
        return fewer and apart > CLOSE and not set(last.standings) <= WORKING
    return turn.standings != ("in_force",) or not WORKING & set(last.standings) or apart > YEAR


def _confirms(standing: StandingValue, turn: Turn) -> bool:
    return standing in turn.standings or (standing == "in_force" and bool(WORKING & set(turn.standings)))


def _near(claims: Sequence[Claim], standing: StandingValue, day: date) -> tuple[Claim, ...]:
    return tuple(c for c in claims if c.standing == standing and c.day is not None and abs(c.day - day) <= CLOSE)


def _contradicts(denial: Claim, day: date, claim: Claim, other: date) -> bool:
    same = denial.row.article.article_id == claim.row.article.article_id
    if denial.standing == "denied":
        apart = not same or denial.claimants != claim.claimants
        return claim.standing in AFFIRMED and apart and abs(other - day) <= CLOSE
    if denial.standing == "ended":
        return claim.standing in WORKING and not same and timedelta(0) <= other - day <= CLOSE
    return False


def _rank(history: TieHistory) -> tuple[int, int, int, str, TieKey]:
    """Most stories, fewest parties, newest; the key settles the rest."""
    told = history.told.toordinal() if history.told else 0
    return -history.story_count, len(history.parties), -told, history.key.kind, history.key
