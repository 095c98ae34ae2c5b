"""What a brief says of happenings and quotes: what was done, who said what of whom, what is planned."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest

from detente.analyse.acts import place_day
from detente.analyse.brief_scope import FEW_CITED, LONG, SHORT, Scope, say, say_outlet, say_published, say_speaker
from detente.analyse.citations import Sentence
from detente.analyse.wording import (
    capitalise,
    count_things,
    name_participants,
    name_party,
    place_period,
    quote_words,
    say_day,
    say_number,
)
from detente.model import Event, Happening, Participant
from detente.reference.prose import load_prose
from detente.store.rows import EventRow, QuoteRow

HAPPENINGS, QUOTES, PLANS = 3, 3, 2
YEAR = timedelta(days=365)
_QUOTE_RANK = {"direct": 0, "mixed": 1, "indirect": 2}


@dataclass(frozen=True, slots=True)
class Told:
    """A happening with its reports' words, the first published first."""

    happening: Happening
    rows: tuple[EventRow, ...]

    @property
    def lead(self) -> EventRow:
        """The surest report."""
        return max(self.rows, key=lambda row: row.event.evidence.confidence)


def write_balance(scope: Scope, told: Sequence[Told]) -> Iterator[Sentence]:
    """How many happenings of cooperation and of conflict there were since the first day of what counts as new."""
    done = [t for t in told if _is_done(t) and (day := place_day(t.happening)) and scope.since <= day <= scope.until]
    span = {"Span": f"Since {say_day(scope.since)}"}
    if not done:
        yield Sentence(say("balance_none", **span))
        return
    good = sum("cooperation" in t.happening.quad_class for t in done)
    cited = tuple(scope.citer.cite_event(t.lead) for t in _rank(done)[: scope.cut(FEW_CITED)])
    counts = {"cooperation": count_things(good, "happening"), "conflict": say_number(len(done) - good)}
    text = say("balance" if good < len(done) else "balance_peaceful", **counts, **span)
    yield Sentence(text, cited, len(done) - len(cited))


def write_happenings(scope: Scope, told: Sequence[Told]) -> Iterator[Sentence]:
    """The happenings with most independent reports, newest first; one of each sentence of an article."""
    first: dict[tuple[str, str], Told] = {}
    for one in _rank([t for t in told if _is_done(t)]):
        first.setdefault((one.lead.article.article_id, one.lead.sentence), one)
    chosen = list(first.values())[: scope.cut(HAPPENINGS)]
    for one in sorted(chosen, key=_newness, reverse=True):
        yield _write_happening(scope, one)
    if not chosen:
        yield Sentence(say("no_happenings", window=scope.window))


def write_plans(scope: Scope, told: Iterable[Told]) -> Iterator[Sentence]:
    """What was told to lie ahead, of what counts as new, and still does by its own day if it has one."""
    new = [t for t in told if t.happening.status == "future" and (t.happening.told or scope.since) >= scope.since]
    ahead = [t for t in new if t.happening.day is None or t.happening.day.last >= scope.until]
    first: dict[str, Told] = {}
    for one in sorted(ahead, key=_newness, reverse=True):
        first.setdefault(one.lead.sentence, one)
    for one in list(first.values())[: scope.cut(PLANS)]:
        yield _write_plan(scope, one)


def write_quotes(scope: Scope, rows: Sequence[QuoteRow]) -> Iterator[Sentence]:
    """What each side said of the other, of both sides in turn; of several speakers each before any a second time."""
    sides: list[list[QuoteRow]] = []
    for code, other in ((scope.a, scope.b), (scope.b, scope.a)):
        said = [row for row in rows if row.quote.speaker_code == code and _names(row, other) and _is_new(scope, row)]
        sides.append(_choose(sorted(said, key=_rank_quote)))
    taking_turns = [row for both in zip_longest(*sides) for row in both if row is not None]
    for row in sorted(taking_turns[: scope.cut(QUOTES)], key=_published, reverse=True):
        yield _write_quote(scope, row)


def _write_happening(scope: Scope, told: Told) -> Sentence:
    happening, lead = told.happening, told.lead
    recipients = _list_recipients(lead.event)
    act = load_prose().act(happening.event_type, happening.mode, bool(recipients))
    reports = f"{count_things(happening.independent_count, 'independent report')}"
    text = say(
        "happening",
        Day=capitalise(_say_day(told)),
        actors=name_participants(lead.event.actors, (scope.a, scope.b)),
        act=act.past.format(recipients=name_participants(recipients, (scope.a, scope.b))),
        word=say("on_word") if all(row.event.attributed for row in told.rows) else "",
        reports=say("reports", reports=reports) if happening.independent_count > 1 else "",
        words=scope.quote_event(lead),
    )
    cited = _cite(scope, told)
    return Sentence(text, cited, len(told.rows) - len(cited))


def _write_plan(scope: Scope, told: Told) -> Sentence:
    event, lead = told.lead.event, told.lead
    recipients = _list_recipients(event)
    act = load_prose().act(told.happening.event_type, told.happening.mode, bool(recipients))
    text = say(
        "planned",
        Actors=capitalise(name_participants(event.actors, (scope.a, scope.b))),
        was="were" if len(_codes(event)) > 1 else "was",
        base=act.base.format(recipients=name_participants(recipients, (scope.a, scope.b))),
        day=f" {place_period(told.happening.day)}" if told.happening.day else "",
        source=say("source_outlet", outlet=say_outlet(lead.article), day=say_published(lead.article)),
        words=scope.quote_event(lead),
    )
    cited = _cite(scope, told)
    return Sentence(text, cited, len(told.rows) - len(cited))


def _write_quote(scope: Scope, row: QuoteRow) -> Sentence:
    quote = row.quote
    other = scope.b if quote.speaker_code == scope.a else scope.a
    # The reporter's clause ("that it would ...") is no sentence; the whole sentence is.
    words = " … ".join(row.pieces) if quote.quote_type == "direct" else row.sentence
    text = say(
        "quote",
        Speaker=capitalise(say_speaker(quote.speaker_name, quote.speaker_code)),
        about=name_party(other),
        day=f" {place_period(quote.day)}" if quote.day else "",
        outlet=say_outlet(row.article),
        published=say_published(row.article),
        words=quote_words(words, row.cue, LONG if scope.long else SHORT + 30),
    )
    return Sentence(text, (scope.citer.cite_quote(row),))


def _rank_quote(row: QuoteRow) -> tuple[bool, int, int]:
    """Those whom the reference table knows first, then the newest, then speech in its own words."""
    return row.quote.speaker_id is None, -_published(row), _QUOTE_RANK[row.quote.quote_type]


def _choose(rows: Iterable[QuoteRow]) -> list[QuoteRow]:
    """One quote of each sentence, and of each speaker where there are several."""
    by_sentence = {row.sentence: row for row in reversed(list(rows))}
    ordered = list(reversed(by_sentence.values()))
    first = {row.quote.speaker_name: row for row in reversed(ordered)}
    chosen = [row for row in ordered if first[row.quote.speaker_name] is row]
    return chosen + [row for row in ordered if first[row.quote.speaker_name] is not row]


def _names(row: QuoteRow, code: str) -> bool:
    quote = row.quote
    name = quote.speaker_name
    named = name is not None and name[0].isupper() and not name_party(quote.speaker_code or "").endswith(name)
    return named and (code in quote.about or quote.addressee_code == code)


def _is_new(scope: Scope, row: QuoteRow) -> bool:
    return scope.citer.find_words(row.article, row.sentence) is None


def _say_day(told: Told) -> str:
    if told.happening.day is not None:
        return place_period(told.happening.day)
    return say("reported", day=say_published(told.rows[0].article))


def _cite(scope: Scope, told: Told) -> tuple[int, ...]:
    """The surest report, then one of each further story."""
    story = {report.event_id: report.story_id for report in told.happening.reports}
    by_story = {story.get(row.event_id, row.event_id): row for row in reversed(told.rows)}
    by_story[story.get(told.lead.event_id, told.lead.event_id)] = told.lead
    rows = sorted(by_story.values(), key=lambda row: row is not told.lead)
    return tuple(scope.citer.cite_event(row) for row in rows[: scope.cut(FEW_CITED)])


def _rank(told: Iterable[Told]) -> list[Told]:
    """Most independent reports, then most weight on the PLOVER scale as far as the reading is sure, then the newest."""
    return sorted(
        told,
        key=lambda t: (t.happening.independent_count, _weigh(t), _newness(t)),
        reverse=True,
    )


def _weigh(told: Told) -> float:
    weight = abs(told.happening.score or 0) + (10 if told.happening.quad_class.startswith("material") else 0)
    return weight * told.lead.event.evidence.confidence


def _newness(told: Told) -> int:
    day = place_day(told.happening) or told.happening.told
    return day.toordinal() if day else 0


def _published(row: QuoteRow) -> int:
    return row.article.published.toordinal() if row.article.published else 0


def _is_done(told: Told) -> bool:
    """Whether it happened, on a day that is known or told; a year well before its first report is a look back."""
    happening = told.happening
    if happening.status not in ("actual", "historical") or place_day(happening) is None:
        return False
    vague = happening.day is not None and happening.day.precision in ("year", "decade")
    return not vague or happening.told is None or happening.day is None or happening.told - happening.day.end < YEAR


def _list_recipients(event: Event) -> list[Participant]:
    """To whom it was done, without those who are said to have done it."""
    return [party for party in event.recipients if (party.code or party.name) not in _codes(event)]


def _codes(event: Event) -> set[str]:
    return {party.code or party.name for party in event.actors}
