"""The way of the data: articles are read, coded, and handed on as records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from detente.coding.events import code_events
from detente.coding.quotes import code_quotes
from detente.coding.ties import code_ties
from detente.errors import DetenteError
from detente.model import Article, Document, Event, Issue, Quote, Standing
from detente.read.coreference import resolve
from detente.read.dates import find_timexes
from detente.read.mentions import find_mentions
from detente.read.reader import Reader

BATCH = 16  # articles parsed together: enough to fill the network's batches, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Records:
    """What one article says: its events, quotes and the standings of its ties."""

    article: Article
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    standings: tuple[Standing, ...]


class Coder:
    """Reads articles and codes what they say; loading it costs seconds, so make one and keep it.

    Args:
        pipeline: name or path of a spaCy pipeline to parse with, or None for our own model.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self._reader = Reader(pipeline)

    def code_articles(self, articles: Iterable[Article]) -> Iterator[Records | Issue]:
        """Records of each article, in order; an article that fails gives an issue and the rest goes on."""
        todo = iter(articles)
        while batch := list(islice(todo, BATCH)):
            yield from self._code_batch(batch)

    def read_document(self, article: Article) -> Document:
        """One article with its words, dates and mentions."""
        return annotate(next(iter(self._reader.parse_articles([article]))))

    def _code_batch(self, batch: Sequence[Article]) -> Iterator[Records | Issue]:
        try:
            coded = [code_document(annotate(doc)) for doc in self._reader.parse_articles(batch)]
        except Exception as error:  # noqa: BLE001 (the one broad catch: whatever an article does, the others go on)
            if len(batch) == 1:
                yield _report(batch[0], error)
            else:
                for article in batch:
                    yield from self._code_batch([article])
        else:
            yield from coded


def annotate(doc: Document) -> Document:
    """The document with its temporal expressions and its mentions of actors, pronouns resolved."""
    dated = replace(doc, timexes=find_timexes(doc))
    named = replace(dated, mentions=find_mentions(dated))
    return replace(named, mentions=resolve(named, named.mentions))


def code_document(doc: Document) -> Records:
    """What the document says."""
    return Records(doc.article, code_events(doc), code_quotes(doc), code_ties(doc))


def _report(article: Article, error: Exception) -> Issue:
    origin = article.given_id or article.url or article.title or article.article_id
    reason = "model" if isinstance(error, DetenteError) else type(error).__name__
    return Issue(origin, "code", reason, f"{origin}: could not be read: {error}", article.article_id)
