"""`detente evaluate`: where a kind of record goes wrong, against gold labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente import __version__
from detente.errors import UsageError
from detente.evaluate.events import report_events
from detente.evaluate.scores import Rows
from detente.serve.commands.measure import InterstateOption, gather_predictions, load_by_id
from detente.serve.event_report import list_misses, list_sheets, print_misses
from detente.serve.sheets import Sheet, print_sheet, write_markdown


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is shown of one kind of record.

    Attributes:
        sheets: all figures.
        misses: the misses by id, without the words of the texts.
        print_misses: prints them with the words.
    """

    sheets: Sequence[Sheet]
    misses: Sheet
    print_misses: Callable[[Console], None]


def evaluate(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="events.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Texts with gold labels.")],
    predicted: Annotated[Path | None, typer.Option(help="Look at these predictions instead of making them.")] = None,
    interstate: InterstateOption = False,
    worst: Annotated[int, typer.Option(min=0, help="So many misses, worst first.")] = 30,
    save: Annotated[Path | None, typer.Option(help="Write the figures as Markdown too, without the texts.")] = None,
) -> None:
    """Show where detente, or given predictions, goes wrong against gold labels, with the worst misses as text.

    Scores; counts by type, status and evidence; what confidence is worth; which types are taken for which.

    Example: detente evaluate events events.dev.jsonl --worst 10
    """
    if kind not in KINDS:
        raise UsageError(f"there is nothing to evaluate of kind {kind!r}; choose one of {', '.join(KINDS)}")
    golds = load_by_id(gold)
    evaluation = KINDS[kind](golds, gather_predictions(kind, gold, predicted, interstate), worst)
    console = Console()
    for sheet in evaluation.sheets:
        print_sheet(console, sheet)
    evaluation.print_misses(console)
    if save:
        title = f"{kind.capitalize()}: {gold.name}, {len(golds)} texts, detente {__version__}"
        _write(save, write_markdown(title, [*evaluation.sheets, evaluation.misses]))


def _evaluate_events(golds: Rows, guesses: Rows, worst: int) -> Evaluation:
    report = report_events(golds, guesses)
    misses = report.misses[:worst]
    return Evaluation(list_sheets(report), list_misses(misses), lambda console: print_misses(console, misses))


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--save {path}: the file cannot be written ({error.strerror})") from error


KINDS: dict[str, Callable[[Rows, Rows, int], Evaluation]] = {"events": _evaluate_events}
