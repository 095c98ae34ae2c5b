"""What analysts have looked at, as gold labels: passages with all their events."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from detente.model import Article, Participant, Span, cover_spans
from detente.store import EventRow

Row = dict[str, Any]


def build_gold(article: Article, rows: Iterable[EventRow]) -> Iterator[Row]:
    """Each passage of an article in which an analyst corrected or rejected an event, with the events that it tells of.

    The events that the analyst left alone are among them, as they were read: "checked" tells the two apart. A passage
    of which all events were rejected has none.

    Args:
        article: with its text.
        rows: all its events, the rejected ones too.
    """
    for group in _group_rows(rows):
        if any(row.mark for row in group):
            passage = cover_spans(row.event.evidence.span for row in group)
            yield {
                "id": f"{article.article_id}:{passage.start}",
                "title": article.title,
                "published": article.published and article.published.isoformat(),
                "outlet": article.outlet,
                "article_id": article.article_id,
                "span": _bounds(passage),
                "text": passage.words(article.text),
                "events": [_build_event(row, article.text, passage) for row in group if not _is_rejected(row)],
            }


def _group_rows(rows: Iterable[EventRow]) -> list[list[EventRow]]:
    """Events whose evidence overlaps, together, in the order of the text."""
    groups: list[list[EventRow]] = []
    end = 0
    for row in sorted(rows, key=lambda row: (row.event.evidence.span, row.event_id)):
        span = row.event.evidence.span
        if not groups or span.start >= end:
            groups.append([])
        groups[-1].append(row)
        end = max(end, span.end)
    return groups


def _is_rejected(row: EventRow) -> bool:
    return row.mark is not None and row.mark.rejected


def _build_event(row: EventRow, text: str, passage: Span) -> Row:
    event = row.event
    cue = event.evidence.cue or event.evidence.span
    return {
        "type": event.event_type,
        "mode": event.mode,
        "cue": cue.words(text),
        "cue_span": _bounds(cue, passage.start),
        "actors": _build_parties(event.actors, text, passage),
        "recipients": _build_parties(event.recipients, text, passage),
        "status": event.status,
        "attributed": event.attributed,
        "date": None if event.day is None else str(event.day),
        "event_id": row.event_id,
        "checked": row.mark is not None,
        "who": row.mark and row.mark.who,
        "note": row.mark and row.mark.note,
    }


def _build_parties(parties: Sequence[Participant], text: str, passage: Span) -> list[Row]:
    """The participants by their words, which are empty for one whom an analyst named and the passage does not."""
    return [
        {
            "text": party.span.words(text),
            "span": _bounds(party.span, passage.start) if len(party.span) else None,
            "code": party.code,
            "role": party.sector,
        }
        for party in parties
    ]


def _bounds(span: Span, origin: int = 0) -> list[int]:
    return [span.start - origin, span.end - origin]
