"""Happenings and acts made by hand."""

from collections.abc import Sequence
from datetime import date, timedelta

from detente.analyse.acts import Act
from detente.model import EventStatus, EventType, Happening, ImportedEvent, Period, QuadClass, Report
from detente.reference.codebook import load_types

START = date(2020, 1, 1)


def build_happening(
    happening_id: str,
    event_type: EventType,
    actors: str,
    recipients: str = "",
    *,
    day: str | None = "2020-03-02",
    told: Sequence[str | None] = ("2020-03-03",),
    status: EventStatus = "actual",
) -> Happening:
    """A happening between parties given as codes parted by spaces, with one report for each day on which it is told."""
    entry = load_types()[event_type]
    days = [None if published is None else date.fromisoformat(published) for published in told]
    reports = tuple(
        Report(f"{happening_id}-{i}", f"{happening_id}-a{i}", published, None, f"{happening_id}-s{i}", 1.0)
        for i, published in enumerate(days)
    )
    return Happening(
        happening_id, event_type, None, status, tuple(actors.split()), tuple(recipients.split()),
        None if day is None else Period.parse(day), entry.quad_class, entry.score, reports,
    )  # fmt: skip


def build_imported(origin_id: str, actor: str | None, recipient: str | None, **facts: object) -> ImportedEvent:
    """An event of GDELT's, told in seven articles."""
    usual: dict[str, object] = {
        "origin": "gdelt", "origin_id": origin_id, "day": date(2020, 3, 2), "event_type": "CONSULT", "mode": None,
        "cameo": "036", "quad_class": "verbal cooperation", "score": 2.5, "goldstein": 4.0, "actor": actor,
        "recipient": recipient, "actor_name": None, "recipient_name": None, "actor_sector": None,
        "recipient_sector": None, "article_count": 7, "url": None,
    }  # fmt: skip
    return ImportedEvent(**usual | facts)  # type: ignore[arg-type]


def build_acts(types: str, *, every: int = 10, start: date = START, sources: Sequence[str] = ()) -> list[Act]:
    """Acts of types parted by spaces ("ASSAULT*3" for three), so many days apart, each told twice."""
    listed = [name for word in types.split() for name in [word.partition("*")[0]] * int(word.partition("*")[2] or 1)]
    return [
        _build_act(name, start + timedelta(i * every), f"{start}-{i:03}", sources[i] if sources else f"{start}-{i}")  # type: ignore[arg-type]
        for i, name in enumerate(listed)
    ]


def _build_act(event_type: EventType, day: date, act_id: str, source: str) -> Act:
    entry = load_types()[event_type]
    quad: QuadClass = entry.quad_class
    return Act(day, act_id, event_type, quad, entry.score, 2, source)
