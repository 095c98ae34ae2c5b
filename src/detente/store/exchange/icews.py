"""ICEWS events (20 columns, with their names on top)."""

from detente.model import Participant
from detente.reference.codebook import load_cameo
from detente.store.exchange.codes import choose_cameo, write_country_name, write_sector
from detente.store.exchange.layouts import Layout
from detente.store.exchange.outgoing import Dyad

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip

LAYOUT = Layout(
    "icews",
    COLUMNS,
    has_header=True,
    values={
        # One id may stand for two events of different days, decades apart.
        "origin_id": '"Event ID" || \'/\' || "Event Date"',
        "day": '"Event Date"',
        "cameo": '"CAMEO Code"',
        "goldstein": '"Intensity"',
        "actor": 'coalesce("Source Country", "Source Name")',
        "actor_name": '"Source Name"',
        "actor_sector": '"Source Sectors"',
        "recipient": 'coalesce("Target Country", "Target Name")',
        "recipient_name": '"Target Name"',
        "recipient_sector": '"Target Sectors"',
    },
    fewest=len(COLUMNS),
    empty=("None", "NULL"),
    quoted=True,
)


def write_row(dyad: Dyad) -> dict[str, str]:
    """One row of ICEWS; no places, which we do not record."""
    row = dyad.record.row
    event, article = row.event, row.article
    cameo = choose_cameo(event.cameo, event.event_type)
    return {
        "Event ID": dyad.number,
        "Event Date": dyad.day.isoformat(),
        **_write_party("Source", dyad.actor),
        **_write_party("Target", dyad.recipient),
        "Event Text": load_cameo()[cameo].name,
        "CAMEO Code": cameo,
        "Intensity": "" if event.goldstein is None else str(event.goldstein),
        "Story ID": str(int(article.article_id[:15], 16)),
        "Publisher": article.outlet or "",
    }


def _write_party(side: str, party: Participant | None) -> dict[str, str]:
    if party is None:
        return {}
    sectors, country = write_sector("icews_sectors", party.sector), write_country_name(party.code)
    return {f"{side} Name": party.name, f"{side} Sectors": sectors, f"{side} Country": country}
