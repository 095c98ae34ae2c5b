"""ICEWS events (20 columns, with their names on top)."""

from detente.store.exchange.layouts import Layout

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
