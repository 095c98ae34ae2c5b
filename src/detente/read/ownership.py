"""Whose an actor is: the country or body that a noun phrase names around its noun."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from detente.model import Document, Mention, Sector, Token
from detente.read.cast import Role
from detente.read.naming import Naming
from detente.read.phrases import Phrase
from detente.reference.phrasing import load_phrasing

_JOINERS = frozenset({"and", "or", "-", "–", "/", ",", "&"})
_GROUPS = frozenset({"group", "body", "institution", "ORG"})
_LINKS = frozenset({"'s", "’s", "-", "and", "or"})
_STATES = frozenset({"state", "demonym", "capital"})
_LONGEST_CODE = 4
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Owner:
    """A country or body to which someone belongs.

    Attributes:
        code: None where nothing says so, or several do.
        members: the codes where there are several ("US and Russian officials").
        sector: of the owner itself ("Hamas leader": REB), None where it has none.
        how: in which way the text says so, as in `Mention.how`.
        direct: whether it stands before the noun.
        end: token after the last one that says so, 0 where that lies within the phrase.
    """

    code: str | None = None
    members: tuple[str, ...] = ()
    sector: Sector | None = None
    how: str = "name"
    direct: bool = False
    end: int = 0
    kind: str = ""


NOBODY = Owner()


@dataclass
class Scene:
    """A document with its names and phrases, and how to read one further."""

    doc: Document
    namings: Sequence[Naming]
    phrases: dict[int, Phrase]
    read_head: Callable[[int], Mention | None]
    role_of: Callable[[Naming], Role | None]
    choose: Callable[[Naming], tuple[str | None, Sector | None]]
    naming_at: dict[int, Naming] = field(default_factory=dict)
    depth: int = 0

    def __post_init__(self) -> None:
        self.naming_at = {i: n for n in self.namings for i in range(n.start, n.end)}

    def main_naming(self, phrase: Phrase) -> Naming | None:
        """The name that a phrase is about: at its head or after it ("spokesman Dmitry Peskov", "militia Hezbollah")."""
        at_head = self.naming_at.get(phrase.head)
        if at_head and (at_head.is_person or at_head.kind in _GROUPS):
            return at_head
        later = (self.naming_at.get(i) for i in range(phrase.head + 1, phrase.end))
        return next((n for n in later if n and (n.is_person or n.kind in _GROUPS or n.kind == "state")), at_head)

    def namings_in(self, start: int, end: int) -> list[Naming]:
        """Names that lie among the tokens `start` to `end` (exclusive), or run into them ("the Ukraine")."""
        return [n for i in range(start, end) if (n := self.naming_at.get(i)) and i in (start, n.start) and n.end <= end]


def find_owner(scene: Scene, phrase: Phrase, main: Naming | None) -> Owner:
    """Whose the actor of a phrase is: before the noun, after "of", in an apposition, or by the place where it is."""
    scene.depth += 1
    try:
        if owner := _place_named(scene, phrase) or _owner_before(scene, phrase, main):
            return owner
        if scene.depth > _MAX_DEPTH:
            return NOBODY
        phrasing = load_phrasing()
        return (
            _owner_after(scene, phrase, phrasing.owner_cases)
            or _owner_beside(scene, phrase)
            or (None if is_abroad(scene.doc, phrase.head) else _owner_after(scene, phrase, phrasing.place_cases))
            or NOBODY
        )
    finally:
        scene.depth -= 1


def is_abroad(doc: Document, head: int) -> bool:
    """Whether a noun means those who are often in a country that is not theirs ("the embassy in Cairo")."""
    return doc.tokens[head].lemma.lower() in load_phrasing().abroad


def _owner_before(scene: Scene, phrase: Phrase, main: Naming | None) -> Owner | None:
    limit = main.start if main else phrase.head
    named = scene.namings_in(phrase.start, max(limit, phrase.start))
    found = [n for n in named if not is_foreign(scene.doc, n) and not is_place_of_writing(scene.doc, n)]
    owners: list[Owner] = []
    last: Naming | None = None
    for naming in reversed(found):
        if last and any(t.text.lower() not in _JOINERS for t in scene.doc.tokens[naming.end : last.start]):
            break
        if owner := _own(scene, naming):
            owners.insert(0, owner)
            last = naming
    codes = tuple(dict.fromkeys(o.code for o in owners if o.code))
    if len(codes) > 1:
        return Owner(None, codes, None, owners[-1].how, direct=True)
    return _place_party(scene, owners[-1], found) if owners else None


def _place_party(scene: Scene, owner: Owner, found: Sequence[Naming]) -> Owner:
    """A party before the noun as one of the state named first ("Israel's opposition Labour party")."""
    if owner.sector != "PTY" or found[0].kind not in _STATES:
        return owner
    return replace(owner, code=scene.choose(found[0])[0] or owner.code)


def _place_named(scene: Scene, phrase: Phrase) -> Owner | None:
    """Of "the former Soviet republic of Belarus" the state that its own name says."""
    if scene.doc.tokens[phrase.head].lemma.lower() not in load_phrasing().place_nouns:
        return None
    names = (scene.naming_at.get(head) for case, head in phrase.linked if case == "of")
    codes = ((n.end, scene.choose(n)[0]) for n in names if n and n.kind in ("state", "capital", "place"))
    return next((Owner(code, (), None, "title", end=end, kind="state") for end, code in codes if code), None)


def _own(scene: Scene, naming: Naming) -> Owner | None:
    """A name as owner; a person's name gives the person's country."""
    if naming.is_person:
        role = scene.role_of(naming)
        return Owner(role.code, (), None, "title", direct=True, kind="person") if role and role.code else None
    code, sector = scene.choose(naming)
    # Those of al-Qaida belong to no country; "Sunni" and "Kurdish" only leave it open, "African" is of several.
    if not code and (is_community(scene.doc, naming) or (code is None and (naming.kind != "group" or sector != "REB"))):
        return None
    how = "demonym" if naming.kind == "demonym" else "title"
    own_sector = sector if sector != "GOV" else None
    return Owner(code or None, (), own_sector, how, direct=True, kind=naming.kind)


def is_community(doc: Document, naming: Naming) -> bool:
    """Whether a name is that of a people or faith found in several states ("Kurdish", "Shiites")."""
    return doc.tokens[naming.end - 1].text.lower() in load_phrasing().communities


def is_place_of_writing(doc: Document, naming: Naming) -> bool:
    """Whether a place in capitals opens a sentence that goes on without a mark ("LONDON President Vladimir Putin")."""
    first, after = doc.tokens[naming.start], naming.end
    opens = (
        first.index == 0
        or doc.tokens[first.index - 1].upos == "PUNCT"
        or doc.sentence_of[first.index] != doc.sentence_of[first.index - 1]
    )
    return opens and len(first.text) > _LONGEST_CODE and first.text.isupper() and _word_at(doc, after) not in _LINKS


def is_foreign(doc: Document, naming: Naming) -> bool:
    """Whether a name before a noun says against or under whom, not whose: "anti-American", "Moscow-backed"."""
    phrasing = load_phrasing()
    before, after = _word_at(doc, naming.start - 1), _word_at(doc, naming.end)
    if after in ("-", "‑", "–") and _word_at(doc, naming.end + 1) in phrasing.foreign_after:
        return True
    if before == "-" and _word_at(doc, naming.start - 2) in phrasing.foreign_before:
        return True
    first, last = doc.tokens[naming.start].text.lower(), doc.tokens[naming.end - 1].text.lower()
    parts = last.split("-")
    return (len(parts) > 1 and parts[-1] in phrasing.foreign_after) or first.split("-")[0] in phrasing.foreign_before


def _word_at(doc: Document, index: int) -> str:
    return doc.tokens[index].text.lower() if 0 <= index < len(doc.tokens) else ""


def _owner_after(scene: Scene, phrase: Phrase, cases: Iterable[str]) -> Owner | None:
    harms = scene.doc.tokens[phrase.head].lemma.lower() in load_phrasing().harmers
    for case, head in phrase.linked:
        if case in cases and not (harms and case == "of") and (owner := _read_owner(scene, head, "title")):
            return owner
    return None


def _owner_beside(scene: Scene, phrase: Phrase) -> Owner | None:
    """What an apposition says, or the phrase to which this one is the apposition."""
    token: Token = scene.doc.tokens[phrase.head]
    partners = [*phrase.appositions, *([token.head] if token.relation == "appos" else [])]
    owners = (_read_owner(scene, head, "apposition") for head in partners)
    return next((Owner(o.code, o.members, o.sector, o.how, kind=o.kind) for o in owners if o), None)


def _read_owner(scene: Scene, head: int, how: str) -> Owner | None:
    mention = scene.read_head(head)
    naming = scene.naming_at.get(head)
    if mention is None or not (mention.code or mention.members or (naming and mention.sector == "REB")):
        return None
    if naming is None and mention.sector == "UNK":
        # "Critics of the Iraq war" are not Iraq's.
        return None
    end = head + 1
    while end < len(scene.doc.tokens) and scene.doc.tokens[end].span.end <= mention.span.end:
        end += 1
    kind = naming.kind if naming else "description"
    return Owner(mention.code, mention.members, mention.sector, how, end=end, kind=kind)
