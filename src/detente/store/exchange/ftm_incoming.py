"""FollowTheMoney entities, one a line, as events beside the record.

Entities stand in any order, and one may come in pieces on several lines, as the tools of followthemoney write them. The
file is gone through for its events, then for those whom they name, and at last event by event; kept in memory are only
where the events stand and whom they name.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, BinaryIO

from detente.errors import InputError
from detente.model import Issue
from detente.reference.codebook import is_mutual
from detente.store.exchange.codes import ForeignAct
from detente.store.exchange.files import StagedFile
from detente.store.exchange.ftm_values import COUNTRIES, NO_ACT, Entity, list_values, read_act, read_day, read_party
from detente.store.exchange.incoming import ALL_WRONG, BATCH, EXCERPT, Values, make_issue
from detente.store.exchange.json_lines import LineError, Party, clean_text, pair_up, parse_line, tell_odd_lines

# A Trip is an Event in the model of followthemoney.
_EVENTS = frozenset({"Event", "Trip"})
_REFERENCES = ("organizer", "involved", "proof")
_OF_EVENTS = (*_REFERENCES, "keywords", "date", "startDate", "endDate", "sourceUrl")
_OF_OTHERS = ("name", *COUNTRIES, "sector", "sourceUrl")

Place = tuple[int, int]
"""A line's number, and the byte at which it begins."""


class EntityRows:
    """The events of one file, a row for each pair of those who take part; what cannot be stored is kept aside.

    Attributes:
        row_count: rows that can be stored, once all are read.
    """

    def __init__(self, file: StagedFile) -> None:
        self._file = file
        self.row_count = 0
        self._issues = tell_odd_lines(file)
        self._left_out: set[int] = set()
        self._events: dict[str, tuple[Place, ...]] = {}
        self._known: dict[str, Entity | None] = {}
        self._documents: dict[str, set[str]] = {}
        count = self._read_lines(self._note)
        if count == 0 and len(self._left_out) > ALL_WRONG:
            sentence = f"none of its {len(self._left_out)} lines is an entity; name another form with --format"
            raise InputError(file.name, "form", sentence)
        if self._events:
            self._read_lines(self._keep)

    def iter_batches(self) -> Iterator[list[Values]]:
        """Rows in the order of the store's columns."""
        with self._file.path.open("rb") as file:
            rows = chain.from_iterable(self._read_event(file, key, places) for key, places in self._events.items())
            while batch := list(islice(rows, BATCH)):
                self.row_count += len(batch)
                yield batch

    def iter_issues(self) -> Iterator[Issue]:
        """Lines that were left out, and what is amiss with events that were kept."""
        return iter(self._issues)

    def _read_lines(self, take: Callable[[Mapping[str, Any], Place], None]) -> int:
        """Hand on each entity with its place; returns how many there are."""
        start = count = 0
        with self._file.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip() and number not in self._left_out:
                    try:
                        take(parse_line(line.decode()), (number, start))
                        count += 1
                    except LineError as error:
                        self._left_out.add(number)
                        excerpt = line.decode()[:EXCERPT].strip()
                        self._tell(number, error.reason, f"{error}; the line was left out ({excerpt})")
                start += len(line)
        return count

    def _note(self, record: Mapping[str, Any], place: Place) -> None:
        """Remember where an event stands and whom it names."""
        schema = record.get("schema")
        if not isinstance(schema, str):
            raise LineError("row", "no entity, since it has no schema")
        if schema in _EVENTS:
            key, event = _read_key(record), Entity(schema)
            event.add(record, _OF_EVENTS)
            self._known.update((reference, None) for name in _REFERENCES for reference in event.list(name))
            self._events[key] = (*self._events.get(key, ()), place)

    def _keep(self, record: Mapping[str, Any], _: Place) -> None:
        """Remember what is said of one whom events name, or that a document tells of an event."""
        if record["schema"] == "Documentation":
            for event in self._events.keys() & list_values(record, "entity"):
                self._documents.setdefault(event, set()).update(list_values(record, "document"))
        elif isinstance(record.get("id"), str) and (key := clean_text(record["id"])) in self._known:
            known = self._known[key] or Entity(record["schema"])
            known.add(record, _OF_OTHERS)
            self._known[key] = known

    def _read_event(self, file: BinaryIO, key: str, places: tuple[Place, ...]) -> Iterator[Values]:
        """The rows of an event, one for each pair; none where it has a date that is none."""
        event, line = _gather(file, places), places[0][0]
        try:
            day = read_day(event)
        except LineError as error:
            self._tell(line, error.reason, f"{error}; event {key} was left out")
            return
        act = self._read_act(event, key, line)
        organizers, involved, proofs = (self._find(event, name, key, line) for name in _REFERENCES)
        documents = {*self._documents.get(key, ()), *event.list("proof")}
        url = next((found for entity in (*proofs, event) for found in entity.list("sourceUrl")), None)
        head = (day, act.event_type, act.mode, act.cameo, act.quad_class, act.score, act.goldstein)
        for part, (actor, recipient) in enumerate(_pair_up(event, act, organizers, involved)):
            names = (actor.code, recipient.code, actor.name, recipient.name, actor.sector, recipient.sector)
            yield (key, part, *head, *names, len(documents) or None, url)

    def _read_act(self, event: Entity, key: str, line: int) -> ForeignAct:
        try:
            return read_act(event.list("keywords"))
        except LineError as error:
            self._tell(line, error.reason, f"{error}; event {key} was kept without a type")
            return NO_ACT

    def _find(self, event: Entity, name: str, key: str, line: int) -> list[Entity]:
        """Those whom an event names in a property; who is not in the file is told of."""
        found: list[Entity] = []
        for reference in event.list(name):
            known = self._known[reference]
            if known is not None:
                found.append(known)
            else:
                sentence = f"{name} {reference} is not in the file; event {key} was kept without it"
                self._tell(line, "reference", sentence)
        return found

    def _tell(self, line: int, reason: str, sentence: str) -> None:
        self._issues.append(make_issue(f"{self._file.name}:{line}", reason, clean_text(sentence)))


@contextmanager
def open_entities(file: StagedFile) -> Iterator[EntityRows]:
    """The rows of a file.

    Raises:
        InputError: it holds no entity at all.
    """
    yield EntityRows(file)


def _read_key(record: Mapping[str, Any]) -> str:
    key = record.get("id")
    if not isinstance(key, str) or not clean_text(key):
        raise LineError("row", "an event without an id")
    return clean_text(key)


def _gather(file: BinaryIO, places: tuple[Place, ...]) -> Entity:
    """An event, put together from all its pieces."""
    event = Entity("Event")
    for _, start in places:
        file.seek(start)
        event.add(parse_line(file.readline().decode()), _OF_EVENTS)
    return event


def _pair_up(
    event: Entity, act: ForeignAct, organizers: list[Entity], involved: list[Entity]
) -> Iterator[tuple[Party, Party]]:
    """Organizers with the others; where nobody organizes, all with one another, or, by type, as those who receive."""
    mutual = act.event_type is not None and is_mutual(act.event_type)
    others = [read_party(entity) for entity in involved if entity not in organizers]
    if event.list("organizer"):
        actors = [read_party(entity) for entity in organizers]
        return pair_up(actors, others, mutual and not event.list("involved"))
    return pair_up(others, [], True) if mutual or act.event_type is None else pair_up([], others, False)
