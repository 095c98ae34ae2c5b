"""Dictionary forms of words, by part of speech: a table of exceptions, then endings."""

import json
import re
from pathlib import Path
from typing import Any

LEMMAS_FILE = "lemmas.json"
# Stems that lost an e: hop(ing), prosecut(ed), assum(ed), engag(ed), pledg(ed), settl(ed), argu(ed).
_SHORT_STEM = re.compile(r"^[^aeiou]*[aeiou][bcdfgklmnprstvz]$")
_E_STEM = re.compile(
    r"(?:[^aeo]at|[^ao]ut|[^aeo]id|[^o]ud|[iu]r|[^eo]ar|[^aeo]in|[^aeo]il|um|[^e]ag|[^aeo]ak|[^o]ok|uk|[^aeo]ap"
    r"|[aeiou]s|[^o]iz|yz|c|v|u|[^aeiou]z|[lnpr]s|[dr]g|[lr]v|[bcdfgkpt]l|[^o]ib|[^o]od|[^lt]en[cs]|[^e]ath|yp|ibr?)$"
)


def load_lemmas(folder: Path) -> "Lemmatiser":
    """The lemmatiser whose table ships with the model."""
    return Lemmatiser(json.loads((folder / LEMMAS_FILE).read_text(encoding="utf-8")))


class Lemmatiser:
    """Finds dictionary forms.

    Args:
        table: "exceptions" by tag and lower-case word, and the known "verbs", "nouns" and "adjectives".
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self._exceptions: dict[str, dict[str, str]] = table["exceptions"]
        self._verbs = frozenset(table["verbs"])
        self._nouns = frozenset(table["nouns"])
        self._adjectives = frozenset(table["adjectives"])
        self._known: dict[tuple[str, str, str], str] = {}

    def find(self, word: str, upos: str, xpos: str) -> str:
        """The dictionary form ("went" to "go", "missiles" to "missile"); a name keeps its capitals."""
        key = (word, upos, xpos)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 100_000:
                self._known.clear()
            found = self._known[key] = self._find(word, upos, xpos)
        return found

    def _find(self, word: str, upos: str, xpos: str) -> str:
        lower = word.lower().replace("’", "'")
        known = self._exceptions.get(xpos, {}).get(lower)
        if upos == "PROPN" or xpos in {"NNP", "NNPS"}:
            return _match_case(known, word) if known else _cut_name(word, xpos)
        if known:
            return known
        if xpos == "JJ" and word[0].isupper() and not word.isupper() and lower not in self._adjectives:
            return word
        if upos in {"X", "SYM"} or xpos in {"ADD", "LS"}:
            return word
        return self._cut(lower, xpos)

    def _cut(self, word: str, xpos: str) -> str:
        if xpos in {"VBD", "VBN"}:
            return self._cut_verb(word, "ed")
        if xpos == "VBG":
            return self._cut_verb(word, "ing")
        if xpos == "VBZ":
            return _cut_s(word, self._verbs)
        if xpos == "NNS" and word.endswith("men"):
            return word[:-2] + "an"
        if xpos == "NNS":
            return _cut_s(word, self._nouns)
        if xpos in {"JJR", "RBR"}:
            return self._cut_degree(word, "er")
        if xpos in {"JJS", "RBS"}:
            return self._cut_degree(word, "est")
        return word

    def _cut_verb(self, word: str, ending: str) -> str:
        if not word.endswith(ending) or len(word) < len(ending) + 2:
            return word
        stem = word.removesuffix(ending)
        if ending == "ed" and stem.endswith("i") and len(stem) > 2:
            return stem[:-1] + "y"
        return _choose_stem(stem, self._verbs)

    def _cut_degree(self, word: str, ending: str) -> str:
        if not word.endswith(ending) or len(word) < len(ending) + 3:
            return word
        stem = word.removesuffix(ending)
        if stem.endswith("i"):
            return stem[:-1] + "y"
        return _choose_stem(stem, self._adjectives)


def _choose_stem(stem: str, known: frozenset[str]) -> str:
    """Of a bare stem the known one among "mak", "make" and "stop(p)", else the likeliest."""
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiouy"
    # A short verb would have doubled its last letter: "raped" is of "rape", "rapped" of "rap".
    bare = (stem + "e", stem) if _SHORT_STEM.search(stem) else (stem, stem + "e")
    for candidate in (*bare, stem[:-1] if doubled else stem):
        if candidate in known:
            return candidate
    if doubled:
        return stem if stem[-1] in "lsfz" else stem[:-1]
    return stem + "e" if _SHORT_STEM.search(stem) or _E_STEM.search(stem) else stem


def _cut_s(word: str, known: frozenset[str]) -> str:
    if not word.endswith("s") or word.endswith("ss") or len(word) < 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-1] if word[:-1] in known else word[:-3] + "y"
    if word.endswith("es"):
        for candidate in (word[:-1], word[:-2]):
            if candidate in known:
                return candidate
        if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
            return word[:-2]
    return word[:-1]


def _cut_name(word: str, xpos: str) -> str:
    if xpos != "NNPS" or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _match_case(lemma: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return lemma.upper()
    return lemma[:1].upper() + lemma[1:] if word[:1].isupper() else lemma
