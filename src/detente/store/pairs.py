"""Which countries or bodies are named together."""

from sqlalchemy import Connection, Integer, Select, distinct, func, literal, select, union_all

from detente.store.filters import is_latest
from detente.store.rows import PairCount
from detente.store.schema import articles, event_participants, events, standings, tie_parties


def count_pairs(connection: Connection, limit: int) -> list[PairCount]:
    """The pairs that most events and standings name together, in the latest versions of articles."""
    named = union_all(_pair_events(), _pair_standings()).subquery()
    event_count = func.sum(named.c.event_count).label("event_count")
    standing_count = func.sum(named.c.standing_count).label("standing_count")
    query = select(named.c.a, named.c.b, event_count, standing_count).group_by(named.c.a, named.c.b)
    query = query.order_by((event_count + standing_count).desc(), named.c.a, named.c.b).limit(limit)
    return [PairCount(row.a, row.b, int(row.event_count), int(row.standing_count)) for row in connection.execute(query)]


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
