"""Which rows are asked for, and the same in SQL."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, func, or_, select, union_all

from detente.errors import UsageError
from detente.store.schema import (
    ALONE,
    articles,
    corrections,
    event_pairs,
    event_participants,
    events,
    imported_events,
    issues,
    quote_codes,
    quotes,
    reports,
    standings,
    tie_parties,
    ties,
)
from detente.store.search import TextMatches, quote_terms

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows are asked for; None leaves a column free.

    Attributes:
        actor: code or actor id of who acts, speaks, or is party to a tie (the first party where direction counts).
        recipient: code or actor id of the other side: of an event, a quote or a directed tie.
        pair: two codes, either way round.
        kind: event type, quote type, kind of tie, or reason of an issue.
        status: status of an event, standing of a tie, or stage of an issue.
        since, until: first and last day. A record counts from its own day (any day of its period will do), and where
            it has none from the day of publication; what has neither is left out.
        text: words and "phrases" that the article must all contain.
        outlet: who published, letter by letter.
        article: id of the one article to look in.
        articles: ids of several.
        old_versions: whether texts count that were later changed under the same address.
        rejected: whether events count of which an analyst says that the article tells of no such event.
        unmerged: only events that are still to be compared with those of other articles.
        newest_first: else oldest first.
        limit: at most so many rows.
    """

    actor: str | None = None
    recipient: str | None = None
    pair: tuple[str, str] | None = None
    kind: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    text: str | None = None
    outlet: str | None = None
    article: str | None = None
    articles: frozenset[str] | None = None
    old_versions: bool = False
    rejected: bool = False
    unmerged: bool = False
    newest_first: bool = True
    limit: int | None = None

    def refuse(self, what: str, *names: str) -> None:
        """Reject filters that have no meaning for a table.

        Raises:
            UsageError: one of them is set.
        """
        for name in names:
            if getattr(self, name) is not None:
                raise UsageError(f"{what} cannot be filtered by {name}")


def is_latest() -> Condition:
    """Whether no later text was stored under the article's address."""
    newer = articles.alias()
    return ~exists().where(newer.c.supersedes == articles.c.article_id)


def filter_articles(filters: Filters) -> list[Condition]:
    """Conditions on the article itself, common to all tables but issues."""
    found: list[Condition] = [] if filters.old_versions else [is_latest()]
    if filters.outlet is not None:
        found.append(articles.c.outlet == filters.outlet)
    if filters.article is not None:
        found.append(articles.c.article_id == filters.article)
    if filters.articles is not None:
        # In the text of the query, since databases limit how many values may be bound to one.
        found.append(articles.c.article_id.in_(bindparam(None, sorted(filters.articles), literal_execute=True)))
    if filters.text is not None:
        found.append(TextMatches(quote_terms(filters.text)))
    return found


def filter_days(filters: Filters, table: FromClause | None = None) -> list[Condition]:
    """Conditions on the day of a record, or of publication where it has none."""
    published = articles.c.published
    # A period's end lies outside of it, a day of publication inside.
    first = published if table is None else func.coalesce(table.c.day_start, published)
    found: list[Condition] = []
    if filters.since is not None and table is not None:
        ends_later = and_(table.c.day_end.is_not(None), table.c.day_end > filters.since)
        found.append(or_(ends_later, and_(table.c.day_end.is_(None), published >= filters.since)))
    elif filters.since is not None:
        found.append(published >= filters.since)
    if filters.until is not None:
        found.append(first <= filters.until)
    return found


def filter_events(filters: Filters) -> list[Condition]:
    """All conditions on an event."""
    found = [*filter_articles(filters), *filter_days(filters, events)]
    if not filters.rejected:
        found.append(~events.c.rejected)
    if filters.unmerged:
        found.append(events.c.event_id.in_(select(reports.c.event_id).where(reports.c.made_by == ALONE)))
    if filters.kind is not None:
        found.append(events.c.event_type == filters.kind)
    if filters.status is not None:
        found.append(events.c.status == filters.status)
    if filters.actor is not None:
        found.append(_takes_part(filters.actor, "actor"))
    if filters.recipient is not None:
        found.append(_takes_part(filters.recipient, "recipient"))
    if filters.pair is not None:
        found.append(_lies_between(*filters.pair))
    return found


def filter_quotes(filters: Filters) -> list[Condition]:
    """All conditions on a quote."""
    filters.refuse("quotes", "status")
    found = [*filter_articles(filters), *filter_days(filters, quotes)]
    if filters.kind is not None:
        found.append(quotes.c.quote_type == filters.kind)
    if filters.actor is not None:
        found.append(_speaks(filters.actor))
    if filters.recipient is not None:
        found.append(_is_spoken_of(filters.recipient))
    if filters.pair is not None:
        a, b = filters.pair
        found.append(or_(and_(_speaks(a), _is_spoken_of(b)), and_(_speaks(b), _is_spoken_of(a))))
    return found


def filter_ties(filters: Filters) -> list[Condition]:
    """All conditions on a tie and its standing."""
    found = [*filter_articles(filters), *filter_days(filters, standings)]
    if filters.kind is not None:
        found.append(ties.c.kind == filters.kind)
    if filters.status is not None:
        found.append(standings.c.standing == filters.status)
    if filters.actor is not None:
        found.append(_is_party(filters.actor, tie_parties.c.position == 0))
    if filters.recipient is not None:
        found.append(_is_party(filters.recipient, tie_parties.c.position > 0))
    for code in filters.pair or ():
        found.append(_is_party(code))
    return found


def filter_article_rows(filters: Filters) -> list[Condition]:
    """All conditions on an article: each actor asked for takes part in some record of it."""
    filters.refuse("articles", "kind", "status")
    found = [*filter_articles(filters), *filter_days(filters)]
    for code in (filters.actor, filters.recipient, *(filters.pair or ())):
        if code is not None:
            found.append(_is_named(code))
    return found


def filter_issues(filters: Filters) -> list[Condition]:
    """All conditions on what went wrong; days are those of the runs."""
    filters.refuse("issues", "actor", "recipient", "pair", "text", "outlet")
    found: list[Condition] = []
    if filters.kind is not None:
        found.append(issues.c.reason == filters.kind)
    if filters.status is not None:
        found.append(issues.c.stage == filters.status)
    return found + _filter_instants(filters, issues.c.at)


def filter_corrections(filters: Filters) -> list[Condition]:
    """All conditions on what analysts said of events; days are those on which they said it."""
    filters.refuse("corrections", "actor", "recipient", "pair", "kind", "status", "text", "outlet")
    found = _filter_instants(filters, corrections.c.at)
    if filters.article is not None:
        found.append(corrections.c.article_id == filters.article)
    return found


def filter_imported(filters: Filters) -> list[Condition]:
    """All conditions on an event that another system recorded; what has no day is left out where days are asked for."""
    filters.refuse("imported events", "status", "text", "outlet", "article")
    columns = imported_events.c
    found: list[Condition] = []
    if filters.kind is not None:
        found.append(columns.event_type == filters.kind)
    if filters.actor is not None:
        found.append(columns.actor == filters.actor)
    if filters.recipient is not None:
        found.append(columns.recipient == filters.recipient)
    if filters.pair is not None:
        ways = (filters.pair, filters.pair[::-1])
        found.append(or_(*(and_(columns.actor == a, columns.recipient == b) for a, b in ways)))
    if filters.since is not None:
        found.append(columns.day >= filters.since)
    if filters.until is not None:
        found.append(columns.day <= filters.until)
    return found


def _filter_instants(filters: Filters, at: ColumnElement[datetime]) -> list[Condition]:
    found: list[Condition] = []
    if filters.since is not None:
        found.append(at >= datetime.combine(filters.since, time.min, UTC))
    if filters.until is not None and filters.until < date.max:
        found.append(at < datetime.combine(filters.until + timedelta(days=1), time.min, UTC))
    return found


def order_by_day(filters: Filters, table: FromClause, key: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Newest or oldest first by day, then by day of publication; what has none comes last."""
    day = func.coalesce(table.c.day_start, articles.c.published)
    place = [table.c.evidence_start.asc(), key.asc()]
    if filters.newest_first:
        return [day.desc().nulls_last(), articles.c.published.desc().nulls_last(), articles.c.number.desc(), *place]
    return [day.asc().nulls_last(), articles.c.published.asc().nulls_last(), articles.c.number.asc(), *place]


def _takes_part(actor: str, side: str | None = None) -> Condition:
    # Ids in a list of their own, not an EXISTS for each event: the database then starts from the few that match.
    part = event_participants.alias()
    found = select(part.c.event_id).where(_names(part, actor))
    return events.c.event_id.in_(found if side is None else found.where(part.c.side == side))


def _lies_between(a: str, b: str) -> Condition:
    """One does it to the other, or both do it together with no one on the other side."""
    found = select(event_pairs.c.event_id).where(event_pairs.c.a == min(a, b), event_pairs.c.b == max(a, b))
    return events.c.event_id.in_(found)


def _names(part: FromClause, actor: str) -> Condition:
    return or_(part.c.code == actor, part.c.actor_id == actor)


def _speaks(actor: str) -> Condition:
    return or_(quotes.c.speaker_code == actor, quotes.c.speaker_id == actor)


def _is_spoken_of(code: str) -> Condition:
    named = select(quote_codes.c.quote_id).where(quote_codes.c.code == code)
    return or_(quotes.c.addressee_code == code, quotes.c.quote_id.in_(named))


def _is_party(code: str, place: Condition | None = None) -> Condition:
    """Whether the tie binds that party, at that place if the tie has a direction."""
    found = select(tie_parties.c.tie_id).where(tie_parties.c.code == code)
    if place is not None:
        found = found.join(ties, ties.c.tie_id == tie_parties.c.tie_id).where(or_(place, ~ties.c.directed))
    return standings.c.tie_id.in_(found)


def _is_named(code: str) -> Condition:
    """Whether some record of the article names the actor."""
    acts = select(events.c.article_id).where(_takes_part(code), ~events.c.rejected)
    says = select(quotes.c.article_id).where(or_(_speaks(code), _is_spoken_of(code)))
    binds = select(standings.c.article_id).where(_is_party(code))
    return articles.c.article_id.in_(union_all(acts, says, binds))
