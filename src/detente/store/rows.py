"""What goes into the store and what comes out: records with their article's facts and the words that show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from detente.model import Article, Event, Issue, Origin, Quote, Standing


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article with all that was read in it; stored and replaced as one."""

    article: Article
    events: tuple[Event, ...] = ()
    quotes: tuple[Quote, ...] = ()
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a reader wants to know of the article behind a record."""

    article_id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    run_id: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An analyst's word on a stored event.

    Attributes:
        event_id: the id under which the event is stored, which does not change with what is said of it.
        correction_id: the last correction that stands.
        rejected: whether the article is said to tell of no such event.
    """

    event_id: str
    correction_id: str
    who: str
    at: datetime
    note: str | None
    rejected: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """A stored event.

    Attributes:
        event: as analysts say, where they have said something, else as it was read.
        sentence: the words of its evidence, exactly as printed.
        cue: the words that express the act, or None.
        when: the words that date it ("on Monday"), or None.
        mark: what an analyst said of it; None for what stands as it was read.
        happening_id: of the happening of which it is a report.
    """

    event: Event
    sentence: str
    cue: str | None
    article: ArticleFacts
    when: str | None = None
    mark: Mark | None = None
    happening_id: str | None = None

    @property
    def event_id(self) -> str:
        """The id under which the event is stored; that of `event` differs once an analyst has changed it."""
        return self.event.event_id if self.mark is None else self.mark.event_id


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A stored quote.

    Attributes:
        pieces: the words said, one piece for each span of the content.
        sentence: the words of its evidence, exactly as printed.
    """

    quote: Quote
    pieces: tuple[str, ...]
    sentence: str
    cue: str | None
    article: ArticleFacts
    when: str | None = None


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie, how one article says that it stands, and the exact words that say so."""

    standing: Standing
    sentence: str
    cue: str | None
    article: ArticleFacts
    when: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A stored article without its text.

    Attributes:
        version: 1 for the first text seen under its address, then 2, 3, ...
        supersedes: the article that was there before, or None.
        is_latest: whether no later text was seen under the same address.
        length: characters of its text.
    """

    article_id: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    given_id: str | None
    sha256: str
    first_seen: datetime
    run_id: str
    version: int
    supersedes: str | None
    is_latest: bool
    length: int
    event_count: int
    quote_count: int
    standing_count: int


@dataclass(frozen=True, slots=True)
class IssueRow:
    """What could not be read, in which run, and when."""

    issue: Issue
    run_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunRow:
    """One reading of articles, with all that is needed to do it again.

    Attributes:
        finished: None for one that is under way or was broken off.
    """

    run_id: str
    started: datetime
    finished: datetime | None
    version: str
    model_hash: str
    lexicon_hash: str
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two countries or bodies, in alphabetical order, and how many records name both."""

    a: str
    b: str
    event_count: int
    standing_count: int


@dataclass(frozen=True, slots=True)
class MergeDecision:
    """An analyst's word that two events are one happening, or are not.

    Attributes:
        event_a, event_b: ids as the two are stored now; where a new reading has no such event, those they last had.
        together: whether they are one.
        undone_at, undone_by: when it was taken back and by whom; None while it stands.
    """

    decision_id: str
    event_a: str
    event_b: str
    together: bool
    who: str
    at: datetime
    note: str | None
    undone_at: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One file of another system's events.

    Attributes:
        import_id: also the run_id of its issues.
        sha256: of the file.
        row_count: events that it brought, without those that were here before; None until its end.
        issue_count: rows that could not be read; None until its end.
    """

    import_id: str
    origin: Origin
    file: str
    sha256: str
    at: datetime
    row_count: int | None
    issue_count: int | None
