"""How English news is written: abbreviations, sentence openers, prefixes."""

from dataclasses import dataclass
from functools import cache

from detente.reference.files import load_yaml


@dataclass(frozen=True, slots=True)
class Writing:
    """Word lists about boundaries of words and sentences; the data file says what each is for."""

    titles: frozenset[str]
    shortened: frozenset[str]
    openers: frozenset[str]
    speech: frozenset[str]
    prefixes: frozenset[str]
    dotted: frozenset[str]
    agencies: frozenset[str]


@cache
def load_writing() -> Writing:
    """The word lists of `writing.yaml`."""
    return Writing(**{name: frozenset(words) for name, words in load_yaml("writing.yaml").items()})
