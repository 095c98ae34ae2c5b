"""The one door to the database."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, insert, update

from detente.errors import StoreError
from detente.model import Article, Correction, Happening, ImportedEvent, Issue, Origin
from detente.store import audit, connect, corrections, decisions, happenings, imported, pairs, reader, writer
from detente.store.accounts import Accounts
from detente.store.failures import report_failures
from detente.store.filters import Filters
from detente.store.pages import Page, PagedTable, Place, read_page
from detente.store.rows import (
    ArticleRecord,
    ArticleRow,
    EventRow,
    ImportRow,
    IssueRow,
    MergeDecision,
    PairCount,
    QuoteRow,
    RunRow,
    TieRow,
)
from detente.store.schema import reports, runs, stories
from detente.store.version import Watch

Clock = Callable[[], datetime]
_T = TypeVar("_T")


def read_clock() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def open_database(
    place: str | Path, create: bool = True, clock: Clock = read_clock, wait_seconds: float = 30
) -> "Database":
    """A database for articles and what was read in them, with its tables brought up to date.

    Args:
        place: a file, or an address such as postgresql://user@host/name.
        create: whether to make the file or the tables where there are none.
        clock: tells the time that goes into runs, articles and issues.
        wait_seconds: how long to wait for another program that writes.

    Raises:
        StoreError: it cannot be opened, is missing, or was made by a newer version.
        UsageError: the address is of another kind of database.
    """
    url = connect.parse_url(place)
    shown = connect.show_place(url)
    engine = connect.make_engine(url, wait_seconds)
    try:
        with report_failures(shown):
            if not create:
                connect.check_exists(engine, shown)
            connect.bring_up_to_date(engine, shown)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, shown, clock)


class Database:
    """Articles and what was read in them; close it, or use it in a `with` statement.

    All methods raise StoreError where the database fails; the sentence names it and says what to do.

    Attributes:
        place: the file or address, without a password.
    """

    def __init__(self, engine: Engine, place: str, clock: Clock) -> None:
        self.place = place
        self._engine = engine
        self._clock = clock
        self._watch: Watch | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def accounts(self) -> Accounts:
        """Who may use the web pages, and what was done in whose name."""
        return Accounts(self._reading, self._writing, self._clock)

    def close(self) -> None:
        """Let go of the database."""
        if self._watch is not None:
            self._watch.close()
        self._engine.dispose()

    def read_version(self) -> str:
        """A text that differs from an earlier one of this process if anything was written in between."""
        with report_failures(self.place):
            if self._watch is None:
                self._watch = Watch(self._engine)
            return self._watch.read_version()

    def begin_run(self, version: str, model_hash: str, lexicon_hash: str, settings: Mapping[str, Any]) -> str:
        """Record that a reading of articles begins, with what is needed to do it again; returns its run_id."""
        run_id = secrets.token_hex(8)
        values = {"run_id": run_id, "version": version, "model_hash": model_hash, "lexicon_hash": lexicon_hash}
        with self._writing() as connection:
            connection.execute(insert(runs).values(**values, settings=dict(settings), started=self._clock()))
        return run_id

    def finish_run(self, run_id: str) -> None:
        """Record that a reading came to its end."""
        with self._writing() as connection:
            connection.execute(update(runs).where(runs.c.run_id == run_id).values(finished=self._clock()))

    def has_article(self, article_id: str, model_hash: str, lexicon_hash: str) -> bool:
        """Whether the article is stored as this model and lexicon read it."""
        with self._reading() as connection:
            return writer.read_reading(connection, article_id) == (model_hash, lexicon_hash)

    def write(self, run_id: str, record: ArticleRecord) -> bool:
        """Store an article and what was read in it, all or nothing.

        Another text under the same address becomes a new version; the old one stays. Where another model or lexicon
        read the article before, the records are replaced.

        Returns:
            False if the article is stored as the same model and lexicon read it; then nothing changes.

        Raises:
            InputError: the article has characters that cannot be stored; nothing is.
        """
        return self.write_all(run_id, [record]) == 1

    def write_all(self, run_id: str, records: Iterable[ArticleRecord]) -> int:
        """Store several articles, all of them or none; returns how many were new or read anew.

        Raises:
            InputError: one of them has characters that cannot be stored; nothing is.
        """
        checked = list(records)
        for record in checked:
            writer.check_record(record)
        with self._writing() as connection:
            now = self._clock()
            return sum(writer.write_article(connection, run_id, record, now) for record in checked)

    def write_issue(self, run_id: str, issue: Issue) -> bool:
        """Store what could not be read; False if the same run has said so before."""
        with self._writing() as connection:
            return writer.write_issue(connection, run_id, issue, self._clock())

    def write_issues(self, run_id: str, issues: Iterable[Issue]) -> int:
        """Store several at once; returns how many the run had not said before."""
        with self._writing() as connection:
            now = self._clock()
            return sum(writer.write_issue(connection, run_id, issue, now) for issue in issues)

    def iter_events(self, filters: Filters = Filters()) -> Iterator[EventRow]:  # noqa: B008 (frozen)
        """Stored events with the exact words."""
        return self._iterate(lambda connection: reader.iter_events(connection, filters))

    def iter_quotes(self, filters: Filters = Filters()) -> Iterator[QuoteRow]:  # noqa: B008 (frozen)
        """Stored quotes with the exact words."""
        return self._iterate(lambda connection: reader.iter_quotes(connection, filters))

    def iter_ties(self, filters: Filters = Filters()) -> Iterator[TieRow]:  # noqa: B008 (frozen)
        """All that articles said about how ties stand, with the exact words."""
        return self._iterate(lambda connection: reader.iter_ties(connection, filters))

    def iter_articles(self, filters: Filters = Filters()) -> Iterator[ArticleRow]:  # noqa: B008 (frozen)
        """Stored articles, without their texts."""
        return self._iterate(lambda connection: reader.iter_articles(connection, filters))

    def iter_issues(self, filters: Filters = Filters()) -> Iterator[IssueRow]:  # noqa: B008 (frozen)
        """What could not be read."""
        return self._iterate(lambda connection: reader.iter_issues(connection, filters))

    def read_page(self, table: PagedTable, filters: Filters, size: int, after: Place | None = None) -> Page:
        """A page of rows, those of the last day first unless asked otherwise; what has no day comes last.

        Pages hold together: what is stored while one reads shifts nothing and repeats nothing.

        Args:
            table: which rows.
            filters: which of them; `limit` does not count.
            size: how many at most.
            after: where the page before ended (its `after`); None for the first.

        Raises:
            UsageError: the place is none of this table, or a filter has no meaning for it.
        """
        with self._reading() as connection:
            return read_page(connection, table, filters, size, after)

    def iter_runs(self) -> Iterator[RunRow]:
        """All runs, the newest first."""
        return self._iterate(reader.iter_runs)

    def most_mentioned_pairs(self, limit: int = 5) -> list[PairCount]:
        """The pairs that most events and standings name together."""
        with self._reading() as connection:
            return pairs.count_pairs(connection, limit)

    def read_event(self, event_id: str) -> EventRow:
        """The event whose id begins so.

        Raises:
            UsageError: there is none, or more than one.
        """
        with self._reading() as connection:
            return reader.read_event(connection, event_id)

    def read_article(self, article_id: str) -> Article:
        """The article whose id begins so, with its text and sections.

        Raises:
            UsageError: there is none, or more than one.
        """
        with self._reading() as connection:
            return reader.read_article(connection, article_id)

    def iter_happenings(self, filters: Filters = Filters()) -> Iterator[Happening]:  # noqa: B008 (frozen)
        """Happenings of which at least one report fits, each with all its reports."""
        return self._iterate(lambda connection: happenings.iter_happenings(connection, filters))

    def read_happening(self, key: str) -> Happening:
        """The happening whose id begins so, or of which the event whose id begins so is a report.

        Raises:
            UsageError: there is none, or more than one.
        """
        with self._reading() as connection:
            return happenings.read_happening(connection, key)

    def read_reports(self, happening: Happening) -> list[EventRow]:
        """The events that tell of a happening, with their words, in the order of its reports."""
        with self._reading() as connection:
            return happenings.read_reports(connection, happening)

    def write_stories(self, groups: Iterable[happenings.Group], made_by: str) -> int:
        """Say which article belongs to which story and how surely, in place of what was said before."""
        with self._writing() as connection:
            return happenings.write_groups(connection, stories, groups, made_by)

    def write_reports(self, groups: Iterable[happenings.Group], made_by: str) -> int:
        """Say which event tells of which happening and how surely, in place of what was said before."""
        with self._writing() as connection:
            return happenings.write_groups(connection, reports, groups, made_by)

    def iter_story_rows(self) -> Iterator[happenings.Group]:
        """To which story each article belongs; those that were not compared with others yet are left out."""
        return self._iterate(happenings.iter_story_rows)

    def iter_report_rows(self, filters: Filters = Filters()) -> Iterator[happenings.Group]:  # noqa: B008 (frozen)
        """To which happening each event that fits belongs; at first each is one of its own."""
        return self._iterate(lambda connection: happenings.iter_report_rows(connection, filters))

    def iter_texts(self, since: date | None = None, until: date | None = None) -> Iterator[Article]:
        """Articles with their texts, by day of publication or, where that is unknown, of storing."""
        return self._iterate(lambda connection: happenings.iter_texts(connection, since, until))

    def unmerged_days(self) -> tuple[date, date] | None:
        """First and last day of articles of which the text or an event is still to be compared; None where none is."""
        with self._reading() as connection:
            return happenings.unmerged_days(connection)

    def decide_merge(self, a: str, b: str, *, together: bool, who: str, note: str | None = None) -> MergeDecision:
        """Store an analyst's word that two events are one happening, or are not; it holds from the next merging on.

        Raises:
            UsageError: there is no such event, or the two are one.
        """
        with self._writing() as connection:
            now = self._clock()
            decision = decisions.decide_merge(connection, (a, b), together=together, who=who, note=note, at=now)
            audit.log_decision(connection, decision)
            return decision

    def undo_decision(self, decision_id: str, who: str) -> MergeDecision:
        """Take back the decision whose id begins so.

        Raises:
            UsageError: there is none, or more than one, or it was taken back before.
        """
        with self._writing() as connection:
            undone = decisions.undo_decision(connection, decision_id, who, self._clock())
            audit.log_decision(connection, undone)
            return undone

    def iter_decisions(self) -> Iterator[MergeDecision]:
        """All that analysts said of merging, taken back or not, the oldest first."""
        return self._iterate(decisions.iter_decisions)

    def write_correction(self, correction: Correction) -> None:
        """Store what an analyst says of an event; from now on it stands over what is read.

        Raises:
            UsageError: the article has no such event.
        """
        with self._writing() as connection:
            corrections.write_correction(connection, correction)
            audit.log_correction(connection, correction)

    def undo_correction(self, correction_id: str, who: str) -> Correction:
        """Take back the correction whose id begins so.

        Raises:
            UsageError: there is none, or more than one, or it was taken back before.
        """
        with self._writing() as connection:
            undone = corrections.undo_correction(connection, correction_id, who, self._clock())
            audit.log_correction(connection, undone)
            return undone

    def iter_corrections(self, filters: Filters = Filters()) -> Iterator[Correction]:  # noqa: B008 (frozen)
        """All that analysts said of events, taken back or not."""
        return self._iterate(lambda connection: corrections.iter_corrections(connection, filters))

    def begin_import(self, origin: Origin, file: str, sha256: str, version: str) -> str | None:
        """Record that a file of another system's events begins to come in; returns its import_id.

        Args:
            origin: which system.
            file: its name, for people to see.
            sha256: of the file, by which it is known again.
            version: of detente.

        Returns:
            None where the same file has come in to its end; the earlier import_id where that was broken off.
        """
        row = ImportRow(secrets.token_hex(8), origin, file, sha256, self._clock(), None, None)
        with self._writing() as connection:
            return imported.begin_import(connection, row, version)

    def write_imported(self, import_id: str, rows: Sequence[imported.Values]) -> int:
        """Store rows with the values of `IMPORTED_COLUMNS`, all or none; returns how many were not there before."""
        with self._writing() as connection:
            return imported.write_imported(connection, import_id, rows)

    def finish_import(self, import_id: str, row_count: int, issue_count: int) -> None:
        """Record that all of a file has come in."""
        with self._writing() as connection:
            imported.finish_import(connection, import_id, row_count, issue_count, self._clock())

    def iter_imported(self, origin: Origin, filters: Filters = Filters()) -> Iterator[ImportedEvent]:  # noqa: B008
        """One other system's events."""
        return self._iterate(lambda connection: imported.iter_imported(connection, origin, filters))

    def iter_imports(self) -> Iterator[ImportRow]:
        """All files of other systems' events, the newest first."""
        return self._iterate(imported.iter_imports)

    def count_rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with self._reading() as connection:
            return reader.count_rows(connection)

    def check(self) -> None:
        """Look for damage in the file.

        Raises:
            StoreError: there is some.
        """
        with self._reading() as connection:
            found = connect.check_soundness(connection)
        if found is not None:
            raise StoreError(
                f"database {self.place}: it is damaged ({found}); restore a copy, or read the articles again"
            )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with report_failures(self.place), connect.open_for_reading(self._engine) as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with report_failures(self.place), connect.open_for_writing(self._engine) as connection, connection.begin():
            yield connection

    def _iterate(self, query: Callable[[Connection], Iterator[_T]]) -> Iterator[_T]:
        with self._reading() as connection:
            yield from query(connection)
