"""Records into tables, one article as one whole."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, delete, exists, insert, select, update

from detente.errors import InputError, StoreError
from detente.model import Article, Event, Evidence, Issue, Participant, Period, Quote, Span, Standing, Tie, hash_claim
from detente.store.corrections import apply_corrections
from detente.store.decisions import find_decided
from detente.store.placing import place_records
from detente.store.readings import set_apart
from detente.store.rows import ArticleRecord
from detente.store.schema import (
    articles,
    event_participants,
    events,
    issues,
    quote_codes,
    quote_pieces,
    quotes,
    runs,
    sections,
    standings,
    tie_parties,
    ties,
)
from detente.store.search import index_article

Values = dict[str, Any]

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def write_article(connection: Connection, run_id: str, record: ArticleRecord, first_seen: datetime) -> bool:
    """Store an article with its records, or replace the records that another model or lexicon read in it.

    Returns:
        False if the same model and lexicon have read it before; then nothing changes.
    """
    article, wanted = record.article, _find_hashes(connection, run_id)
    article_id = article.article_id
    before = read_reading(connection, article_id)
    if before == wanted:
        return False
    if before is None:
        _insert_article(connection, run_id, article, first_seen)
    else:
        _clear_article(connection, article_id)
        facts = {"run_id": run_id, "title": article.title, "given_id": article.given_id}
        connection.execute(update(articles).where(articles.c.article_id == article_id).values(facts))
    _insert_records(connection, article_id, record)
    apply_corrections(connection, article_id)
    find_decided(connection, article_id)
    place_records(connection, article_id)
    return True


def read_reading(connection: Connection, article_id: str) -> tuple[str, str] | None:
    """Hashes of the model and the lexicon that read an article last; None for one never stored."""
    query = select(runs.c.model_hash, runs.c.lexicon_hash).join(articles, articles.c.run_id == runs.c.run_id)
    return _read_hashes(connection, query.where(articles.c.article_id == article_id))


def write_issue(connection: Connection, run_id: str, issue: Issue, at: datetime) -> bool:
    """Store what went wrong; False if the same run has said so before."""
    origin, sentence = _escape(issue.origin), _escape(issue.sentence)
    issue_id = hash_claim(run_id, origin, issue.stage, issue.reason, sentence)
    if connection.scalar(select(exists().where(issues.c.issue_id == issue_id))):
        return False
    values = {"issue_id": issue_id, "run_id": run_id, "at": at, "origin": origin, "stage": issue.stage}
    values |= {"reason": issue.reason, "sentence": sentence, "article_id": issue.article_id}
    connection.execute(insert(issues).values(values))
    return True


def check_record(record: ArticleRecord) -> None:
    """Refuse what no database can hold, and records whose words are not the article's.

    Raises:
        InputError: the article has characters that are no text.
        ValueError: a record belongs to another article or reaches beyond the text.
    """
    article = record.article
    for value in (article.text, article.title, article.outlet, article.url, article.given_id):
        if value is not None and not _is_storable(value):
            raise InputError(
                _escape(article.given_id or article.url or "article"),
                "characters",
                "the text has characters that cannot be stored (NUL, or half of a pair); clean it and read it again",
            )
    article_id, length = article.article_id, len(article.text)
    found: tuple[Event | Quote | Standing, ...] = (*record.events, *record.quotes, *record.standings)
    for claim in found:
        if claim.evidence.article_id != article_id or claim.evidence.span.end > length:
            raise ValueError(f"{claim} does not rest on article {article_id}")


def _find_hashes(connection: Connection, run_id: str) -> tuple[str, str]:
    query = select(runs.c.model_hash, runs.c.lexicon_hash).where(runs.c.run_id == run_id)
    found = _read_hashes(connection, query)
    if found is None:
        raise StoreError(f"no run {run_id} was begun in this database")
    return found


def _read_hashes(connection: Connection, query: Executable) -> tuple[str, str] | None:
    row = connection.execute(query).first()
    return None if row is None else (row.model_hash, row.lexicon_hash)


def _insert_article(connection: Connection, run_id: str, article: Article, first_seen: datetime) -> None:
    version, supersedes = _find_predecessor(connection, article.url)
    values = {name: getattr(article, name) for name in ("sha256", "url", "outlet", "title", "published", "text")}
    values |= {"article_id": article.article_id, "given_id": article.given_id, "first_seen": first_seen}
    values |= {"run_id": run_id, "version": version, "supersedes": supersedes}
    connection.execute(insert(articles).values(values))
    index_article(connection, article.article_id, article.text)


def _find_predecessor(connection: Connection, url: str | None) -> tuple[int, str | None]:
    """The version number of a new text under an address, and the article that it takes the place of."""
    if url is None:
        return 1, None
    query = select(articles.c.version, articles.c.article_id).where(articles.c.url == url)
    found = connection.execute(query.order_by(articles.c.version.desc()).limit(1)).first()
    return (1, None) if found is None else (found.version + 1, found.article_id)


def _clear_article(connection: Connection, article_id: str) -> None:
    """Remove all that was read in an article, and ties that then rest on nothing."""
    told = connection.scalars(select(standings.c.tie_id).where(standings.c.article_id == article_id)).all()
    for table in (sections, events, quotes, standings):
        connection.execute(delete(table).where(table.c.article_id == article_id))
    if told:
        rests = exists().where(standings.c.tie_id == ties.c.tie_id)
        connection.execute(delete(ties).where(ties.c.tie_id == bindparam("told"), ~rests), [{"told": t} for t in told])


def _insert_records(connection: Connection, article_id: str, record: ArticleRecord) -> None:
    # Two readings of the same words as the same claim have one id; the first stands.
    found_events = {e.event_id: e for e in reversed(record.events)}
    found_quotes = {q.quote_id: q for q in reversed(record.quotes)}
    found_standings = {s.standing_id: s for s in reversed(record.standings)}
    kinds = [(s.kind, s.span) for s in record.article.sections]
    rows: list[tuple[Table, list[Values]]] = [
        (sections, [{"article_id": article_id, "kind": k, **_place(i, s)} for i, (k, s) in enumerate(kinds)]),
        (events, [_event_values(event_id, event) for event_id, event in found_events.items()]),
        (event_participants, [v for event_id, e in found_events.items() for v in _participant_values(event_id, e)]),
        (quotes, [_quote_values(quote_id, quote) for quote_id, quote in found_quotes.items()]),
        (quote_pieces, [v for quote_id, q in found_quotes.items() for v in _piece_values(quote_id, q)]),
        (quote_codes, [v for quote_id, q in found_quotes.items() for v in _code_values(quote_id, q.about)]),
    ]
    for table, values in rows:
        _insert_all(connection, table, values)
    set_apart(connection, found_events)
    _insert_ties(connection, [s.tie for s in found_standings.values()])
    _insert_all(connection, standings, [_standing_values(key, s) for key, s in found_standings.items()])


def _insert_all(connection: Connection, table: Table, values: Sequence[Values]) -> None:
    if values:
        connection.execute(insert(table), values)


def _insert_ties(connection: Connection, told: list[Tie]) -> None:
    wanted = {tie.tie_id: tie for tie in told}
    known = set(connection.scalars(select(ties.c.tie_id).where(ties.c.tie_id.in_(wanted))))
    new = {tie_id: tie for tie_id, tie in wanted.items() if tie_id not in known}
    values = [{"tie_id": i, "kind": t.kind, "directed": t.directed, "name": t.name} for i, t in new.items()]
    _insert_all(connection, ties, values)
    parties = [{"tie_id": i, "position": n, "code": c} for i, t in new.items() for n, c in enumerate(t.parties)]
    _insert_all(connection, tie_parties, parties)


def _event_values(event_id: str, event: Event) -> Values:
    names = ("event_type", "mode", "status", "attributed", "quad_class", "score", "cameo", "goldstein")
    values = {name: getattr(event, name) for name in names}
    values |= {"event_id": event_id, "contexts": list(event.contexts)}
    return values | _period_values("day", event.day) | _evidence_values(event.evidence)


def _participant_values(event_id: str, event: Event) -> list[Values]:
    sides = (("actor", event.actors), ("recipient", event.recipients))
    return [
        {"event_id": event_id, "side": side, **_place(i, party.span), **_party_values(party)}
        for side, parties in sides
        for i, party in enumerate(parties)
    ]


def _party_values(party: Participant) -> Values:
    return {"name": party.name, "code": party.code, "sector": party.sector, "actor_id": party.actor_id}


def _quote_values(quote_id: str, quote: Quote) -> Values:
    names = ("quote_type", "speaker_id", "speaker_name", "speaker_code", "addressee_code")
    values = {name: getattr(quote, name) for name in names}
    values |= {"quote_id": quote_id} | _bounds("speaker", quote.speaker)
    return values | _period_values("day", quote.day) | _evidence_values(quote.evidence)


def _piece_values(quote_id: str, quote: Quote) -> list[Values]:
    return [{"quote_id": quote_id, **_place(i, span)} for i, span in enumerate(quote.content)]


def _code_values(quote_id: str, codes: Sequence[str]) -> list[Values]:
    return [{"quote_id": quote_id, "position": i, "code": code} for i, code in enumerate(dict.fromkeys(codes))]


def _standing_values(standing_id: str, standing: Standing) -> Values:
    values = {"standing_id": standing_id, "tie_id": standing.tie.tie_id, "standing": standing.standing}
    values |= _period_values("since", standing.since) | _period_values("day", standing.day)
    return values | _evidence_values(standing.evidence)


def _place(position: int, span: Span) -> Values:
    return {"position": position, "start": span.start, "end": span.end}


def _period_values(name: str, period: Period | None) -> Values:
    if period is None:
        return {f"{name}_start": None, f"{name}_end": None, f"{name}_precision": None}
    return {f"{name}_start": period.start, f"{name}_end": period.end, f"{name}_precision": period.precision}


def _bounds(name: str, span: Span | None) -> Values:
    return {f"{name}_start": None if span is None else span.start, f"{name}_end": None if span is None else span.end}


def _evidence_values(evidence: Evidence) -> Values:
    values: Values = {"article_id": evidence.article_id}
    values |= _bounds("evidence", evidence.span) | _bounds("cue", evidence.cue)
    values |= _bounds("when", evidence.when)
    return values | {"made_by": evidence.made_by, "confidence": evidence.confidence}


def _is_storable(value: str) -> bool:
    return _UNSTORABLE.search(value) is None


def _escape(value: str) -> str:
    """The text with what cannot be stored spelt out; names of files may hold any bytes."""
    return value.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
