"""Labelled texts read by a network that has learned grammar, so that labels stand on the heads of phrases."""

from collections.abc import Iterable

from torch import Tensor

from detente.read.subwords import Subwords
from training.acts import LabelledText, cut_texts, place_acts
from training.batches import Batcher
from training.data import Sentence
from training.evaluate import read_all
from training.model import Labels, Reader, read_vocabulary

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
        """The sentences of the texts, of two words or more, with grammar and labels."""
        cuts = [cut for cut in cut_texts(texts) if len(cut.sent) > 1]
        pairs = read_all(self._model, self._labels, self._batcher, [cut.sent for cut in cuts])
        readings = {id(sent): reading for sent, reading in pairs}
        return [place_acts(cut, readings[id(cut.sent)]) for cut in cuts]
