"""How English news names days, months, years and stretches of time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from detente.errors import ReferenceDataError
from detente.reference.files import load_yaml
from detente.reference.timex_grammar import WordClass, build_class, build_numbers, compile_pattern

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
_KNOWN = {"match", "type", "read", "before", "after", "not_before", "not_after", "lower", "example"}


@dataclass(frozen=True, slots=True)
class TimexRule:
    """A pattern of words and how its value is reckoned.

    Attributes:
        pattern: as the data file writes it.
        regex: the same over lower-case text, with a group for each word class.
        needs: words one of which the expression holds; where none is near, the pattern need not be tried.
        read: name of the reckoning.
        settings: what the reckoning needs to know besides the words.
        before, after: words one of which must stand next to it; empty for no such condition.
        not_before, not_after: words that must not.
        lower: whether it must be written without a capital.
        example: a text, the words found in it, and their value where the article is of Friday 2020-10-23.
    """

    pattern: str
    regex: re.Pattern[str]
    needs: frozenset[str]
    timex_type: TimexType
    read: str
    settings: Mapping[str, Any]
    before: frozenset[str]
    after: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    lower: bool
    example: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TimexRules:
    """All patterns, by the words that they may start with ("#" for figures), and the word lists beside them."""

    rules: tuple[TimexRule, ...]
    by_word: Mapping[str, tuple[TimexRule, ...]]
    classes: Mapping[str, WordClass]
    numbers: Mapping[str, int]
    lists: Mapping[str, frozenset[str]]


@cache
def load_timex_rules() -> TimexRules:
    """The rules of the data file, compiled once.

    Raises:
        ReferenceDataError: a pattern is malformed or names an unknown class.
    """
    data = load_yaml("dates.yaml")
    classes = {name: build_class(words) for name, words in data["classes"].items()}
    classes["num"] = build_numbers(**data["numbers"])
    rules: list[TimexRule] = []
    by_word: dict[str, list[TimexRule]] = {}
    for row in data["patterns"]:
        rule, firsts = _read_rule(row, classes)
        rules.append(rule)
        for word in sorted(firsts):
            by_word.setdefault(word, []).append(rule)
    numbers = {word: value for group in data["numbers"].values() for word, value in group.items()}
    lists = {name: frozenset(words) for name, words in data["lists"].items()}
    return TimexRules(tuple(rules), {word: tuple(found) for word, found in by_word.items()}, classes, numbers, lists)


def _read_rule(row: Mapping[str, Any], classes: Mapping[str, WordClass]) -> tuple[TimexRule, frozenset[str]]:
    missing = {"match", "read", "example"} - set(row)
    if missing:
        raise ReferenceDataError(f"reference data dates.yaml: a pattern lacks {sorted(missing)}: {dict(row)}")
    regex, piece = compile_pattern(row["match"], classes)
    rule = TimexRule(
        pattern=row["match"],
        regex=regex,
        needs=piece.needs,
        timex_type=cast(TimexType, row.get("type", "DATE")),
        read=row["read"],
        settings={key: value for key, value in row.items() if key not in _KNOWN},
        before=frozenset(row.get("before", ())),
        after=frozenset(row.get("after", ())),
        not_before=frozenset(row.get("not_before", ())),
        not_after=frozenset(row.get("not_after", ())),
        lower=bool(row.get("lower", False)),
        example=cast(tuple[str, str, str], tuple(row["example"])),
    )
    return rule, piece.firsts
