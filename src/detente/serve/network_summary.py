"""A network in words, tables and rows."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from detente.analyse.network_report import NetworkReport, Triangle, build_graph
from detente.analyse.networks import NetworkRules, SignedEdge, SignedTie
from detente.serve.names import name_briefly
from detente.serve.tables import Column, build_table, shorten, show_count
from detente.store.columns import write_cells

TITLE = "Friendly and hostile relations"
LISTED = 20  # nodes, and half as many triangles, that the summary shows unless more are asked for
_WORDS = {1: "friendly", -1: "hostile", 0: "neither"}


def name_window(rules: NetworkRules) -> str:
    """The window in words."""
    if rules.since and rules.until:
        return f"{rules.since} to {rules.until}"
    if rules.since or rules.until:
        return f"since {rules.since}" if rules.since else f"until {rules.until}"
    return "all days"


def name_zone(rules: NetworkRules) -> str:
    """The neutral zone in words.

    Examples:
        >>> name_zone(NetworkRules())
        '-0.1 to 0.25'
    """
    return f"{rules.neutral[0]:g} to {rules.neutral[1]:g}"


def print_network(console: Console, report: NetworkReport, rules: NetworkRules, limit: int) -> None:
    """Print what a network shows: what it rests on, who stands where, balance, and what does not hold together.

    Args:
        console: where to print.
        report: of the network.
        rules: by which it was made.
        limit: at most so many nodes, and half as many triangles.
    """
    network = report.network
    console.print(f"{TITLE}, {name_window(rules)}", style="bold underline", highlight=False)
    if not network.nodes:
        console.print("No pair has enough between it to stand in a network.", style="dim")
    for line in _list_grounds(report, rules):
        console.print(line, style="dim", highlight=False)
    if not network.nodes:
        return
    _print_communities(console, report)
    _print_nodes(console, report, limit)
    _print_balance(console, report)
    _print_triangles(console, report.unbalanced, limit // 2)
    _print_contested(console, report.contested)


def _list_grounds(report: NetworkReport, rules: NetworkRules) -> Iterable[str]:
    network = report.network
    nodes = show_count(len(network.nodes), "state or body has", "states and bodies have")
    yield f"{show_count(network.act_count, 'happening')} in the window; {nodes} enough between them."
    if network.edges:
        signs = [edge.sign for edge in network.edges]
        clear = sum(edge.is_clear for edge in network.edges)
        parts = ", ".join(f"{signs.count(sign)} {word}" for sign, word in _WORDS.items())
        yield f"{show_count(len(signs), 'relation')}: {parts}; for {clear} of these the interval leaves no doubt."
        yield f"Neither friendly nor hostile is an alignment from {name_zone(rules)}."
    if network.few_count:
        pairs, fewest = show_count(network.few_count, "pair"), show_count(rules.fewest, "independent happening")
        yield f"Left out: {pairs} with fewer than {fewest} (--min-happenings)."
    if network.undated_count:
        yield f"Left out: {show_count(network.undated_count, 'happening')} of which nothing tells the day."


def _print_communities(console: Console, report: NetworkReport) -> None:
    console.print("\nWho stands together", style="bold")
    for number, members in enumerate(report.communities, 1):
        if len(members) > 1:
            names = Text(f"{number}  ", style="cyan").append(", ".join(map(name_briefly, members)), style="not cyan")
            console.print(Padding(names, (0, 0, 0, 2)))
    alone = [name_briefly(members[0]) for members in report.communities if len(members) == 1]
    if alone:
        console.print(Padding(Text(f"by themselves: {', '.join(alone)}"), (0, 0, 0, 2)))


def _print_nodes(console: Console, report: NetworkReport, limit: int) -> None:
    central = sorted(report.centrality, key=lambda node: (-report.centrality[node].eigenvector, node))
    more = f" (the {limit} most central of {len(central)})" if len(central) > limit else ""
    console.print(f"\n[bold]Who stands where, the most central first[/bold]{more}", highlight=False)
    console.print(build_table(_node_columns(report), central[:limit]))


def _node_columns(report: NetworkReport) -> Sequence[Column]:
    c = report.centrality
    return (
        Column("who", lambda node: shorten(name_briefly(node), 30), width=30),
        Column("community", lambda node: _show_community(report, node)),
        Column("friendly", lambda node: str(c[node].friends)),
        Column("hostile", lambda node: str(c[node].foes)),
        Column("centrality", lambda node: f"{c[node].eigenvector:.2f}"),
        Column("between", lambda node: f"{c[node].betweenness:.2f}"),
    )


def _show_community(report: NetworkReport, node: str) -> str:
    number = report.community_of(node)
    return str(number + 1) if len(report.communities[number]) > 1 else "–"


def _print_balance(console: Console, report: NetworkReport) -> None:
    balance, triangles = report.balance, report.balance.triangles
    console.print("\nBalance", style="bold")
    if triangles.share is None or balance.walk is None:
        console.print(
            "  No three are all friendly or hostile to each other, so nothing can be out of balance.", style="dim"
        )
        return
    lines = [f"{triangles.balanced} of {triangles.total} triangles ({triangles.share:.0%}) are balanced."]
    lines.append(f"Over walks of all lengths the balance is {balance.walk:.2f} (1 is perfect).")
    f = balance.frustration
    index = str(f.upper) if f.is_exact else f"{f.lower} to {f.upper}"
    lines.append(
        f"{index} of {f.edge_count} relations stand against the best division into two camps ({f.balance:.2f})."
    )
    for line in lines:
        console.print(Padding(Text(line), (0, 0, 0, 2)))


def _print_triangles(console: Console, triangles: Sequence[Triangle], limit: int) -> None:
    if not triangles:
        return
    more = f" (the {limit} with most happenings of {len(triangles)})" if len(triangles) > limit else ""
    console.print(f"\n[bold]Out of balance[/bold]{more}", highlight=False)
    for triangle in triangles[:limit]:
        console.print(Padding(Text(describe_triangle(triangle)), (0, 0, 0, 2)))


def describe_triangle(triangle: Triangle) -> str:
    """A triangle out of balance in a sentence: who is friendly with two that are hostile, or that all three are."""
    bad = [edge for edge in triangle.edges if edge.sign < 0]
    if len(bad) == 1:
        [middle] = [node for node in triangle.nodes if node not in (bad[0].a, bad[0].b)]
        foes = f"{name_briefly(bad[0].a)} and {name_briefly(bad[0].b)}"
        return f"{name_briefly(middle)} is friendly with {foes}, which are hostile to each other."
    a, b, c = map(name_briefly, triangle.nodes)
    return f"{a}, {b} and {c} are all hostile to each other."


def _print_contested(console: Console, edges: Sequence[SignedEdge]) -> None:
    if not edges:
        return
    console.print("\nTies against what happens", style="bold")
    for edge in edges:
        ties = "; ".join(map(_describe_tie, edge.ties))
        line = f"{name_briefly(edge.a)} – {name_briefly(edge.b)}: {_describe_acts(edge)}{ties}."
        console.print(Padding(Text(line), (0, 0, 0, 2)))


def _describe_acts(edge: SignedEdge) -> str:
    if edge.alignment is None:
        return ""
    told = f"{show_count(edge.weight, 'happening')} with an alignment of {edge.alignment.value:+.2f}"
    return f"{told} ({_WORDS[edge.sign]}), in force: "


def _describe_tie(tie: SignedTie) -> str:
    name = f" ({tie.name})" if tie.name else ""
    return f"{tie.kind}{name}, last told {tie.told}"


def flatten_edge(edge: SignedEdge) -> dict[str, Any]:
    """One relation as a row."""
    found = edge.alignment
    return {
        "a": edge.a,
        "b": edge.b,
        "sign": edge.sign,
        "happening_count": edge.weight if edge.act_ids else 0,
        "alignment": found and round(found.value, 4),
        "low": found and round(found.low, 4),
        "high": found and round(found.high, 4),
        "clear": edge.is_clear,
        "ties": "; ".join(f"{tie.kind} {tie.name}".strip() for tie in edge.ties),
    }


def write_network(report: NetworkReport, rules: NetworkRules, form: str) -> str:
    """A network as CSV (its relations), JSON (all that was measured) or GraphML (for Gephi, Cytoscape, igraph)."""
    if form == "csv":
        text = io.StringIO()
        write_cells(map(flatten_edge, report.network.edges), "csv", text, tuple(flatten_edge(_NO_EDGE)))
        return text.getvalue()
    if form == "graphml":
        return "\n".join(nx.generate_graphml(build_graph(report))) + "\n"
    return json.dumps(_gather(report, rules), indent=1, ensure_ascii=False) + "\n"


_NO_EDGE = SignedEdge("", "", 0, 0, None, (), ())


def _gather(report: NetworkReport, rules: NetworkRules) -> dict[str, Any]:
    network, balance, f = report.network, report.balance, report.balance.frustration
    camps = dict(zip(network.nodes, f.camps, strict=True))
    return {
        "since": rules.since and rules.since.isoformat(),
        "until": rules.until and rules.until.isoformat(),
        "neutral_zone": rules.neutral,
        "min_happenings": rules.fewest,
        "happening_count": network.act_count,
        "undated_count": network.undated_count,
        "pairs_left_out": network.few_count,
        "balance": {
            "triangles": dict(zip(("+++", "++-", "+--", "---"), balance.triangles.counts, strict=True)),
            "balanced_triangles": balance.triangles.share,
            "walk_balance": balance.walk,
            "frustration": {"lower": f.lower, "upper": f.upper, "edges": f.edge_count, "balance": f.balance},
        },
        "modularity": report.modularity,
        "communities": [list(members) for members in report.communities],
        "nodes": [_flatten_node(report, node, camps[node]) for node in network.nodes],
        "edges": [flatten_edge(edge) | {"happenings": list(edge.act_ids)} for edge in network.edges],
        "unbalanced": [list(triangle.nodes) for triangle in report.unbalanced],
    }


def _flatten_node(report: NetworkReport, node: str, camp: int) -> dict[str, Any]:
    c = report.centrality[node]
    return {
        "code": node,
        "name": name_briefly(node),
        "community": report.community_of(node) + 1,
        "camp": camp,
        "friendly_count": c.friends,
        "hostile_count": c.foes,
        "friendly_happenings": int(c.friendly),
        "hostile_happenings": int(c.hostile),
        "betweenness": round(c.betweenness, 4),
        "eigenvector": round(c.eigenvector, 4),
    }
