"""Cues of attribution: which words say that something is said, by whom, and what."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.coding.grammar import Grammar
from detente.coding.hearing import UNHEARD, Heard, read_heard, trim_blanks
from detente.coding.sources import find_source_span
from detente.model import Document, Span, Token, cover_spans
from detente.reference.speech import SpeechWords

_CLAUSES = ("root", "ccomp", "parataxis", "advcl", "conj")
_PHRASES = ("obj", "obl", "nmod", "advcl", "xcomp", "ccomp")
_LONGEST_ASIDE = 200
_LABEL_WORDS = 8
_DASHES = ("―", "—", "–", "-", "--")
# How likely the network must think that a word attributes something:
MIN_KNOWN = 0.3  # a word in a construction that is known to attribute
MIN_HEARD = 0.75  # any other
MIN_CONTENT = 0.4  # for its word on what is said to stand over the grammar's


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with what the grammar gives it.

    Attributes:
        rule: which construction this is ("clause", "inserted", "infinitive", "naming", "object", "phrase", "noun",
            "according", "colon", "dash", or "open" for a verb that shows nothing of what is said).
        cue: the words of attribution.
        head: token that heads the cue.
        source: token that heads who says it, or None where nobody is named.
        speaker: the words nearest to the cue for who says it ("who"), or None.
        content: what is said as far as grammar shows it; empty for a cue that only a quotation can fill.
        clause: the narrator's words that belong to the attribution itself.
        slot: the preposition in front of what is said, in the rule "phrase".
        heard: what the network makes of the cue, or None where another pipeline parsed.
    """

    rule: str
    cue: Span
    head: int
    source: int | None
    speaker: Span | None
    content: tuple[Span, ...]
    clause: Span
    slot: str = ""
    heard: Heard | None = None


class AttributionReader:
    """Finds the attributions of one document."""

    def __init__(self, doc: Document, grammar: Grammar, words: SpeechWords) -> None:
        self.doc = doc
        self.grammar = grammar
        self.words = words
        self._heard = read_heard(doc)

    def read(self) -> Iterator[Attribution]:
        """All attributions, one for each cue, in the order of the cues."""
        for token in self.doc.tokens:
            known = next(self._read_known(token), None)
            found = known if self.doc.speech is None else self._weigh(token, known)
            if found is not None:
                yield found

    def _read_known(self, token: Token) -> Iterator[Attribution]:
        """The constructions in which the word is known to attribute, the surest first."""
        if allowed := self.words.constructions(token.lemma, token.upos):
            yield from (a for a in self.propose(token) if (a.slot or a.rule) in allowed)

    def _weigh(self, token: Token, known: Attribution | None) -> Attribution | None:
        """What grammar and network together make of a word, or None where they are not sure enough of it."""
        heard = self._heard.get(token.index, UNHEARD)
        tells = heard.strength >= MIN_HEARD and bool(heard.content)
        if known is None or (known.rule == "open" and tells):
            return self._make_heard(token, heard) if tells else None
        if known.rule == "open":
            return replace(known, heard=heard)
        if heard.strength < MIN_KNOWN:
            return None
        return self._correct(token, known, heard)

    def _correct(self, token: Token, known: Attribution, heard: Heard) -> Attribution:
        """The attribution with the network's words for what grammar gives less surely."""
        content = heard.content if known.content and heard.strength >= MIN_CONTENT else ()
        if known.source is None and heard.source is not None:
            known = self._make(known.rule, token, heard.source, known.content, known.slot)
        return replace(known, content=content or known.content, heard=heard)

    def _make_heard(self, token: Token, heard: Heard) -> Attribution:
        return replace(self._make("network", token, heard.source, heard.content), heard=heard)

    def propose(self, token: Token) -> Iterator[Attribution]:
        """Every construction in which a word may attribute something, the surest first."""
        if token.lemma == "according" or token.text.lower() == "according":
            yield from self._read_according(token)
        elif token.upos in ("VERB", "AUX"):
            yield from self._read_verb(token)
        elif token.upos in ("NOUN", "ADJ"):
            yield from self._read_noun(token)

    def _read_verb(self, verb: Token) -> Iterator[Attribution]:
        source = self._find_source(verb)
        if source is not None:
            yield from self._inserted(verb, source)
        yield from self._clause(verb, source)
        if source is not None:
            yield from self._infinitive(verb, source)
            yield from self._naming(verb, source)
            yield from self._nominal(verb, source)
            yield self._make("open", verb, source, ())

    def _inserted(self, verb: Token, source: int) -> Iterator[Attribution]:
        """The ship left port, the ministry said; the ship, it added, was new."""
        if verb.head == verb.index or self.doc.children_of(verb, "ccomp", "obj", "xcomp"):
            return
        clause = self._aside_of(verb, source)
        if self._is_as_clause(verb) or self._is_aside(verb, clause):
            said = self._leave_out(self._words_below(self.doc.tokens[verb.head]), clause)
            speaker = self._speaker_span(verb, source)
            yield Attribution("inserted", self._cue_span(verb), verb.index, source, speaker, said, clause)

    def _aside_of(self, verb: Token, source: int) -> Span:
        """The narrator's words: what follows behind a comma goes on with what is said, unless it is spoken of again."""
        below = [self.doc.tokens[i] for i in self.doc.subtree(verb)]
        speaker = set(self.doc.subtree(self.doc.tokens[source]))
        commas = [t for t in below if t.text == "," and t.index > max(verb.index, source) and t.index not in speaker]
        if not commas or (commas[0].index - verb.index > 2 and source < verb.index):
            return self._words_below(verb)
        following = self.doc.tokens[min(commas[0].index + 1, len(self.doc.tokens) - 1)]
        again = following.xpos == "VBG" and self.words.constructions(following.lemma, following.upos)
        kept = [t.span for t in below if t.index < commas[0].index]
        return self._words_below(verb) if again or not kept else cover_spans(kept)

    def _is_as_clause(self, verb: Token) -> bool:
        return verb.dep == "advcl" and self._marker(verb) == "as" and verb.lemma != "say"

    def _is_aside(self, verb: Token, clause: Span) -> bool:
        """Whether commas or quotation marks set the words apart: never a colon, a semicolon or a dash."""
        before = self.doc.text[max(clause.start - 3, 0) : clause.start].rstrip()[-1:]
        opens = clause.words(self.doc.text)[:1]
        apart = before in tuple(",”\"’'") or opens in tuple(',”"')
        return verb.dep == "parataxis" and apart and len(clause) < _LONGEST_ASIDE

    def _clause(self, verb: Token, source: int | None) -> Iterator[Attribution]:
        """The ministry said (that) the ship had left port."""
        clauses = self.doc.children_of(verb, "ccomp")
        if not clauses and verb.dep == "root" and source is not None:
            beside = [k for k in self.doc.children_of(verb, "parataxis") if k.upos in ("VERB", "ADJ", "NOUN")]
            clauses = [k for k in beside if self.doc.children_of(k, "nsubj")][:1]
        if clauses and source is not None:
            yield self._make("clause", verb, source, self._spans_of(clauses[0], until=self._find_aside(clauses[0])))

    def _find_aside(self, clause: Token) -> int | None:
        """Where the speaker is spoken of again: "said the talks had failed, citing a lack of trust"."""
        for kid in self.doc.children_of(clause, "advcl"):
            apart = self.doc.tokens[kid.index - 1].text == "," and kid.index > clause.index
            if apart and kid.xpos == "VBG" and self.words.constructions(kid.lemma, kid.upos):
                return kid.index
        return None

    def _infinitive(self, verb: Token, source: int) -> Iterator[Attribution]:
        """The ministry refused to comment; it urged the parties to talk."""
        below = [k for k in self.doc.children_of(verb, "xcomp", "ccomp") if self._marker(k) == "to"]
        if below:
            yield self._make("infinitive", verb, source, self._spans_of(below[0], until=self._find_other(below[0])))

    def _find_other(self, clause: Token) -> int | None:
        """Where a clause with a subject of its own begins: "agreed to pay, and he put money into the fund"."""
        for kid in self.doc.children_of(clause, "conj"):
            if self.doc.children_of(kid, "nsubj", "nsubj:pass"):
                return self.doc.subtree(kid)[0]
        return None

    def _naming(self, verb: Token, source: int) -> Iterator[Attribution]:
        """The ministry called the attack an outrage; it described the attack as one."""
        named = self.doc.children_of(verb, "obj")
        names = [k for k in self.doc.children_of(verb, "xcomp", "obl", "advcl") if self._is_name_given(k)]
        if named and names and verb.index < named[0].index < names[-1].index:
            span = cover_spans([*self._spans_of(named[0]), *self._spans_of(names[-1])])
            yield self._make("naming", verb, source, self._add_ground(verb, (span,)))

    def _is_name_given(self, kid: Token) -> bool:
        if kid.dep == "xcomp":
            return kid.upos in ("NOUN", "ADJ", "PROPN") and not self._marker(kid)
        return self.grammar.case_of(kid) == "as"

    def _nominal(self, verb: Token, source: int) -> Iterator[Attribution]:
        """The ministry condemned the attack; it called for restraint."""
        if self.grammar.is_passive(verb.index):
            return
        for kid in self.doc.children_of(verb, *_PHRASES):
            slot = "" if kid.dep == "obj" else self.grammar.case_of(kid)
            if kid.index > verb.index and (slot or kid.dep == "obj"):
                rule = "phrase" if slot else "object"
                said = self._spans_of(kid, keep_marker=not slot)
                yield self._make(rule, verb, source, said if slot else self._add_ground(verb, said), slot)

    def _add_ground(self, verb: Token, said: tuple[Span, ...]) -> tuple[Span, ...]:
        """What is said of someone, with what for: "blasted the press for its lies"."""
        for kid in self.doc.children_of(verb, "obl", "advcl"):
            (ground,) = self._spans_of(kid) or (None,)
            if ground and said and self.grammar.case_of(kid) == "for" and ground.start == said[-1].end + 1:
                return (cover_spans([*said, ground]),)
        return said

    def _read_noun(self, noun: Token) -> Iterator[Attribution]:
        """Her claim that the ship had left port."""
        source = self._find_owner(noun)
        if source is None:
            return
        for clause in self.doc.children_of(noun, "acl", "ccomp", "advcl"):
            marker = self._marker(clause)
            if marker in ("that", "whether", "to") and clause.dep != "acl:relcl":
                yield self._make("noun", noun, source, self._spans_of(clause))

    def _read_according(self, word: Token) -> Iterator[Attribution]:
        """According to the ministry, the ship left port."""
        source = self.doc.tokens[word.head]
        following = self.doc.tokens[word.index + 1 : word.index + 2]
        if word.dep != "case" or source.head == source.index or not following or following[0].text.lower() != "to":
            return
        phrase = self._words_below(source)
        said = self._leave_out(self._words_below(self._clause_above(source)), phrase)
        cue = Span(word.span.start, following[0].span.end)
        speaker = find_source_span(self.doc, source.index)
        yield Attribution("according", cue, word.index, source.index, speaker, said, phrase)

    def _find_source(self, verb: Token) -> int | None:
        found = self.grammar.fillers(verb.index, "subj")
        real = (i for i in found if not self._is_empty(i))
        source = next(real, None)
        return self._find_inverted(verb) if source is None else source

    def _find_inverted(self, verb: Token) -> int | None:
        """The speaker behind the verb that the parser takes for its object: '"Never," added Wang'."""
        said = [k for k in self.doc.children_of(verb, "ccomp") if k.index < verb.index]
        behind = self.doc.children_of(verb, "obj")
        if not said or not behind or self.doc.children_of(verb, "nsubj"):
            return None
        return behind[0].index if self.doc.subtree(behind[0])[0] == verb.index + 1 else None

    def _is_empty(self, index: int) -> bool:
        """Whether a subject stands for nobody: "it was said", "there"."""
        token = self.doc.tokens[index]
        return token.text.lower() in ("it", "there") and token.dep != "nsubj" and index not in self.doc.mention_by_head

    def _find_owner(self, noun: Token) -> int | None:
        """Whose claim it is: "Putin's", or the subject of the verb in "Putin made the suggestion that"."""
        if noun.upos == "ADJ":
            owners = [k.index for k in self.doc.children_of(noun, "nsubj")]
        else:
            owners = [k.index for k in self.doc.children_of(noun, "nmod:poss")]
        if not owners and noun.dep == "obj":
            owners = list(self.grammar.fillers(noun.head, "subj"))
        return owners[0] if owners else None

    def _make(
        self, rule: str, head: Token, source: int | None, content: tuple[Span, ...], slot: str = ""
    ) -> Attribution:
        cue = self._cue_span(head)
        speaker = None if source is None else self._speaker_span(head, source)
        clause = cover_spans([cue, speaker] if speaker else [cue])
        return Attribution(rule, cue, head.index, source, speaker, content, clause, slot)

    def _speaker_span(self, head: Token, source: int) -> Span:
        """The words for the source, which in a relative clause are "who" or "which"."""
        subjects = self.doc.children_of(head, "nsubj")
        if subjects and subjects[0].index != source == self.grammar.resolve(subjects[0].index):
            return subjects[0].span
        return find_source_span(self.doc, source)

    def _cue_span(self, head: Token) -> Span:
        """The verb with its particle."""
        particles = [k.span for k in self.doc.children_of(head, "compound:prt") if k.index == head.index + 1]
        return cover_spans([head.span, *particles])

    def _spans_of(self, clause: Token, *, keep_marker: bool = True, until: int | None = None) -> tuple[Span, ...]:
        tokens = [self.doc.tokens[i] for i in self.doc.subtree(clause) if until is None or i < until]
        if not keep_marker:
            tokens = [t for t in tokens if not (t.head == clause.index and t.dep in ("case", "mark"))] or tokens
        span = trim_blanks(self.doc, cover_spans(t.span for t in _drop_stray_signs(tokens)))
        return (span,) if span else ()

    def _marker(self, clause: Token) -> str:
        marks = [k.text.lower() for k in self.doc.children_of(clause, "mark")]
        return marks[0] if marks else ""

    def _clause_above(self, token: Token) -> Token:
        while token.head != token.index:
            token = self.doc.tokens[token.head]
            if token.relation in _CLAUSES or token.dep == "acl:relcl":
                break
        return token

    def _words_below(self, token: Token) -> Span:
        return cover_spans(self.doc.tokens[i].span for i in self.doc.subtree(token))

    def _leave_out(self, whole: Span, hole: Span) -> tuple[Span, ...]:
        """What is left of a stretch on both sides of another."""
        sides = [(whole.start, min(hole.start, whole.end)), (max(hole.end, whole.start), whole.end)]
        trimmed = [trim_blanks(self.doc, Span(start, end)) for start, end in sides if start < end]
        return tuple(span for span in trimmed if span and len(span) > 3)


def _drop_stray_signs(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the commas and marks at both ends that other words part from the rest."""
    first, last = 0, len(tokens) - 1
    while first < last and tokens[first].upos == "PUNCT" and tokens[first + 1].index > tokens[first].index + 1:
        first += 1
    while last > first and tokens[last].upos == "PUNCT" and tokens[last - 1].index < tokens[last].index - 1:
        last -= 1
    return tokens[first : last + 1]


def read_label(doc: Document, quotation: Span) -> Attribution | None:
    """A name that attributes a quotation without a verb: 'Mr Wang: "Never again."' or '"Never again." — Mr Wang'."""
    behind = bisect_left(doc.tokens, quotation.end, key=lambda token: token.span.start)
    before = bisect_left(doc.tokens, quotation.start, key=lambda token: token.span.start) - 1
    if 0 <= behind < len(doc.tokens) - 1 and doc.tokens[behind].text in _DASHES:
        names = doc.tokens[behind + 1 : behind + 1 + _LABEL_WORDS]
        ends_line = "\n" in doc.text[names[0].span.end : names[-1].span.end + 2] or len(names) < _LABEL_WORDS
        return _make_label(doc, "dash", doc.tokens[behind], names[:1]) if ends_line else None
    if before > 0 and doc.tokens[before].text == ":":
        first = doc.sentences[doc.sentence_of[before]].start
        short = before - first <= _LABEL_WORDS
        return _make_label(doc, "colon", doc.tokens[before], doc.tokens[first:before]) if short else None
    return None


def _make_label(doc: Document, rule: str, sign: Token, words: Sequence[Token]) -> Attribution | None:
    named = [t for t in words if t.upos in ("PROPN", "PRON")]
    if not named:
        return None
    source = next((t for t in named if doc.tokens[t.head] not in named), named[0])
    speaker = find_source_span(doc, source.index)
    return Attribution(rule, sign.span, sign.index, source.index, speaker, (), cover_spans([speaker, sign.span]))
