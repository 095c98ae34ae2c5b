"""Two short dispatches for the tests of the commands, and a way to write them down."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]

DISPATCHES = [
    {
        "id": "talks",
        "title": "Chinese and Russian ministers hold talks",
        "published": "2019-06-07",
        "outlet": "Example Wire",
        "url": "https://example.org/talks",
        "text": "MOSCOW - Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergey Lavrov on Thursday.\n\n"
        '"The strategic partnership between Russia and China grows stronger every year," Lavrov told reporters.\n\n'
        "The United States accused China of stealing technology.",
    },
    {
        "id": "sanctions",
        "title": "Washington imposes new sanctions on Iran",
        "published": "2019-06-08",
        "outlet": "Example Wire",
        "text": "WASHINGTON - The United States imposed new sanctions on Iran on Friday.\n\n"
        "Iran condemned the sanctions and said it would not negotiate under pressure.",
    },
]


def write_lines(path: Path, rows: Sequence[object]) -> Path:
    """A JSON Lines file of the rows."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
