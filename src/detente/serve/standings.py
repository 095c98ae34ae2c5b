"""How a pair stands, on the terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from detente.reference.actors import load_actors
from detente.serve.tables import show_parties, show_period, show_source
from detente.store import EventRow, PairRows, QuoteRow, TieRow


def name_actor(code: str) -> str:
    """The name of a country or body, or the code itself where the table has none."""
    actor = load_actors().state(code)
    return code if actor is None else actor.name


def print_pair(console: Console, pair: PairRows) -> None:
    """Ties with their standing, newest events and quotes, each with article, date and the exact sentence."""
    console.print(f"{name_actor(pair.a)} – {name_actor(pair.b)}", style="bold underline", highlight=False)
    _print_ties(console, pair.ties)
    _print_part(console, "Events", [(_event_line(row), row.sentence, show_source(row.article)) for row in pair.events])
    _print_part(
        console, "Quotes", [(_quote_line(row), _quote_words(row), show_source(row.article)) for row in pair.quotes]
    )


def _print_ties(console: Console, rows: Iterable[TieRow]) -> None:
    def tie_key(row: TieRow) -> tuple[str, str]:
        return row.standing.tie.kind, row.standing.tie.tie_id

    ordered = sorted(rows, key=tie_key)
    _print_part(console, "Ties", [(_tie_line(row), row.sentence, show_source(row.article)) for row in ordered])


def _print_part(console: Console, heading: str, lines: Sequence[tuple[Text, str, str]]) -> None:
    if not lines:
        console.print(f"{heading}: none in the record.", style="dim")
        return
    console.print(heading, style="bold")
    for line, words, source in lines:
        console.print(Padding(line, (0, 0, 0, 2)))
        cited = Text(" ".join(words.split()), style="italic").append(f"  [{source}]", style="dim not italic")
        console.print(Padding(cited, (0, 0, 0, 4)))


def _tie_line(row: TieRow) -> Text:
    standing, tie = row.standing, row.standing.tie
    line = Text(tie.kind.replace("_", " "))
    line.append(f" ({tie.name})" if tie.name else "")
    if tie.directed or len(tie.parties) > 2:
        line.append(f" {(' → ' if tie.directed else ', ').join(tie.parties)}")
    line.append(": ").append(standing.standing.replace("_", " "), style="bold")
    line.append("" if standing.since is None else f" since {standing.since}")
    return line.append("" if standing.day is None else f", said of {standing.day}", style="dim")


def _event_line(row: EventRow) -> Text:
    event = row.event
    line = Text(f"{show_period(event.day)}  {show_parties(event.actors)} ")
    line.append(event.event_type if event.mode is None else f"{event.event_type} {event.mode}", style="bold")
    line.append(f" {show_parties(event.recipients)}" if event.recipients else "")
    line.append("" if event.status == "actual" else f" ({event.status})")
    return line.append(f"  {event.event_id[:8]}", style="dim")


def _quote_line(row: QuoteRow) -> Text:
    quote = row.quote
    line = Text(f"{show_period(quote.day)}  ")
    line.append(quote.speaker_name or "unknown", style="bold")
    line.append(f" ({quote.speaker_code})" if quote.speaker_code else "")
    return line.append(f" on {', '.join(quote.about)}" if quote.about else "")


def _quote_words(row: QuoteRow) -> str:
    return " … ".join(row.pieces)
