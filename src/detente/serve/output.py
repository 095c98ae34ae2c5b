"""Where a command puts what it found: the terminal, or a file of the form asked for."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from rich.console import Console

from detente.errors import UsageError
from detente.store.columns import write_cells
from detente.store.fields import Value


def check_out(form: str, out: Path | None, forms: Iterable[str]) -> None:
    """Refuse a table that is to go to a file.

    Args:
        form: that is asked for.
        out: the file.
        forms: all that the command knows.

    Raises:
        UsageError: the form is a table and a file is named.
    """
    if form == "table" and out is not None:
        *most, last = (name for name in forms if name != "table")
        raise UsageError(f"a table is for the terminal; add --format {', '.join(most)} or {last} to write a file")


def write_listed(
    rows: Iterable[Mapping[str, Value]], form: Literal["csv", "jsonl"], out: Path | None, heading: Sequence[str] = ()
) -> None:
    """Write rows to a file, which is then told, or to the terminal where none is named."""
    count = write_cells(rows, form, out or sys.stdout, heading)
    if out is not None:
        tell(f"Wrote {count} rows to {out}.")


def write_json(found: Any, out: Path | None) -> None:
    """Write one JSON value to a file, or to the terminal where none is named."""
    write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", out)


def write_text(text: str, out: Path | None, option: str = "--out") -> None:
    """Write a text to a file, which is then told, or to the terminal where none is named.

    Raises:
        UsageError: the file that the option names cannot be written.
    """
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{option} {out}: the file cannot be written ({error.strerror})") from error
    tell(f"Wrote {out}.")


def tell(sentence: str, style: str | None = None) -> None:
    """Say something beside what is written: on standard error, as it stands."""
    Console(stderr=True).print(sentence, style=style, highlight=False, markup=False, soft_wrap=True)
