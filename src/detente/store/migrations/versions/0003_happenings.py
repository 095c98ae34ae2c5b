"""Happenings with their reports, what analysts say, and events that other systems recorded."""

import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from detente.model import name_happening

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = ("imported_events", "imports", "corrections", "merge_decisions", "reports", "stories")


def upgrade() -> None:
    """Add the tables; each event read before is a happening of its own until it is compared with others."""
    for column in (
        sa.Column("read_as", sa.JSON(), nullable=True),
        _word("correction_id", nullable=True),
        sa.Column("rejected", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("events", column)
    _create_groups()
    _create_decisions()
    _create_corrections()
    _create_imports()
    _create_indices()
    _set_apart()


def downgrade() -> None:
    """Take them away again, with all that analysts said."""
    _restore_readings()
    for table in _TABLES:
        op.drop_table(table)
    for column in ("rejected", "correction_id", "read_as"):
        op.drop_column("events", column)


def _instant(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _word(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _text(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _real(name: str, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Float(), nullable=nullable)


def _json(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _primary(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _foreign(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}", ondelete="CASCADE")


def _undone() -> list[sa.Column[Any]]:
    at, by = _instant("undone_at", nullable=True), _word("undone_by", nullable=True)
    return [_word("who"), _instant("at"), _text("note"), at, by]


def _create_groups() -> None:
    for table, key, group, target in (
        ("stories", "article_id", "story_id", "articles.article_id"),
        ("reports", "event_id", "happening_id", "events.event_id"),
    ):
        op.create_table(
            table,
            *(_word(key), _word(group), _real("confidence", nullable=False), _word("made_by")),
            _primary(table, key),
            _foreign(table, key, target),
        )


def _create_decisions() -> None:
    table = "merge_decisions"
    op.create_table(
        table,
        _word("decision_id"),
        *(
            column
            for side in "ab"
            for column in (_word(f"event_{side}"), _word(f"article_{side}"), _json(f"read_{side}"))
        ),
        _flag("together"),
        *_undone(),
        _primary(table, "decision_id"),
        *(_foreign(table, f"article_{side}", "articles.article_id") for side in "ab"),
    )


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        *(_word("correction_id"), _word("article_id"), _whole("cue_start"), _whole("cue_end")),
        *(_word("event_id"), _word("anchor_id"), _json("read_as"), _flag("alone"), _flag("rejected")),
        *(_word(name, nullable=True) for name in ("event_type", "mode", "status")),
        *(_json("actors", nullable=True), _json("recipients", nullable=True), _word("day", nullable=True)),
        *_undone(),
        _primary("corrections", "correction_id"),
        _foreign("corrections", "article_id", "articles.article_id"),
    )


def _create_imports() -> None:
    op.create_table(
        "imports",
        *(_word("import_id"), _word("origin"), _text("file", nullable=False), _word("sha256"), _instant("at")),
        *(_whole("row_count", nullable=True), _whole("issue_count", nullable=True)),
        _primary("imports", "import_id"),
        _foreign("imports", "import_id", "runs.run_id"),
        sa.UniqueConstraint("origin", "sha256", name="uq_imports_origin_sha256"),
    )
    op.create_table(
        "imported_events",
        *(_word("origin"), _word("origin_id"), _whole("part"), _word("import_id"), sa.Column("day", sa.Date())),
        *(_word(name, nullable=True) for name in ("event_type", "mode", "cameo", "quad_class")),
        *(_real("score"), _real("goldstein"), _word("actor", nullable=True), _word("recipient", nullable=True)),
        *(_text(name) for name in ("actor_name", "recipient_name", "actor_sector", "recipient_sector")),
        *(_whole("article_count", nullable=True), _text("url")),
        _primary("imported_events", "origin", "origin_id", "part"),
        _foreign("imported_events", "import_id", "imports.import_id"),
    )


def _create_indices() -> None:
    for table, *names in (
        ("stories", "story_id"),
        ("reports", "happening_id"),
        ("merge_decisions", "article_a"),
        ("merge_decisions", "article_b"),
        ("corrections", "article_id"),
        ("imported_events", "actor", "recipient", "day"),
        ("imported_events", "recipient", "day"),
    ):
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, names)


def _set_apart() -> None:
    connection = op.get_bind()
    keys = connection.execute(sa.text("SELECT event_id FROM events")).scalars().all()
    add = sa.text("INSERT INTO reports (event_id, happening_id, confidence, made_by) VALUES (:event, :own, 1, 'alone')")
    if keys:
        connection.execute(add, [{"event": key, "own": name_happening([key])} for key in keys])


def _restore_readings() -> None:
    """Give events back what was read, and remove those that only an analyst knows."""
    connection = op.get_bind()
    mine = sa.MetaData()
    events = sa.Table("events", mine, autoload_with=connection)
    parties = sa.Table("event_participants", mine, autoload_with=connection)
    connection.execute(sa.delete(events).where(events.c.correction_id.is_not(None), events.c.read_as.is_(None)))
    query = sa.select(events.c.event_id, events.c.read_as).where(events.c.read_as.is_not(None))
    for row in connection.execute(query).all():
        read = json.loads(row.read_as) if isinstance(row.read_as, str) else row.read_as
        days = {name: read["values"][name] for name in ("day_start", "day_end")}
        values = read["values"] | {name: day and date.fromisoformat(day) for name, day in days.items()}
        connection.execute(sa.update(events).where(events.c.event_id == row.event_id).values(values))
        connection.execute(sa.delete(parties).where(parties.c.event_id == row.event_id))
        if read["parties"]:
            connection.execute(sa.insert(parties), [{"event_id": row.event_id, **party} for party in read["parties"]])
