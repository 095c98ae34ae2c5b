"""An article as a reader sees it: its text with every record marked, and the records beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.model import Article, Happening, Section, SectionKind, Span
from detente.serve.web.addresses import name_record
from detente.serve.web.marking import Piece, TextMark, cut_text
from detente.serve.web.sentences import find_evidence, list_marks
from detente.store import ArticleRow, Database, EventRow, Filters, QuoteRow, RunRow, TieRow

Row = EventRow | QuoteRow | TieRow


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of a paragraph.

    Attributes:
        anchors: records whose first marked words these are.
        follows: whether the piece before it leads to the same record.
    """

    piece: Piece
    anchors: tuple[str, ...]
    follows: bool

    @property
    def record_id(self) -> str | None:
        """The record to which the words lead: the innermost."""
        return self.piece.marks[0].record_id if self.piece.marks else None


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text with one part to play in the article."""

    kind: SectionKind
    span: Span
    pieces: tuple[MarkedPiece, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A record beside the text.

    Attributes:
        happening: that an event tells of, or None.
        others: what other articles say of the same happening.
    """

    row: Row
    happening: Happening | None = None
    others: tuple[EventRow, ...] = ()

    @property
    def sort(self) -> str:
        """What sort of record it is."""
        return "event" if isinstance(self.row, EventRow) else "quote" if isinstance(self.row, QuoteRow) else "tie"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows.

    Attributes:
        article: with its text.
        facts: how it is stored.
        blocks: the text, line by line.
        cards: its records, in the order of the text.
        run: that read it, or None.
    """

    article: Article
    facts: ArticleRow
    blocks: Sequence[Block]
    cards: Sequence[Card]
    run: RunRow | None = field(default=None)

    def count(self, sort: str) -> int:
        """How many records of a sort there are."""
        return sum(card.sort == sort for card in self.cards)


def read_article_page(database: Database, article_id: str) -> ArticlePage:
    """The article whose id begins so, with all its records.

    Raises:
        UsageError: there is none, or more than one.
    """
    article = database.read_article(article_id)
    filters = Filters(article=article.article_id, old_versions=True)
    [facts] = database.iter_articles(filters)
    rows: list[Row] = [*database.iter_events(filters), *database.iter_quotes(filters), *database.iter_ties(filters)]
    rows.sort(key=lambda row: (find_first(row), name_record(row)))
    return ArticlePage(
        article=article,
        facts=facts,
        blocks=list(mark_blocks(article, rows)),
        cards=list(_make_cards(database, filters, rows)),
        run=next((run for run in database.iter_runs() if run.run_id == facts.run_id), None),
    )


def mark_blocks(article: Article, rows: Iterable[Row]) -> Iterator[Block]:
    """The lines of an article, each cut where marks begin and end; blank lines are left out."""
    marks = [mark for row in rows for mark in list_marks(row)]
    seen: set[str] = set()
    for section in article.sections:
        for span in _split_lines(article.text, section):
            yield Block(section.kind, span, tuple(_anchor(cut_text(article.text, span, marks), seen)))


def find_first(row: Row) -> int:
    """Where the first marked words of a record stand."""
    return min((mark.span.start for mark in list_marks(row)), default=find_evidence(row).span.start)


def _split_lines(text: str, section: Section) -> Iterator[Span]:
    start = section.span.start
    for line in section.span.words(text).splitlines(keepends=True):
        if words := line.strip():
            first = start + line.index(words[0])
            yield Span(first, first + len(words))
        start += len(line)


def _anchor(pieces: Iterable[Piece], seen: set[str]) -> Iterator[MarkedPiece]:
    last: str | None = None
    for piece in pieces:
        new: dict[str, TextMark] = {mark.record_id: mark for mark in piece.marks if mark.record_id not in seen}
        seen |= new.keys()
        record_id = piece.marks[0].record_id if piece.marks else None
        yield MarkedPiece(piece, tuple(new), record_id is not None and record_id == last)
        last = record_id


def _make_cards(database: Database, filters: Filters, rows: Iterable[Row]) -> Iterator[Card]:
    happenings = {happening.happening_id: happening for happening in database.iter_happenings(filters)}
    for row in rows:
        happening = happenings.get(row.happening_id or "") if isinstance(row, EventRow) else None
        others: list[EventRow] = []
        if happening is not None and len(happening.reports) > 1:
            others = [other for other in database.read_reports(happening) if name_record(other) != name_record(row)]
        yield Card(row, happening, tuple(others))
