"""Copies and updates of one article: the same words, or most of them, under another address or on another day."""

import hashlib
import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rensa import RMinHash, RMinHashLSH

from detente.model import Article

WINDOW = timedelta(14)  # copies and updates appear within days; what is older is forgotten, so memory stays flat
LEAST_CONTAINED = 0.6  # share of the shorter text's shingles that the longer has, from which one is a copy of the other
SHINGLE = 5  # words
PERMUTATIONS, BANDS = 128, 64  # two values a band: finds nearly all pairs that share a fifth of their shingles
_SEED = 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article and the story it belongs to.

    Attributes:
        story_id: the id of the first article seen of the story.
        confidence: share of the shorter text that is in the longer, 1 for the same text and for the first of a story.
    """

    article_id: str
    story_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Sketch:
    article_id: str
    story_id: str
    told: date | None
    size: int
    digest: str
    minhash: RMinHash


class Deduplicator:
    """Finds for each article of a stream whether it copies one of the last days.

    An exact hash of the words comes first; then sketches (MinHash) of its five-word shingles, found by
    locality-sensitive hashing. A copy that is cut short counts, since what it has is all in the longer text.

    Source: Broder 1997, On the resemblance and containment of documents (DOI 10.1109/SEQUEN.1997.666900).
    """

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=0.2, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._sketches: dict[int, _Sketch] = {}
        self._by_digest: dict[str, int] = {}
        self._order: deque[int] = deque()
        self._next = 0

    def add(self, article: Article, told: date | None, story_id: str | None = None) -> Copy:
        """Which story the article belongs to; articles come by day.

        Args:
            article: with its text.
            told: the day of publication or, where unknown, of storing.
            story_id: its story where that is known from before; then it is only remembered for those that follow.
        """
        self._forget(told)
        words = list_words(article)
        digest = hash_words(words)
        sketch = _draw_sketch(words)
        if story_id is not None:
            copy = Copy(article.article_id, story_id, 1.0)
        else:
            copy = self._find(article.article_id, digest, words, sketch)
        self._remember(_Sketch(article.article_id, copy.story_id, told, _count_shingles(words), digest, sketch))
        return copy

    def _find(self, article_id: str, digest: str, words: list[str], minhash: RMinHash) -> Copy:
        if (same := self._by_digest.get(digest)) is not None:
            return Copy(article_id, self._sketches[same].story_id, 1.0)
        size = _count_shingles(words)
        rated = ((self._contain(key, size, minhash), -key) for key in self._index.query(minhash))
        share, place = max(rated, default=(0.0, 0))
        if share < LEAST_CONTAINED:
            return Copy(article_id, article_id, 1.0)
        return Copy(article_id, self._sketches[-place].story_id, min(share, 1.0))

    def _contain(self, key: int, size: int, minhash: RMinHash) -> float:
        """Share of the shorter text's shingles that the longer has, by their resemblance and the two sizes."""
        other = self._sketches[key]
        resemblance = minhash.jaccard(other.minhash)
        return float(resemblance * (size + other.size) / (1 + resemblance) / min(size, other.size))

    def _remember(self, sketch: _Sketch) -> None:
        key, self._next = self._next, self._next + 1
        self._sketches[key] = sketch
        self._order.append(key)
        if self._by_digest.setdefault(sketch.digest, key) == key:
            self._index.insert(key, sketch.minhash)

    def _forget(self, told: date | None) -> None:
        while told is not None and self._order:
            key = self._order[0]
            seen = self._sketches[key].told
            if seen is not None and told - seen <= WINDOW:
                return
            self._order.popleft()
            sketch = self._sketches.pop(key)
            if self._by_digest.get(sketch.digest) == key:
                del self._by_digest[sketch.digest]
                self._index.remove(key)


def group_copies(articles: Iterable[tuple[Article, date | None]]) -> Iterator[Copy]:
    """The story of each article, in the order in which they come (by day)."""
    deduplicator = Deduplicator()
    return (deduplicator.add(article, told) for article, told in articles)


def list_words(article: Article) -> list[str]:
    """The words of an article without furniture, in small letters, without accents and punctuation.

    An article without sections is taken whole.
    """
    parts = [s.span.words(article.text) for s in article.sections if s.kind != "furniture"] or [article.text]
    plain = " ".join(parts).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _WORD.findall(plain)


def hash_words(words: Iterable[str]) -> str:
    """A hash that texts with the same words in the same order share (16 hexadecimal digits).

    Examples:
        >>> hash_words(["talks", "begin"]) == hash_words(("talks", "begin"))
        True
    """
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def _draw_sketch(words: list[str]) -> RMinHash:
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(_list_shingles(words))
    return sketch


def _list_shingles(words: list[str]) -> list[str]:
    return [" ".join(words[i : i + SHINGLE]) for i in range(_count_shingles(words))]


def _count_shingles(words: list[str]) -> int:
    return max(len(words) - SHINGLE + 1, 1)
