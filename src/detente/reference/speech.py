"""The words by which news attributes what is said."""

from dataclasses import dataclass
from functools import cache

from detente.reference.files import load_yaml


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Verbs and nouns of attribution, by how they take what is said (lemmas).

    Attributes:
        say: verbs with a clause or a quotation.
        thought: those of them that tell of a mind, not of speech.
        infinitive: verbs with an infinitive.
        nominal: verbs with a noun phrase: as object ("obj") or after one of the prepositions.
        nouns: nouns with a clause.
        titles: verbs that introduce the name of a work.
        confidence: share of attributions of each rule that gold labels confirm.
    """

    say: frozenset[str]
    thought: frozenset[str]
    infinitive: frozenset[str]
    nominal: dict[str, frozenset[str]]
    nouns: frozenset[str]
    titles: frozenset[str]
    confidence: dict[str, float]


@cache
def load_speech() -> SpeechWords:
    """The words of attribution."""
    data = load_yaml("speech.yaml")
    return SpeechWords(
        say=frozenset(data["say"]),
        thought=frozenset(data["thought"]),
        infinitive=frozenset(data["infinitive"]),
        nominal={verb: frozenset(slots) for verb, slots in data["nominal"].items()},
        nouns=frozenset(data["nouns"]),
        titles=frozenset(data["titles"]),
        confidence=load_yaml("speech_confidence.yaml"),
    )
