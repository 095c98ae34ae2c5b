"""The record as a data package: tables as CSV or Parquet, with datapackage.json and a codebook."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from detente.errors import StoreError
from detente.store.columns import write_cells, write_parquet
from detente.store.database import Database
from detente.store.exchange.codebook import drop_links, write_codebook
from detente.store.exchange.meanings import find_about, find_meaning
from detente.store.exchange.resources import RESOURCES, ResourceName
from detente.store.fields import Field
from detente.store.filters import Filters

PackageForm = Literal["csv", "parquet"]

_TYPES = {
    "VARCHAR": "string",
    "VARCHAR[]": "string",
    "DOUBLE": "number",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}


def export_package(
    database: Database, filters: Filters, form: PackageForm, folder: Path, at: datetime, version: str
) -> dict[str, int]:
    """Write the records that fit into a folder, with what they refer to; returns how many rows each table has.

    Args:
        database: the record.
        filters: which events, quotes and standings; without any, articles that say nothing are there too.
        form: of the tables.
        folder: to write to; it is made, and files of the same names are replaced.
        at: when, for datapackage.json.
        version: of detente.

    Raises:
        StoreError: a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        counts: dict[str, int] = dict(_write_tables(database, filters, form, folder))
        (folder / "codebook.md").write_text(write_codebook(), encoding="utf-8")
        resources = [_describe(name, form, folder) for name in RESOURCES]
        package = {
            "profile": "tabular-data-package" if form == "csv" else "data-package",
            "name": "detente-record",
            "title": "How states stand with one another, as news tells it",
            "description": "Made by detente; what the codes mean is in codebook.md.",
            "version": version,
            "created": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "resources": resources,
        }
        (folder / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror})") from error
    return counts


def _write_tables(
    database: Database, filters: Filters, form: PackageForm, folder: Path
) -> Iterator[tuple[ResourceName, int]]:
    """Write each table; those that others refer to come last, when it is known what is needed of them."""
    needed = _Needed()

    def write(name: ResourceName, rows: Iterable[Any]) -> tuple[ResourceName, int]:
        fields = RESOURCES[name].fields
        flat = ({column: field.read(row) for column, field in fields.items()} for row in rows)
        path = folder / f"{name}.{form}"
        if form == "parquet":
            return name, write_parquet(fields, flat, path)
        return name, write_cells(flat, "csv", path, tuple(fields))

    yield write("events", needed.note_events(database.iter_events(filters)))
    yield write("participants", _iter_participants(database, filters))
    yield write("quotes", needed.note(database.iter_quotes(replace(filters, status=None, kind=None))))
    yield write("standings", needed.note_ties(database.iter_ties(replace(filters, status=None, kind=None))))
    yield write("ties", needed.ties.values())
    happenings = database.iter_happenings(Filters(old_versions=True))
    yield write("happenings", (row for row in happenings if row.happening_id in needed.happenings))
    all_articles = filters == Filters()
    if all_articles:
        needed.articles.update(row.article_id for row in database.iter_articles())
    found = database.iter_articles(Filters(articles=frozenset(needed.articles)))
    yield write("articles", found)
    yield write("corrections", (row for row in database.iter_corrections() if row.article_id in needed.articles))


class _Needed:
    """What the records that are written refer to."""

    def __init__(self) -> None:
        self.articles: set[str] = set()
        self.happenings: set[str] = set()
        self.ties: dict[str, Any] = {}

    def note(self, rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            self.articles.add(row.article.article_id)
            yield row

    def note_events(self, rows: Iterable[Any]) -> Iterator[Any]:
        for row in self.note(rows):
            if row.happening_id is not None:
                self.happenings.add(row.happening_id)
            yield row

    def note_ties(self, rows: Iterable[Any]) -> Iterator[Any]:
        for row in self.note(rows):
            self.ties.setdefault(row.standing.tie.tie_id, row)
            yield row


def _iter_participants(database: Database, filters: Filters) -> Iterator[tuple[str, str, int, Any]]:
    for row in database.iter_events(filters):
        for side, parties in (("actor", row.event.actors), ("recipient", row.event.recipients)):
            for position, party in enumerate(parties):
                yield row.event_id, side, position, party


def _describe(name: ResourceName, form: PackageForm, folder: Path) -> dict[str, Any]:
    resource, path = RESOURCES[name], folder / f"{name}.{form}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    keys = [
        {"fields": column, "reference": {"resource": target, "fields": RESOURCES[target].key[0]}}
        for column, target in resource.refers.items()
    ]
    table = {"profile": "tabular-data-resource", "mediatype": "text/csv", "encoding": "utf-8"} if form == "csv" else {}
    return {
        "name": name,
        "path": path.name,
        "title": drop_links(find_about("exports", name if name != "ties" else "tie_list")),
        "format": form,
        **table,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": [_describe_field(resource.source, column, field) for column, field in resource.fields.items()],
            "primaryKey": list(resource.key),
            "foreignKeys": keys,
            "missingValues": [""],
        },
    }


def _describe_field(source: str, column: str, field: Field) -> dict[str, Any]:
    meaning = drop_links(find_meaning("exports", source, column))
    found: dict[str, Any] = {"name": column, "type": _TYPES[field.sql_type], "description": meaning}
    if field.sql_type == "VARCHAR[]":
        found["description"] = f"{meaning} (several are parted by a semicolon and a blank)"
    if field.sql_type == "BOOLEAN":
        found |= {"trueValues": ["True"], "falseValues": ["False"]}
    if field.sql_type == "TIMESTAMP":
        found["format"] = "any"
    return found
