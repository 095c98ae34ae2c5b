"""The record as FollowTheMoney entities, one JSON object a line.

Schemata and properties are those of followthemoney 4: articles are Article, happenings Event with who did it as
`organizer` and to whom as `involved` (all are `involved` where they do it to each other), actors PublicBody,
Organization, Person or LegalEntity, quotes Note, memberships Membership, other ties UnknownLink. Documentation leads
from an article to what it tells of, Mention from an article to whom it names.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.model import Participant, Period, Tie, hash_claim
from detente.reference.actors import load_actors
from detente.reference.codebook import is_mutual
from detente.store.database import Database
from detente.store.exchange.codes import write_ftm_country
from detente.store.exchange.outgoing import open_packed
from detente.store.filters import Filters
from detente.store.rows import ArticleFacts, EventRow, QuoteRow, TieRow

Entity = dict[str, Any]


def export_entities(database: Database, filters: Filters, path: Path) -> int:
    """Write events that were done, quotes and ties with all they refer to; returns how many entities.

    An entity stands once, however many articles name it.

    Raises:
        StoreError: the file cannot be written.
    """
    seen: set[str] = set()
    with open_packed(path) as file:
        for entity in _iter_entities(database, filters):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return len(seen)


def _iter_entities(database: Database, filters: Filters) -> Iterator[Entity]:
    for row in database.iter_events(replace(filters, status="actual", newest_first=False)):
        yield from _build_event(row)
    rest = replace(filters, kind=None, status=None)
    for quote in database.iter_quotes(rest):
        yield from _build_quote(quote)
    for tie in database.iter_ties(rest):
        yield from _build_tie(tie)


def _build_event(row: EventRow) -> Iterator[Entity]:
    event, article = row.event, _name_article(row.article)
    happening = f"happening-{row.happening_id or row.event_id}"
    actors, recipients = ([_build_participant(party) for party in side] for side in (event.actors, event.recipients))
    yield _build_article(row.article)
    yield from (*actors, *recipients)
    together = not recipients and is_mutual(event.event_type)
    organizers, others = ([], actors) if together else (actors, recipients)
    yield _make(
        "Event",
        happening,
        name=_name_act(row),
        keywords=[event.event_type, event.mode, event.cameo, *event.contexts],
        summary=row.sentence,
        organizer=[entity["id"] for entity in organizers],
        involved=[entity["id"] for entity in others],
        proof=article,
        recordId=row.happening_id or row.event_id,
        **_date(event.day),
    )
    yield _document(article, happening, f"tells of it ({row.event_id})", row.sentence, row.article)
    yield from _mention(article, (*actors, *recipients))


def _build_quote(row: QuoteRow) -> Iterator[Entity]:
    quote, article = row.quote, _name_article(row.article)
    yield _build_article(row.article)
    speaker = _build_speaker(quote.speaker_id, quote.speaker_code, quote.speaker_name)
    if speaker is not None:
        yield speaker
        yield from _mention(article, (speaker,))
    yield _make(
        "Note",
        f"quote-{quote.quote_id}",
        name=f"{quote.speaker_name or 'Somebody'}: {quote.quote_type} quote",
        description=" … ".join(row.pieces),
        entity=None if speaker is None else speaker["id"],
        proof=article,
        keywords=[quote.quote_type, *quote.about],
    )


def _build_tie(row: TieRow) -> Iterator[Entity]:
    standing, article = row.standing, _name_article(row.article)
    first, *others = [_build_actor(code) for code in standing.tie.parties]
    yield _build_article(row.article)
    yield from (first, *others)
    for other in others:
        schema, ends = _link(standing.tie, first, other)
        yield _make(
            schema,
            f"tie-{hash_claim(standing.standing_id, other['id'])}",
            **ends,
            role=" ".join(filter(None, (standing.tie.kind.replace("_", " "), standing.tie.name))),
            status=standing.standing,
            summary=row.sentence,
            recordId=standing.tie.tie_id,
            sourceUrl=row.article.url,
            **_date(standing.day, standing.since),
        )
    yield from _mention(article, (first, *others))


def _link(tie: Tie, first: Entity, other: Entity) -> tuple[str, dict[str, str]]:
    """The schema of an edge between two parties of a tie, and its ends."""
    if tie.kind == "membership" and other["schema"] == "Organization":
        return "Membership", {"member": first["id"], "organization": other["id"]}
    return "UnknownLink", {"subject": first["id"], "object": other["id"]}


def _build_article(facts: ArticleFacts) -> Entity:
    return _make(
        "Article",
        _name_article(facts),
        name=facts.title,
        title=facts.title,
        publisher=facts.outlet,
        publishedAt=None if facts.published is None else facts.published.isoformat(),
        sourceUrl=facts.url,
        language="eng",
    )


def _document(article: str, entity: str, role: str, summary: str, facts: ArticleFacts) -> Entity:
    day = None if facts.published is None else facts.published.isoformat()
    key = f"documentation-{hash_claim(article, entity, role)}"
    return _make("Documentation", key, document=article, entity=entity, role=role, summary=summary, date=day)


def _mention(article: str, entities: Iterable[Entity]) -> Iterator[Entity]:
    for entity in entities:
        key = f"mention-{hash_claim(article, entity['id'])}"
        names = entity["properties"].get("name") if entity["schema"] == "Person" else None
        yield _make("Mention", key, document=article, resolved=entity["id"], personMentioned=names)


def _build_participant(party: Participant) -> Entity:
    speaks_for_all = party.actor_id is None and party.sector in ("GOV", "IGO")
    if speaks_for_all and party.code is not None:
        return _build_actor(party.code)
    return _build_speaker(party.actor_id, party.code, party.name) or _build_actor(party.code or party.name)


def _build_speaker(actor_id: str | None, code: str | None, name: str | None) -> Entity | None:
    """Somebody who is no state or body; None where nobody is named."""
    if actor_id is not None and load_actors().state(actor_id) is not None:
        return _build_actor(actor_id)
    if not name:
        return None if code is None else _build_actor(code)
    actor = load_actors().lookup(name)
    kind = actor.kind if actor is not None and actor_id is not None else None
    schema = {"person": "Person", "group": "Organization", "institution": "PublicBody"}.get(kind or "", "LegalEntity")
    key = f"actor-{hash_claim(actor_id)}" if actor_id else f"named-{hash_claim(name, code or '')}"
    return _make(schema, key, name=name, country=write_ftm_country(code))


def _build_actor(code: str) -> Entity:
    """A state as a public body, an international body as an organization."""
    actor = load_actors().state(code)
    if actor is None:
        return _make("LegalEntity", f"code-{code.lower()}", name=code)
    name = actor.actor_id if actor.code in (None, "IGO") else str(actor.code)
    key = f"code-{name.lower()}"
    schema = "Organization" if actor.kind == "body" else "PublicBody"
    return _make(schema, key.replace(" ", "-"), name=actor.name, country=write_ftm_country(actor.code))


def _name_article(facts: ArticleFacts) -> str:
    return f"article-{facts.article_id}"


def _name_act(row: EventRow) -> str:
    actors, recipients = (
        ", ".join(dict.fromkeys(party.name for party in side)) for side in (row.event.actors, row.event.recipients)
    )
    act = row.event.event_type if row.event.mode is None else f"{row.event.event_type} ({row.event.mode})"
    return " ".join(filter(None, (actors, act, recipients)))


def _date(day: Period | None, since: Period | None = None) -> dict[str, str]:
    """The day in the properties of an interval, as precise as it is known."""
    found: dict[str, str] = {}
    if day is not None and day.precision in ("day", "month", "year"):
        found["date"] = str(day)
    elif day is not None:
        found |= {"startDate": day.start.isoformat(), "endDate": day.last.isoformat()}
    if since is not None:
        found["startDate"] = str(since) if since.precision in ("day", "month", "year") else since.start.isoformat()
    return found


def _make(schema: str, key: str, **properties: str | Iterable[str | None] | None) -> Entity:
    """An entity; all values are lists of texts, and properties without a value are left out."""
    found: dict[str, list[str]] = {}
    for name, value in properties.items():
        listed = [value] if isinstance(value, str) else list(value or ())
        if kept := [text for text in dict.fromkeys(listed) if text]:
            found[name] = kept
    return {"id": key, "schema": schema, "properties": found}
