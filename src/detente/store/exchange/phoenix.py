"""Phoenix events (26 columns)."""

from detente.store.exchange.layouts import Layout

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
