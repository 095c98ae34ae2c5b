"""Records to and from SQLite or PostgreSQL."""
