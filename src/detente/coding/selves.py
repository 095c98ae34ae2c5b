"""Whom "we", "our", "this country" and "here" mean in a quotation: the speakers and their side."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from detente.coding.speakers import Speaker
from detente.model import Document, Mention, Quote, Sector, Span, Token
from detente.reference.actors import load_actors
from detente.reference.phrasing import load_phrasing
from detente.reference.speech import load_speech


def name_selves(doc: Document, quotes: Iterable[Quote]) -> Document:
    """The document with mentions for the words by which the speakers of its quotations name themselves."""
    finder = SelfFinder(doc)
    found: dict[int, Mention] = {}
    for _, records in groupby(quotes, key=lambda quote: quote.content):
        together = tuple(records)
        if together[0].quote_type != "indirect":
            speakers = [Speaker(q.speaker, q.speaker_name, q.speaker_code, q.speaker_id) for q in together if q.speaker]
            cue = together[0].evidence.cue
            found |= {m.head: m for m in finder.find(together[0].content, speakers, cue)}
    if not found:
        return doc
    kept = (m for m in doc.mentions if m.head not in found)
    return replace(doc, mentions=tuple(sorted((*kept, *found.values()), key=lambda m: (m.span.start, -m.span.end))))


@dataclass(frozen=True, slots=True)
class _Side:
    """Who speaks, as one or as several: for the first person singular and plural."""

    name: str
    codes: tuple[str, ...]
    actor_id: str | None
    sector: Sector


class SelfFinder:
    """Finds the words for the speakers' own side in the quotations of one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.words = load_speech()
        self._starts = [token.span.start for token in doc.tokens]

    def find(self, content: Sequence[Span], speakers: Sequence[Speaker], cue: Span | None) -> Iterator[Mention]:
        """Mentions of the speakers and their countries in what they say; none where no country is known.

        Args:
            content: what is said.
            speakers: who says it.
            cue: the words of attribution, near which the place of speaking may stand.
        """
        side = self._make_side(speakers)
        if side is None:
            return
        for span in content:
            first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
            for token in self.doc.tokens[first:last]:
                if found := self._read(token, side, cue):
                    yield found

    def _make_side(self, speakers: Sequence[Speaker]) -> _Side | None:
        codes = tuple(dict.fromkeys(s.code for s in speakers if s.code))
        if not codes:
            return None
        sectors = {m.sector for s in speakers for m in self._list_mentions(s.span)} - {"UNK"}
        one = speakers[0] if len(speakers) == 1 else None
        name = one.name if one and one.name else " and ".join(codes)
        return _Side(name, codes, one.actor_id if one else None, sectors.pop() if len(sectors) == 1 else "UNK")

    def _list_mentions(self, span: Span) -> Iterator[Mention]:
        first, last = bisect_left(self._starts, span.start), bisect_right(self._starts, span.end - 1)
        heads = (token.index for token in self.doc.tokens[first:last])
        return (m for i in heads if (m := self.doc.mention_by_head.get(i)) and m.code)

    def _read(self, token: Token, side: _Side, cue: Span | None) -> Mention | None:
        word = token.text.lower()
        if token.upos == "PRON" and word in self.words.selves_one:
            return self._make(token, side, side.actor_id)
        if token.upos == "PRON" and word in self.words.selves_many:
            return self._make(token, side, None)
        if len(side.codes) == 1 and word in self.words.home and self._means_home(token):
            place = self._find_place(cue) if token.upos == "ADV" else None
            return _name_country(token, place or side.codes[0])
        return None

    def _make(self, token: Token, side: _Side, actor_id: str | None) -> Mention:
        code, members = (side.codes[0], ()) if len(side.codes) == 1 else (None, side.codes)
        return Mention(
            token.span, token.index, actor_id, side.name, code, side.sector, "coreference", members, is_name=False
        )

    def _means_home(self, token: Token) -> bool:
        """Whether it is "here", "this country", "our nation", or "the country" that nothing else in the text is."""
        if token.upos == "ADV":
            return True
        before = {k.text.lower() for k in self.doc.children_of(token, "det", "nmod:poss")}
        known = token.index in self.doc.mention_by_head
        return bool(before & self.words.own) or ("the" in before and not known)

    def _find_place(self, cue: Span | None) -> str | None:
        """The country where the speaker is said to speak ("told reporters in Warsaw")."""
        if cue is None:
            return None
        verb = bisect_left(self._starts, cue.start)
        for kid in self.doc.children_of(self.doc.tokens[verb], "obl"):
            place = self.doc.mention_by_head.get(kid.index)
            cases = {k.text.lower() for k in self.doc.children_of(kid, "case")}
            if place and place.code and cases & load_phrasing().place_cases:
                return place.code
        return None


def _name_country(token: Token, code: str) -> Mention | None:
    actor = load_actors().state(code)
    if actor is None:
        return None
    return Mention(
        token.span, token.index, actor.actor_id, actor.name, code, actor.sector, "coreference", is_name=False
    )
