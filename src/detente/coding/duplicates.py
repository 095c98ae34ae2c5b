"""One record for one event, however often a text tells it."""

from collections.abc import Iterable
from dataclasses import replace

from detente.coding.arguments import Side
from detente.model import Document, Event


def merge_events(doc: Document, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events without those that repeat an earlier one; what only the repetition says is taken over."""
    kept: list[Event] = []
    for event in events:
        for place, earlier in enumerate(kept):
            if _is_same(earlier, event):
                kept[place] = _join(earlier, event)
                break
        else:
            kept.append(event)
    return tuple(kept)


def _is_same(one: Event, other: Event) -> bool:
    if one.event_type != other.event_type or one.status != other.status:
        return False
    near = one.evidence.span == other.evidence.span
    match = _match_near if near else _match_far
    return match(one.actors, other.actors) and match(one.recipients, other.recipients)


def _match_near(one: Side, other: Side) -> bool:
    """In one sentence: nothing against it, as one side may be left out."""
    return not one or not other or bool(_codes(one) & _codes(other))


def _match_far(one: Side, other: Side) -> bool:
    return _codes(one) == _codes(other)


def _codes(side: Side) -> set[str | None]:
    return {p.code for p in side}


def _join(one: Event, other: Event) -> Event:
    return replace(
        one,
        mode=one.mode or other.mode,
        actors=one.actors or other.actors,
        recipients=one.recipients or other.recipients,
        day=one.day or other.day,
    )
