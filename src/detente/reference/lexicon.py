"""The event lexicon: frames, the words that evoke them, and who stands where beside those words.

A trigger is a line such as `strike @pact` or `fire obj:actor !subj:@disaster`. Its first word is the lemma of the cue;
each further part is a need:

- a bare word, an `@class` of words, or several joined by `|`: the cue governs such a word, or such a preposition;
- `slot:sort` (`at|into:nation` for one of several slots): the cue has that argument, and it is of that sort (`actor`,
  `nation`, `any`, a lemma, an `@class`);
- `!` before either: the opposite.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.errors import ReferenceDataError
from detente.model import EventType
from detente.reference.codebook import EVENT_TYPES, load_cameo, load_types
from detente.reference.files import find_data, iter_csv, load_yaml

WORD_CLASSES = {"verbs": "VERB", "nouns": "NOUN", "adjectives": "ADJ"}


@dataclass(frozen=True, slots=True)
class Need:
    """What a trigger asks of the words around its cue.

    Attributes:
        slot: an argument ("obj", "with"), or None for any word that the cue governs.
        sorts: lemmas and sorts, one of which must be met.
        wanted: False where there must be none of these.
    """

    slot: str | None
    sorts: frozenset[str]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A meaning that makes an event, and who is who in it.

    Attributes:
        frame_id: unique, as "assault/bomb".
        joint: all participants act together; there are no recipients.
        actor, recipient: argument slots beside a verb or adjective, the first that is filled counts.
        noun_actor, noun_recipient: the same beside a noun.
        content: what its complement clauses say: "block" (not coded), "plain", or a status.
        matter: the same for the noun phrases that it governs.
    """

    frame_id: str
    event_type: EventType
    mode: str | None
    cameo: str | None
    joint: bool
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    noun_actor: tuple[str, ...]
    noun_recipient: tuple[str, ...]
    content: str
    matter: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, in certain company, that evokes a frame."""

    lemma: str
    word_class: str
    needs: tuple[Need, ...]
    frame: Frame

    @property
    def weight(self) -> int:
        """How specific it is: the more it asks for, the more it says."""
        return sum(2 if need.slot is None else 1 for need in self.needs if need.wanted)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence beside a frame and the records it must give ("RUS ASSAULT UKR")."""

    frame_id: str
    text: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames by the words that evoke them.

    Attributes:
        triggers: by lemma and word class, the most specific first.
        examples: sentences with their records.
        plain: for each event type the frame of a word that the lexicon does not know.
    """

    triggers: Mapping[tuple[str, str], tuple[Trigger, ...]]
    examples: tuple[Example, ...]
    plain: Mapping[EventType, Frame]


@cache
def load_lexicon() -> Lexicon:
    """The frames of all lexicon files, one file for each event type."""
    triggers: list[Trigger] = []
    examples: list[Example] = []
    plain: dict[EventType, Frame] = {}
    for event_type in EVENT_TYPES:
        table = load_yaml(f"lexicon/{event_type.lower()}.yaml")
        plain[event_type] = _build_frame(event_type, table["defaults"] | {"id": "any", "mode": None})
        for row in table["frames"]:
            frame = _build_frame(event_type, table["defaults"] | row)
            triggers.extend(_read_triggers(frame, row))
            examples.extend(Example(frame.frame_id, text, tuple(records)) for text, records in row["examples"])
    by_cue: dict[tuple[str, str], list[Trigger]] = {}
    for trigger in sorted(triggers, key=lambda t: -t.weight):
        by_cue.setdefault((trigger.lemma, trigger.word_class), []).append(trigger)
    return Lexicon({cue: tuple(found) for cue, found in by_cue.items()}, tuple(examples), plain)


@cache
def load_sorts() -> Mapping[str, frozenset[str]]:
    """For each lemma the word classes ("@weapon") that it belongs to."""
    found: dict[str, set[str]] = {}
    for name, lemmas in load_classes().items():
        for lemma in lemmas:
            found.setdefault(lemma, set()).add(f"@{name}")
    return {lemma: frozenset(names) for lemma, names in found.items()}


@cache
def load_classes() -> Mapping[str, frozenset[str]]:
    """Word classes by name; a class may take in others (`@name` among its words)."""
    rows: dict[str, list[str]] = load_yaml("lexicon/classes.yaml")["classes"]

    def gather(name: str) -> set[str]:
        nested = (gather(word[1:]) if word.startswith("@") else {word} for word in rows[name])
        return set().union(*nested)

    return {name: frozenset(gather(name)) for name in rows}


@cache
def load_operators() -> Mapping[str, Mapping[str, str]]:
    """Words that change the status of what they govern, by kind of operator."""
    rows = load_yaml("lexicon/operators.yaml")["operators"]
    return {kind: {word: status for status, words in table.items() for word in words} for kind, table in rows.items()}


@cache
def load_lights() -> Mapping[str, frozenset[str]]:
    """Verbs whose object is the act: "acting" (launch an attack) and "undergoing" (suffer an attack)."""
    return {kind: frozenset(verbs) for kind, verbs in load_yaml("lexicon/lights.yaml")["lights"].items()}


@cache
def load_priors() -> Mapping[str, float]:
    """How often a frame's cues are right on labelled text, by frame and number of named sides ("consult/meet 2")."""
    if not find_data("lexicon/priors.csv").is_file():
        return {}
    return {f"{row['frame']} {row['sides']}": float(row["precision"]) for row in iter_csv("lexicon/priors.csv")}


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """What each piece of evidence counts for an event, an actor and a recipient, in logarithms of odds."""
    return {name: dict(row) for name, row in load_yaml("lexicon/weights.yaml")["weights"].items()}


def _build_frame(event_type: EventType, row: Mapping[str, Any]) -> Frame:
    frame_id, mode, cameo = f"{event_type.lower()}/{row['id']}", row.get("mode"), row.get("cameo")
    if mode is not None and mode not in load_types()[event_type].mode_scores:
        raise ReferenceDataError(f"lexicon frame {frame_id}: PLOVER has no mode {mode!r} of {event_type}")
    if cameo is not None and cameo not in load_cameo():
        raise ReferenceDataError(f"lexicon frame {frame_id}: CAMEO has no code {cameo!r}")
    sides = {side: tuple(row[side].split()) for side in ("actor", "recipient", "noun_actor", "noun_recipient")}
    joint = row.get("joint", False)
    return Frame(frame_id, event_type, mode, cameo, joint, content=row["content"], matter=row["matter"], **sides)


def _read_triggers(frame: Frame, row: Mapping[str, Any]) -> Iterable[Trigger]:
    shared = tuple(_read_need(part) for part in row.get("when", "").split())
    for key, word_class in WORD_CLASSES.items():
        for line in row.get(key, ()):
            lemmas, *parts = line.split()
            needs = tuple(_read_need(part) for part in parts) + shared
            for lemma in _expand(lemmas):
                yield Trigger(lemma, word_class, needs, frame)


def _expand(word: str) -> list[str]:
    """The lemmas that one word of a trigger stands for: `reach|strike`, or all of a class."""
    parts = word.split("|")
    return [lemma for p in parts for lemma in (sorted(load_classes()[p[1:]]) if p.startswith("@") else [p])]


def _read_need(part: str) -> Need:
    wanted = not part.startswith("!")
    slot, colon, sorts = part.lstrip("!").rpartition(":")
    unknown = [s for s in sorts.split("|") if s.startswith("@") and s[1:] not in load_classes()]
    if unknown:
        raise ReferenceDataError(f"lexicon: no word class {unknown[0]}")
    return Need(slot if colon else None, frozenset(sorts.split("|")), wanted)
