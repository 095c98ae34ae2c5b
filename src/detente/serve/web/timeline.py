"""What happened between two and what they said of each other, in one list by day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from detente.analyse.acts import place_day
from detente.analyse.brief_happenings import Told
from detente.store import EventRow, QuoteRow

QUOTE = "quote"


@dataclass(frozen=True)
class Entry:
    """A happening with its reports, or a quote.

    Attributes:
        told: the happening; None for a quote.
        quote: None for a happening.
    """

    told: Told | None = None
    quote: QuoteRow | None = None

    @property
    def row(self) -> EventRow | QuoteRow:
        """The record to show: the surest report, or the quote."""
        if self.told is not None:
            return self.told.lead
        assert self.quote is not None
        return self.quote

    @cached_property
    def day(self) -> date | None:
        """The day by which it is ordered."""
        if self.told is not None:
            return place_day(self.told.happening) or self.told.happening.told
        period = self.row.quote.day if isinstance(self.row, QuoteRow) else None
        return period.start if period else self.row.article.published

    @property
    def kind(self) -> str:
        """The event type, or "quote"."""
        return self.told.happening.event_type if self.told is not None else QUOTE

    @property
    def status(self) -> str | None:
        """Whether it happened, will, might or did not; None for a quote."""
        return self.told.happening.status if self.told is not None else None

    @property
    def outlets(self) -> set[str]:
        """Who tells of it."""
        rows: Sequence[EventRow | QuoteRow] = self.told.rows if self.told is not None else (self.row,)
        return {row.article.outlet for row in rows if row.article.outlet}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see of a timeline; None leaves it free.

    Attributes:
        kind: an event type, "quote", or "happening" for all that is no quote.
    """

    kind: str | None = None
    status: str | None = None
    outlet: str | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether an entry is wanted."""
        kinds = (None, entry.kind, "happening" if entry.kind != QUOTE else QUOTE)
        return (
            self.kind in kinds
            and self.status in (None, entry.status)
            and (self.outlet is None or self.outlet in entry.outlets)
        )


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to choose from, with how many entries each has."""

    kinds: Sequence[tuple[str, int]]
    statuses: Sequence[tuple[str, int]]
    outlets: Sequence[tuple[str, int]]


def build_timeline(told: Iterable[Told], quotes: Iterable[QuoteRow]) -> list[Entry]:
    """Happenings and quotes together, the newest first; those without a day last."""
    entries = [*(Entry(told=each) for each in told), *(Entry(quote=row) for row in quotes)]
    return sorted(entries, key=lambda entry: (entry.day or date.min, entry.row.article.article_id), reverse=True)


def count_facets(entries: Sequence[Entry]) -> Facets:
    """What there is to choose from, the most frequent first."""
    outlets = Counter(outlet for entry in entries for outlet in entry.outlets)
    statuses = Counter(entry.status for entry in entries if entry.status)
    return Facets(Counter(entry.kind for entry in entries).most_common(), statuses.most_common(), outlets.most_common())
