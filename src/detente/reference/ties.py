"""Words for ties between states: which words speak of which tie, and which say how it stands.

A trigger is a line such as `sanction us|tough !relief` or `sell obj:@weapon`. Its first word is the lemma of the cue
(`a|b` for several); each further part is a need:

- a bare word, an `@class`, or several joined by `|`: such a word stands before the noun within its phrase, or beside
  the verb;
- `slot:sort`: the cue has that argument (`of`, `in`, `obj`, `subj`), and it is of that sort: a lemma, a class,
  `party` (a state or body; as subject or object only one that is named itself), `body`, or `any`;
  the slot `case` is the preposition before it, the slot `sentence` holds every word of its sentence;
- `!` before either: the opposite.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from detente.errors import ReferenceDataError
from detente.model import StandingValue, TieKind
from detente.reference.files import load_yaml

WORD_CLASSES = {"nouns": "NOUN", "verbs": "VERB", "adjectives": "ADJ"}
REACHES = ("near", "clause", "sentence", "pair")
SAME = "same"


@dataclass(frozen=True, slots=True)
class Need:
    """What a trigger asks of the words around its cue; `slot` None for words that stand before a noun."""

    slot: str | None
    sorts: frozenset[str]
    wanted: bool


@dataclass(frozen=True, slots=True)
class TieRule:
    """Words of one meaning, and where they have the parties.

    Attributes:
        rule_id: unique, as "alliance/ally".
        kind: of the tie; None where it takes up the tie last spoken of ("such a pact").
        first, second: argument slots of the two sides; of the first side the first slot that is filled counts.
        directed: whether the first side does it to the second.
        joint: whether the first side alone can be both parties.
        standing: how the tie stands where nothing says otherwise.
        fixed: whether only what stands directly beside the word changes the standing ("U.S. allies" in any clause).
        patron: whether the first side, where left out, is the formal ally most spoken of ("allies such as Japan").
        fades: whether what is dated to long before the article is over ("the 2003 invasion").
        reach: how far to look for a party that the slots lack: "near" (no further), "clause", "sentence" or "pair"
            (also the pair last spoken of).
        prior: how often records of this rule are right.
    """

    rule_id: str
    kind: TieKind | None
    first: tuple[str, ...]
    second: tuple[str, ...]
    directed: bool
    joint: bool
    standing: StandingValue
    fixed: bool
    patron: bool
    fades: bool
    reach: str
    prior: float


@dataclass(frozen=True, slots=True)
class TieTrigger:
    """A word, in certain company, that speaks of a tie."""

    lemma: str
    word_class: str
    needs: tuple[Need, ...]
    rule: TieRule


@dataclass(frozen=True, slots=True)
class TieExample:
    """A sentence beside a rule and the records it must give ("alliance CHN RUS imagined")."""

    rule_id: str
    text: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TieWords:
    """All triggers by lemma and word class, the most demanding first; word classes; examples; what lowers a prior."""

    triggers: Mapping[tuple[str, str], tuple[TieTrigger, ...]]
    classes: Mapping[str, frozenset[str]]
    rules: Mapping[str, TieRule]
    examples: tuple[TieExample, ...]
    sureness: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Words that say how a tie stands.

    Attributes:
        operators: by the relation that the tie's word has to them and their lemma ("obj", "expand").
        compose: what an operator makes of a standing below it.
        certainty: by standing, what a confidence is multiplied with.
        shaping: verbs that say of their subject or object no more than that it is there ("be", "have").
        direct: operators that count only where the tie's word itself stands in the relation ("reach a deal").
        sound: predicates that tell of strain where they are denied ("relations are not good").
        cancelled: operators that a negation beside their word takes back ("did not reject").
        closing: operators beside whose word nothing else counts.
        settings: prepositions of phrases that only give circumstances.
        realised: words under which an infinitive tells what is or came to be so ("began to", "is said to").
        reported: auxiliaries that are the past of "will" in a clause that somebody says.
        past: what an operator becomes where its verb stands in the past ("took effect").
        conditions: conjunctions that open a clause of what might be.
        allowed: for some kinds, the standings that a tie can have; others say nothing of it.
        instead: for some of these, what another standing, or a word that decides it, comes to
            ("threatened to attack": an imagined conflict).
    """

    operators: Mapping[tuple[str, str], str]
    compose: Mapping[str, Mapping[str, StandingValue | None]]
    certainty: Mapping[str, float]
    shaping: frozenset[str]
    direct: frozenset[str]
    sound: frozenset[str]
    cancelled: frozenset[str]
    closing: frozenset[str]
    settings: frozenset[str]
    realised: frozenset[str]
    reported: frozenset[str]
    past: Mapping[str, str]
    conditions: frozenset[str]
    allowed: Mapping[str, frozenset[str]]
    instead: Mapping[str, Mapping[str, StandingValue]]


@cache
def load_tie_words() -> TieWords:
    """The rules of ties.yaml.

    Raises:
        ReferenceDataError: a rule has a kind, standing or word class that does not exist.
    """
    data = load_yaml("ties.yaml")
    classes = {name: frozenset(words) for name, words in data["classes"].items()}
    triggers: dict[tuple[str, str], list[TieTrigger]] = {}
    rules: dict[str, TieRule] = {}
    examples: list[TieExample] = []
    for row in data["rules"]:
        rule = _build_rule(data["defaults"] | row)
        rules[rule.rule_id] = rule
        for trigger in _read_triggers(rule, row, classes):
            triggers.setdefault((trigger.lemma, trigger.word_class), []).append(trigger)
        examples.extend(TieExample(rule.rule_id, text, tuple(records)) for text, records in row["examples"])
    ordered = {key: tuple(sorted(found, key=_rank)) for key, found in triggers.items()}
    return TieWords(ordered, classes, rules, tuple(examples), data["sureness"])


@cache
def load_standing_words() -> StandingWords:
    """The words of standings.yaml.

    Raises:
        ReferenceDataError: a word stands for two things in one relation.
    """
    data = load_yaml("standings.yaml")
    operators: dict[tuple[str, str], str] = {}
    for operator, channels in data["operators"].items():
        for channel, words in channels.items():
            for word in words:
                key = _operator_key(channel, word)
                if operators.setdefault(key, operator) != operator:
                    raise ReferenceDataError(f"standings.yaml: {key} is both {operators[key]} and {operator}")
    allowed = {kind: frozenset(values) for kind, values in data["allowed"].items()}
    sets = {
        name: frozenset(data[name])
        for name in (
            "shaping",
            "direct",
            "sound",
            "cancelled",
            "closing",
            "settings",
            "realised",
            "reported",
            "conditions",
        )
    }
    past, instead, certainty = data["past"], data["instead"], data["certainty"]
    return StandingWords(operators, data["compose"], certainty, past=past, allowed=allowed, instead=instead, **sets)


def _operator_key(channel: str, word: str) -> tuple[str, str]:
    """Words of the channel "prep" name the preposition: `withdraw from` is ("from", "withdraw")."""
    if channel == "prep":
        lemma, preposition = word.split()
        return preposition, lemma
    return channel, word


def _build_rule(row: Mapping[str, Any]) -> TieRule:
    kind = None if row["kind"] == SAME else row["kind"]
    if (kind is not None and kind not in get_args(TieKind)) or row["standing"] not in get_args(StandingValue):
        raise ReferenceDataError(f"ties.yaml: rule {row['id']}: no kind {kind!r} or no standing {row['standing']!r}")
    if row["reach"] not in REACHES:
        raise ReferenceDataError(f"ties.yaml: rule {row['id']}: no reach {row['reach']!r}")
    first, second = (tuple(row[side].split()) for side in ("first", "second"))
    return TieRule(
        rule_id=row["id"],
        kind=kind,
        first=first,
        second=second,
        directed=row["directed"],
        joint=row["joint"] and not row["directed"],
        standing=row["standing"],
        fixed=row["fixed"],
        patron=row["patron"],
        fades=row["fades"],
        reach=row["reach"],
        prior=row["prior"],
    )


def _read_triggers(
    rule: TieRule, row: Mapping[str, Any], classes: Mapping[str, frozenset[str]]
) -> Iterable[TieTrigger]:
    for key, word_class in WORD_CLASSES.items():
        for line in row.get(key, ()):
            lemmas, *parts = line.split()
            needs = tuple(_read_need(part, classes) for part in parts)
            for lemma in _expand(lemmas, classes):
                yield TieTrigger(lemma, word_class, needs, rule)


def _rank(trigger: TieTrigger) -> tuple[int, int, int]:
    """The more a trigger asks for, the sooner it is tried; words count for more than parties."""
    wanted = [need for need in trigger.needs if need.wanted]
    return -len(wanted), sum("party" in need.sorts for need in wanted), -len(trigger.needs)


def _read_need(part: str, classes: Mapping[str, frozenset[str]]) -> Need:
    wanted = not part.startswith("!")
    slot, colon, sorts = part.removeprefix("!").rpartition(":")
    return Need(slot if colon else None, _expand(sorts, classes), wanted)


def _expand(words: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words that `a|@class` stands for."""
    found: set[str] = set()
    for word in words.split("|"):
        if word.startswith("@") and word[1:] not in classes:
            raise ReferenceDataError(f"ties.yaml: no word class {word}")
        found |= classes[word[1:]] if word.startswith("@") else {word}
    return frozenset(found)
