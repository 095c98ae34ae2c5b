"""Between whom a tie is: its two sides, from the slots that its rule names and, failing these, from farther off."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.coding.tie_names import UNNAMED_BODY, Parties, PartyNames
from detente.coding.tie_slots import Slots
from detente.model import Document
from detente.reference.pacts import find_allies
from detente.reference.ties import TieRule, load_tie_words

_TOGETHER = ("between", "among", "amongst", "of")


class PartyFinder:
    """Finds the parties to the ties of one document."""

    def __init__(self, doc: Document, names: PartyNames, slots: Slots) -> None:
        self.doc = doc
        self.names = names
        self.slots = slots
        self._sureness = load_tie_words().sureness
        self._named = Counter(m.code for m in doc.mentions if m.code)

    def find(self, index: int, rule: TieRule, recent: Sequence[Parties] = ()) -> tuple[tuple[Parties, ...], float]:
        """The sets of parties that a cue binds, and how surely (0 to 1); a body without a code of its own is none.

        Args:
            index: of the cue.
            rule: where the parties stand, and how far to look for one that is missing.
            recent: the pairs last spoken of, the last one first; for a tie with a direction those of such ties.
        """
        sets, sureness = self._find(index, rule, recent)
        return tuple(parties for parties in sets if UNNAMED_BODY not in parties), sureness

    def _find(self, index: int, rule: TieRule, recent: Sequence[Parties]) -> tuple[tuple[Parties, ...], float]:
        together = () if rule.directed else self.slots.fill_first(index, _TOGETHER)
        if len(together) > 1:
            return _join(together, rule), self._sureness["near"]
        sides = self._find_sides(index, rule)
        first = sides.first
        if sides.first and sides.second:
            return sides.cross(rule), self._sureness["near"]
        if len(first) > 1 and rule.joint:
            return _join(first, rule), self._sureness["near"]
        if rule.patron and (pairs := self._patronage(sides.second, rule)):
            return pairs, self._sureness["clause"]
        return ((), 0.0) if rule.reach == "near" else self._find_further(index, rule, sides, recent)

    def _find_sides(self, index: int, rule: TieRule) -> "_Sides":
        """Both sides; of several who may be the first, none whom the words name as the second."""
        first = self.slots.fill_first(index, rule.first)
        second = self.slots.fill_first(index, rule.second) if len(first) > 1 else ()
        if second and (others := tuple(c for c in first if c not in second)):
            return _Sides(others, second)
        return _Sides(first, self.slots.fill_first(index, rule.second, without=first))

    def _find_further(
        self, index: int, rule: TieRule, sides: "_Sides", recent: Sequence[Parties]
    ) -> tuple[tuple[Parties, ...], float]:
        if not rule.directed and not sides.second and self.slots.names_others(index):
            return (), 0.0
        if sides.first and (beside := self._beside(index, sides.first)):
            return _Sides(sides.first, beside).cross(rule), self._sureness["clause"]
        pair = next((pair for pair in recent if sides.fit(pair, rule)), None)
        if rule.directed and pair and sides.known:
            return (pair,), self._sureness["clause"]
        sentence = self.doc.sentences[self.doc.sentence_of[index]]
        if found := self._pair_up(index, rule, sides, self.slots.clause_of(index)):
            return found, self._sureness["clause"]
        if rule.reach != "clause" and (found := self._pair_up(index, rule, sides, range(sentence.start, sentence.end))):
            return found, self._sureness["sentence"]
        if rule.reach == "pair" and pair and not self.slots.names_others(index):
            return (pair,), self._sureness["context"]
        return (), 0.0

    def _patronage(self, allies: Parties, rule: TieRule) -> tuple[Parties, ...]:
        """Whose "allies such as Japan" are: that one's who is sworn to most of them, of several the most spoken of."""
        sworn = {ally: find_allies(ally, self.doc.article.published) for ally in allies}
        ranked = [code for code, _ in self._named.most_common() if any(code in others for others in sworn.values())]
        patron = max(ranked, key=lambda code: sum(code in others for others in sworn.values()), default=None)
        return tuple(_order((patron, ally), rule) for ally in allies if patron is not None and patron in sworn[ally])

    def _beside(self, index: int, known: Parties) -> Parties:
        """Who stands beside the noun that governs the cue, or acts in its clause: "the battle with X on tariffs"."""
        token = self.doc.tokens[index]
        above = self.doc.tokens[token.head]
        if above.upos == "NOUN":
            with_it = self.slots.fill_first(above.index, ("with", "between", "against"), without=known)
            if with_it:
                return with_it
        return tuple(c for c in self.slots.subject(token) if c not in known)

    def _pair_up(self, index: int, rule: TieRule, sides: "_Sides", words: Iterable[int]) -> tuple[Parties, ...]:
        """One side that is known with the nearest other; or the only two that are named."""
        open_to = (i for i in words if self.names.mention_at(i) and not self.slots.is_setting(i))
        near = sorted(open_to, key=lambda i: abs(i - index))
        if not sides.known:
            named = self.names.codes_among(sorted(near))
            return _join(named, rule) if len(named) == 2 and not rule.directed else ()
        if not sides.first and rule.directed:
            return ()
        others = (tuple(c for c in self.names.codes_at(i) if c not in sides.known) for i in near)
        nearest = next(filter(None, others), ())
        return _Sides(sides.known, nearest).cross(rule)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two sides of a tie as far as they are known."""

    first: Parties
    second: Parties

    @property
    def known(self) -> Parties:
        return self.first or self.second

    def cross(self, rule: TieRule) -> tuple[Parties, ...]:
        """A pair for each party of the one side with each of the other."""
        return tuple(_order((a, b), rule) for a in self.first for b in self.second)

    def fit(self, pair: Parties, rule: TieRule) -> bool:
        """Whether a pair spoken of before has the known side, in the right place where the tie has a direction."""
        if not rule.directed:
            return not self.known or self.known[0] in pair
        return self.first[:1] in ((), pair[:1]) and self.second[:1] in ((), pair[1:])


def _join(codes: Parties, rule: TieRule) -> tuple[Parties, ...]:
    """All in one record for a treaty, else a record for each pair."""
    if rule.kind == "treaty":
        return (tuple(sorted(codes)),)
    return tuple(_order(pair, rule) for pair in combinations(codes, 2))


def _order(pair: tuple[str, str], rule: TieRule) -> Parties:
    return pair if rule.directed else tuple(sorted(pair))
