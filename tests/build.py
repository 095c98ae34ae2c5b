"""Articles and documents made by hand, with no model."""

from detente.model import Article, Document, Mention, Section, Sentence, Span, Timex, Token


def build_article(text: str, **facts: object) -> Article:
    """An article whose whole text is body, or with the given sections."""
    facts.setdefault("sections", (Section("body", Span(0, len(text))),))
    return Article(text=text, **facts)  # type: ignore[arg-type]


def build_document(
    table: str, mentions: tuple[Mention, ...] = (), timexes: tuple[Timex, ...] = (), **facts: object
) -> Document:
    """A document from a table of `word lemma UPOS XPOS head dep [entity]`, a word a line, a blank line between.

    Heads count from 1 within the sentence, 0 is the root, as in CoNLL-U. A word that ends in `_` joins the next one
    without a space. An entity reads `B-PLACE` or `I-PLACE`.
    """
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    text = ""
    for number, block in enumerate(table.strip().split("\n\n")):
        first = len(tokens)
        for line in block.strip().splitlines():
            word, lemma, upos, xpos, head, dep, *rest = line.split()
            shown, glue = word.removesuffix("_"), "" if word.endswith("_") else " "
            entity = rest[0] if rest else ""
            index = len(tokens)
            governor = first + int(head) - 1 if int(head) else index
            span = Span(len(text), len(text) + len(shown))
            tokens.append(
                Token(index, span, shown, lemma, upos, xpos, governor, dep, "", entity[2:], entity.startswith("B-"))
            )
            text += shown + glue
        span = Span(tokens[first].span.start, tokens[-1].span.end)
        sentences.append(Sentence(number, first, len(tokens), span))
    article = build_article(text, **facts)
    return Document(article, tuple(tokens), tuple(sentences), mentions, timexes)
