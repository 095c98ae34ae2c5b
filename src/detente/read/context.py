"""The country of actors whom a text does not give one: by the place where they act and what the text is about."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.model import Document, Mention
from detente.read.naming import Naming
from detente.read.ownership import Scene, is_abroad, is_foreign
from detente.reference.phrasing import load_phrasing
from detente.reference.roles import load_roles

_PLACES = frozenset({"state", "capital", "place", "former"})
_DATELINE_END = frozenset({"-", "--", "–", "—", ":"})
_DATELINE_LENGTH = 14
_CLIMB = 4
_LOOK_BACK = 3
_DATELINE_START = 3
_WHERE = frozenset({"act", "located", "placed", "dateline"})
_OWN_GROUNDS = frozenset({"act", "dateline", "main", "person", "nearest"})
_BODIES = frozenset({"UNO", "EUR", "AFU", "WTO", "IMF", "WBK", "ARL", "COE", "ICC", "IGO"})


@dataclass(frozen=True)
class Setting:
    """Where a text is set: the country of the place of writing, and for each sentence the countries that it names.

    Attributes:
        located: countries of places with a preposition such as "in".
        placed: countries of all states and places.
        named: all countries, those of adjectives too.
        main: the country named at least twice as often as any other.
        parts: the countries of the actors of each part ("REB": Iraq, of "Iraqi insurgents").
        people: in each sentence the countries of the people named.
    """

    dateline: str | None
    located: tuple[tuple[str, ...], ...]
    placed: tuple[tuple[str, ...], ...]
    named: tuple[tuple[str, ...], ...]
    main: str | None
    parts: dict[str, set[str]]
    people: tuple[tuple[str, ...], ...]


def infer_countries(doc: Document, mentions: Sequence[Mention], scene: Scene) -> tuple[Mention, ...]:
    """The mentions, those without a country given the one that the text forces on them; the others stay without."""
    if not any(_is_open(doc, m) or m.sector == "PTY" for m in mentions):
        return tuple(mentions)
    setting = find_setting(doc, mentions, scene)
    mentions = [_open_party(m, setting) for m in mentions]
    return tuple(_place_mention(doc, m, scene, setting) if _is_open(doc, m) else m for m in mentions)


def find_setting(doc: Document, mentions: Sequence[Mention], scene: Scene) -> Setting:
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
    people: list[list[str]] = [[] for _ in doc.sentences]
    for mention in mentions:
        if mention.code and len(mention.code) == 3 and doc.tokens[mention.head].entity == "PERSON":
            people[doc.sentence_of[mention.head]].append(mention.code)
    parts = _find_parts(mentions)
    return Setting(written, _freeze(located), _freeze(placed), _freeze(named), main, parts, _freeze(people))


def _find_parts(mentions: Sequence[Mention]) -> dict[str, set[str]]:
    parts: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.code:
            parts.setdefault(mention.sector, set()).add(mention.code)
    return parts


def _freeze(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))


def _country_of(scene: Scene, naming: Naming) -> str | None:
    """The state that a name other than a person's stands for; none for a body or a news outlet ("told AFP")."""
    if naming.is_person or naming.kind == "body" or is_foreign(scene.doc, naming) or _is_common_party(naming):
        return None
    code, sector = scene.choose(naming)
    return code if code and len(code) == 3 and code not in _BODIES and sector != "MED" else None


def _is_common_party(naming: Naming) -> bool:
    """Whether a name is that of parties in several states, and so says nothing of where the text is set."""
    names = (entry.name.lower().split() for entry in naming.entries)
    return naming.kind == "group" and any(load_roles().sector_of(words) == "PTY" for words in names)


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
    if mention.code or mention.members:
        return False
    token = doc.tokens[mention.head]
    if mention.how != "context":
        # Of one who bears an office, but of nobody known by name alone.
        return mention.how == "name" and token.entity == "PERSON" and mention.sector != "UNK"
    phrasing = load_phrasing()
    thing = mention.sector != "REB" and not phrasing.things.isdisjoint((token.text.lower(), token.lemma.lower()))
    if thing or token.lemma.lower() in phrasing.others:
        return False
    before = [c for c in doc.children_of(token) if c.index < token.index]
    return all(c.upos != "PRON" and c.text.lower() not in phrasing.others for c in before)


def _open_party(mention: Mention, setting: Setting) -> Mention:
    """A party of a common name without the country that the table gives it, where the text speaks of others only."""
    told = {code for codes in (*setting.named, *setting.people) for code in codes}
    if mention.sector != "PTY" or mention.how != "table" or mention.code in told or setting.dateline == mention.code:
        return mention
    generic = load_roles().sector_of(mention.name.lower().split()) == "PTY"
    return replace(mention, code=None, actor_id=None, how="context") if told and generic else mention


def _place_mention(doc: Document, mention: Mention, scene: Scene, setting: Setting) -> Mention:
    phrasing = load_phrasing()
    weights = phrasing.grounds.get(phrasing.ground_groups.get(mention.sector, ""))
    if weights is None:
        return mention
    if code := _country_of_words(doc, mention) or _country_of_sender(doc, mention, scene):
        return replace(mention, code=code)
    scores = {
        code: sum(weights.get(ground, 0.0) for ground in grounds)
        for code, grounds in find_grounds(doc, mention, scene, setting).items()
    }
    best = max(scores, key=lambda code: scores[code], default=None)
    return replace(mention, code=best) if best and scores[best] > weights["nobody"] else mention


def find_grounds(doc: Document, mention: Mention, scene: Scene, setting: Setting) -> dict[str, set[str]]:
    """Countries that a reader would think of, and the grounds for each (listed in grounds.yaml)."""
    here = doc.sentence_of[mention.head]
    near = [setting.named[index] for index in range(here, max(-1, here - _LOOK_BACK - 1), -1)]
    found: dict[str, set[str]] = {code: set() for codes in near for code in codes}
    guest = is_abroad(doc, mention.head)
    for ground, codes in _iter_grounds(doc, mention, scene, setting):
        for code in codes:
            if code in found or ground in _OWN_GROUNDS:
                found.setdefault(code, set()).add(f"guest {ground}" if guest and ground in _WHERE else ground)
    for code in _harmed(doc, mention, scene):
        found.pop(code, None)
    return found


def _harmed(doc: Document, mention: Mention, scene: Scene) -> set[str]:
    """The countries of those to whom someone does harm ("the kidnappers of two Polish engineers")."""
    token = doc.tokens[mention.head]
    if token.lemma.lower() not in load_phrasing().harmers:
        return set()
    whom = (c.index for c in doc.children_of(token, "nmod") if _case_of(doc, c.index) == "of")
    names = (n for index in whom for n in scene.namings_in(token.index + 1, index + 1))
    return {code for n in names if (code := _country_of(scene, n))}


def _iter_grounds(
    doc: Document, mention: Mention, scene: Scene, setting: Setting
) -> Iterator[tuple[str, Collection[str]]]:
    here = doc.sentence_of[mention.head]
    named = setting.named[here]
    yield "act", _given(_place_of_act(doc, mention, scene))
    yield "dateline", _given(setting.dateline)
    yield "main", _given(setting.main)
    yield "located", setting.located[here]
    yield "placed", setting.placed[here]
    yield "named", named
    yield "only", named if len(set(named)) == 1 else ()
    if not named:
        yield "before", next((setting.named[i] for i in _before(here) if setting.named[i]), ())
    yield "person", setting.people[here]
    before, after = _find_neighbours(doc, mention, scene)
    yield "nearest", _given(before)
    yield "next", _given(after)
    yield "same part", setting.parts.get(mention.sector, ())


def _before(here: int) -> range:
    return range(here - 1, max(-1, here - _LOOK_BACK - 1), -1)


def _given(code: str | None) -> tuple[str, ...]:
    return (code,) if code else ()


def _find_neighbours(doc: Document, mention: Mention, scene: Scene) -> tuple[str | None, str | None]:
    """The countries named last before and first after someone in the sentence."""
    sentence = doc.sentences[doc.sentence_of[mention.head]]
    names = reversed(scene.namings_in(sentence.start, mention.head))
    before = (code for n in names if (code := _country_of(scene, n)))
    after = (code for n in scene.namings_in(mention.head + 1, sentence.end) if (code := _country_of(scene, n)))
    return next(before, None), next(after, None)


def _country_of_words(doc: Document, mention: Mention) -> str | None:
    """The country that a word at or before the noun means ("a senior administration official")."""
    head = doc.tokens[mention.head]
    words = [head, *doc.children_of(head, "compound", "amod")]
    known = load_phrasing().word_countries
    return next((known[t.lemma.lower()] for t in words if t.lemma.lower() in known), None)


def _country_of_sender(doc: Document, mention: Mention, scene: Scene) -> str | None:
    """The country that moves forces of which nothing says whose they are ("Moscow has massed 100,000 soldiers")."""
    token = doc.tokens[mention.head]
    verb = doc.tokens[token.head]
    if mention.sector != "MIL" or token.dep != "obj" or verb.lemma.lower() not in load_phrasing().movers:
        return None
    subjects = (scene.naming_at.get(kid.index) for kid in doc.children_of(verb, "nsubj"))
    return next((code for naming in subjects if naming and (code := _country_of(scene, naming))), None)


def _place_of_act(doc: Document, mention: Mention, scene: Scene) -> str | None:
    """Where the act takes place in which someone has a part: "in Baghdad" at the verb or one above it."""
    token = doc.tokens[mention.head]
    cases = load_phrasing().place_cases
    for _ in range(_CLIMB):
        for child in doc.children_of(token, "obl", "nmod"):
            naming = scene.naming_at.get(child.index)
            if naming and naming.kind in _PLACES and _case_of(doc, child.index) in cases:
                return scene.choose(naming)[0] or None
        if token.head == token.index:
            return None
        token = doc.tokens[token.head]
        # "Yemen, where the government fights ..."
        if (naming := scene.naming_at.get(token.index)) and naming.kind in _PLACES:
            return scene.choose(naming)[0] or None
    return None


def _case_of(doc: Document, index: int) -> str:
    return next((c.text.lower() for c in doc.children_of(doc.tokens[index], "case")), "")
