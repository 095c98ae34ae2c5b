"""Who stands where to a word: subjects, objects and the rest, with passives, relatives and control undone."""

from detente.model import Document, Token
from detente.reference.lexicon import load_classes

_SUBJECTS = ("nsubj", "csubj", "nsubj:outer")
_PASSIVE = ("nsubj:pass", "csubj:pass", "aux:pass")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_FAR = frozenset({"by", "from", "to", "on", "against", "with", "into"})  # may hang on "of X": "visit of X to Y"


class Grammar:
    """Argument slots of the words of one document.

    A slot is "subj" and "obj" in the sense of the active clause, "iobj", "clause" (a complement clause), "xcomp",
    "poss", "mod" (what stands before a noun), or a preposition.
    """

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.tokens = doc.tokens
        self._kids = [tuple(map(doc.tokens.__getitem__, below)) for below in doc.children]
        self._subjects: dict[int, tuple[int, ...]] = {}
        self._slots: dict[tuple[int, str], tuple[int, ...]] = {}

    def kids(self, index: int) -> tuple[Token, ...]:
        """The words directly below."""
        return self._kids[index]

    def fillers(self, index: int, slot: str) -> tuple[int, ...]:
        """The heads of what fills a slot, coordinated ones included; the nearest place where the slot is filled."""
        key = (index, slot)
        if key not in self._slots:
            self._slots[key] = ()
            self._slots[key] = self._join(self._find(index, slot))
        return self._slots[key]

    def surface_subjects(self, index: int) -> tuple[int, ...]:
        """Whom the clause is about: the subject as it stands, of active and passive alike, or the one inherited."""
        if index not in self._subjects:
            self._subjects[index] = ()
            self._subjects[index] = self._find_surface_subjects(index)
        return self._subjects[index]

    def is_passive(self, index: int) -> bool:
        """Whether the word's surface subject is what it is done to."""
        if any(kid.dep in _PASSIVE for kid in self.kids(index)):
            return True
        token = self.tokens[index]
        if token.relation in ("acl", "advcl", "amod") and token.xpos == "VBN":
            return not any(kid.dep.startswith("aux") or kid.dep == "nsubj" for kid in self.kids(index))
        if token.dep == "conj" and token.xpos in ("VBN", "VBD") and self.tokens[token.head].xpos == "VBN":
            own = any(kid.dep in ("nsubj", "aux", "obj") for kid in self.kids(index))
            return not own and self.is_passive(token.head)
        return token.dep == "xcomp" and token.xpos == "VBN"

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """The word and what is coordinated with it, as nouns are."""
        others = (k.index for k in self.kids(index) if k.dep == "conj" and k.upos in _NOMINAL | {"ADJ"})
        return (index, *others)

    def case_of(self, token: Token) -> str:
        """The preposition or conjunction that marks a phrase ("with"), or ""."""
        marks = [k.text.lower() for k in self._kids[token.index] if k.dep in ("case", "mark")]
        return marks[0] if marks else ""

    def resolve(self, index: int) -> int:
        """The word that a relative pronoun stands for, or the word itself."""
        token = self.tokens[index]
        if token.upos in ("PRON", "DET", "SCONJ") and token.text.lower() in _RELATIVES:
            above, steps = token, 0
            while above.head != above.index and steps < 6:
                if above.dep in ("acl:relcl", "advcl:relcl"):
                    return above.head
                above, steps = self.tokens[above.head], steps + 1
        return index

    def content_verbs(self, index: int) -> tuple[int, ...]:
        """The predicates of what is said to be so: of the complement clause and of what is coordinated below it."""
        found = list(self.fillers(index, "clause"))
        for clause in found:
            found += [
                k.index for k in self.kids(clause) if k.dep in ("conj", "advcl", "xcomp") and k.index not in found
            ]
        return tuple(found)

    def find_speech(self, index: int, *, nearest: bool) -> int | None:
        """The verb of saying over a word; with `nearest` only one whose content the word's own clause is."""
        token, speech = self.tokens[index], load_classes()["speak"]
        while token.head != token.index:
            above = self.tokens[token.head]
            if above.lemma in speech and (token.dep in ("ccomp", "parataxis") or (token.dep == "conj" and not nearest)):
                return above.index
            if nearest and token.dep not in ("conj", "xcomp"):
                return None
            token = above
        asides = (k.index for k in self.kids(token.index) if k.dep == "parataxis" and k.lemma in speech)
        return next(asides, None)

    def _join(self, found: tuple[int, ...]) -> tuple[int, ...]:
        joined = [member for index in found for member in self.conjuncts(self.resolve(index))]
        return tuple(dict.fromkeys(joined))

    def _find(self, index: int, slot: str) -> tuple[int, ...]:
        if self.tokens[index].upos in ("NOUN", "PROPN"):
            if slot == "subj":
                return self._subjects_of_noun(index)
            if slot in ("poss", "mod"):
                return self._before_noun(index, slot)
        if slot == "subj":
            return self._agents(index)
        if slot == "obj":
            return self._patients(index)
        if slot == "clause":
            return tuple(k.index for k in self.kids(index) if self._is_clause(k))
        if slot in ("iobj", "xcomp"):
            return tuple(k.index for k in self.kids(index) if k.dep == slot)
        return self._obliques(index, slot)

    def _is_clause(self, kid: Token) -> bool:
        if kid.dep in ("ccomp", "xcomp") or (kid.dep in ("acl", "advcl") and self.case_of(kid) in ("to", "of", "with")):
            return True
        return kid.dep == "parataxis" and kid.upos == "VERB" and kid.index < kid.head

    def _subjects_of_noun(self, index: int) -> tuple[int, ...]:
        return tuple(k.index for k in self.kids(index) if k.dep == "nsubj")

    def _before_noun(self, index: int, slot: str) -> tuple[int, ...]:
        if slot == "poss":
            return tuple(k.index for k in self.kids(index) if k.dep == "nmod:poss")
        near = [k for k in self.kids(index) if k.dep in ("compound", "amod", "nmod:desc", "nmod:unmarked")]
        inner = [g for k in near for g in self.kids(k.index) if g.index < index and g.dep not in ("punct", "case")]
        return tuple(t.index for t in (*near, *inner))

    def _agents(self, index: int) -> tuple[int, ...]:
        if self.is_passive(index):
            by = [k.index for k in self.kids(index) if k.dep == "obl:agent" or self.case_of(k) == "by"]
            return tuple(i for i in by if self.tokens[i].upos in _NOMINAL)
        return self.surface_subjects(index)

    def _patients(self, index: int) -> tuple[int, ...]:
        if self.is_passive(index):
            token = self.tokens[index]
            return (token.head,) if token.dep == "amod" else self.surface_subjects(index)
        own = [k.index for k in self.kids(index) if k.dep == "obj"] or [
            k.index for k in self.kids(index) if k.dep == "iobj"
        ]
        return tuple(own) or self._stray_objects(index) or self._shared_object(index)

    def _stray_objects(self, index: int) -> tuple[int, ...]:
        """What the parser makes a second subject behind the verb, as happens to the object of "urged X to go"."""
        subjects = [k.index for k in self.kids(index) if k.dep == "nsubj"]
        return tuple(i for i in subjects if i > index > subjects[0])

    def _shared_object(self, index: int) -> tuple[int, ...]:
        token = self.tokens[index]
        if token.dep in ("acl:relcl", "advcl:relcl") and any(k.dep == "nsubj" for k in self.kids(index)):
            relative = any(k.text.lower() in _RELATIVES and k.dep == "nsubj" for k in self.kids(index))
            return () if relative or token.upos != "VERB" else (token.head,)
        verbs = [k for k in self.kids(index) if k.dep == "conj" and k.upos == "VERB" and k.index - index <= 3]
        if token.dep == "conj" and token.index - token.head <= 3:
            verbs.append(self.tokens[token.head])
        return tuple(k.index for verb in verbs for k in self.kids(verb.index) if k.dep == "obj")

    def _find_surface_subjects(self, index: int) -> tuple[int, ...]:
        token = self.tokens[index]
        own = tuple(k.index for k in self.kids(index) if k.dep in ("nsubj:pass", *_SUBJECTS))
        if own or token.head == index:
            before = [i for i in own if i < index]
            return tuple(before[-1:]) or own
        above = self.tokens[token.head]
        if token.dep == "conj" and above.upos in ("VERB", "ADJ", "NOUN", "AUX"):
            return self.surface_subjects(above.index)
        if token.dep in ("xcomp", "ccomp"):
            return self._controllers(token, above)
        if token.relation == "acl":
            return self._subjects_in_noun(token, above)
        if token.relation == "advcl":
            return self.surface_subjects(above.index)
        return (above.index,) if token.dep == "amod" and token.xpos == "VBG" else ()

    def _controllers(self, token: Token, above: Token) -> tuple[int, ...]:
        objects = () if above.lemma in ("promise", "threaten", "vow") else self._patients(above.index)
        if token.dep == "ccomp" or above.upos != "VERB":
            objects = ()
        return objects or self.surface_subjects(above.index)

    def _subjects_in_noun(self, token: Token, above: Token) -> tuple[int, ...]:
        """Subject of a clause on a noun: "troops fighting", "the decision to withdraw", "the group that attacked"."""
        if token.dep == "acl" and self.case_of(token) in ("to", "of", "that"):
            if owners := self._before_noun(above.index, "poss") or self._before_noun(above.index, "mod"):
                return owners
            verb = self.tokens[above.head]
            return self.surface_subjects(verb.index) if verb.upos == "VERB" and verb.index != above.index else ()
        return (above.index,)

    def _obliques(self, index: int, preposition: str) -> tuple[int, ...]:
        found = self._marked(index, preposition)
        token = self.tokens[index]
        if not found and token.upos == "NOUN" and token.relation in ("obj", "obl", "nsubj", "xcomp"):
            found = self._marked(token.head, preposition) if token.head != index else ()
        if not found and preposition in _FAR:
            found = tuple(i for kid in self._marked(index, "of") for i in self._marked(kid, preposition))
        if not found and token.upos == "VERB":
            objects = [k.index for k in self.kids(index) if k.dep in ("obj", "xcomp", "nsubj:pass", "obl")]
            found = tuple(i for o in objects for i in self._marked(o, preposition))
        if not found and token.dep == "conj" and token.head != index:
            found = self._marked(token.head, preposition) if token.upos == self.tokens[token.head].upos else ()
        return tuple(i for i in found if i != index)

    def _marked(self, index: int, preposition: str) -> tuple[int, ...]:
        return tuple(
            k.index
            for k in self.kids(index)
            if k.relation in ("obl", "nmod", "advcl", "acl", "advmod") and self.case_of(k) == preposition
        )
