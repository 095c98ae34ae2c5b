"""Texts as weighted words, and how alike two of them are."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from detente.reference.words import load_frequencies, stem_word

Vector = Mapping[str, float]
"""Stems with weights whose squares sum to 1; empty for no words."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d[\d,.:]*\d|\d")


def split_words(text: str) -> list[str]:
    """Words and numbers of a text, as printed.

    Examples:
        >>> split_words("Iran’s 3,500 centrifuges, U.S. says")
        ['Iran’s', '3,500', 'centrifuges', 'U', 'S', 'says']
    """
    return _WORD.findall(text)


def list_stems(text: str) -> list[str]:
    """The stems of its words, in order."""
    return [stem_word(word) for word in split_words(text)]


def weigh_stems(stems: Iterable[str], limit: int | None = None) -> Vector:
    """The stems weighted by how often they stand here and how rare they are in news (TF-IDF).

    Args:
        stems: with repetition.
        limit: keep only so many, the heaviest.
    """
    rarity = load_frequencies().rarity
    weights = {stem: (1 + math.log(count)) * rarity(stem) for stem, count in Counter(stems).items()}
    if limit is not None and len(weights) > limit:
        weights = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:limit])
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items() if weight > 0} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """How alike two texts are, from 0 (no word in common) to 1."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * long[stem] for stem, weight in short.items() if stem in long)
