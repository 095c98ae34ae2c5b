"""The tables of a data package: their columns, keys, and how they refer to one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from detente.store.columns import TABLES
from detente.store.fields import Field, read_count, read_day, read_number, read_period, read_text, read_texts

ResourceName = Literal["articles", "happenings", "events", "participants", "quotes", "ties", "standings", "corrections"]


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the package.

    Attributes:
        key: the columns by which a row is known.
        refers: column: the resource that has it as its key.
        source: where the meaning of the columns is written down.
    """

    fields: Mapping[str, Field]
    key: tuple[str, ...]
    refers: Mapping[str, ResourceName]
    source: str


_OF_TIE = ("kind", "parties", "directed", "name")

PARTICIPANTS: dict[str, Field] = {
    "event_id": read_text(lambda row: row[0]),
    "side": read_text(lambda row: row[1]),
    "position": read_count(lambda row: row[2]),
    "name": read_text(lambda row: row[3].name),
    "code": read_text(lambda row: row[3].code),
    "sector": read_text(lambda row: row[3].sector),
    "actor_id": read_text(lambda row: row[3].actor_id),
}

HAPPENINGS: dict[str, Field] = {
    "happening_id": read_text(lambda row: row.happening_id),
    **read_period("day", lambda row: row.day),
    "event_type": read_text(lambda row: row.event_type),
    "mode": read_text(lambda row: row.mode),
    "status": read_text(lambda row: row.status),
    "actors": read_texts(lambda row: row.actors),
    "recipients": read_texts(lambda row: row.recipients),
    "quad_class": read_text(lambda row: row.quad_class),
    "score": read_number(lambda row: row.score),
    "told": read_day(lambda row: row.told),
    "report_count": read_count(lambda row: len(row.reports)),
    "story_count": read_count(lambda row: row.independent_count),
}

RESOURCES: dict[ResourceName, Resource] = {
    "articles": Resource(TABLES["articles"], ("article_id",), {}, "articles"),
    "happenings": Resource(HAPPENINGS, ("happening_id",), {}, "happenings"),
    "events": Resource(
        TABLES["events"], ("event_id",), {"article_id": "articles", "happening_id": "happenings"}, "events"
    ),
    "participants": Resource(PARTICIPANTS, ("event_id", "side", "position"), {"event_id": "events"}, "participants"),
    "quotes": Resource(TABLES["quotes"], ("quote_id",), {"article_id": "articles"}, "quotes"),
    "ties": Resource({name: TABLES["ties"][name] for name in ("tie_id", *_OF_TIE)}, ("tie_id",), {}, "ties"),
    "standings": Resource(
        {name: field for name, field in TABLES["ties"].items() if name not in _OF_TIE},
        ("standing_id",),
        {"tie_id": "ties", "article_id": "articles"},
        "ties",
    ),
    "corrections": Resource(TABLES["corrections"], ("correction_id",), {"article_id": "articles"}, "corrections"),
}
