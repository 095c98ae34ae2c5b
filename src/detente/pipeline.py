"""The way of the data: articles come in, are read and coded, and their records are stored."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from detente import __version__
from detente.coder import Coder, Records, code_batches, load_coder
from detente.errors import InputError
from detente.ingest.articles import Facts, build_article
from detente.model import Article, Issue
from detente.read.model_files import model_hash
from detente.reference.files import hash_data
from detente.store import ArticleRecord, Database

BATCH = 16  # articles parsed together: enough to fill the network's batches, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Reading:
    """What decides how articles are read; the same reading of the same article gives the same records.

    Attributes:
        model: hash of the reader model, or the name of the user's spaCy pipeline.
        lexicon: the version of detente and the hash of its data files.
    """

    model: str
    lexicon: str

    @classmethod
    def of(cls, coder: Coder) -> "Reading":
        """How that coder reads."""
        return cls(f"pipeline {coder.pipeline}" if coder.pipeline else model_hash(), f"{__version__}/{hash_data()}")


def store_articles(
    items: Iterable[Article | Issue], database: Database, run_id: str, coder: Coder, jobs: int = 1
) -> Iterator[Records | Article | Issue]:
    """Read, code and store articles, each as a whole; those that the same reading has stored before are passed by.

    Yields:
        For each item, once it is stored: its records, the article itself if it was known, or what went wrong.
    """
    reading = Reading.of(coder)
    todo = iter(items)
    chunks: deque[list[Article | Issue]] = deque()

    def pick_new() -> Iterator[list[Article]]:
        while chunk := list(islice(todo, BATCH)):
            chunks.append(chunk)
            new = {a.article_id: a for a in chunk if isinstance(a, Article)}
            yield [a for a in new.values() if not database.has_article(a.article_id, reading.model, reading.lexicon)]

    for coded in code_batches(pick_new(), coder, jobs):
        fresh = {found.article.article_id if isinstance(found, Records) else found.article_id: found for found in coded}
        for item in chunks.popleft():
            yield _store(fresh.pop(item.article_id, item), database, run_id)


def read(
    text: str,
    *,
    title: str | None = None,
    published: date | str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Records:
    """What a text says: its events, its quotes and how ties stand, each with the words that say so.

    Args:
        text: the article as plain text; the headline may be its first line.
        title: the headline, if it is not part of the text.
        published: day of publication, for "Thursday" and "last year"; without it such days stay None.
        outlet: who published it.
        url: where.

    Examples:
        >>> records = read("BEIJING - China accused the United States of meddling.", published="2020-10-23")
        >>> [(event.event_type, event.actors[0].code) for event in records.events]
        [('ACCUSE', 'CHN')]

    Raises:
        InputError: the text cannot be read.
        ValueError: `published` is no day such as "2020-10-23".
    """
    day = date.fromisoformat(published) if isinstance(published, str) else published
    [found] = load_coder().code_batch([build_article(text, title, Facts(day, outlet, url))])
    if isinstance(found, Issue):
        raise InputError(found.origin, found.reason, found.sentence)
    return found


def _store(found: Records | Article | Issue, database: Database, run_id: str) -> Records | Article | Issue:
    if isinstance(found, Issue):
        database.write_issue(run_id, found)
    elif isinstance(found, Records):
        record = ArticleRecord(found.article, found.events, found.quotes, found.standings)
        try:
            return found if database.write(run_id, record) else found.article
        except InputError as error:
            return _store(Issue(error.origin, "store", error.reason, str(error)), database, run_id)
    return found
