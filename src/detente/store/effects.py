"""What an event says once an analyst's word stands over the coder's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.model import Correction, Period
from detente.reference.actors import ActorTable, NameEntry, load_actors
from detente.reference.codebook import load_types, score_event
from detente.store.readings import Reading

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*|[^\w\s]")

Party = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words on which an event rests, and where they begin in the article."""

    start: int
    text: str


def correct_reading(reading: Reading, corrections: Iterable[Correction], passage: Passage) -> Reading:
    """The reading with all corrections, of which the later stand over the earlier; its confidence is then 1."""
    values, parties = reading["values"] | {"confidence": 1.0}, reading["parties"]
    for correction in corrections:
        values = _correct_act(values, correction)
        for side, codes in (("actor", correction.actors), ("recipient", correction.recipients)):
            if codes is not None:
                parties = _replace_side(parties, side, codes, passage)
    return {"values": values, "parties": parties}


def _correct_act(values: dict[str, Any], correction: Correction) -> dict[str, Any]:
    event_type = correction.event_type or values["event_type"]
    mode = (correction.mode or None) if correction.mode is not None else values["mode"]
    if mode not in load_types()[event_type].mode_scores:
        mode = None
    status = correction.status or values["status"]
    day = {} if correction.day is None else _write_day(correction.day)
    return values | _code_act(values, event_type, mode) | {"status": status} | day


def _code_act(values: dict[str, Any], event_type: Any, mode: str | None) -> dict[str, Any]:
    """Type and mode with what follows from them; CAMEO codes are finer, so that none follows from another type."""
    if (event_type, mode) == (values["event_type"], values["mode"]):
        return {}
    quad, score = load_types()[event_type].quad_class, score_event(event_type, mode)
    act = {"event_type": event_type, "mode": mode, "quad_class": quad, "score": score}
    return act | {"cameo": None, "goldstein": None}


def _write_day(day: str) -> dict[str, Any]:
    if not day:
        return {"day_start": None, "day_end": None, "day_precision": None}
    period = Period.parse(day)
    start, end = period.start.isoformat(), period.end.isoformat()
    return {"day_start": start, "day_end": end, "day_precision": period.precision}


def _replace_side(parties: Sequence[Party], side: str, codes: Sequence[str], passage: Passage) -> list[Party]:
    """The parties with other ones on one side.

    Who was read and has a code that is wanted stays. A code that nobody has goes to the words that name it in the
    passage, else to words that were read as somebody else, else to no words (an empty span where the passage begins).
    """
    here = [party for party in parties if party["side"] == side]
    free = [party for party in here if party["code"] not in codes]
    found: list[Party] = []
    for code in dict.fromkeys(codes):
        kept = [party for party in here if party["code"] == code]
        found += kept or [_place_code(code, side, free, passage)]
    return [p for p in parties if p["side"] != side] + [{**party, "position": i} for i, party in enumerate(found)]


def _place_code(code: str, side: str, free: list[Party], passage: Passage) -> Party:
    table = load_actors()
    actor = table.state(code)
    name, sector = (actor.name, actor.sector) if actor else (code, "UNK")
    fresh = {"side": side, "name": name, "code": code, "sector": sector, "actor_id": code if actor else None}
    if bounds := _find_name(table, code, passage):
        return fresh | {"start": bounds[0], "end": bounds[1]}
    if free:
        read = free.pop(0)
        return fresh | {"start": read["start"], "end": read["end"]}
    return fresh | {"start": passage.start, "end": passage.start}


def _find_name(table: ActorTable, code: str, passage: Passage) -> tuple[int, int] | None:
    """Where the passage first names the country or body, by whichever of its names."""
    words = list(_WORD.finditer(passage.text))
    for hit in table.find([word.group() for word in words]):
        if any(_means(table, entry, code) for entry in hit.values):
            return passage.start + words[hit.start].start(), passage.start + words[hit.end - 1].end()
    return None


def _means(table: ActorTable, entry: NameEntry, code: str) -> bool:
    if entry.person is None:
        return entry.code == code
    return table.person_actor(entry.person, None).code == code
