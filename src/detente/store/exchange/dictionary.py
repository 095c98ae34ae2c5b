"""The page of the docs that explains every column, made from what the columns are."""

import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files

from sqlalchemy import Column, Table

from detente.store.columns import TABLES
from detente.store.exchange.codebook import write_grid
from detente.store.exchange.meanings import find_about, find_meaning
from detente.store.exchange.resources import RESOURCES
from detente.store.fields import Field
from detente.store.schema import metadata

_SHOWN = {
    "VARCHAR": "text",
    "VARCHAR[]": "list of texts",
    "DOUBLE": "number",
    "BIGINT": "whole number",
    "BOOLEAN": "yes or no",
    "DATE": "day",
    "TIMESTAMP": "moment (UTC)",
    "String": "text",
    "Text": "text",
    "Float": "number",
    "BigInteger": "whole number",
    "Integer": "whole number",
    "Boolean": "yes or no",
    "Date": "day",
    "Instant": "moment (UTC)",
    "JSON": "JSON",
}


def write_dictionary() -> str:
    """The data dictionary as Markdown."""
    page = files("detente.store.exchange").joinpath("dictionary.template").read_text(encoding="utf-8")
    parts = {"exports": _list_exports(), "package": _list_package(), "database": _list_database()}
    for name, lines in parts.items():
        page = page.replace(f"{{{name}}}\n", "\n".join(lines) + "\n" if name != "database" else "\n".join(lines))
    return page


def _list_exports() -> Iterator[str]:
    for name, fields in TABLES.items():
        yield f"## {name}\n"
        yield f"{find_about('exports', name)}\n"
        yield from _list_fields(name, fields)


def _list_package() -> Iterator[str]:
    for name in ("participants", "happenings", "ties", "standings"):
        resource, about = RESOURCES[name], "tie_list" if name == "ties" else name
        yield f"### {name} of the package\n"
        yield f"{find_about('exports', about)}\n"
        yield from _list_fields(resource.source, resource.fields)


def _list_fields(source: str, fields: Mapping[str, Field]) -> Iterator[str]:
    rows = ((f"`{c}`", _SHOWN[field.sql_type], find_meaning("exports", source, c)) for c, field in fields.items())
    yield from write_grid(("column", "type", "meaning"), rows)


def _list_database() -> Iterator[str]:
    for name, table in metadata.tables.items():
        yield f"### {name} in the database\n"
        yield f"{find_about('tables', name)}\n"
        rows = (
            (f"`{c.name}`", _show_type(c), _show_key(table, c), find_meaning("tables", name, c.name)) for c in table.c
        )
        yield from write_grid(("column", "type", "key", "meaning"), rows)


def _show_type(column: Column[object]) -> str:
    return _SHOWN[type(column.type).__name__] + ("" if column.nullable is False else ", may be empty")


def _show_key(table: Table, column: Column[object]) -> str:
    targets = [f"→ `{key.target_fullname.split('.')[0]}`" for key in column.foreign_keys]
    return ", ".join((["key"] if column.name in table.primary_key.columns else []) + targets)


if __name__ == "__main__":
    sys.stdout.write(write_dictionary())
