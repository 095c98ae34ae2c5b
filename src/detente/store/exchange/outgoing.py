"""Happenings of the record as other systems have events: one row for each pair."""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import TextIO

from detente.errors import StoreError
from detente.model import Participant, hash_claim
from detente.reference.codebook import is_mutual
from detente.store.database import Database
from detente.store.exchange.layouts import Layout
from detente.store.filters import Filters
from detente.store.rows import EventRow

_UNSAFE = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


@dataclass(slots=True)
class Record:
    """A happening with what tells of it.

    Attributes:
        row: the report printed first, which speaks for the happening.
        day: its day where known to the day, else the day of publication; None where both are unknown.
        version: of detente, which some systems want to know.
        articles: ids of the articles that tell of it, in order.
        outlets, urls: of these, without repetition.
        report_count: events that tell of it; an article may do so twice.
    """

    row: EventRow
    day: date | None
    version: str
    articles: dict[str, None] = field(default_factory=dict)
    outlets: dict[str, None] = field(default_factory=dict)
    urls: dict[str, None] = field(default_factory=dict)
    report_count: int = 0

    def add(self, row: EventRow) -> None:
        """Count one more report."""
        article = row.article
        self.report_count += 1
        self.articles.setdefault(article.article_id)
        if article.outlet is not None:
            self.outlets.setdefault(article.outlet)
        if article.url is not None:
            self.urls.setdefault(article.url)


@dataclass(frozen=True, slots=True)
class Dyad:
    """One row of another system's table: a record between two, or of one alone.

    Attributes:
        key: the event's id; of the second and further pairs with "-2", "-3".
        record: the happening, whose day is known.
        day: the same.
    """

    key: str
    record: Record
    day: date
    actor: Participant | None
    recipient: Participant | None

    @property
    def number(self) -> str:
        """The key as the whole number that some systems want."""
        return str(int(hash_claim(self.key)[:15], 16))


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows came out, of how many happenings, and how many were left out since no day is known."""

    row_count: int
    happening_count: int
    undated_count: int


WriteRow = Callable[[Dyad], Mapping[str, str]]


def collect_records(database: Database, filters: Filters, version: str) -> list[Record]:
    """The happenings that fit, what is told as done only, in the order of their first reports."""
    found: dict[str, Record] = {}
    for row in database.iter_events(replace(filters, status="actual", newest_first=False, limit=None)):
        key = row.happening_id or row.event_id
        if key not in found:
            found[key] = Record(row, _find_day(row), version)
        found[key].add(row)
    return list(found.values())[: filters.limit]


def pair_up(record: Record) -> Iterator[Dyad]:
    """The pairs of a record: each that acts with each that receives.

    Where nobody receives, those who act pair up with one another if they do it to each other, else each stands alone.
    """
    if record.day is None:
        return
    actors, recipients = _drop_repeats(record.row.event.actors), _drop_repeats(record.row.event.recipients)
    pairs: Iterable[tuple[Participant | None, Participant | None]]
    if recipients:
        pairs = product(actors, recipients) if actors else [(None, recipient) for recipient in recipients]
    elif len(actors) > 1 and is_mutual(record.row.event.event_type):
        pairs = combinations(actors, 2)
    else:
        pairs = [(actor, None) for actor in actors] or [(None, None)]
    for place, (actor, recipient) in enumerate(pairs, 1):
        key = record.row.event_id if place == 1 else f"{record.row.event_id}-{place}"
        yield Dyad(key, record, record.day, actor, recipient)


def write_table(layout: Layout, write_row: WriteRow, records: Sequence[Record], path: Path) -> Written:
    """Write records as another system's table; packed where the path ends in .gz or .zip.

    Cells are written exactly as that system would, also those that a spreadsheet takes for formulas.

    Raises:
        StoreError: the file cannot be written.
    """
    count = 0
    empty = layout.empty[0] if layout.has_header and layout.empty == ("None",) else ""
    with open_packed(path) as file:
        if layout.has_header:
            file.write("\t".join(layout.columns) + "\n")
        for record in records:
            for dyad in pair_up(record):
                cells = write_row(dyad)
                file.write("\t".join(cells.get(c, "").translate(_UNSAFE) or empty for c in layout.columns) + "\n")
                count += 1
    return Written(count, len(records), sum(record.day is None for record in records))


@contextmanager
def open_packed(path: Path) -> Iterator[TextIO]:
    """A file to write text to; packed where the path ends in .gz or .zip.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        if path.suffix == ".zip":
            with (
                zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
                io.TextIOWrapper(archive.open(path.stem, "w"), encoding="utf-8", newline="") as file,
            ):
                yield file
        elif path.suffix == ".gz":
            with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
                yield file
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                yield file
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from error


def _find_day(row: EventRow) -> date | None:
    day = row.event.day
    return day.start if day is not None and day.precision == "day" else row.article.published


def _drop_repeats(parties: Iterable[Participant]) -> list[Participant]:
    return list({(party.code, party.sector, party.name): party for party in parties}.values())
