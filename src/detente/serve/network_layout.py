"""Where the nodes of a signed network stand on a drawing: friends close, foes apart, always the same way."""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

from detente.analyse.network_report import NetworkReport

Points = npt.NDArray[np.float64]

_ROUNDS = 300
_BENDS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3)  # tried in turn, as shares of the length of a line
_STRETCH = 1.4  # how much further the height is stretched than the width, at most
_FRIENDS, _ACROSS, _FOES, _FURTHEST = 1.0, 1.5, 2.7, 3.4  # wanted distances


def place_nodes(report: NetworkReport, gap: float) -> Mapping[str, tuple[float, float]]:
    """A place in the unit square for each node, no two closer than `gap`.

    Stress majorization: places whose distances come as near as can be to the wanted ones, which are short between
    friends, longer between communities, and longest between foes. It sets out from classical scaling, without chance.

    Source: Gansner, Koren and North 2005, DOI 10.1007/978-3-540-31843-9_25.
    """
    nodes = report.network.nodes
    if len(nodes) < 2:
        return dict.fromkeys(nodes, (0.5, 0.5))
    wanted = _want_distances(report)
    points = _fit(_spread(_majorize(wanted, _scale_classically(wanted))), gap)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}


def _want_distances(report: NetworkReport) -> Points:
    nodes = report.network.nodes
    groups = {node: number for number, members in enumerate(report.communities) for node in members}
    places = {node: place for place, node in enumerate(nodes)}
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    for edge in report.network.edges:
        if edge.sign >= 0:
            near = _FRIENDS if groups[edge.a] == groups[edge.b] else _ACROSS
            graph.add_edge(edge.a, edge.b, length=near if edge.sign else _ACROSS * 1.3)
    wanted = np.full((len(nodes), len(nodes)), _FURTHEST)
    for node, reached in nx.all_pairs_dijkstra_path_length(graph, cutoff=_FURTHEST, weight="length"):
        for other, length in reached.items():
            wanted[places[node], places[other]] = min(length, _FURTHEST)
    for edge in report.network.edges:
        if edge.sign < 0:
            a, b = places[edge.a], places[edge.b]
            wanted[a, b] = wanted[b, a] = _FOES
    np.fill_diagonal(wanted, 0)
    return wanted


def _scale_classically(wanted: Points) -> Points:
    """Places from the two leading eigenvectors of the centred squared distances, each turned one fixed way."""
    n = len(wanted)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ wanted**2 @ centre)
    found = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 1e-6))
    turn = np.sign(found[np.abs(found).argmax(axis=0), [0, 1]])
    # nodes that are alike in all get one place each on a small spiral
    angle = np.arange(n) * 2.399963
    spiral = np.sqrt(np.arange(n) / n)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    places: Points = found * turn + 0.05 * spiral
    return places


def _majorize(wanted: Points, points: Points) -> Points:
    """Move all nodes at once, again and again, each to where its wanted distances point on average."""
    weights = np.where(wanted > 0, 1 / np.maximum(wanted, 0.1) ** 2, 0)
    total = -weights
    np.fill_diagonal(total, weights.sum(axis=1))
    inverse = np.linalg.pinv(total)
    for _ in range(_ROUNDS):
        gaps = np.linalg.norm(points[:, None] - points[None, :], axis=2)
        pull = np.where(gaps > 1e-9, -weights * wanted / np.maximum(gaps, 1e-9), 0)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        points = inverse @ pull @ points
    return points


def _spread(points: Points) -> Points:
    """The places turned so that they lie wide, and brought into the unit square, stretched upwards a little."""
    centred = points - points.mean(axis=0)
    turned = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    turned *= np.sign(turned[np.abs(turned).argmax(axis=0), [0, 1]])
    middle, reach = (turned.max(axis=0) + turned.min(axis=0)) / 2, np.maximum(np.ptp(turned, axis=0), 1e-9)
    scale = 1 / reach
    scale[1] = min(scale[1], scale[0] * _STRETCH)
    fitted: Points = 0.5 + (turned - middle) * scale
    return fitted


def _fit(points: Points, gap: float) -> Points:
    """The places after pushing apart, step by step, those that are too close, within the unit square."""
    points = points.copy()
    for _ in range(_ROUNDS):
        apart = points[:, None] - points[None, :]
        distance = np.linalg.norm(apart, axis=2)
        np.fill_diagonal(distance, np.inf)
        short = np.maximum(gap - distance, 0)
        if not short.any():
            break
        step = apart / np.maximum(distance, 1e-6)[:, :, None] * short[:, :, None] / 2
        points = np.clip(points + step.sum(axis=1), 0, 1)
    return points


def bend_edge(start: tuple[float, float], end: tuple[float, float], others: Points, gap: float) -> tuple[float, float]:
    """The point towards which a line bends to keep clear of other nodes: the middle where it can be straight.

    Args:
        start: a place.
        end: another.
        others: places of nodes to keep clear of. Shape: (nodes, 2).
        gap: how far to keep away from them.
    """
    a, b = np.array(start), np.array(end)
    across = np.array([a[1] - b[1], b[0] - a[0]])
    steps = np.linspace(0.08, 0.92, 24)[:, None]
    best, clearest = (a + b) / 2, -1.0
    for bend in _BENDS:
        control = (a + b) / 2 + bend * across
        line = (1 - steps) ** 2 * a + 2 * steps * (1 - steps) * control + steps**2 * b
        clear = float(np.linalg.norm(line[:, None] - others[None, :], axis=2).min()) if len(others) else gap
        if clear >= gap:
            return float(control[0]), float(control[1])
        if clear > clearest:
            best, clearest = control, clear
    return float(best[0]), float(best[1])


def wrap_hull(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """The corners of the smallest convex outline of some places, in order.

    Examples:
        >>> wrap_hull([(0, 0), (2, 0), (1, 0.5), (2, 2), (0, 2)])
        [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*_half_hull(ordered)[:-1], *_half_hull(ordered[::-1])[:-1]]


def _half_hull(ordered: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    hull: list[tuple[float, float]] = []
    for point in ordered:
        while len(hull) > 1 and _turns_right(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    return hull


def _turns_right(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0
