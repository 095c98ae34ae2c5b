"""Records to and from SQLite or PostgreSQL."""

from detente.store.columns import Form, TableName, flatten, write_rows
from detente.store.database import Database, open_database
from detente.store.filters import Filters
from detente.store.imported import IMPORTED_COLUMNS
from detente.store.pages import Page, PagedTable, Place
from detente.store.rows import (
    ArticleFacts,
    ArticleRecord,
    ArticleRow,
    EventRow,
    ImportRow,
    IssueRow,
    Mark,
    MergeDecision,
    PairCount,
    QuoteRow,
    RunRow,
    TieRow,
)

__all__ = [
    "IMPORTED_COLUMNS", "ArticleFacts", "ArticleRecord", "ArticleRow", "Database", "EventRow", "Filters", "Form",
    "ImportRow", "IssueRow", "Mark", "MergeDecision", "Page",
    "PagedTable", "PairCount", "Place", "QuoteRow", "RunRow", "TableName",
    "TieRow", "flatten", "open_database", "write_rows",
]  # fmt: skip
