"""How the tables of other systems are laid out, and how to tell one from its first line."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.model import Origin

Form = Origin
"""Each system has one form; that of `detente` is a data package."""

VALUES = (
    "origin_id", "day", "cameo", "event_type", "mode", "score", "goldstein",
    "actor", "recipient", "actor_name", "recipient_name", "actor_sector", "recipient_sector", "article_count", "url",
)  # fmt: skip
"""What is taken from each row; a layout says from where."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of events, parted by tabs.

    Attributes:
        columns: their names, in order.
        has_header: whether the files open with the names.
        values: for each of `VALUES` that the table has, where it stands: a DuckDB expression over the columns.
        fewest: how many columns a row has at least, where the last ones may be missing.
        empty: how an empty cell is written, besides nothing at all.
        quoted: whether a cell may stand in double quotation marks.
    """

    origin: Origin
    columns: tuple[str, ...]
    has_header: bool
    values: Mapping[str, str]
    fewest: int
    empty: tuple[str, ...] = ()
    quoted: bool = False

    def find_sources(self) -> Mapping[str, str]:
        """For each value that is one column's, the name of the column."""
        named = {f'"{column}"': column for column in self.columns}
        return {value: named[source] for value, source in self.values.items() if source in named}


def quote_column(name: str) -> str:
    """A column's name as DuckDB reads it."""
    return f'"{name}"'


def detect_form(head: str, layouts: Sequence[Layout]) -> Form | None:
    """The form that one of a file's first lines shows, None where it is none of ours.

    Args:
        head: the line.
        layouts: of all the tables known.
    """
    if head.lstrip().startswith("{"):
        return _detect_record(head)
    cells = [cell.strip().strip('"') for cell in head.split("\t")]
    for layout in layouts:
        if layout.has_header and set(layout.columns) <= set(cells):
            return layout.origin
    for layout in layouts:
        if not layout.has_header and layout.fewest <= len(cells) <= len(layout.columns):
            return layout.origin
    return None


def _detect_record(head: str) -> Form | None:
    """Whether a line is an entity of FollowTheMoney or else a PLOVER record; None where it is no JSON."""
    try:
        found = json.loads(head)
    except (ValueError, RecursionError):
        return None
    # One of the two may be what is missing in a malformed first line; PLOVER has neither.
    return "ftm" if "schema" in found or "properties" in found else "plover"
