"""How a pair stands, on the terminal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from detente.reference.actors import load_actors
from detente.serve.tables import show_dated, show_parties, show_period, show_source
from detente.store import Database, EventRow, Filters, QuoteRow, TieRow

_HAPPENED = {"actual": "happened on", "historical": "happened on", "future": "to happen on"}
TURNS = 6  # the last turns of a tie that are shown


def name_actor(code: str) -> str:
    """The name of a country or body, or the code itself where the table has none."""
    actor = load_actors().state(code)
    return code if actor is None else actor.name


def print_pair(console: Console, database: Database, pair: tuple[str, str], limit: int) -> None:
    """Ties with their standing and its history, newest events and quotes, each with article, date and exact words.

    Args:
        console: where to print.
        database: the record.
        pair: codes of the two.
        limit: at most so many ties, so many events and so many quotes, the newest first.
    """
    rows = database.read_pair(*pair, limit)
    told = database.iter_ties(Filters(pair=pair, newest_first=False))
    turns = read_turns(told)
    console.print(f"{name_actor(rows.a)} – {name_actor(rows.b)}", style="bold underline", highlight=False)
    ties = [
        (_tie_line(row, turns[name_tie(row)]), row.sentence, show_source(row.article)) for row in _newest(rows.ties)
    ]
    _print_part(console, "Ties", ties[:limit], len(ties))
    _print_part(console, "Events", [(_event_line(row), row.sentence, show_source(row.article)) for row in rows.events])
    _print_part(
        console, "Quotes", [(_quote_line(row), _quote_words(row), show_source(row.article)) for row in rows.quotes]
    )


def read_turns(rows: Iterable[TieRow]) -> dict[str, list[str]]:
    """For each tie its standings in time, oldest first, with their months; repetitions are left out.

    A pact of one name is one tie here, whichever of its parties an article names.
    """
    turns: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        day = _day_of(row)
        month, listed = f"{day:%Y-%m}" if day else "undated", turns[name_tie(row)]
        if not listed or listed[-1][0] != row.standing.standing:
            listed.append((row.standing.standing, month))
    return {name: [f"{standing.replace('_', ' ')} {month}" for standing, month in t] for name, t in turns.items()}


def name_tie(row: TieRow) -> str:
    """What makes a tie the same for a pair: its kind with its proper name, or itself where it has none."""
    tie = row.standing.tie
    return f"{tie.kind} {tie.name}" if tie.name else tie.tie_id


def _newest(rows: Iterable[TieRow]) -> list[TieRow]:
    """The rows, newest first, without those of a tie that a later day speaks of."""
    latest: dict[str, date | None] = {}
    return [row for row in rows if latest.setdefault(name_tie(row), _day_of(row)) == _day_of(row)]


def _day_of(row: TieRow) -> date | None:
    return row.standing.day.start if row.standing.day else row.article.published


def _print_part(
    console: Console, heading: str, lines: Sequence[tuple[Text, str, str]], total: int | None = None
) -> None:
    if not lines:
        console.print(f"{heading}: none in the record.", style="dim")
        return
    more = f" (the newest {len(lines)} of {total}; more with --limit)" if total and total > len(lines) else ""
    console.print(f"[bold]{heading}[/bold]{more}", highlight=False)
    for line, words, source in lines:
        console.print(Padding(line, (0, 0, 0, 2)))
        cited = Text(" ".join(words.split()), style="italic").append(f"  [{source}]", style="dim not italic")
        console.print(Padding(cited, (0, 0, 0, 4)))


def _tie_line(row: TieRow, turns: Sequence[str]) -> Text:
    standing, tie = row.standing, row.standing.tie
    line = Text(tie.kind.replace("_", " "))
    line.append(f" ({tie.name})" if tie.name else "")
    if tie.directed or len(tie.parties) > 2:
        line.append(f" {(' → ' if tie.directed else ', ').join(tie.parties)}")
    line.append(": ").append(standing.standing.replace("_", " "), style="bold")
    line.append("" if standing.since is None else f" since {show_period(standing.since)}")
    line.append("" if standing.day is None else f", said of {show_period(standing.day)}", style="dim")
    return line.append(f"\nturns: {_join_turns(turns)}" if len(turns) > 1 else "", style="cyan")


def _join_turns(turns: Sequence[str]) -> str:
    """The last turns; a dot trail stands for what went before."""
    return ("… → " if len(turns) > TURNS else "") + " → ".join(turns[-TURNS:])


def _event_line(row: EventRow) -> Text:
    event = row.event
    line = Text(f"{show_parties(event.actors)} ")
    line.append(event.event_type if event.mode is None else f"{event.event_type} {event.mode}", style="bold")
    line.append(f" {show_parties(event.recipients)}" if event.recipients else "")
    line.append("" if event.status == "actual" else f" ({event.status})")
    line.append(
        f", {_HAPPENED.get(event.status, 'dated')} {show_dated(row, event.day)}" if event.day or row.when else ""
    )
    return line.append(f"  {event.event_id[:8]}", style="dim")


def _quote_line(row: QuoteRow) -> Text:
    quote = row.quote
    line = Text(quote.speaker_name or "unknown", style="bold")
    line.append(f" ({quote.speaker_code})" if quote.speaker_code else "")
    line.append(f" about {', '.join(quote.about)}" if quote.about else "")
    return line.append(f", said on {show_dated(row, quote.day)}" if quote.day or row.when else "")


def _quote_words(row: QuoteRow) -> str:
    return " … ".join(row.pieces)
