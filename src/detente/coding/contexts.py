"""What an event is about: PLOVER contexts, by the key words of its sentence (documented with the data)."""

import re
from functools import cache

from detente.reference.codebook import load_contexts

_PASSED_BY = "not "


def find_contexts(sentence: str) -> tuple[str, ...]:
    """The contexts of which the sentence holds a key word, in the codebook's order.

    Examples:
        >>> find_contexts("Iran agreed to halt uranium enrichment.")
        ('cbrn',)
        >>> find_contexts("Both sides fear a trade war.")
        ('economic',)
    """
    words = sentence.lower()
    return tuple(name for name, pattern in _load_patterns() if any(m.lastgroup for m in pattern.finditer(words)))


@cache
def _load_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(_spell(stems))) for name, stems in load_contexts().items())


def _spell(stems: tuple[str, ...]) -> str:
    """Stems as a pattern that begins at a word; what counts is the group "key", what is passed by stands in none."""
    keys = [_spell_stem(stem) for stem in stems if not stem.startswith(_PASSED_BY)]
    passed = [_spell_stem(stem.removeprefix(_PASSED_BY)) + "|" for stem in stems if stem.startswith(_PASSED_BY)]
    return rf"(?<!\w)(?:{''.join(passed)}(?P<key>{'|'.join(keys)}))"


def _spell_stem(stem: str) -> str:
    return re.escape(stem.removesuffix("$")) + (r"(?!\w)" if stem.endswith("$") else "")
