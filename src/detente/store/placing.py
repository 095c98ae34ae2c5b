"""Where records stand in lists, and between whom events lie: kept beside them, so that a page is found at once."""

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    union,
    update,
)

from detente.store.schema import articles, event_pairs, event_participants, events, quotes, standings

LONGEST = 1 << 20
"""Articles may be longer, but what stands beyond this character is no longer sorted by place."""

SORTED = (events, quotes, standings)


def place_records(connection: Connection, article_id: str) -> None:
    """Bring an article's records to their places in lists: by day, then the last stored article, then by the text."""
    for table in SORTED:
        _place(connection, table, article_id)
    here = select(events.c.event_id).where(events.c.article_id == article_id)
    connection.execute(delete(event_pairs).where(event_pairs.c.event_id.in_(here)))
    found = pair_events(event_participants.c.event_id.in_(here))
    connection.execute(insert(event_pairs).from_select(["a", "b", "event_id"], found))


def pair_events(which: ColumnElement[bool]) -> Select[tuple[str, str, str]]:
    """Of each event all between whom it lies: one does it to the other, or both together with nobody as recipient.

    Everybody goes by the code of a country or body, and by the id where that is another.
    """
    part = event_participants.c
    names = (select(part.event_id, part.side, part.position, name.label("name")) for name in (part.code, part.actor_id))
    named = union(*(query.where(which, query.selected_columns.name.is_not(None)) for query in names)).cte("named")
    one, other, third = named.alias("one"), named.alias("other"), event_participants.alias("third")
    apart = or_(one.c.side != other.c.side, one.c.position != other.c.position)
    joined = one.join(other, and_(one.c.event_id == other.c.event_id, one.c.name < other.c.name, apart))
    aimed = exists().where(third.c.event_id == one.c.event_id, third.c.side == "recipient")
    query = select(one.c.name, other.c.name, one.c.event_id).select_from(joined)
    return query.where(or_(one.c.side != other.c.side, ~aimed)).distinct()


def _place(connection: Connection, table: Table, article_id: str) -> None:
    here = articles.c.article_id == article_id
    article = connection.execute(select(articles.c.number, articles.c.published).where(here)).one()
    start = table.c.evidence_start
    back = case((start < LONGEST, LONGEST - 1 - start), else_=0)
    values = {"sort_day": func.coalesce(table.c.day_start, article.published)}
    values["sort_place"] = article.number * LONGEST + back
    connection.execute(update(table).where(table.c.article_id == article_id).values(values))
