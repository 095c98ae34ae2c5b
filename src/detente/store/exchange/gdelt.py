"""GDELT's events, 2.0 (61 columns) and 1.0 (58; 57 before April 2013, without an address)."""

from detente.store.exchange.layouts import Layout

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
