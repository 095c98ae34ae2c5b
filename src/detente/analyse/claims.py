"""Who claims that a tie stands so, and on which day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import Period, StandingValue
from detente.store.rows import QuoteRow, TieRow


@dataclass(frozen=True, slots=True)
class Claimant:
    """On whose word a claim rests.

    Attributes:
        name: of the speaker, else of the outlet; None where neither is known.
        code: the speaker's country or body, or None.
        is_speaker: whether the words are somebody's whom the article quotes, not the outlet's own.
    """

    name: str | None
    code: str | None
    is_speaker: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says of how a tie stands, and on whose word.

    Attributes:
        row: the record, with the exact words.
        claimants: who says so; several where they say it together, never empty.
        said: when the speaker said it, as precise as a month; None where it is the outlet's word or undated.
        story_id: the group of copies and updates to which the article belongs.
    """

    row: TieRow
    claimants: tuple[Claimant, ...]
    said: Period | None
    story_id: str

    @property
    def standing(self) -> StandingValue:
        """How the tie is said to stand."""
        return self.row.standing.standing

    @property
    def period(self) -> Period | None:
        """The day of the statement: of the speaker's words if dated, else of the article; None where unknown."""
        if self.said is not None:
            return self.said
        if self.row.standing.day is not None or self.row.article.published is None:
            return self.row.standing.day
        return Period.of_day(self.row.article.published)

    @property
    def day(self) -> date | None:
        """The first day of `period`, by which claims are ordered."""
        return None if self.period is None else self.period.start

    @property
    def standing_id(self) -> str:
        """The id of the record as it is stored."""
        return self.row.standing.standing_id

    @property
    def sureness(self) -> float:
        """How sure the reading is, good only for comparing claims of one article."""
        return self.row.standing.evidence.confidence


def attribute_claims(
    rows: Iterable[TieRow], quotes: Iterable[QuoteRow], stories: Mapping[str, str]
) -> tuple[Claim, ...]:
    """Each record with who says so: the speakers if its words lie in what they say, else the outlet.

    Args:
        rows: what articles say of ties.
        quotes: those of the same articles; without them every claim is the outlet's.
        stories: article_id -> story_id; an article that is not there is a story of its own.
    """
    spoken: dict[str, list[QuoteRow]] = defaultdict(list)
    for quote in quotes:
        spoken[quote.article.article_id].append(quote)
    return tuple(_attribute(row, spoken[row.article.article_id], stories) for row in rows)


def _attribute(row: TieRow, quotes: Sequence[QuoteRow], stories: Mapping[str, str]) -> Claim:
    story_id = stories.get(row.article.article_id, row.article.article_id)
    spoken = _find_quotes(row, quotes)
    if not spoken:
        return Claim(row, (Claimant(row.article.outlet, None, False),), None, story_id)
    claimants = dict.fromkeys(Claimant(q.quote.speaker_name, q.quote.speaker_code, True) for q in spoken)
    days = {q.quote.day for q in spoken if q.quote.day and q.quote.day.precision in ("day", "week", "month")}
    said = days.pop() if len(days) == 1 else None
    published = row.article.published
    if said is not None and published is not None and said.start > published:
        said = None
    return Claim(row, tuple(claimants), said, story_id)


def _find_quotes(row: TieRow, quotes: Sequence[QuoteRow]) -> list[QuoteRow]:
    """The innermost quotes of a known speaker in whose content the words for the tie stand."""
    evidence = row.standing.evidence
    words = evidence.cue or evidence.span
    around = [
        (content, quote)
        for quote in quotes
        for content in quote.quote.content
        if content.contains(words) and quote.quote.speaker_name is not None
    ]
    shortest = min((len(content) for content, _ in around), default=0)
    return [quote for content, quote in around if len(content) == shortest]
