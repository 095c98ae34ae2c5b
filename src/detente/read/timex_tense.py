"""Whether a sentence speaks of what is to come or of what was, where a date such as "on Monday" hangs on it."""

import re
from bisect import bisect_right

from detente.model import Document, Span, Token
from detente.reference.timexes import TimexRules

REACH_BACK, REACH_ON = 110, 60  # characters looked at before and after, in a text without grammar

_STOP = re.compile(r"[.!?;]['\"”’)]*\s+(?=[\"“'‘A-Z])|\n\s*\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,4}|U\.S|U\.N)$")
_WORD = re.compile(r"'ll\b|[a-z]+(?:-[a-z]+)*")


def judge_words(text: str, span: Span, rules: TimexRules) -> bool | None:
    """Whether the words around a span look ahead (True), back (False), or do not tell (None)."""
    before = _cut_before(text[max(0, span.start - REACH_BACK) : span.start]).lower()
    for word in reversed(_WORD.findall(before)):
        if (told := _judge_word(word, rules)) is not None:
            return told
    after = _cut_after(text[span.end : span.end + REACH_ON]).lower()
    for word in _WORD.findall(after):
        if (told := _judge_word(word, rules)) is not None:
            return told
    return None


def judge_grammar(doc: Document, span: Span, rules: TimexRules) -> bool | None:
    """Whether the verb that governs a span looks ahead (True), back (False), or does not tell (None)."""
    starts = [token.span.start for token in doc.tokens]
    index = bisect_right(starts, span.start) - 1
    if index < 0:
        return None
    token, seen = doc.tokens[index], 0
    while token.head != token.index and seen < len(doc.tokens):
        token, seen = doc.tokens[token.head], seen + 1
        told = _judge_token(doc, token, rules)
        if told is not None:
            return told
    return None


def _judge_token(doc: Document, token: Token, rules: TimexRules) -> bool | None:
    helpers = {child.lemma.lower() for child in doc.children_of(token, "aux")}
    forms = {child.xpos for child in doc.children_of(token, "aux")}
    if helpers & rules.lists["modals"] or token.lemma in rules.lists["ahead_verbs"] and token.xpos != "VBD":
        return True
    if forms & {"VBD", "VBN"} or "have" in helpers or token.xpos == "VBD":
        return False
    if token.xpos == "VB":
        return True
    if token.upos in {"VERB", "AUX"} and token.xpos in {"VBZ", "VBP", "VBG"}:
        return None if token.lemma in rules.lists["tell_verbs"] else _judge_present(token)
    return False if token.xpos == "VBN" else None


def _judge_present(token: Token) -> bool | None:
    return None if token.xpos == "VBG" else True


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
