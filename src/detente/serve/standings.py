"""How a pair stands, on the terminal."""

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from detente.analyse.brief_scope import say_claimants
from detente.analyse.claims import Claim
from detente.analyse.histories import TieHistory, find_contests, sum_up
from detente.analyse.known import Known, find_disagreements, list_known
from detente.model import TieKind
from detente.serve.dossiers import read_histories
from detente.serve.names import name_actor
from detente.serve.tables import join_lines, show_dated, show_mark, show_parties, show_period, show_source
from detente.serve.tie_lanes import label_history, say_contest, say_known, say_prospects, say_turns
from detente.store import Database, EventRow, Filters, QuoteRow

_HAPPENED = {"actual": "happened on", "historical": "happened on", "future": "to happen on"}


def print_pair(console: Console, database: Database, pair: tuple[str, str], limit: int) -> None:
    """How each tie stands with its turns, newest events and quotes, each with article, date and exact words.

    Args:
        console: where to print.
        database: the record.
        pair: codes of the two.
        limit: at most so many ties, so many events and so many quotes, the newest first.
    """
    filters = Filters(pair=pair, limit=limit)
    histories = sorted(read_histories(database, Filters(pair=pair)), key=_newness, reverse=True)
    known = {(one.kind, one.name): one for one in list_known(*pair) if not one.is_shared}
    console.print(" – ".join(map(name_actor, pair)), style="bold underline", highlight=False)
    ties = [line for history in histories for line in _list_claims(history, known)]
    _print_part(console, "Ties", ties[:limit], len(ties))
    events = [(_event_line(row), row.sentence, show_source(row.article)) for row in database.iter_events(filters)]
    _print_part(console, "Events", events)
    quotes = [(_quote_line(row), _quote_words(row), show_source(row.article)) for row in database.iter_quotes(filters)]
    _print_part(console, "Quotes", quotes)


def _list_claims(history: TieHistory, known: Mapping[tuple[TieKind, str], Known]) -> list[tuple[Text, str, str]]:
    """How a tie stands, on whose word, in which words; where it stands two ways, a line for each."""
    stand = sum_up(history)
    claims = stand.turn.claims if stand else history.claims[-1:]
    first = {claim.standing: claim for claim in reversed(claims)}
    if stand is not None:
        first[stand.lead.standing] = stand.lead
    extra = _extra_lines(history, known.get((history.key.kind, history.key.name)))
    return [
        (_tie_line(history, claim, extra), claim.row.sentence, show_source(claim.row.article))
        for claim in first.values()
    ]


def _newness(history: TieHistory) -> date:
    return history.told or date.min


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
        cited = Text(join_lines(words), style="italic").append(f"  [{source}]", style="dim not italic")
        console.print(Padding(cited, (0, 0, 0, 4)))


def _tie_line(history: TieHistory, claim: Claim, extra: Text) -> Text:
    since = claim.row.standing.since
    line = Text(f"{label_history(history)}: ").append(claim.standing.replace("_", " "), style="bold")
    line.append("" if since is None else f" since {show_period(since)}")
    line.append("" if claim.period is None else f", said of {show_period(claim.period)}", style="dim")
    line.append(f" by {say_claimants(claim)}" if claim.claimants[0].is_speaker else "", style="dim")
    return line.append(extra)


def _extra_lines(history: TieHistory, known: Known | None) -> Text:
    """The turns, what is contested, and what the reference table knows, a line each."""
    extra = Text(f"\nturns: {say_turns(history)}" if len(history.turns) > 1 else "", style="cyan")
    extra.append(f"\nbeside it: {beside}" if (beside := say_prospects(history)) else "", style="cyan")
    if contests := find_contests(history):
        extra.append(f"\ncontested: {say_contest(contests[-1])}", style="red")
    if known is not None and say_known(known):
        disagree = "; articles disagree" if find_disagreements([history], [known]) else ""
        extra.append(f"\n{say_known(known)}{disagree}", style="dim")
    return extra


def _event_line(row: EventRow) -> Text:
    event = row.event
    line = Text(f"{show_parties(event.actors)} ")
    line.append(event.event_type if event.mode is None else f"{event.event_type} {event.mode}", style="bold")
    line.append(f" {show_parties(event.recipients)}" if event.recipients else "")
    line.append("" if event.status == "actual" else f" ({event.status})")
    line.append(
        f", {_HAPPENED.get(event.status, 'dated')} {show_dated(row, event.day)}" if event.day or row.when else ""
    )
    return line.append(f"{show_mark(row)}  {row.event_id[:8]}", style="dim")


def _quote_line(row: QuoteRow) -> Text:
    quote = row.quote
    line = Text(quote.speaker_name or "unknown", style="bold")
    line.append(f" ({quote.speaker_code})" if quote.speaker_code else "")
    line.append(f" about {', '.join(quote.about)}" if quote.about else "")
    return line.append(f", said on {show_dated(row, quote.day)}" if quote.day or row.when else "")


def _quote_words(row: QuoteRow) -> str:
    return " … ".join(row.pieces)
