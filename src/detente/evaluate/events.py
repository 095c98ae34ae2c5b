"""Where events go wrong: each gold event beside what was found for it, and what can be counted from that.

Gold and predicted rows come by id, each with "events"; a gold row has the "text" too. What the gold has and the
predictions lack counts as predicted empty.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any, get_args

from detente.evaluate.matching import Row, match
from detente.evaluate.scores import Rows, same_dyad, same_type, score_events, share_party
from detente.model import EventStatus

BINS = 10
SOURCES = ("lexicon", "network", "both", "not given")
_ON_BOTH = re.compile(r"\+ network\b")
_ON_NETWORK = re.compile(r"events/network\b")


@dataclass(frozen=True, slots=True)
class Pairing:
    """A gold event and the event found for it.

    Attributes:
        row_id: the text.
        text: its words.
        gold: None for an event that the gold has not.
        found: None for a gold event that was missed.
    """

    row_id: str
    text: str
    gold: Row | None
    found: Row | None

    @property
    def right(self) -> bool:
        """Whether the type is right."""
        return self.gold is not None and self.found is not None and same_type(self.gold, self.found)

    @property
    def right_dyad(self) -> bool:
        """Whether the type is right and some party on each side."""
        return self.gold is not None and self.found is not None and same_dyad(self.gold, self.found)

    @property
    def cause(self) -> str | None:
        """What is wrong, in words; None where type and some party on each side are right."""
        if self.gold is None:
            return "extra event"
        if self.found is None:
            return "no event found"
        if not self.right:
            return "other type"
        wrong = [side for side in ("actor", "recipient") if not share_party(self.gold, self.found, f"{side}s")]
        return f"wrong {' and '.join(wrong)}" if wrong else None


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many gold events of one status there are, how many were found, and how many with that status."""

    status: str
    gold: int
    found: int
    right: int


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How many events rest on one kind of evidence, and how many of them are right on type and on dyad."""

    source: str
    predicted: int
    right: int
    right_dyad: int


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """The events whose confidence lies in [low, high): how many, their mean confidence, the share right on type."""

    low: float
    high: float
    predicted: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """What confidence is worth.

    Attributes:
        bins: those that hold events.
        error: expected calibration error, from 0 to 1: how far confidence and the share right lie apart on average.
            None where no event has a confidence.
    """

    bins: tuple[ConfidenceBin, ...]
    error: float | None


@dataclass(frozen=True, slots=True)
class EventReport:
    """All that is counted of a run: scores, statuses, evidence, confidence, confusions, and the misses, worst first.

    Attributes:
        scores: those of `score_events`.
        confusions: events by gold type and type found; None for "not in the gold" and "not found".
    """

    scores: dict[str, Any]
    statuses: tuple[StatusCount, ...]
    sources: tuple[SourceCount, ...]
    reliability: Reliability
    confusions: Counter[tuple[str | None, str | None]]
    misses: tuple[Pairing, ...]


def report_events(gold: Rows, predicted: Rows) -> EventReport:
    """Everything that is worth knowing of a run against gold events."""
    pairings = pair_events(gold, predicted)
    return EventReport(
        scores=score_events(gold, predicted),
        statuses=count_statuses(pairings),
        sources=count_sources(pairings),
        reliability=measure_reliability(pairings),
        confusions=count_confusions(pairings),
        misses=rank_misses(pairings),
    )


def pair_events(gold: Rows, predicted: Rows) -> list[Pairing]:
    """Each gold event with the one found for it, and what is left of either.

    As many as can be are paired with the right type, and among those with the right parties. What is left is paired
    where the cues overlap, or where one gold event and one found event are left alone in their text.
    """
    return list(
        chain.from_iterable(
            _pair_text(row_id, row["text"], row["events"], predicted.get(row_id, {}).get("events") or [])
            for row_id, row in gold.items()
        )
    )


def count_statuses(pairings: Iterable[Pairing]) -> tuple[StatusCount, ...]:
    """For each status that the gold has, how many of its events were found, and how many with the right status."""
    golds, found, right = Counter[str](), Counter[str](), Counter[str]()
    for pairing in pairings:
        if pairing.gold is not None:
            status = _status(pairing.gold)
            golds[status] += 1
            found[status] += pairing.right
            right[status] += pairing.right and pairing.found is not None and _status(pairing.found) == status
    return tuple(StatusCount(s, golds[s], found[s], right[s]) for s in get_args(EventStatus) if golds[s])


def count_sources(pairings: Iterable[Pairing]) -> tuple[SourceCount, ...]:
    """For each kind of evidence that events were found by, how many were, and how many are right."""
    by_source: dict[str, list[Pairing]] = {source: [] for source in SOURCES}
    for pairing in pairings:
        if pairing.found is not None:
            by_source[name_source(pairing.found.get("rule"))].append(pairing)
    return tuple(
        SourceCount(source, len(group), sum(p.right for p in group), sum(p.right_dyad for p in group))
        for source, group in by_source.items()
        if group
    )


def name_source(made_by: str | None) -> str:
    """Which evidence an event rests on: the lexicon, the network, or both.

    Examples:
        >>> [name_source(f"events/{rule}") for rule in ("praise/laud", "network 0.71", "aid/give + network 0.93")]
        ['lexicon', 'network', 'both']
    """
    if made_by is None:
        return "not given"
    if _ON_NETWORK.match(made_by):
        return "network"
    return "both" if _ON_BOTH.search(made_by) else "lexicon"


def measure_reliability(pairings: Iterable[Pairing]) -> Reliability:
    """Confidence against the share of events that are right on type, in ten bins of equal width."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for pairing in pairings:
        if pairing.found is not None and (confidence := pairing.found.get("confidence")) is not None:
            groups.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, pairing.right))
    bins = tuple(_fill_bin(place, groups[place]) for place in sorted(groups))
    total = sum(b.predicted for b in bins)
    error = sum(b.predicted * abs(b.confidence - b.right) for b in bins) / total if total else None
    return Reliability(bins, error)


def count_confusions(pairings: Iterable[Pairing]) -> Counter[tuple[str | None, str | None]]:
    """How often a gold type was found as which type."""
    return Counter((_type_of(p.gold), _type_of(p.found)) for p in pairings)


def rank_misses(pairings: Iterable[Pairing]) -> tuple[Pairing, ...]:
    """What is wrong, worst first.

    Events found wrongly, the most confident first, take turns with events not found, those between two countries or
    bodies first.
    """
    wrong = [p for p in pairings if p.cause]
    found = sorted((p for p in wrong if p.found), key=lambda p: -((p.found or {}).get("confidence") or 0))
    missed = sorted((p for p in wrong if p.found is None), key=lambda p: not _is_interstate(p.gold or {}))
    return tuple(p for turn in zip_longest(found, missed) for p in turn if p is not None)


def _pair_text(row_id: str, text: str, golds: Sequence[Row], guesses: Sequence[Row]) -> Iterator[Pairing]:
    def touch(gold: Row, guess: Row) -> bool:
        return any(a < d and c < b for a, b in _find_cues(gold, text) for c, d in _find_cues(guess, text))

    def nearness(gold: Row, guess: Row) -> tuple[float, ...]:
        return touch(gold, guess), _status(gold) == _status(guess), guess.get("confidence") or 0

    missed, extra = list(golds), list(guesses)
    for fits in (same_dyad, same_type, touch):
        pairs = match(missed, extra, fits, nearness)
        yield from (Pairing(row_id, text, missed[i], extra[j]) for i, j in pairs)
        missed, extra = _leave_out(missed, {i for i, _ in pairs}), _leave_out(extra, {j for _, j in pairs})
    if len(missed) == len(extra) == 1:
        yield Pairing(row_id, text, missed[0], extra[0])
    else:
        yield from (Pairing(row_id, text, event, None) for event in missed)
        yield from (Pairing(row_id, text, None, event) for event in extra)


def _leave_out(events: list[Row], places: set[int]) -> list[Row]:
    return [event for i, event in enumerate(events) if i not in places]


def _find_cues(event: Row, text: str) -> list[tuple[int, int]]:
    """The span of an event's cue; where it is given as words alone, all their places in the text."""
    if span := event.get("cue_span"):
        return [(span[0], span[1])]
    return [m.span() for m in re.finditer(re.escape(event["cue"]), text)] if event.get("cue") else []


def _fill_bin(place: int, group: Sequence[tuple[float, bool]]) -> ConfidenceBin:
    count = len(group)
    mean, share = sum(c for c, _ in group) / count, sum(right for _, right in group) / count
    return ConfidenceBin(place / BINS, (place + 1) / BINS, count, mean, share)


def _type_of(event: Row | None) -> str | None:
    return None if event is None else str(event["type"])


def _status(event: Row) -> str:
    return str(event.get("status") or "actual")


def _is_interstate(event: Row) -> bool:
    codes = {party.get("code") for side in ("actors", "recipients") for party in event.get(side) or []}
    return len(codes - {None}) > 1
