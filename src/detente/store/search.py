"""Full-text search over articles: FTS5 on SQLite, tsvector on PostgreSQL."""

import re
from typing import Any

from sqlalchemy import Boolean, Connection, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


class TextMatches(FunctionElement[bool]):
    """Whether an article's text has the words of a query, which `quote_terms` has prepared."""

    inherit_cache = True
    name = "text_matches"
    type = Boolean()


@compiles(TextMatches, "sqlite")
def _match_sqlite(element: TextMatches, compiler: SQLCompiler, **options: Any) -> str:
    query = compiler.process(element.clauses, **options)
    return f"articles.number IN (SELECT rowid FROM article_search WHERE article_search MATCH {query})"  # noqa: S608


@compiles(TextMatches, "postgresql")
def _match_postgresql(element: TextMatches, compiler: SQLCompiler, **options: Any) -> str:
    query = compiler.process(element.clauses, **options)
    # The same expression as the index's, else the index goes unused.
    return f"to_tsvector('english', left(articles.text, 200000)) @@ websearch_to_tsquery('english', {query})"


def quote_terms(query: str) -> str:
    """The words and "phrases" that a text must all have, each in quotation marks, so that none is an operator.

    Both databases read such a query alike, but that PostgreSQL passes over very common words ("the", "or").

    Examples:
        >>> quote_terms('S-400 "missile defence" -NOT')
        '"S-400" "missile defence" "-NOT"'
    """
    found = (phrase or word for phrase, word in _TERM.findall(query))
    return " ".join(f'"{term}"' for term in found) or '""'


def index_article(connection: Connection, article_id: str, words: str) -> None:
    """Enter a newly stored article into the full-text index; PostgreSQL does so by itself."""
    if connection.dialect.name == "sqlite":
        query = "INSERT INTO article_search (rowid, text) SELECT number, :words FROM articles WHERE article_id = :key"
        connection.execute(text(query), {"key": article_id, "words": words})
