"""What each paragraph of an article is for, told by the look of the text."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from detente.ingest.cleaning import BULLET, has_wrapped_lines
from detente.model import Section, SectionKind, Span
from detente.reference.furniture import Furniture, load_furniture

_LINES = re.compile(r"[^\n]*\S[^\n]*")
_BLOCKS = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_SENTENCE_END = re.compile(r"""[.?!…]["'”’)\]]*$""")
_STATEMENT_END = re.compile(r"""[.]["'”’)\]]*$""")
_QUOTED = re.compile(r'["“”]')
_KEYWORDS = re.compile(
    r"[a-z][a-z0-9'’.-]*(?: [a-z0-9'’.-]+){0,2}(?:, ?[a-z0-9][a-z0-9'’.-]*(?: [a-z0-9'’.-]+){0,2}){2,}"
)
_NAMES = re.compile(r"[A-Z][\w.'’-]*(?:(?:,| and| [A-Z][\w.'’-]*)(?: |$)?){1,8}")
_WORD = re.compile(r"\w+")

_LONGEST_LINE, _LONGEST_HEADLINE = 700, 220
_FEWEST_CAPTION_WORDS = 2
_PROSE_WORDS, _LIST_WORDS, _NAME_WORDS, _LONGEST_TAIL = 12, 16, 8, 20


@dataclass(slots=True)
class Paragraph:
    """One paragraph, where it stands, and what it was found to be (None while nothing marks it)."""

    start: int
    end: int
    words: str
    kind: SectionKind | None = None
    opener: bool = False
    cuts: list[tuple[int, int]] = field(default_factory=list)
    word_count: int = field(init=False)

    def __post_init__(self) -> None:
        self.word_count = self.words.count(" ") + 1

    @property
    def is_prose(self) -> bool:
        """Whether it is running text: a sentence of some length, no list item."""
        long = self.word_count >= _PROSE_WORDS
        return long and bool(_SENTENCE_END.search(self.words)) and not BULLET.match(self.words)

    @property
    def is_fragment(self) -> bool:
        """Whether it is short and ends no sentence, as headings, links and names do."""
        return self.word_count <= _LIST_WORDS and not _SENTENCE_END.search(self.words)


def split_sections(text: str, title: str | None = None, captions: Collection[str] = ()) -> tuple[Section, ...]:
    """Headline, body, captions and furniture of a text, in order; what lies between them is blank.

    Precision goes first: a paragraph is body unless its look or its place says otherwise.

    Args:
        text: the stored text.
        title: the headline if it is known; the first line that repeats it is the headline.
        captions: paragraphs known to be captions.
    """
    looks = load_furniture()
    paragraphs = split_paragraphs(text)
    for paragraph in paragraphs:
        _mark_look(paragraph, looks, captions)
    _mark_pictures(paragraphs)
    _mark_headline(paragraphs, title, looks)
    _mark_lists(paragraphs)
    _mark_head(paragraphs, looks)
    _mark_tail(paragraphs, looks)
    return _join_sections(paragraphs)


def find_headline(text: str, sections: Sequence[Section]) -> str | None:
    """The headline that the text itself shows, or None."""
    spans = (section.span for section in sections if section.kind == "headline")
    first = next(spans, None)
    return " ".join(first.words(text).split()) if first else None


def split_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs: lines, or blocks between blank lines where lines are broken at a fixed width."""
    unit = _BLOCKS if has_wrapped_lines(text) else _LINES
    found = []
    for match in unit.finditer(text):
        words = match[0].strip()
        start = match.start() + match[0].index(words[0])
        found.append(Paragraph(start, start + len(words), words))
    return found


def _mark_look(paragraph: Paragraph, looks: Furniture, captions: Collection[str]) -> None:
    words = paragraph.words
    short = len(words) <= _LONGEST_LINE
    if words in captions or looks.fits("caption", words):
        paragraph.kind = "caption"
    elif short and looks.fits("opener", words):
        paragraph.kind, paragraph.opener = "furniture", True
    elif (short and looks.fits("line", words)) or _KEYWORDS.fullmatch(words):
        paragraph.kind = "furniture"
    else:
        _mark_ends(paragraph, looks)


def _mark_ends(paragraph: Paragraph, looks: Furniture) -> None:
    """Furniture inside a paragraph, and the credit that makes it a caption (or furniture, if there is nothing else)."""
    words = paragraph.words
    paragraph.cuts = looks.looks["inside"].pieces(words)
    cut_end = paragraph.cuts[-1][1] if paragraph.cuts else 0
    credit = looks.find_credit(words) if cut_end < len(words) else None
    if credit is not None:
        paragraph.kind = "caption" if words[:credit].count(" ") >= _FEWEST_CAPTION_WORDS else "furniture"


def _mark_pictures(paragraphs: Sequence[Paragraph]) -> None:
    """The paragraph after the keywords of a picture is its caption; a caption may be given twice."""
    for before, after in pairwise(paragraphs):
        if before.kind == "furniture" and after.kind is None and _KEYWORDS.fullmatch(before.words):
            after.kind = "caption"
    known = {p.words for p in paragraphs if p.kind == "caption"}
    for paragraph in paragraphs:
        if paragraph.kind is None and paragraph.words in known:
            paragraph.kind = "caption"


def _mark_headline(paragraphs: Sequence[Paragraph], title: str | None, looks: Furniture) -> None:
    """The first line, if it repeats the title, or looks like a headline over longer text."""
    first = paragraphs[0] if paragraphs else None
    if first is None:
        return
    if title and fold_words(first.words) == fold_words(title):
        first.kind, first.opener = "headline", False
    rest = [p for p in paragraphs if p.kind is None]
    second = next((p for p in rest if p.word_count >= _PROSE_WORDS and p is not rest[0]), None)
    if (
        first.kind is None
        and second
        and not _is_byline(paragraphs, looks)
        and _looks_like_headline(first, second, looks)
    ):
        first.kind = "headline"


def _is_byline(paragraphs: Sequence[Paragraph], looks: Furniture) -> bool:
    """Whether the first line names persons: two words, "one and another", or names with an agency below them."""
    first = paragraphs[0]
    below = paragraphs[1].words if len(paragraphs) > 1 else ""
    return _is_names(first) and (first.word_count == 2 or " and " in first.words or looks.fits("head", below))


def _looks_like_headline(first: Paragraph, second: Paragraph, looks: Furniture) -> bool:
    words = first.words
    if len(words) > _LONGEST_HEADLINE or _STATEMENT_END.search(words) or words[-1] in ":;,—-":
        return False
    if first.cuts or looks.fits("head", words) or BULLET.match(words) or not words[0].isprintable():
        return False
    if _SENTENCE_END.search(words) and first.word_count > _LIST_WORDS:
        return False
    return second.is_prose and len(second.words) > len(words)


def fold_words(line: str) -> str:
    """The letters and digits of a line in lower case, by which two spellings of a headline are compared."""
    return "".join(_WORD.findall(line.casefold()))


def _mark_lists(paragraphs: Sequence[Paragraph]) -> None:
    """List-like lines after a heading such as "Editor's Picks" are furniture, up to the next running text."""
    prose = [place for place, p in enumerate(paragraphs) if p.kind is None and p.is_prose]
    last_prose = prose[-1] if prose else -1
    open_list = False
    for place, paragraph in enumerate(paragraphs):
        if paragraph.opener:
            open_list = True
        elif paragraph.kind is None and open_list:
            open_list = not paragraph.is_prose and not (place < last_prose and _is_sentence(paragraph))
            if open_list:
                paragraph.kind = "furniture"


def _is_sentence(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a sentence or a quotation, however short, and no list item."""
    return not paragraph.is_fragment and not BULLET.match(paragraph.words)


def _mark_head(paragraphs: Sequence[Paragraph], looks: Furniture) -> None:
    """Names and agencies above the first running text are furniture."""
    for paragraph in paragraphs:
        if paragraph.kind is None:
            if not paragraph.is_fragment:
                return
            if looks.fits("head", paragraph.words) or _is_names(paragraph):
                paragraph.kind = "furniture"


def _is_names(paragraph: Paragraph) -> bool:
    few = 2 <= paragraph.word_count <= _NAME_WORDS
    return few and _NAMES.fullmatch(paragraph.words) is not None and not paragraph.words.isupper()


def _mark_tail(paragraphs: Sequence[Paragraph], looks: Furniture) -> None:
    """Authors' notes, then loose links, below the last running text are furniture."""
    body = [p for p in paragraphs if p.kind is None]
    prose_count = sum(p.is_prose for p in body)
    for _ in range(_LONGEST_TAIL):
        if prose_count < 2 or not _is_tail(body, looks):
            return
        last = body.pop()
        last.kind = "furniture"
        prose_count -= last.is_prose


def _is_tail(body: Sequence[Paragraph], looks: Furniture) -> bool:
    last, before = body[-1], body[-2]
    if len(last.words) <= _LONGEST_LINE and looks.fits("tail", last.words):
        return not _QUOTED.search(last.words) and not _is_known(last, body[:-1])
    if _QUOTED.search(last.words) or BULLET.match(last.words) or not last.is_fragment:
        return False
    return bool(_SENTENCE_END.search(before.words)) or before.is_fragment


def _is_known(note: Paragraph, body: Sequence[Paragraph]) -> bool:
    """Whether the text spoke before of the one whom a note describes, so that the note belongs to it."""
    names = re.match(r"[—–-]* ?((?:[A-Z][\w.’'-]* ){2,4})", note.words + " ")
    surname = names[1].split()[-1].removesuffix("’s").removesuffix("'s") if names else ""
    return bool(surname) and any(surname in paragraph.words for paragraph in body)


def _join_sections(paragraphs: Sequence[Paragraph]) -> tuple[Section, ...]:
    """Sections from paragraphs; neighbours of one kind become one, save captions."""
    joined: list[Section] = []
    for paragraph in paragraphs:
        for kind, start, end in _cut_pieces(paragraph):
            if joined and joined[-1].kind == kind and kind in ("body", "furniture"):
                joined[-1] = Section(kind, Span(joined[-1].span.start, end))
            else:
                joined.append(Section(kind, Span(start, end)))
    return tuple(joined)


def _cut_pieces(paragraph: Paragraph) -> Iterator[tuple[SectionKind, int, int]]:
    """A paragraph as one piece, or in turns of body and of the furniture found inside it."""
    place, end, words = paragraph.start, paragraph.end, paragraph.words
    for cut_start, cut_end in paragraph.cuts if paragraph.kind is None else ():
        start = paragraph.start + cut_start
        if start >= place:
            if words[place - paragraph.start : cut_start].strip():
                yield "body", place, start
            yield "furniture", start, paragraph.start + cut_end
            place = paragraph.start + cut_end
    if place < end:
        yield paragraph.kind or "body", place, end
