"""One happening, told once or many times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.model.article import hash_claim
from detente.model.event import EventStatus, EventType, QuadClass
from detente.model.period import Period


@dataclass(frozen=True, slots=True)
class Report:
    """One article's word for a happening.

    Attributes:
        event_id: the event as that article has it.
        article_id: the article.
        published: the article's day of publication, or None.
        outlet: who published it, or None.
        story_id: the group of copies and updates to which the article belongs; its reports are not independent.
        confidence: how sure it is that the report tells of this happening, from 0 to 1.
    """

    event_id: str
    article_id: str
    published: date | None
    outlet: str | None
    story_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Happening:
    """Who did what to whom, once, however many articles tell of it.

    Attributes:
        happening_id: stable as long as its first report is.
        actors, recipients: codes of countries and bodies, without repetition; empty where nobody is known.
        day: when it happened, as precise as the most precise report; None where no report says so.
        score: PLOVER score, -10 to 10, or None.
        reports: all that tell of it, the first published first; never empty.
    """

    happening_id: str
    event_type: EventType
    mode: str | None
    status: EventStatus
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    day: Period | None
    quad_class: QuadClass
    score: float | None
    reports: tuple[Report, ...]

    @property
    def told(self) -> date | None:
        """The day of the first report, or None where no report has one."""
        return min((r.published for r in self.reports if r.published is not None), default=None)

    @property
    def independent_count(self) -> int:
        """In how many stories it is told: copies and updates of one article count once."""
        return len({report.story_id for report in self.reports})


def name_happening(event_ids: Sequence[str]) -> str:
    """The id of the happening whose first report is the first of the events."""
    return hash_claim("happening", event_ids[0])
