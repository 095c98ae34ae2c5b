"""POLECAT events (40 columns, with their names on top; "None" for an empty cell)."""

from detente.model import Participant
from detente.store.exchange.codes import find_cow, write_plover_code, write_sector
from detente.store.exchange.layouts import Layout
from detente.store.exchange.outgoing import Dyad

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip

LAYOUT = Layout(
    "polecat",
    COLUMNS,
    has_header=True,
    values={
        "origin_id": '"Event ID"',
        "day": '"Event Date"',
        "event_type": '"Event Type"',
        "mode": '"Event Mode"',
        "score": '"Intensity"',
        "actor": 'coalesce("Actor Country", "Actor Name")',
        "actor_name": 'coalesce("Actor Name", "Actor Name Raw")',
        "actor_sector": '"Primary Actor Sector"',
        "recipient": 'coalesce("Recipient Country", "Recipient Name")',
        "recipient_name": 'coalesce("Recipient Name", "Recipient Name Raw")',
        "recipient_sector": '"Primary Recipient Sector"',
    },
    fewest=len(COLUMNS),
    empty=("None",),
    quoted=True,
)


def write_row(dyad: Dyad) -> dict[str, str]:
    """One row of POLECAT; no places, titles or Wikipedia pages, which we do not record."""
    row = dyad.record.row
    event, article = row.event, row.article
    return {
        "Event ID": dyad.key,
        "Event Date": dyad.day.isoformat(),
        "Event Type": event.event_type,
        "Event Mode": event.mode or "",
        "Intensity": "" if event.score is None else str(event.score),
        "Quad Code": event.quad_class.upper(),
        "Contexts": ";".join(event.contexts),
        **_write_party("Actor", dyad.actor),
        **_write_party("Recipient", dyad.recipient),
        "Source": article.outlet or "",
        "Publication Date": "" if article.published is None else article.published.isoformat(),
        "Language": "English",
        "Version": f"detente {dyad.record.version}",
    }


def _write_party(side: str, party: Participant | None) -> dict[str, str]:
    if party is None:
        return {}
    sector = write_sector("plover_sectors", party.sector)
    return {
        f"{side} Name": party.name,
        f"{side} Country": write_plover_code(party.code) or "",
        f"{side} COW": find_cow(party.code),
        f"Primary {side} Sector": sector,
        f"{side} Sectors": sector,
        f"{side} Name Raw": party.name,
    }
