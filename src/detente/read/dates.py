"""Temporal expressions: where an article names days, years and stretches of time, and which it means."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial

from detente.model import Document, Period, Span, Timex
from detente.read import timex_relative, timex_values
from detente.read.sentences import find_datelines
from detente.read.timex_calendar import read_period
from detente.read.timex_tense import Grammar, judge_lead, judge_words
from detente.read.timex_values import Context, Expression
from detente.reference.timexes import TimexRule, TimexRules, load_timex_rules

FutureAt = Callable[[Span], bool | None]

_START = re.compile(r"[a-z]+|[0-9]+|['’‘](?=[0-9]{2})")
_WORD_BEFORE = re.compile(r"([a-z]+(?:'[a-z]+)?|[0-9]+|[$£€¥#])[\s\"“(‘'-]*$")
_WORD_AFTER = re.compile(r"[\s\"“(‘,'-]*(of age\b|[a-z]+(?:'[a-z]+)?|[0-9]+|[$£€%])")
_BARE_FIGURES = frozenset("$£€¥#./,:-–—")
_NAMED = ("month", "weekday", "weekdays", "holiday")  # roles written with a capital
_NAMED_SET = frozenset(_NAMED)
_PLAIN = frozenset(("span", "unit", "units", "single", "rate"))
_SHIFTED = frozenset(("ago", "later", "latest_quarter"))  # quarters compared with are not what the text goes on about
REACH = 12  # words that the longest expression takes up

_RECKONINGS: dict[str, Callable[[Expression], str | None]] = {
    name.removeprefix("read_"): function
    for module in (timex_values, timex_relative)
    for name, function in vars(module).items()
    if name.startswith("read_") and name not in {"read_number", "read_unit", "read_period"}
}


def find_timexes(doc: Document) -> tuple[Timex, ...]:
    """Every temporal expression of the article's headline, body and captions, in order.

    The verb that governs an expression tells whether "on Monday" is the last or the next one; where it tells nothing,
    the words around it do.
    """
    article = doc.article
    published = article.published or find_own_day(doc.text)
    finder = _Finder(doc.text, published, Grammar(doc, load_timex_rules()).judge)
    spans = [section.span for section in article.sections if section.kind != "furniture"]
    return tuple(timex for span in spans for timex in finder.find(span))


def find_in_text(text: str, published: date | None, future_at: FutureAt | None = None) -> tuple[Timex, ...]:
    """Every temporal expression of a text without grammar, in order.

    Args:
        text: any text.
        published: the day from which "yesterday" counts; where None, such expressions have no value.
        future_at: tells of a span whether its sentence looks ahead (True), back (False) or does not tell (None).
    """
    return tuple(_Finder(text, published, future_at).find(Span(0, len(text))))


def find_own_day(text: str) -> date | None:
    """The day on which the text itself says that it was written, in a dateline or a line of its own; None where none.

    Only a day with its year counts: "ROME, October 22, 2020 (AP) -", "Published: 22 October 2020".
    """
    places = [Span(start, end) for start, end in find_datelines(text)]
    places += [Span(*match.span()) for match in _line_of_date().finditer(text)]
    for place in sorted(places):
        for timex in find_in_text(place.words(text), None):
            if timex.period and timex.period.precision == "day":
                return timex.period.start
    return None


@cache
def _line_of_date() -> re.Pattern[str]:
    """A line that is nothing but a day, such as "Published: 22 October 2020, 10:30 GMT"."""
    label = "|".join(sorted(load_timex_rules().lists["dated_by"]))
    day = r"[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9}\.?,? \d{4}|\d{4}-\d\d-\d\d"
    weekday, hour = r"(?:[a-z]{3,9}\.?,? )?", r"(?:,?(?: at)? \d[\d:.]{1,7}(?: ?[a-z.]{2,4}){0,2})?"
    return re.compile(rf"^(?:(?:{label})(?: on| at)?:? )?{weekday}(?:{day}){hour}$", re.IGNORECASE | re.MULTILINE)


class _Finder:
    """Reads one text from left to right, and remembers which day and period it last spoke of."""

    def __init__(self, text: str, published: date | None, future_at: FutureAt | None) -> None:
        self._text = text
        self._lower = _lower(text)
        self._rules: TimexRules = load_timex_rules()
        self._future_at = future_at
        self._context = Context(published)

    def find(self, within: Span) -> Iterator[Timex]:
        """The expressions of a stretch of the text, left to right, the longest from each start."""
        found = list(_START.finditer(self._lower, within.start, within.end))
        keys = [_key(match.group()) for match in found]
        end = within.start
        for index, match in enumerate(found):
            rules, start = self._rules.by_word.get(keys[index]), match.start()
            if rules is None or start < end or self._lower[start - 1 : start].isalnum():
                continue
            near = keys[index : index + REACH]
            tried = [rule for rule in rules if not rule.needs.isdisjoint(near)]
            best = self._match_longest(tried, start, within.end, end)
            if best:
                timex = self._read(*best)
                end = timex.span.end
                yield timex

    def _match_longest(
        self, rules: Iterable[TimexRule], start: int, limit: int, last: int
    ) -> tuple[TimexRule, re.Match[str]] | None:
        best: tuple[TimexRule, re.Match[str]] | None = None
        for rule in rules:
            match = rule.regex.match(self._lower, start, limit)
            if match and (best is None or match.end() > best[1].end()) and self._allows(rule, match, last):
                best = rule, match
        return best

    def _allows(self, rule: TimexRule, match: re.Match[str], last: int) -> bool:
        words = _group(match)
        if not self._has_right_case(rule, match, words) or not self._stands_free(match, last):
            return False
        before, after = self._word_before(match.start()), self._word_after(match.end())
        if (rule.before and before not in rule.before) or (rule.after and after not in rule.after):
            return False
        if before in rule.not_before or after in rule.not_after:
            return False
        return self._is_month(rule, words, before) and self._is_year(rule, match, words, after)

    def _has_right_case(self, rule: TimexRule, match: re.Match[str], words: Mapping[str, str]) -> bool:
        """Whether names are written as names, and the rest is not ("This Week", a broadcast; "USA Today")."""
        start = match.start()
        if not all(self._text[match.start(role)].isupper() for role in _NAMED if role in words):
            return False
        if any(
            self._text[match.start(role)].isupper() and match.start(role) != start for role in _PLAIN & words.keys()
        ):
            return False
        if not self._text[start].isupper() or _NAMED_SET & words.keys():
            return True
        return not rule.lower and ("deictic" not in words or not self._word_before(start))

    def _stands_free(self, match: re.Match[str], last: int) -> bool:
        """Whether figures are no part of an amount or a name: not 5 of $5, 400 of S-400."""
        start = match.start()
        if not start or not self._lower[start].isdigit() or self._lower[start - 1] not in _BARE_FIGURES:
            return True
        return self._lower[start - 1] in "-–—" and (last == start - 1 or self._lower[start - 1] == "—")

    def _is_month(self, rule: TimexRule, words: Mapping[str, str], before: str) -> bool:
        lists, month = self._rules.lists, words.get("month", "").rstrip(".")
        if rule.read != "month" or month not in lists["ambiguous"] or words[""] != words["month"]:
            return True
        return before in lists["surname_leads" if month in lists["surnames"] else "month_leads"]

    def _is_year(self, rule: TimexRule, match: re.Match[str], words: Mapping[str, str], after: str) -> bool:
        if rule.read != "year" or "sure" in rule.settings:
            return True
        lists, start = self._rules.lists, match.start("year")
        before = self._word_before(start)
        if before in lists["year_not_after"] or after in lists["year_not_before"]:
            return False
        if before in lists["year_leads"]:
            return True
        counts = after.endswith("s") and not after.endswith("ss") and self._text[match.end() + 1].islower()
        return 1900 <= int(words["year"]) <= 2050 and not (
            counts and not before.isdigit() and before not in {"the", "s"}
        )

    def _read(self, rule: TimexRule, match: re.Match[str]) -> Timex:
        span = Span(match.start(), match.end())
        said = Expression(_group(match), rule.settings, self._context, self._rules, partial(self._judge, span))
        value = _RECKONINGS[rule.read](said)
        period = read_period(value)
        if period and rule.timex_type in {"DATE", "TIME"}:
            self._remember(rule, period)
        return Timex(span, rule.timex_type, value, period)

    def _remember(self, rule: TimexRule, period: Period) -> None:
        context = self._context
        if rule.read not in _SHIFTED or period.precision != "quarter":
            context.mentioned = period
        if rule.read == "quarter":
            context.quarter = period
        if period.precision == "day":
            context.day = period.start

    def _judge(self, span: Span) -> bool | None:
        told = judge_lead(self._text, span, self._rules)
        if told is None and self._future_at:
            told = self._future_at(span)
        return judge_words(self._text, span, self._rules) if told is None else told

    def _word_before(self, start: int) -> str:
        found = _WORD_BEFORE.search(self._lower, max(0, start - 30), start)
        return found[1] if found else ""

    def _word_after(self, end: int) -> str:
        found = _WORD_AFTER.match(self._lower, end, end + 30)
        return found[1] if found else ""


def _key(word: str) -> str:
    return "#" if word[0].isdigit() else "'" if word in "'’‘" else word


def _group(match: re.Match[str]) -> dict[str, str]:
    """The words by role, those of the whole expression under ""."""
    words = {role: found for role, found in match.groupdict().items() if found is not None}
    words[""] = match.group()
    return words


def _lower(text: str) -> str:
    """The text in lower case with every character in its place (some grow longer in lower case)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
