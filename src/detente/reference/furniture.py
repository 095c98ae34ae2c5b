"""How page furniture and captions look in plain text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.errors import ReferenceDataError
from detente.reference.files import load_yaml

RULE_KINDS = ("line", "head", "tail", "opener", "inside", "caption", "credit")
_LONGEST_CREDIT = 130


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One look of a paragraph that is not running text.

    Attributes:
        kind: what a match says (see the data file's header).
        pattern: for the whole paragraph; of a credit, for its close; of one inside, for the words.
        needs: strings of which one occurs in every match; empty where that cannot be told.
        examples: paragraphs that it must match.
    """

    kind: str
    name: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    examples: tuple[str, ...]

    def match(self, words: str) -> re.Match[str] | None:
        """The match in a paragraph, or None."""
        if self.kind == "inside":
            return self.pattern.search(words) if self.needs else self.pattern.match(words)
        return self.pattern.search(words) if self.kind == "credit" else self.pattern.fullmatch(words)


class Look:
    """All rules of one kind as one test."""

    def __init__(self, rules: Iterable[FurnitureRule]) -> None:
        listed = list(rules)
        self._rare = [rule for rule in listed if rule.needs]
        self._common = re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in listed if not rule.needs))

    def fits(self, words: str) -> bool:
        """Whether a whole paragraph has this look."""
        if self._common.fullmatch(words):
            return True
        return any(any(need in words for need in rule.needs) and rule.pattern.fullmatch(words) for rule in self._rare)

    def pieces(self, words: str) -> list[tuple[int, int]]:
        """Where words of this look stand in a paragraph: at its opening, or for rules with needs anywhere."""
        opening = self._common.match(words)
        found = [opening.span()] if opening else []
        for rule in self._rare:
            if any(need in words for need in rule.needs):
                found += [match.span() for match in rule.pattern.finditer(words)]
        return sorted(found)

    def closing(self, words: str) -> int | None:
        """Where the closing words that have this look begin, or None."""
        found = self._common.search(words, max(0, len(words) - _LONGEST_CREDIT))
        return found.start() if found else None


@dataclass(frozen=True)
class Furniture:
    """The looks of paragraphs by kind, the rules behind them, and body text that none may take."""

    rules: tuple[FurnitureRule, ...]
    keep: tuple[str, ...]
    looks: dict[str, Look]
    credit_hint: re.Pattern[str]

    def fits(self, kind: str, words: str) -> bool:
        """Whether a whole paragraph has a look of that kind."""
        return self.looks[kind].fits(words)

    def find_credit(self, words: str) -> int | None:
        """Where the photo credit that closes a paragraph begins, or None."""
        hinted = self.credit_hint.search(words, max(0, len(words) - _LONGEST_CREDIT))
        return self.looks["credit"].closing(words) if hinted else None


@cache
def load_furniture() -> Furniture:
    """The looks of furniture and captions.

    Raises:
        ReferenceDataError: the data file does not follow its form.
    """
    data = load_yaml("furniture.yaml")
    rules = tuple(_read_rule(kind, row) for kind in RULE_KINDS for row in data[kind])
    looks = {kind: Look(rule for rule in rules if rule.kind == kind) for kind in RULE_KINDS}
    return Furniture(rules, tuple(data["keep"]), looks, re.compile(data["credit_hint"]))


def _read_rule(kind: str, row: dict[str, Any]) -> FurnitureRule:
    try:
        pattern = f"(?:{row['pattern']})$" if kind == "credit" else row["pattern"]
        return FurnitureRule(
            kind, row["name"], re.compile(pattern), tuple(row.get("needs", ())), tuple(row["examples"])
        )
    except (KeyError, re.error) as error:
        raise ReferenceDataError(f"reference data furniture.yaml: {kind} {row.get('name')}: {error}") from error
