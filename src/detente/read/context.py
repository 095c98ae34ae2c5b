"""The country of actors whom a text does not give one: by the place where they act and what the text is about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.model import Document, Mention
from detente.read.naming import Naming
from detente.read.ownership import Scene, is_abroad, is_foreign
from detente.reference.phrasing import load_phrasing

_PLACES = frozenset({"state", "capital", "place", "former"})
_DATELINE_END = frozenset({"-", "--", "–", "—", ":"})
_DATELINE_LENGTH = 14
_CLIMB = 4
_LOOK_BACK = 3
_DATELINE_START = 3
_BODIES = frozenset({"UNO", "EUR", "AFU", "WTO", "IMF", "WBK", "ARL", "COE", "ICC", "IGO"})


@dataclass(frozen=True)
class Setting:
    """Where a text is set: the country of the place of writing, and for each sentence the countries that it names.

    Attributes:
        located: countries of places with a preposition such as "in".
        placed: countries of all states and places.
        named: all countries, those of adjectives too.
        main: the country named at least twice as often as any other.
    """

    dateline: str | None
    located: tuple[tuple[str, ...], ...]
    placed: tuple[tuple[str, ...], ...]
    named: tuple[tuple[str, ...], ...]
    main: str | None


def infer_countries(doc: Document, mentions: Sequence[Mention], scene: Scene) -> tuple[Mention, ...]:
    """The mentions, those without a country given the one that the text forces on them; the others stay without."""
    setting = find_setting(doc, scene)
    return tuple(_place_mention(doc, m, scene, setting) if _is_open(doc, m) else m for m in mentions)


def find_setting(doc: Document, scene: Scene) -> Setting:
    """Where the text is set."""
    dateline = _find_dateline(doc, scene)
    located: list[list[str]] = [[] for _ in doc.sentences]
    placed: list[list[str]] = [[] for _ in doc.sentences]
    named: list[list[str]] = [[] for _ in doc.sentences]
    for naming in scene.namings:
        code = _country_of(scene, naming)
        if code is None or (dateline and naming in dateline):
            continue
        index = doc.sentence_of[naming.head]
        named[index].append(code)
        if naming.kind in _PLACES:
            placed[index].append(code)
            if _case_of(doc, naming.head) in load_phrasing().place_cases:
                located[index].append(code)
    counts = Counter(code for codes in named for code in codes).most_common(2)
    leads = counts and (len(counts) == 1 or counts[0][1] >= 2 * counts[1][1])
    written = _country_of(scene, dateline[-1]) if dateline else None
    main = counts[0][0] if leads else None
    return Setting(written, _freeze(located), _freeze(placed), _freeze(named), main)


def _freeze(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))


def _country_of(scene: Scene, naming: Naming) -> str | None:
    """The state that a name other than a person's stands for; none for a body."""
    if naming.is_person or naming.kind == "body" or is_foreign(scene.doc, naming):
        return None
    code = scene.choose(naming)[0]
    return code if code and len(code) == 3 and code not in _BODIES else None


def _find_dateline(doc: Document, scene: Scene) -> list[Naming]:
    """The places of "BAGHDAD, Iraq (Reuters) - ..." at the head of a sentence near the beginning."""
    for sentence in doc.sentences[:3]:
        opening = doc.tokens[sentence.start : min(sentence.end, sentence.start + _DATELINE_LENGTH)]
        ends = [t.index for t in opening if t.text in _DATELINE_END]
        if not ends or any(t.upos in ("VERB", "AUX") for t in opening if t.index < ends[0]):
            continue
        named = [n for n in scene.namings_in(sentence.start, ends[-1]) if n.kind in _PLACES]
        if named and named[0].start <= sentence.start + _DATELINE_START:
            return named
    return []


def _is_open(doc: Document, mention: Mention) -> bool:
    if mention.code or mention.members or mention.how != "context":
        return False
    token = doc.tokens[mention.head]
    phrasing = load_phrasing()
    if (
        not phrasing.things.isdisjoint((token.text.lower(), token.lemma.lower()))
        or token.lemma.lower() in phrasing.others
    ):
        return False
    before = [c for c in doc.children_of(token) if c.index < token.index]
    return all(c.upos != "PRON" and c.text.lower() not in phrasing.others for c in before)


def _place_mention(doc: Document, mention: Mention, scene: Scene, setting: Setting) -> Mention:
    grounds = find_grounds(doc, mention, scene, setting)
    order = load_phrasing().grounds.get(mention.sector, ())
    if is_abroad(doc, mention.head):
        order = ("main",) if "main" in order else ()
    code = next((grounds[ground] for ground in order if ground in grounds), None)
    return replace(mention, code=code) if code else mention


def find_grounds(doc: Document, mention: Mention, scene: Scene, setting: Setting) -> dict[str, str]:
    """Countries that a reader would think of, by the ground for each (listed in mentions.yaml)."""
    here = doc.sentence_of[mention.head]
    found = {
        "word": _country_of_words(doc, mention),
        "act": _place_of_act(doc, mention, scene),
        "dateline": setting.dateline,
        "main": setting.main,
    }
    for name, rows in (("located", setting.located), ("placed", setting.placed), ("named", setting.named)):
        near = (set(rows[index]) for index in range(here, max(-1, here - _LOOK_BACK - 1), -1))
        found[name] = _single(set(rows[here]))
        found[name + " before"] = next((code for codes in near if (code := _single(codes))), None)
    return {ground: code for ground, code in found.items() if code}


def _country_of_words(doc: Document, mention: Mention) -> str | None:
    """The country that a word at or before the noun means ("a senior administration official")."""
    head = doc.tokens[mention.head]
    words = [head, *doc.children_of(head, "compound", "amod")]
    known = load_phrasing().word_countries
    return next((known[t.lemma.lower()] for t in words if t.lemma.lower() in known), None)


def _single(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _place_of_act(doc: Document, mention: Mention, scene: Scene) -> str | None:
    """Where the act takes place in which someone has a part: "in Baghdad" at the verb or one above it."""
    token = doc.tokens[mention.head]
    cases = load_phrasing().place_cases
    for _ in range(_CLIMB):
        for child in doc.children_of(token, "obl", "nmod"):
            naming = scene.naming_at.get(child.index)
            if naming and naming.kind in _PLACES and _case_of(doc, child.index) in cases:
                return scene.choose(naming)[0]
        if token.head == token.index:
            return None
        token = doc.tokens[token.head]
        # "Yemen, where the government fights ..."
        if (naming := scene.naming_at.get(token.index)) and naming.kind in _PLACES:
            return scene.choose(naming)[0]
    return None


def _case_of(doc: Document, index: int) -> str:
    return next((c.text.lower() for c in doc.children_of(doc.tokens[index], "case")), "")
