"""The ties of a pair over time on the terminal: a lane for each, by kind."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import get_args

from rich.console import Console
from rich.text import Text

from detente.analyse.brief_scope import say_claimants
from detente.analyse.claims import Claim
from detente.analyse.histories import Contest, TieHistory, Turn, find_contests, sum_up
from detente.analyse.known import Known, find_disagreements
from detente.analyse.wording import head_tie, name_party
from detente.model import StandingValue, TieKind
from detente.reference.states import holds_on
from detente.serve.tables import show_count

GLYPHS: dict[StandingValue, tuple[str, str]] = {
    "imagined": ("?", "magenta"),
    "proposed": ("◇", "cyan"),
    "negotiating": ("~", "cyan"),
    "agreed": ("○", "green"),
    "in_force": ("●", "green"),
    "expanding": ("▲", "bold green"),
    "strained": ("▼", "yellow"),
    "suspended": ("‖", "yellow"),
    "ended": ("✕", "red"),
    "denied": ("⊘", "red"),
}
OVER: frozenset[StandingValue] = frozenset({"ended", "denied", "imagined"})
KINDS: tuple[TieKind, ...] = get_args(TieKind)
LABEL, NARROW = 30, 24
TURNS = 8  # the last turns that are written out


def print_lanes(
    console: Console, pair: tuple[str, str], histories: Sequence[TieHistory], known: Sequence[Known]
) -> None:
    """A lane for each tie, then its turns, how many articles speak of it, and what is contested."""
    if not histories:
        names = " and ".join(map(name_party, pair))
        console.print(f"The record holds no tie of {names} that fits.", style="dim", highlight=False)
        return
    ordered = sort_lanes(histories)
    days = [claim.day for history in ordered for claim in history.claims if claim.day is not None]
    by_name = {(one.kind, one.name): one for one in known if not one.is_shared}
    if days:
        _print_lanes(console, ordered, by_name, min(days), max(days))
    for history in ordered:
        console.print(_say_history(history, by_name.get((history.key.kind, history.key.name))))


def sort_lanes(histories: Iterable[TieHistory]) -> list[TieHistory]:
    """Ties by kind, those spoken of first before others."""
    return sorted(histories, key=lambda h: (KINDS.index(h.key.kind), h.claims[0].day or date.max, h.key.name))


def find_standing(turn: Turn) -> StandingValue | None:
    """The first of its standings in which there is a tie; None where it is only imagined, denied or over."""
    return next((standing for standing in turn.standings if standing not in OVER), None)


def label_history(history: TieHistory) -> str:
    """A tie in a few words: what it is, its name, its direction, and how many others are parties."""
    others = f" +{len(history.parties) - 2}" if len(history.parties) > 2 else ""
    direction = f" {'→'.join(history.parties)}" if history.key.directed else ""
    name = f" ({history.key.name})" if history.key.name else ", unnamed" if history.key.is_loose else ""
    return f"{head_tie(history.key)}{direction}{name}{others}"


def say_turns(history: TieHistory) -> str:
    """The turns of a tie in order, each with its month; a dot trail stands for what went before the last few."""
    shown = history.turns[-TURNS:]
    words = [f"{'/'.join(turn.standings).replace('_', ' ')} {turn.day:%Y-%m}" for turn in shown]
    return ("… → " if len(shown) < len(history.turns) else "") + " → ".join(words)


def say_prospects(history: TieHistory) -> str:
    """What is told to be possible, planned, negotiated or agreed beside how a tie stands, each with its last month."""
    stand = sum_up(history)
    last = {claim.standing: claim.day for claim in reversed(stand.prospects)} if stand else {}
    return ", ".join(f"{standing} {day:%Y-%m}" for standing, day in last.items() if day is not None)


def say_known(known: Known) -> str:
    """From when to when the reference table has a tie in force."""
    return f"reference: in force {known.start or '?'} to {known.end or 'now'}" if known.start or known.end else ""


def say_contest(contest: Contest) -> str:
    """A claim and what speaks against it, the newest of each."""
    return " against ".join(_say_claim(claim) for claim in (contest.claims[-1], contest.denials[-1]))


def _print_lanes(
    console: Console,
    histories: Iterable[TieHistory],
    known: dict[tuple[TieKind, str], Known],
    first: date,
    last: date,
) -> None:
    width = max(console.width - LABEL - 2, NARROW)
    console.print(Text(" " * (LABEL + 1) + _draw_axis(first, last, width), style="dim"))
    for history in histories:
        label = label_history(history)
        lane = Text(f"{label[: LABEL - 1] + '…' if len(label) > LABEL else label:<{LABEL}} ")
        console.print(lane.append(_draw_lane(history, first, last, width)), no_wrap=True, overflow="crop")
        one = known.get((history.key.kind, history.key.name))
        if one is not None and (one.start or one.end):
            console.print(Text(f"{'  reference':<{LABEL}} {_draw_known(one, first, last, width)}", style="dim"))
    console.print(_draw_key(), soft_wrap=False)
    console.print()


def _draw_axis(first: date, last: date, width: int) -> str:
    """Years, as many as stand apart."""
    years = range(first.year, last.year + 1)
    step = max(1, -(-len(years) * 7 // width))
    axis = [" "] * width
    for year in list(years)[::step]:
        at = _place(max(date(year, 1, 1), first), first, last, width)
        if at + 4 <= width and not "".join(axis[max(at - 1, 0) : at + 4]).strip():
            axis[at : at + 4] = f"{year:04}"
    return "".join(axis).rstrip()


def _draw_lane(history: TieHistory, first: date, last: date, width: int) -> Text:
    """Turns as signs, with a line to the next one while the tie stands; without turns the claims alone."""
    cells: list[tuple[str, str]] = [(" ", "")] * width
    ends = [turn.day for turn in history.turns[1:]] + [history.told or last]
    for turn, end in zip(history.turns, ends, strict=False):
        if standing := find_standing(turn):
            for at in range(_place(turn.day, first, last, width), _place(end, first, last, width) + 1):
                cells[at] = ("─", GLYPHS[standing][1])
    marks = [(turn.day, turn.standings[0]) for turn in history.turns]
    marks = marks or [(claim.day, claim.standing) for claim in history.claims if claim.day is not None]
    for day, standing in marks:
        cells[_place(day, first, last, width)] = GLYPHS[standing]
    return Text.assemble(*cells)


def _draw_known(known: Known, first: date, last: date, width: int) -> str:
    days = [first + timedelta(n * ((last - first).days or 1) / max(width - 1, 1)) for n in range(width)]
    return "".join("═" if holds_on(known.start, known.end, min(day, last)) else " " for day in days).rstrip()


def _place(day: date, first: date, last: date, width: int) -> int:
    """The column of a day on an axis of so many columns."""
    return round((day - first).days / max((last - first).days, 1) * (width - 1))


def _draw_key() -> Text:
    key = Text("")
    for standing, (glyph, style) in GLYPHS.items():
        key.append(f"{glyph} ", style=style).append(f"{standing.replace('_', ' ')}  ", style="dim")
    return key.append("═ reference", style="dim")


def _say_history(history: TieHistory, known: Known | None) -> Text:
    line = Text(label_history(history), style="bold")
    line.append(f": {say_turns(history) or _say_loose(history)}", style="not bold")
    line.append(f"  ({show_count(history.story_count, 'article')})", style="not bold dim")
    if beside := say_prospects(history):
        line.append(f"\n  beside it: {beside}", style="not bold")
    if contests := find_contests(history):
        line.append("\n  contested: ", style="not bold red").append(say_contest(contests[-1]), style="not bold")
    if known is not None and say_known(known):
        line.append(f"\n  {say_known(known)}", style="not bold dim")
        line.append("; articles disagree" if find_disagreements([history], [known]) else "", style="not bold red")
    return line


def _say_claim(claim: Claim) -> str:
    return f"{claim.standing.replace('_', ' ')} ({say_claimants(claim)}, {claim.day})"


def _say_loose(history: TieHistory) -> str:
    told = [f"{c.standing.replace('_', ' ')} {c.day:%Y-%m}" if c.day else c.standing for c in history.claims]
    return ", ".join(told) + (" (perhaps several)" if history.key.is_loose else "")
