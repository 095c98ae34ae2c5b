"""spaCy's English tokenizer, set to cut words as the treebanks do."""

import re
from collections.abc import Iterator
from typing import Any

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from detente.reference.writing import load_writing

_HYPHEN = r"(?<=[^\W\d_])(?:-|–|—|--|---|——|~)(?=[^\W\d_])"
_MORE_INFIXES = (
    _HYPHEN,
    r"(?<=[A-Z]\.)[-–—](?=\w)",
    r"(?<=[0-9])[–—](?=[0-9])",
    r"(?<=[0-9])-(?=[a-zA-Z]{3})",
    r"(?<=[a-zA-Z])/(?=[a-zA-Z])",
    r"[“”]",
    r"(?<=[.!?,])\"(?=\w)",
)
_JOINED = frozenset({"cannot", "gonna", "gotta"})


def make_tokenizer(vocab: Vocab) -> Tokenizer:
    """A tokenizer that keeps "anti-missile" and "S-400" whole and cuts "U.S.-led" and "China-Russia"."""
    defaults = English.Defaults
    own_hyphens = next(i for i in defaults.infixes if "(?:-|" in i)
    infixes = [i for i in defaults.infixes if i != own_hyphens]
    return Tokenizer(
        vocab,
        rules=_choose_rules(defaults.tokenizer_exceptions),
        prefix_search=compile_prefix_regex(defaults.prefixes).search,
        suffix_search=compile_suffix_regex([*defaults.suffixes, r"[!?]+", r"(?<=[A-Za-z])-"]).search,
        infix_finditer=_Infixes([*infixes, *_MORE_INFIXES]).find,
        url_match=defaults.url_match,
    )


class _Infixes:
    """Finds where to cut within a word, sparing the hyphen behind a prefix."""

    def __init__(self, patterns: list[str]) -> None:
        self._find = compile_infix_regex(patterns).finditer
        self._prefixes = load_writing().prefixes

    def find(self, word: str) -> Iterator[re.Match[str]]:
        """The places to cut."""
        return (m for m in self._find(word) if not self._binds(word, m))

    def _binds(self, word: str, found: re.Match[str]) -> bool:
        return found.group() == "-" and word[: found.start()].lower() in self._prefixes


def _choose_rules(rules: dict[str, list[dict[Any, Any]]]) -> dict[str, list[dict[Any, Any]]]:
    """The tokenizer's exceptions without emoticons and without contractions that lack their apostrophe."""
    kept = {word: parts for word, parts in rules.items() if _is_sound(word, parts)}
    dotted = load_writing().dotted
    return kept | {word: [{"ORTH": word}] for word in dotted}


def _is_sound(word: str, parts: list[dict[Any, Any]]) -> bool:
    if not any(map(str.isalpha, word)):
        return word.isspace()
    whole = len(parts) == 1
    if whole:
        return "/" not in word and not any(c in "()[]{}<>:;=^_*@" for c in word)
    return not word.isalpha() or word.lower() in _JOINED
