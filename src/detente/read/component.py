"""The reader model as a spaCy component, so that Doc and DependencyMatcher work and pipelines can be exchanged."""

from pathlib import Path

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.lang.en import English
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc
from spacy.util import load_model
from spacy.vocab import Vocab

from detente.errors import ModelError
from detente.read.lemmas import Lemmatiser, load_lemmas
from detente.read.model_files import find_model
from detente.read.network import Network, Reading
from detente.read.sentences import find_datelines, split_sentences
from detente.read.tokenizer import make_tokenizer

COMPONENT = "detente_reader"
SIGNS, SPEECH = "detente_signs", "detente_speech"  # where a doc keeps the signs of events and speech, in its user data
_ATTRIBUTES = [HEAD, DEP, POS, TAG, LEMMA, MORPH, ENT_IOB, ENT_TYPE]
# Heads are offsets; spaCy keeps negative ones as unsigned numbers that wrap around.
_WRAP = 2**64
_PLACE_IN_NAME = {"I": 1, "O": 2, "B": 3}


def build_pipeline(name: str | None = None) -> Language:
    """A spaCy pipeline: our own, or the installed one of the given name.

    Raises:
        ModelError: there is no such pipeline, or it does not parse.
    """
    if name is None:
        language = English()
        language.tokenizer = make_tokenizer(language.vocab)
        language.add_pipe(COMPONENT)
        return language
    try:
        language = load_model(name)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f"spaCy has no pipeline {name!r} here: install it, or leave --pipeline out") from error
    if not {"parser", COMPONENT} & set(language.pipe_names):
        raise ModelError(f"the spaCy pipeline {name!r} does not parse: it needs a component named 'parser'")
    return language


@Language.factory(
    COMPONENT,
    assigns=[
        "token.pos",
        "token.tag",
        "token.morph",
        "token.dep",
        "token.head",
        "token.lemma",
        "doc.ents",
        "doc.sents",
    ],
)
class ReaderComponent:
    """Sets sentences, tags, morphology, tree, lemmas and names of a Doc."""

    def __init__(self, nlp: Language, name: str = COMPONENT, folder: str | None = None) -> None:
        self.name = name
        path = Path(folder) if folder else find_model()
        self._network = Network(path)
        self._writer = _Writer(nlp.vocab, load_lemmas(path))

    def __call__(self, doc: Doc) -> Doc:
        """Read one doc, by itself: the network's eight-bit steps depend on all that it reads at once.

        Docs are never read together, so that a text is read the same way in any company.
        """
        sents = list_sentences(doc)
        words = [[doc[i].text for i in places] for places in sents]
        readings = self._network.read(words, count_leads(doc, sents))
        self._writer.fill(doc, sents, readings)
        pairs = list(zip(sents, readings, strict=True))
        doc.user_data[SIGNS] = [sign.moved(places) for places, reading in pairs for sign in reading.signs]
        doc.user_data[SPEECH] = [sign.moved(places) for places, reading in pairs for sign in reading.speech]
        return doc


def list_sentences(doc: Doc) -> list[list[int]]:
    """The sentences of an unread doc as the places of their words; blank tokens belong to none."""
    ends = [end for _, end in split_sentences(doc.text)]
    found: list[list[int]] = [[] for _ in ends]
    current = 0
    for token in doc:
        if not token.is_space:
            while current < len(ends) - 1 and token.idx >= ends[current]:
                current += 1
            found[current].append(token.i)
    return [places for places in found if places]


def count_leads(doc: Doc, sents: list[list[int]]) -> list[int]:
    """For each sentence how many of its first words are a dateline, 0 for most; some words always remain."""
    datelines = find_datelines(doc.text)
    found = []
    for places in sents:
        first = doc[places[0]].idx
        end = next((end for start, end in datelines if start <= first < end), 0)
        lead = sum(doc[i].idx < end for i in places)
        found.append(lead if lead < len(places) else 0)
    return found


def trim_titles(reading: Reading) -> list[str]:
    """The name labels with titles before a person's name left out: "President Macron" names "Macron"."""
    names = list(reading.names)
    for j, (name, relation) in enumerate(zip(names, reading.relations, strict=True)):
        if name == "B-PERSON" and relation == "nmod:desc":
            names[j] = "O"
            if names[j + 1 : j + 2] == ["I-PERSON"]:
                names[j + 1] = "B-PERSON"
    return names


class _Writer:
    """Writes readings into docs, one array each."""

    def __init__(self, vocab: Vocab, lemmas: Lemmatiser) -> None:
        self._vocab = vocab
        self._lemmas = lemmas
        self._blank = [vocab.strings.add("dep"), IDS["SPACE"], vocab.strings.add("_SP"), 0, 0, 2, 0]

    def fill(self, doc: Doc, sents: list[list[int]], readings: list[Reading]) -> None:
        """Set every attribute of the doc; a blank token hangs from the word before it, or else after it."""
        if not sents:
            return
        rows: list[list[int]] = []
        for places, reading in zip(sents, readings, strict=True):
            names = trim_titles(reading)
            for j, place in enumerate(places):
                rows += self._hang_blanks(len(rows), place)
                rows.append(self._row(doc[place].text, reading, names, j, places[reading.heads[j]] - place))
        rows += self._hang_blanks(len(rows), len(doc))
        doc.from_array(_ATTRIBUTES, np.array(rows, np.uint64))

    def _hang_blanks(self, start: int, end: int) -> list[list[int]]:
        anchor = start - 1 if start else end
        return [[(anchor - i) % _WRAP, *self._blank] for i in range(start, end)]

    def _row(self, word: str, reading: Reading, names: list[str], j: int, offset: int) -> list[int]:
        upos, xpos, name = reading.upos[j], reading.xpos[j], names[j]
        add = self._vocab.strings.add
        return [
            offset % _WRAP,
            add(reading.relations[j]),
            IDS[upos],
            add(xpos),
            add(self._lemmas.find(word, upos, xpos)),
            self._vocab.morphology.add(reading.morph[j]),
            _PLACE_IN_NAME[name[0]],
            add(name[2:]),
        ]
