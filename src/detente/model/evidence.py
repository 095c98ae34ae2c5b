"""The words that say so, and what read them."""

from dataclasses import dataclass

from detente.model.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stretch of an article on which a record rests.

    Attributes:
        article_id: the article.
        span: the sentence or clause, in characters of the article's text.
        cue: the words that express the act, the tie or the attribution; None where no single words do.
        made_by: name of the rule or model that read it ("events/praise", "quotes/direct-after").
        confidence: how sure that reading is, from 0 to 1.
        when: the words that date the record ("on Monday"), also where nobody can tell which day they mean; or None.
    """

    article_id: str
    span: Span
    cue: Span | None
    made_by: str
    confidence: float
    when: Span | None = None
