"""What the API answers, as types: rows have the columns that `detente export` writes."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from detente.store.columns import TABLES, TableName
from detente.store.exchange.meanings import find_meaning

_TYPES: dict[str, Any] = {
    "VARCHAR": str | None,
    "VARCHAR[]": list[str],
    "DOUBLE": float | None,
    "BIGINT": int | None,
    "BOOLEAN": bool,
    "DATE": date | None,
    "TIMESTAMP": datetime | None,
}

Row = TypeVar("Row", bound=BaseModel)


class Page(BaseModel, Generic[Row]):
    """Some rows of a list."""

    rows: list[Row]
    next: str | None = Field(description="The address of the page after; null where there is none.")


def _make_row(name: str, table: TableName) -> type[BaseModel]:
    """A type with the columns of a table."""
    columns: dict[str, Any] = {
        column: (_TYPES[field.sql_type], Field(description=find_meaning("exports", table, column)))
        for column, field in TABLES[table].items()
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **columns)


EventOut = _make_row("Event", "events")
QuoteOut = _make_row("Quote", "quotes")
StandingOut = _make_row("Standing", "ties")
ArticleOut = _make_row("Article", "articles")
IssueOut = _make_row("Issue", "issues")
CorrectionOut = _make_row("Correction", "corrections")


class SectionOut(BaseModel):
    """A part of an article's text; furniture (offers, credits, link lists) says nothing."""

    kind: str
    start: int
    end: int


class ArticleText(ArticleOut):  # type: ignore[valid-type, misc]
    """An article with its text, as all offsets count it."""

    text: str
    sections: list[SectionOut]


class ReportOut(BaseModel):
    """One article's word for a happening."""

    event_id: str
    article_id: str
    published: date | None
    outlet: str | None
    story_id: str = Field(description="The group of copies and updates to which the article belongs.")
    confidence: float


class HappeningOut(BaseModel):
    """Who did what to whom, once, however many articles tell of it."""

    happening_id: str
    day: str | None
    day_first: date | None
    day_last: date | None
    event_type: str
    mode: str | None
    status: str
    actor_codes: list[str]
    recipient_codes: list[str]
    quad_class: str
    score: float | None
    independent_count: int = Field(description="Reports, those of copies and updates of one article once.")
    report_count: int
    first_told: date | None
    reports: list[ReportOut]


class HappeningText(HappeningOut):
    """A happening with the events that tell of it, in the order of its reports."""

    events: list[EventOut]  # type: ignore[valid-type]


class RunOut(BaseModel):
    """One reading of articles, with all that is needed to do it again."""

    run_id: str
    started: datetime
    finished: datetime | None
    version: str
    model_hash: str
    lexicon_hash: str
    settings: dict[str, Any]


class ImportOut(BaseModel):
    """One file of another system's events."""

    import_id: str
    origin: str
    file: str
    sha256: str
    at: datetime
    row_count: int | None
    issue_count: int | None


class Health(BaseModel):
    """Whether all is well."""

    status: str
    version: str
    record: str = Field(description="A mark of the state of the record; another one means that something was written.")
