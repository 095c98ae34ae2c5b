"""A brief and what it cites: sentences, each with the records that it rests on."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from detente.analyse.claims import Claim
from detente.analyse.known import Known
from detente.store.rows import ArticleFacts, EventRow, QuoteRow

RecordKind = Literal["standing", "event", "quote", "article", "reference"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One record that a sentence rests on.

    Attributes:
        number: as it stands behind the sentence, from 1.
        record: what sort of record it is; "article" for an article as a whole, "reference" for the reference table.
        record_id: id of the standing, event, quote or article; of the reference table the file and the name there.
        words: the exact words of the article; None for an article as a whole and for the reference table.
    """

    number: int
    record: RecordKind
    record_id: str
    article_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a brief.

    Attributes:
        citations: numbers of what it rests on; none only where it says that the record holds nothing.
        more_count: how many more records it rests on that are not cited, for the sake of length.
    """

    text: str
    citations: tuple[int, ...] = ()
    more_count: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences under a heading."""

    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """How a pair stands, in plain sentences.

    Attributes:
        a, b: codes of the two.
        since, until: the days it is about; None where the record alone sets the bound.
        citations: by number.
    """

    a: str
    b: str
    title: str
    since: date | None
    until: date | None
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Citer:
    """Numbers what is cited in the order in which it is first cited, and where words were quoted."""

    citations: list[Citation] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _quoted: dict[tuple[str, str], int] = field(default_factory=dict)

    def cite_claim(self, claim: Claim) -> int:
        """The number of what an article says of a tie."""
        return self._cite("standing", claim.standing_id, claim.row.article, claim.row.sentence)

    def cite_event(self, row: EventRow) -> int:
        """The number of an event as one article tells it."""
        return self._cite("event", row.event_id, row.article, row.sentence)

    def cite_quote(self, row: QuoteRow) -> int:
        """The number of a quote."""
        return self._cite("quote", row.quote.quote_id, row.article, row.sentence)

    def cite_article(self, article: ArticleFacts) -> int:
        """The number of an article as a whole."""
        return self._cite("article", article.article_id, article, None)

    def cite_known(self, known: Known) -> int:
        """The number of an entry of the reference table."""
        return self._cite("reference", f"{known.table}: {known.name}", None, None)

    def find_words(self, article: ArticleFacts, sentence: str) -> int | None:
        """Under which number the words were quoted before, or None."""
        return self._quoted.get((article.article_id, sentence))

    def note_words(self, article: ArticleFacts, sentence: str, number: int) -> None:
        """Remember that the words are quoted under that number."""
        self._quoted.setdefault((article.article_id, sentence), number)

    def _cite(self, record: RecordKind, record_id: str, article: ArticleFacts | None, words: str | None) -> int:
        key = f"{record} {record_id}"
        if key not in self._numbers:
            number = self._numbers[key] = len(self.citations) + 1
            cited = Citation(number, record, record_id, words=words)
            if article is not None:
                facts = {name: getattr(article, name) for name in ("article_id", "title", "outlet", "published", "url")}
                cited = replace(cited, **facts)
            self.citations.append(cited)
        return self._numbers[key]
