"""One published text, as published."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from detente.model.span import Span

SectionKind = Literal["headline", "body", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an article with one part to play; furniture (offers, credits, link lists) says nothing."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True)
class Article:
    """One published text in its stored, normalised form; every offset in detente counts its characters.

    Attributes:
        text: headline (where known, as the first line) and all the rest, furniture included.
        sections: in order, without overlap; what lies between them is blank.
        title: the headline, or None.
        published: day of publication, or None where unknown.
        outlet: who published, or None.
        url: where, or None.
        given_id: the id under which the user gave it, or None.
    """

    text: str
    sections: tuple[Section, ...]
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    given_id: str | None = None

    @property
    def sha256(self) -> str:
        """Hash of the stored text (hexadecimal)."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def article_id(self) -> str:
        """Identity by content: the text, the day, the outlet and the address (16 hexadecimal digits)."""
        parts = (self.text, self.published.isoformat() if self.published else "", self.outlet or "", self.url or "")
        return hash_claim(*parts)

    def section_at(self, offset: int) -> SectionKind | None:
        """The kind of section that holds the character at `offset`, or None between sections."""
        return next((s.kind for s in self.sections if s.span.start <= offset < s.span.end), None)


def hash_claim(*parts: str) -> str:
    """A stable id of 16 hexadecimal digits for a record that is the sum of its parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
