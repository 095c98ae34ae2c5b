import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build import build_article
from build_records import build_dispatch, build_event, build_quote, build_standing, find_span
from detente.errors import InputError, StoreError
from detente.model import Evidence, Issue, Period, Section, Span, Standing, Tie
from detente.model.period import PRECISIONS
from detente.store import ArticleRecord, Database, Filters, open_database

TEXT = (
    "Moscow weighs an alliance\n"
    "China praised Russia on Thursday. “We are not planning it,” the president said, “but theoretically it is quite "
    "possible.” Russia supplies S-400 missiles to China 🚀."
)
NUMBERS = count()


def _build_record() -> ArticleRecord:
    title, body = Span(0, 25), Span(26, len(TEXT))
    article = build_article(
        TEXT,
        sections=(Section("headline", title), Section("body", body)),
        title="Moscow weighs an alliance",
        published=date(2020, 10, 23),
        outlet="Courier",
        url="https://courier.example/1",
        given_id="a-1",
    )
    said = "“We are not planning it,” the president said, “but theoretically it is quite possible.”"
    pieces = ("We are not planning it,", "but theoretically it is quite possible.")
    day = Period.of_day(date(2020, 10, 22))
    quote = build_quote(
        article, said, *pieces, speaker=find_span(article, "the president"), speaker_id="RUS/vladimir-putin",
        speaker_name="Vladimir Putin", speaker_code="RUS", day=day, about=("CHN", "USA"),
    )  # fmt: skip
    sold = "Russia supplies S-400 missiles to China 🚀."
    return ArticleRecord(
        article,
        events=(
            build_event(article, "China praised Russia on Thursday.", "praised", "China", "Russia", day=day),
            build_event(article, sold, "supplies", "Russia", "China", contexts=("military", "economic"), score=None),
        ),
        quotes=(quote,),
        standings=(
            build_standing(article, said, "alliance", "CHN RUS", "imagined", day=day),
            build_standing(article, said, "alliance", "CHN RUS", "denied", day=day),
            build_standing(
                article, sold, "arms_transfer", "RUS CHN", "in_force", directed=True, name="S-400",
                since=Period.parse("2019-12"),
            ),
        ),
    )  # fmt: skip


def _dump(db: Database) -> list[object]:
    oldest = Filters(newest_first=False)
    articles = [(row, db.read_article(row.article_id)) for row in db.iter_articles()]
    return [articles, *db.iter_events(oldest), *db.iter_quotes(oldest), *db.iter_ties(oldest)]


def test_what_is_written_is_read_back(db: Database, run_id: str) -> None:
    record = _build_record()
    assert db.write(run_id, record) is True
    assert db.read_article(record.article.article_id) == record.article
    assert [row.event for row in db.iter_events(Filters(newest_first=False))] == list(record.events)
    (quote,) = db.iter_quotes()
    assert quote.quote == record.quotes[0]
    assert quote.pieces == ("We are not planning it,", "but theoretically it is quite possible.")
    assert {row.standing for row in db.iter_ties()} == set(record.standings)
    sold = next(row for row in db.iter_events() if row.event.event_type == "SUPPORT" and row.cue == "supplies")
    assert sold.sentence == "Russia supplies S-400 missiles to China 🚀."
    assert (sold.article.title, sold.article.outlet, sold.article.run_id) == (record.article.title, "Courier", run_id)


def test_writing_twice_changes_nothing(db: Database, run_id: str) -> None:
    record = _build_record()
    assert not db.has_article(record.article.article_id, "model-1", "lexicon-1")
    db.write(run_id, record)
    assert db.has_article(record.article.article_id, "model-1", "lexicon-1")
    before = _dump(db), db.count_rows()
    assert db.write(run_id, record) is False
    assert (_dump(db), db.count_rows()) == before
    again = db.begin_run("0.1.0", "model-1", "lexicon-1", {})
    assert db.write(again, replace(record, events=())) is False
    assert _dump(db) == before[0]


@st.composite
def _spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=80)
_DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_PERIODS = st.builds(lambda day, more, name: Period(day, day + timedelta(more), name), _DAYS, st.integers(1, 400),
                     st.sampled_from(PRECISIONS))  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), words=_TEXTS, day=st.none() | _DAYS, when=st.none() | _PERIODS, sure=st.floats(0, 1))
def test_any_record_comes_back_with_its_words(
    db: Database, run_id: str, data: st.DataObject, words: str, day: date | None, when: Period | None, sure: float
) -> None:
    article = build_article(words, published=day, outlet=f"Outlet {next(NUMBERS)}")
    spans = [data.draw(_spans(len(words))) for _ in range(4)]
    evidence = Evidence(article.article_id, spans[0], data.draw(st.none() | st.just(spans[1])), "hand", sure)
    model = _build_record()
    event = replace(model.events[0], evidence=evidence, day=when)
    quote = replace(model.quotes[0], evidence=evidence, content=tuple(spans), day=when)
    standing = Standing(Tie("treaty", ("RUS", "USA"), False, words), "ended", when, when, evidence)
    assert db.write(run_id, ArticleRecord(article, (event,), (quote,), (standing,)))
    only = Filters(outlet=article.outlet)
    (found_event,), (found_quote,), (found_tie,) = db.iter_events(only), db.iter_quotes(only), db.iter_ties(only)
    assert (found_event.event, found_quote.quote, found_tie.standing) == (event, quote, standing)
    assert found_event.sentence == found_quote.sentence == found_tie.sentence == evidence.span.words(words)
    assert found_event.cue == (None if evidence.cue is None else evidence.cue.words(words))
    assert found_quote.pieces == tuple(span.words(words) for span in spans)
    assert not db.write(run_id, ArticleRecord(article))


@pytest.mark.parametrize(("model", "lexicon"), [("model-2", "lexicon-1"), ("model-1", "lexicon-2")])
def test_another_model_or_lexicon_replaces_the_records(db: Database, run_id: str, model: str, lexicon: str) -> None:
    record = _build_record()
    db.write(run_id, record)
    (first,) = db.iter_articles()
    later = db.begin_run("0.1.0", model, lexicon, {})
    assert db.write(later, replace(record, events=record.events[:1], quotes=(), standings=record.standings[:1])) is True
    counts = db.count_rows()
    assert (counts["articles"], counts["events"], counts["quotes"], counts["standings"]) == (1, 1, 0, 1)
    assert (counts["event_participants"], counts["quote_pieces"], counts["ties"], counts["tie_parties"]) == (2, 0, 1, 2)
    (second,) = db.iter_articles(Filters(text="alliance"))
    assert (second.first_seen, second.run_id) == (first.first_seen, later)
    assert not db.has_article(record.article.article_id, "model-1", "lexicon-1")
    assert db.has_article(record.article.article_id, model, lexicon)


def test_tie_told_by_another_article_outlives_a_new_reading(db: Database, run_id: str) -> None:
    record = _build_record()
    other = build_article("China and Russia are no allies.")
    stands = build_standing(other, other.text, "alliance", "CHN RUS", "denied")
    db.write_all(run_id, [record, ArticleRecord(other, standings=(stands,))])
    db.write(db.begin_run("0.1.0", "model-2", "lexicon-1", {}), ArticleRecord(record.article))
    assert [row.standing for row in db.iter_ties()] == [stands]
    assert db.count_rows()["ties"] == 1


def test_changed_text_under_an_address_is_a_new_version(db: Database, run_id: str) -> None:
    url = "https://courier.example/talks"
    articles = [build_dispatch(number, url=url) for number in range(3)]
    for article, event in articles:
        db.write(run_id, ArticleRecord(article, (event,)))
    elsewhere, _ = build_dispatch(9)
    db.write(run_id, ArticleRecord(elsewhere))
    ids = [article.article_id for article, _ in articles]
    rows = {row.article_id: row for row in db.iter_articles(Filters(old_versions=True))}
    chain = [(rows[i].version, rows[i].supersedes, rows[i].is_latest) for i in (*ids, elsewhere.article_id)]
    assert chain == [(1, None, False), (2, ids[0], False), (3, ids[1], True), (1, None, True)]
    assert {row.article_id for row in db.iter_articles()} == {ids[2], elsewhere.article_id}
    assert [row.event.event_id for row in db.iter_events()] == [articles[2][1].event_id]
    assert len(list(db.iter_events(Filters(old_versions=True)))) == 3
    assert db.read_article(ids[0]) == articles[0][0]
    assert db.write(run_id, ArticleRecord(articles[0][0])) is False


def test_two_readings_of_the_same_words_are_one_record(db: Database, run_id: str) -> None:
    article, event = build_dispatch(1)
    double = replace(event, evidence=replace(event.evidence, made_by="another rule"))
    db.write(run_id, ArticleRecord(article, (event, double)))
    assert [row.event for row in db.iter_events()] == [event]


@pytest.mark.parametrize("words", ["half a pair \ud83d", "a NUL \0 byte"])
@pytest.mark.parametrize("fact", ["text", "title", "outlet", "url", "given_id"])
def test_characters_that_are_no_text_are_refused(db: Database, run_id: str, words: str, fact: str) -> None:
    facts = {fact: words} if fact != "text" else {}
    article = build_article(words if fact == "text" else "All is well.", **facts)
    good, event = build_dispatch(1)
    with pytest.raises(InputError, match="characters that cannot be stored") as caught:
        db.write_all(run_id, [ArticleRecord(good, (event,)), ArticleRecord(article)])
    assert caught.value.reason == "characters"
    assert db.count_rows()["articles"] == 0


def test_record_of_another_article_is_refused(db: Database, run_id: str) -> None:
    (article, _), (_, event) = build_dispatch(1), build_dispatch(2)
    with pytest.raises(ValueError, match="does not rest on article"):
        db.write(run_id, ArticleRecord(article, (event,)))
    with pytest.raises(ValueError, match="does not rest on article"):
        db.write(
            run_id,
            ArticleRecord(
                article, (replace(event, evidence=Evidence(article.article_id, Span(0, 999), None, "hand", 1)),)
            ),
        )


def test_article_needs_a_run(db: Database) -> None:
    article, event = build_dispatch(1)
    with pytest.raises(StoreError, match="no run"):
        db.write("0000", ArticleRecord(article, (event,)))
    assert db.count_rows()["articles"] == 0


def test_failure_within_a_batch_stores_none_of_it(db: Database, run_id: str) -> None:
    records = [ArticleRecord(article, (event,)) for article, event in map(build_dispatch, range(3))]
    nobodys = replace(records[2].events[0].evidence, made_by=None)  # type: ignore[arg-type]
    broken = replace(records[2], events=(replace(records[2].events[0], evidence=nobodys),))
    with pytest.raises(StoreError, match="made_by"):
        db.write_all(run_id, [*records[:2], broken])
    assert db.count_rows()["articles"] == 0
    assert db.write_all(run_id, records) == 3


def test_runs_are_recorded(db: Database) -> None:
    first = db.begin_run("0.1.0", "m", "l", {"pipeline": "en_core_web_sm", "processes": 2})
    second = db.begin_run("0.2.0", "m", "l", {})
    db.finish_run(first)
    newest, oldest = db.iter_runs()
    assert (newest.run_id, newest.version, newest.finished) == (second, "0.2.0", None)
    assert oldest.settings == {"pipeline": "en_core_web_sm", "processes": 2}
    assert oldest.started == datetime(2022, 3, 1, 0, 0, tzinfo=UTC)
    assert oldest.finished == datetime(2022, 3, 1, 0, 2, tzinfo=UTC)


def test_issues_are_rows(db: Database, run_id: str) -> None:
    empty = Issue("news.jsonl:12", "ingest", "empty", "news.jsonl:12: no text; leave the line out")
    strange = Issue("caf\udce9.txt", "ingest", "encoding", "caf\udce9.txt: no UTF-8", article_id="00ff")
    assert db.write_issue(run_id, empty) is True
    assert db.write_issue(run_id, empty) is False
    assert db.write_issue(run_id, strange) is True
    newest, oldest = db.iter_issues()
    assert (oldest.issue, oldest.run_id, oldest.at) == (empty, run_id, datetime(2022, 3, 1, 0, 1, tzinfo=UTC))
    assert (newest.issue.origin, newest.issue.article_id) == ("caf\\udce9.txt", "00ff")
    assert [row.issue for row in db.iter_issues(Filters(kind="empty", status="ingest"))] == [empty]
    assert not list(db.iter_issues(Filters(status="code")))
    assert len(list(db.iter_issues(Filters(since=date(2022, 3, 1), until=date(2022, 3, 1), limit=5)))) == 2
    assert not list(db.iter_issues(Filters(since=date(2022, 3, 2))))


WRITE = """
import sys
from build_records import build_dispatch
from detente.store import ArticleRecord, open_database
with open_database(sys.argv[1]) as db:
    run_id = db.begin_run("0.1.0", "model-1", "lexicon-1", {})
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        article, event = build_dispatch(number, url=sys.argv[4] if len(sys.argv) > 4 else None)
        db.write(run_id, ArticleRecord(article, (event,)))
        print(number, flush=True)
"""


def _start_writer(place: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE, place, *arguments]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def test_killed_writer_leaves_whole_articles(place: str) -> None:
    open_database(place).close()
    with _start_writer(place, "0", "100000") as writer:
        assert writer.stdout is not None
        for _ in range(25):
            last = int(writer.stdout.readline())
        time.sleep(0.0137)
        writer.send_signal(signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    with open_database(place) as db:
        counts = db.count_rows()
        assert counts["articles"] == counts["events"] == counts["sections"] > last
        assert counts["event_participants"] == 2 * counts["events"]
        again = db.begin_run("0.1.0", "model-1", "lexicon-1", {})
        records = [
            ArticleRecord(article, (event,)) for article, event in map(build_dispatch, range(counts["articles"] + 5))
        ]
        assert db.write_all(again, records) == 5
        db.check()


def test_two_writers_number_versions_without_gaps(place: str) -> None:
    open_database(place).close()
    url = "https://courier.example/talks"
    writers = [_start_writer(place, start, end, url) for start, end in (("0", "8"), ("8", "16"))]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    with open_database(place) as db:
        rows = list(db.iter_articles(Filters(old_versions=True)))
        assert sorted(row.version for row in rows) == list(range(1, 17))
        assert [row.version for row in rows if row.is_latest] == [16]
