"""Who said what about whom, in which words."""

from dataclasses import dataclass
from typing import Literal

from detente.model.article import hash_claim
from detente.model.evidence import Evidence
from detente.model.period import Period
from detente.model.span import Span

QuoteType = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Speech that an article reports.

    Attributes:
        quote_type: direct (in marks), indirect (in the reporter's words) or mixed.
        content: what was said, one span for each piece where a narrator splits it; without the outer marks if direct.
        speaker: the words nearest to the quote that name who said it ("he"), or None.
        speaker_id: the resolved actor, or None.
        speaker_name: full name as the reader of the article knows it, or None.
        speaker_code: the speaker's country or body, or None.
        addressee_code: country or body spoken to, or None.
        about: codes of the countries and bodies that the content names, sorted.
        day: when it was said, or None.
        evidence: the sentences, and the cue ("said").
    """

    quote_type: QuoteType
    content: tuple[Span, ...]
    speaker: Span | None
    speaker_id: str | None
    speaker_name: str | None
    speaker_code: str | None
    addressee_code: str | None
    day: Period | None
    evidence: Evidence
    about: tuple[str, ...] = ()

    @property
    def quote_id(self) -> str:
        """Stable id: the same words of the same speaker in the same article."""
        said_by = f"{self.speaker.start}:{self.speaker_code}" if self.speaker else ""
        pieces = (f"{s.start}:{s.end}" for s in self.content)
        return hash_claim(self.evidence.article_id, self.quote_type, *pieces, said_by)
