"""Interviews and hearings in print: who has the floor, and what is said, turn by turn."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.coding.speakers import Speaker
from detente.model import Document, Mention, Span
from detente.reference.speech import load_speech

# "WALLACE: Let's start", "Libby Nelson: Can you", "MR. PRICE: Well"; words in quotation marks are quoted, not spoken.
_LABEL = re.compile(
    r"^[“\"]?((?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|de|van|bin|al-\w+)){0,5}):[ \t]+(?![“\"‘])", re.M
)
_LEAST_RETURNS = 2  # how many have the floor more than once, or it is no conversation


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says at a stretch.

    Attributes:
        label: the words that name who has the floor.
        content: what is said, paragraph by paragraph.
        speaker: who that is; without a name for "Q" and the like.
    """

    label: Span
    content: tuple[Span, ...]
    speaker: Speaker


def find_turns(doc: Document) -> tuple[Turn, ...]:
    """The turns of a conversation printed with its speakers' names; nothing for other texts."""
    unnamed, headings = load_speech().turns_unnamed, load_speech().turns_headings
    labels = [m for m in _LABEL.finditer(doc.text) if m[1].casefold() not in headings]
    if not _is_conversation([m[1] for m in labels]):
        return ()
    names = _expand_initials([m[1] for m in labels])
    ends = [m.start() for m in labels[1:]] + [None]
    return tuple(
        Turn(
            Span(*m.span(1)),
            tuple(_list_paragraphs(doc.text, m.end(), end)),
            _name_speaker(doc, Span(*m.span(1)), names[m[1]], known=m[1].casefold() not in unnamed),
        )
        for m, end in zip(labels, ends, strict=True)
    )


def _is_conversation(labels: Sequence[str]) -> bool:
    """Whether two or more have the floor by turns, unlike headings that come again."""
    returning = [name for name, count in Counter(labels).items() if count > 1]
    changes = sum(one != other for one, other in pairwise(labels))
    return len(returning) >= _LEAST_RETURNS and 2 * changes > len(labels) - 1


def _list_paragraphs(text: str, start: int, end: int | None) -> Iterator[Span]:
    """The lines up to the next turn; the last turn is taken to be its own line, since nothing shows where it ends."""
    stop = (text + "\n").index("\n", start) if end is None else end
    for line in re.finditer(r"\S[^\n]*", text[start:stop]):
        words = line.group().rstrip("\"”' ")
        if words:
            yield Span(start + line.start(), start + line.start() + len(words))


def _expand_initials(labels: Sequence[str]) -> dict[str, str]:
    """For each label the name it stands for: "LN" is the "Libby Nelson" of an earlier turn."""
    names: dict[str, str] = {}
    for label in labels:
        full = (name for name in names.values() if _abbreviate(name) == label.replace(".", ""))
        names.setdefault(label, next(full, label))
    return names


def _abbreviate(name: str) -> str:
    words = name.split()
    return "".join(word[0].upper() for word in words) if len(words) > 1 else ""


def _name_speaker(doc: Document, label: Span, name: str, *, known: bool) -> Speaker:
    """Who the label names, as the rest of the article knows them by their last name."""
    if not known:
        return Speaker(label)
    last = name.split()[-1].casefold()
    fitting = [m for m in doc.mentions if m.is_name and m.name.split() and m.name.split()[-1].casefold() == last]
    mention = max(fitting, key=_rank, default=None)
    return Speaker(label, mention.name, mention.code, mention.actor_id) if mention else Speaker(label, name)


def _rank(mention: Mention) -> tuple[bool, bool, int]:
    return mention.actor_id is not None, mention.code is not None, len(mention.name)
