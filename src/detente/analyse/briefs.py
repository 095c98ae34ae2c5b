"""A written brief of a pair: plain sentences put together from records, each with what it rests on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from detente.analyse.brief_happenings import Told, write_balance, write_happenings, write_plans, write_quotes
from detente.analyse.brief_scope import Scope, head, say
from detente.analyse.brief_ties import (
    sort_recent,
    write_changes,
    write_contests,
    write_headline,
    write_known,
    write_planned_ties,
    write_ties,
)
from detente.analyse.citations import Brief, Passage, Sentence
from detente.analyse.histories import TieHistory, build_histories
from detente.analyse.known import list_known
from detente.analyse.wording import capitalise, count_things, join_words, name_party, say_day
from detente.store.rows import ArticleFacts, EventRow, QuoteRow, TieRow

NEW = timedelta(days=365)
THIN = 3  # articles, up to which a brief says that they are few
OUTLETS = 3


@dataclass(frozen=True, slots=True)
class Dossier:
    """All records of a pair that a brief is made of.

    Attributes:
        ties: what articles say of ties of the two, up to the last day.
        told: happenings between them in the window, with the words of their reports.
        quotes: of one about or to the other, in the window.
        spoken: all quotes of the articles in `ties`; they tell on whose word a claim rests.
        stories: article_id -> story_id.
    """

    ties: Sequence[TieRow] = ()
    told: Sequence[Told] = ()
    quotes: Sequence[QuoteRow] = ()
    spoken: Sequence[QuoteRow] = ()
    stories: Mapping[str, str] = field(default_factory=dict)

    def list_articles(self) -> list[ArticleFacts]:
        """Every article, the first published first, those without a day last."""
        rows: list[TieRow | QuoteRow | EventRow] = [*self.ties, *self.quotes, *(r for t in self.told for r in t.rows)]
        found = {row.article.article_id: row.article for row in rows}
        return sorted(found.values(), key=lambda a: (a.published is None, a.published or date.min, a.article_id))


def build_brief(
    dossier: Dossier, a: str, b: str, since: date | None = None, until: date | None = None, *, long: bool = False
) -> Brief:
    """How two countries or bodies stand, in plain sentences.

    Nothing is said that is not in a record, and every sentence has the numbers of the records that it rests on; only
    one that says that the record holds nothing has none.

    Args:
        dossier: the records.
        a: code of one.
        b: code of the other.
        since: first day of the window; without it all is in the window, and new is what came in its last 365 days.
        until: last day; without it the last on which the record says anything.
        long: whether to tell all rather than what fits a page.
    """
    articles = dossier.list_articles()
    scope = _make_scope(a, b, since, until, articles, long)
    histories = sort_recent(build_histories(dossier.ties, dossier.spoken, dossier.stories, (a, b)), scope.until)
    title = say("title", A=capitalise(name_party(a)), b=name_party(b))
    parts = _list_parts(scope, dossier, histories) if articles else ()
    written = [(head("record"), tuple(_write_record(scope, articles)))]
    written += [(heading, tuple(write())) for heading, write in parts]
    passages = tuple(Passage(heading, sentences) for heading, sentences in written if sentences)
    return Brief(a, b, title, since, until, passages, tuple(scope.citer.citations))


def _list_parts(
    scope: Scope, dossier: Dossier, histories: Sequence[TieHistory]
) -> Iterable[tuple[str, Callable[[], Iterator[Sentence]]]]:
    known = list_known(scope.a, scope.b)
    names = [history.key.name for history in histories]
    return (
        (head("stand"), lambda: _write_stand(scope, dossier, histories)),
        (head("ties"), lambda: write_ties(scope, histories)),
        (head("changes", day=say_day(scope.since)), lambda: write_changes(scope, histories)),
        (head("happenings"), lambda: write_happenings(scope, dossier.told)),
        (head("quotes"), lambda: write_quotes(scope, dossier.quotes)),
        (head("contests"), lambda: write_contests(scope, histories, known)),
        (head("plans"), lambda: _write_planned(scope, dossier, histories)),
        (head("known"), lambda: write_known(scope, known, names)),
    )


def _write_stand(scope: Scope, dossier: Dossier, histories: Sequence[TieHistory]) -> Iterator[Sentence]:
    yield from write_headline(scope, histories)
    yield from write_balance(scope, dossier.told)


def _write_planned(scope: Scope, dossier: Dossier, histories: Sequence[TieHistory]) -> Iterator[Sentence]:
    yield from write_planned_ties(scope, histories)
    yield from write_plans(scope, dossier.told)


def _make_scope(
    a: str, b: str, since: date | None, until: date | None, articles: Sequence[ArticleFacts], long: bool
) -> Scope:
    days = [article.published for article in articles if article.published is not None]
    last = until or max(days, default=date.max)
    window = say("window_since", day=say_day(since)) if since else ""
    window += say("window_until", day=say_day(until)) if until else ""
    return Scope(a, b, since or (last - NEW if days or until else date.min), last, window, long)


def _write_record(scope: Scope, articles: Sequence[ArticleFacts]) -> Iterator[Sentence]:
    names = {"a": name_party(scope.a), "b": name_party(scope.b)}
    if not articles:
        yield Sentence(say("record_none", window=scope.window, **names))
        return
    dated = [article for article in articles if article.published]
    cited = tuple(dict.fromkeys(scope.citer.cite_article(a) for a in (articles[0], (dated or articles)[-1])))
    parts = {"articles": count_things(len(articles), "article"), "outlets": _say_outlets(articles), **names}
    if not dated or dated[0].published is None or dated[-1].published is None:
        yield Sentence(say("record_undated", **parts), cited)
    elif len(articles) == 1:
        yield Sentence(say("record_one", first=say_day(dated[0].published), **parts), cited)
    else:
        days = {"first": say_day(dated[0].published), "last": say_day(dated[-1].published)}
        yield Sentence(say("record", **days, **parts), cited, len(articles) - len(cited))
    if len(articles) <= THIN:
        yield Sentence(say("thin"), cited)


def _say_outlets(articles: Iterable[ArticleFacts]) -> str:
    outlets = list(dict.fromkeys(article.outlet for article in articles))
    if len(outlets) > OUTLETS:
        return count_things(len(outlets), "outlet")
    return join_words(outlet or say("unknown_outlet") for outlet in outlets)
