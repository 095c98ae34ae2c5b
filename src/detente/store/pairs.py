"""How two countries or bodies stand with each other."""

from sqlalchemy import Connection, Integer, Select, distinct, func, literal, select, union_all

from detente.store.filters import Condition, Filters, filter_ties, is_latest
from detente.store.reader import iter_events, iter_quotes, iter_ties
from detente.store.rows import PairCount, PairRows, TieRow
from detente.store.schema import articles, event_participants, events, standings, tie_parties, ties


def read_pair(connection: Connection, a: str, b: str, limit: int) -> PairRows:
    """Newest standings of each tie of the two, and the newest events and quotes between them.

    Args:
        connection: an open one.
        a: code of one.
        b: code of the other.
        limit: at most so many events, and so many quotes.
    """
    filters = Filters(pair=(a, b), limit=limit)
    told = tuple(read_latest_standings(connection, Filters(pair=(a, b))))
    return PairRows(a, b, told, tuple(iter_events(connection, filters)), tuple(iter_quotes(connection, filters)))


def read_latest_standings(connection: Connection, filters: Filters) -> list[TieRow]:
    """For each tie what the article said that speaks of its latest day.

    One article may give a tie two standings (an alliance imagined, and denied as a plan); then both are here, each
    with its surest words.
    """
    found: dict[tuple[str, str], TieRow] = {}
    for row in iter_ties(connection, filters, _is_newest(filters)):
        key = row.standing.tie.tie_id, row.standing.standing
        if key not in found or found[key].standing.evidence.confidence < row.standing.evidence.confidence:
            found[key] = row
    return list(found.values())


def count_pairs(connection: Connection, limit: int) -> list[PairCount]:
    """The pairs that most events and standings name together, in the latest versions of articles."""
    named = union_all(_pair_events(), _pair_standings()).subquery()
    event_count = func.sum(named.c.event_count).label("event_count")
    standing_count = func.sum(named.c.standing_count).label("standing_count")
    query = select(named.c.a, named.c.b, event_count, standing_count).group_by(named.c.a, named.c.b)
    query = query.order_by((event_count + standing_count).desc(), named.c.a, named.c.b).limit(limit)
    return [PairCount(row.a, row.b, int(row.event_count), int(row.standing_count)) for row in connection.execute(query)]


def _is_newest(filters: Filters) -> Condition:
    day = func.coalesce(standings.c.day_start, articles.c.published)
    order = (day.desc().nulls_last(), articles.c.published.desc().nulls_last(), articles.c.number.desc())
    place = func.rank().over(partition_by=standings.c.tie_id, order_by=order).label("place")
    joined = standings.join(ties, ties.c.tie_id == standings.c.tie_id)
    joined = joined.join(articles, articles.c.article_id == standings.c.article_id)
    ranked = select(standings.c.standing_id, place).select_from(joined).where(*filter_ties(filters)).subquery()
    return standings.c.standing_id.in_(select(ranked.c.standing_id).where(ranked.c.place == 1))


def _pair_events() -> Select[tuple[str, str, int, int]]:
    one, other = event_participants.alias(), event_participants.alias()
    joined = events.join(articles, articles.c.article_id == events.c.article_id)
    joined = joined.join(one, one.c.event_id == events.c.event_id)
    joined = joined.join(other, (other.c.event_id == one.c.event_id) & (one.c.code < other.c.code))
    count = func.count(distinct(events.c.event_id)).label("event_count")
    zero = literal(0, Integer).label("standing_count")
    query = select(one.c.code.label("a"), other.c.code.label("b"), count, zero).select_from(joined)
    return query.where(is_latest(), ~events.c.rejected).group_by(one.c.code, other.c.code)


def _pair_standings() -> Select[tuple[str, str, int, int]]:
    one, other = tie_parties.alias(), tie_parties.alias()
    joined = standings.join(articles, articles.c.article_id == standings.c.article_id)
    joined = joined.join(one, one.c.tie_id == standings.c.tie_id)
    joined = joined.join(other, (other.c.tie_id == one.c.tie_id) & (one.c.code < other.c.code))
    zero = literal(0, Integer).label("event_count")
    count = func.count(distinct(standings.c.standing_id)).label("standing_count")
    query = select(one.c.code.label("a"), other.c.code.label("b"), zero, count).select_from(joined)
    return query.where(is_latest()).group_by(one.c.code, other.c.code)
