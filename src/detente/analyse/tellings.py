"""One text's word for what happened, and what two such words have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from detente.analyse.linking import Features
from detente.analyse.words import Vector, cosine, list_stems, split_words, weigh_stems
from detente.model import Event, EventStatus, EventType, Participant, Period
from detente.reference.words import load_frequencies, relate_stems, stem_word
from detente.store import EventRow

NEAR = 8  # words before and after a cue that say most about it
LIGHT = 1.0  # rarity below which a word of a cue ("make a statement") says nothing
_CLOSENESS = {"same": 4, "form": 3, "meaning": 2, "kind": 1, None: 0}


@dataclass(frozen=True, slots=True)
class Act:
    """What a coded event says besides its words.

    Attributes:
        actors, recipients: codes of those who are known.
        parties: the names of all, as weighted words.
        day: when it happened, or None where nothing says so.
        told: when the article was printed, or None.
    """

    event_type: EventType
    mode: str | None
    status: EventStatus
    actors: frozenset[str]
    recipients: frozenset[str]
    parties: Vector
    day: Period | None
    told: date | None

    @property
    def codes(self) -> frozenset[str]:
        """All who take part."""
        return self.actors | self.recipients

    @property
    def anchor(self) -> date | None:
        """The first day on which it may have happened; where nothing says when, the day it was told."""
        return self.told if self.day is None else self.day.start


@dataclass(frozen=True, slots=True)
class Telling:
    """An event or a mention of one, as the words of one sentence.

    Attributes:
        telling_id: id of the event or mention.
        article_id: where it stands.
        place: first character of its sentence; sentences of one article are told apart by it.
        cue: stems of the words that express it.
        near: weighted words around the cue.
        sentence: weighted words of the whole sentence without the cue.
        act: what was coded, or None for a mere mention.
    """

    telling_id: str
    article_id: str
    place: int
    cue: tuple[str, ...]
    near: Vector
    sentence: Vector
    act: Act | None = None


def weigh_telling(
    telling_id: str, article_id: str, place: int, sentence: str, cue: tuple[int, int], act: Act | None = None
) -> Telling:
    """A telling from its sentence.

    Args:
        telling_id: id of the event or mention.
        article_id: where it stands.
        place: first character of the sentence in the article.
        sentence: its words.
        cue: where in the sentence the words stand that express it.
        act: what was coded.
    """
    before, after = list_stems(sentence[: cue[0]]), list_stems(sentence[cue[1] :])
    near = [*before[-NEAR:], *after[:NEAR]]
    stems = [stem_word(word) for word in split_words(sentence[cue[0] : cue[1]])]
    return Telling(
        telling_id,
        article_id,
        place,
        _keep_heavy(stems),
        weigh_stems(near),
        weigh_stems([*before, *after]),
        act,
    )


def weigh_event(row: EventRow) -> Telling:
    """A stored event as a telling."""
    event, evidence = row.event, row.event.evidence
    cue = evidence.cue or evidence.span
    start = max(cue.start - evidence.span.start, 0)
    return weigh_telling(
        row.event_id,
        row.article.article_id,
        evidence.span.start,
        row.sentence,
        (start, start + len(cue)),
        describe_act(event, row.article.published),
    )


def describe_act(event: Event, told: date | None) -> Act:
    """What the event says besides its words."""
    return Act(
        event.event_type,
        event.mode,
        event.status,
        _list_codes(event.actors),
        _list_codes(event.recipients),
        weigh_stems({stem for party in (*event.actors, *event.recipients) for stem in list_stems(party.name)}),
        event.day,
        told,
    )


def compare_tellings(a: Telling, b: Telling) -> Features:
    """What two tellings have in common."""
    relation, rarity = relate_cues(a.cue, b.cue)
    near, sentence = cosine(a.near, b.near), cosine(a.sentence, b.sentence)
    related = relation in ("same", "form", "meaning")
    same_article = a.article_id == b.article_id
    found = {
        f"cue_{relation or 'other'}": 1.0,
        "cue_rarity": rarity / 5 if related else 0.0,
        "near": near,
        "near_related": near * related,
        "sentence": sentence,
        "sentence_related": sentence * related,
        "cue_in_other": float(any(s in b.sentence for s in a.cue) or any(s in a.sentence for s in b.cue)),
        "same_article": float(same_article),
        "same_sentence": float(same_article and a.place == b.place),
    }
    return found if a.act is None or b.act is None else {**found, **_compare_acts(a.act, b.act)}


@lru_cache(200_000)
def relate_cues(a: Sequence[str], b: Sequence[str]) -> tuple[str | None, float]:
    """The closest relation between words of two cues, and how rare the more common of the two words is."""
    rarity = load_frequencies().rarity
    found = [(relate_stems(x, y), min(rarity(x), rarity(y))) for x in a for y in b]
    return max(found, key=lambda pair: (_CLOSENESS[pair[0]], pair[1]), default=(None, 0.0))


def _keep_heavy(stems: Iterable[str]) -> tuple[str, ...]:
    """Without words that say nothing, unless there are no others."""
    listed, rarity = tuple(dict.fromkeys(stems)), load_frequencies().rarity
    return tuple(stem for stem in listed if rarity(stem) >= LIGHT) or listed


def _list_codes(parties: Iterable[Participant]) -> frozenset[str]:
    return frozenset(party.code for party in parties if party.code is not None)


def _compare_acts(a: Act, b: Act) -> dict[str, float]:
    shared, all_codes = a.codes & b.codes, a.codes | b.codes
    return {
        **_compare_types(a, b),
        **_compare_days(a, b),
        "codes": len(shared) / len(all_codes) if all_codes else 0.0,
        "codes_apart": float(bool(a.codes and b.codes) and not shared),
        "same_sides": float(bool(a.actors & b.actors) and bool(a.recipients & b.recipients)),
        "turned_sides": float(_are_turned(a, b)),
        "parties": cosine(a.parties, b.parties),
        "negated": float((a.status == "negated") != (b.status == "negated")),
    }


def _compare_types(a: Act, b: Act) -> dict[str, float]:
    if a.event_type == b.event_type:
        return {"same_type": 1.0, "other_mode": float(bool(a.mode and b.mode) and a.mode != b.mode)}
    return {"other_type": 1.0, "-".join(sorted((a.event_type, b.event_type))): 1.0}


def _compare_days(a: Act, b: Act) -> dict[str, float]:
    """How far apart the days are, where both say when; else the days around which they are told."""
    if a.day is not None and b.day is not None:
        gap = _count_days(a.day, b.day)
        exact = a.day.precision == b.day.precision == "day"
        found = {"day_gap": min(gap, 30) / 10, "day_far": float(gap > 7)}
        return {**found, "same_day": float(gap == 0)} if exact else found
    if a.anchor is None or b.anchor is None:
        return {}
    gap = abs((a.anchor - b.anchor).days)
    return {"told_gap": min(gap, 30) / 10, "told_far": float(gap > 7)}


def _count_days(a: Period, b: Period) -> int:
    """Days between two periods; 0 where they overlap."""
    return max((b.start - a.end + timedelta(1)).days, (a.start - b.end + timedelta(1)).days, 0)


def _are_turned(a: Act, b: Act) -> bool:
    """Whether the one has as recipient whom the other has as actor, and they share nobody on a side."""
    crossed = bool(a.actors & b.recipients) or bool(a.recipients & b.actors)
    return crossed and not a.actors & b.actors and not a.recipients & b.recipients
