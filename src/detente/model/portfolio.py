"""What states hold toward one another or toward questions: alliance obligations, votes, positions."""

from dataclasses import dataclass
from typing import Literal

PortfolioKind = Literal["obligations", "votes", "positions"]


@dataclass(frozen=True, slots=True)
class PortfolioEntry:
    """One value in a state's portfolio.

    Attributes:
        state: whose it is: ISO alpha-3 code, or the number with its system ("COW 260") where no code fits.
        item: toward whom or on what: a state's code, the number of a vote.
        year: None where the file has no year.
        value: None where it is missing.
        line: of the file.
    """

    state: str
    item: str
    year: int | None
    value: float | None
    line: int
