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
    """The country of an actor, which opens the full code of most ("RUSGOV")."""
    return f'coalesce("{side}Entity", left("{side}Full", 3))'


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
