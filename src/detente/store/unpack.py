"""Rows of tables into the types that we speak in."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from detente.model import Article, Event, Evidence, Issue, Participant, Period, Quote, Section, Span, Standing, Tie
from detente.store.rows import ArticleFacts, EventRow, IssueRow, Mark, QuoteRow, TieRow

AnyRow = Row[Any]


def unpack_article(row: AnyRow, parts: Iterable[AnyRow]) -> Article:
    """An article with its sections, which come in order."""
    found = tuple(Section(part.kind, Span(part.start, part.end)) for part in parts)
    return Article(row.text, found, row.title, row.published, row.outlet, row.url, row.given_id)


def unpack_event(row: AnyRow, parties: Iterable[AnyRow]) -> EventRow:
    """An event with its participants, which come in order."""
    sides: dict[str, list[Participant]] = {"actor": [], "recipient": []}
    for party in parties:
        span = Span(party.start, party.end)
        sides[party.side].append(Participant(span, party.name, party.code, party.sector, party.actor_id))
    event = Event(
        event_type=row.event_type,
        mode=row.mode,
        contexts=tuple(row.contexts),
        actors=tuple(sides["actor"]),
        recipients=tuple(sides["recipient"]),
        status=row.status,
        attributed=row.attributed,
        day=_unpack_period(row, "day"),
        quad_class=row.quad_class,
        score=row.score,
        cameo=row.cameo,
        goldstein=row.goldstein,
        evidence=_unpack_evidence(row),
    )
    return EventRow(event, row.sentence, row.cue, _unpack_facts(row), row.when, _unpack_mark(row), row.happening_id)


def unpack_quote(row: AnyRow, pieces: Sequence[AnyRow], codes: Iterable[AnyRow]) -> QuoteRow:
    """A quote with its pieces and the codes it speaks of, which come in order."""
    quote = Quote(
        quote_type=row.quote_type,
        content=tuple(Span(piece.start, piece.end) for piece in pieces),
        speaker=_unpack_span(row, "speaker"),
        speaker_id=row.speaker_id,
        speaker_name=row.speaker_name,
        speaker_code=row.speaker_code,
        addressee_code=row.addressee_code,
        day=_unpack_period(row, "day"),
        evidence=_unpack_evidence(row),
        about=tuple(code.code for code in codes),
    )
    words = tuple(piece.words for piece in pieces)
    return QuoteRow(quote, words, row.sentence, row.cue, _unpack_facts(row), row.when)


def unpack_tie(row: AnyRow, parties: Iterable[AnyRow]) -> TieRow:
    """A tie's standing with the tie's parties, which come in order."""
    tie = Tie(row.kind, tuple(party.code for party in parties), row.directed, row.tie_name)
    since, day = _unpack_period(row, "since"), _unpack_period(row, "day")
    standing = Standing(tie, row.standing, since, day, _unpack_evidence(row))
    return TieRow(standing, row.sentence, row.cue, _unpack_facts(row), row.when)


def unpack_issue(row: AnyRow) -> IssueRow:
    """What went wrong, when, and in which run."""
    return IssueRow(Issue(row.origin, row.stage, row.reason, row.sentence, row.article_id), row.run_id, row.at)


def _unpack_mark(row: AnyRow) -> Mark | None:
    if row.said_by is None:
        return None
    return Mark(row.event_id, row.correction_id, row.said_by, row.said_at, row.said_note, row.rejected)


def _unpack_facts(row: AnyRow) -> ArticleFacts:
    return ArticleFacts(row.article_id, row.title, row.outlet, row.published, row.url, row.run_id)


def _unpack_evidence(row: AnyRow) -> Evidence:
    span = Span(row.evidence_start, row.evidence_end)
    cue, when = _unpack_span(row, "cue"), _unpack_span(row, "when")
    return Evidence(row.article_id, span, cue, row.made_by, row.confidence, when)


def _unpack_span(row: AnyRow, name: str) -> Span | None:
    values = row._mapping
    return None if values[f"{name}_start"] is None else Span(values[f"{name}_start"], values[f"{name}_end"])


def _unpack_period(row: AnyRow, name: str) -> Period | None:
    values = row._mapping
    if values[f"{name}_start"] is None:
        return None
    return Period(values[f"{name}_start"], values[f"{name}_end"], values[f"{name}_precision"])
