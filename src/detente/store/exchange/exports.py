"""The record in the forms of other systems."""

from collections.abc import Mapping
from pathlib import Path

from detente.store.database import Database
from detente.store.exchange import gdelt, icews, phoenix, plover, polecat
from detente.store.exchange.layouts import Form, Layout
from detente.store.exchange.outgoing import WriteRow, Written, collect_records, write_table
from detente.store.filters import Filters

TABLES: Mapping[Form, tuple[Layout, WriteRow]] = {
    "gdelt": (gdelt.LAYOUT, gdelt.write_row),
    "gdelt1": (gdelt.LAYOUT_1, gdelt.write_row_1),
    "icews": (icews.LAYOUT, icews.write_row),
    "polecat": (polecat.LAYOUT, polecat.write_row),
    "phoenix": (phoenix.LAYOUT, phoenix.write_row),
}


def export_events(database: Database, filters: Filters, form: Form, path: Path, version: str) -> Written:
    """Write what was done, each happening once, as another system would; see `write_table` for how.

    Args:
        database: the record.
        filters: which events.
        form: of which system.
        path: file to write; packed where it ends in .gz or .zip.
        version: of detente.

    Raises:
        StoreError: the file cannot be written.
    """
    records = collect_records(database, filters, version)
    if form == "plover":
        return plover.write_records(records, path)
    layout, write_row = TABLES[form]
    return write_table(layout, write_row, records, path)
