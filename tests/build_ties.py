"""What articles say of ties and who is quoted, as rows of the record made by hand."""

from datetime import date
from itertools import count
from typing import Any

from build import build_article
from build_records import build_evidence, build_quote, build_standing
from detente.model import Event, Participant, Period, Span
from detente.store import ArticleFacts, EventRow, QuoteRow, TieRow

_NUMBERS = count()


def tell(standing: str, day: str | None, sentence: str = "So it stands.", **facts: Any) -> TieRow:
    """One article's word on a tie, by default on the partnership of China and Russia.

    Args:
        standing: how it stands.
        day: of publication and of the statement.
        sentence: the words.
        facts: kind, parties (codes parted by spaces), directed, name, since, outlet, confidence, text;
            like: a row of the same article.
    """
    published = None if day is None else date.fromisoformat(day)
    text = facts.pop("text", f"{sentence} ({next(_NUMBERS)})")
    article = build_article(text, published=published, outlet=facts.pop("outlet", "Courier"))
    like = facts.pop("like", None)
    kind, parties = facts.pop("kind", "partnership"), facts.pop("parties", "CHN RUS")
    since = facts.pop("since", None)
    made = build_standing(
        article, sentence, kind, parties, standing,
        day=Period.of_day(published) if published else None, since=Period.parse(since) if since else None, **facts,
    )  # fmt: skip
    where = (
        like.article if like else ArticleFacts(article.article_id, "A headline", article.outlet, published, None, "run")
    )
    return TieRow(made, sentence, None, where)


def say(row: TieRow, speaker: str | None, code: str | None = None, day: str | None = None, **facts: Any) -> QuoteRow:
    """A quote whose content is the whole evidence of a tie."""
    article = build_article(row.sentence, published=row.article.published)
    quote = build_quote(
        article, row.sentence, row.sentence, speaker_name=speaker, speaker_code=code, speaker=Span(0, 1),
        day=Period.parse(day) if day else None, **facts,
    )  # fmt: skip
    return QuoteRow(quote, (row.sentence,), row.sentence, "said", row.article)


def happen(actors: str, event_type: str, recipients: str, published: str, sentence: str, **facts: Any) -> EventRow:
    """An event of governments, given by codes; its day is that of its report unless `day` says otherwise."""
    article = build_article(sentence, published=date.fromisoformat(published), outlet="Courier")
    sides = [
        tuple(Participant(Span(0, 1), code, code, "GOV", code) for code in c.split()) for c in (actors, recipients)
    ]
    usual: dict[str, Any] = {
        "mode": None, "contexts": (), "status": "actual", "attributed": False, "day": Period.parse(published),
        "quad_class": "verbal cooperation", "score": 3.0, "cameo": None, "goldstein": None,
    }  # fmt: skip
    evidence = build_evidence(article, sentence)
    event = Event(event_type, actors=sides[0], recipients=sides[1], evidence=evidence, **usual | facts)  # type: ignore[arg-type]
    facts_of = ArticleFacts(article.article_id, "A headline", "Courier", article.published, None, "run")
    return EventRow(event, sentence, None, facts_of)
