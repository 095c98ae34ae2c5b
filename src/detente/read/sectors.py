"""Which part an actor plays, by the words around the noun."""

from collections.abc import Sequence

from detente.model import Document, Sector
from detente.read.naming import Naming
from detente.read.ownership import Owner, Scene
from detente.read.phrases import Phrase
from detente.reference.phrasing import load_phrasing
from detente.reference.roles import Title, load_roles

_VAGUE = frozenset({None, "GOV", "UNK", "CVL"})


def sector_of_name(doc: Document, naming: Naming) -> Sector | None:
    """The part that an institution's own name tells ("Reconnaissance General Bureau": none)."""
    return load_roles().sector_of([t.text for t in doc.tokens[naming.start : naming.end]])


def sector_of_phrase(
    scene: Scene, phrase: Phrase, main: Naming | None, owner: Owner, title: Title | None
) -> Sector | None:
    """The part of the one whom a phrase describes, None where its words name no part."""
    end = main.start if main else phrase.head + 1
    words = [t.text.lower() for t in scene.doc.tokens[phrase.start : end]]
    sector: Sector | None = title.sector if title else load_roles().sector_of(words)
    if sector is None and main:
        sector = _sector_beside(scene, phrase)
    if _is_relay(words) and (sector in _VAGUE or sector == "MIL"):
        sector = _sector_within(words[:-1]) or _sector_of_owner(owner) or sector
    if owner.sector == "IGO" and sector not in load_phrasing().kept_in_bodies and (sector or owner.direct):
        sector = "IGO"
    return sector


def _is_relay(words: Sequence[str]) -> bool:
    relays = load_phrasing().relays
    return bool(words) and (words[-1] in relays or words[-1].removesuffix("s") in relays)


def _sector_within(words: Sequence[str]) -> Sector | None:
    found = (load_roles().sector_of(words[:end]) for end in range(len(words), 0, -1))
    return next((sector for sector in found if sector not in _VAGUE), None)


def _sector_of_owner(owner: Owner) -> Sector | None:
    return owner.sector if owner.kind != "person" and owner.sector not in _VAGUE else None


def _sector_beside(scene: Scene, phrase: Phrase) -> Sector | None:
    for head in phrase.appositions:
        mention = scene.read_head(head)
        if mention and mention.sector != "UNK":
            return mention.sector
    return None
