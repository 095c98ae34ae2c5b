"""POLECAT events (40 columns, with their names on top; "None" for an empty cell)."""

from detente.store.exchange.layouts import Layout

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
