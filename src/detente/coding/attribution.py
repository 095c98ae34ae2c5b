"""Cues of attribution: which words say that something is said, by whom, and what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.coding.grammar import Grammar
from detente.model import Document, Span, Token, cover_spans
from detente.reference.speech import SpeechWords

_BLANK = " \t\n,;:—–-"
_OPENERS = frozenset({"according"})
_NOT_SOURCE = ("acl", "acl:relcl", "parataxis", "punct", "dep", "ccomp")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with what the grammar gives it.

    Attributes:
        rule: which construction this is ("clause", "inserted", "according", "infinitive", "nominal", "noun", "open").
        cue: the words of attribution.
        head: token that heads the cue.
        source: token that heads who says it, or None where nobody is named.
        content: what is said as far as grammar shows it; empty for a cue that only a quotation can fill.
        clause: the narrator's words that belong to the attribution itself.
    """

    rule: str
    cue: Span
    head: int
    source: int | None
    content: tuple[Span, ...]
    clause: Span


class AttributionReader:
    """Finds the attributions of one document."""

    def __init__(self, doc: Document, grammar: Grammar, words: SpeechWords) -> None:
        self.doc = doc
        self.grammar = grammar
        self.words = words

    def read(self) -> Iterator[Attribution]:
        """All attributions, in the order of their cues."""
        for token in self.doc.tokens:
            if token.upos in ("VERB", "AUX") and token.lemma in self._verbs:
                yield from self._read_verb(token)
            elif token.lemma in self.words.nouns and token.upos == "NOUN":
                yield from self._read_noun(token)
            elif token.text.lower() in _OPENERS:
                yield from self._read_opener(token)

    @property
    def _verbs(self) -> frozenset[str]:
        return self.words.say | self.words.infinitive | self.words.nominal.keys()

    def source_span(self, index: int) -> Span:
        """The words that name who says it: the noun phrase without what merely follows it."""
        token = self.doc.tokens[index]
        kept = [token]
        for kid in self.doc.children_of(token):
            if kid.dep not in _NOT_SOURCE and not kid.dep.startswith("acl"):
                kept.extend(self.doc.tokens[i] for i in self.doc.subtree(kid))
        run = {t.index for t in kept}
        first = last = index
        while first - 1 in run:
            first -= 1
        while last + 1 in run:
            last += 1
        while last > index and self.doc.tokens[last].upos in ("PUNCT", "PART"):
            last -= 1
        return Span(self.doc.tokens[first].span.start, self.doc.tokens[last].span.end)

    def _read_verb(self, verb: Token) -> Iterator[Attribution]:
        source = self._find_source(verb)
        found = None
        if verb.lemma in self.words.say:
            found = self._inserted(verb, source) or self._clause(verb, source)
        if found is None and verb.lemma in self.words.infinitive:
            found = self._infinitive(verb, source)
        if found is None and verb.lemma in self.words.nominal and source is not None:
            found = self._nominal(verb, source)
        if found is None and verb.lemma in self.words.say and source is not None:
            found = self._make("open", verb, source, ())
        if found is not None:
            yield found

    def _read_noun(self, noun: Token) -> Iterator[Attribution]:
        for clause in self.doc.children_of(noun, "acl", "ccomp"):
            if self._marker(clause) in ("that", "whether") and clause.dep != "acl:relcl":
                owner = self.doc.children_of(noun, "nmod:poss")
                source = owner[0].index if owner else self._owner_by_verb(noun)
                if source is not None:
                    yield self._make("noun", noun, source, self._clause_spans(clause))

    def _read_opener(self, word: Token) -> Iterator[Attribution]:
        """According to the ministry, the ship left port."""
        source = self.doc.tokens[word.head]
        if source.head == source.index or word.index + 1 >= len(self.doc.tokens):
            return
        if word.dep != "case" or self.doc.tokens[word.index + 1].text.lower() != "to":
            return
        phrase = self._subtree_span([self.doc.tokens[i] for i in self.doc.subtree(source)])
        clause = self._clause_above(source)
        said = self._without(self._subtree_span([self.doc.tokens[i] for i in self.doc.subtree(clause)]), phrase)
        cue = Span(word.span.start, self.doc.tokens[word.index + 1].span.end)
        yield Attribution("according", cue, word.index, source.index, said, phrase)

    def _inserted(self, verb: Token, source: int | None) -> Attribution | None:
        """The ship left port, the ministry said; the ship, it added, was new."""
        if verb.head == verb.index or source is None or self.doc.children_of(verb, "ccomp"):
            return None
        marks = {k.text.lower() for k in self.doc.children_of(verb, "mark")}
        host = self.doc.tokens[verb.head]
        as_clause = verb.dep == "advcl" and "as" in marks
        if not as_clause and (verb.dep != "parataxis" or host.index > verb.index and source > verb.index + 4):
            return None
        clause = self._subtree_span([self.doc.tokens[i] for i in self.doc.subtree(verb)])
        whole = self._subtree_span([self.doc.tokens[i] for i in self.doc.subtree(host)])
        return Attribution("inserted", self._cue_span(verb), verb.index, source, self._without(whole, clause), clause)

    def _clause(self, verb: Token, source: int | None) -> Attribution | None:
        """The ministry said (that) the ship had left port."""
        clauses = self.doc.children_of(verb, "ccomp")
        if not clauses and verb.dep == "root":
            clauses = [k for k in self.doc.children_of(verb, "parataxis") if k.upos in ("VERB", "ADJ", "NOUN")]
            clauses = [k for k in clauses if self.doc.children_of(k, "nsubj") and source is not None][:1]
        if not clauses or (source is None and verb.dep not in ("root", "conj")):
            return None
        return self._make("clause", verb, source, self._clause_spans(clauses[0]))

    def _infinitive(self, verb: Token, source: int | None) -> Attribution | None:
        """The ministry refused to comment; it urged the parties to talk."""
        below = [k for k in self.doc.children_of(verb, "xcomp", "ccomp") if self._marker(k) == "to"]
        if not below or source is None:
            return None
        return self._make("infinitive", verb, source, self._clause_spans(below[0]))

    def _nominal(self, verb: Token, source: int) -> Attribution | None:
        """The ministry condemned the attack; it called for restraint."""
        slots = self.words.nominal[verb.lemma]
        for kid in self.doc.children_of(verb, "obj", "obl", "nmod", "advcl"):
            slot = "obj" if kid.dep == "obj" else self.grammar.case_of(kid)
            if slot in slots and kid.index > verb.index and not self.grammar.is_passive(verb.index):
                return self._make("nominal", verb, source, self._clause_spans(kid, keep_marker=slot == "obj"))
        return None

    def _find_source(self, verb: Token) -> int | None:
        found = self.grammar.fillers(verb.index, "subj")
        real = [i for i in found if self.doc.tokens[i].text.lower() not in ("it", "there") or self._is_actor(i)]
        return real[0] if real else None

    def _is_actor(self, index: int) -> bool:
        return index in self.doc.mention_by_head

    def _owner_by_verb(self, noun: Token) -> int | None:
        """Putin made the suggestion that ...: the subject of the verb that has the noun as object."""
        if noun.dep != "obj":
            return None
        found = self.grammar.fillers(noun.head, "subj")
        return found[0] if found else None

    def _make(self, rule: str, head: Token, source: int | None, content: tuple[Span, ...]) -> Attribution:
        parts = [head.span] if source is None else [head.span, self.doc.tokens[source].span]
        return Attribution(rule, self._cue_span(head), head.index, source, content, cover_spans(parts))

    def _cue_span(self, head: Token) -> Span:
        """The verb with its particle."""
        particles = [k.span for k in self.doc.children_of(head, "compound:prt") if k.index == head.index + 1]
        return cover_spans([head.span, *particles])

    def _clause_spans(self, clause: Token, *, keep_marker: bool = True) -> tuple[Span, ...]:
        tokens = [self.doc.tokens[i] for i in self.doc.subtree(clause)]
        if not keep_marker:
            tokens = [t for t in tokens if not (t.head == clause.index and t.dep in ("case", "mark"))] or tokens
        span = self._trim(self._subtree_span(tokens))
        return (span,) if span else ()

    def _marker(self, clause: Token) -> str:
        marks = [k.text.lower() for k in self.doc.children_of(clause, "mark")]
        return marks[0] if marks else ""

    def _clause_above(self, token: Token) -> Token:
        while token.head != token.index:
            token = self.doc.tokens[token.head]
            if token.relation in ("root", "ccomp", "parataxis", "advcl") or token.dep == "acl:relcl":
                break
        return token

    def _subtree_span(self, tokens: Iterable[Token]) -> Span:
        return cover_spans(t.span for t in tokens)

    def _without(self, whole: Span, hole: Span) -> tuple[Span, ...]:
        """What is left of a stretch on both sides of another."""
        sides = [(whole.start, min(hole.start, whole.end)), (max(hole.end, whole.start), whole.end)]
        trimmed = [self._trim(Span(start, end)) for start, end in sides if start < end]
        return tuple(span for span in trimmed if span and len(span) > 3)

    def _trim(self, span: Span) -> Span | None:
        text, start, end = self.doc.text, span.start, span.end
        while start < end and text[start] in _BLANK:
            start += 1
        while end > start and text[end - 1] in _BLANK + ".":
            end -= 1
        return Span(start, end) if start < end else None
