"""The tables, the same on SQLite and PostgreSQL.

A record belongs to one article and rests on characters of its text (`evidence_start` to `evidence_end`; the cue
likewise). Days are half-open periods with a precision; instants are UTC. Ids are stable hashes of what they name.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)

REVISION = "0005"
"""The migration that leads to these tables."""


ALONE = "alone"
"""What made the report of an event that is still to be compared with others."""


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no time zones, holds it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database holds it."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _key(name: str, target: str, **options: Any) -> Column[str]:
    return Column(name, String, ForeignKey(target, ondelete="CASCADE"), nullable=False, **options)


def _word(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def _offset(name: str, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _period(name: str) -> list[Column[Any]]:
    return [Column(f"{name}_start", Date), Column(f"{name}_end", Date), Column(f"{name}_precision", String)]


def _sorted() -> list[Column[Any]]:
    """Where a record stands in lists (see `placing`): a page of a million rows is then found at once."""
    return [Column("sort_day", Date), Column("sort_place", BigInteger)]


def _evidence() -> list[Column[Any]]:
    return [
        _offset("evidence_start"),
        _offset("evidence_end"),
        _offset("cue_start", nullable=True),
        _offset("cue_end", nullable=True),
        _word("made_by"),
        Column("confidence", Float, nullable=False),
        _offset("when_start", nullable=True),
        _offset("when_end", nullable=True),
    ]


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", String, primary_key=True),
    Column("started", Instant, nullable=False),
    Column("finished", Instant),
    _word("version"),
    _word("model_hash"),
    _word("lexicon_hash"),
    Column("settings", JSON, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    # A whole number that never changes, since the full-text index of SQLite points to rows by number.
    Column("number", Integer, primary_key=True),
    Column("article_id", String, nullable=False, unique=True),
    _word("sha256"),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Date, index=True),
    Column("text", Text, nullable=False),
    Column("given_id", Text),
    Column("first_seen", Instant, nullable=False),
    Column("run_id", String, ForeignKey("runs.run_id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("supersedes", String, ForeignKey("articles.article_id"), index=True),
    UniqueConstraint("url", "version"),
)

sections = Table(
    "sections",
    metadata,
    _key("article_id", "articles.article_id", primary_key=True),
    Column("position", Integer, primary_key=True),
    _word("kind"),
    _offset("start"),
    _offset("end"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("event_id", String, primary_key=True),
    _key("article_id", "articles.article_id", index=True),
    _word("event_type"),
    Column("mode", String),
    Column("contexts", JSON, nullable=False),
    _word("status"),
    Column("attributed", Boolean, nullable=False),
    *_period("day"),
    _word("quad_class"),
    Column("score", Float),
    Column("cameo", String),
    Column("goldstein", Float),
    *_evidence(),
    # What analysts say stands in the columns above; what was read is kept here while they do.
    Column("read_as", JSON(none_as_null=True)),
    Column("correction_id", String),
    Column("rejected", Boolean, nullable=False, server_default=false()),
    *_sorted(),
    Index(None, "event_type", "day_start"),
    Index(None, "day_start"),
    Index(None, "sort_day", "sort_place", "event_id"),
)

# Between which two an event lies, in alphabetical order: one does it to the other, or both do it together.
event_pairs = Table(
    "event_pairs",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    _key("event_id", "events.event_id", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

event_participants = Table(
    "event_participants",
    metadata,
    _key("event_id", "events.event_id", primary_key=True),
    Column("side", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    _offset("start"),
    _offset("end"),
    Column("name", Text, nullable=False),
    Column("code", String),
    _word("sector"),
    Column("actor_id", String),
    Index(None, "code", "side", "event_id"),
    Index(None, "actor_id", "side", "event_id"),
    sqlite_with_rowid=False,
)

quotes = Table(
    "quotes",
    metadata,
    Column("quote_id", String, primary_key=True),
    _key("article_id", "articles.article_id", index=True),
    _word("quote_type"),
    _offset("speaker_start", nullable=True),
    _offset("speaker_end", nullable=True),
    Column("speaker_id", String, index=True),
    Column("speaker_name", Text),
    Column("speaker_code", String, index=True),
    Column("addressee_code", String, index=True),
    *_period("day"),
    *_evidence(),
    *_sorted(),
    Index(None, "sort_day", "sort_place", "quote_id"),
)

quote_pieces = Table(
    "quote_pieces",
    metadata,
    _key("quote_id", "quotes.quote_id", primary_key=True),
    Column("position", Integer, primary_key=True),
    _offset("start"),
    _offset("end"),
    sqlite_with_rowid=False,
)

quote_codes = Table(
    "quote_codes",
    metadata,
    _key("quote_id", "quotes.quote_id", primary_key=True),
    Column("position", Integer, primary_key=True),
    _word("code"),
    Index(None, "code", "quote_id"),
    sqlite_with_rowid=False,
)

ties = Table(
    "ties",
    metadata,
    Column("tie_id", String, primary_key=True),
    _word("kind"),
    Column("directed", Boolean, nullable=False),
    Column("name", Text),
    Index(None, "kind"),
)

tie_parties = Table(
    "tie_parties",
    metadata,
    _key("tie_id", "ties.tie_id", primary_key=True),
    Column("position", Integer, primary_key=True),
    _word("code"),
    Index(None, "code", "tie_id"),
    sqlite_with_rowid=False,
)

standings = Table(
    "standings",
    metadata,
    Column("standing_id", String, primary_key=True),
    _key("tie_id", "ties.tie_id", index=True),
    _key("article_id", "articles.article_id", index=True),
    _word("standing"),
    *_period("since"),
    *_period("day"),
    *_evidence(),
    *_sorted(),
    Index(None, "sort_day", "sort_place", "standing_id"),
)

issues = Table(
    "issues",
    metadata,
    Column("issue_id", String, primary_key=True),
    Column("run_id", String, ForeignKey("runs.run_id"), nullable=False, index=True),
    Column("at", Instant, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    _word("stage"),
    Column("reason", String, nullable=False, index=True),
    Column("sentence", Text, nullable=False),
    # No foreign key: an article that fails while it is coded is not stored.
    Column("article_id", String),
)

stories = Table(
    "stories",
    metadata,
    _key("article_id", "articles.article_id", primary_key=True),
    Column("story_id", String, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    _word("made_by"),
)

reports = Table(
    "reports",
    metadata,
    _key("event_id", "events.event_id", primary_key=True),
    Column("happening_id", String, nullable=False, index=True),
    Column("confidence", Float, nullable=False),
    _word("made_by"),
)


def _undone() -> list[Column[Any]]:
    return [
        _word("who"),
        Column("at", Instant, nullable=False),
        Column("note", Text),
        Column("undone_at", Instant),
        Column("undone_by", String),
    ]


def _anchor(name: str) -> list[Column[Any]]:
    """An event, which may be read anew under another id, with its article and how it was first read."""
    return [
        _word(f"event_{name}"),
        _key(f"article_{name}", "articles.article_id", index=True),
        Column(f"read_{name}", JSON, nullable=False),
    ]


merge_decisions = Table(
    "merge_decisions",
    metadata,
    Column("decision_id", String, primary_key=True),
    *_anchor("a"),
    *_anchor("b"),
    Column("together", Boolean, nullable=False),
    *_undone(),
)

corrections = Table(
    "corrections",
    metadata,
    Column("correction_id", String, primary_key=True),
    _key("article_id", "articles.article_id", index=True),
    _offset("cue_start"),
    _offset("cue_end"),
    _word("event_id"),
    # All corrections of what was once one event have one anchor: its id at the first of them.
    _word("anchor_id"),
    Column("read_as", JSON, nullable=False),
    Column("alone", Boolean, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Column("event_type", String),
    Column("mode", String),
    Column("status", String),
    Column("actors", JSON(none_as_null=True)),
    Column("recipients", JSON(none_as_null=True)),
    Column("day", String),
    *_undone(),
)

imports = Table(
    "imports",
    metadata,
    # An import is a run: its issues are issues of that run.
    _key("import_id", "runs.run_id", primary_key=True),
    _word("origin"),
    Column("file", Text, nullable=False),
    _word("sha256"),
    Column("at", Instant, nullable=False),
    Column("row_count", Integer),
    Column("issue_count", Integer),
    UniqueConstraint("origin", "sha256"),
)

imported_events = Table(
    "imported_events",
    metadata,
    Column("origin", String, primary_key=True),
    Column("origin_id", String, primary_key=True),
    # 0, 1, ... where another system gives one id to several rows.
    Column("part", Integer, primary_key=True, autoincrement=False),
    _key("import_id", "imports.import_id"),
    Column("day", Date),
    *(Column(name, String) for name in ("event_type", "mode", "cameo", "quad_class")),
    *(Column(name, Float) for name in ("score", "goldstein")),
    *(Column(name, String) for name in ("actor", "recipient")),
    *(Column(name, Text) for name in ("actor_name", "recipient_name", "actor_sector", "recipient_sector")),
    Column("article_count", Integer),
    Column("url", Text),
    Index(None, "actor", "recipient", "day"),
    Index(None, "recipient", "day"),
)
