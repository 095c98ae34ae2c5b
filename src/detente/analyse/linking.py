"""How likely two texts or two records tell of the same: learned weights over what they have in common."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.errors import ReferenceDataError
from detente.reference.files import load_yaml

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Linker:
    """A logistic regression over features by name; a feature without a weight counts for nothing.

    Attributes:
        bias: log-odds where nothing is in common.
        weights: log-odds for each feature's unit.
        bar: mean log-odds from which two groups are one.
        unseen: log-odds of two that have too little in common to be compared.
    """

    bias: float
    weights: Mapping[str, float]
    bar: float
    unseen: float

    def log_odds(self, features: Features) -> float:
        """Log-odds that the two are the same."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())


@cache
def load_linker(kind: str) -> Linker:
    """The learned weights for "articles", "mentions" or "events".

    Raises:
        ReferenceDataError: the table is missing or incomplete.
    """
    try:
        table = load_yaml("after_reading/merging.yaml")[kind]
        return Linker(table["bias"], table["weights"], table["bar"], table["unseen"])
    except KeyError as error:
        raise ReferenceDataError(f"reference data merging.yaml: {kind} lacks {error}") from error


def as_share(log_odds: float) -> float:
    """The probability with these log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
