"""Texts with hand-labelled events as sentences of words: which word tells of an act, and who stands on which side."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from spacy.lang.en import English
from spacy.tokens import Doc

from detente.model import EventType
from detente.read.component import count_leads, list_sentences
from detente.read.network import Reading
from detente.read.tokenizer import make_tokenizer
from detente.reference.codebook import EVENT_TYPES
from detente.serve.predict import split_marked
from training.data import Sentence

Span = tuple[int, int]
_SIDES = ((1, "actors"), (2, "recipients"))
# Pairs are labelled with these types; to yield is to concede or to retreat.
PAIR_TYPES = sorted({"YIELD", *EVENT_TYPES} - {"CONCEDE", "RETREAT"})


@dataclass(frozen=True)
class Act:
    """One labelled event: the characters of its cue, and its parties as (characters, code, side)."""

    event_type: EventType
    status: str
    cue: Span
    parties: tuple[tuple[Span, str | None, int], ...]


@dataclass(frozen=True)
class Saying:
    """One labelled attribution: the characters of its cue, of who says it if anybody is named, and of what is said."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True)
class LabelledText:
    """A text with all its events or attributions, or (`pair` given) with what its first party did to its second."""

    text: str
    acts: tuple[Act, ...] = ()
    parties: tuple[Span | None, Span | None] = (None, None)
    pair: str | None = None
    sayings: tuple[Saying, ...] = ()


def read_gold(path: Path) -> Iterator[LabelledText]:
    """Texts whose events are given by words, each word taken where it stands nearest to the cue."""
    for row in _read_lines(path):
        acts = (_locate_act(row["text"], event) for event in row["events"])
        yield LabelledText(row["text"], tuple(a for a in acts if a))


def read_labels(path: Path, texts: dict[str, str]) -> Iterator[LabelledText]:
    """Texts whose events are given by offsets into articles, for those who hold the articles; others are left out."""
    for row in _read_lines(path):
        if row["article"] in texts:
            start, end = row["span"]
            text = texts[row["article"]][start:end]
            yield LabelledText(text, tuple(_build_act(event) for event in row["events"]))


def read_pairs(path: Path) -> Iterator[LabelledText]:
    """Sentences in which two parties are marked, with the type of what the first did to the second."""
    for row in _read_lines(path):
        text, *spans = split_marked(row["marked"])
        source, target = ((span.start, span.end) if span else None for span in spans)
        yield LabelledText(text, parties=(source, target), pair=row["event_type"])


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _build_act(event: dict[str, Any]) -> Act:
    parties = [((p[0], p[1]), p[2], side) for side, key in _SIDES for p in event[key]]
    return Act(event["type"], event["status"], tuple(event["cue"]), tuple(parties))


def _locate_act(text: str, event: dict[str, Any]) -> Act | None:
    start = text.find(event["cue"])
    if start < 0:
        return None
    given = ((p["text"], p["code"], side) for side, key in _SIDES for p in event[key])
    placed = tuple((span, code, side) for words, code, side in given if (span := _find_nearest(text, words, start)))
    return Act(event["type"], event["status"], (start, start + len(event["cue"])), placed)


def _find_nearest(text: str, words: str, place: int) -> Span | None:
    starts = []
    start = text.find(words)
    while words and start >= 0:
        starts.append(start)
        start = text.find(words, start + 1)
    best = min(starts, key=lambda s: abs(s - place), default=None)
    return None if best is None else (best, best + len(words))


@dataclass(frozen=True)
class Cut:
    """One sentence of a labelled text, with the characters at which its words start and end."""

    sent: Sentence
    spans: tuple[Span, ...]
    labelled: LabelledText


def cut_texts(texts: Iterable[LabelledText]) -> list[Cut]:
    """All sentences of the texts, cut into words as the reader cuts them; datelines left out."""
    language = English()
    language.tokenizer = make_tokenizer(language.vocab)
    return [cut for labelled in texts for cut in _cut_text(language(labelled.text), labelled)]


def _cut_text(doc: Doc, labelled: LabelledText) -> Iterator[Cut]:
    sents = list_sentences(doc)
    for places, lead in zip(sents, count_leads(doc, sents), strict=True):
        tokens = [doc[i] for i in places[lead:]]
        words = tuple(t.text for t in tokens)
        spans = tuple((t.idx, t.idx + len(t.text)) for t in tokens)
        yield Cut(Sentence(words, tuple(bool(t.whitespace_) for t in tokens), source="acts"), spans, labelled)


def place_acts(cut: Cut, reading: Reading) -> Sentence:
    """The sentence with its labels on the words that head the labelled spans; its grammar is the reading's."""
    sent = replace(
        cut.sent,
        upos=tuple(reading.upos),
        xpos=tuple(reading.xpos),
        morph=tuple(reading.morph),
        heads=tuple(0 if h == i else h + 1 for i, h in enumerate(reading.heads)),
        relations=tuple(reading.relations),
        names=tuple(reading.names),
    )
    if cut.labelled.pair:
        source, target = (_find_head(cut, reading, span) if span else None for span in cut.labelled.parties)
        return replace(sent, pair=cut.labelled.pair, parties=(source, target))
    acts, statuses, roles = ["O"] * len(sent), [""] * len(sent), []
    for act in cut.labelled.acts:
        cue = _find_head(cut, reading, act.cue)
        if cue is None or acts[cue] != "O":
            continue
        acts[cue], statuses[cue] = act.event_type, act.status
        heads = ((_find_head(cut, reading, span), side) for span, _, side in act.parties)
        roles += [(cue, head, side) for head, side in heads if head is not None and head != cue]
    return replace(sent, acts=tuple(acts), statuses=tuple(statuses), roles=tuple(roles))


def _find_head(cut: Cut, reading: Reading, span: Span) -> int | None:
    """The word of a span that hangs on one outside of it, or None where the span is in another sentence."""
    inside = [i for i, (start, end) in enumerate(cut.spans) if start < span[1] and span[0] < end]
    return next((i for i in inside if reading.heads[i] == i or reading.heads[i] not in inside), None)
