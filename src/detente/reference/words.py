"""Words as bearers of meaning: their stems, how common they are in news, and which say the same."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Literal, get_args

from detente.errors import ReferenceDataError
from detente.reference.files import iter_csv

Relation = Literal["form", "meaning", "kind"]
"""How two words belong together: one root ("shoot", "shooting"), one meaning, or one names a kind of the other."""

ALL_TEXTS = "*"  # the row that says how many texts were counted

_ENDINGS = (
    ("ations", "ate"), ("ation", "ate"), ("ies", "y"), ("ied", "y"), ("ing", ""), ("edly", ""), ("ed", ""),
    ("es", ""), ("s", ""), ("ly", ""),
)  # fmt: skip
_LEAST_STEM = 3
_OWNER = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of `total` news texts each stem occurs; rare stems are left out."""

    total: int
    counts: Mapping[str, int]

    def rarity(self, stem: str) -> float:
        """Inverse document frequency: 0 for a word of every text, about 8 for one of none."""
        return math.log((self.total + 1) / (self.counts.get(stem, 0) + 1))


def stem_word(word: str) -> str:
    """The stem that forms of one word share, in small letters; no word of its own.

    Examples:
        >>> [stem_word(w) for w in ("Announced", "shot", "shooting", "countries", "Iran's", "3,500")]
        ['announc', 'shoot', 'shoot', 'country', 'iran', '3500']
    """
    return _stem(_OWNER.sub("", word.lower().replace(",", "")))


@cache
def load_frequencies() -> Frequencies:
    """How common words are in news."""
    counts = {row["stem"]: int(row["texts"]) for row in iter_csv("after_reading/words/frequencies.csv")}
    return Frequencies(counts.pop(ALL_TEXTS), counts)


@cache
def load_relations() -> Mapping[tuple[str, str], Relation]:
    """Pairs of stems, each in alphabetical order, that belong together; the closest relation of each pair.

    Raises:
        ReferenceDataError: a relation is unknown.
    """
    found: dict[tuple[str, str], Relation] = {}
    ranks = {relation: rank for rank, relation in enumerate(get_args(Relation))}
    for a, b, relation in _list_pairs():
        if relation not in ranks:
            raise ReferenceDataError(f"reference data words: {a}, {b}: there is no relation {relation!r}")
        pair = (a, b) if a < b else (b, a)
        if a != b and (pair not in found or ranks[relation] < ranks[found[pair]]):
            found[pair] = relation  # type: ignore[assignment]
    return found


def relate_stems(a: str, b: str) -> Relation | Literal["same"] | None:
    """How two stems belong together, or None.

    Examples:
        >>> relate_stems("foil", "thwart"), relate_stems("visit", "sign")
        ('meaning', None)
    """
    return "same" if a == b else load_relations().get((a, b) if a < b else (b, a))


def _list_pairs() -> Iterator[tuple[str, str, str]]:
    for row in iter_csv("after_reading/words/related.csv"):
        yield row["a"], row["b"], row["relation"]
    for row in iter_csv("after_reading/words/news.csv"):
        stems = [stem_word(word) for word in row["words"].split()]
        yield from ((a, b, row["relation"]) for a, b in combinations(stems, 2))


@cache
def _load_irregular() -> Mapping[str, str]:
    return {row["form"]: row["word"] for row in iter_csv("after_reading/words/irregular.csv")}


@cache
def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    word = _load_irregular().get(word, word)
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            word = word.removesuffix(ending) + put
            break
    if len(word) > _LEAST_STEM and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _LEAST_STEM else word
