"""Patterns of words and word classes, turned into regular expressions that start at known words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from detente.errors import ReferenceDataError

GAP = r"(?:[ \t\u00a0]?\n?[ \t\u00a0]|\n|-)"
DIGIT = "#"
_ITEM = re.compile(r"[()|?,]|<[^>]+>|[^\s()|?,<>]+")


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that stand for values, or the regular expression of those that stand for themselves."""

    regex: str
    values: Mapping[str, str | int]
    firsts: frozenset[str]

    def read(self, words: str) -> str | int:
        """What the words stand for."""
        return self.values.get(normalise(words), words)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a pattern.

    Attributes:
        regex: regular expression of its words.
        firsts: the words that it may start with, "#" for figures.
        optional: whether it may be absent.
        needs: words one of which it always holds.
    """

    regex: str
    firsts: frozenset[str]
    optional: bool = False
    needs: frozenset[str] = frozenset()


def normalise(words: str) -> str:
    """The words with single spaces, without full stops."""
    return " ".join(words.replace("-", " ").replace(".", "").replace("’", "'").split())


def build_class(words: Mapping[str, str | int]) -> WordClass:
    """A class of words, or of the regular expression under "regex"."""
    if "regex" in words:
        regex = str(words["regex"])
        return WordClass(regex, {}, frozenset((regex[0],) if regex[0].isalpha() else (DIGIT, "'")))
    longest_first = sorted(words, key=len, reverse=True)
    regex = "|".join(_escape(word) for word in longest_first)
    values = {normalise(word): value for word, value in words.items()}
    return WordClass(f"(?:{regex})", values, frozenset(_first(word) for word in words))


def build_numbers(units: Mapping[str, int], tens: Mapping[str, int], scales: Mapping[str, int]) -> WordClass:
    """The class of cardinal numbers, in figures or words."""
    ten, unit = "|".join(tens), "|".join(sorted(units, key=len, reverse=True))
    words = f"(?:(?:{ten})(?:[ -](?:{unit}))?|{unit})"
    scaled = f"(?:{words}|a|several) (?:{'|'.join(scales)})(?: (?:and )?{words})?"
    figures = r"[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,7}(?:\.[0-9]{1,3})?"
    firsts = frozenset((*units, *tens, DIGIT, "a"))
    return WordClass(f"(?:{figures}|{scaled}|{words})", {}, firsts)


def compile_pattern(pattern: str, classes: Mapping[str, WordClass]) -> tuple[re.Pattern[str], Piece]:
    """The regular expression of a pattern, with a group for every class, and what it is made of.

    Raises:
        ReferenceDataError: the pattern names an unknown class, or its brackets do not close.
    """
    piece = _Parser(pattern, classes).parse()
    return re.compile(f"{piece.regex}(?![a-z0-9])"), piece


class _Parser:
    def __init__(self, pattern: str, classes: Mapping[str, WordClass]) -> None:
        self._pattern = pattern
        self._items = _ITEM.findall(pattern)
        self._classes = classes

    def parse(self) -> Piece:
        piece = self._read_choice()
        if self._items:
            raise self._error("has a bracket too many")
        return piece

    def _read_choice(self) -> Piece:
        branches = [self._read_sequence()]
        while self._items and self._items[0] == "|":
            self._items.pop(0)
            branches.append(self._read_sequence())
        regex = "|".join(branch.regex for branch in branches)
        firsts = frozenset[str]().union(*(branch.firsts for branch in branches))
        return Piece(f"(?:{regex})", firsts, needs=frozenset[str]().union(*(branch.needs for branch in branches)))

    def _read_sequence(self) -> Piece:
        regex, firsts, needs, comma, begun = "", frozenset[str](), frozenset[str](), "", False
        while self._items and self._items[0] not in {"|", ")"}:
            if self._items[0] == ",":
                comma = self._items.pop(0) + "?"
                continue
            piece = self._read_piece()
            if not begun:
                firsts |= piece.firsts
            if not piece.optional:
                needs = piece.needs
            regex += _join(piece, begun, comma)
            begun, comma = begun or not piece.optional, ""
        if not begun:
            raise self._error("has a part that may be wholly absent")
        return Piece(regex + comma, firsts, needs=needs)

    def _read_piece(self) -> Piece:
        item = self._items.pop(0)
        if item == "(":
            piece = self._read_choice()
            if not self._items or self._items.pop(0) != ")":
                raise self._error("has a bracket that does not close")
        elif item.startswith("<"):
            piece = self._read_class(item[1:-1])
        else:
            first = frozenset((_first(item),))
            piece = Piece(_escape(item), first, needs=first)
        if self._items and self._items[0] == "?":
            self._items.pop(0)
            return Piece(piece.regex, piece.firsts, optional=True)
        return piece

    def _read_class(self, item: str) -> Piece:
        role, _, name = item.rpartition(":")
        if name not in self._classes:
            raise self._error(f"names an unknown class {name!r}")
        known = self._classes[name]
        return Piece(f"(?P<{role or name}>{known.regex})", known.firsts, needs=known.firsts)

    def _error(self, problem: str) -> ReferenceDataError:
        return ReferenceDataError(f"reference data dates.yaml: the pattern {self._pattern!r} {problem}")


def _join(piece: Piece, begun: bool, comma: str) -> str:
    if piece.regex.startswith("['’]"):
        return piece.regex
    if not begun:
        return f"(?:{piece.regex}{comma}{GAP})?" if piece.optional else piece.regex
    joined = f"{comma}{GAP}{piece.regex}"
    return f"(?:{joined})?" if piece.optional else joined


def _escape(word: str) -> str:
    parts = [re.escape(part) for part in word.removesuffix(".").split(" ")]
    regex = GAP.join(parts).replace("'", "['’]")
    return regex + r"\.?" if word.endswith(".") else regex


def _first(word: str) -> str:
    found = re.match(r"[a-z]+", word)
    return found.group() if found else DIGIT if word[0].isdigit() else "'"
