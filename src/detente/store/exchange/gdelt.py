"""GDELT's events, 2.0 (61 columns) and 1.0 (58; 57 before April 2013, without an address)."""

from datetime import date

from detente.model import Participant
from detente.store.exchange.codes import (
    choose_cameo,
    find_quad_class,
    write_cameo_country,
    write_cameo_group,
    write_sector,
)
from detente.store.exchange.layouts import Layout
from detente.store.exchange.outgoing import Dyad

_PARTY = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_PLACES = ("Actor1Geo", "Actor2Geo", "ActionGeo")

COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{part}" for number in (1, 2) for part in _PARTY),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{place}_{part}" for place in _PLACES for part in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
COLUMNS_1 = tuple(name for name in COLUMNS if not name.endswith("_ADM2Code"))


def _take_party(number: int) -> tuple[str, str, str]:
    """The code, the name and the types of an actor."""
    types = ", ".join(f'"Actor{number}Type{place}Code"' for place in (1, 2, 3))
    return (
        f'coalesce("Actor{number}CountryCode", "Actor{number}KnownGroupCode")',
        f'"Actor{number}Name"',
        f"nullif(concat_ws(';', {types}), '')",
    )


_ACTOR, _ACTOR_NAME, _ACTOR_TYPES = _take_party(1)
_RECIPIENT, _RECIPIENT_NAME, _RECIPIENT_TYPES = _take_party(2)

_VALUES = {
    "origin_id": '"GLOBALEVENTID"',
    "day": '"SQLDATE"',
    "cameo": '"EventCode"',
    "goldstein": '"GoldsteinScale"',
    "actor": _ACTOR,
    "actor_name": _ACTOR_NAME,
    "actor_sector": _ACTOR_TYPES,
    "recipient": _RECIPIENT,
    "recipient_name": _RECIPIENT_NAME,
    "recipient_sector": _RECIPIENT_TYPES,
    "article_count": '"NumArticles"',
    "url": '"SOURCEURL"',
}

LAYOUT = Layout("gdelt", COLUMNS, has_header=False, values=_VALUES, fewest=len(COLUMNS))
LAYOUT_1 = Layout("gdelt1", COLUMNS_1, has_header=False, values=_VALUES, fewest=len(COLUMNS_1) - 1)


def write_row(dyad: Dyad) -> dict[str, str]:
    """One row of GDELT 2.0; no places, tones or religions, which we do not record."""
    event, record = dyad.record.row.event, dyad.record
    cameo = choose_cameo(event.cameo, event.event_type)
    added = record.row.article.published or dyad.day
    return {
        "GLOBALEVENTID": dyad.number,
        **_write_day(dyad.day),
        **_write_party(1, dyad.actor),
        **_write_party(2, dyad.recipient),
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": str(find_quad_class(cameo)),
        "GoldsteinScale": "" if event.goldstein is None else str(event.goldstein),
        "NumMentions": str(record.report_count),
        "NumSources": str(max(len(record.outlets), 1)),
        "NumArticles": str(len(record.articles)),
        **{f"{place}_Type": "0" for place in _PLACES},
        "DATEADDED": f"{added:%Y%m%d}000000",
        "SOURCEURL": record.row.article.url or "",
    }


def write_row_1(dyad: Dyad) -> dict[str, str]:
    """One row of GDELT 1.0."""
    row = write_row(dyad)
    return row | {"DATEADDED": row["DATEADDED"][:8]}


def _write_day(day: date) -> dict[str, str]:
    fraction = f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}"
    return {"SQLDATE": f"{day:%Y%m%d}", "MonthYear": f"{day:%Y%m}", "Year": str(day.year), "FractionDate": fraction}


def _write_party(number: int, party: Participant | None) -> dict[str, str]:
    if party is None:
        return {}
    country, group = write_cameo_country(party.code), write_cameo_group(party.code)
    sector = write_sector("cameo_types", party.sector)
    cells = {
        "Code": country + group + sector,
        "Name": party.name.upper(),
        "CountryCode": country,
        "KnownGroupCode": group,
        "Type1Code": sector,
    }
    return {f"Actor{number}{part}": cell for part, cell in cells.items()}
