"""What may be asked for: parameters of addresses, and the filters that they mean."""

import re
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query, Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from detente.errors import UsageError
from detente.serve.options import parse_actor, parse_pair
from detente.store import Database, Filters

FormName = Literal["json", "ndjson", "csv"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _check_day(value: object) -> object:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError(f"{value!r} is no day; write it as 2020-10-23")
    return value


def _check_words(value: str) -> str:
    if "\0" in value:
        raise ValueError("a NUL character stands in no text")
    return value


Day = Annotated[date, BeforeValidator(_check_day)]
Words = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_check_words)]


class Window(BaseModel):
    """Days."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = Field(None, description="First day.")
    until: Day | None = Field(None, description="Last day.")

    def check_order(self) -> None:
        """Refuse a window that ends before it begins.

        Raises:
            UsageError: it does.
        """
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"since {self.since} lies after until {self.until}; turn them round")


class Listing(Window):
    """A list: which page of it, in which form."""

    sort: Literal["newest", "oldest"] = Field("newest", description="Which day comes first; what has none comes last.")
    limit: int | None = Field(None, ge=1, le=1000, description="Rows of a page: 50, or of a stream: all.")
    cursor: Words | None = Field(None, description="Where the page begins, from `next` of the page before.")
    format: FormName | None = Field(None, description="json, or all rows as ndjson or csv; stands over Accept.")

    def make_filters(self) -> Filters:
        """The filters that the parameters mean.

        Raises:
            UsageError: nobody is known by a name, or the window ends before it begins.
        """
        self.check_order()
        return Filters(since=self.since, until=self.until, newest_first=self.sort == "newest")


class IssueListing(Listing):
    """What went wrong."""

    reason: Words | None = Field(None, description="One word to count by: empty, binary ...")
    stage: Words | None = Field(None, description="ingest, read, code or store.")

    def make_filters(self) -> Filters:
        """The filters that the parameters mean."""
        plain = super().make_filters()
        return Filters(
            since=plain.since, until=plain.until, newest_first=plain.newest_first, kind=self.reason, status=self.stage
        )


class CorrectionListing(Listing):
    """What analysts said."""

    article: Words | None = Field(None, description="Id of the one article to look in.")

    def make_filters(self) -> Filters:
        """The filters that the parameters mean."""
        plain = super().make_filters()
        return Filters(since=plain.since, until=plain.until, newest_first=plain.newest_first, article=self.article)


class ArticleListing(Listing):
    """Articles."""

    actor: Words | None = Field(None, description="Who acts, speaks or is party: CHN, Beijing, NATO.")
    recipient: Words | None = Field(None, description="To whom, or about whom.")
    pair: Words | None = Field(None, description="Two, parted by a comma, either way round: CHN,RUS.")
    text: Words | None = Field(None, description='Words and "phrases" that the article must all contain.')
    outlet: Words | None = Field(None, description="Who published, letter by letter.")
    article: Words | None = Field(None, description="Id of the one article to look in.")
    old_versions: bool = Field(False, description="Texts too that were later changed under the same address.")

    def make_filters(self) -> Filters:
        """The filters that the parameters mean."""
        self.check_order()
        return Filters(
            actor=parse_actor(self.actor),
            recipient=parse_actor(self.recipient),
            pair=_parse_codes(self.pair),
            kind=getattr(self, "type", None),
            status=getattr(self, "status", None),
            since=self.since,
            until=self.until,
            text=self.text,
            outlet=self.outlet,
            article=self.article,
            old_versions=self.old_versions,
            rejected=getattr(self, "rejected", False),
            newest_first=self.sort == "newest",
        )


class QuoteListing(ArticleListing):
    """Quotes."""

    type: Words | None = Field(None, description="direct, mixed or indirect.")


class TieListing(ArticleListing):
    """What articles say of ties."""

    type: Words | None = Field(None, description="alliance, treaty, arms_transfer ...")
    status: Words | None = Field(None, description="imagined, in_force, ended ...")


class HappeningListing(ArticleListing):
    """Happenings, each once."""

    type: Words | None = Field(None, description="PLOVER type: ACCUSE, CONSULT ...")
    status: Words | None = Field(None, description="actual, future, hypothetical, negated, historical.")


class EventListing(HappeningListing):
    """Events."""

    rejected: bool = Field(False, description="Also those that an analyst has rejected.")


class Plain(BaseModel):
    """No parameter at all."""

    model_config = ConfigDict(extra="forbid")


def get_database(request: Request) -> Database:
    """The record that the application is of."""
    database: Database = request.app.state.database
    return database


DatabasePart = Annotated[Database, Depends(get_database)]
PlainQuery = Annotated[Plain, Query()]
WindowQuery = Annotated[Window, Query()]


def _parse_codes(value: str | None) -> tuple[str, str] | None:
    if value is None:
        return None
    one, comma, other = value.partition(",")
    if not comma:
        raise UsageError(f"pair {value}: name two, parted by a comma, as in CHN,RUS")
    return parse_pair(one.strip(), other.strip())
