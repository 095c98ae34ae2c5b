"""A drawing of a signed network: friendly and hostile by colour and by line, communities by colour and outline."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np

from detente.analyse.network_report import NetworkReport
from detente.analyse.networks import SignedEdge
from detente.errors import UsageError
from detente.serve.figures import INK, check_plot, open_figure
from detente.serve.names import name_briefly
from detente.serve.network_layout import bend_edge, place_nodes, wrap_hull
from detente.serve.tables import show_count

# Friendly and hostile in colours that stay apart for colour-blind readers (Okabe and Ito), and in unlike lines.
FRIENDS, FOES, NEITHER = "#0072B2", "#D55E00", "#8a8a8a"
_LINES: Mapping[int, tuple[str, Any]] = {
    1: (FRIENDS, "solid"),
    -1: (FOES, (0, (3.2, 1.8))),
    0: (NEITHER, (0, (0.8, 2.2))),
}
FILLS = (
    "#BBDDEE", "#F5D6A8", "#CCDDAA", "#E3C7DD", "#EEEEA3", "#B9E3D3",
    "#E8C4C0", "#CCCCDD", "#9FC5C9", "#D9B99B", "#B5B5E6", "#F2B8D0",
)  # fmt: skip
LONER = "#EDEDED"
_SIDE = 9.0  # inches of the square on which nodes stand
_RADIUS = 0.24  # inches of a node
MOST_BENT = 1500  # relations beyond which lines cross nodes anyway, and none is bent
READABLE = 80  # nodes that a reader can tell apart on one drawing
Places = Mapping[str, tuple[float, float]]


def plot_network(report: NetworkReport, title: str, out: Path) -> None:
    """Draw a network into an SVG, PNG or PDF file; the same network gives the same drawing.

    Raises:
        UsageError: there is nothing to draw, the file is of another kind, or it cannot be written.
    """
    check_plot(out)
    if not report.network.nodes:
        raise UsageError("--plot: the network has no edges, so there is nothing to draw")
    with open_figure(out, _SIDE + 4.2, _SIDE + 1.2, bbox_inches="tight", pad_inches=0.25) as figure:
        _draw(figure, report, title)


def _draw(figure: Any, report: NetworkReport, title: str) -> None:
    radius = _RADIUS * min(1.0, (40 / len(report.network.nodes)) ** 0.5) / _SIDE
    places = place_nodes(report, gap=radius * 2.9)
    axes = figure.add_axes((0.02, 0.03, _SIDE / (_SIDE + 4.2), _SIDE / (_SIDE + 1.2)))
    axes.set_aspect("equal")
    axes.set_axis_off()
    heights = [y for _, y in places.values()]
    axes.set_xlim(-0.06, 1.06)
    axes.set_ylim(min(heights) - 0.06, max(heights) + 0.06)
    axes.set_anchor("N")
    _draw_outlines(axes, report, places, radius)
    for edge in sorted(report.network.edges, key=lambda e: (abs(e.sign), e.weight, e.a, e.b)):
        _draw_edge(axes, edge, places, report, radius)
    for node in report.network.nodes:
        _draw_node(axes, node, places[node], radius, report)
    _write_key(figure, report, title)


def _draw_outlines(axes: Any, report: NetworkReport, places: Places, radius: float) -> None:
    """A soft field behind each community, the largest at the back."""
    from matplotlib.patches import Polygon

    for number, members in enumerate(report.communities):
        if len(members) > 1:
            corners, colour = wrap_hull([places[member] for member in members]), _soften(_fill(report, number))
            outline = Polygon(corners, closed=True, facecolor=colour, edgecolor=colour, joinstyle="round", zorder=0)
            outline.set_capstyle("round")  # of two members the outline is one line
            outline.set_linewidth(radius * 72 * _SIDE * 3.4)
            axes.add_patch(outline)


def _draw_edge(axes: Any, edge: SignedEdge, places: Places, report: NetworkReport, radius: float) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Line

    edges = report.network.edges
    crowd = min(1.0, (120 / len(edges)) ** 0.5)
    width = (0.9 + 3.6 * (edge.weight / max(e.weight for e in edges)) ** 0.5) * crowd
    colour, line = _LINES[edge.sign]
    others = [place for node, place in places.items() if node not in (edge.a, edge.b) and len(edges) <= MOST_BENT]
    bend = bend_edge(places[edge.a], places[edge.b], np.array(others).reshape(-1, 2), radius * 1.4)
    path = Line([places[edge.a], bend, places[edge.b]], [Line.MOVETO, Line.CURVE3, Line.CURVE3])
    style = {"edgecolor": colour, "linestyle": line, "linewidth": width if edge.sign else 1.1}
    axes.add_patch(PathPatch(path, facecolor="none", alpha=0.8, zorder=1 + abs(edge.sign), capstyle="butt", **style))


def _draw_node(axes: Any, node: str, place: tuple[float, float], radius: float, report: NetworkReport) -> None:
    from matplotlib.patches import Circle

    size = radius * (0.85 + 0.35 * report.centrality[node].eigenvector)
    fill = _fill(report, report.community_of(node))
    axes.add_patch(Circle(place, size, facecolor=fill, edgecolor=INK, linewidth=1.1, zorder=5))
    points = size * _SIDE * 72 * 1.5 / max(len(node), 3) * 1.05
    axes.text(*place, node, ha="center", va="center_baseline", fontsize=points, color=INK, weight="bold", zorder=6)


def _fill(report: NetworkReport, community: int) -> str:
    if len(report.communities[community]) < 2:
        return LONER
    return FILLS[community % len(FILLS)]


def _soften(colour: str) -> tuple[float, float, float]:
    """The colour, mixed with white."""
    from matplotlib.colors import to_rgb

    red, green, blue = (0.35 * part + 0.65 for part in to_rgb(colour))
    return red, green, blue


def _write_key(figure: Any, report: NetworkReport, title: str) -> None:
    left = (_SIDE + 0.35) / (_SIDE + 4.2)
    figure.text(0.03, 0.975, title, fontsize=15, weight="bold", color=INK, va="top")
    figure.text(0.03, 0.945, _sum_up(report), fontsize=10.5, color="#555555", va="top")
    key = {"loc": "upper left", "frameon": False, "alignment": "left"}
    figure.legend(handles=_list_lines(report), bbox_to_anchor=(left, 0.92), handlelength=3.2, fontsize=10.5,
                          title="Lines: the wider, the more happenings", **key)  # fmt: skip
    figure.legend(handles=_list_groups(report), bbox_to_anchor=(left, 0.80), labelspacing=0.9, fontsize=9.5,
                  title="Communities", **key)  # fmt: skip


def _list_lines(report: NetworkReport) -> list[Any]:
    from matplotlib.lines import Line2D

    drawn = {edge.sign for edge in report.network.edges}
    words = {1: "friendly", -1: "hostile", 0: "neither"}
    return [
        Line2D([], [], color=_LINES[sign][0], linestyle=_LINES[sign][1], linewidth=2.5 if sign else 1.3, label=word)
        for sign, word in words.items()
        if sign in drawn
    ]


def _list_groups(report: NetworkReport) -> list[Any]:
    from matplotlib.patches import Patch

    named = [(_fill(report, n), _list_names(m)) for n, m in enumerate(report.communities) if len(m) > 1]
    alone = [members[0] for members in report.communities if len(members) == 1]
    named += [(LONER, f"by themselves: {_list_names(alone)}")] if alone else []
    return [Patch(facecolor=colour, edgecolor=INK, linewidth=0.8, label=fill(names, 36)) for colour, names in named]


def _list_names(members: Iterable[str]) -> str:
    return ", ".join(name_briefly(member) for member in members)


def _sum_up(report: NetworkReport) -> str:
    network, triangles = report.network, report.balance.triangles
    words = f"{len(network.nodes)} states or bodies, {show_count(len(network.edges), 'relation')}"
    share = triangles.share
    return words if share is None else f"{words}; {share:.0%} of {triangles.total} triangles are balanced"
