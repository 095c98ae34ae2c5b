"""`detente evaluate`: where a kind of record goes wrong, against gold labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente import __version__
from detente.coder import load_coder
from detente.errors import UsageError
from detente.evaluate.events import report_events
from detente.evaluate.scores import Rows
from detente.evaluate.stories import report_stories
from detente.serve import story_report
from detente.serve.commands.measure import InterstateOption, gather_predictions, load_by_id
from detente.serve.event_report import list_misses, list_sheets, print_misses
from detente.serve.output import write_text
from detente.serve.predict_stories import predict_stories
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
    kind: Annotated[str, typer.Argument(metavar="KIND", help="events or stories.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Texts with gold labels.")],
    predicted: Annotated[Path | None, typer.Option(help="Look at these predictions instead of making them.")] = None,
    interstate: InterstateOption = False,
    worst: Annotated[int, typer.Option(min=0, help="So many misses, worst first.")] = 30,
    save: Annotated[Path | None, typer.Option(help="Write the figures as Markdown too, without the texts.")] = None,
) -> None:
    """Show where detente, or given predictions, goes wrong against gold labels, with the worst misses as text.

    Events: scores; counts by type, status and evidence; what confidence is worth; which types are taken for which.
    Stories: which articles and which words tell of the same event.

    Example: detente evaluate events events.dev.jsonl --worst 10
    """
    if kind not in KINDS:
        raise UsageError(f"there is nothing to evaluate of kind {kind!r}; choose one of {', '.join(KINDS)}")
    golds = load_by_id(gold)
    gather, judge = KINDS[kind]
    evaluation = judge(golds, gather(golds, gold, predicted, interstate), worst)
    console = Console()
    for sheet in evaluation.sheets:
        print_sheet(console, sheet)
    evaluation.print_misses(console)
    if save:
        title = f"{kind.capitalize()}: {gold.name}, {len(golds)} texts, detente {__version__}"
        write_text(write_markdown(title, [*evaluation.sheets, evaluation.misses]), save, "--save")


def _evaluate_events(golds: Rows, guesses: Rows, worst: int) -> Evaluation:
    report = report_events(golds, guesses)
    misses = report.misses[:worst]
    return Evaluation(list_sheets(report), list_misses(misses), lambda console: print_misses(console, misses))


def _evaluate_stories(golds: Rows, guesses: Rows, worst: int) -> Evaluation:
    mixed = story_report.list_mixed(golds, guesses, worst)
    sheets = story_report.list_sheets(report_stories(golds, guesses))
    return Evaluation(sheets, mixed, lambda console: print_sheet(console, mixed))


def _gather_events(_: Rows, gold: Path, predicted: Path | None, interstate: bool) -> Rows:
    return gather_predictions("events", gold, predicted, interstate)


def _gather_stories(golds: Rows, _: Path, predicted: Path | None, interstate: bool) -> Rows:
    if interstate:
        raise UsageError("--interstate is for events; stories are told by all articles")
    if predicted is not None:
        return load_by_id(predicted)
    with Console(stderr=True).status("Reading"):
        return {row["id"]: row for row in predict_stories(list(golds.values()), load_coder())}


Gather = Callable[[Rows, Path, Path | None, bool], Rows]
Judge = Callable[[Rows, Rows, int], Evaluation]

KINDS: dict[str, tuple[Gather, Judge]] = {
    "events": (_gather_events, _evaluate_events),
    "stories": (_gather_stories, _evaluate_stories),
}
