"""`detente show` and `detente explain`: a pair, and a record with what made it."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.model import Event, Span
from detente.serve import options
from detente.serve.options import DbOption, OneArgument, OtherArgument
from detente.serve.standings import print_pair
from detente.serve.tables import show_dated, show_day, show_parties, show_source
from detente.store import EventRow, Mark


def show(
    one: OneArgument,
    other: OtherArgument,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Ties, events and quotes to show.")] = 10,
    db: DbOption = None,
) -> None:
    """Show how two countries or bodies stand: ties, newest events and quotes, each with the exact sentence.

    Example: detente show CHN RUS
    """
    pair = options.parse_pair(one, other)
    with options.open_record(db) as database:
        print_pair(Console(), database, pair, limit)


def explain(
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="The id, or its first characters.")],
    db: DbOption = None,
) -> None:
    """Show which words, and which rule or model, made an event.

    Example: detente explain 3f2a91c0
    """
    with options.open_record(db) as database:
        row = database.read_event(event_id)
        text = database.read_article(row.article.article_id).text
        runs = [run for run in database.iter_runs() if run.run_id == row.article.run_id]
    console = Console()
    console.print(_mark_words(row.event, text))
    console.print()
    console.print(_facts_table(row))
    if row.mark is not None:
        console.print(_explain_mark(row.mark), style="yellow", highlight=False, markup=False)
    for run in runs:
        console.print(
            f"Read with detente {run.version}, model {run.model_hash[:12]}, lexicon {run.lexicon_hash}.", style="dim"
        )


def _explain_mark(mark: Mark) -> str:
    """Who says so and when, why, and how to take it back."""
    said = f"{'Rejected' if mark.rejected else 'Corrected'} by {mark.who} on {show_day(mark.at.date())}"
    note = f": {mark.note}" if mark.note else "."
    return f"{said}{note}\nTake it back with: detente correct --undo {mark.correction_id[:8]}"


def _mark_words(event: Event, text: str) -> Text:
    """The sentence, with the cue and the parties set off."""
    sentence = event.evidence.span
    marked = Text(sentence.words(text))
    styles = [(party.span, "bold cyan") for party in event.actors]
    styles += [(party.span, "bold magenta") for party in event.recipients]
    if event.evidence.cue is not None:
        styles.append((event.evidence.cue, "bold reverse"))
    for span, style in styles:
        _style(marked, span, sentence, style)
    return marked


def _style(marked: Text, span: Span, sentence: Span, style: str) -> None:
    if sentence.contains(span):
        marked.stylize(style, span.start - sentence.start, span.end - sentence.start)


def _facts_table(row: EventRow) -> Table:
    event = row.event
    facts = {
        "event": f"{event.event_type}{f' / {event.mode}' if event.mode else ''}, {event.status}"
        + (", on someone's word" if event.attributed else ""),
        "actors": show_parties(event.actors),
        "recipients": show_parties(event.recipients),
        "happened on": show_dated(row, event.day),
        "contexts": ", ".join(event.contexts) or "–",
        "codes": f"{event.quad_class}; PLOVER score {event.score}; CAMEO {event.cameo}; Goldstein {event.goldstein}",
        "cue": row.cue or "–",
        "made by": f"{event.evidence.made_by}, confidence {event.evidence.confidence:.2f}",
        "article": show_source(row.article),
        "id": row.event_id,
    }
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in facts.items():
        table.add_row(Text(name, style="bold"), Text(value))
    return table
