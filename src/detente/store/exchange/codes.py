"""Codes of other event data into ours, and back: countries and bodies, acts, sectors."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from detente.model import EventType, Origin, QuadClass
from detente.reference.actors import load_actors
from detente.reference.codebook import load_cameo, load_types
from detente.reference.files import load_yaml
from detente.reference.states import load_states

UNKNOWN = "---"
"""How CAMEO's coders write that nobody is known."""

_CAMEO: frozenset[Origin] = frozenset({"gdelt", "gdelt1", "phoenix"})
_NAMED: frozenset[Origin] = frozenset({"icews", "polecat"})
_COUNTRIES = ("state", "territory")


@dataclass(frozen=True, slots=True)
class ForeignAct:
    """What an act is in our codes; None where its code has no counterpart.

    Attributes:
        cameo: the code as given, "010" and not "10"; None where the other system has none.
    """

    event_type: EventType | None
    mode: str | None
    cameo: str | None
    quad_class: QuadClass | None
    score: float | None
    goldstein: float | None


@cache
def find_party(origin: Origin, value: str) -> str | None:
    """Code of the country or body that another system names by a code or, ICEWS and POLECAT, in full.

    FollowTheMoney has two letters, small.

    Examples:
        >>> find_party("gdelt", "ROM"), find_party("gdelt", "EEC"), find_party("icews", "Russian Federation")
        ('ROU', 'EUR', 'RUS')
        >>> find_party("gdelt", "EUR") is None  # there it is the continent
        True
    """
    if origin in _CAMEO:
        return _find_country(_table("cameo_countries").get(value, value)) or _find_group(value)
    if origin == "ftm":
        return _find_body(_table("ftm_countries").get(value.lower()) or _index_iso2().get(value.lower(), ""))
    code = _table("plover_countries").get(value, value)
    found = _find_country(code) or _find_body(code)
    return found or (_find_name(value) if origin in _NAMED else None)


@cache
def find_cameo_act(code: str) -> ForeignAct:
    """An act from its CAMEO code; a code that the table lacks is taken for the shorter one that it begins with.

    Examples:
        >>> find_cameo_act("042").event_type, find_cameo_act("042").mode, find_cameo_act("10").event_type
        ('CONSULT', 'visit', 'REQUEST')
    """
    entry = next((e for e in map(load_cameo().get, _list_stems(code)) if e is not None), None)
    if entry is None:
        return ForeignAct(None, None, code, None, None, None)
    if entry.event_type is None:
        return ForeignAct(None, None, code, None, None, entry.goldstein)
    modes = _table("modes")
    mode = next((modes[stem] for stem in _list_stems(code) if stem in modes), None)
    return _make_act(entry.event_type, mode, code, entry.goldstein)


@cache
def find_plover_act(event_type: str, mode: str | None) -> ForeignAct:
    """An act from its PLOVER type, in whatever case of letters and also as earlier drafts call it, and its mode."""
    known = _table("plover_types").get(event_type.upper(), event_type.upper())
    if known not in load_types():
        return ForeignAct(None, mode, None, None, None, None)
    return _make_act(cast(EventType, known), mode, None, None)


def choose_cameo(cameo: str | None, event_type: EventType) -> str:
    """The CAMEO code to write for an event: its own, or the root that its type falls under."""
    return cameo or str(_table("cameo_roots")[event_type])


def find_quad_class(cameo: str) -> int:
    """GDELT's number, 1 to 4, for a CAMEO code."""
    return int(_table("quad_classes")[cameo[:2]])


def find_penta_class(cameo: str) -> int:
    """Phoenix's number, 0 to 4, for a CAMEO code."""
    return int(_table("penta_classes")[cameo[:2]])


def write_cameo_country(code: str | None) -> str:
    """GDELT's code of a country; empty for a body and for nobody."""
    found = write_phoenix_country(code)
    return str(_table("write_cameo").get(found, found))


def write_phoenix_country(code: str | None) -> str:
    """The ISO code of a country; empty for a body and for nobody."""
    return code if code is not None and _find_country(code) is not None else ""


def write_cameo_group(code: str | None) -> str:
    """The CAMEO code of a body; empty where CAMEO has none."""
    return "" if code is None else _index_groups().get(code, "")


def write_plover_code(code: str | None) -> str | None:
    """PLOVER's code of a country or body."""
    return str(_table("write_plover").get(code, code)) if code else None


def write_ftm_country(code: str | None) -> str | None:
    """FollowTheMoney's code of a country or the European Union; None for other bodies and for nobody."""
    return _index_ftm().get(code or "")


def write_country_name(code: str | None) -> str:
    """A country in full, as ICEWS prints it; empty for a body and for nobody."""
    actor = load_actors().state(code) if code else None
    if actor is None or actor.kind not in _COUNTRIES:
        return ""
    return _index_names().get(actor.actor_id, actor.name)


def write_sector(table: str, sector: str | None) -> str:
    """Our sector in the words of another system (`cameo_types`, `plover_sectors` or `icews_sectors`)."""
    return str(_table(table).get(sector, ""))


def find_cow(code: str | None) -> str:
    """The number of a state in the Correlates of War project; empty where it has none."""
    found = _index_cow().get(code or "")
    return "" if found is None else str(found)


def _make_act(event_type: EventType, mode: str | None, cameo: str | None, goldstein: float | None) -> ForeignAct:
    entry = load_types()[event_type]
    score = entry.mode_scores.get(mode, entry.score) if mode else entry.score
    return ForeignAct(event_type, mode, cameo, entry.quad_class, score, goldstein)


def _list_stems(code: str) -> list[str]:
    """The code and the shorter ones of the levels above it, the longest first; none of a code that is no number."""
    return [code[:length] for length in range(len(code), 1, -1)] if code.isdecimal() and len(code) <= 4 else []


def _find_country(code: str) -> str | None:
    actor = load_actors().state(code)
    return actor.code if actor is not None and actor.kind in _COUNTRIES else None


def _find_body(code: str) -> str | None:
    actor = load_actors().state(code)
    return actor.code if actor is not None else None


def _find_group(code: str) -> str | None:
    body_id = _table("cameo_groups").get(code)
    return _find_body(body_id) if body_id else None


def _find_name(value: str) -> str | None:
    listed = _table("names").get(value)
    if listed is not None:
        return str(listed["code"])
    actor = load_actors().lookup(value)
    return actor.code if actor is not None and actor.kind in (*_COUNTRIES, "body") else None


@cache
def _load() -> dict[str, Any]:
    return cast(dict[str, Any], load_yaml("after_reading/foreign_codes.yaml"))


def _table(name: str) -> dict[Any, Any]:
    return cast(dict[Any, Any], _load()[name])


@cache
def _index_groups() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in _table("cameo_groups"):
        code = _find_group(group)
        if code is not None and code != "IGO":
            found.setdefault(code, group)
    return found


@cache
def _index_names() -> dict[str, str]:
    return {row["code"]: name for name, row in _table("names").items() if row.get("write")}


@cache
def _index_iso2() -> dict[str, str]:
    return {state.iso2.lower(): state.code for state in load_states() if state.iso2}


@cache
def _index_ftm() -> dict[str, str]:
    return {"EUR": "eu"} | {code: iso2 for iso2, code in _index_iso2().items()}


@cache
def _index_cow() -> dict[str, int | None]:
    return {state.code: state.cow for state in load_states()}
