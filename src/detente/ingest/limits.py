"""How much is too much, and how to say so."""

from typing import Any

from detente.errors import InputError

LONGEST_TEXT = 2_000_000
LONGEST_LINE = 8_000_000
LONGEST_PAGE = 4_000_000
DEEPEST_PAGE = 250
LONGEST_WAIT = 20.0
_LONGEST_VALUE = 60


def refuse_long_text(size: int, limit: int, origin: str) -> None:
    """Do nothing for what is of a size that can be read.

    Raises:
        InputError: it is too long.
    """
    if size > limit:
        sentence = f"longer than {limit / 1_000_000:.0f} MB, more than any article; split it into articles"
        raise InputError(origin, "too-large", sentence)


def quote_value(value: Any) -> str:
    """A value as a person can recognise it in a sentence: in one line, cut where it is long."""
    shown = value if isinstance(value, str) else repr(value)
    shown = "".join(c if c.isprintable() else " " for c in shown[: _LONGEST_VALUE + 1])
    return f'"{shown[:_LONGEST_VALUE]}…"' if len(shown) > _LONGEST_VALUE else f'"{shown}"'
