from pathlib import Path

import pytest

from detente.read.lemmas import Lemmatiser, load_lemmas
from detente.read.model_files import find_model


@pytest.fixture(scope="module")
def lemmas() -> Lemmatiser:
    return load_lemmas(find_model())


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "lemma"),
    [
        ("went", "VERB", "VBD", "go"),
        ("fled", "VERB", "VBD", "flee"),
        ("sworn", "VERB", "VBN", "swear"),
        ("is", "AUX", "VBZ", "be"),
        ("'s", "PART", "POS", "'s"),
        ("n't", "PART", "RB", "not"),
        ("n’t", "PART", "RB", "not"),
        ("Missiles", "NOUN", "NNS", "missile"),
        ("allies", "NOUN", "NNS", "ally"),
        ("series", "NOUN", "NNS", "series"),
        ("spokesmen", "NOUN", "NNS", "spokesman"),
        ("crises", "NOUN", "NNS", "crisis"),
        ("China", "PROPN", "NNP", "China"),
        ("States", "PROPN", "NNPS", "State"),
        ("stronger", "ADJ", "JJR", "strong"),
        ("earliest", "ADJ", "JJS", "early"),
        ("Russian", "ADJ", "JJ", "Russian"),
        ("him", "PRON", "PRP", "he"),
    ],
)
def test_dictionary_forms(lemmas: Lemmatiser, word: str, upos: str, xpos: str, lemma: str) -> None:
    assert lemmas.find(word, upos, xpos) == lemma


@pytest.mark.parametrize(
    ("word", "xpos", "lemma"),
    [
        ("prosecuted", "VBN", "prosecute"),
        ("denuclearizing", "VBG", "denuclearize"),
        ("redeployed", "VBD", "redeploy"),
        ("destabilised", "VBD", "destabilise"),
        ("stopping", "VBG", "stop"),
        ("stalled", "VBD", "stall"),
        ("pledged", "VBD", "pledge"),
        ("repatriated", "VBN", "repatriate"),
        ("vowed", "VBD", "vow"),
        ("explained", "VBD", "explain"),
        ("treating", "VBG", "treat"),
        ("ratifies", "VBZ", "ratify"),
        ("clashes", "VBZ", "clash"),
        ("imposes", "VBZ", "impose"),
    ],
)
def test_endings_alone(word: str, xpos: str, lemma: str) -> None:
    bare = Lemmatiser({"exceptions": {}, "verbs": [], "nouns": [], "adjectives": []})
    assert bare.find(word, "VERB", xpos) == lemma


def test_most_words_of_unseen_text(lemmas: Lemmatiser, shared: Path) -> None:
    rows = [
        line.split("\t")
        for line in (shared / "corpora" / "gum-open-dev.conllu").read_text().split("\n")
        if "\t" in line
    ]
    right = sum(lemmas.find(r[1], r[3], r[4]) == r[2] for r in rows)
    assert right / len(rows) >= 0.97
