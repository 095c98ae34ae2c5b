"""Structural balance of a signed network: is the friend of a friend a friend, and the enemy of a friend an enemy?

All functions take the matrix of signs: symmetric, 1 for friends, -1 for foes, 0 for neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from detente.analyse.frustration import Frustration, bound_frustration

Signs = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Triangles:
    """Triangles by their number of negative sides: none, one, two, three."""

    counts: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        """All triangles."""
        return sum(self.counts)

    @property
    def balanced(self) -> int:
        """Those with an even number of negative sides."""
        return self.counts[0] + self.counts[2]

    @property
    def share(self) -> float | None:
        """Share of the balanced; None where there is no triangle.

        Source: Cartwright and Harary 1956, DOI 10.1037/h0046049.
        """
        return self.balanced / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Balance:
    """How balanced a network is; a measure is None where there is nothing to measure.

    Attributes:
        triangles: by number of negative sides.
        walk: balance over closed walks of all lengths, 0 to 1.
        frustration: how many edges stand against the best division into two camps.
    """

    triangles: Triangles
    walk: float | None
    frustration: Frustration


def measure_balance(signs: Signs, seed: int = 0) -> Balance:
    """All measures of balance of a network; the seed is for the search that large networks need."""
    return Balance(count_triangles(signs), measure_walk_balance(signs), bound_frustration(signs, seed))


def count_triangles(signs: Signs) -> Triangles:
    """How many triangles there are of each kind."""
    friends, foes = (signs > 0).astype(np.int64), (signs < 0).astype(np.int64)
    ties = friends + foes
    total = int(np.trace(ties @ ties @ ties)) // 6
    product = int(np.trace((friends - foes) @ (friends - foes) @ (friends - foes))) // 6
    none, three = (int(np.trace(m @ m @ m)) // 6 for m in (friends, foes))
    balanced = (total + product) // 2
    return Triangles((none, total - balanced - three, balanced - none, three))


def iter_unbalanced(signs: Signs) -> Iterator[tuple[int, int, int]]:
    """The triangles with one or three negative sides, as places in rising order."""
    for i in range(len(signs)):
        for j, k in combinations([int(n) for n in np.flatnonzero(signs[i]) if n > i], 2):
            if signs[i, j] * signs[i, k] * signs[j, k] < 0:
                yield i, j, k


def measure_walk_balance(signs: Signs) -> float | None:
    """Balance over closed walks: sum(exp(lambda)) / sum(exp(mu)), 1 where all are balanced.

    lambda are the eigenvalues of the matrix of signs, mu those of the same matrix without signs; a walk of length k
    counts 1/k!. None where there is no edge.

    Source: Estrada and Benzi 2014, DOI 10.1103/PhysRevE.90.042802.
    """
    if not signs.any():
        return None
    signed, plain = (np.linalg.eigvalsh(matrix.astype(float)) for matrix in (signs, np.abs(signs)))
    highest = plain[-1]  # no eigenvalue with signs is above it; taken out, since exp() of it can overflow
    return float(np.exp(signed - highest).sum() / np.exp(plain - highest).sum())
