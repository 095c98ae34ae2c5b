"""The words that show a record, with its cue and parties set off."""

from detente.model import Evidence, Span
from detente.serve.web.marking import Piece, TextMark, cut_text
from detente.store import EventRow, QuoteRow, TieRow


def cut_sentence(row: EventRow | QuoteRow | TieRow) -> list[Piece]:
    """The sentence of a record in pieces, as printed."""
    evidence = find_evidence(row)
    marks = [_move(mark, evidence) for mark in list_marks(row) if evidence.span.contains(mark.span)]
    return cut_text(row.sentence, Span(0, len(row.sentence)), marks)


def find_evidence(row: EventRow | QuoteRow | TieRow) -> Evidence:
    """What a record of any sort rests on."""
    if isinstance(row, EventRow):
        return row.event.evidence
    return row.quote.evidence if isinstance(row, QuoteRow) else row.standing.evidence


def list_marks(row: EventRow | QuoteRow | TieRow) -> list[TextMark]:
    """All words of an article that belong to a record, with the part that they play."""
    evidence = find_evidence(row)
    found: list[TextMark] = []
    if isinstance(row, EventRow):
        found += [TextMark(party.span, "actor", row.event_id) for party in row.event.actors]
        found += [TextMark(party.span, "recipient", row.event_id) for party in row.event.recipients]
        found.append(TextMark(evidence.cue or evidence.span, "cue", row.event_id))
        record_id = row.event_id
    elif isinstance(row, QuoteRow):
        record_id = row.quote.quote_id
        found += [TextMark(piece, "quote", record_id) for piece in row.quote.content]
        found += [TextMark(row.quote.speaker, "speaker", record_id)] if row.quote.speaker else []
    else:
        record_id = row.standing.standing_id
        found.append(TextMark(evidence.cue or evidence.span, "tie", record_id))
    if evidence.when is not None:
        found.append(TextMark(evidence.when, "when", record_id))
    return found


def _move(mark: TextMark, evidence: Evidence) -> TextMark:
    start = evidence.span.start
    return TextMark(Span(mark.span.start - start, mark.span.end - start), mark.role, mark.record_id)
