"""Whether a sentence speaks of what is to come or of what was, where a date such as "on Monday" hangs on it."""

import re
from bisect import bisect_right
from itertools import chain, pairwise

from detente.model import Document, Span, Token
from detente.reference.timexes import TimexRules

GOVERNORS = 4  # words up the parse that may decide; verbs further off speak of something else
REACH_BACK, REACH_ON = 110, 60  # characters looked at before and after, in a text without grammar

_PAST_TAGS = frozenset(("VBD", "VBN"))
_PRESENT_TAGS = frozenset(("VBZ", "VBP"))
_STOP = re.compile(r"[.!?;]['\"”’)]*\s+(?=[\"“'‘A-Z])|\n\s*\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,4}|U\.S|U\.N)$")
_WORD = re.compile(r"'ll\b|[a-z]+(?:-[a-z]+)*")


def judge_lead(text: str, span: Span, rules: TimexRules) -> bool | None:
    """Whether the words right beside a span ("until Monday", "said Monday", "Monday's") look ahead or back."""
    words = _WORD.findall(text[max(0, span.start - 30) : span.start].lower())
    last = words[-1] if words and text[span.start - 1].isspace() else ""
    if last in rules.lists["until_next"] or "ahead" in words[-2:]:
        return True
    owns = text[span.end : span.end + 2] in {"'s", "’s"}
    return False if owns or last in rules.lists["since_next"] else None


def judge_words(text: str, span: Span, rules: TimexRules) -> bool | None:
    """Whether the words around a span look ahead (True), back (False), or do not tell (None)."""
    before = _WORD.findall(_cut_before(text[max(0, span.start - REACH_BACK) : span.start]).lower())
    if before and before[-1] in rules.lists["ahead_next"]:
        return True
    after = _WORD.findall(_cut_after(text[span.end : span.end + REACH_ON]).lower())
    # "to be held Monday", "will be sentenced Monday": the participle after "be" tells nothing of what was
    back = ("be" if lead == "be" else word for word, lead in pairwise([*reversed(before), ""]))
    told = (_judge_word(word, rules) for word in chain(back, after))
    return next((verdict for verdict in told if verdict is not None), None)


class Grammar:
    """The tense of the verbs of a document on which dates hang."""

    def __init__(self, doc: Document, rules: TimexRules) -> None:
        self._doc = doc
        self._lists = rules.lists
        self._starts = [token.span.start for token in doc.tokens]

    def judge(self, span: Span) -> bool | None:
        """Whether the verb that governs a span looks ahead (True), back (False), or does not tell (None)."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0:
            return None
        tokens = self._doc.tokens
        token, steps = tokens[index], 0
        while token.head != token.index and steps < GOVERNORS:
            below, token, steps = token, tokens[token.head], steps + 1
            told = self._judge_token(token, below, near=steps == 1)
            if told is not None:
                return told
        return None

    def _judge_token(self, token: Token, below: Token, near: bool) -> bool | None:
        """What one governor tells; `near` where the date hangs on it directly ("agreed Monday", "to meet Monday").

        A verb that looks ahead says so of what it governs ("plans a visit Monday"), not of when it was done itself
        ("was asked in a debate Monday").
        """
        helpers = self._doc.children_of(token, "aux")
        if any(helper.lemma.lower() in self._lists["modals"] for helper in helpers):
            return True
        had = any(helper.lemma == "have" for helper in helpers)
        if token.lemma in self._lists["ahead_verbs"] and not near and below.relation != "obl":
            return True
        if token.xpos != "VBD" and not had and self._is_planned(token, bool(helpers)):
            return True
        if had or token.xpos in _PAST_TAGS or any(helper.xpos in _PAST_TAGS for helper in helpers):
            return False
        return True if near and token.xpos in _PRESENT_TAGS and token.lemma not in self._lists["tell_verbs"] else None

    def _is_planned(self, token: Token, helped: bool) -> bool:
        lemma = token.lemma
        return lemma in self._lists["ahead_participles"] or (helped and lemma in self._lists["ahead_passives"])


def _judge_word(word: str, rules: TimexRules) -> bool | None:
    if word in rules.lists["ahead"]:
        return True
    if word in rules.lists["back"] or (word.endswith("ed") and len(word) > 4 and word not in rules.lists["not_back"]):
        return False
    return None


def _cut_before(words: str) -> str:
    cut = 0
    for found in _STOP.finditer(words):
        if not _ABBREVIATION.search(words[: found.start()]):
            cut = found.end()
    return words[cut:]


def _cut_after(words: str) -> str:
    for found in _STOP.finditer(words):
        if not _ABBREVIATION.search(words[: found.start()]):
            return words[: found.start()]
    return words
