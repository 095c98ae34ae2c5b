"""The people of an article: named in full once, by surname later."""

from dataclasses import dataclass, field, replace

from detente.model import Document, Mention, Sector
from detente.read.naming import Naming
from detente.reference.names import cut_pieces


@dataclass(frozen=True, slots=True)
class Role:
    """What an article, or the actor table, says of a person."""

    name: str
    actor_id: str | None = None
    code: str | None = None
    sector: Sector = "UNK"
    how: str = "name"


@dataclass(slots=True)
class Cast:
    """All people named in full, with what was learnt of each so far."""

    roles: dict[str, Role] = field(default_factory=dict)
    by_piece: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, mention: Mention) -> None:
        """Keep what a mention says of a person; what the table says outweighs the text, and more outweighs less."""
        known = self.roles.get(mention.name)
        role = Role(mention.name, mention.actor_id, mention.code, mention.sector, mention.how)
        if known is None:
            for piece in cut_pieces(mention.name):
                if len(piece.key) > 1:
                    self.by_piece.setdefault(piece.key, []).append(mention.name)
            self.roles[mention.name] = role
        elif known.code is None and role.code:
            self.roles[mention.name] = role
        elif known.sector == "UNK" and role.sector != "UNK":
            self.roles[mention.name] = replace(known, sector=role.sector)

    def recall(self, words: str) -> Role | None:
        """The person of the article whose name holds all these words, those known by surname first; None if unclear."""
        pieces = [p.key for p in cut_pieces(words) if len(p.key) > 1]
        if not pieces:
            return None
        names = [n for n in self.by_piece.get(pieces[-1], ()) if {p.key for p in cut_pieces(n)} >= set(pieces)]
        if len(names) > 1:
            names = [n for n in names if cut_pieces(n)[-1].key == pieces[-1]] or names
        if len(names) > 1:
            names = [n for n in names if self.roles[n].actor_id] or names
        return self.roles[names[0]] if len(set(names)) == 1 else None


def full_name(doc: Document, naming: Naming) -> str:
    """A person's name as the text has it, on one line."""
    return " ".join(doc.text[doc.tokens[naming.start].span.start : doc.tokens[naming.end - 1].span.end].split())
