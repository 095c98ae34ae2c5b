"""What analysts say of events: stored, taken back, and made to hold in whatever is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select

from detente.errors import UsageError
from detente.model import Correction, Span, hash_claim
from detente.store.effects import Passage, correct_reading
from detente.store.filters import Condition, Filters, filter_corrections
from detente.store.placing import place_records
from detente.store.readings import (
    Reading,
    compare_readings,
    find_again,
    find_cue,
    insert_reading,
    read_readings,
    replace_reading,
    set_apart,
)
from detente.store.schema import articles, corrections, events
from detente.store.undoing import take_back

_SIDES = ("actors", "recipients")


@dataclass(frozen=True, slots=True)
class Thread:
    """All that stands on what was once one event.

    Attributes:
        anchor_id: its id at the first correction.
        stored_id: the id under which it is stored where only analysts know of it.
        read: how it was read then.
        corrections: those that stand, the first said first.
        alone: whether no other event was read at its cue.
    """

    anchor_id: str
    stored_id: str
    read: Reading
    corrections: tuple[Correction, ...]
    alone: bool

    @property
    def rejected(self) -> bool:
        """Whether somebody says that the article tells of no such event."""
        return any(correction.rejected for correction in self.corrections)

    @property
    def known_ids(self) -> set[str]:
        """All ids that the event had when somebody corrected it."""
        return {self.anchor_id, *(correction.event_id for correction in self.corrections)}


def write_correction(connection: Connection, correction: Correction) -> None:
    """Store what an analyst says and make it hold.

    Raises:
        UsageError: there is no such event.
    """
    known = select(events.c.article_id, events.c.read_as, events.c.correction_id)
    row = connection.execute(known.where(events.c.event_id == correction.event_id)).first()
    if row is None or row.article_id != correction.article_id:
        raise UsageError(f"article {correction.article_id} has no event {correction.event_id}")
    anchor_id, read = correction.event_id, row.read_as
    if row.correction_id is not None:
        earlier = select(corrections.c.anchor_id, corrections.c.read_as)
        said = connection.execute(earlier.where(corrections.c.correction_id == row.correction_id)).one()
        anchor_id, read = said.anchor_id, read or said.read_as
    read = read or read_readings(connection, correction.article_id)[correction.event_id]
    values = _pack(correction) | {"anchor_id": anchor_id, "read_as": read}
    values["alone"] = _stands_alone(connection, correction)
    connection.execute(insert(corrections).values(values))
    _apply_from(connection, correction.article_id)


def undo_correction(connection: Connection, correction_id: str, who: str, at: datetime) -> Correction:
    """Take back the correction whose id begins so.

    Raises:
        UsageError: there is none, or more than one, or it was taken back before.
    """
    row = take_back(connection, corrections, correction_id, who, at, "detente correct --list")
    _apply_from(connection, row.article_id)
    return _unpack(row)


def iter_corrections(connection: Connection, filters: Filters, *extra: Condition) -> Iterator[Correction]:
    """All that was said, taken back or not, the newest first unless asked otherwise; with any further conditions."""
    order = corrections.c.at.desc() if filters.newest_first else corrections.c.at.asc()
    query = select(corrections).where(*filter_corrections(filters), *extra).order_by(order, corrections.c.correction_id)
    yield from map(_unpack, connection.execute(query.limit(filters.limit)))


def apply_corrections(connection: Connection, article_id: str) -> None:
    """Make all that stands on an article's events hold in them, whoever reads them and how often.

    What was said of an earlier text under the same address holds where its sentence stands unchanged, and only once.
    """
    rows = _read_said(connection, article_id)
    if not rows:
        return
    _give_back(connection, article_id)
    found = read_readings(connection, article_id)
    threads = _gather_threads(connection, article_id, rows)
    for thread, event_id in _assign_threads(threads, found).items():
        _apply_thread(connection, article_id, threads[thread], event_id, found)


def _apply_from(connection: Connection, article_id: str) -> None:
    """Make corrections hold in an article and in the later texts under its address."""
    this, later = articles.alias(), articles.alias()
    joined = this.join(later, (later.c.url == this.c.url) & (later.c.version > this.c.version))
    query = select(later.c.article_id).select_from(joined).where(this.c.article_id == article_id)
    for changed in (article_id, *connection.scalars(query.order_by(later.c.version)).all()):
        apply_corrections(connection, changed)
        place_records(connection, changed)


def _read_said(connection: Connection, article_id: str) -> Sequence[Row[Any]]:
    """All corrections of an article and of earlier texts under its address, with the text that each is of."""
    this, earlier = articles.alias(), articles.alias()
    joined = this.join(earlier, (earlier.c.url == this.c.url) & (earlier.c.version < this.c.version))
    before = select(earlier.c.article_id).select_from(joined).where(this.c.article_id == article_id)
    # Two conditions on one indexed column; a join on either would look at every article.
    told = or_(corrections.c.article_id == article_id, corrections.c.article_id.in_(before))
    query = select(corrections, articles.c.text).join(articles, articles.c.article_id == corrections.c.article_id)
    return connection.execute(query.where(told).order_by(corrections.c.at, corrections.c.correction_id)).all()


def _give_back(connection: Connection, article_id: str) -> None:
    """Let the article's events say what was read, and remove those that only an analyst knew."""
    here = events.c.article_id == article_id
    only_said = events.c.correction_id.is_not(None) & events.c.read_as.is_(None)
    connection.execute(delete(events).where(here, only_said))
    query = select(events.c.event_id, events.c.read_as).where(here, events.c.read_as.is_not(None))
    plain = {"read_as": None, "correction_id": None, "rejected": False}
    changed = connection.execute(query).all()
    for row in changed:
        replace_reading(connection, row.event_id, row.read_as, **plain)
    set_apart(connection, [row.event_id for row in changed])


def _gather_threads(connection: Connection, article_id: str, rows: Sequence[Row[Any]]) -> dict[str, Thread]:
    """What stands, by the event that it is about."""
    text = connection.execute(select(articles.c.text).where(articles.c.article_id == article_id)).scalar_one()
    found: dict[str, Thread] = {}
    for row in rows:
        read = row.read_as if row.article_id == article_id else find_again(row.read_as, row.text, text)
        if row.undone_at is None and read is not None:
            stored_id = row.anchor_id if row.article_id == article_id else hash_claim(article_id, row.anchor_id)
            thread = found.get(row.anchor_id) or Thread(row.anchor_id, stored_id, read, (), row.alone)
            found[row.anchor_id] = replace(thread, corrections=(*thread.corrections, _unpack(row)))
    return found


def _assign_threads(threads: dict[str, Thread], found: dict[str, Reading]) -> dict[str, str | None]:
    """For each thread the event that it is about: of that id, else the likest at its cue; None where there is none."""
    ranked = sorted(
        (
            (*_rate(thread, event_id, reading), anchor_id, event_id)
            for anchor_id, thread in threads.items()
            for event_id, reading in found.items()
        ),
        reverse=True,
    )
    chosen: dict[str, str | None] = {}
    for same, _, shared, anchor_id, event_id in ranked:
        if (same or shared) and anchor_id not in chosen and event_id not in chosen.values():
            chosen[anchor_id] = event_id
    return {anchor_id: chosen.get(anchor_id) for anchor_id in threads}


def _rate(thread: Thread, event_id: str, reading: Reading) -> tuple[bool, int, int]:
    """Whether an event has an id of the thread, how alike the two are, and how many characters of the cue they share.

    Where several events were read at one cue, one that is alike in nothing else is taken for another of them.
    """
    alike, shared = compare_readings(thread.read, reading)
    alike += reading["values"]["event_type"] in {correction.event_type for correction in thread.corrections}
    return event_id in thread.known_ids, alike, shared if alike or thread.alone else 0


def _apply_thread(
    connection: Connection, article_id: str, thread: Thread, event_id: str | None, found: dict[str, Reading]
) -> None:
    last = thread.corrections[-1]
    read = thread.read if event_id is None else found[event_id]
    said = correct_reading(read, thread.corrections, _read_passage(connection, article_id, read))
    marks = {"correction_id": last.correction_id, "rejected": thread.rejected}
    if event_id is not None:
        replace_reading(connection, event_id, said, read_as=read, **marks)
        set_apart(connection, [event_id])
    elif not thread.rejected:
        said["values"]["made_by"] = f"analyst {last.who}"
        insert_reading(connection, article_id, thread.stored_id, said, **marks)


def _read_passage(connection: Connection, article_id: str, reading: Reading) -> Passage:
    start, end = (reading["values"][f"evidence_{bound}"] for bound in ("start", "end"))
    words = func.substr(articles.c.text, start + 1, end - start)
    query = select(words).where(articles.c.article_id == article_id)
    return Passage(start, connection.execute(query).scalar_one())


def _stands_alone(connection: Connection, correction: Correction) -> bool:
    readings = read_readings(connection, correction.article_id).values()
    return sum(find_cue(reading).overlaps(correction.cue) for reading in readings) == 1


def _pack(correction: Correction) -> dict[str, Any]:
    values = {name: getattr(correction, name) for name in Correction.__dataclass_fields__ if name in corrections.c}
    cue = {"cue_start": correction.cue.start, "cue_end": correction.cue.end}
    sides = {name: None if values[name] is None else list(values[name]) for name in _SIDES}
    return values | cue | sides


def _unpack(row: Row[Any]) -> Correction:
    values = {name: row._mapping[name] for name in Correction.__dataclass_fields__ if name in corrections.c}
    sides = {name: None if values[name] is None else tuple(values[name]) for name in _SIDES}
    return Correction(**values | sides, cue=Span(row.cue_start, row.cue_end))
