"""Names found in running text, however they are spaced, hyphenated, accented or dotted."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

_GENITIVE = re.compile(r"['’]s\b")
_SILENT = str.maketrans("", "", ".'’‘`´ʻʿ")
_PIECE = re.compile(r"[^\W_]+")
_JOINERS = frozenset("-‐‑'’.")
_ABBREVIATION_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters or digits: in lower case without accents, and whether it opens with or is all capitals."""

    key: str
    opens: bool
    capitals: bool


@lru_cache(maxsize=65_536)
def cut_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a word or name: "Kim Jong-un" and "Kim Jong Un" have the same three, "U.S." is one."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = _GENITIVE.sub(" s", text).translate(_SILENT)
    return tuple(Piece(p.lower(), p[0].isupper(), p.isupper()) for p in _PIECE.findall(plain))


@dataclass(frozen=True, slots=True)
class _Name(Generic[T]):
    """A name with what it stands for, and how its letters must be written."""

    value: T
    opens: tuple[bool, ...]
    abbreviation: bool

    def fits(self, pieces: Sequence[Piece]) -> bool:
        if self.abbreviation:
            return all(p.capitals or p.key.isdigit() for p in pieces)
        return all(p.opens for p, needed in zip(pieces, self.opens, strict=False) if needed)


@dataclass(slots=True)
class _Node(Generic[T]):
    below: dict[str, "_Node[T]"] = field(default_factory=dict)
    names: list[_Name[T]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Tokens `start` to `end` (exclusive) that read as a name, and all that the name can stand for."""

    start: int
    end: int
    values: tuple[T, ...]


class NameIndex(Generic[T]):
    """Many names at once, searched in one pass over the words."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, name: str, value: T) -> None:
        """Let a name stand for a value, beside what it stands for already."""
        pieces = cut_pieces(name)
        if not pieces:
            return
        node = self._root
        for piece in pieces:
            node = node.below.setdefault(piece.key, _Node())
        short = len(name) <= _ABBREVIATION_LENGTH and name.isupper()
        # Beyond the first two pieces writers differ: "Kim Jong-un", "Kim Jong Un".
        node.names.append(_Name(value, tuple(p.opens for p in pieces[:2]), short))

    def get(self, name: str) -> tuple[T, ...]:
        """All that exactly this name can stand for, in the order added."""
        pieces = cut_pieces(name)
        node: _Node[T] | None = self._root
        for piece in pieces:
            node = node.below.get(piece.key) if node else None
        return tuple(n.value for n in node.names if n.fits(pieces)) if node and pieces else ()

    def find(self, words: Sequence[str]) -> list[Hit[T]]:
        """The longest names in a sequence of words, left to right, without overlap."""
        pieces, owners = _lay_out(words)
        hits: list[Hit[T]] = []
        at = 0
        while at < len(pieces):
            end, values = self._longest(pieces, at)
            if values:
                hits.append(Hit(owners[at], owners[end - 1] + 1, values))
            at = max(end, at + 1)
        return hits

    def _longest(self, pieces: Sequence[Piece | None], start: int) -> tuple[int, tuple[T, ...]]:
        best: tuple[int, tuple[T, ...]] = (start, ())
        node, at = self._root, start
        while at < len(pieces) and (piece := pieces[at]) and (below := node.below.get(piece.key)):
            node, at = below, at + 1
            if node.names:
                seen = [p for p in pieces[start:at] if p]
                if values := tuple(n.value for n in node.names if n.fits(seen)):
                    best = (at, values)
        return best


def _lay_out(words: Sequence[str]) -> tuple[list[Piece | None], list[int]]:
    """The pieces of all words in one row, None where punctuation parts them, and the word that each is of."""
    pieces: list[Piece | None] = []
    owners: list[int] = []
    for index, word in enumerate(words):
        found: Sequence[Piece | None] = cut_pieces(word)
        if not found and word not in _JOINERS:
            found = (None,)
        pieces.extend(found)
        owners.extend([index] * len(found))
    return pieces, owners
