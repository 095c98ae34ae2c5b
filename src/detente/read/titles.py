"""Titles before names and as descriptions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.model import Document
from detente.read.naming import Naming
from detente.read.phrases import Phrase
from detente.reference.roles import Title, load_roles

_REACH = 6
_LINKS = frozenset({"'s", "’s"})


def find_title(doc: Document, phrase: Phrase, main: Naming | None) -> Title | None:
    """The title in a phrase: the last before a person's name, or the one that the head word is part of."""
    limit = main.start if main else phrase.head + _REACH
    start = min(phrase.start, phrase.head)
    hits = load_roles().titles.find([t.text for t in doc.tokens[start:limit]])
    if main is None:
        hits = [h for h in hits if start + h.start <= phrase.head < start + h.end]
    return hits[-1].values[0] if hits else None


def join_titles(doc: Document, phrases: Mapping[int, Phrase], namings: Sequence[Naming]) -> dict[int, Phrase]:
    """The phrases, those of people's names widened by a title right before them that the parse took for another's."""
    joined = dict(phrases)
    owners = {i: n for n in namings for i in range(n.start, n.end)}
    for naming in namings:
        if naming.is_person and (title := _title_before(doc, naming)) is not None:
            start = _reach_owner(doc, title, owners)
            for head in {naming.head, *(i for i in range(title, naming.start) if i in phrases)}:
                phrase = phrases.get(head) or Phrase(head, naming.start, naming.end, (), ())
                wide = replace(phrase, start=min(start, phrase.start), end=max(naming.end, phrase.end))
                joined[head] = wide
    return joined


def _title_before(doc: Document, naming: Naming) -> int | None:
    """Where a title begins that ends right before a name, None where there is none."""
    start = max(0, naming.start - _REACH)
    hits = load_roles().titles.find([t.text for t in doc.tokens[start : naming.start]])
    return start + hits[-1].start if hits and start + hits[-1].end == naming.start else None


def _reach_owner(doc: Document, start: int, namings: Mapping[int, Naming]) -> int:
    """Where the country begins that stands right before a title ("Russia's Foreign Minister")."""
    before = start - 1
    if before >= 0 and doc.tokens[before].text in _LINKS:
        before -= 1
    naming = namings.get(before)
    return naming.start if naming and not naming.is_person else start
