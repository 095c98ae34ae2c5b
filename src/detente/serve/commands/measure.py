"""`detente predict` and `detente score`: against gold labels."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.coder import load_coder
from detente.errors import InputError, UsageError
from detente.evaluate.scores import SCORERS, Rows
from detente.serve.output import write_text
from detente.serve.predict import load_rows, predict_rows
from detente.serve.progress import follow

KindArgument = Annotated[
    str, typer.Argument(metavar="KIND", help="events, quotes, speakers, dates, actors, ties or pairs.")
]
InterstateOption = Annotated[
    bool, typer.Option("--interstate", help="Only events in which two different countries or bodies take part.")
]


def predict(
    kind: KindArgument,
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Texts with ids.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; else the terminal.")] = None,
    interstate: InterstateOption = False,
) -> None:
    """Predict labels for texts in JSON Lines ({"id", "text", "published"}), in the form of gold labels.

    Spans count characters of the text as given. For actors the spans to resolve stand in "mentions"; for pairs the
    two parties stand in `<s>` and `<t>` in "marked".

    Example: detente predict events texts.jsonl -o events.jsonl
    """
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in _predict(kind, source, interstate))
    if out is None:
        sys.stdout.writelines(lines)
    else:
        write_text("".join(lines), out)


def score(
    kind: KindArgument,
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Texts with gold labels.")],
    predicted: Annotated[Path | None, typer.Option(help="Score these predictions instead of making them.")] = None,
    interstate: InterstateOption = False,
) -> None:
    """Score what detente finds, or given predictions, against gold labels, as one JSON object.

    Example: detente score quotes quotes.dev.jsonl
    """
    if kind not in SCORERS:
        raise UsageError(f"there is no score of kind {kind!r}; choose one of {', '.join(SCORERS)}")
    scores = SCORERS[kind](load_by_id(gold), gather_predictions(kind, gold, predicted, interstate))
    typer.echo(json.dumps(scores, indent=1))


def load_by_id(path: Path) -> Rows:
    """The rows of a JSON Lines file by their id."""
    return {row["id"]: row for row in _load(path)}


def gather_predictions(kind: str, gold: Path, predicted: Path | None, interstate: bool) -> Rows:
    """The given predictions, or what detente finds in the texts of the gold."""
    return load_by_id(predicted) if predicted else {row["id"]: row for row in _predict(kind, gold, interstate)}


def _predict(kind: str, source: Path, interstate: bool) -> Iterable[dict[str, Any]]:
    rows = _load(source)
    return predict_rows(kind, follow(rows, "Reading"), load_coder(), interstate=interstate)


def _load(path: Path) -> list[dict[str, Any]]:
    try:
        return list(load_rows(path))
    except OSError as error:
        raise InputError(str(path), "unreadable", f"the file cannot be read ({error.strerror})") from error
