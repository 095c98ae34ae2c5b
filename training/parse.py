"""Labelled texts read by a network that has learned grammar, so that labels stand on the heads of phrases."""

from collections.abc import Iterable

from torch import Tensor

from detente.read.network import MAX_WORDS, Reading
from detente.read.subwords import Subwords
from training.acts import Cut, LabelledText, cut_texts, place_acts
from training.batches import Batcher
from training.data import Sentence
from training.evaluate import read_all
from training.model import Encoder, Labels, Reader, read_vocabulary
from training.speech import Spoken, place_sayings

_BUDGET = 2000


class SentenceParser:
    """Reads sentences with given weights."""

    def __init__(self, weights: dict[str, Tensor], labels: Labels) -> None:
        vocabulary = read_vocabulary()
        self._labels = labels
        self._model = Reader(labels, len(vocabulary))
        self._model.load_state_dict(weights, strict=False)
        self._batcher = Batcher(Subwords(vocabulary), labels, _BUDGET)

    def parse(self, texts: Iterable[LabelledText]) -> list[Sentence]:
        """The sentences of the texts, of two words or more, with grammar and the labels of events."""
        return [place_acts(cut, reading) for cut, reading in self._read(texts)]

    def parse_spoken(self, texts: Iterable[LabelledText]) -> list[Spoken]:
        """The sentences of the texts as word pieces, with the attributions of speech."""
        pairs = self._read(texts)
        return [Spoken(*self._batcher.cut(cut.sent), place_sayings(cut, reading)) for cut, reading in pairs]

    def _read(self, texts: Iterable[LabelledText]) -> list[tuple[Cut, Reading]]:
        cuts = [cut for cut in cut_texts(texts) if 1 < len(cut.sent) <= MAX_WORDS]
        pairs = read_all(self._model, self._labels, self._batcher, [cut.sent for cut in cuts])
        readings = {id(sent): reading for sent, reading in pairs}
        return [(cut, readings[id(cut.sent)]) for cut in cuts]

    @property
    def encoder(self) -> Encoder:
        """The encoder with the given weights."""
        return self._model.encoder
