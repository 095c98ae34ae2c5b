"""Names, days, numbers and ties as they stand in a sentence."""

from collections.abc import Iterable, Sequence
from datetime import date

from detente.analyse.tie_keys import TieKey
from detente.model import Participant, Period, StandingValue
from detente.reference.actors import load_actors
from detente.reference.prose import TiePhrase, load_prose

MANY = 4  # parties beyond which only the first are named


def name_party(code: str) -> str:
    """The name of a country or body within a sentence, with its article; the code itself where none is known.

    Examples:
        >>> [name_party(code) for code in ("USA", "PHL", "CHN", "NATO", "EUR", "QQQ")]
        ['the United States', 'the Philippines', 'China', 'NATO', 'the European Union', 'QQQ']
    """
    actor, prose = load_actors().state(code), load_prose()
    if actor is None:
        return prose.sentences["unknown_body"] if code == "IGO" else code
    if actor.kind == "body":
        return actor.actor_id if actor.actor_id in prose.bare else _add_article(actor.name)
    return f"the {actor.name}" if code in prose.articles else actor.name


def name_participants(participants: Iterable[Participant], first: tuple[str, str]) -> str:
    """Who takes part: states by their names, others by what part they have in a country that is not named itself.

    Those of no known country are told only where there is nobody else. Of more than four, those of the two codes are
    named first and then as many as make three; the rest are counted.
    """
    listed = list(participants)
    states = {party.code for party in listed if party.code and party.sector not in load_prose().sectors}
    coded = [party for party in listed if party.code] or listed
    shown = [p for p in coded if p.code not in states or p.sector not in load_prose().sectors]
    names = list(dict.fromkeys(map(_name_participant, sorted(shown, key=lambda p: p.code not in first))))
    if len(names) <= MANY:
        return join_words(dict.fromkeys(map(_name_participant, shown)))
    return join_words([*names[: MANY - 1], count_things(len(names) - MANY + 1, "other")])


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence.

    Examples:
        >>> join_words(["China"]), join_words(["China", "Russia", "Iran"])
        ('China', 'China, Russia and Iran')
    """
    listed = list(words)
    return f" {last} ".join(part for part in (", ".join(listed[:-1]), listed[-1] if listed else "") if part)


def capitalise(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def count_things(count: int, thing: str, plural: str | None = None) -> str:
    """A number with what it counts.

    Examples:
        >>> count_things(1, "article"), count_things(14, "article"), count_things(0, "story", "stories")
        ('one article', '14 articles', 'no stories')
    """
    return f"{say_number(count)} {thing if count == 1 else plural or f'{thing}s'}"


def say_number(count: int) -> str:
    """A small number in letters, a greater one in figures."""
    numbers = load_prose().numbers
    return numbers[count] if count < len(numbers) else f"{count:,}"


def say_day(day: date) -> str:
    """A day of the calendar.

    Examples:
        >>> say_day(date(2022, 2, 4))
        '4 February 2022'
    """
    return f"{day.day} {load_prose().months[day.month - 1]} {day.year}"


def say_period(period: Period) -> str:
    """A period as precise as it is.

    Examples:
        >>> [say_period(Period.parse(v)) for v in ("2022-02-04", "2022-02", "2022-Q1", "2022", "202")]
        ['4 February 2022', 'February 2022', 'the first quarter of 2022', '2022', 'the 2020s']
    """
    start, prose = period.start, load_prose()
    return {
        "day": say_day(start),
        "week": f"the week of {say_day(start)}",
        "month": f"{prose.months[start.month - 1]} {start.year}",
        "quarter": f"the {prose.quarters[(start.month - 1) // 3]} quarter of {start.year}",
        "year": str(start.year),
        "decade": f"the {start.year // 10 * 10}s",
    }[period.precision]


def place_period(period: Period) -> str:
    """A period with its preposition.

    Examples:
        >>> place_period(Period.parse("2022-02-04")), place_period(Period.parse("2022"))
        ('on 4 February 2022', 'in 2022')
    """
    return f"{'on' if period.precision == 'day' else 'in'} {say_period(period)}"


def say_standing(standing: StandingValue, key: TieKey) -> str:
    """What follows "is" or "are": how a tie of that kind stands."""
    return load_prose().standings[standing, key.kind]


def say_tie(key: TieKey, parties: Sequence[str], *, definite: bool = True, pair: tuple[str, str] | None = None) -> str:
    """A tie within a sentence: its name if it has one, what it is, and between whom.

    Args:
        key: the tie.
        parties: all whom it binds or divides.
        definite: "the alliance" rather than "an alliance"; a name takes neither.
        pair: the two of whom the reader knows that they are spoken of; only others are told.
    """
    phrase = load_prose().ties[key.kind]
    words = _say_parties(phrase, key, parties)
    if pair and not key.directed:
        words = _say_others(phrase, len(set(parties) - set(pair)))
    if key.name and key.kind != "membership":
        return name_pact(key.name) if words == "treaty" else f"{name_pact(key.name)} ({words})"
    return f"{_choose_article(words, definite)} {words}" if phrase.article else words


def head_tie(key: TieKey) -> str:
    """What kind of tie it is, as a heading."""
    return load_prose().ties[key.kind].heading


def name_pact(name: str) -> str:
    """The proper name of a tie within a sentence, with its article.

    Examples:
        >>> name_pact("INF Treaty"), name_pact("New START")
        ('the INF Treaty', 'New START')
    """
    first, *_, last = name.lower().split() * 2
    takes = last in load_prose().the_names or first in load_prose().the_starts
    return f"the {name}" if takes else name


def is_plural(key: TieKey) -> bool:
    """Whether "are" follows it."""
    if key.name and key.kind != "membership":
        return False
    phrase = load_prose().ties[key.kind]
    return phrase.directed_plural if key.directed else phrase.plural


def quote_words(sentence: str, cue: str | None, limit: int) -> str:
    """The exact words in quotation marks; of a long sentence the stretch around the cue, cut ends marked by dots."""
    line = " ".join(sentence.split())
    if len(line) <= limit:
        return f"“{line}”"
    at = max(line.find(" ".join((cue or "").split())), 0)
    start = min(max(at - limit // 2, 0), len(line) - limit)
    start = line.rfind(" ", 0, start) + 1
    end = line.rfind(" ", start, start + limit)
    piece = line[start:] if start + limit >= len(line) else line[start : end if end > start else start + limit]
    return f"“{'… ' if start else ''}{piece}{'' if start + len(piece) == len(line) else ' …'}”"


def _say_parties(phrase: TiePhrase, key: TieKey, parties: Sequence[str]) -> str:
    names = [name_party(code) for code in parties]
    if key.kind == "membership" and key.name and load_actors().state(key.name):
        names[1:] = [name_party(key.name)]
    if key.directed:
        return phrase.directed.format(first=names[0], second=join_words(names[1:]), parties=join_words(names))
    if len(names) > MANY:
        names = [*names[: MANY - 1], count_things(len(names) - MANY + 1, "other")]
    return phrase.words.format(parties=join_words(names), first=names[0], second=join_words(names[1:]))


def _say_others(phrase: TiePhrase, count: int) -> str:
    words = phrase.words.removesuffix(" between {parties}")
    return f"{words} with {count_things(count, 'other')}" if count else words


def _choose_article(words: str, definite: bool) -> str:
    return "the" if definite else "an" if words[0] in "aeiou" else "a"


def _add_article(name: str) -> str:
    return name if name.lower().startswith("the ") else f"the {name}"


def _name_participant(party: Participant) -> str:
    if party.code is None:
        return party.name
    phrase = load_prose().sectors.get(party.sector)
    return phrase.format(name=name_party(party.code)) if phrase else name_party(party.code)
