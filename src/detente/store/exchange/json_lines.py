"""Files of JSON Lines: one record a line, and what is wrong with a line that is none."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from detente.model import Issue
from detente.store.exchange.files import StagedFile
from detente.store.exchange.incoming import make_issue

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class LineError(Exception):
    """A line that cannot be stored.

    Attributes:
        reason: the word under which its issue is listed.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part, as the record has it; all None where nobody does."""

    code: str | None = None
    name: str | None = None
    sector: str | None = None


NOBODY = Party()


def parse_line(line: str | bytes) -> Mapping[str, Any]:
    """The record on a line.

    Raises:
        LineError: it is no JSON, or no JSON object.
    """
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError("row", f"no JSON ({error})") from error
    if not isinstance(found, dict):
        raise LineError("row", "no JSON object")
    return found


def pair_up(actors: Sequence[Party], recipients: Sequence[Party], mutual: bool) -> Iterator[tuple[Party, Party]]:
    """Each that acts with each that receives; where nobody receives, those who act with one another, or each alone."""
    if recipients:
        yield from product(actors or (NOBODY,), recipients)
    elif len(actors) > 1 and mutual:
        yield from combinations(actors, 2)
    else:
        yield from ((actor, NOBODY) for actor in actors or [NOBODY])


def clean_text(value: Any) -> str:
    """The value as a text without characters that no database holds, which JSON may spell out."""
    return _UNSTORABLE.sub("", str(value))


def tell_odd_lines(file: StagedFile) -> list[Issue]:
    """The lines that are not UTF-8."""
    return [
        make_issue(f"{file.name}:{line}", "encoding", "the line is no UTF-8; it was read as Windows-1252")
        for line in file.odd_lines
    ]
