"""Predictions in the form that gold labels have: one JSON object a line, joined by id."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from detente.coder import Coder, Records, code_document
from detente.coding.pairs import code_pair
from detente.errors import InputError, UsageError
from detente.ingest.articles import Facts, build_article
from detente.model import Article, Event, Participant, Quote, Span, Standing, Timex, cover_spans
from detente.read.resolution import resolve_spans

Row = dict[str, Any]
_MARKS = re.compile(r"</?[st]>")


def predict_rows(kind: str, rows: Iterable[Row], coder: Coder, *, interstate: bool = False) -> Iterator[Row]:
    """Predictions of one kind for rows with "id", "text" and, where known, "published" (for pairs, "marked").

    Args:
        kind: events, quotes, speakers, dates, actors, ties or pairs.
        rows: the input; for actors, the spans to resolve stand in "mentions".
        coder: reads the texts.
        interstate: keep only events in which two different countries or bodies take part.

    Raises:
        UsageError: there is no such kind.
    """
    if kind not in KINDS:
        raise UsageError(f"there is nothing to predict of kind {kind!r}; choose one of {', '.join(KINDS)}")
    for row in rows:
        predicted = KINDS[kind](row, coder)
        if kind == "events" and interstate:
            predicted["events"] = [event for event in predicted["events"] if _is_interstate(event)]
        yield {"id": row["id"], **predicted}


def load_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file.

    Raises:
        InputError: a line is no JSON object or has no id.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _parse_row(line, f"{path}:{number}")


def _parse_row(line: str, origin: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(origin, "json", f"this line is no JSON ({error})") from error
    if not isinstance(row, dict) or "id" not in row:
        raise InputError(origin, "json", 'this line is no JSON object with an "id"')
    return row


def _as_article(row: Row) -> Article:
    """The text with its characters as given, so that spans count in it."""
    published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    return build_article(row["text"], None, Facts(published=published), str(row["id"]), normalise=False)


def _read_records(row: Row, coder: Coder) -> Records:
    return code_document(coder.read_document(_as_article(row)))


def _predict_events(row: Row, coder: Coder) -> Row:
    return {"events": [_event_row(event, row["text"]) for event in _read_records(row, coder).events]}


def _predict_quotes(row: Row, coder: Coder) -> Row:
    return {"attributions": list(quote_rows(_read_records(row, coder).quotes))}


def _predict_ties(row: Row, coder: Coder) -> Row:
    return {"ties": [_standing_row(standing, row["text"]) for standing in _read_records(row, coder).standings]}


def _predict_dates(row: Row, coder: Coder) -> Row:
    return {"timexes": [_timex_row(timex) for timex in coder.read_document(_as_article(row)).timexes]}


def _predict_actors(row: Row, coder: Coder) -> Row:
    doc = coder.read_document(_as_article(row))
    spans = [tuple(mention["span"]) for mention in row["mentions"]]
    codes = resolve_spans(doc, [Span(*span) for span in spans])
    return {"mentions": [{"span": list(s), "country": code} for s, code in zip(spans, codes, strict=True)]}


def _predict_pairs(row: Row, coder: Coder) -> Row:
    text, source, target = split_marked(row["marked"])
    doc = coder.read_document(_as_article({**row, "text": text}))
    return {"event_type": code_pair(doc, source, target)}


def split_marked(marked: str) -> tuple[str, Span | None, Span | None]:
    """The text without its marks, and the spans that stood in <s> and <t>; None for one that is not marked."""
    places: dict[str, int] = {}
    removed = 0
    for mark in _MARKS.finditer(marked):
        places[mark.group()] = mark.start() - removed
        removed += len(mark.group())
    ends = ((places.get(f"<{name}>"), places.get(f"</{name}>")) for name in "st")
    source, target = (None if start is None or end is None else Span(start, end) for start, end in ends)
    return _MARKS.sub("", marked), source, target


def _event_row(event: Event, text: str) -> Row:
    cue = event.evidence.cue
    return {
        "type": event.event_type,
        "mode": event.mode,
        "status": event.status,
        "attributed": event.attributed,
        "cue": None if cue is None else cue.words(text),
        "cue_span": None if cue is None else _pair(cue),
        "actors": [_party_row(party, text) for party in event.actors],
        "recipients": [_party_row(party, text) for party in event.recipients],
        "date": None if event.day is None else str(event.day),
        "evidence": event.evidence.span.words(text),
        "rule": event.evidence.made_by,
        "confidence": round(event.evidence.confidence, 3),
    }


def _party_row(party: Participant, text: str) -> Row:
    return {"text": party.span.words(text), "code": party.code, "role": party.sector}


def quote_rows(quotes: Iterable[Quote]) -> Iterator[Row]:
    """Attributions as gold labels count them: one for each side that speaks, joint speakers of one country together.

    Several who are named by the same words ("the two leaders") are one, without a country.
    """
    for _, records in groupby(quotes, key=lambda quote: quote.content):
        sides: dict[Span | str | None, list[Quote]] = {}
        for (_, code), together in _group_speakers(records).items():
            sides.setdefault(code or next(iter(sides), None), []).extend(together)
        for side in sides.values():
            yield _quote_row(side)


def _group_speakers(records: Iterable[Quote]) -> dict[tuple[Span | None, str | None], list[Quote]]:
    """Records of one content by the words for who speaks, with the code that these have in common."""
    by_words: dict[Span | None, list[Quote]] = {}
    for quote in records:
        by_words.setdefault(quote.speaker, []).append(quote)
    return {(words, _common_code(together)): together for words, together in by_words.items()}


def _common_code(quotes: Iterable[Quote]) -> str | None:
    codes = {quote.speaker_code for quote in quotes}
    return codes.pop() if len(codes) == 1 else None


def _quote_row(together: Sequence[Quote]) -> Row:
    quote, spans = together[0], [quote.speaker for quote in together if quote.speaker]
    names = dict.fromkeys(quote.speaker_name for quote in together if quote.speaker_name)
    return {
        "type": quote.quote_type,
        "content_span": [_pair(span) for span in quote.content],
        "cue_span": None if quote.evidence.cue is None else _pair(quote.evidence.cue),
        "source_span": _pair(cover_spans(spans)) if spans else None,
        "speaker_name": " and ".join(names) or None,
        "speaker_country": _common_code(together),
        "addressee_country": quote.addressee_code,
        "confidence": round(quote.evidence.confidence, 3),
    }


def _standing_row(standing: Standing, text: str) -> Row:
    tie = standing.tie
    return {
        "kind": tie.kind,
        "parties": list(tie.parties),
        "directed": tie.directed,
        "name": tie.name,
        "standing": standing.standing,
        "since": None if standing.since is None else str(standing.since),
        "evidence": standing.evidence.span.words(text),
        "rule": standing.evidence.made_by,
    }


def _timex_row(timex: Timex) -> Row:
    return {"span": _pair(timex.span), "type": timex.timex_type, "value": timex.value}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _is_interstate(event: Row) -> bool:
    sides = [{party["code"] for party in event[side]} - {None} for side in ("actors", "recipients")]
    return len(sides[0] | sides[1]) > 1


KINDS: dict[str, Callable[[Row, Coder], Row]] = {
    "events": _predict_events,
    "quotes": _predict_quotes,
    "speakers": _predict_quotes,
    "dates": _predict_dates,
    "actors": _predict_actors,
    "ties": _predict_ties,
    "pairs": _predict_pairs,
}
