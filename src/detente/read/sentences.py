"""Where sentences begin and end in news: quotes, abbreviations, datelines, headings."""

import re
from collections.abc import Iterator
from functools import cache

from detente.reference.writing import Writing, load_writing

LONGEST_SENTENCE = 2000  # characters; the longest sentence in 2,000 articles of news has some 1,400

_STOP = re.compile(
    r"""
    (?P<word>[^\s"“”()\[\]]{0,40}?)         # what stands before the stop: U.S, Gen, end
    (?P<stop>[.!?…](?:[ ]?[.!?…])*)
    (?P<close>(?:\[\d+\])*['"’”»)\]*]*)
    (?P<gap>[^\S\n]+)
    (?P<open>(?:[-–—•*][ ])?['"‘“«(\[$€£#@]*)
    (?P<next>[^\s"“”()\[\]]+)
    """,
    re.VERBOSE,
)
# "…of the deal.The ministry…": the gap was lost when the text was taken from a page.
_GLUED = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+[ ,])|(?<=[a-z][.!?][\"”])(?=[\"“]?[A-Z][a-z]+[ ,])")
_LINE = re.compile(r"[^\n]+")
_INITIAL = re.compile(r"(?:^|.*[.-])[A-Z]$")
_ACRONYM = re.compile(r"(?:[A-Z]\.)+[A-Z]$")
_BEFORE_NUMBERS = frozenset({"No", "Art", "p"})
_WRAP = range(55, 101)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), in order; a new paragraph always begins a new one.

    What runs on without an end is cut at a blank, so that time and memory grow with the text, not faster.
    """
    spans = (span for start, end in _split_paragraphs(text) for span in _split_paragraph(text, start, end))
    return [piece for start, end in spans for piece in _cut_long(text, start, end)]


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        blank = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = blank if blank >= 0 else start + LONGEST_SENTENCE
        yield start, cut
        start = cut + 1 if blank >= 0 else cut
    if start < end:
        yield start, end


def find_datelines(text: str) -> list[tuple[int, int]]:
    """Where paragraphs open with the place and agency of a dispatch: "CAIRO (Reuters) - ", dash included."""
    found = (_dateline().match(text, start, end) for start, end in _split_paragraphs(text))
    return [m.span() for m in found if m]


@cache
def _dateline() -> re.Pattern[str]:
    agency = "|".join(map(re.escape, sorted(_words().agencies, key=len, reverse=True)))
    name = r"[A-Z][\w.’'-]+(?:[ ][A-Z][\w.’'-]+){0,3}"
    capitals = r"[A-Z][A-Z.’'-]+(?:[ ][A-Z][A-Z.’'-]+){0,3}"
    region = rf"(?:,[ ]{name}){{0,2}}"
    day = r"(?:,?[ ](?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?[ ]\d{1,2}(?:,[ ]\d{4})?)?"
    dash = r"[ ]?(?:--?|–|—)[ ]"
    signed = rf"[ ]?[(\[](?:{agency})[^()\n]{{0,25}}[)\]]"
    bracket = r"(?:[ ]?[(\[][^()\n]{2,40}[)\]])?"
    forms = [
        rf"{capitals}{region}{day}{bracket}(?:{dash}|:[ ])(?=[A-Z0-9\"'“‘])",
        rf"{name}{region}{day}(?:{signed}(?:{dash}|[ ]|:[ ])|[ ]?[(\[][A-Z][A-Za-z .]{{1,25}}[)\]]{dash})",
        rf"(?:{agency})(?:[ ]in[ ]{name})?{dash}(?:{capitals}{region}{bracket}{dash})?",
    ]
    return re.compile(rf"\s*(?:{'|'.join(forms)})")


def _split_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    if not _is_wrapped(text):
        yield from (m.span() for m in _LINE.finditer(text))
        return
    start = 0
    for gap in re.finditer(r"\n[^\S\n]*\n\s*", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


@cache
def _words() -> Writing:
    return load_writing()


def _is_wrapped(text: str) -> bool:
    """Whether single line ends are mere layout: most lines are full and break off in the middle of a sentence."""
    lines = [line.rstrip() for line in text[:20_000].split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    full = sum(len(line) in _WRAP for line in lines)
    broken = sum(line[-1].isalnum() or line[-1] == "," for line in lines)
    return full > 0.6 * len(lines) and broken > 0.6 * len(lines)


def _split_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _find_stops(text, start, end):
        if stop > start and text[start:stop].strip():
            yield _trim(text, start, stop)
            start = stop
    if text[start:end].strip():
        yield _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _find_stops(text: str, start: int, end: int) -> list[int]:
    """The places within a paragraph where a sentence has ended."""
    stops = {m.start() for m in _GLUED.finditer(text, start, end)}
    place = start
    while found := _STOP.search(text, place, end):
        place = found.end("stop")
        if _ends_sentence(found, text[found.start("next") : min(end, found.start("next") + 60)]):
            stops.add(found.end("close"))
    return sorted(stops)


def _ends_sentence(found: re.Match[str], ahead: str) -> bool:
    word, stop, close, following = found["word"], found["stop"], found["close"], found["next"]
    if following[0].islower() and following.islower() and not found["open"].strip("'\"‘“«"):
        return False
    if not (following[0].isalnum() or found["open"]):
        return following[0] not in ",;:.!?…%-–—&/"
    if stop != ".":
        return not (close and _goes_on(ahead)) and (len(stop) == 1 or not following[0].islower())
    return bool(close) or not _is_abbreviation(word, following)


def _goes_on(ahead: str) -> bool:
    """Whether a verb of speech follows closely: "Will they?" Putin asked."""
    return any(w.strip(".,:") in _words().speech for w in ahead.split()[:4])


def _is_abbreviation(word: str, following: str) -> bool:
    """Whether the full stop behind a word belongs to the word alone."""
    words, bare = _words(), word.lstrip("'‘(")
    opens = following.rstrip(",.:;!?'’") in words.openers
    if bare in words.titles:
        return bare not in _BEFORE_NUMBERS or following[0].isdigit()
    if _INITIAL.match(bare) and not _ACRONYM.match(bare):
        return bare != "I" or not opens
    if bare in words.shortened or _ACRONYM.match(bare):
        return not opens
    return False
