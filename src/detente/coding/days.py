"""When an act happened: the time expression in its clause, or in that of the verb that reports it."""

from datetime import timedelta

from detente.coding.grammar import Grammar
from detente.model import Document, Period, Span, Timex

_OTHER_CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "advcl:relcl", "acl", "parataxis", "csubj", "conj"})
_BACKGROUND = timedelta(days=31)


class DayReader:
    """Finds the period that the words around a cue name."""

    def __init__(self, doc: Document, grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        self._under: dict[int, list[Timex]] = {}
        starts = {token.span.start: token for token in doc.tokens}
        for timex in doc.timexes:
            token = starts.get(timex.span.start)
            while token and token.head != token.index and timex.span.contains(doc.tokens[token.head].span):
                token = doc.tokens[token.head]
            if token:
                self._under.setdefault(token.head, []).append(timex)

    def read(self, index: int) -> Period | None:
        """The period nearest above the cue, or None where the sentence names none for it."""
        timex = self.find_timex(index)
        return timex.period if timex else None

    def find_words(self, index: int) -> Span | None:
        """The words that date a cue, whether or not it is known which day they mean."""
        timex = self.find_timex(index)
        return timex.span if timex else None

    def find_timex(self, index: int) -> Timex | None:
        """The time that dates a cue: near it, near a verb that it hangs on, or the only one in its clause."""
        token = self.doc.tokens[index]
        for _ in range(8):
            if found := self._dates_at(token.index):
                return found
            if token.head == token.index or token.dep in ("acl:relcl", "advcl:relcl"):
                break
            token = self.doc.tokens[token.head]
        return self._find_lone_date(index)

    def _find_lone_date(self, index: int) -> Timex | None:
        """The date that stands anywhere in the cue's own clause, if there is but one."""
        token = self.doc.tokens[index]
        while token.upos not in ("VERB", "AUX") and token.head != token.index:
            token = self.doc.tokens[token.head]
        todo, found = [token.index], list[Timex]()
        while todo:
            place = todo.pop()
            found += [t for t in self._under.get(place, ()) if t.timex_type == "DATE" and t.period]
            todo += [k.index for k in self.grammar.kids(place) if k.dep not in _OTHER_CLAUSES]
        return found[0] if len({t.period for t in found}) == 1 else None

    def is_background(self, index: int) -> bool:
        """Whether the act is dated to over a month before the article."""
        timex, published = self.find_timex(index), self.doc.article.published
        if timex is None:
            return False
        if timex.period and published:
            return timex.period.last < published - _BACKGROUND
        words = timex.span.words(self.doc.text).lower()
        return (timex.period is not None and timex.period.precision == "year") or words.endswith(
            ("years ago", "decades ago")
        )

    def _dates_at(self, index: int) -> Timex | None:
        below = [index, *(k.index for k in self.grammar.kids(index) if k.dep in ("obj", "xcomp", "obl"))]
        found = [t for i in below for t in self._under.get(i, ()) if t.timex_type in ("DATE", "TIME")]
        return next((t for t in found if t.period), found[0] if found else None)
