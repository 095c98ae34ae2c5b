"""Actors as a text mentions them, with country and sector."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from detente.model import Document, Mention, Sector, Span
from detente.read.cast import Cast, Role, full_name
from detente.read.context import infer_countries
from detente.read.naming import Naming, drop_credits, find_namings
from detente.read.ownership import NOBODY, Owner, Scene, find_owner, is_community, is_foreign
from detente.read.phrases import Phrase, iter_phrases, span_of
from detente.read.sectors import sector_of_name, sector_of_phrase
from detente.read.titles import find_title, find_titles, join_titles
from detente.reference.actors import ActorTable, NameEntry, load_actors, make_slug
from detente.reference.names import cut_pieces
from detente.reference.officeholders import Person
from detente.reference.phrasing import load_phrasing
from detente.reference.roles import Title, load_roles

_STATES = frozenset({"state", "demonym", "former"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos", "root"})
_ONE = frozenset({"a", "an", "another", "one", "first", "second", "third"})
_FEW = 5
_HYPHENS = ("-", "‑", "–")


def find_mentions(doc: Document, table: ActorTable | None = None) -> tuple[Mention, ...]:
    """All actors that a text names or describes, in the order in which they stand.

    Words within a longer mention have their own ("U.S." in "U.S. Defense Secretary Mark Esper"), told apart by head.
    A city or region that stands for no government has sector UNK and no actor_id: where something is, not who acts.
    """
    reader = _MentionReader(doc, table or load_actors())
    return infer_countries(doc, reader.read_all(), reader.scene)


class _MentionReader:
    """Reads the noun phrases of one document; a phrase is read once."""

    def __init__(self, doc: Document, table: ActorTable) -> None:
        self.doc = doc
        self.table = table
        self.on: date | None = doc.article.published
        self.cast = Cast()
        self.titles = find_titles(doc)
        namings = drop_credits(doc, find_namings(doc, table, self.on, self.titles))
        phrases = join_titles(doc, {p.head: p for p in iter_phrases(doc)}, namings, self.titles)
        self.scene = Scene(doc, namings, phrases, self.read_head, self.role_of, self.choose)
        self._known: dict[int, Mention | None] = {}
        self._roles: dict[int, Role | None] = {}

    def read_all(self) -> list[Mention]:
        """Mentions of all phrases, and of the names within them."""
        for naming in self.scene.namings:
            if naming.is_person and len(cut_pieces(full_name(self.doc, naming))) > 1:
                self._introduce(naming)
        self._known.clear()
        self._roles.clear()
        foreign = {n.head for n in self.scene.namings if is_foreign(self.doc, n) and not _is_backer(self.doc, n)}
        found = [m for head in self.scene.phrases if head not in foreign and (m := self.read_head(head))]
        left = foreign | {m.head for m in found}
        found += [m for n in self.scene.namings if n.head not in left and (m := self._read_naming(n))]
        found += self._read_modifiers({m.head for m in found})
        longest = {m.head: m for m in sorted(found, key=lambda m: len(m.span))}
        return sorted(longest.values(), key=lambda m: (m.span.start, -m.span.end))

    def _read_modifiers(self, known: set[int]) -> list[Mention]:
        """Forces and rebels that only a word before another noun names ("an army offensive", "militant attacks")."""
        found = []
        for token in self.doc.tokens:
            if token.dep not in ("compound", "amod") or token.index in known or token.head in known:
                continue
            sector = load_roles().sector_of([token.lemma.lower()]) if token.lemma.isalpha() else None
            if sector in ("REB", "MIL", "COP") and self.doc.tokens[token.head].upos == "NOUN" and not token.entity:
                found.append(Mention(token.span, token.index, None, token.text, None, sector, "context"))
        return found

    def read_head(self, head: int) -> Mention | None:
        """The mention that a noun heads, or None; also None while that very phrase is being read."""
        if head not in self._known:
            self._known[head] = None
            phrase = self.scene.phrases.get(head)
            naming = self.scene.naming_at.get(head)
            self._known[head] = self._read_phrase(phrase) if phrase else self._read_naming(naming) if naming else None
        return self._known[head]

    def choose(self, naming: Naming) -> tuple[str | None, Sector | None]:
        """Code and sector of what a name other than a person's means, None where that is unclear."""
        entry = self.table.choose(naming.entries, self.on)
        if entry is None:
            return None, None
        actor = self.table.actor_of(entry, self.on)
        return entry.code, actor.sector if actor else None

    def role_of(self, naming: Naming) -> Role | None:
        """What is known of a person by this name alone."""
        if naming.start not in self._roles:
            self._roles[naming.start] = self._find_role(naming)
        return self._roles[naming.start]

    def _find_role(self, naming: Naming) -> Role | None:
        words = full_name(self.doc, naming)
        if naming.kind == "PERSON":
            return self.cast.recall(words)
        recalled = self.cast.recall(words) if naming.kind == "surname" else None
        if recalled and recalled.code:
            return recalled
        entry = self.table.choose(naming.entries, self.on)
        if recalled and not _is_same(recalled.name, entry):
            return recalled
        return self._role_of_entries(naming.entries, entry, words) or recalled

    def _introduce(self, naming: Naming) -> None:
        if (mention := self.read_head(naming.head)) and self.scene.naming_at[naming.head].is_person:
            self.cast.learn(mention)

    def _role_of_person(self, person: Person) -> Role:
        actor = self.table.person_actor(person, self.on)
        return Role(actor.name, actor.actor_id, actor.code, actor.sector, "table")

    def _role_of_entries(self, entries: Iterable[NameEntry], entry: NameEntry | None, words: str) -> Role | None:
        if entry and entry.person:
            return self._role_of_person(entry.person)
        codes = {self.table.person_actor(e.person, self.on).code for e in entries if e.person}
        return Role(words, None, codes.pop(), "UNK", "table") if len(codes) == 1 else None

    def _read_naming(self, naming: Naming) -> Mention | None:
        """A name on its own, without what is said around it."""
        span, head = span_of(self.doc, naming.start, naming.end), naming.head
        words = full_name(self.doc, naming)
        if naming.is_person:
            role = self.role_of(naming) or Role(words)
            return Mention(span, head, role.actor_id, role.name, role.code, role.sector, role.how)
        entry = self.table.choose(naming.entries, self.on)
        if entry is None:
            return (
                self._read_homonym(naming) if naming.entries else Mention(span, head, None, words, None, "UNK", "name")
            )
        if entry.kind == "place":
            community = is_community(self.doc, naming) and self.doc.tokens[head].upos in _NOMINAL
            if community and not entry.code:
                return Mention(span, head, None, words, None, "CVL", "context")
            return Mention(span, head, None, entry.name, entry.code or None, "UNK", "table")
        actor = self.table.actor_of(entry, self.on)
        if actor is None:
            return None
        how = "demonym" if entry.kind == "demonym" else "table"
        if how == "demonym" and self._is_citizen(head):
            return Mention(span, head, None, actor.name, actor.code, "CVL", how)
        members = self.table.members(actor.actor_id, self.on) if entry.kind == "body" and not actor.code else ()
        few = members if len(members) <= _FEW else ()
        name = words if entry.kind == "metonym" else actor.name
        return Mention(span, head, actor.actor_id, name, actor.code, actor.sector, how, few)

    def _read_homonym(self, naming: Naming) -> Mention | None:
        """A party of a name that several countries have ("Labour Party"); None for a name of different things."""
        sectors = {e.actor.sector for e in naming.entries if e.actor and e.kind in ("group", "institution")}
        if len(sectors) != 1 or any(e.actor is None for e in naming.entries):
            return None
        span = span_of(self.doc, naming.start, naming.end)
        return Mention(span, naming.head, None, full_name(self.doc, naming), None, sectors.pop(), "context")

    def _is_citizen(self, head: int) -> bool:
        """Whether an adjective stands for one person ("a detained American was freed")."""
        token = self.doc.tokens[head]
        articles = self.doc.children_of(token, "det", "nummod", "amod", "case")
        return token.upos == "ADJ" and token.relation in _ARGUMENTS and any(c.text.lower() in _ONE for c in articles)

    def _read_phrase(self, phrase: Phrase) -> Mention | None:
        main = self.scene.main_naming(phrase)
        owner = find_owner(self.scene, phrase, main)
        title = find_title(self.titles, phrase, main)
        if main and main.is_person:
            return self._read_person(phrase, main, owner, title)
        if main:
            return self._read_name(phrase, main, owner)
        return self._read_description(phrase, owner, title)

    def _read_person(self, phrase: Phrase, main: Naming, owner: Owner, title: Title | None) -> Mention:
        words = full_name(self.doc, main)
        role = self.role_of(main)
        if role and role.actor_id and self._is_another(main, role, owner):
            role = self._pick_by_country(main, owner)
        if role and owner.direct and owner.code not in (None, role.code):
            role = self._serve_other(main, owner) or role
        said = sector_of_phrase(self.scene, phrase, main, owner, title)
        code = owner.code or (_country_of_title(title) if title else None) or self._country_of_family(main)
        if role is None:
            role = Role(words, None, code, said or "UNK", owner.how if code else "name")
        elif role.code is None:
            role = replace(role, code=code, how=owner.how if code else role.how)
        unsure = role.sector == "UNK" or (role.sector == "PTY" and not self._is_past(phrase))
        sector = said if said and unsure else role.sector
        span = self._cover(phrase, main, owner)
        return Mention(span, phrase.head, role.actor_id, role.name, role.code, sector, role.how)

    def _country_of_family(self, main: Naming) -> str | None:
        """The country of a leader of the day with the same surname ("Donald Trump Jr."), None for common surnames."""
        words = [t.text for t in self.doc.tokens[main.start : main.end] if t.text.rstrip(".") not in ("Jr", "Sr")]
        found = self.table.bearers(words[-1], self.on) if len(words) > 1 else []
        return self.table.person_actor(found[0], self.on).code if len(found) == 1 else None

    def _is_another(self, main: Naming, role: Role, owner: Owner) -> bool:
        """Whether the text gives the bearer of a surname a country that is not that of the one in the table."""
        return main.kind == "surname" and owner.direct and owner.code not in (None, role.code)

    def _serve_other(self, main: Naming, owner: Owner) -> Role | None:
        """The bearer of a name in the office for which the text names another country or body than the table's last."""
        entry = self.table.choose(main.entries, self.on)
        person = entry.person if entry else None
        if person is None or all(t.code != owner.code for t in person.terms):
            return None
        sector: Sector = "IGO" if owner.sector == "IGO" else "GOV"
        return Role(person.name, f"{owner.code}/{make_slug(person.name)}", owner.code, sector, "table")

    def _pick_by_country(self, main: Naming, owner: Owner) -> Role | None:
        people = [e.person for e in main.entries if e.person]
        fitting = [p for p in people if any(t.code == owner.code for t in p.terms)]
        return self._role_of_person(fitting[0]) if len(fitting) == 1 else None

    def _read_name(self, phrase: Phrase, main: Naming, owner: Owner) -> Mention | None:
        mention = self._read_naming(main)
        if mention is None:
            return None
        span = span_of(self.doc, min(phrase.start, main.start), max(main.end, phrase.head + 1))
        if main.kind == "demonym":
            return replace(mention, span=span, sector="CVL", actor_id=None)
        if (
            main.kind in ("institution", "group")
            and mention.code
            and owner.direct
            and owner.code
            and owner.kind in _STATES
        ):
            # "Brazil's Congress" is not the one that a bare "Congress" means.
            actor_id = f"{owner.code}/{make_slug(mention.name)}"
            return replace(mention, span=span, code=owner.code, actor_id=actor_id, how=owner.how)
        if main.kind in ("ORG", "NORP"):
            sector = sector_of_name(self.doc, main) or "UNK"
            own_id = f"{owner.code}/{make_slug(mention.name)}" if owner.code else None
            how = owner.how if owner.code else "name"
            return replace(mention, span=span, code=owner.code, sector=sector, actor_id=own_id, how=how)
        if main.kind == "PLACE":
            return replace(mention, code=owner.code, how=owner.how if owner.code else "name")
        return replace(mention, span=span)

    def _read_description(self, phrase: Phrase, owner: Owner, title: Title | None) -> Mention | None:
        """A mention by description: "Chinese officials", "the foreign minister of Russia", "gunmen"."""
        text = self.doc.tokens[phrase.head].text
        span = self._cover(phrase, None, owner)
        if codes := load_phrasing().plurals.get(text):
            return Mention(span, phrase.head, None, text, None, "GOV", "table", codes)
        sector = sector_of_phrase(self.scene, phrase, None, owner, title)
        opposite = self.doc.tokens[phrase.head].lemma.lower() in load_phrasing().opposites
        if opposite and owner.how == "title" and owner.sector != "IGO":
            return Mention(span, phrase.head, None, span.words(self.doc.text), None, sector or "UNK", "title")
        if sector is None and not owner.direct:
            return None
        code = owner.code or (_country_of_title(title) if title else None)
        name = span.words(self.doc.text)
        how = owner.how if owner is not NOBODY else "title" if code else "context"
        mention = Mention(span, phrase.head, None, name, code, sector or "UNK", how, owner.members)
        return self._name_holder(phrase, mention, owner, title)

    def _name_holder(self, phrase: Phrase, mention: Mention, owner: Owner, title: Title | None) -> Mention:
        """The person who holds the office described, where the table knows and the words mean today's."""
        plural = self.doc.tokens[phrase.head].xpos in ("NNS", "NNPS")
        if title is None or not mention.code or plural or self._is_past(phrase) or self._is_of_another(phrase, owner):
            return mention
        if actor := self.table.holders(mention.code, self._offices_of(title, mention.code), self.on):
            return replace(mention, actor_id=actor.actor_id, name=actor.name, sector=actor.sector, how="title")
        return mention

    def _is_past(self, phrase: Phrase) -> bool:
        """Whether the words say that an office is not held now ("former", "deputy")."""
        words = {t.text.lower() for t in self.doc.tokens[max(0, phrase.start - 2) : phrase.end]}
        return bool(words & (load_roles().past | load_phrasing().not_holding))

    def _is_of_another(self, phrase: Phrase, owner: Owner) -> bool:
        """Whether it is the office of something else than a state or body ("the British leader of a gang")."""
        if owner.sector not in (None, "GOV", "IGO"):
            return True
        return owner.direct and any(case in load_phrasing().owner_cases for case, _ in phrase.linked)

    def _offices_of(self, title: Title, code: str) -> tuple[str, ...]:
        phrasing = load_phrasing()
        if title.phrase not in phrasing.leader_words:
            return title.offices
        return phrasing.government_first if code in phrasing.led_by_government else phrasing.leader_offices

    def _cover(self, phrase: Phrase, main: Naming | None, owner: Owner) -> Span:
        start, end = phrase.start, max(phrase.end, owner.end)
        if main:
            start, end = min(start, main.start), max(end, main.end)
        return span_of(self.doc, start, end)


def _is_backer(doc: Document, naming: Naming) -> bool:
    """Whether a name says under whom others are ("Moscow-backed"), rather than against whom."""
    return naming.end < len(doc.tokens) and doc.tokens[naming.end].text in _HYPHENS


def _country_of_title(title: Title) -> str | None:
    return title.code or load_phrasing().title_countries.get(title.phrase)


def _is_same(name: str, entry: NameEntry | None) -> bool:
    """Whether a name in the text holds all parts of the name in the table ("Donald John Trump")."""
    parts = {p.key for p in cut_pieces(name)}
    return entry is not None and parts >= {p.key for p in cut_pieces(entry.name)}
