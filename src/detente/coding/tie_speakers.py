"""For whom "we" and "our" speak in a quotation."""

from detente.coding.grammar import Grammar
from detente.model import Document, Token
from detente.reference.lexicon import load_classes

_NEAR_SENTENCES = 2
_NO_SPEAKERS = frozenset({"we", "i", "it", "that", "which", "who"})


class Speakers:
    """Finds who says the words of one document."""

    def __init__(self, doc: Document, grammar: Grammar) -> None:
        self.doc = doc
        self.grammar = grammar
        self._verbs = load_classes()["speak"]

    def find(self, index: int) -> int | None:
        """The word that heads who says it: in this sentence, else in those just before; None where nobody does."""
        number = self.doc.sentence_of[index]
        for sentence in reversed(self.doc.sentences[max(0, number - _NEAR_SENTENCES) : number + 1]):
            tokens = self.doc.tokens[sentence.start : sentence.end]
            found = [s for t in tokens if self._reports(t) for s in self._subjects(t)]
            if found:
                return min(found, key=lambda i: abs(i - index))
        return None

    def _reports(self, token: Token) -> bool:
        return token.upos == "VERB" and token.lemma in self._verbs

    def _subjects(self, token: Token) -> list[int]:
        return [
            k.index for k in self.grammar.kids(token.index) if k.dep == "nsubj" and k.text.lower() not in _NO_SPEAKERS
        ]
