"""What each column means, for the data dictionary, the data package and the codebook."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

import yaml

from detente.errors import ReferenceDataError

Kind = Literal["exports", "tables"]


def find_meaning(kind: Kind, table: str, column: str) -> str:
    """What a column of an export, or of a table of the database, means.

    Raises:
        ReferenceDataError: nothing is written down for it.
    """
    known = _load()
    places = [known[kind].get(table, {})]
    if kind == "tables":
        places.append(known["exports"].get(table, {}))
    for place in places:
        if column in place.get("columns", {}):
            return str(place["columns"][column])
    if column in known["shared"]:
        return str(known["shared"][column])
    raise ReferenceDataError(f"meanings.yaml: nothing is said of column {column} of {table}")


def find_about(kind: Kind, table: str) -> str:
    """What one row of a table is.

    Raises:
        ReferenceDataError: nothing is written down for it.
    """
    try:
        return str(_load()[kind][table]["about"])
    except KeyError as error:
        raise ReferenceDataError(f"meanings.yaml: nothing is said of table {table}") from error


@cache
def _load() -> dict[str, Any]:
    text = files("detente.store.exchange").joinpath("meanings.yaml").read_text(encoding="utf-8")
    return cast(dict[str, Any], yaml.safe_load(text))
