"""What the network hears: which words attribute speech, who says it, and what is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.model import Document, Span, SpeechSign

_IN = 0.5  # a word belongs to a part that it more likely belongs to than not
_BLANK = " \t\n,;:—–-"


@dataclass(frozen=True, slots=True)
class Heard:
    """One cue as the network reads it.

    Attributes:
        strength: how likely the word attributes anything, from 0 to 1.
        source: the token that heads who says it, or None where nobody is named.
        content: what is said, in pieces.
        clarity: how sure the words of source and content are, from 0 to 1.
    """

    strength: float
    source: int | None
    content: tuple[Span, ...]
    clarity: float


UNHEARD = Heard(0.0, None, (), 0.0)


def read_heard(doc: Document) -> dict[int, Heard]:
    """What the network hears at each word that may attribute speech; nothing where another pipeline parsed."""
    return {sign.index: _read_sign(doc, sign) for sign in doc.speech or ()}


def _read_sign(doc: Document, sign: SpeechSign) -> Heard:
    source = [index for index, named, _ in sign.parts if named >= _IN]
    said = [index for index, _, told in sign.parts if told >= _IN]
    pieces = (trim_blanks(doc, run) for run in _list_runs(doc, said, {sign.index, *source}))
    shares = [max(named, told, 1 - named - told) for _, named, told in sign.parts]
    clarity = sum(shares) / len(shares) if shares else 0.0
    return Heard(sign.strength, _find_head(doc, source), tuple(piece for piece in pieces if piece), clarity)


def _list_runs(doc: Document, said: Sequence[int], told_apart: set[int]) -> Iterator[Span]:
    """Stretches of words that follow one another, but for punctuation that no word of the narrator stands in."""
    run: list[int] = []
    for index in said:
        if run and not _is_joined(run[-1], index, told_apart):
            yield Span(doc.tokens[run[0]].span.start, doc.tokens[run[-1]].span.end)
            run = []
        run.append(index)
    if run:
        yield Span(doc.tokens[run[0]].span.start, doc.tokens[run[-1]].span.end)


def _is_joined(last: int, index: int, told_apart: set[int]) -> bool:
    """Whether only words of doubtful belonging, and none of the narrator's, lie between."""
    return index - last <= 3 and not told_apart & set(range(last + 1, index))


def _find_head(doc: Document, words: Sequence[int]) -> int | None:
    """The word of a phrase that hangs on none of the others."""
    return next((i for i in words if doc.tokens[i].head == i or doc.tokens[i].head not in words), None)


def trim_blanks(doc: Document, span: Span) -> Span | None:
    """The stretch without blanks and punctuation at its ends, or None where nothing else is in it."""
    text, start, end = doc.text, span.start, span.end
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK + ".":
        end -= 1
    return Span(start, end) if start < end else None
