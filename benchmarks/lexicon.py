"""How many of the frequent verbs, verb phrases and event nouns of articles the event lexicon knows.

    python -m benchmarks.lexicon --articles FILE [--count N] [--missing N]

Counts, over the parses of JSON Lines articles, verbs ("attack"), verbs with a particle, an object or a complement
("call off", "hold talk", "agree to withdraw"), and nouns with a named actor beside them ("invasion of Iraq"). What
was judged to tell of no event of PLOVER (`lexicon/without_reading.txt`) is left out, and so are phrases of two words
of which the lexicon knows neither.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from detente.coder import Coder
from detente.coding.grammar import Grammar
from detente.coding.participants import Participants
from detente.ingest.articles import Facts, build_article
from detente.model import Document, Token
from detente.reference.files import find_data
from detente.reference.lexicon import Need, Trigger, load_lexicon, load_sorts

Unit = tuple[str, ...]
SIZES = (500, 1000, 2000, 3000)
_OF_ACTORS = ("poss", "mod", "of", "by", "between", "against", "on", "with", "to", "from")
_OPEN_SORTS = frozenset({"any", "actor", "nation", "place"})


def count_units(docs: Iterable[Document]) -> Counter[Unit]:
    """How often each verb, verb phrase and event noun occurs, as ("phrase", lemma, word) or ("verb", lemma)."""
    found: Counter[Unit] = Counter()
    for doc in docs:
        grammar = Grammar(doc)
        participants = Participants(doc, grammar)
        for token in doc.tokens:
            if token.lemma.isalpha() and token.upos == "VERB":
                found.update(set(_read_verb(doc, grammar, token)))
            elif token.lemma.isalpha() and token.upos == "NOUN" and _has_actor(grammar, participants, token):
                found["noun", token.lemma.lower()] += 1
    return found


def _read_verb(doc: Document, grammar: Grammar, token: Token) -> Iterator[Unit]:
    lemma = token.lemma.lower()
    yield "verb", lemma
    yield from (("phrase", lemma, k.text.lower()) for k in grammar.kids(token.index) if k.dep == "compound:prt")
    yield from (("phrase", lemma, k.lemma.lower()) for k in grammar.kids(token.index) if k.dep == "xcomp")
    objects = (doc.tokens[i] for i in grammar.fillers(token.index, "obj"))
    yield from (("phrase", lemma, t.lemma.lower()) for t in objects if t.upos == "NOUN")


def _has_actor(grammar: Grammar, participants: Participants, token: Token) -> bool:
    beside = (i for slot in _OF_ACTORS for i in grammar.fillers(token.index, slot))
    return not participants.is_actor(token.index) and any(participants.is_nation(i) for i in beside)


@cache
def load_unread() -> frozenset[Unit]:
    """The units that were judged to have no reading."""
    lines = find_data("lexicon/without_reading.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(unit for line in lines if line and line[0] != "#" for unit in _read_line(*line.split()))


def _read_line(kind: str, *words: str) -> set[Unit]:
    """Units of a line such as `verb know think` or, of one verb with many others, `phrase raise price question`."""
    return {(kind, *words[:1], word) for word in words[1:]} if kind == "phrase" else {(kind, word) for word in words}


def is_covered(unit: Unit) -> bool:
    """Whether a trigger may take the unit for a cue."""
    kind, lemma, *rest = unit
    if kind != "phrase":
        return bool(_triggers(lemma, kind.upper()))
    return bool(_triggers(rest[0], "NOUN")) or any(_admits(t, rest[0]) for t in _triggers(lemma, "VERB"))


def has_reading(unit: Unit) -> bool:
    """Whether the unit tells of an event in some company, as far as was judged."""
    if unit in load_unread():
        return False
    if unit[0] != "phrase":
        return True
    return bool(_triggers(unit[1], "VERB") or _triggers(unit[2], "NOUN"))


def _triggers(lemma: str, word_class: str) -> tuple[Trigger, ...]:
    return load_lexicon().triggers.get((lemma, word_class), ())


def _admits(trigger: Trigger, word: str) -> bool:
    """Whether the trigger asks for the word, or for nothing beside the verb that would keep it out."""
    sorts = load_sorts().get(word, frozenset()) | {word}
    if any(need.sorts & sorts for need in trigger.needs if not need.wanted):
        return False
    wanted = [need for need in trigger.needs if need.wanted and need.slot in (None, "obj", "clause")]
    return not wanted or any(need.sorts & sorts for need in wanted) or (len(wanted) == 1 and _is_open(wanted[0]))


def _is_open(need: Need) -> bool:
    return need.slot == "obj" and bool(need.sorts & _OPEN_SORTS)


def read_articles(path: Path, count: int) -> Iterator[Document]:
    """The articles of a file, read one by one."""
    coder = Coder()
    with path.open(encoding="utf-8") as lines:
        for _, line in zip(range(count), lines, strict=False):
            row = json.loads(line)
            yield coder.read_document(build_article(row["text"], None, Facts(), str(row["id"])))


def print_coverage(found: Counter[Unit], missing: int) -> None:
    """Coverage of the most frequent units with a reading, and the first that are not covered."""
    ranked = [unit for unit, _ in found.most_common() if has_reading(unit)]
    print("| most frequent | least count | covered | verbs | verb phrases | event nouns |\n|---|---|---|---|---|---|")
    for size in (n for n in SIZES if n <= len(ranked)):
        top = ranked[:size]
        shares = [_share([u for u in top if u[0] == kind]) for kind in ("verb", "phrase", "noun")]
        print(f"| {size} | {found[top[-1]]} | {_share(top)} | {' | '.join(shares)} |")
    gaps = [unit for unit in ranked[: SIZES[-1]] if not is_covered(unit)]
    print("\nNot covered:", ", ".join(f"{' '.join(u[1:])} ({u[0]}, {found[u]})" for u in gaps[:missing]))


def _share(units: list[Unit]) -> str:
    covered = sum(map(is_covered, units))
    return f"{covered} of {len(units)} ({100 * covered / max(1, len(units)):.1f} %)"


def main() -> None:
    """Print the coverage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--missing", type=int, default=40)
    options = parser.parse_args()
    print_coverage(count_units(read_articles(options.articles, options.count)), options.missing)


if __name__ == "__main__":
    main()
