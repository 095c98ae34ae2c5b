"""Which ties in force bind two states, and which divide them."""

from collections.abc import Mapping
from functools import cache
from typing import get_args

from detente.errors import ReferenceDataError
from detente.model import TieKind
from detente.reference.files import load_yaml


@cache
def load_tie_signs() -> Mapping[TieKind, int]:
    """1 or -1 for each kind of tie that speaks of friends or foes.

    Raises:
        ReferenceDataError: a kind does not exist, or a sign is neither.
    """
    signs: dict[TieKind, int] = load_yaml("after_reading/tie_signs.yaml")["signs"]
    if not set(signs) <= set(get_args(TieKind)) or not set(signs.values()) <= {1, -1}:
        raise ReferenceDataError(f"reference data tie_signs.yaml: no kind of tie or no sign among {signs}")
    return signs
