"""Changes, and what is new since a day, in words with their sources, as rows, and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from detente.analyse.acts import Act
from detente.analyse.alignment import Alignment, Difference
from detente.analyse.changes import Change, TieMove
from detente.analyse.news import News, PairNews
from detente.analyse.wording import head_tie
from detente.model import QuadClass
from detente.serve.names import name_actor
from detente.serve.series_tables import say_grounds, show_level
from detente.serve.tables import cut_around, join_lines, show_act, show_mark, show_source
from detente.store import Database, EventRow, TieRow

ACTS, MOVES = 3, 5  # of each pair that the page on what is new shows


class Teller:
    """Finds the words for acts, each read from the record once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: dict[str, EventRow] = {}

    def read_row(self, act: Act) -> EventRow:
        """The first report of an act."""
        if act.act_id not in self._rows:
            happening = self._database.read_happening(act.act_id)
            self._rows[act.act_id] = self._database.read_reports(happening)[0]
        return self._rows[act.act_id]


def print_changes(console: Console, title: str, changes: Sequence[Change], grounds: str, teller: Teller) -> None:
    """Print each change with its levels, the happenings that made it with their sentences, and ties that turned."""
    console.print(title, style="bold underline", highlight=False)
    console.print(grounds, style="dim", highlight=False)
    if not changes:
        console.print("No change found.", style="dim")
    for change in changes:
        _print_change(console, change, teller)


def print_news(console: Console, news: News, limit: int, teller: Teller) -> None:
    """Print what is new since a day, pair by pair, the most telling first."""
    console.print(f"New since {news.since}", style="bold underline", highlight=False)
    if not news.pairs and not news.moves:
        console.print("Nothing new in the record.", style="dim")
    for each in news.pairs[:limit]:
        _print_pair(console, each, teller)
    if len(news.pairs) > limit:
        rest = f"{len(news.pairs) - limit} more pairs have something new; more with --limit."
        console.print(rest, style="dim", highlight=False)
    if news.moves:
        console.print("Ties of more than two", style="bold")
        for move in news.moves[:limit]:
            _print_move(console, move, parties=True)


def flatten_changes(changes: Iterable[Change], teller: Teller) -> Iterator[dict[str, Any]]:
    """One row for each change, by the names of columns."""
    for change in changes:
        yield {
            "day": change.day.isoformat(),
            "last_before": change.last_before.isoformat(),
            "probability": round(change.probability, 4),
            **_flatten_level("before", change.before),
            **_flatten_level("after", change.after),
            **_flatten_difference(change.difference),
            "happenings": [each.act.act_id for each in change.acts],
            "sentences": [join_lines(teller.read_row(each.act).sentence) for each in change.acts],
            "sources": [show_source(teller.read_row(each.act).article) for each in change.acts],
            "ties": [_say_move(move, parties=True) for move in change.moves],
        }


def flatten_news(news: News, teller: Teller) -> Iterator[dict[str, Any]]:
    """One row for each pair with anything new, by the names of columns."""
    for each in news.pairs:
        listed = [teller.read_row(act) for act in _choose_acts(each)]
        yield {
            "a": each.pair[0],
            "b": each.pair[1],
            "happenings": len(each.acts),
            "told_late": len(each.late),
            "jump": each.is_jump,
            **_flatten_level("before", each.before),
            **_flatten_level("after", each.after),
            **_flatten_difference(each.jump),
            "changes": [change.day.isoformat() for change in each.changes],
            "ties": [_say_move(move, parties=False) for move in each.moves],
            "sentences": [join_lines(row.sentence) for row in listed],
            "sources": [show_source(row.article) for row in listed],
        }


def flatten_moves(moves: Iterable[TieMove]) -> Iterator[dict[str, Any]]:
    """One row for each tie that moved, by the names of columns."""
    for move in moves:
        row = move.turn.claims[0].row
        yield {
            "day": move.turn.day.isoformat(),
            "kind": move.history.key.kind,
            "name": move.history.key.name or None,
            "parties": list(move.history.parties),
            "before": list(move.before),
            "standings": list(move.turn.standings),
            "sentence": join_lines(row.sentence),
            "source": show_source(row.article),
        }


def _print_change(console: Console, change: Change, teller: Teller) -> None:
    head = Text(f"{change.day}", style="bold").append(f"  {_say_difference(change.difference)}", style="not bold")
    console.print()
    console.print(head, highlight=False)
    for line in _describe_change(change):
        console.print(Padding(Text(line), (0, 0, 0, 2)))
    for each in change.acts:
        _print_act(console, each.act, teller, f" ({each.share:+.3f})")
    for move in change.moves:
        _print_move(console, move, parties=False)


def _describe_change(change: Change) -> Iterator[str]:
    yield f"probability {change.probability:.0%}; between {change.last_before} and {change.day}"
    for name, level, mix in (("before", change.before, change.mix_before), ("after", change.after, change.mix_after)):
        rest = f" on {say_grounds(level)}" if level is not None else ""
        yield f"{name}: {show_level(level)}{rest}; {_say_mix(mix)}"


def _print_pair(console: Console, news: PairNews, teller: Teller) -> None:
    names = " – ".join(map(name_actor, news.pair))
    late = f", {len(news.late)} older ones first told" if news.late else ""
    head = Text(names, style="bold").append(f"  {len(news.acts)} new{late}", style="not bold dim")
    console.print()
    console.print(head, highlight=False)
    if news.is_jump or news.changes:
        before, after = show_level(news.before), show_level(news.after)
        console.print(Padding(Text(f"alignment {before} → {after}", style="bold"), (0, 0, 0, 2)))
    for change in news.changes:
        console.print(Padding(Text(f"change on {change.day}, probability {change.probability:.0%}"), (0, 0, 0, 2)))
    chosen = _choose_acts(news)
    for act in chosen:
        _print_act(console, act, teller)
    if hidden := len(news.acts or news.late) - len(chosen):
        console.print(
            Padding(
                Text(f"and {hidden} more; see detente stories --pair {' '.join(news.pair)}", style="dim"), (0, 0, 0, 2)
            )
        )
    for move in news.moves[:MOVES]:
        _print_move(console, move, parties=False)


def _print_act(console: Console, act: Act, teller: Teller, share: str = "") -> None:
    row = teller.read_row(act)
    told = f", told in {act.report_count} articles" if act.report_count > 1 else ""
    line = Text(f"{act.day} ").append(show_act(row.event), style="bold")
    line.append(f"{share}{told}{show_mark(row)}", style="dim")
    console.print(Padding(line, (0, 0, 0, 2)))
    _print_words(console, row)


def _print_move(console: Console, move: TieMove, *, parties: bool) -> None:
    console.print(Padding(Text(f"{move.turn.day} {_say_move(move, parties=parties)}", style="cyan"), (0, 0, 0, 2)))
    _print_words(console, move.turn.claims[0].row)


def _print_words(console: Console, row: EventRow | TieRow) -> None:
    words = Text(cut_around(row.sentence, row.cue), style="italic")
    words.append(f"  [{show_source(row.article)}]", style="dim not italic")
    console.print(Padding(words, (0, 0, 0, 4)))


def _choose_acts(news: PairNews) -> list[Act]:
    """Those most told of, then the gravest, then the newest."""
    listed = news.acts or news.late
    return sorted(listed, key=lambda act: (-act.report_count, -abs(act.score or 0), -act.day.toordinal()))[:ACTS]


def _say_move(move: TieMove, *, parties: bool) -> str:
    key = move.history.key
    tie = f"{head_tie(key)} ({key.name})" if key.name else head_tie(key)
    if parties:
        tie += f" of {', '.join(move.history.parties)}"
    now, before = (" and ".join(standings).replace("_", " ") for standings in (move.turn.standings, move.before))
    return f"{tie}: {before} → {now}" if before else f"{tie}: {now} (first told)"


def _say_mix(mix: Mapping[QuadClass, float]) -> str:
    return ", ".join(f"{quad} {share:.0%}" for quad, share in mix.items())


def _say_difference(difference: Difference | None) -> str:
    if difference is None:
        return "change in what passes; no scores"
    low, high = f"{difference.low:+.2f}", f"{difference.high:+.2f}"
    return f"alignment {difference.value:+.2f} ({difference.coverage:.0%} interval {low} to {high})"


def _flatten_level(name: str, level: Alignment | None) -> dict[str, float | int | None]:
    values = (None, None, None) if level is None else (level.value, level.low, level.high)
    columns = (name, f"{name}_low", f"{name}_high")
    count = 0 if level is None else level.act_count
    return {**_round(columns, values), f"{name}_happenings": count}


def _flatten_difference(difference: Difference | None) -> dict[str, float | None]:
    values = (None, None, None) if difference is None else (difference.value, difference.low, difference.high)
    return _round(("difference", "difference_low", "difference_high"), values)


def _round(columns: Sequence[str], values: Sequence[float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, 4) for name, value in zip(columns, values, strict=True)}
