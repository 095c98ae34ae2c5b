"""Several tellings of one happening as one: together they say more than each alone."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.analyse.tellings import Act, Telling
from detente.analyse.words import Vector
from detente.model.period import choose_day

WORDS = 60  # heaviest words that are kept
CUES = 4  # most common words for the act that are kept
LEAST_SHARE = 1 / 3  # share of the tellings that must name a party


def unite_tellings(tellings: Sequence[Telling]) -> Telling:
    """What the tellings say together, under the name of the first.

    Type, mode and status are those of most; parties those that a third of them name; the day is the most precise, and
    of several the most common; words are added up.
    """
    first = tellings[0]
    if len(tellings) == 1:
        return first
    cues = Counter(stem for telling in tellings for stem in telling.cue)
    return replace(
        first,
        cue=tuple(stem for stem, _ in cues.most_common(CUES)),
        near=_add_words(t.near for t in tellings),
        sentence=_add_words(t.sentence for t in tellings),
        act=_unite_acts([t.act for t in tellings if t.act is not None]),
    )


def _unite_acts(acts: Sequence[Act]) -> Act | None:
    if not acts:
        return None
    event_type, mode = Counter((act.event_type, act.mode) for act in acts).most_common(1)[0][0]
    return Act(
        event_type,
        mode,
        Counter(act.status for act in acts).most_common(1)[0][0],
        _keep_named([act.actors for act in acts]),
        _keep_named([act.recipients for act in acts]),
        _add_words(act.parties for act in acts),
        choose_day(act.day for act in acts),
        min((act.told for act in acts if act.told is not None), default=None),
    )


def _keep_named(sides: Sequence[frozenset[str]]) -> frozenset[str]:
    counts = Counter(code for side in sides for code in side)
    return frozenset(code for code, count in counts.items() if count >= LEAST_SHARE * len(sides))


def _add_words(vectors: Iterable[Vector]) -> Vector:
    total = Counter[str]()
    for vector in vectors:
        for stem, weight in vector.items():
            total[stem] += weight  # type: ignore[assignment]
    kept = sorted(total.items(), key=lambda item: (-item[1], item[0]))[:WORDS]
    length = math.sqrt(sum(weight * weight for _, weight in kept))
    return {stem: weight / length for stem, weight in kept} if length else {}
