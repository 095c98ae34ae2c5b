"""Names found in running text, however they are spaced, hyphenated, accented or dotted."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_GENITIVE = re.compile(r"['’]s\b")
_SILENT = str.maketrans("", "", ".'’‘`´ʻʿ")
_PIECE = re.compile(r"[^\W_]+")
_JOINERS = frozenset("-‐‑'’.")
_ABBREVIATION_LENGTH = 5


class Piece(NamedTuple):
    """A run of letters or digits: in lower case without accents, and whether it opens with or is all capitals."""

    key: str
    opens: bool
    capitals: bool


@lru_cache(maxsize=65_536)
def cut_pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a word or name: "Kim Jong-un" and "Kim Jong Un" have the same three, "U.S." is one."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if not text.isalnum():
        text = _GENITIVE.sub(" s", text).translate(_SILENT)
    return tuple([Piece(p.lower(), p[0].isupper(), p.isupper()) for p in _PIECE.findall(text)])


class _Name(NamedTuple, Generic[T]):
    """A name with what it stands for, and how its letters must be written."""

    value: T
    opens: tuple[bool, ...]
    abbreviation: bool

    def fits(self, pieces: Sequence[Piece]) -> bool:
        if self.abbreviation:
            return all(p.capitals or p.key.isdigit() for p in pieces)
        return all(p.opens for p, needed in zip(pieces, self.opens, strict=False) if needed)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Tokens `start` to `end` (exclusive) that read as a name, and all that the name can stand for."""

    start: int
    end: int
    values: tuple[T, ...]


class NameIndex(Generic[T]):
    """Many names at once, searched in one pass over the words."""

    def __init__(self) -> None:
        self._names: dict[str, list[_Name[T]]] = {}
        self._lengths: dict[str, int] = {}

    def add(self, name: str, value: T) -> None:
        """Let a name stand for a value, beside what it stands for already."""
        pieces = cut_pieces(name)
        if not pieces:
            return
        first = pieces[0].key
        if self._lengths.get(first, 0) < len(pieces):
            self._lengths[first] = len(pieces)
        short = len(name) <= _ABBREVIATION_LENGTH and name.isupper()
        # Beyond the first two pieces writers differ: "Kim Jong-un", "Kim Jong Un".
        entry = _Name(value, tuple([p.opens for p in pieces[:2]]), short)
        self._names.setdefault(_join(pieces), []).append(entry)

    def get(self, name: str) -> tuple[T, ...]:
        """All that exactly this name can stand for, in the order added."""
        return self._get(cut_pieces(name))

    def find(self, words: Sequence[str]) -> list[Hit[T]]:
        """The longest names in a sequence of words, left to right, without overlap."""
        pieces, owners = _lay_out(words)
        hits: list[Hit[T]] = []
        at = 0
        while at < len(pieces):
            piece = pieces[at]
            length = self._lengths.get(piece.key, 0) if piece else 0
            end, values = self._longest(pieces, at, length) if length else (at, ())
            if values:
                hits.append(Hit(owners[at], owners[end - 1] + 1, values))
            at = max(end, at + 1)
        return hits

    def _longest(self, pieces: Sequence[Piece | None], start: int, length: int) -> tuple[int, tuple[T, ...]]:
        run: list[Piece] = []
        for piece in pieces[start : start + length]:
            if piece is None:
                break
            run.append(piece)
        while run:
            if values := self._get(run):
                return start + len(run), values
            run.pop()
        return start, ()

    def _get(self, pieces: Sequence[Piece]) -> tuple[T, ...]:
        names = self._names.get(_join(pieces))
        return tuple([n.value for n in names if n.fits(pieces)]) if names else ()


def _join(pieces: Sequence[Piece]) -> str:
    return " ".join([p.key for p in pieces])


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
