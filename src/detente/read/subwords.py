"""Words cut into the pieces that the encoder knows, with the letter case kept beside them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

CASE_COUNT = 4
UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
MAX_PIECES = 12

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'"})
_CHUNK = re.compile(r"[^\W_]+|[^\w\s]|_")


def classify_case(word: str) -> int:
    """How a word is written: 0 without capitals, 1 Capitalised, 2 ALL CAPITALS, 3 mIxed."""
    if word.lower() == word:
        return 0
    if word.upper() == word and sum(map(str.isalpha, word)) > 1:
        return 2
    return 1 if word[:1].isupper() and word[1:].lower() == word[1:] else 3


class Subwords:
    """The encoder's vocabulary; cuts each word once and remembers it."""

    def __init__(self, vocabulary: Sequence[str], remember: int = 50_000) -> None:
        self._ids: Mapping[str, int] = {piece: i for i, piece in enumerate(vocabulary)}
        self._remember = remember
        self._known: dict[str, tuple[list[int], int]] = {}
        self.unknown, self.start, self.end = (self._ids[p] for p in (UNKNOWN, START, END))

    def cut_word(self, word: str) -> tuple[list[int], int]:
        """The ids of a word's pieces (at least one, at most twelve) and its letter case."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= self._remember:
                self._known.clear()
            found = self._known[word] = (self._cut(word), classify_case(word))
        return found

    def _cut(self, word: str) -> list[int]:
        plain = unicodedata.normalize("NFD", word[:100].translate(_QUOTES).lower())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        pieces = [i for chunk in _CHUNK.findall(plain) for i in self._cut_chunk(chunk)]
        return pieces[:MAX_PIECES] or [self.unknown]

    def _cut_chunk(self, chunk: str) -> Iterable[int]:
        pieces, start = [], 0
        while start < len(chunk):
            end = self._longest(chunk, start)
            if end == start:
                return [self.unknown]
            pieces.append(self._ids[_name_piece(chunk, start, end)])
            start = end
        return pieces

    def _longest(self, chunk: str, start: int) -> int:
        ends = range(len(chunk), start, -1)
        return next((end for end in ends if _name_piece(chunk, start, end) in self._ids), start)


def _name_piece(chunk: str, start: int, end: int) -> str:
    return chunk[start:end] if start == 0 else "##" + chunk[start:end]
