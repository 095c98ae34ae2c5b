"""Evidence for quotes with the truth, from articles that the network did not learn from."""

from collections.abc import Iterable

from detente.coding.hearing import read_heard
from detente.coding.quotes import code_quotes, describe_quote
from detente.evaluate.scores import is_same_quote
from detente.model import Document, Quote
from training.acts import LabelledText, Saying
from training.weigh import Row


def collect_quotes(texts: Iterable[tuple[LabelledText, Document]]) -> list[Row]:
    """The evidence of each quote whose cue the network heard, and whether content and speaker are right."""
    rows: list[Row] = []
    for labelled, doc in texts:
        heard = {doc.tokens[index].span.start: found for index, found in read_heard(doc).items()}
        for quote in code_quotes(doc):
            cue = quote.evidence.cue
            if cue is not None and cue.start in heard:
                evidence = describe_quote(quote.quote_type, heard[cue.start])
                rows.append((evidence, any(_is_meant(quote, saying) for saying in labelled.sayings)))
    return rows


def _is_meant(quote: Quote, saying: Saying) -> bool:
    found = {
        "content_span": [(span.start, span.end) for span in quote.content],
        "source_span": (quote.speaker.start, quote.speaker.end) if quote.speaker else None,
    }
    return is_same_quote({"content_span": saying.content, "source_span": saying.source}, found)
