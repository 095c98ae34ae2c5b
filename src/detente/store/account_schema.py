"""The tables of people: who may use the web pages, who is signed in, and what was done in whose name."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from detente.store.schema import Instant, metadata

users = Table(
    "users",
    metadata,
    Column("user_id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    # Of the token only a hash is kept: who reads the database cannot sign in with it.
    Column("token_hash", String, primary_key=True),
    Column("user_id", String, ForeignKey("users.user_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Instant, nullable=False),
    Column("expires", Instant, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String),
    Column("detail", JSON(none_as_null=True)),
    Index(None, "action", "subject", "at"),
)
