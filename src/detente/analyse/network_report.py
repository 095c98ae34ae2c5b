"""What a network of states shows: balance, communities, who is central, and which triangles do not hold."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from detente.analyse.balance import Balance, iter_unbalanced, measure_balance
from detente.analyse.centrality import Centrality, measure_centrality
from detente.analyse.communities import find_communities
from detente.analyse.networks import SignedEdge, SignedNetwork


@dataclass(frozen=True, slots=True)
class Triangle:
    """Three nodes that are all friends or foes of each other, and their edges."""

    nodes: tuple[str, str, str]
    edges: tuple[SignedEdge, SignedEdge, SignedEdge]

    @property
    def weight(self) -> int:
        """Independent happenings on the edge that has fewest."""
        return min(edge.weight for edge in self.edges)


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """What a network shows.

    Attributes:
        communities: codes of each, the largest first; those who stand alone come last, one by one.
        modularity: signed modularity of this division; None where no edge has a sign.
        centrality: of each node.
        unbalanced: triangles that are out of balance, those that rest on most happenings first.
        contested: edges of which acts and ties say the opposite.
    """

    network: SignedNetwork
    balance: Balance
    communities: tuple[tuple[str, ...], ...]
    modularity: float | None
    centrality: Mapping[str, Centrality]
    unbalanced: tuple[Triangle, ...]
    contested: tuple[SignedEdge, ...]

    def community_of(self, node: str) -> int:
        """The number of a node's community, from 0."""
        return next(number for number, members in enumerate(self.communities) if node in members)


def describe_network(network: SignedNetwork, seed: int = 0) -> NetworkReport:
    """Measure a network; the same seed gives the same communities and bounds.

    For communities an edge counts by log(1 + independent happenings), so that the pair of which all the news speaks
    does not decide alone.
    """
    signs, weights = network.signs(), network.weights()
    found = find_communities(np.sign(weights) * np.log1p(np.abs(weights)), seed)
    members: dict[int, list[str]] = {}
    for node, label in zip(network.nodes, found.labels, strict=True):
        members.setdefault(label, []).append(node)
    return NetworkReport(
        network=network,
        balance=measure_balance(signs, seed),
        communities=tuple(tuple(members[label]) for label in sorted(members)),
        modularity=found.modularity,
        centrality=dict(zip(network.nodes, measure_centrality(weights), strict=True)),
        unbalanced=_list_unbalanced(network),
        contested=tuple(edge for edge in network.edges if edge.is_contested),
    )


def _list_unbalanced(network: SignedNetwork) -> tuple[Triangle, ...]:
    edges = {(edge.a, edge.b): edge for edge in network.edges}
    found: list[Triangle] = []
    for places in iter_unbalanced(network.signs()):
        a, b, c = (network.nodes[place] for place in places)
        found.append(Triangle((a, b, c), (edges[a, b], edges[b, c], edges[a, c])))
    return tuple(sorted(found, key=lambda triangle: (-triangle.weight, triangle.nodes)))


def build_graph(report: NetworkReport) -> nx.Graph:
    """The network as a networkx graph, with what was measured on its nodes and edges."""
    graph = nx.Graph()
    for node in report.network.nodes:
        c = report.centrality[node]
        graph.add_node(
            node,
            community=report.community_of(node) + 1,
            friendly=c.friends,
            hostile=c.foes,
            betweenness=c.betweenness,
            eigenvector=c.eigenvector,
        )
    for edge in report.network.edges:
        facts = {} if edge.alignment is None else {"alignment": edge.alignment.value}
        ties = "; ".join(tie.kind for tie in edge.ties)
        graph.add_edge(edge.a, edge.b, sign=edge.sign, weight=edge.weight, clear=edge.is_clear, ties=ties, **facts)
    return graph
