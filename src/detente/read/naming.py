"""Names in a text: those of the actor table, and those that only the reader model knows as names."""

from calendar import day_name, month_name
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.model import Document, Token
from detente.read.phrases import head_of
from detente.read.sentences import find_datelines
from detente.reference.actors import ActorTable, NameEntry
from detente.reference.names import Hit, cut_pieces
from detente.reference.phrasing import load_phrasing
from detente.reference.roles import load_roles

PEOPLE = frozenset({"person", "surname"})
_DAYS = frozenset(day_name) | frozenset(month_name)
_SIDES = frozenset({"north", "south", "east", "west"})
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "conj", "appos", "root", "parataxis", "nmod", "obl"})


@dataclass(frozen=True, slots=True)
class Naming:
    """Tokens `start` to `end` (exclusive) that are a name.

    Attributes:
        head: the token that governs the others.
        kind: "PERSON", "ORG", "PLACE" or "NORP" where the table does not know it; else the table's kind.
        entries: what the table says that it can mean, empty where it does not know it.
    """

    start: int
    end: int
    head: int
    kind: str
    entries: tuple[NameEntry, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether it names a person."""
        return self.kind in PEOPLE or self.kind == "PERSON"


def find_namings(doc: Document, table: ActorTable, on: date | None, titles: Collection[int] = ()) -> list[Naming]:
    """All names, in order and without overlap; no person's name begins with one of the tokens that are `titles`."""
    hits = [hit for hit in table.find([t.text for t in doc.tokens]) if _is_plausible(doc, hit, on)]
    hits = _add_halves(doc, hits, table)
    people = [_trim_person(doc, span, titles) for span in _iter_entities(doc, "PERSON")]
    people = [(start, end) for start, end in people if start < end and _is_person_name(doc, start, end, titles)]
    named = [_name_hit(doc, hit, table.choose(hit.values, on), people, titles) for hit in hits]
    taken = {i for n in named for i in range(n.start, n.end)}
    for start, end in people:
        if taken.isdisjoint(range(start, end)):
            named.append(Naming(start, end, head_of(doc, start, end), "PERSON"))
    taken.update(i for n in named for i in range(n.start, n.end))
    for kind in ("ORG", "PLACE", "NORP"):
        for start, end in _iter_entities(doc, kind):
            if taken.isdisjoint(range(start, end)) and _has_capital(doc, start, end) and not _is_word(doc, start, end):
                named.append(Naming(start, end, head_of(doc, start, end), kind))
    return sorted(named, key=lambda n: n.start)


def drop_credits(doc: Document, namings: Sequence[Naming]) -> list[Naming]:
    """The names without those of agencies in a dateline, which only sign the text ("CAIRO (Reuters) -", "AFP -")."""
    agencies = load_phrasing().agencies
    datelines = find_datelines(doc.text)
    return [
        n
        for n in namings
        if doc.tokens[n.end - 1].text not in agencies
        or not any(start <= doc.tokens[n.start].span.start < end for start, end in datelines)
    ]


def _is_word(doc: Document, start: int, end: int) -> bool:
    """Whether the model took a common word at the head of a sentence for a name ("Militants said")."""
    if end == start + 1 and doc.tokens[start].text in _DAYS:
        return True
    first = start == 0 or doc.sentence_of[start] != doc.sentence_of[start - 1] or doc.tokens[start - 1].upos == "PUNCT"
    return first and end == start + 1 and load_roles().sector_of([doc.tokens[start].text]) is not None


def _is_person_name(doc: Document, start: int, end: int, titles: Collection[int]) -> bool:
    """Whether the words can be a person's name: with a capital, and not the rest of a title ("State")."""
    rest = end == start + 1 and start in titles and start - 1 in titles
    return _has_capital(doc, start, end) and not rest


def _has_capital(doc: Document, start: int, end: int) -> bool:
    return any(c.isupper() for t in doc.tokens[start:end] for c in t.text)


def _iter_entities(doc: Document, kind: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for token in doc.tokens:
        if start is not None and (token.entity != kind or token.entity_start):
            yield start, token.index
            start = None
        if token.entity == kind and start is None:
            start = token.index
    if start is not None:
        yield start, len(doc.tokens)


def _trim_person(doc: Document, span: tuple[int, int], titles: Collection[int]) -> tuple[int, int]:
    """A person's name without the title and country that the model may have taken in."""
    start, end = span
    tokens = doc.tokens
    while start < end and (
        (start in titles and start + 1 < end)
        or tokens[start].dep in ("amod", "det", "case")
        or _is_in_title(doc, tokens[start], end)
        or tokens[start].upos != "PROPN"
        or tokens[start].text.rstrip(".").lower() in load_phrasing().honorifics
    ):
        start += 1
    while end > start and tokens[end - 1].upos in ("PUNCT", "PART"):
        end -= 1
    return start, end


def _is_in_title(doc: Document, token: Token, end: int) -> bool:
    """Whether a word belongs to the title before a name: "U.S." in "U.S. Defense Secretary Mark Esper"."""
    while token.dep != "nmod:desc" and token.index < token.head < end:
        token = doc.tokens[token.head]
    return token.dep == "nmod:desc"


def _is_plausible(doc: Document, hit: Hit[NameEntry], on: date | None) -> bool:
    """Whether the words are used as that name: not as part of a person's, not a common word."""
    kinds = {e.kind for e in hit.values}
    tokens = doc.tokens[hit.start : hit.end]
    if tokens[0].text in load_phrasing().first_halves:
        return hit.end < len(doc.tokens) and doc.tokens[hit.end].text in ("-", "‑", "–")
    if kinds <= PEOPLE:
        return len(tokens) > 1 or _is_surname_here(doc, tokens[0], hit, on)
    if not _has_capital(doc, hit.start, hit.end):
        return False
    return not _is_in_person_name(doc, hit)


def _is_in_person_name(doc: Document, hit: Hit[NameEntry]) -> bool:
    inside = range(hit.start, hit.end)
    tokens = [doc.tokens[i] for i in inside]
    if all(t.entity != "PERSON" for t in tokens):
        return False
    if any(t.relation == "flat" and t.head not in inside for t in tokens):
        return True
    return any(c.relation == "flat" and c.index not in inside for t in tokens for c in doc.children_of(t))


def _is_surname_here(doc: Document, token: Token, hit: Hit[NameEntry], on: date | None) -> bool:
    if token.upos != "PROPN" or load_roles().titles.get(token.text):
        return False
    if token.entity == "PERSON":
        return True
    if token.entity in ("ORG", "PLACE") and doc.tokens[token.head].upos != "NOUN":
        return False
    if any(c.dep == "nmod:desc" for c in doc.children_of(token)) or _after_honorific(doc, token):
        return True
    serving = any(e.person and e.person.serves_on(on) for e in hit.values)
    return serving and (token.relation in _ARGUMENTS or token.dep in ("nmod:poss", "compound", "amod"))


def _after_honorific(doc: Document, token: Token) -> bool:
    before = doc.tokens[token.index - 1].text if token.index else ""
    return before.rstrip(".").lower() in load_phrasing().honorifics


def _name_hit(
    doc: Document,
    hit: Hit[NameEntry],
    chosen: NameEntry | None,
    people: Sequence[tuple[int, int]],
    titles: Collection[int],
) -> Naming:
    """The name that a hit is, an unknown person's where it is only a part of that one's name."""
    kind: str = chosen.kind if chosen else hit.values[0].kind
    start, end = hit.start, hit.end
    if kind in PEOPLE:
        start, end = _widen_person(doc, start, end, people)
        while start < hit.start and start in titles:
            start += 1
        extra = [*doc.tokens[start : hit.start], *doc.tokens[hit.end : end]]
        if any(not _is_of_name(t, hit.values) for t in extra):
            return Naming(start, end, head_of(doc, start, end), "PERSON")
    return Naming(start, end, head_of(doc, start, end), kind, hit.values)


def _widen_person(doc: Document, start: int, end: int, people: Sequence[tuple[int, int]]) -> tuple[int, int]:
    for left, right in people:
        if left <= start and end <= right:
            return left, right
    while start and doc.tokens[start].relation == "flat" and doc.tokens[start - 1].upos == "PROPN":
        if doc.tokens[start].head > start - 1:
            break
        start -= 1
    while end < len(doc.tokens) and doc.tokens[end].relation == "flat" and doc.tokens[end].upos == "PROPN":
        end += 1
    return start, end


def _is_of_name(token: Token, entries: Sequence[NameEntry]) -> bool:
    """Whether a further word may belong to a person's known name: an initial, a mark or a part of it."""
    pieces = cut_pieces(token.text)
    if not pieces or all(len(p.key) == 1 for p in pieces) or token.upos in ("PUNCT", "PART"):
        return True
    known = {
        p.key for e in entries if e.person for name in (e.person.name, *e.person.aliases) for p in cut_pieces(name)
    }
    return all(p.key in known for p in pieces) or token.text.rstrip(".").lower() in load_phrasing().honorifics


def _add_halves(doc: Document, hits: list[Hit[NameEntry]], table: ActorTable) -> list[Hit[NameEntry]]:
    """Also the first of "North and South Korea", and "the North" once North Korea was named."""
    found = list(hits)
    taken = {i for hit in hits for i in range(hit.start, hit.end)}
    sides: dict[str, tuple[NameEntry, ...]] = {}
    for hit in hits:
        words = [t.text for t in doc.tokens[hit.start : hit.end]]
        if len(words) < 2 or words[0].lower() not in _SIDES:
            continue
        states = tuple(e for e in hit.values if e.kind == "state")
        sides.setdefault(words[0], states) if states else None
        first = hit.start - 2
        if first >= 0 and doc.tokens[first + 1].upos == "CCONJ" and doc.tokens[first].text.lower() in _SIDES:
            half = table.find([doc.tokens[first].text, *words[1:]])
            found.extend(Hit(first, first + 1, h.values) for h in half[:1] if h.end == len(words))
            taken.add(first)
    for token in doc.tokens:
        if token.text in sides and token.index not in taken and _stands_alone(doc, token):
            found.append(Hit(token.index, token.index + 1, sides[token.text]))
    return sorted(found, key=lambda hit: hit.start)


def _stands_alone(doc: Document, token: Token) -> bool:
    """Whether "North" stands for the whole: after an article, and not before a further name."""
    before = doc.tokens[token.index - 1].text.lower() if token.index else ""
    after = doc.tokens[token.index + 1] if token.index + 1 < len(doc.tokens) else None
    return before == "the" and (after is None or after.upos not in ("PROPN", "ADJ", "NOUN"))
