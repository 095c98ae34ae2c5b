"""People who may use the web pages, their sessions, and what was done in whose name."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "users",
        *(_word("user_id"), _word("name"), _word("role"), sa.Column("password_hash", sa.Text(), nullable=False)),
        _instant("created"),
        sa.PrimaryKeyConstraint("user_id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_table(
        "sessions",
        *(_word("token_hash"), _word("user_id"), _instant("created"), _instant("expires")),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sa.ForeignKeyConstraint(["user_id"], ["users.user_id"], name="fk_sessions_user_id", ondelete="CASCADE"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        *(_instant("at"), _word("who"), _word("action"), _word("subject", nullable=True)),
        sa.Column("detail", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    for table, *names in (
        ("sessions", "user_id"),
        ("sessions", "expires"),
        ("audit", "at"),
        ("audit", "action", "subject", "at"),
    ):
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, names)


def downgrade() -> None:
    """Take them away again: an older version knows no accounts."""
    for table in ("audit", "sessions", "users"):
        op.drop_table(table)


def _word(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _instant(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
