"""The command line: each command is a function of `detente.serve.commands`."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from detente import __version__
from detente.errors import DetenteError, UsageError
from detente.serve.commands import (
    align,
    brief,
    changes,
    compare,
    correct,
    doctor,
    evaluate,
    explain,
    exports,
    imports,
    lists,
    measure,
    network,
    portfolios,
    read,
    serve,
    stories,
    ties,
)

app = typer.Typer(
    name="detente",
    help="Reads news and keeps the record of how states stand with one another, every claim tied to its words.",
    no_args_is_help=True,
    rich_markup_mode="markdown",  # joins the lines of a paragraph
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news and keeps the record of how states stand with one another, every claim tied to its words.

    Example: detente read articles/ && detente show CHN RUS
    """


for command in (
    read.read,
    explain.show,
    lists.events,
    lists.quotes,
    ties.ties,
    brief.brief,
    lists.articles,
    lists.issues,
    stories.stories,
    explain.explain,
    correct.correct,
    doctor.doctor,
    measure.predict,
    measure.score,
    evaluate.evaluate,
    imports.import_,
    exports.export,
    compare.compare,
    network.network,
    portfolios.portfolios,
    align.align,
    changes.changes,
    serve.serve,
):
    app.command()(command)


def main() -> None:
    """Run the command line; an error of ours is one sentence, with exit code 2 for wrong use and 1 for the rest."""
    try:
        app()
    except DetenteError as error:
        Console(stderr=True).print(str(error), style="red", highlight=False, markup=False)
        sys.exit(2 if isinstance(error, UsageError) else 1)
