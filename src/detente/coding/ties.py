"""Ties of a document: words that speak of a standing relation, between whom, and how it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from detente.coding.days import DayReader
from detente.coding.grammar import Grammar
from detente.coding.tie_cues import CueFinder, TieCue
from detente.coding.tie_members import Memberships
from detente.coding.tie_pacts import PactParties
from detente.coding.tie_parties import Parties, PartyFinder
from detente.coding.tie_standing import StandingReader
from detente.model import Document, Evidence, Period, Span, Standing, StandingValue, Tie, TieKind, cover_spans

_LONGEST_EVIDENCE = 40
_MEMORY = 3
_CHANGES = frozenset({"agreed", "in_force", "expanding", "suspended", "ended", "strained"})


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The tie last spoken of, which "such a pact" or "the accord" takes up."""

    sentence: int
    cue: TieCue
    kind: TieKind
    parties: Parties


def code_ties(doc: Document) -> tuple[Standing, ...]:
    """How the document says that ties between states stand, in the order of the text, each told once."""
    return merge_standings(TieCoder(doc).find_standings())


class TieCoder:
    """Reads one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        grammar = Grammar(doc)
        self.parties = PartyFinder(doc, grammar)
        self.cues = CueFinder(doc, grammar, self.parties)
        self.members = Memberships(doc, self.parties)
        self.pacts = PactParties(doc, self.parties)
        self.standings = StandingReader(doc, grammar)
        self.days = DayReader(doc, grammar)
        self._spoken: list[_Spoken] = []

    def find_standings(self) -> Iterator[Standing]:
        """A record for each cue and set of parties."""
        for cue in self.cues.find():
            if cue.rule.rule_id.startswith("same/"):
                yield from self._take_up(cue)
            else:
                yield from self._read(cue)

    def _read(self, cue: TieCue) -> Iterator[Standing]:
        standing, decided = self.standings.read(cue.index, cue.rule.standing)
        kind = cue.rule.kind
        assert kind is not None
        if cue.pact is not None:
            if standing == "in_force" and cue.pact.has_ended(self.doc.article.published):
                standing = "ended"
            sets, sureness = self.pacts.find(cue, cue.pact, standing), 1.0
        elif kind == "membership":
            sets, sureness = self.members.find(cue.index, cue.rule), 1.0
        else:
            sets, sureness = self.parties.find(cue.index, cue.rule, self._last_pair(cue))
        for parties in sets:
            if len(set(parties)) > 1:
                self._spoken.append(_Spoken(self.doc.sentence_of[cue.index], cue, kind, parties))
                yield self._record(cue, self._name_tie(cue, kind, parties), standing, decided, sureness)

    def _take_up(self, cue: TieCue) -> Iterator[Standing]:
        """A tie that is only called "such a pact" or "the accord"."""
        spoken = self._last_spoken(cue)
        if spoken is None:
            return
        standing, decided = self.standings.read(cue.index, spoken.cue.rule.standing)
        if decided is None:
            return
        if spoken.cue.pact is not None:
            again = replace(cue, rule=spoken.cue.rule, pact=spoken.cue.pact)
            sets = self.pacts.find(again, spoken.cue.pact, standing) or (spoken.parties,)
        else:
            sets = (spoken.parties,)
        for parties in sets:
            tie = self._name_tie(spoken.cue, spoken.kind, parties)
            yield self._record(cue, tie, standing, decided, 0.8)

    def _last_spoken(self, cue: TieCue) -> _Spoken | None:
        number = self.doc.sentence_of[cue.index]
        for spoken in reversed(self._spoken):
            if number - spoken.sentence > _MEMORY:
                return None
            if cue.rule.kind is None or spoken.kind == cue.rule.kind:
                return spoken
        return None

    def _last_pair(self, cue: TieCue) -> Parties:
        number = self.doc.sentence_of[cue.index]
        for spoken in reversed(self._spoken):
            if number - spoken.sentence > _MEMORY:
                return ()
            if len(spoken.parties) == 2:
                return spoken.parties
        return ()

    def _name_tie(self, cue: TieCue, kind: TieKind, parties: Parties) -> Tie:
        directed = cue.pact.directed if cue.pact else cue.rule.directed
        name = cue.pact.name if cue.pact else None
        if kind == "membership":
            name = self.members.name_of(parties[1], cue.index)
        return Tie(kind, parties, directed, name)

    def _record(self, cue: TieCue, tie: Tie, standing: StandingValue, decided: int | None, sureness: float) -> Standing:
        evidence = Evidence(
            self.doc.article.article_id,
            self._show(cue),
            cue.span,
            f"ties/{cue.rule.rule_id}",
            round(cue.rule.prior * sureness, 3),
        )
        since = self._since(cue, standing, decided)
        return Standing(tie, standing, since, self._day(), evidence)

    def _show(self, cue: TieCue) -> Span:
        """The sentence, or the clause where the sentence is long."""
        sentence = self.doc.sentences[self.doc.sentence_of[cue.index]]
        if sentence.end - sentence.start <= _LONGEST_EVIDENCE:
            return sentence.span
        clause = self.parties.clause_of(cue.index)
        return cover_spans([self.doc.tokens[i].span for i in clause] + [cue.span])

    def _since(self, cue: TieCue, standing: StandingValue, decided: int | None) -> Period | None:
        """The date of the change, where the words that tell of it bear one that does not lie ahead."""
        if standing not in _CHANGES:
            return None
        period = self.days.read(decided if decided is not None else cue.index)
        published = self.doc.article.published
        if period is None or (published is not None and period.start > published and standing != "agreed"):
            return None
        return period

    def _day(self) -> Period | None:
        published = self.doc.article.published
        return Period.of_day(published) if published else None


def merge_standings(found: Iterable[Standing]) -> tuple[Standing, ...]:
    """One record for each tie and standing: the surest, with a date if any of them has one."""
    kept: dict[tuple[object, ...], Standing] = {}
    for one in found:
        key = (
            one.tie.kind,
            frozenset(one.tie.parties),
            one.standing,
            one.tie.name if one.tie.kind == "treaty" else None,
        )
        other = kept.get(key)
        kept[key] = one if other is None else _choose(other, one)
    return tuple(kept.values())


def _choose(first: Standing, second: Standing) -> Standing:
    best, rest = (second, first) if second.evidence.confidence > first.evidence.confidence else (first, second)
    tie = best.tie if best.tie.name or not rest.tie.name else replace(best.tie, name=rest.tie.name)
    return replace(best, tie=tie, since=best.since or rest.since)
