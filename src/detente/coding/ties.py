"""Ties of a document: words that speak of a standing relation, between whom, and how it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from detente.coding.days import DayReader
from detente.coding.grammar import Grammar
from detente.coding.tie_cues import CueFinder, TieCue
from detente.coding.tie_members import Memberships
from detente.coding.tie_names import Parties, PartyNames
from detente.coding.tie_pacts import PactParties
from detente.coding.tie_parties import PartyFinder
from detente.coding.tie_slots import Slots
from detente.coding.tie_standing import Reading, StandingReader, settle
from detente.model import Document, Evidence, Period, Span, Standing, StandingValue, Tie, TieKind, cover_spans
from detente.reference.pacts import Pact
from detente.reference.ties import load_standing_words, load_tie_words

_LONGEST_EVIDENCE = 40
_MEMORY = 3
_SETTLED = timedelta(days=365)
_FADED = timedelta(days=3 * 365)
_COUNTABLE: tuple[TieKind, ...] = ("alliance", "treaty", "trade", "energy", "military_cooperation")
_QUARRELS: frozenset[TieKind] = frozenset({"dispute", "conflict"})
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
    return merge_standings(absorb_parts(TieCoder(doc).find_standings()))


class TieCoder:
    """Reads one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        grammar = Grammar(doc)
        self.grammar = grammar
        self.names = PartyNames(doc, grammar)
        self.slots = Slots(doc, grammar, self.names)
        self.parties = PartyFinder(doc, self.names, self.slots)
        self.cues = CueFinder(doc, grammar, self.names, self.slots)
        self.members = Memberships(doc, grammar, self.names, self.slots)
        self.pacts = PactParties(doc, self.names, self.slots)
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
        kind = cue.rule.kind
        is_act = self.doc.tokens[cue.index].upos == "VERB"
        reading = self.standings.read(cue.index, cue.rule)
        word = "" if reading.decided is None else self.doc.tokens[reading.decided].lemma
        if kind is None or (settled := settle(reading, cue.rule, word, is_act=is_act)) is None:
            return
        is_news = cue.pact is None or not self._is_background(cue.index, cue.pact, is_told=reading.decided is not None)
        settled = self._date(cue, settled)
        sets, sureness = self._parties_of(cue, settled.standing)
        for parties in sets:
            if len(set(parties)) > 1:
                self._spoken.append(_Spoken(self.doc.sentence_of[cue.index], cue, kind, parties))
                if is_news:
                    yield self._record(cue, self._name_tie(cue, kind, parties), settled, sureness)

    def _is_background(self, index: int, pact: Pact, *, is_told: bool) -> bool:
        """Whether a name is only dropped of what is over or to come, or of a pact that one party has left."""
        published = self.doc.article.published
        if pact.is_ahead(published) and pact.kind in _QUARRELS:
            return True
        if pact.has_ended(published):
            return not is_told and self.standings.is_setting(self.doc.tokens[index])
        return not is_told and pact.was_left(published)

    def _date(self, cue: TieCue, reading: Reading) -> Reading:
        """The reading in the light of the calendar: what has run out is over, what will end is not yet.

        What a text says of a pact is left as it is; where it says nothing, the table of pacts does.
        """
        published = self.doc.article.published
        if cue.pact is not None and reading.standing == "in_force":
            standing = cue.pact.standing_on(published)
            is_silent = reading.decided is None and standing != "in_force"
            return Reading(standing, None, by_calendar=True) if is_silent else reading
        if reading.standing == "agreed" and self._was_agreed_long_ago(cue, reading):
            return replace(reading, standing="in_force")
        if cue.rule.fades and reading.standing == "in_force" and published is not None:
            period = self.days.read(cue.index)
            if period is not None and period.end < published - _FADED:
                return replace(reading, standing="ended")
        if reading.standing == "ended" and reading.decided is not None and published is not None:
            period = self.days.read(reading.decided)
            if period is not None and period.start > published:
                return replace(reading, standing="strained")
        return reading

    def _was_agreed_long_ago(self, cue: TieCue, reading: Reading) -> bool:
        """Whether a signing is told that lies back, by its date or since the pact has its place in the calendar."""
        published = self.doc.article.published
        if reading.decided is None or published is None:
            return False
        period = self.days.read(reading.decided)
        if period is not None:
            return period.end < published - _SETTLED
        return cue.pact is not None and cue.pact.standing_on(published - _SETTLED) == "in_force"

    def _parties_of(self, cue: TieCue, standing: StandingValue) -> tuple[tuple[Parties, ...], float]:
        if cue.pact is not None:
            return self.pacts.find(cue, cue.pact, standing), 1.0
        if cue.rule.kind == "membership":
            return self.members.find(cue.index, cue.rule), 1.0
        return self.parties.find(cue.index, cue.rule, self._recent_pairs(cue))

    def _take_up(self, cue: TieCue) -> Iterator[Standing]:
        """A tie that is only called "such a pact" or "the accord"."""
        spoken = self._last_spoken(cue)
        if spoken is None or self.doc.tokens[cue.index].dep == "appos":
            return
        reading = self._date(cue, self.standings.read(cue.index, spoken.cue.rule))
        if reading.decided is None:
            return
        self._spoken.append(replace(spoken, sentence=self.doc.sentence_of[cue.index]))
        sets: tuple[Parties, ...] = ()
        if spoken.cue.pact is not None:
            again = replace(cue, rule=spoken.cue.rule, pact=spoken.cue.pact)
            sets = self.pacts.find(again, spoken.cue.pact, reading.standing)
        for parties in sets or (spoken.parties,):
            yield self._record(
                cue, self._name_tie(spoken.cue, spoken.kind, parties), reading, load_tie_words().sureness["taken_up"]
            )

    def _last_spoken(self, cue: TieCue) -> _Spoken | None:
        number = self.doc.sentence_of[cue.index]
        for spoken in reversed(self._spoken):
            if number - spoken.sentence > _MEMORY:
                return None
            wanted = (cue.rule.kind,) if cue.rule.kind else _COUNTABLE
            if spoken.kind in wanted and not spoken.cue.rule.rule_id.startswith("same/"):
                return spoken
        return None

    def _recent_pairs(self, cue: TieCue) -> list[Parties]:
        """The pairs lately spoken of, the last first; for a tie with a direction only those of its kind."""
        number = self.doc.sentence_of[cue.index]
        lately = (spoken for spoken in reversed(self._spoken) if number - spoken.sentence <= _MEMORY)
        alike = (s for s in lately if s.kind != "membership" and (not cue.rule.directed or s.kind == cue.rule.kind))
        recent: list[Parties] = [spoken.parties for spoken in alike if len(spoken.parties) == 2]
        return recent or self._only_pair(cue)

    def _only_pair(self, cue: TieCue) -> list[Parties]:
        """The pair of whose tie of that kind alone the text has spoken so far."""
        pairs = {spoken.parties for spoken in self._spoken if spoken.kind == cue.rule.kind}
        return list(pairs) if len(pairs) == 1 and cue.rule.kind != "membership" else []

    def _name_tie(self, cue: TieCue, kind: TieKind, parties: Parties) -> Tie:
        directed = cue.pact.directed if cue.pact else cue.rule.directed
        name = cue.pact.name if cue.pact else None
        if kind == "membership":
            name = self.members.name_of(parties[1], cue.index)
        return Tie(kind, parties, directed, name)

    def _record(self, cue: TieCue, tie: Tie, reading: Reading, sureness: float) -> Standing:
        evidence = Evidence(
            self.doc.article.article_id,
            self._show(cue),
            cue.span,
            f"ties/{cue.rule.rule_id}" + ("/calendar" if reading.by_calendar else ""),
            round(cue.rule.prior * sureness * load_standing_words().certainty[reading.standing], 3),
        )
        return Standing(tie, reading.standing, self._since(cue, reading), self._day(cue), evidence)

    def _show(self, cue: TieCue) -> Span:
        """The sentence, or the clause where the sentence is long."""
        sentence = self.doc.sentences[self.doc.sentence_of[cue.index]]
        if sentence.end - sentence.start <= _LONGEST_EVIDENCE:
            return sentence.span
        clause = self.slots.clause_of(cue.index)
        return cover_spans([self.doc.tokens[i].span for i in clause] + [cue.span])

    def _since(self, cue: TieCue, reading: Reading) -> Period | None:
        """The date of the change, where the words that tell of it bear one that does not lie ahead."""
        is_act = self.doc.tokens[cue.index].upos == "VERB"
        if reading.standing not in _CHANGES or (reading.decided is None and not is_act):
            return None
        period = self.days.read(cue.index if reading.decided is None else reading.decided)
        published = self.doc.article.published
        if period is None or (published is not None and period.start > published and reading.standing != "agreed"):
            return None
        return period

    def _day(self, cue: TieCue) -> Period | None:
        """The day on which it is said: that of the statement where the text dates it, else that of publication."""
        published = self.doc.article.published
        speech = self.grammar.find_speech(cue.index, nearest=False)
        said = None if speech is None else self.days.read(speech)
        if said is not None and said.precision == "day" and (published is None or said.start <= published):
            return said
        return Period.of_day(published) if published else None


def absorb_parts(found: Iterable[Standing]) -> Iterator[Standing]:
    """Without what only repeats in the same sentence a part of a named tie ("ties with India as part of the Quad")."""
    listed = list(found)
    for one in listed:
        wholes = [other for other in listed if _is_part(one, other)]
        if wholes:
            continue
        parts = [other for other in listed if _is_part(other, one)]
        stated = next((p.standing for p in parts if p.standing != "in_force"), None)
        yield replace(one, standing=stated) if stated and one.standing == "in_force" else one


def _is_part(one: Standing, other: Standing) -> bool:
    if one is other or one.tie.kind != other.tie.kind or not one.evidence.span.overlaps(other.evidence.span):
        return False
    if other.tie.name and not one.tie.name and set(one.tie.parties) <= set(other.tie.parties):
        return True
    same = one.tie.parties == other.tie.parties and one.tie.name == other.tie.name
    return same and one.standing == "in_force" != other.standing and one.tie.kind == "membership"


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
