"""The report on events as sheets of figures, and its misses as passages to read."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from detente.evaluate.events import EventReport, Pairing
from detente.evaluate.matching import Measure, Row
from detente.serve.sheets import Sheet
from detente.serve.tables import join_lines

_LEVELS = {
    "type": "type",
    "dyad": "type, some party on each side",
    "exact": "type, all parties",
    "full": "type, all parties, status",
    "quad": "actor, recipient, quad class",
}
_SHORT = {"CONCEDE": "CNC", "CONSULT": "CNS"}  # their first three letters are the same


def list_sheets(report: EventReport) -> list[Sheet]:
    """All figures of a report."""
    return [
        _tabulate_scores("Scores", {_LEVELS[level]: report.scores[level] for level in _LEVELS}),
        _tabulate_scores("By type", {k: m for k, m in report.scores["by_type"].items() if m["gold"] or m["predicted"]}),
        _tabulate_statuses(report),
        _tabulate_sources(report),
        _tabulate_reliability(report),
        _tabulate_confusions(report),
    ]


def list_misses(misses: Sequence[Pairing]) -> Sheet:
    """The misses by the id of their text, without its words, so that they may be kept where the texts may not."""
    rows = (
        (p.row_id, p.cause or "", _name_type(p.gold), _name_type(p.found), _show_confidence(p.found)) for p in misses
    )
    return Sheet(f"The worst {len(misses)}", ("text", "cause", "gold", "found", "confidence"), tuple(rows))


def print_misses(console: Console, misses: Sequence[Pairing]) -> None:
    """Print the misses with their texts, worst first."""
    console.print(Text(f"The worst {len(misses)}", style="bold"))
    for place, pairing in enumerate(misses, start=1):
        console.print(Text.assemble((f"{place}. {pairing.cause}", "bold"), f"  {pairing.row_id}"))
        console.print(Text("   " + join_lines(pairing.text)))
        console.print(Text(f"   gold:  {_describe(pairing.gold)}", style="green"))
        console.print(Text(f"   found: {_describe(pairing.found)}", style="magenta"))
        console.print()


def _tabulate_scores(title: str, measures: dict[str, Measure]) -> Sheet:
    rows = (
        (name, _share(m["p"]), _share(m["r"]), _share(m["f1"]), str(m["gold"]), str(m["predicted"]))
        for name, m in measures.items()
    )
    return Sheet(title, ("", "p", "r", "f1", "gold", "found"), tuple(rows))


def _tabulate_statuses(report: EventReport) -> Sheet:
    rows = (
        (c.status, str(c.gold), *_count_right(c.found, c.gold), *_count_right(c.right, c.found))
        for c in report.statuses
    )
    return Sheet(
        "By status of the gold event",
        ("", "gold", "found", "share", "right status", "share"),
        tuple(rows),
        "Found: with the right type. Right status: of those found.",
    )


def _tabulate_sources(report: EventReport) -> Sheet:
    rows = (
        (c.source, str(c.predicted), *_count_right(c.right, c.predicted), *_count_right(c.right_dyad, c.predicted))
        for c in report.sources
    )
    return Sheet("By evidence", ("", "found", "type right", "share", "dyad right", "share"), tuple(rows))


def _tabulate_reliability(report: EventReport) -> Sheet:
    error = report.reliability.error
    rows = (
        (f"{b.low:.1f} to {b.high:.1f}", str(b.predicted), _share(b.confidence), _share(b.right))
        for b in report.reliability.bins
    )
    return Sheet(
        "Confidence",
        ("confidence", "found", "mean", "type right"),
        tuple(rows),
        "No event has a confidence." if error is None else f"Expected calibration error {_share(error)}.",
    )


def _tabulate_confusions(report: EventReport) -> Sheet:
    counts = report.confusions
    types = sorted({event_type for pair in counts for event_type in pair if event_type})
    rows = ((gold or "extra", *(_count(counts[gold, found]) for found in (*types, None))) for gold in (*types, None))
    return Sheet(
        "Types found for types",
        ("gold", *(_SHORT.get(t, t[:3]) for t in types), "none"),
        tuple(rows),
        "Rows are the gold, columns what was found for it; CNC is CONCEDE, CNS is CONSULT.",
    )


def _describe(event: Row | None) -> str:
    if event is None:
        return "–"
    facts = (
        _show_side(event, "actors"),
        str(event["type"]),
        str(event.get("mode") or ""),
        _show_side(event, "recipients"),
    )
    status = "" if event.get("status") in (None, "actual") else f" ({event['status']})"
    return " ".join(filter(None, facts)) + status + "".join(_list_evidence(event))


def _list_evidence(event: Row) -> Iterator[str]:
    if event.get("cue"):
        yield f', "{event["cue"]}"'
    if event.get("rule"):
        yield f", {event['rule']}"
    if confidence := _show_confidence(event):
        yield f", confidence {confidence}"


def _show_side(event: Row, side: str) -> str:
    return ", ".join(map(_show_party, event.get(side) or ())) or "–"


def _show_party(party: dict[str, Any]) -> str:
    return " ".join(
        filter(None, (party.get("code") or "?", party.get("role"), f"[{party['text']}]" if party.get("text") else ""))
    )


def _name_type(event: Row | None) -> str:
    return "–" if event is None else str(event["type"])


def _show_confidence(event: Row | None) -> str:
    return "" if event is None or event.get("confidence") is None else _share(event["confidence"])


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.2f}"


def _count_right(part: int, whole: int) -> tuple[str, str]:
    return str(part), _share(part / whole) if whole else "–"


def _count(number: int) -> str:
    return str(number) if number else "·"
