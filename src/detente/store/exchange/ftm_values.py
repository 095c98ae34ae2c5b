"""What an entity of FollowTheMoney says, in our terms: act, day, and who somebody is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from detente.model import Period
from detente.reference.actors import load_actors
from detente.reference.codebook import EVENT_TYPES, load_cameo, load_contexts, load_types
from detente.store.exchange.codes import ForeignAct, find_party, find_plover_act
from detente.store.exchange.json_lines import LineError, Party, clean_text

_T = TypeVar("_T")

NO_ACT = ForeignAct(None, None, None, None, None, None)
"""That of an event which names no type."""

COUNTRIES = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship")
"""Properties that say to which country somebody belongs; the first that has a value counts."""

_NAMED = frozenset({"PublicBody", "Organization"})
_KINDS = ("state", "territory", "body", "institution", "group")


@dataclass(slots=True)
class Entity:
    """An entity, put together from all its pieces.

    Attributes:
        caption: the name by which the tools of followthemoney speak of it; None where they do not say.
        values: of the properties that were taken, without repetition and in order.
    """

    schema: str
    caption: str | None = None
    values: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, record: Mapping[str, Any], names: Iterable[str]) -> None:
        """Take these properties from one piece of it.

        Raises:
            LineError: a value is no text.
        """
        if self.caption is None and isinstance(record.get("caption"), str):
            self.caption = clean_text(record["caption"])
        for name in names:
            if texts := list_values(record, name):
                self.values.setdefault(name, {}).update(dict.fromkeys(texts))

    def list(self, name: str) -> list[str]:
        """The values of a property; none where it has none."""
        return list(self.values.get(name, ()))


def list_values(record: Mapping[str, Any], name: str) -> list[str]:
    """The values of one property of an entity as it stands on a line.

    Raises:
        LineError: the entity has no properties, or a value is no text.
    """
    properties = record.get("properties")
    if not isinstance(properties, dict):
        raise LineError("row", f"properties {properties!r:.80} are none")
    found = properties.get(name) or []
    listed = found if isinstance(found, list) else [found]
    for value in listed:
        if not isinstance(value, str):
            raise LineError("row", f"{name} {value!r:.80} is no text")
    return [text for value in listed if (text := clean_text(value).strip())]


def read_act(keywords: Iterable[str]) -> ForeignAct:
    """The act that keywords name, as our own export writes them: a PLOVER type, its mode and a CAMEO code.

    A mode that is also the name of a context is not taken, since keywords hold both.

    Examples:
        >>> act = read_act(["CONSULT", "visit", "042", "economic"])
        >>> act.event_type, act.mode, act.cameo, act.score
        ('CONSULT', 'visit', '042', 4)

    Raises:
        LineError: they name two types.
    """
    words = set(keywords)
    types = [name for name in EVENT_TYPES if name in words]
    if len(types) > 1:
        raise LineError("code", f"keywords {' and '.join(types)} are two types of event")
    if not types:
        return NO_ACT
    cameo = _find_only(words & load_cameo().keys())
    modes = load_types()[types[0]].mode_scores.keys() - load_contexts().keys()
    act = find_plover_act(types[0], _find_only(words & modes))
    return replace(act, cameo=cameo, goldstein=load_cameo()[cameo].goldstein if cameo else None)


def read_day(event: Entity) -> date | None:
    """The day of an event; None where it has none, several, or but a month or year.

    Raises:
        LineError: a date is none of the calendar.
    """
    days, starts, ends = (
        {_read_date(name, value) for value in event.list(name)} for name in ("date", "startDate", "endDate")
    )
    if days:
        return _find_only(days - {None})
    return _find_only(starts | ends) if starts else None


def read_party(entity: Entity) -> Party:
    """Who somebody is: an international body by its name, else by country; a body without a country by its name."""
    names = entity.list("name")
    name = entity.caption if entity.caption in names else next(iter(names), None)
    actors = [load_actors().lookup(text) for text in names] if entity.schema in _NAMED else []
    named = next((actor for actor in actors if actor is not None and actor.kind in _KINDS), None)
    countries = next((found for key in COUNTRIES if (found := entity.list(key))), [])
    code = _find_only({find_party("ftm", country) for country in countries} - {None})
    if named is not None and (named.kind == "body" or not countries):
        code = named.code
    return Party(code, name, ";".join(entity.list("sector")) or None)


def _read_date(name: str, value: str) -> date | None:
    """A day, also one with an hour; None for what is less precise."""
    day = value[:10] if value[10:11] in ("T", " ") else value
    try:
        if len(day) == 10:
            return date.fromisoformat(day)
        Period.parse(day)
    except (ValueError, OverflowError) as error:
        raise LineError("row", f"{name} {value} is no date of the calendar") from error
    return None


def _find_only(found: Iterable[_T]) -> _T | None:
    """The one value; None where there is none or more than one."""
    listed = list(found)
    return listed[0] if len(listed) == 1 else None
