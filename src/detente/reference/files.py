"""The project's data files: CSV and YAML with a `#` header."""

import csv
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from detente.errors import ReferenceDataError

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AFTER_READING = "after_reading"  # the folder of what no reading loads: words of briefs, codes of other systems ...


def find_data(name: str) -> Traversable:
    """The data file or folder of that name."""
    return files("detente.reference").joinpath("data", *filter(None, name.split("/")))


def load_yaml(name: str) -> Any:
    """What a YAML data file holds.

    Raises:
        ReferenceDataError: the file is missing or no YAML.
    """
    try:
        return yaml.load(find_data(name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    except (OSError, yaml.YAMLError) as error:
        raise ReferenceDataError(f"reference data {name}: {error}") from error


def iter_csv(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV data file, by column; lines that open with `#` are its header comment.

    Raises:
        ReferenceDataError: the file is missing, or a row has another number of fields than the heading.
    """
    try:
        lines = find_data(name).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ReferenceDataError(f"reference data {name}: {error}") from error
    for row in csv.DictReader(line for line in lines if line and not line.startswith("#")):
        if None in row or None in row.values():
            raise ReferenceDataError(f"reference data {name}: a row has the wrong number of fields: {row}")
        yield row


@cache
def hash_data() -> str:
    """Hash over all data files that reading an article may load: the same hash reads the same."""
    return hash_folder(find_data(""))


def hash_folder(folder: Traversable) -> str:
    """Hash over the names and bytes of the data files of a folder (16 hexadecimal digits), without `after_reading`."""
    digest = hashlib.sha256()
    for name, file in sorted(_walk(folder, "")):
        digest.update(f"{name}\x1f".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name != _AFTER_READING:
                yield from _walk(entry, name)
        elif entry.name.endswith((".csv", ".yaml")):
            yield name, entry
