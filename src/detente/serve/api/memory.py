"""What takes long to work out, kept until the record has changed and some time has passed."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")

FRESH_SECONDS = 60
"""So long an answer may be older than the record: a reading stores several articles a second."""

MOST = 512


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A value with the version of the record that it is of.

    Attributes:
        at: when it was worked out.
        clock: the same, in seconds of a clock that is never set.
    """

    value: T
    version: str
    at: datetime
    clock: float


class Memory:
    """Values by key, the last used ones."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[Hashable, Kept[Any]] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def recall(self, key: Hashable, version: str, work_out: Callable[[], T]) -> Kept[T]:
        """The value of the version, or one not much older; what is not known is worked out, by one thread for all."""
        known = self._find(key)
        if known is not None and self._will_do(known, version):
            return known
        with self._lock:
            turn = self._working.setdefault(key, Lock())
        if known is not None and turn.locked():
            return known
        with turn:
            again = self._find(key)
            if again is not None and self._will_do(again, version):
                return again
            made = Kept(work_out(), version, datetime.now(UTC), self._clock())
            self._keep(key, made)
            return made

    def _will_do(self, kept: Kept[Any], version: str) -> bool:
        return kept.version == version or self._clock() - kept.clock < FRESH_SECONDS

    def _find(self, key: Hashable) -> Kept[Any] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: Kept[Any]) -> None:
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                dropped, _ = self._kept.popitem(last=False)
                self._working.pop(dropped, None)
