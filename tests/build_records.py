"""Records made by hand, each resting on words of its article."""

from datetime import UTC, date, datetime
from typing import Any

from build import build_article
from detente.model import Article, Correction, Event, Evidence, Participant, Period, Quote, Span, Standing, Tie

CODES = {"China": "CHN", "Russia": "RUS", "Moscow": "RUS", "Japan": "JPN", "Washington": "USA", "NATO": "NATO"}


def find_span(article: Article, words: str) -> Span:
    """Where the words first stand."""
    start = article.text.index(words)
    return Span(start, start + len(words))


def build_evidence(article: Article, sentence: str, cue: str | None = None, **facts: Any) -> Evidence:
    """Evidence for the sentence, with a cue that is first looked for inside it."""
    span = find_span(article, sentence)
    if cue is not None:
        start = article.text.index(cue, span.start)
        facts["cue"] = Span(start, start + len(cue))
    return Evidence(article.article_id, span, **{"cue": None, "made_by": "hand", "confidence": 0.5} | facts)


def build_event(article: Article, sentence: str, cue: str, actors: str, recipients: str = "", **facts: Any) -> Event:
    """An event whose participants, given by names parted by spaces, first stand in its sentence."""
    evidence = build_evidence(article, sentence, cue)
    sides = [
        tuple(_build_participant(article, evidence.span, n) for n in names.split()) for names in (actors, recipients)
    ]
    usual: dict[str, Any] = {
        "event_type": "SUPPORT", "mode": None, "contexts": (), "status": "actual", "attributed": False, "day": None,
        "quad_class": "verbal cooperation", "score": 3.0, "cameo": "051", "goldstein": 3.4,
    }  # fmt: skip
    return Event(actors=sides[0], recipients=sides[1], evidence=evidence, **usual | facts)


def build_quote(article: Article, sentence: str, *pieces: str, **facts: Any) -> Quote:
    """A direct quote of the pieces."""
    usual: dict[str, Any] = {
        "quote_type": "direct", "speaker": None, "speaker_id": None, "speaker_name": None, "speaker_code": None,
        "addressee_code": None, "day": None,
    }  # fmt: skip
    content = tuple(find_span(article, piece) for piece in pieces)
    return Quote(content=content, evidence=build_evidence(article, sentence), **usual | facts)


def build_standing(article: Article, sentence: str, kind: str, parties: str, standing: str, **facts: Any) -> Standing:
    """How a tie of the parties, given as codes parted by spaces, stands; directed where `directed` says so."""
    tie = Tie(kind, tuple(parties.split()), facts.pop("directed", False), facts.pop("name", None))  # type: ignore[arg-type]
    evidence = build_evidence(article, sentence, confidence=facts.pop("confidence", 0.5))
    return Standing(tie=tie, standing=standing, evidence=evidence, **{"since": None, "day": None} | facts)  # type: ignore[arg-type]


def build_correction(event: Event, **changes: Any) -> Correction:
    """What an analyst says of an event as it was read."""
    evidence = event.evidence
    usual: dict[str, Any] = {
        "correction_id": f"correction of {event.event_id} to {sorted(changes)}", "who": "ada",
        "at": datetime(2022, 4, 1, tzinfo=UTC), "article_id": evidence.article_id, "event_id": event.event_id,
        "cue": evidence.cue or evidence.span,
    }  # fmt: skip
    return Correction(**usual | changes)


def build_dispatch(number: int, **facts: Any) -> tuple[Article, Event]:
    """A short article of its own, and the one event in it."""
    text = f"China praised Russia in dispatch {number}."
    article = build_article(text, **{"published": date(2020, 10, 23), "outlet": "Courier"} | facts)
    return article, build_event(article, text, "praised", "China", "Russia", day=Period.of_day(date(2020, 10, 22)))


def _build_participant(article: Article, sentence: Span, name: str) -> Participant:
    start = article.text.index(name, sentence.start)
    return Participant(Span(start, start + len(name)), name, CODES[name], "GOV", CODES[name])
