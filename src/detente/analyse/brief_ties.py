"""What a brief says of ties: how they stand, what changed, what is contested, what the reference table knows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import sqrt

from detente.analyse.brief_scope import FEW_CITED, Scope, say, say_claimants, say_outlet, say_published, say_source
from detente.analyse.citations import Sentence
from detente.analyse.claims import Claim
from detente.analyse.histories import Stand, TieHistory, Turn, find_contests, sum_up
from detente.analyse.known import Disagreement, Known, find_disagreements
from detente.analyse.tie_keys import TieKey
from detente.analyse.wording import (
    capitalise,
    count_things,
    is_plural,
    join_words,
    name_pact,
    name_party,
    place_period,
    say_period,
    say_standing,
    say_tie,
)
from detente.model import Period, StandingValue

RECENT, OLD = 5, 2  # years, and the age beyond them
OPEN: frozenset[StandingValue] = frozenset({"imagined", "proposed", "negotiating", "denied"})
PLANNED: frozenset[StandingValue] = frozenset({"proposed", "negotiating", "agreed"})
HEADLINE_TIES, TIES, EARLIER, CHANGES, CONTESTS, PROSPECTS, KNOWN = 4, 4, 2, 3, 2, 3, 4


def sort_recent(histories: Iterable[TieHistory], until: date) -> list[TieHistory]:
    """Ties of the last year first, then of the last five, then the rest; of each those first that count most.

    A tie counts as the number of stories that speak of it, over the square root of the number of pairs that each party
    has in it: one that binds many says less of two of them. Treaties without a name come last.
    """

    def rank(history: TieHistory) -> tuple[int, bool, float]:
        weight = history.story_count / sqrt(len(history.parties) - 1)
        return _age(history, until), history.key.is_loose, -weight

    return sorted(histories, key=rank)


def write_headline(scope: Scope, histories: Sequence[TieHistory]) -> Iterator[Sentence]:
    """How they stand, in one sentence."""
    stands = [(history, stand) for history in histories if (stand := sum_up(history))]
    if not stands:
        yield Sentence(say("headline_none"))
        return
    recent = [(history, stand) for history, stand in stands if _age(history, scope.until) < OLD]
    first = (recent or stands)[:HEADLINE_TIES]
    groups = join_words(_say_headline(scope, history, stand) for history, stand in first)
    cited = tuple(dict.fromkeys(scope.citer.cite_claim(stand.lead) for _, stand in first))
    yield Sentence(say("headline", groups=groups), cited)


def write_ties(scope: Scope, histories: Sequence[TieHistory]) -> Iterator[Sentence]:
    """For each tie how it stands, on whose word, and its earlier turns."""
    for history in histories[: scope.cut(TIES)]:
        stand = sum_up(history)
        if stand is not None:
            yield _write_stand(scope, history, stand)
            yield from _write_earlier(scope, history)
        elif history.key.is_loose:
            yield _write_loose(scope, history)


def write_changes(scope: Scope, histories: Iterable[TieHistory]) -> Iterator[Sentence]:
    """The turns of the window, newest first."""
    found = [(turn, before, history) for history in histories for turn, before in _pair_turns(history.turns)]
    recent = sorted((f for f in found if f[0].day >= scope.since), key=lambda f: f[0].day, reverse=True)
    for turn, before, history in recent[: scope.cut(CHANGES)]:
        yield _write_change(scope, history, turn, before)
    if not recent:
        yield Sentence(say("no_change"))


def write_contests(scope: Scope, histories: Sequence[TieHistory], known: Sequence[Known]) -> Iterator[Sentence]:
    """Claims that contradict one another or the reference table, side by side; the newest of each tie."""
    contested = [(h, contests[-1]) for h in histories if (contests := find_contests(h))]
    for history, contest in contested[: scope.cut(CONTESTS)]:
        claim, denial = contest.claims[-1], contest.denials[-1]
        parts = {"claims": _say_claim(history, claim), "denials": _say_claim(history, denial)}
        cited = tuple(scope.citer.cite_claim(c) for c in (claim, denial))
        more = len(contest.claims) + len(contest.denials) - 2
        yield Sentence(say("contest", tie=_name_tie(scope, history), **parts), cited, more)
    names = {(history.key.kind, history.key.name): history for history in histories}
    room = max(scope.cut(CONTESTS) - len(contested), 1)
    for one in find_disagreements(histories, known)[:room]:
        yield _write_disagreement(scope, names[one.known.kind, one.known.name], one)


def write_planned_ties(scope: Scope, histories: Sequence[TieHistory]) -> Iterator[Sentence]:
    """Ties that by the last that is said are proposed, under negotiation or agreed, and what is told beside others."""
    stands = [(history, stand) for history in histories if (stand := sum_up(history)) and _is_planned(scope, stand)]
    if stands:
        ties = join_words(_say_headline(scope, history, stand) for history, stand in stands)
        yield Sentence(say("planned_ties", ties=ties), tuple(scope.citer.cite_claim(stand.lead) for _, stand in stands))
    beside = [(h, c) for h in histories if (stand := sum_up(h)) for c in stand.prospects[:1] if _is_new(scope, c)]
    if beside:
        first = beside[: scope.cut(PROSPECTS)]
        ties = join_words(_say_prospect(scope, history, claim) for history, claim in first)
        cited = tuple(scope.citer.cite_claim(claim) for _, claim in first)
        yield Sentence(say("prospects", ties=ties), cited, len(beside) - len(first))


def write_known(scope: Scope, known: Sequence[Known], named: Iterable[str]) -> Iterator[Sentence]:
    """What the reference table knows, apart from articles: what holds, and what is over of what articles name."""
    names = set(named)
    shared = [k for k in known if k.is_shared and k.holds(scope.until)]
    ties = sorted((k for k in known if not k.is_shared), key=lambda k: (k.other_count > 0, k.name not in names))
    holding = [k for k in ties if k.holds(scope.until) and (k.start or scope.long)]
    ended = [k for k in ties if k.until and not k.holds(scope.until) and k.until.start <= scope.until]
    over = [k for k in ended if k.name in names or scope.long]
    for name, listed in (("known", holding), ("known_over", over), ("known_shared", shared)):
        first = listed[: scope.cut(KNOWN)]
        if first:
            cited = tuple(scope.citer.cite_known(one) for one in first)
            yield Sentence(say(name, ties=join_words(map(_say_known, first))), cited, len(listed) - len(first))


def _say_headline(scope: Scope, history: TieHistory, stand: Stand) -> str:
    standing = _say_standings(history, stand.turn.standings)
    tie = _name_tie(scope, history, stand.turn)
    return say("headline_tie", tie=tie, standing=standing, day=_say_month(stand.told), **{"is": _is(history)})


def _write_stand(scope: Scope, history: TieHistory, stand: Stand) -> Sentence:
    claim = stand.lead
    parts = {
        "Tie": capitalise(_name_tie(scope, history, stand.turn)),
        "is": _is(history),
        "standing": _say_standings(history, stand.turn.standings),
        "since": _say_since(stand),
        "words": scope.quote_claim(claim),
        "denied": _say_denied(stand),
    }
    cited = (*_cite(scope, (claim, *stand.support)), *(scope.citer.cite_claim(c) for c in stand.denials[-1:]))
    more = len(stand.support) + len(stand.denials) - len(cited)
    if stand.story_count == 1:
        return Sentence(say("tie", source=say_source(claim), **parts), cited, more)
    articles = count_things(stand.story_count, "independent article")
    facts = {"outlet": say_outlet(claim.row.article), "day": say_published(claim.row.article)}
    return Sentence(say("tie_many", articles=articles, **facts, **parts), cited, more)


def _say_since(stand: Stand) -> str:
    """From when, where it is clear which of its standings that dates."""
    if stand.since is None or len(stand.turn.standings) > 1:
        return ""
    return f", since {say_period(stand.since)}"


def _say_denied(stand: Stand) -> str:
    count = len({claim.story_id for claim in stand.denials})
    return (
        ""
        if not count
        else say("denied", articles=count_things(count, "article"), deny="deny" if count > 1 else "denies")
    )


def _write_earlier(scope: Scope, history: TieHistory) -> Iterator[Sentence]:
    earlier = history.turns[:-1][-scope.cut(EARLIER) :]
    if earlier:
        turns = ", then as ".join(
            say("earlier_turn", standing=_say_standings(history, t.standings), day=_say_month(t.day)) for t in earlier
        )
        cited = tuple(scope.citer.cite_claim(turn.claims[0]) for turn in earlier)
        yield Sentence(say("earlier", it=_it(history), turns=turns), cited, len(history.turns) - 1 - len(earlier))


def _write_loose(scope: Scope, history: TieHistory) -> Sentence:
    claim = max((c for c in history.claims), key=lambda c: c.day or date.min)
    articles = count_things(history.story_count, "article")
    parts = {"outlet": say_outlet(claim.row.article), "day": say_published(claim.row.article)}
    words = scope.quote_claim(claim)
    cited = _cite(scope, tuple(reversed(history.claims)))
    name = "loose_one" if history.story_count == 1 else "loose"
    text = say(name, Articles=capitalise(articles), words=words, **parts)
    return Sentence(text, cited, len(history.claims) - len(cited))


def _write_change(scope: Scope, history: TieHistory, turn: Turn, before: Turn | None) -> Sentence:
    parts = {
        "Day": capitalise(place_period(turn.claims[0].period or Period.of_day(turn.day))),
        "tie": _name_tie(scope, history, turn),
        "is": _is(history),
        "standing": _say_standings(history, turn.standings),
    }
    cited = tuple(scope.citer.cite_claim(claim) for claim in turn.claims[:1])
    if before is None:
        return Sentence(say("change_first", **parts), cited)
    return Sentence(say("change", before=_say_standings(history, before.standings), **parts), cited)


def _write_disagreement(scope: Scope, history: TieHistory, one: Disagreement) -> Sentence:
    claim = one.claims[-1]
    parts = {"it": _it(history), "known": _say_span(one.known), "claims": _say_claim(history, claim)}
    cited = (scope.citer.cite_known(one.known), scope.citer.cite_claim(claim))
    name = "disagreement_absent" if one.known.is_absent else "disagreement"
    return Sentence(say(name, tie=_name_tie(scope, history), **parts), cited, len(one.claims) - 1)


def _say_claim(history: TieHistory, claim: Claim) -> str:
    parts = {"it": _it(history), "standing": say_standing(claim.standing, history.key)}
    day = say_period(claim.period) if claim.period else "undated"
    has = "have" if len(claim.claimants) > 1 else "has"
    return say("claim", claimant=say_claimants(claim), has=has, day=day, **parts)


def _say_known(known: Known) -> str:
    if known.is_shared:
        return name_party(known.name)
    if known.kind == "membership":
        return say(
            "known_member", member=name_party(known.parties[0]), body=name_party(known.name), span=_say_dates(known)
        )
    return say("known_tie", tie=name_pact(known.name), span=_say_dates(known))


def _say_span(known: Known) -> str:
    standing = say_standing("in_force", TieKey(known.kind, known.name, known.parties, False))
    return f"{standing} {_say_dates(known)}"


def _say_dates(known: Known) -> str:
    since = f"from {say_period(known.since)}" if known.since else ""
    until = f"until {say_period(known.until)}" if known.until else ""
    return f"{since} {until}".strip() or say("no_dates")


def _say_standings(history: TieHistory, standings: Iterable[StandingValue]) -> str:
    words = list(dict.fromkeys(say_standing(standing, history.key) for standing in standings))
    if len(words) > 2:
        return f"{join_words(words)} at once"
    return f"both {join_words(words)}" if len(words) == 2 else words[0]


def _name_tie(scope: Scope, history: TieHistory, turn: Turn | None = None) -> str:
    definite = (turn is None or not set(turn.standings) & OPEN) and history.key.kind != "dispute"
    return say_tie(history.key, history.parties, definite=definite, pair=(scope.a, scope.b))


def _is(history: TieHistory) -> str:
    return "are" if is_plural(history.key) else "is"


def _it(history: TieHistory) -> str:
    return "them" if is_plural(history.key) else "it"


def _say_month(day: date) -> str:
    return say_period(Period.parse(f"{day:%Y-%m}"))


def _cite(scope: Scope, claims: Iterable[Claim]) -> tuple[int, ...]:
    """One claim of each story, the first ones."""
    by_story: dict[str, Claim] = {}
    for claim in claims:
        by_story.setdefault(claim.story_id, claim)
    return tuple(scope.citer.cite_claim(claim) for claim in list(by_story.values())[: scope.cut(FEW_CITED)])


def _pair_turns(turns: Sequence[Turn]) -> Iterator[tuple[Turn, Turn | None]]:
    return zip(turns, (None, *turns), strict=False)


def _age(history: TieHistory, until: date) -> int:
    """0 for what was told in the last year, 1 for the last five, 2 for what is older."""
    years = (until - (history.told or date.min)).days / 365
    return 0 if years <= 1 else 1 if years <= RECENT else OLD


def _say_prospect(scope: Scope, history: TieHistory, claim: Claim) -> str:
    standing, day = say_standing(claim.standing, history.key), claim.day or date.min
    return say("prospect", tie=_name_tie(scope, history), standing=standing, day=_say_month(day))


def _is_new(scope: Scope, claim: Claim) -> bool:
    return claim.day is not None and claim.day >= scope.since


def _is_planned(scope: Scope, stand: Stand) -> bool:
    return stand.told >= scope.since and set(stand.turn.standings) <= PLANNED
