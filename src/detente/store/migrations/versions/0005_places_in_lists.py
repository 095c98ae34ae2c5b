"""Where records stand in lists, and between whom events lie."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = {"events": "event_id", "quotes": "quote_id", "standings": "standing_id"}
_LONGEST = 1 << 20


def upgrade() -> None:
    """Add the columns and the table, and fill them for what is stored."""
    for table, key in _TABLES.items():
        op.add_column(table, sa.Column("sort_day", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("sort_place", sa.BigInteger(), nullable=True))
        _fill(table)
        op.create_index(f"ix_{table}_sort_day_sort_place_{key}", table, ["sort_day", "sort_place", key])
    op.create_table(
        "event_pairs",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("a", "b", "event_id")),
        sa.PrimaryKeyConstraint("a", "b", "event_id", name="pk_event_pairs"),
        sa.ForeignKeyConstraint(["event_id"], ["events.event_id"], name="fk_event_pairs_event_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    _pair()
    op.create_index("ix_event_pairs_event_id", "event_pairs", ["event_id"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("event_pairs")
    for table, key in _TABLES.items():
        op.drop_index(f"ix_{table}_sort_day_sort_place_{key}", table)
        for column in ("sort_place", "sort_day"):
            op.drop_column(table, column)


def _fill(table: str) -> None:
    article = f"FROM articles WHERE articles.article_id = {table}.article_id"
    back = f"CASE WHEN evidence_start < {_LONGEST} THEN {_LONGEST - 1} - evidence_start ELSE 0 END"
    op.execute(
        f"UPDATE {table} SET sort_day = coalesce(day_start, (SELECT published {article})), "  # noqa: S608
        f"sort_place = (SELECT CAST(number AS BIGINT) {article}) * {_LONGEST} + {back}"
    )


def _pair() -> None:
    op.execute(
        "WITH named AS ("
        "SELECT event_id, side, position, code AS name FROM event_participants WHERE code IS NOT NULL "
        "UNION SELECT event_id, side, position, actor_id FROM event_participants WHERE actor_id IS NOT NULL) "
        "INSERT INTO event_pairs (a, b, event_id) SELECT DISTINCT one.name, other.name, one.event_id "
        "FROM named one JOIN named other ON one.event_id = other.event_id AND one.name < other.name "
        "AND (one.side <> other.side OR one.position <> other.position) "
        "WHERE one.side <> other.side OR NOT EXISTS (SELECT 1 FROM event_participants third "
        "WHERE third.event_id = one.event_id AND third.side = 'recipient')"
    )
