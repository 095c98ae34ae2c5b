"""Records as tables that fit a terminal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from detente.model import Correction, Event, Happening, Participant, Period
from detente.store.rows import ArticleFacts, EventRow, QuoteRow, TieRow

EXCERPT = 110  # characters of a text that a table shows


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, what it shows of a row, its width at most, and its share of what is left."""

    heading: str
    show: Callable[[Any], str]
    width: int | None = None
    ratio: int | None = None


def show_period(period: Period | None) -> str:
    """The days as an ISO prefix (a decade as "1990s"), or an en dash where none is known."""
    if period is None:
        return "–"
    return f"{period}0s" if period.precision == "decade" else str(period)


def show_day(day: date | None) -> str:
    """The day, or an en dash where none is known."""
    return "–" if day is None else day.isoformat()


def show_count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    Examples:
        >>> show_count(1, "pair"), show_count(3, "pair"), show_count(0, "body", "bodies")
        ('1 pair', '3 pairs', '0 bodies')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def show_dated(row: EventRow | QuoteRow, day: Period | None) -> str:
    """The days of a record, or the words that date it where nobody can tell which day they mean ("on “Monday”")."""
    if day is not None or row.when is None:
        return show_period(day)
    unknown = " (relative to a publication day that is unknown)" if row.article.published is None else ""
    return f"“{join_lines(row.when)}”{unknown}"


def show_parties(parties: Iterable[Participant]) -> str:
    """Codes of the parties, sector added where it is not the government; an en dash for nobody."""
    return _show_side(parties)


def show_mark(row: EventRow) -> str:
    """What an analyst did with an event (" (corrected by ada)"); nothing where nobody did."""
    if row.mark is None:
        return ""
    return f" ({'rejected' if row.mark.rejected else 'corrected'} by {row.mark.who})"


def show_source(article: ArticleFacts) -> str:
    """Headline, outlet and day of publication, as a reader cites an article."""
    headline = f"{shorten(article.title, 60)}, " if article.title else ""
    day = "on an unknown day" if article.published is None else f"on {show_day(article.published)}"
    return f"{headline}{article.outlet or 'unknown outlet'}, published {day}"


def _show_party(party: Participant) -> str:
    if party.code is None:
        return party.name
    return party.code if party.sector in ("GOV", "IGO", "UNK") else f"{party.code} {party.sector}"


def show_act(told: Event | Happening) -> str:
    """Who did what to whom, in codes; an en dash where nobody says who."""
    act = told.event_type if told.mode is None else f"{told.event_type} {told.mode}"
    status = "" if told.status == "actual" else f" ({told.status})"
    recipients = f" {_show_side(told.recipients)}" if told.recipients else ""
    return f"{_show_side(told.actors)} {act}{recipients}{status}"


def _show_side(side: Iterable[Participant | str]) -> str:
    return ", ".join(dict.fromkeys(one if isinstance(one, str) else _show_party(one) for one in side)) or "–"


def _show_tie(row: TieRow) -> str:
    tie = row.standing.tie
    parties = (" → " if tie.directed else " – ").join(tie.parties)
    return f"{parties}: {tie.kind.replace('_', ' ')}" + (f" ({tie.name})" if tie.name else "")


def _show_speaker(row: QuoteRow) -> str:
    quote = row.quote
    name = quote.speaker_name or "unknown"
    return f"{name} ({quote.speaker_code}), {quote.quote_type}" if quote.speaker_code else f"{name}, {quote.quote_type}"


def _show_standing(row: TieRow) -> str:
    since = row.standing.since
    standing = row.standing.standing.replace("_", " ")
    return standing if since is None else f"{standing} since {show_period(since)}"


def show_changes(correction: Correction) -> str:
    """What a correction changes, as one says it on the command line."""
    words = {
        "type": correction.event_type,
        "mode": correction.mode,
        "status": correction.status,
        "actor": correction.actors and ", ".join(correction.actors),
        "recipient": correction.recipients and ", ".join(correction.recipients),
        "day": correction.day,
    }
    said = [f"{name} {word or 'none'}" for name, word in words.items() if word is not None]
    return ", ".join(["rejected"] * correction.rejected + said)


def _show_correction(row: Correction) -> str:
    said = ". ".join(filter(None, (show_changes(row), row.note)))
    return said if row.undone_at is None else f"{said} (taken back by {row.undone_by})"


EVENTS = (
    Column("day", lambda row: show_period(row.event.day)),
    Column("event", lambda row: show_act(row.event) + show_mark(row), width=26),
    Column("words", lambda row: cut_around(row.sentence, row.cue), ratio=1),
    Column("id", lambda row: row.event_id[:8]),
)
QUOTES = (
    Column("day", lambda row: show_period(row.quote.day)),
    Column("speaker", _show_speaker, width=24),
    Column("words", lambda row: shorten(" … ".join(row.pieces), EXCERPT), ratio=1),
    Column("id", lambda row: row.quote.quote_id[:8]),
)
TIES = (
    Column("day", lambda row: show_period(row.standing.day)),
    Column("tie", _show_tie, width=24),
    Column("standing", _show_standing, width=18),
    Column("words", lambda row: cut_around(row.sentence, row.cue), ratio=1),
)
ARTICLES = (
    Column("published", lambda row: show_day(row.published)),
    Column("outlet", lambda row: row.outlet or "–", width=18),
    Column("title", lambda row: row.title or "–", ratio=1),
    Column("events", lambda row: str(row.event_count)),
    Column("quotes", lambda row: str(row.quote_count)),
    Column("ties", lambda row: str(row.standing_count)),
    Column("id", lambda row: row.article_id[:8]),
)
CORRECTIONS = (
    Column("at", lambda row: row.at.isoformat(timespec="minutes", sep=" ")[:16]),
    Column("who", lambda row: row.who, width=12),
    Column("event", lambda row: row.event_id[:8]),
    Column("says", _show_correction, ratio=1),
    Column("id", lambda row: row.correction_id[:8]),
)
ISSUES = (
    Column("at", lambda row: row.at.isoformat(timespec="minutes", sep=" ")),
    Column("stage", lambda row: row.issue.stage),
    Column("reason", lambda row: row.issue.reason),
    Column("what happened", lambda row: row.issue.sentence, ratio=1),
)


def join_lines(words: str | None) -> str:
    """The words on one line; nothing where there are none."""
    return " ".join((words or "").split())


def shorten(words: str, limit: int) -> str:
    """The words on one line, cut at a blank where they are longer than `limit` characters."""
    line = join_lines(words)
    return line if len(line) <= limit else line[: line.rfind(" ", 0, limit)] + " …"


def cut_around(sentence: str, cue: str | None) -> str:
    """The stretch of a sentence around its cue, for a table; whole words, cut ends marked."""
    line, words = join_lines(sentence), join_lines(cue)
    start = max(line.find(words) - EXCERPT // 2, 0)
    start = line.find(" ", start) + 1 if start else 0
    return ("… " if start else "") + shorten(line[start:], EXCERPT)


def build_table(columns: Iterable[Column], rows: Iterable[Any], title: str | None = None) -> Table:
    """A table of the rows; text is shown as it stands, never read as markup."""
    table = Table(title=title, title_justify="left", header_style="bold", pad_edge=False, box=None, expand=False)
    listed = tuple(columns)
    for column in listed:
        table.add_column(column.heading, max_width=column.width, ratio=column.ratio, overflow="fold")
    for row in rows:
        table.add_row(*(Text(column.show(row)) for column in listed))
    return table


def print_rows(console: Console, columns: Iterable[Column], rows: Iterable[Any], title: str | None = None) -> None:
    """Print the rows as a table, or one line that says there are none."""
    listed = list(rows)
    if listed:
        console.print(build_table(columns, listed, title))
    else:
        console.print("Nothing in the record fits." if title is None else f"{title}: none.", style="dim")
