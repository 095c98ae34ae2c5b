"""Articles to records: read, then coded, in one process or several."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from multiprocessing import get_context
from typing import TYPE_CHECKING

from detente.coding.events import code_events
from detente.coding.quotes import code_quotes
from detente.coding.selves import name_selves
from detente.coding.ties import code_ties
from detente.errors import ModelError
from detente.model import Article, Document, Event, Issue, Quote, Standing
from detente.read.coreference import resolve
from detente.read.dates import find_timexes
from detente.read.mentions import find_mentions

if TYPE_CHECKING:
    from detente.read.reader import Reader

Found = list["Records | Issue"]


@dataclass(frozen=True, slots=True)
class Records:
    """What one article says: its events, its quotes and how ties stand."""

    article: Article
    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    standings: tuple[Standing, ...]


class Coder:
    """Reads articles and codes what they say; the model is loaded at the first article and kept.

    Args:
        pipeline: name or path of a spaCy pipeline to parse with, or None for our own model.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self.pipeline = pipeline

    @cached_property
    def _reader(self) -> "Reader":
        # spaCy takes seconds to import, which commands that read no text need not wait for.
        from detente.read.reader import Reader

        return Reader(self.pipeline)

    def read_document(self, article: Article) -> Document:
        """One article with its words, dates and mentions."""
        return annotate(next(iter(self._reader.parse_articles([article]))))

    def code_batch(self, batch: Sequence[Article]) -> Found:
        """Records of articles that are parsed together; if that fails, of each alone."""
        try:
            return [code_document(annotate(doc)) for doc in self._reader.parse_articles(batch)]
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 (the one broad catch: whatever an article does, the others go on)
            if len(batch) == 1:
                return [_report(batch[0], error)]
        return [found for article in batch for found in self.code_batch([article])]


def annotate(doc: Document) -> Document:
    """The document with its temporal expressions and its mentions of actors, pronouns resolved."""
    dated = replace(doc, timexes=find_timexes(doc))
    return replace(dated, mentions=resolve(dated, find_mentions(dated)))


def code_document(doc: Document) -> Records:
    """What the document says; quotes first, since they tell whom "we" means in the rest."""
    quotes = code_quotes(doc)
    told = name_selves(doc, quotes)
    return Records(doc.article, code_events(told), quotes, code_ties(told))


def code_batches(batches: Iterable[Sequence[Article]], coder: Coder, jobs: int = 1) -> Iterator[Found]:
    """Records of each batch of articles, in order; what fails gives issues and the rest goes on.

    Args:
        batches: articles that are parsed together; drawn only as they are needed, so memory stays flat.
        coder: reads them, here if `jobs` is 1.
        jobs: how many processes read at the same time, each with a coder of its own.
    """
    if jobs == 1:
        yield from map(coder.code_batch, batches)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Found]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_code_apart, coder.pipeline, batch))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@cache
def load_coder(pipeline: str | None = None) -> Coder:
    """The coder of this process, kept for the next call."""
    return Coder(pipeline)


def _code_apart(pipeline: str | None, batch: Sequence[Article]) -> Found:
    return load_coder(pipeline).code_batch(batch)


def _report(article: Article, error: Exception) -> Issue:
    origin = article.given_id or article.url or article.title or article.article_id
    sentence = f"{origin}: this article could not be read ({type(error).__name__}: {error}); the others were"
    return Issue(origin, "code", type(error).__name__, sentence, article.article_id)
