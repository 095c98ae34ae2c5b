"""The words in which a brief is written: names with their articles, phrases for ties and events, sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from detente.errors import ReferenceDataError
from detente.model import EventType, Sector, StandingValue, TieKind
from detente.reference.files import load_yaml


@dataclass(frozen=True, slots=True)
class TiePhrase:
    """How a kind of tie is spoken of.

    Attributes:
        heading: as a label ("Arms supply").
        words: with `{parties}`, or `{first}` and `{second}`.
        directed: the words where direction counts; the same as `words` where the kind always or never has one.
        plural: whether "are" follows ("sanctions"); `directed_plural` for the words with a direction.
        article: whether "a" or "the" goes before it.
    """

    heading: str
    words: str
    directed: str
    plural: bool
    directed_plural: bool
    article: bool


@dataclass(frozen=True, slots=True)
class Act:
    """What happened, in the past tense and as an infinitive, with `{recipients}` where there are any."""

    past: str
    base: str


@dataclass(frozen=True, slots=True)
class Prose:
    """All words of a brief.

    Attributes:
        articles: codes of states whose names take "the".
        bare: ids of bodies that go by their short name.
        the_names, the_starts: last and first words of proper names of ties that take "the".
        standings: what follows "is", by standing and kind.
        sectors: phrases for parties that are no government, with `{name}`.
        acts: by type, mode ("" for the type itself) and whether there are recipients.
        numbers: in letters, from nought up.
        months, quarters: in order.
        headings: of the parts of a brief, by name.
        sentences: by name.
    """

    articles: frozenset[str]
    bare: frozenset[str]
    the_names: frozenset[str]
    the_starts: frozenset[str]
    ties: Mapping[TieKind, TiePhrase]
    standings: Mapping[tuple[StandingValue, TieKind], str]
    sectors: Mapping[Sector, str]
    acts: Mapping[tuple[EventType, str, bool], Act]
    numbers: tuple[str, ...]
    months: tuple[str, ...]
    quarters: tuple[str, ...]
    headings: Mapping[str, str]
    sentences: Mapping[str, str]

    def act(self, event_type: EventType, mode: str | None, has_recipients: bool) -> Act:
        """What happened, by its mode where there are words for that."""
        of_type = self.acts[event_type, "", has_recipients]
        return self.acts.get((event_type, mode or "", has_recipients), of_type)


@cache
def load_prose() -> Prose:
    """The words, read once.

    Raises:
        ReferenceDataError: a kind, a standing or an event type has no words.
    """
    rows = load_yaml("after_reading/briefs.yaml")
    _check_complete(rows)
    return Prose(
        articles=frozenset(rows["articles"]),
        bare=frozenset(rows["bare"]),
        the_names=frozenset(rows["the_names"]),
        the_starts=frozenset(rows["the_starts"]),
        ties={kind: _read_tie(row) for kind, row in rows["ties"].items()},
        standings={
            (standing, kind): row.get("by_kind", {}).get(kind, row["words"])
            for standing, row in rows["standings"].items()
            for kind in rows["ties"]
        },
        sectors=rows["sectors"],
        acts=_read_acts(rows["events"]),
        numbers=tuple(rows["numbers"]),
        months=tuple(rows["months"]),
        quarters=tuple(rows["quarters"]),
        headings=rows["headings"],
        sentences=rows["sentences"],
    )


def _check_complete(rows: Mapping[str, Any]) -> None:
    wanted = {"ties": TieKind, "standings": StandingValue, "events": EventType}
    for part, values in wanted.items():
        if missing := set(get_args(values)) ^ set(rows[part]):
            raise ReferenceDataError(f"briefs.yaml: {part}: no or unknown words for {', '.join(sorted(missing))}")


def _read_tie(row: Mapping[str, Any]) -> TiePhrase:
    plural = row.get("plural", False)
    return TiePhrase(
        row["heading"],
        row["words"],
        row.get("directed", row["words"]),
        plural,
        row.get("directed_plural", plural),
        row.get("article", False),
    )


def _read_acts(rows: Mapping[EventType, Mapping[str, Any]]) -> dict[tuple[EventType, str, bool], Act]:
    found: dict[tuple[EventType, str, bool], Act] = {}
    for event_type, row in rows.items():
        for mode, words in {"": row, **row.get("modes", {})}.items():
            found[event_type, mode, True] = Act(words["past"], words["base"])
            found[event_type, mode, False] = Act(words["joint"]["past"], words["joint"]["base"])
    return found
