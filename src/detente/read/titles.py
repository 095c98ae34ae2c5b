"""Titles before names and as descriptions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.model import Document
from detente.read.naming import Naming
from detente.read.phrases import Phrase
from detente.reference.names import Hit
from detente.reference.roles import Title, load_roles

_LINKS = frozenset({"'s", "’s"})


def find_titles(doc: Document) -> dict[int, Hit[Title]]:
    """All titles of a text, by each of the tokens that they take up."""
    hits = load_roles().titles.find([t.text for t in doc.tokens])
    return {i: hit for hit in hits for i in range(hit.start, hit.end)}


def find_title(titles: Mapping[int, Hit[Title]], phrase: Phrase, main: Naming | None) -> Title | None:
    """The title in a phrase: the last before a person's name, or the one that the head word is part of."""
    if main is None:
        hit = titles.get(phrase.head)
        return hit.values[0] if hit else None
    before = (titles[i] for i in range(main.start - 1, phrase.start - 1, -1) if i in titles)
    return next((hit.values[0] for hit in before), None)


def join_titles(
    doc: Document, phrases: Mapping[int, Phrase], namings: Sequence[Naming], titles: Mapping[int, Hit[Title]]
) -> dict[int, Phrase]:
    """The phrases, those of people's names widened by a title right before them that the parse took for another's."""
    joined = dict(phrases)
    owners = {i: n for n in namings for i in range(n.start, n.end)}
    for naming in namings:
        hit = titles.get(naming.start - 1)
        if naming.is_person and hit:
            title = hit.start
            start = _reach_owner(doc, title, owners)
            for head in {naming.head, *(i for i in range(title, naming.start) if i in phrases)}:
                phrase = phrases.get(head) or Phrase(head, naming.start, naming.end, (), ())
                wide = replace(phrase, start=min(start, phrase.start), end=max(naming.end, phrase.end))
                joined[head] = wide
    return joined


def _reach_owner(doc: Document, start: int, namings: Mapping[int, Naming]) -> int:
    """Where the country begins that stands right before a title ("Russia's Foreign Minister")."""
    before = start - 1
    if before >= 0 and doc.tokens[before].text in _LINKS:
        before -= 1
    naming = namings.get(before)
    return naming.start if naming and not naming.is_person else start
