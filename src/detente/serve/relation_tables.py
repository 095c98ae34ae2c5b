"""Partners and rivals of one country, in tables and rows."""

import io
import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console

from detente.analyse.blocs import Relation, Relations
from detente.analyse.networks import NetworkRules
from detente.serve.names import name_briefly
from detente.serve.network_summary import name_window, name_zone
from detente.serve.tables import Column, build_table, shorten, show_count
from detente.store.columns import write_cells

_PARTS = {1: "Partners", -1: "Rivals"}


def print_relations(console: Console, found: Relations, rules: NetworkRules, limit: int) -> None:
    """Print partners and rivals, the surest first, and what was left out.

    Args:
        console: where to print.
        found: the relations.
        rules: by which they were made.
        limit: at most so many partners and so many rivals.
    """
    title = f"Partners and rivals of {name_briefly(found.code)}, {name_window(rules)}"
    console.print(title, style="bold underline", highlight=False)
    for sign, relations in ((1, found.partners), (-1, found.rivals)):
        _print_part(console, _PARTS[sign], relations, limit)
    if found.others:
        names = ", ".join(name_briefly(relation.other) for relation in found.others)
        console.print(f"\nNeither, from {name_zone(rules)}: {names}.", highlight=False)
    if found.few_count:
        others, fewest = show_count(found.few_count, "other"), show_count(rules.fewest, "independent happening")
        console.print(f"Left out: {others} with fewer than {fewest}.", style="dim", highlight=False)
    if found.undated_count:
        undated = show_count(found.undated_count, "happening")
        console.print(f"Left out: {undated} of which nothing tells the day.", style="dim", highlight=False)


def _print_part(console: Console, heading: str, relations: Sequence[Relation], limit: int) -> None:
    if not relations:
        console.print(f"\n{heading}: none.", style="dim", highlight=False)
        return
    more = f" (the {limit} surest of {len(relations)})" if len(relations) > limit else ""
    console.print(f"\n[bold]{heading}, the surest first[/bold]{more}", highlight=False)
    console.print(build_table(_COLUMNS, relations[:limit]))


def _show_interval(relation: Relation) -> str:
    found = relation.alignment
    return "–" if found is None else f"{found.low:+.2f} to {found.high:+.2f}"


def _show_ties(relation: Relation) -> str:
    return ", ".join(dict.fromkeys(tie.kind for tie in relation.ties))


_COLUMNS = (
    Column("who", lambda relation: shorten(name_briefly(relation.other), 24), width=24),
    Column("alignment", lambda relation: "–" if relation.alignment is None else f"{relation.alignment.value:+.2f}"),
    Column("interval", _show_interval),
    Column("happenings", lambda relation: str(relation.happening_count)),
    Column("ties", _show_ties, width=14),
)


def flatten_relation(code: str, relation: Relation) -> dict[str, Any]:
    """One relation as a row."""
    found = relation.alignment
    return {
        "code": code,
        "other": relation.other,
        "sign": relation.sign,
        "happening_count": relation.happening_count,
        "alignment": found and round(found.value, 4),
        "low": found and round(found.low, 4),
        "high": found and round(found.high, 4),
        "clear": relation.is_clear,
        "ties": "; ".join(f"{tie.kind} {tie.name}".strip() for tie in relation.ties),
    }


def write_relations(found: Relations, form: str) -> str:
    """The relations as CSV, or as JSON with the ids of the happenings."""
    listed = [*found.partners, *found.rivals, *found.others]
    rows = [flatten_relation(found.code, relation) for relation in listed]
    if form == "json":
        for row, relation in zip(rows, listed, strict=True):
            row["happenings"] = list(relation.act_ids)
        return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    text = io.StringIO()
    write_cells(rows, "csv", text, tuple(flatten_relation("", _NONE)))
    return text.getvalue()


_NONE = Relation("", 0, None, 0, False, (), ())
