"""The country of actors whom a text does not give one: by the place where they act and what the text is about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.model import Document, Mention
from detente.read.naming import Naming
from detente.read.ownership import Scene
from detente.reference.phrasing import load_phrasing

_PLACES = frozenset({"state", "capital", "place", "former"})
_PUBLIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB", "OPP", "PTY", "SPY"})
_DATELINE_END = frozenset({"-", "--", "–", "—", ":"})
_DATELINE_LENGTH = 14
_CLIMB = 4
_LOOK_BACK = 3


@dataclass(frozen=True)
class Setting:
    """Where a text is set: the place of writing, and the countries named sentence by sentence."""

    dateline: str | None
    by_sentence: tuple[tuple[str, ...], ...]
    main: str | None


def infer_countries(doc: Document, mentions: Sequence[Mention], scene: Scene) -> tuple[Mention, ...]:
    """The mentions, those without a country given the one that the text forces on them; the others stay without."""
    setting = find_setting(doc, scene)
    return tuple(_place_mention(doc, m, scene, setting) if _is_open(doc, m) else m for m in mentions)


def find_setting(doc: Document, scene: Scene) -> Setting:
    """Where the text is set."""
    by_sentence: list[list[str]] = [[] for _ in doc.sentences]
    for naming in scene.namings:
        code = None if naming.is_person else scene.choose(naming)[0]
        if code and len(code) == 3:
            by_sentence[doc.sentence_of[naming.head]].append(code)
    counts = Counter(code for codes in by_sentence for code in codes).most_common(2)
    leads = counts and (len(counts) == 1 or counts[0][1] >= 2 * counts[1][1])
    return Setting(_find_dateline(doc, scene), tuple(map(tuple, by_sentence)), counts[0][0] if leads else None)


def _find_dateline(doc: Document, scene: Scene) -> str | None:
    """The country of "BAGHDAD, Iraq (Reuters) - ..." at the head of a sentence near the beginning."""
    for sentence in doc.sentences[:3]:
        opening = doc.tokens[sentence.start : min(sentence.end, sentence.start + _DATELINE_LENGTH)]
        ends = [t.index for t in opening if t.text in _DATELINE_END]
        if not ends or any(t.upos in ("VERB", "AUX") for t in opening if t.index < ends[0]):
            continue
        named = [n for n in scene.namings_in(sentence.start, ends[0]) if n.kind in _PLACES]
        if named and named[0].start <= sentence.start + 1:
            return scene.choose(named[-1])[0]
    return None


def _is_open(doc: Document, mention: Mention) -> bool:
    if mention.code or mention.members or mention.how != "context":
        return False
    if doc.tokens[mention.head].text.lower() in load_phrasing().things:
        return False
    return all(c.upos != "PRON" for c in doc.children_of(doc.tokens[mention.head], "nmod:poss"))


def _place_mention(doc: Document, mention: Mention, scene: Scene, setting: Setting) -> Mention:
    code = next(_iter_guesses(doc, mention, scene, setting), None)
    return replace(mention, code=code) if code else mention


def _iter_guesses(doc: Document, mention: Mention, scene: Scene, setting: Setting) -> Iterator[str]:
    """Countries that a reader would think of, the likeliest first."""
    if code := _place_of_act(doc, mention, scene):
        yield code
    if setting.dateline:
        yield setting.dateline
    if mention.sector not in _PUBLIC:
        return
    here = doc.sentence_of[mention.head]
    for index in range(here, max(-1, here - _LOOK_BACK - 1), -1):
        codes = set(setting.by_sentence[index])
        if len(codes) == 1:
            yield codes.pop()
    if setting.main:
        yield setting.main


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
    return None


def _case_of(doc: Document, index: int) -> str:
    return next((c.text.lower() for c in doc.children_of(doc.tokens[index], "case")), "")
