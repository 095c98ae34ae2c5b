"""What the record holds on a pair, read once for a brief, a history or a look at the terminal."""

from collections.abc import Iterable, Iterator
from datetime import date

from detente.analyse.brief_happenings import Told
from detente.analyse.briefs import Dossier
from detente.analyse.histories import TieHistory, build_histories
from detente.store import Database, Filters, QuoteRow, TieRow


def read_dossier(database: Database, pair: tuple[str, str], since: date | None, until: date | None) -> Dossier:
    """All records of a pair that a brief is made of; ties also from before the window, for how they stood then."""
    ties = tuple(database.iter_ties(Filters(pair=pair, until=until)))
    window = Filters(pair=pair, since=since, until=until)
    return Dossier(
        ties=ties,
        told=tuple(read_told(database, window)),
        quotes=tuple(database.iter_quotes(window)),
        spoken=tuple(iter_spoken(database, ties)),
        stories=read_stories(database),
    )


def read_histories(database: Database, filters: Filters) -> tuple[TieHistory, ...]:
    """The history of each tie of which the rows that fit speak; of those that bind the pair if there is one."""
    rows = tuple(database.iter_ties(filters))
    return build_histories(rows, iter_spoken(database, rows), read_stories(database), filters.pair)


def read_told(database: Database, filters: Filters) -> Iterator[Told]:
    """Happenings that fit, newest first, with the words of those reports that fit."""
    rows = {row.event_id: row for row in database.iter_events(filters)}
    for happening in database.iter_happenings(filters):
        found = tuple(rows[report.event_id] for report in happening.reports if report.event_id in rows)
        if found:
            yield Told(happening, found)


def read_stories(database: Database) -> dict[str, str]:
    """article_id -> story_id."""
    return {article_id: story_id for article_id, story_id, _ in database.iter_story_rows()}


def iter_spoken(database: Database, rows: Iterable[TieRow]) -> Iterator[QuoteRow]:
    """All quotes of the articles that the rows come from."""
    yield from database.iter_quotes(Filters(articles=frozenset(row.article.article_id for row in rows)))
