"""Standing relations between states or blocs, and how they stand."""

from dataclasses import dataclass
from typing import Literal

from detente.model.article import hash_claim
from detente.model.evidence import Evidence
from detente.model.period import Period

TieKind = Literal[
    "alliance", "partnership", "membership", "treaty", "diplomatic_relations", "military_cooperation",
    "arms_transfer", "technology", "trade", "energy", "investment", "aid", "sanctions", "dispute", "conflict",
]  # fmt: skip
StandingValue = Literal[
    "imagined", "proposed", "negotiating", "agreed", "in_force", "expanding", "strained", "suspended", "ended",
    "denied",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """A standing relation of two or more parties; not a single act.

    Attributes:
        kind: what binds or divides them.
        parties: codes; sorted where no direction counts, else supplier, sender or member first.
        directed: whether the order of the parties counts.
        name: proper name ("INF Treaty", "S-400"), or None.
    """

    kind: TieKind
    parties: tuple[str, ...]
    directed: bool
    name: str | None = None

    @property
    def tie_id(self) -> str:
        """Stable id over all articles: kind, parties and name."""
        return hash_claim(self.kind, *self.parties, self.name or "")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one article says that a tie stands.

    Attributes:
        standing: from imagined to ended (see the concepts page).
        since: from when, if the article says so, else None.
        day: the day for which the article says it: of the statement or of publication; None where neither is known.
        evidence: the clause or sentence that shows it.
    """

    tie: Tie
    standing: StandingValue
    since: Period | None
    day: Period | None
    evidence: Evidence

    @property
    def standing_id(self) -> str:
        """Stable id: the same claim about the same tie in the same words."""
        span = self.evidence.span
        return hash_claim(self.evidence.article_id, self.tie.tie_id, self.standing, f"{span.start}:{span.end}")
