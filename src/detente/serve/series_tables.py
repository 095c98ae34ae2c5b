"""A series as a table, and as rows."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Console

from detente.analyse.alignment import Alignment
from detente.analyse.changes import QUADS
from detente.analyse.series import UNKNOWN, Grouping, Series, Step
from detente.model import EventType
from detente.reference.codebook import load_types
from detente.serve.tables import Column, build_table, show_count

_SHORT = {"verbal cooperation": "coop.\nwords", "material cooperation": "coop.\ndeeds",
          "verbal conflict": "confl.\nwords", "material conflict": "confl.\ndeeds"}  # fmt: skip


def print_series(console: Console, title: str, series: Series, undated: int) -> None:
    """Print a series: the alignment over the window, then one row for each step.

    Args:
        console: where to print.
        title: who is shown.
        series: of the two.
        undated: how many more happenings have no day.
    """
    console.print(title, style="bold underline", highlight=False)
    if not series.steps:
        console.print("Nothing between the two in the record.", style="dim")
    else:
        for line in _say_grounds(series, undated):
            console.print(line, highlight=False)
        last = series.steps[-1]
        shown = [step for step in series.steps if step.act_count or step is last]
        table = build_table(_choose_columns(series), shown)
        table.padding = (0, 1, 0, 0)
        console.print(table)
        if len(shown) < len(series.steps):
            rest = f"{len(series.steps) - len(shown)} {series.every}s without happenings are left out."
            console.print(rest, style="dim", highlight=False)


def show_level(level: Alignment | None) -> str:
    """An alignment with its interval, or an en dash where there is none.

    Examples:
        >>> show_level(Alignment(0.25, -0.9, 0.93, 0.9, 1, 1, 1.0))
        '+0.25 [-0.90, +0.93]'
    """
    return "–" if level is None else f"{level.value:+.2f} [{level.low:+.2f}, {level.high:+.2f}]"


def say_grounds(level: Alignment) -> str:
    """On what an alignment rests."""
    return f"{show_count(level.act_count, 'happening')} from {show_count(level.source_count, 'independent source')}"


def flatten_series(series: Series) -> Iterator[dict[str, Any]]:
    """One row for each step, by the names of columns."""
    classes = list_classes(series.grouping)
    for step in series.steps:
        level = step.level
        yield {
            "period": str(step.period),
            "first": step.period.start.isoformat(),
            "last": step.period.last.isoformat(),
            **{name.lower().replace(" ", "_"): step.counts.get(name, 0) for name in classes},
            "happenings": step.act_count,
            "reports": step.report_count,
            "balance": round(step.balance, 3),
            "net_cooperation": round(step.net, 3),
            "alignment": level and round(level.value, 4),
            "alignment_low": level and round(level.low, 4),
            "alignment_high": level and round(level.high, 4),
            "sources": level and level.source_count,
            "weight": level and round(level.weight, 3),
        }


def describe_series(title: str, series: Series, undated: int) -> dict[str, Any]:
    """A series with what it rests on, by the names of its parts."""
    return {
        "title": title,
        "since": series.since and series.since.isoformat(),
        "until": series.until and series.until.isoformat(),
        "every": series.every,
        "half_life_days": series.half_life,
        "happenings": series.act_count,
        "reports": series.report_count,
        "without_score": series.unscored_count,
        "without_day": undated,
        "alignment": series.level and asdict(series.level),
        "steps": list(flatten_series(series)),
    }


def list_classes(grouping: Grouping) -> tuple[str, ...]:
    """The quad classes, or the types, and what is neither."""
    types: tuple[EventType, ...] = tuple(load_types())
    return (*(QUADS if grouping == "quad" else types), UNKNOWN)


def _say_grounds(series: Series, undated: int) -> Iterator[str]:
    yield f"{series.since} to {series.until}, by {series.every}, half-life {series.half_life:g} days"
    if series.level is None:
        yield "No happening with a score: no alignment."
    else:
        share = f"{series.level.coverage:.0%} interval"
        yield f"Alignment over the window: {show_level(series.level)}, {share}."
        yield f"It rests on {say_grounds(series.level)}, told in {series.report_count} articles."
    if series.unscored_count:
        yield f"Without a score, and so not in the alignment: {series.unscored_count}."
    if undated:
        yield f"Left out, because nothing says when: {undated}."


def _choose_columns(series: Series) -> list[Column]:
    if series.grouping == "type":
        classes = [Column("happenings", _list_types, ratio=1)]
    else:
        names = [*QUADS, *([UNKNOWN] if any(UNKNOWN in step.counts for step in series.steps) else [])]
        classes = [_count_column(name) for name in names]
    return [
        Column(series.every, lambda step: str(step.period)),
        *classes,
        Column("told\nin", lambda step: str(step.report_count or "")),
        Column("net\ncoop.", lambda step: f"{step.net:+.1f}"),
        Column("alignment at\nthe end", lambda step: show_level(step.level)),
        Column("rests\non", lambda step: "" if step.level is None else f"{step.level.weight:.1f}"),
    ]


def _count_column(name: str) -> Column:
    return Column(_SHORT.get(name, name), lambda step: str(step.counts.get(name, "")))


def _list_types(step: Step) -> str:
    return ", ".join(f"{name} {count}" for name, count in step.counts.items())
