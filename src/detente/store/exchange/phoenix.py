"""Phoenix events (26 columns)."""

from collections.abc import Iterable

from detente.model import Participant
from detente.store.exchange.codes import (
    choose_cameo,
    find_penta_class,
    write_cameo_group,
    write_phoenix_country,
    write_sector,
)
from detente.store.exchange.layouts import Layout
from detente.store.exchange.outgoing import Dyad

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day",
    "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def _take_party(side: str) -> str:
    """The country that opens an actor's full code ("RUSGOV"), or the body after "IGO" ("IGOUNO")."""
    full = f'"{side}Full"'
    return f"CASE WHEN {full} LIKE 'IGO___%' THEN {full}[4:6] ELSE coalesce({full}[1:3], \"{side}Entity\") END"


LAYOUT = Layout(
    "phoenix",
    COLUMNS,
    has_header=False,
    values={
        "origin_id": '"EventID"',
        "day": '"Date"',
        "cameo": '"EventCode"',
        "goldstein": '"GoldsteinScore"',
        "actor": _take_party("SourceActor"),
        "actor_name": '"SourceActorFull"',
        "actor_sector": '"SourceActorRole"',
        "recipient": _take_party("TargetActor"),
        "recipient_name": '"TargetActorFull"',
        "recipient_sector": '"TargetActorRole"',
        "article_count": "len(string_split(\"SentenceID\", ';'))::VARCHAR",
        "url": "string_split(\"URLs\", ';')[1]",
    },
    fewest=len(COLUMNS),
    empty=("---",),
)


def write_row(dyad: Dyad) -> dict[str, str]:
    """One row of Phoenix; no places or issues, which we do not record."""
    event, record, day = dyad.record.row.event, dyad.record, dyad.day
    cameo = choose_cameo(event.cameo, event.event_type)
    return {
        "EventID": dyad.number,
        "Date": f"{day:%Y%m%d}",
        "Year": f"{day:%Y}",
        "Month": f"{day:%m}",
        "Day": f"{day:%d}",
        **_write_party("SourceActor", dyad.actor),
        **_write_party("TargetActor", dyad.recipient),
        "EventCode": cameo,
        "EventRootCode": cameo[:2],
        "PentaClass": str(find_penta_class(cameo)),
        "GoldsteinScore": "" if event.goldstein is None else str(event.goldstein),
        "SentenceID": _join(record.articles),
        "URLs": _join(record.urls),
        "NewsSources": _join(record.outlets),
    }


def _write_party(side: str, party: Participant | None) -> dict[str, str]:
    if party is None:
        return {}
    country, group = write_phoenix_country(party.code), write_cameo_group(party.code)
    root, sector = country or ("IGO" if group else ""), "" if group else write_sector("cameo_types", party.sector)
    return {f"{side}Full": root + (group or sector), f"{side}Entity": root, f"{side}Role": sector}


def _join(values: Iterable[str]) -> str:
    return ";".join(value.replace(";", "%3B") for value in values)
