"""The record brought together: new articles with those that they copy, new events with the happenings they tell of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.analyse.happenings import WINDOW, Decisions, Membership, anchor, merge_tellings
from detente.analyse.profiles import unite_tellings
from detente.analyse.tellings import Telling, weigh_event
from detente.errors import UsageError
from detente.ingest.deduplicate import WINDOW as COPY_WINDOW
from detente.ingest.deduplicate import Deduplicator
from detente.store import Database, Filters
from detente.store.happenings import Group

COPIES, WORDS = "copies", "merging"
"""What made a story and what made a happening, as the store has it."""

CHUNK = 5000  # events merged at a time: enough to fill the window of days, few enough to keep memory flat
BATCH = 1000

Progress = Callable[[str, int], None]
"""Told the stage ("articles" or "events") and how many were brought together since."""


@dataclass(frozen=True, slots=True)
class Merging:
    """What came of bringing the record together: articles and events looked at, and those found to belong to others."""

    article_count: int = 0
    copy_count: int = 0
    event_count: int = 0
    joined_count: int = 0


def merge_record(database: Database, *, rebuild: bool = False, report: Progress | None = None) -> Merging:
    """Bring what is new in the record together with what was there; doing it twice changes nothing.

    Args:
        database: the record.
        rebuild: whether to bring everything together anew; what analysts decided stands all the same.
        report: told how far it is.
    """
    tell = report or _say_nothing
    days = (None, None) if rebuild else database.unmerged_days()
    if days is None:
        return Merging()
    articles, copies = _merge_articles(database, days, rebuild, tell)
    merger = _Merger(database, read_decisions(database), None if rebuild else _find_fresh(database))
    for since, until in [(None, None)] if rebuild else merger.list_spans():
        merger.merge_span(since, until, tell)
    merger.merge_undated(tell)
    _keep_together(database)
    return Merging(articles, copies, merger.event_count, merger.joined_count)


def read_decisions(database: Database) -> Decisions:
    """What analysts say of merging and did not take back."""
    standing = [decision for decision in database.iter_decisions() if decision.undone_at is None]
    return Decisions(
        together=[(d.event_a, d.event_b) for d in standing if d.together],
        apart=[(d.event_a, d.event_b) for d in standing if not d.together],
    )


def _merge_articles(
    database: Database, days: tuple[date | None, date | None], rebuild: bool, tell: Progress
) -> tuple[int, int]:
    known = {} if rebuild else {article_id: story_id for article_id, story_id, _ in database.iter_story_rows()}
    first, last = days
    since, until = first and _shift(first, -COPY_WINDOW), last and _shift(last, COPY_WINDOW)
    deduplicator, day = Deduplicator(), None
    waiting: list[Group] = []
    count = copies = 0
    for article in database.iter_texts(since, until):
        day = article.published or day
        copy = deduplicator.add(article, day, known.get(article.article_id))
        if article.article_id not in known:
            waiting.append((copy.article_id, copy.story_id, copy.confidence))
            count, copies = count + 1, copies + (copy.story_id != copy.article_id)
        if len(waiting) >= BATCH:
            tell("articles", database.write_stories(waiting, COPIES))
            waiting = []
    tell("articles", database.write_stories(waiting, COPIES))
    return count, copies


def _find_fresh(database: Database) -> dict[str, date]:
    """Events to be merged, with the day by which each is sought.

    Where an analyst decided on an event, or took that back, all that was merged with it is merged anew.
    """
    decided = {event_id for d in database.iter_decisions() for event_id in (d.event_a, d.event_b)}
    found: dict[str, date] = {}
    for row in database.iter_events(Filters(unmerged=True, newest_first=False)):
        found[row.event_id] = anchor(weigh_event(row))
        if row.event_id in decided:
            happening = database.read_happening(row.event_id)
            found |= {other.event_id: anchor(weigh_event(other)) for other in database.read_reports(happening)}
    return found


class _Merger:
    """Merges events in the order of their days, a chunk at a time; only happenings of the last days are remembered.

    Args:
        database: the record.
        decisions: what analysts say.
        fresh: events to be merged, by id; None for all.
    """

    def __init__(self, database: Database, decisions: Decisions, fresh: Mapping[str, date] | None) -> None:
        self.event_count = self.joined_count = 0
        self._database = database
        self._decisions = decisions
        self._decided = {event_id for pair in (*decisions.together, *decisions.apart) for event_id in pair}
        self._fresh = fresh
        self._settled: dict[str, list[Telling]] = {}
        self._undated: list[Telling] = []
        self._stands_for: dict[str, str] = {}

    def list_spans(self) -> Iterator[tuple[date, date]]:
        """The days in which there is something to merge, with the window around them."""
        start = end = None
        for day in sorted(set((self._fresh or {}).values()) - {date.min}):
            if end is not None and start is not None and day - end > 2 * WINDOW:
                yield _shift(start, -WINDOW), _shift(end, WINDOW)
                start = None
            start, end = start or day, day
        if start is not None and end is not None:
            yield _shift(start, -WINDOW), _shift(end, WINDOW)

    def merge_span(self, since: date | None, until: date | None, tell: Progress) -> None:
        """Merge the events of some days."""
        self._settled = {}
        chunk: list[Telling] = []
        rows = self._database.iter_events(Filters(since=since, until=until, newest_first=False))
        for row in rows:
            telling = weigh_event(row)
            if self._fresh is not None and row.event_id not in self._fresh:
                self._settle(row.happening_id or row.event_id, [telling])
            elif anchor(telling) == date.min:
                self._undated.append(telling)
            else:
                chunk.append(telling)
            if len(chunk) >= CHUNK:
                self._merge(chunk, tell)
                chunk = []
        self._merge(chunk, tell)

    def merge_undated(self, tell: Progress) -> None:
        """Merge the events of which nobody can tell the day, among themselves."""
        if self._fresh is not None:
            rows = self._database.iter_events(Filters(unmerged=True, newest_first=False))
            self._undated = [t for t in map(weigh_event, rows) if anchor(t) == date.min]
        self._settled = {}
        for start in range(0, len(self._undated), CHUNK):
            self._merge(self._undated[start : start + CHUNK], tell)

    def _settle(self, happening_id: str, tellings: Iterable[Telling]) -> None:
        self._settled.setdefault(happening_id, []).extend(tellings)

    def _merge(self, chunk: Sequence[Telling], tell: Progress) -> None:
        if not chunk:
            return
        profiles = {happening_id: unite_tellings(told) for happening_id, told in self._settled.items()}
        for happening_id, told in self._settled.items():
            ids = {t.telling_id for t in told} & self._decided
            self._stands_for |= dict.fromkeys(ids, profiles[happening_id].telling_id)
        known = {profile.telling_id: happening_id for happening_id, profile in profiles.items()}
        together = [*profiles.values(), *chunk]
        members = merge_tellings(together, known, self._translate())
        rows = [(t.telling_id, members[t.telling_id].happening_id, members[t.telling_id].confidence) for t in chunk]
        self._database.write_reports(rows, WORDS)
        self._move_absorbed(known, members)
        self._remember(together, members)
        self.event_count += len(chunk)
        tell("events", len(chunk))

    def _translate(self) -> Decisions:
        """The decisions, events merged before under the name of the telling that stands for their happening."""

        def place(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
            named = ((self._stands_for.get(a, a), self._stands_for.get(b, b)) for a, b in pairs)
            return [(a, b) for a, b in named if a != b]

        return replace(self._decisions, together=place(self._decisions.together), apart=place(self._decisions.apart))

    def _move_absorbed(self, known: Mapping[str, str], members: Mapping[str, Membership]) -> None:
        """Give the reports of a happening that became part of another to that other, those of other days too."""
        used = {member.happening_id for member in members.values()}
        for telling_id, old in known.items():
            new = members[telling_id].happening_id
            if old not in used:
                move_reports(self._database, old, new)

    def _remember(self, tellings: Sequence[Telling], members: Mapping[str, Membership]) -> None:
        groups: dict[str, list[Telling]] = defaultdict(list)
        for telling in tellings:
            groups[members[telling.telling_id].happening_id].append(telling)
        self.joined_count += sum(len(told) for told in groups.values() if len(told) > 1)
        last = max(anchor(telling) for telling in tellings)
        self._settled = {
            happening_id: [unite_tellings(told)]
            for happening_id, told in groups.items()
            if last - max(map(anchor, told)) <= WINDOW
        }
        for happening_id, [whole] in self._settled.items():
            ids = {t.telling_id for t in groups[happening_id]} & self._decided
            self._stands_for |= dict.fromkeys(ids, whole.telling_id)


def move_reports(database: Database, old: str, new: str) -> None:
    """Give all reports of one happening to another."""
    reports = database.read_happening(old).reports
    database.write_reports([(report.event_id, new, report.confidence) for report in reports], WORDS)


def _keep_together(database: Database) -> None:
    """Join what analysts say is one, also where the days lie far apart."""
    for a, b in read_decisions(database).together:
        places = [_find_happening(database, event_id) for event_id in (a, b)]
        if None not in places and places[0] != places[1]:
            move_reports(database, str(places[1]), str(places[0]))


def _find_happening(database: Database, event_id: str) -> str | None:
    """The happening of an event; None where the event was rejected or is no longer there."""
    try:
        return database.read_happening(event_id).happening_id
    except UsageError:
        return None


def _say_nothing(stage: str, count: int) -> None:  # noqa: ARG001 (nobody listens)
    return None


def _shift(day: date, span: timedelta) -> date:
    """So many days later or earlier, within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + span.days, 1), date.max.toordinal()))
