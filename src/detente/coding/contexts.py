"""What an event is about: PLOVER contexts, by the key words of its sentence (documented with the data)."""

import re
from functools import cache

from detente.reference.codebook import load_contexts


def find_contexts(sentence: str) -> tuple[str, ...]:
    """The contexts of which the sentence holds a key word, in the codebook's order.

    Examples:
        >>> find_contexts("Iran agreed to halt uranium enrichment.")
        ('cbrn',)
    """
    words = sentence.lower()
    return tuple(name for name, pattern in _load_patterns() if pattern.search(words))


@cache
def _load_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(_spell(stems))) for name, stems in load_contexts().items())


def _spell(stems: tuple[str, ...]) -> str:
    """Stems as a pattern that begins at a word; `$` ends a whole word."""
    parts = (re.escape(s.removesuffix("$")) + (r"(?!\w)" if s.endswith("$") else "") for s in stems)
    return rf"(?<!\w)(?:{'|'.join(parts)})"
