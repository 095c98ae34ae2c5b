"""The words by which news attributes what is said."""

from dataclasses import dataclass
from functools import cache

from detente.reference.files import load_yaml

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Verbs, nouns and adjectives of attribution, by how they take what is said (lemmas).

    Attributes:
        verbs: the constructions of each verb: "clause", "inserted", "infinitive", "object", "open" (only a quotation
            shows what is said), or a preposition ("call" + "for").
        nouns: nouns and adjectives that carry a clause or an infinitive.
        documents: nouns for what is written, which speaks for whoever wrote it.
        selves_one: words by which one speaker names himself.
        selves_many: words by which speakers name their side.
        home: words for the speaker's own country.
        own: words before such a noun that make it the speaker's own ("this country").
        turns_unnamed: labels of printed conversations that name nobody in particular ("Q").
        turns_headings: words before a colon that are no speakers ("READ MORE").
        confidence: share of quotes of each rule that gold labels confirm.
        weights: what each piece of evidence counts for a quote, in logarithms of odds.
    """

    verbs: dict[str, frozenset[str]]
    nouns: frozenset[str]
    documents: frozenset[str]
    selves_one: frozenset[str]
    selves_many: frozenset[str]
    home: frozenset[str]
    own: frozenset[str]
    turns_unnamed: frozenset[str]
    turns_headings: frozenset[str]
    confidence: dict[str, float]
    weights: dict[str, float]

    def constructions(self, lemma: str, upos: str) -> frozenset[str]:
        """The constructions in which a word attributes; empty for a word that does not."""
        if upos in ("NOUN", "ADJ"):
            return frozenset({"noun"}) if lemma in self.nouns else _NONE
        return self.verbs.get(lemma, _NONE)


@cache
def load_speech() -> SpeechWords:
    """The words of attribution."""
    data = load_yaml("speech.yaml")
    return SpeechWords(
        verbs={verb: frozenset(ways) for verb, ways in data["verbs"].items()},
        nouns=frozenset(data["nouns"]),
        documents=frozenset(data["documents"]),
        selves_one=frozenset(data["selves_one"]),
        selves_many=frozenset(data["selves_many"]),
        home=frozenset(data["home"]),
        own=frozenset(data["own"]),
        turns_unnamed=frozenset(data["turns_unnamed"]),
        turns_headings=frozenset(data["turns_headings"]),
        confidence=load_yaml("speech_confidence.yaml"),
        weights=load_yaml("speech_weights.yaml")["weights"]["quote"],
    )
