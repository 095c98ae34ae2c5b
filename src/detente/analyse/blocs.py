"""With whom a country stands and against whom: its partners and rivals in a window."""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.analyse.acts import Row
from detente.analyse.alignment import Alignment
from detente.analyse.networks import NetworkRules, SignedTie, build_network


@dataclass(frozen=True, slots=True)
class Relation:
    """How one stands to another.

    Attributes:
        other: code of the other.
        sign: 1 for a partner, -1 for a rival, 0 for neither.
        alignment: with its interval; None where only ties speak.
        happening_count: independent happenings between the two.
        is_clear: whether the interval leaves no doubt of the sign.
        act_ids: the happenings, oldest first.
        ties: those in force that bind or divide them.
    """

    other: str
    sign: int
    alignment: Alignment | None
    happening_count: int
    is_clear: bool
    act_ids: tuple[str, ...]
    ties: tuple[SignedTie, ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """The partners and rivals of one country, body or bloc.

    Attributes:
        partners: from the one that is surest to be friendly.
        rivals: from the one that is surest to be hostile.
        others: those who are neither, by code.
        few_count: others with too little between them.
        undated_count: happenings left out because nothing tells their day.
    """

    code: str
    partners: tuple[Relation, ...]
    rivals: tuple[Relation, ...]
    others: tuple[Relation, ...]
    few_count: int
    undated_count: int


def rank_relations(rows: Iterable[Row], code: str, rules: NetworkRules, ties: Iterable[SignedTie] = ()) -> Relations:
    """Who are the partners and the rivals of a country, body or bloc in a window.

    They are ranked by the end of the interval that is nearer to doubt: partners by its low end, rivals by its high
    end. So one who was friendly twenty times comes before one who was a little friendlier twice. Those of whom only
    ties speak come last.

    Args:
        rows: happenings, or imported events; what others did among themselves is passed over.
        code: of the country or body; the short name of a bloc that the rules have.
        rules: window, neutral zone, fewest happenings, blocs.
        ties: those in force at the end of the window.
    """
    network = build_network(rows, rules, ties, of=code)
    found = [
        Relation(
            other=edge.b if edge.a == code else edge.a,
            sign=edge.sign,
            alignment=edge.alignment,
            happening_count=edge.weight if edge.act_ids else 0,
            is_clear=edge.is_clear,
            act_ids=edge.act_ids,
            ties=edge.ties,
        )
        for edge in network.edges
    ]
    ranked = sorted(found, key=lambda relation: (_doubt(relation), -relation.happening_count, relation.other))
    partners, rivals = (tuple(r for r in ranked if r.sign == sign) for sign in (1, -1))
    others = tuple(sorted((r for r in found if r.sign == 0), key=lambda relation: relation.other))
    return Relations(code, partners, rivals, others, network.few_count, network.undated_count)


def _doubt(relation: Relation) -> float:
    """How far the interval is from the end that the sign points to; 2 where there is none."""
    if relation.alignment is None:
        return 2.0
    return 1 - relation.alignment.low if relation.sign > 0 else 1 + relation.alignment.high
