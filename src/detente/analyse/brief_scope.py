"""What a brief is about and how long it may be."""

import re
from dataclasses import dataclass, field
from datetime import date

from detente.analyse.citations import Citer
from detente.analyse.claims import Claim
from detente.analyse.wording import join_words, name_party, quote_words, say_day
from detente.reference.prose import load_prose
from detente.store.rows import ArticleFacts, EventRow, TieRow

_ENDED_TWICE = re.compile(r"([.!?][”’\"']*”)\.$")
SHORT, LONG = 110, 420  # characters of an article's words
FEW_CITED = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """A pair, its days, and what has been cited so far.

    Attributes:
        a, b: codes of the two.
        since: first day of what counts as new.
        until: last day; nothing later is told.
        window: the words for a window that the reader set, or "".
        long: whether all is told rather than what fits a page.
    """

    a: str
    b: str
    since: date
    until: date
    window: str = ""
    long: bool = False
    citer: Citer = field(default_factory=Citer)

    def cut(self, short_count: int) -> int:
        """How many sentences of a sort there may be, of which a short brief has so many."""
        return 1000 if self.long else short_count

    def quote_claim(self, claim: Claim) -> str:
        """The exact words of a claim, after a colon; where this brief has quoted them before, the place."""
        return self._quote(claim.row, self.citer.cite_claim(claim))

    def quote_event(self, row: EventRow) -> str:
        """The exact words of an event, likewise."""
        return self._quote(row, self.citer.cite_event(row))

    def _quote(self, row: TieRow | EventRow, number: int) -> str:
        if first := self.citer.find_words(row.article, row.sentence):
            return "" if first == number else say("words_at", number=str(first))
        self.citer.note_words(row.article, row.sentence, number)
        return f": {quote_words(row.sentence, row.cue, LONG if self.long else SHORT)}"


def say(name: str, **parts: str) -> str:
    """The sentence of that name with its parts filled in; a quoted sentence at its end ends it too."""
    return _ENDED_TWICE.sub(r"\1", load_prose().sentences[name].format(**parts))


def head(name: str, **parts: str) -> str:
    """The heading of that part of a brief."""
    return load_prose().headings[name].format(**parts)


def say_outlet(article: ArticleFacts) -> str:
    """Who published."""
    return article.outlet or say("unknown_outlet")


def say_published(article: ArticleFacts) -> str:
    """When it was published."""
    return say_day(article.published) if article.published else say("unknown_day")


def say_speaker(name: str | None, code: str | None) -> str:
    """Who speaks, with country or body; whom an article gives no name is called by the article's words."""
    country = name_party(code).removeprefix("the ") if code else None
    if name is None or country == name:
        return name_party(code) if code else say("unknown_speaker")
    if name[0].islower():
        return say("unnamed_speaker", words=name, country=f", {country}" if country else "")
    return f"{name} ({country})" if country else name


def say_claimants(claim: Claim) -> str:
    """On whose word a claim rests."""
    speakers = [say_speaker(c.name, c.code) for c in claim.claimants if c.is_speaker]
    return join_words(dict.fromkeys(speakers)) or say_outlet(claim.row.article)


def say_source(claim: Claim) -> str:
    """Where a claim stands, and on whose word."""
    outlet, day = say_outlet(claim.row.article), say_published(claim.row.article)
    if not claim.claimants[0].is_speaker:
        return say("source_outlet", outlet=outlet, day=day)
    return say("source_speaker", speaker=say_claimants(claim), outlet=outlet, day=day)
