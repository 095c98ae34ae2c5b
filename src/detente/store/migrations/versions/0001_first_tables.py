"""The first tables: runs, articles, events, quotes, ties, issues, and a full-text index."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables in an empty database."""
    _create_articles()
    _create_events()
    _create_quotes()
    _create_ties()
    _create_issues()
    _create_indices()
    _create_search()


def downgrade() -> None:
    """Refuse: there is nothing before the first tables."""
    raise NotImplementedError("there is no version before the first tables")


def _instant(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _word(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _real(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Float(), nullable=nullable)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _primary(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _foreign(table: str, name: str, target: str, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}", ondelete=ondelete)


def _period(name: str) -> list[sa.Column[Any]]:
    return [
        sa.Column(f"{name}_start", sa.Date(), nullable=True),
        sa.Column(f"{name}_end", sa.Date(), nullable=True),
        _word(f"{name}_precision", nullable=True),
    ]


def _evidence() -> list[sa.Column[Any]]:
    return [
        _whole("evidence_start"),
        _whole("evidence_end"),
        _whole("cue_start", nullable=True),
        _whole("cue_end", nullable=True),
        _word("made_by"),
        _real("confidence"),
    ]


def _create_articles() -> None:
    op.create_table(
        "runs",
        *(_word("run_id"), _instant("started"), _instant("finished", nullable=True)),
        *(_word("version"), _word("model_hash"), _word("lexicon_hash"), _json("settings")),
        _primary("runs", "run_id"),
    )
    op.create_table(
        "articles",
        *(_whole("number"), _word("article_id"), _word("sha256")),
        *(_text(name, nullable=True) for name in ("url", "outlet", "title")),
        *(sa.Column("published", sa.Date(), nullable=True), _text("text"), _text("given_id", nullable=True)),
        *(_instant("first_seen"), _word("run_id"), _whole("version"), _word("supersedes", nullable=True)),
        _primary("articles", "number"),
        sa.UniqueConstraint("article_id", name="uq_articles_article_id"),
        sa.UniqueConstraint("url", "version", name="uq_articles_url_version"),
        _foreign("articles", "run_id", "runs.run_id", None),
        _foreign("articles", "supersedes", "articles.article_id", None),
    )
    op.create_table(
        "sections",
        *(_word("article_id"), _whole("position"), _word("kind"), _whole("start"), _whole("end")),
        _primary("sections", "article_id", "position"),
        _foreign("sections", "article_id", "articles.article_id"),
        sqlite_with_rowid=False,
    )


def _create_events() -> None:
    op.create_table(
        "events",
        *(_word("event_id"), _word("article_id"), _word("event_type"), _word("mode", nullable=True)),
        *(_json("contexts"), _word("status"), _flag("attributed"), *_period("day"), _word("quad_class")),
        *(_real("score", nullable=True), _word("cameo", nullable=True), _real("goldstein", nullable=True)),
        *_evidence(),
        _primary("events", "event_id"),
        _foreign("events", "article_id", "articles.article_id"),
    )
    op.create_table(
        "event_participants",
        *(_word("event_id"), _word("side"), _whole("position"), _whole("start"), _whole("end"), _text("name")),
        *(_word("code", nullable=True), _word("sector"), _word("actor_id", nullable=True)),
        _primary("event_participants", "event_id", "side", "position"),
        _foreign("event_participants", "event_id", "events.event_id"),
        sqlite_with_rowid=False,
    )


def _create_quotes() -> None:
    op.create_table(
        "quotes",
        *(_word("quote_id"), _word("article_id"), _word("quote_type")),
        *(_whole("speaker_start", nullable=True), _whole("speaker_end", nullable=True)),
        *(_word("speaker_id", nullable=True), _text("speaker_name", nullable=True)),
        *(_word("speaker_code", nullable=True), _word("addressee_code", nullable=True)),
        *_period("day"),
        *_evidence(),
        _primary("quotes", "quote_id"),
        _foreign("quotes", "article_id", "articles.article_id"),
    )
    op.create_table(
        "quote_pieces",
        *(_word("quote_id"), _whole("position"), _whole("start"), _whole("end")),
        _primary("quote_pieces", "quote_id", "position"),
        _foreign("quote_pieces", "quote_id", "quotes.quote_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quote_codes",
        *(_word("quote_id"), _whole("position"), _word("code")),
        _primary("quote_codes", "quote_id", "position"),
        _foreign("quote_codes", "quote_id", "quotes.quote_id"),
        sqlite_with_rowid=False,
    )


def _create_ties() -> None:
    op.create_table(
        "ties",
        *(_word("tie_id"), _word("kind"), _flag("directed"), _text("name", nullable=True)),
        _primary("ties", "tie_id"),
    )
    op.create_table(
        "tie_parties",
        *(_word("tie_id"), _whole("position"), _word("code")),
        _primary("tie_parties", "tie_id", "position"),
        _foreign("tie_parties", "tie_id", "ties.tie_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "standings",
        *(_word("standing_id"), _word("tie_id"), _word("article_id"), _word("standing")),
        *_period("since"),
        *_period("day"),
        *_evidence(),
        _primary("standings", "standing_id"),
        _foreign("standings", "tie_id", "ties.tie_id"),
        _foreign("standings", "article_id", "articles.article_id"),
    )


def _create_issues() -> None:
    op.create_table(
        "issues",
        *(_word("issue_id"), _word("run_id"), _instant("at"), _text("origin"), _word("stage"), _word("reason")),
        *(_text("sentence"), _word("article_id", nullable=True)),
        _primary("issues", "issue_id"),
        _foreign("issues", "run_id", "runs.run_id", None),
    )


def _create_indices() -> None:
    for table, *names in (
        ("articles", "published"),
        ("articles", "run_id"),
        ("articles", "supersedes"),
        ("events", "article_id"),
        ("events", "event_type", "day_start"),
        ("events", "day_start"),
        ("event_participants", "code", "side", "event_id"),
        ("event_participants", "actor_id", "side", "event_id"),
        ("quotes", "article_id"),
        ("quotes", "speaker_id"),
        ("quotes", "speaker_code"),
        ("quotes", "addressee_code"),
        ("quote_codes", "code", "quote_id"),
        ("ties", "kind"),
        ("tie_parties", "code", "tie_id"),
        ("standings", "tie_id"),
        ("standings", "article_id"),
        ("issues", "run_id"),
        ("issues", "at"),
        ("issues", "reason"),
    ):
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, names)


def _create_search() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE article_search USING fts5("
            "text, content='articles', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
        )
    else:
        # PostgreSQL holds at most 1 MB of word list for a text, which 200,000 characters cannot fill.
        op.execute("CREATE INDEX ix_articles_search ON articles USING gin (to_tsvector('english', left(text, 200000)))")
