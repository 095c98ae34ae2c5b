"""Figures as sheets: the same tables on the terminal and as Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

_MANY = 12  # columns beyond which they stand close, to fit a terminal


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of figures: the first column names the row, the others hold numbers.

    Attributes:
        title: what the figures are of.
        headings: one for each column.
        rows: cells as they are shown.
        note: a sentence on how to read it, or nothing.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def print_sheet(console: Console, sheet: Sheet) -> None:
    """Print a sheet as a table; text is shown as it stands, never read as markup."""
    console.print(Text(sheet.title, style="bold"))
    if sheet.note:
        console.print(Text(sheet.note, style="dim"))
    gap = 1 if len(sheet.headings) > _MANY else 2
    table = Table(header_style="bold", padding=(0, 0, 0, gap), pad_edge=False, box=None)
    for place, heading in enumerate(sheet.headings):
        table.add_column(heading, justify="right" if place else "left", no_wrap=True)
    for row in sheet.rows:
        table.add_row(*map(Text, row))
    console.print(table if sheet.rows else "none")
    console.print()


def write_markdown(title: str, sheets: Iterable[Sheet]) -> str:
    """The sheets as one page of Markdown."""
    return "\n\n".join([f"# {title}", *map(_write_sheet, sheets)]) + "\n"


def _write_sheet(sheet: Sheet) -> str:
    head = [f"## {sheet.title}", *([sheet.note] if sheet.note else [])]
    if not sheet.rows:
        return "\n\n".join([*head, "None."])
    lines = [sheet.headings, ("---", *("---:" for _ in sheet.headings[1:])), *sheet.rows]
    return "\n\n".join([*head, "\n".join(map(_write_line, lines))])


def _write_line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
