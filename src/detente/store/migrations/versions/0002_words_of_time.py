"""Where the words stand that date a record ("on Monday"), which may tell of a day that nobody can reckon."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the place of these words to events, quotes and standings; records read before have none."""
    for table in ("events", "quotes", "standings"):
        for bound in ("start", "end"):
            op.add_column(table, sa.Column(f"when_{bound}", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take them away again."""
    for table in ("events", "quotes", "standings"):
        # Not in batch mode: SQLite's makes the table anew, and what hangs on the old one's rows goes with it.
        for bound in ("start", "end"):
            op.drop_column(table, f"when_{bound}")
