"""Groups of articles and of events, and what analysts say of merging."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from build import build_article
from build_records import build_correction, build_dispatch, build_event
from detente.errors import StoreError, UsageError
from detente.model import Event, Happening, Period, name_happening
from detente.store import ArticleRecord, Database, Filters


def _write(
    db: Database, run_id: str, text: str, cue: str, sides: Sequence[str], day: str | None, **facts: Any
) -> Event:
    told, published = facts.pop("told", None), facts.pop("published", date(2020, 10, 23))
    article = build_article(
        text, published=published, outlet=facts.pop("outlet", "Courier"), url=facts.pop("url", None)
    )
    event = build_event(article, text, cue, *sides, day=Period.parse(day) if day else None, **facts)
    db.write(run_id, ArticleRecord(article, (event,)))
    if told:
        db.write_stories([(article.article_id, told, 0.9)], "by hand")
    return event


def _merge(db: Database, *events: Event) -> str:
    happening_id = name_happening([events[0].event_id])
    assert db.write_reports([(event.event_id, happening_id, 0.8) for event in events], "by hand") == len(events)
    return happening_id


def _write_talks(db: Database, run_id: str) -> list[Event]:
    """Three articles on the same talks: two copies of one, and an earlier one that knows less."""
    usual: dict[str, Any] = {"event_type": "CONSULT", "score": 2.5}
    both = {"cue": "met", "sides": ("China Japan", "Russia"), "day": "2020-10-20", "told": "b"} | usual
    return [
        _write(
            db, run_id, "China met Russia in October.", "met", ("China Russia",), "2020-10", told="a",
            published=date(2020, 10, 21), outlet="Herald", **usual,
        ),
        _write(db, run_id, "China and Japan met Russia.", **both),
        _write(db, run_id, "China, Japan met Russia.", mode="visit", status="future", **both | {"score": 4.0}),
    ]  # fmt: skip


def test_event_is_a_happening_of_its_own_at_first(db: Database, run_id: str) -> None:
    article, event = build_dispatch(1)
    db.write(run_id, ArticleRecord(article, (event,)))
    [happening] = db.iter_happenings()
    assert happening.happening_id == name_happening([event.event_id])
    [report] = happening.reports
    assert (report.event_id, report.story_id, report.confidence) == (event.event_id, article.article_id, 1)
    assert (report.published, report.outlet) == (date(2020, 10, 23), "Courier")
    assert (happening.actors, happening.recipients, happening.day) == (("CHN",), ("RUS",), event.day)
    assert list(db.iter_report_rows()) == [(event.event_id, happening.happening_id, 1)]
    assert not list(db.iter_story_rows())


def test_happening_unites_what_its_reports_say(db: Database, run_id: str) -> None:
    first, *later = _write_talks(db, run_id)
    happening_id = _merge(db, first, *later)
    [happening] = db.iter_happenings()
    assert (happening.happening_id, happening.event_type, happening.mode) == (happening_id, "CONSULT", None)
    assert (happening.status, happening.score, happening.day) == ("actual", 2.5, Period.parse("2020-10-20"))
    # Russia stands on the side on which most reports have it.
    assert (happening.actors, happening.recipients) == (("CHN", "JPN"), ("RUS",))
    assert happening.reports[0].event_id == first.event_id
    assert (happening.told, happening.independent_count, len(happening.reports)) == (date(2020, 10, 21), 2, 3)
    assert db.read_happening(happening_id[:8]) == db.read_happening(later[0].event_id[:8]) == happening
    assert db.read_reports(happening)[0].event == first
    assert {row.happening_id for row in db.iter_events()} == {happening_id}


def test_party_that_few_reports_name_is_left_out(db: Database, run_id: str) -> None:
    texts = [f"China met Russia on day {number}." for number in range(3)]
    events = [_write(db, run_id, text, "met", ("China", "Russia"), None) for text in texts]
    odd = _write(db, run_id, "China and Japan met Russia.", "met", ("China Japan", "Russia"), None)
    _merge(db, *events, odd)
    [happening] = db.iter_happenings()
    assert (happening.actors, happening.recipients) == (("CHN",), ("RUS",))


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 2),
        ({"pair": ("CHN", "JPN")}, 0),  # on one side against Russia
        ({"pair": ("RUS", "JPN")}, 1),
        ({"actor": "JPN"}, 1),
        ({"kind": "CONSULT"}, 1),
        ({"outlet": "Herald"}, 1),
        ({"until": date(2020, 10, 1)}, 1),  # the earliest report speaks of all October
        ({"since": date(2020, 10, 22)}, 2),
        ({"since": date(2020, 11, 1)}, 0),
        ({"limit": 1}, 1),
    ],
)
def test_happening_fits_if_one_of_its_reports_does(db: Database, run_id: str, filters: Any, count: int) -> None:
    article, event = build_dispatch(1)
    db.write(run_id, ArticleRecord(article, (event,)))
    _merge(db, *_write_talks(db, run_id))
    found = list(db.iter_happenings(Filters(**filters)))
    assert len(found) == count
    assert all(len(h.reports) == (3 if h.event_type == "CONSULT" else 1) for h in found)


def test_happenings_come_by_day(db: Database, run_id: str) -> None:
    days = ["2020-05-01", None, "2020-03", "2020-07-01"]
    texts = [f"China praised Russia, note {n}." for n in range(4)]
    for text, day in zip(texts, days, strict=True):
        _write(db, run_id, text, "praised", ("China", "Russia"), day, published=None)

    def list_days(newest: bool) -> list[str | None]:
        return [None if h.day is None else str(h.day) for h in db.iter_happenings(Filters(newest_first=newest))]

    assert list_days(False) == ["2020-03", "2020-05-01", "2020-07-01", None]
    assert list_days(True) == ["2020-07-01", "2020-05-01", "2020-03", None]


def test_later_text_under_an_address_takes_the_place_of_the_earlier(db: Database, run_id: str) -> None:
    url = "https://courier.example/talks"
    old = _write(db, run_id, "China praised Russia.", "praised", ("China", "Russia"), None, url=url)
    new = _write(db, run_id, "China praised Russia again.", "praised", ("China", "Russia"), None, url=url)
    _merge(db, old, new)

    def list_reports(**filters: Any) -> list[list[str]]:
        return [[r.event_id for r in h.reports] for h in db.iter_happenings(Filters(**filters))]

    assert list_reports() == [[new.event_id]]
    assert sorted(*list_reports(old_versions=True)) == sorted([old.event_id, new.event_id])
    assert [article.text for article in db.iter_texts()] == ["China praised Russia again."]


@pytest.mark.parametrize("key", ["", "zz", "0"])
def test_unknown_happening_is_refused(db: Database, run_id: str, key: str) -> None:
    with pytest.raises(UsageError, match="no happening has an id that begins"):
        db.read_happening(key)


def test_groups_are_replaced_by_key_and_need_their_rows(db: Database, run_id: str) -> None:
    article, event = build_dispatch(1)
    db.write(run_id, ArticleRecord(article, (event,)))
    for story in ("a", "b"):
        assert db.write_stories(iter([(article.article_id, story, 0.5)]), "by hand") == 1
    assert list(db.iter_story_rows()) == [(article.article_id, "b", 0.5)]
    assert db.write_reports([], "by hand") == 0
    with pytest.raises(StoreError):
        db.write_reports([("ffff", "b", 0.5)], "by hand")


def test_what_is_new_read_anew_or_corrected_is_still_to_be_compared(db: Database, run_id: str) -> None:
    article, event = build_dispatch(1)
    other, act = build_dispatch(2, published=date(2020, 12, 1))
    assert db.unmerged_days() is None

    def list_waiting() -> list[str]:
        return [row.event_id for row in db.iter_events(Filters(unmerged=True, newest_first=False))]

    db.write_all(run_id, [ArticleRecord(article, (event,)), ArticleRecord(other, (act,))])

    def compare() -> tuple[date, date] | None:
        found = db.unmerged_days()
        assert list_waiting()
        db.write_stories([(a.article_id, a.article_id, 1) for a in db.iter_texts()], "by hand")
        db.write_reports([(r.event_id, r.happening_id or "", 1) for r in db.iter_events()], "by hand")
        assert db.unmerged_days() is None
        assert not list_waiting()
        return found

    days = date(2020, 10, 23), date(2020, 12, 1)
    assert compare() == days
    db.write(db.begin_run("0.1.0", "model-2", "l", {}), ArticleRecord(other, (replace(act, status="future"),)))
    assert compare() == (days[1], days[1])
    db.write_correction(build_correction(event, event_type="AID", correction_id="1"))
    assert compare() == (days[0], days[0])
    db.undo_correction("1", "ada")
    assert compare() == (days[0], days[0])
    [_, later] = [row.event_id for row in db.iter_events(Filters(newest_first=False))]
    db.decide_merge(event.event_id, later, together=True, who="ada")
    assert compare() == days
    db.write_correction(build_correction(event, rejected=True))
    assert db.unmerged_days() is None


def test_texts_without_a_day_count_from_the_day_they_were_stored(db: Database, run_id: str) -> None:
    for number, published in enumerate((date(2022, 2, 1), None, date(2022, 3, 2))):
        article, event = build_dispatch(number, published=published)
        db.write(run_id, ArticleRecord(article, (event,)))
    assert [article.published for article in db.iter_texts()] == [date(2022, 2, 1), None, date(2022, 3, 2)]
    assert len(list(db.iter_texts(date(2022, 3, 1), date(2022, 3, 1)))) == 1  # the day on which the test stores
    assert db.unmerged_days() == (date(2022, 2, 1), date(2022, 3, 2))
    assert next(db.iter_texts()).sections


def test_decisions_are_kept_and_found_again(db: Database, run_id: str) -> None:
    (article, event), (other, act) = build_dispatch(1), build_dispatch(2)
    db.write_all(run_id, [ArticleRecord(article, (event,)), ArticleRecord(other, (act,))])
    said = db.decide_merge(act.event_id, event.event_id, together=False, who="ada", note="two visits")
    assert list(db.iter_decisions()) == [said]
    assert {said.event_a, said.event_b} == {event.event_id, act.event_id}
    again = replace(event, event_type="AGREE")
    db.write(db.begin_run("0.1.0", "model-2", "l", {}), ArticleRecord(article, (again,)))
    [found] = db.iter_decisions()
    assert {found.event_a, found.event_b} == {again.event_id, act.event_id}
    undone = db.undo_decision(said.decision_id[:6], "bob")
    assert (undone.undone_by, undone.note, undone.together) == ("bob", "two visits", False)
    assert list(db.iter_decisions()) == [undone]
    for key, sentence in ((said.decision_id, "taken back before, by bob"), ("", "no decision"), ("zz", "no decision")):
        with pytest.raises(UsageError, match=sentence):
            db.undo_decision(key, "ada")


@pytest.mark.parametrize(("other", "sentence"), [("same", "is one event"), ("ffff", "there is no event ffff")])
def test_decision_needs_two_events(db: Database, run_id: str, other: str, sentence: str) -> None:
    article, event = build_dispatch(1)
    db.write(run_id, ArticleRecord(article, (event,)))
    key = event.event_id if other == "same" else other
    with pytest.raises(UsageError, match=sentence):
        db.decide_merge(event.event_id, key, together=True, who="ada")


def test_many_happenings_come_in_batches(db: Database, run_id: str) -> None:
    records = [ArticleRecord(article, (event,)) for article, event in map(build_dispatch, range(1101))]
    db.write_all(run_id, records)
    found: list[Happening] = list(db.iter_happenings())
    assert len({happening.happening_id for happening in found}) == 1101
    chosen = frozenset(record.article.article_id for record in records[:1050])
    assert len(list(db.iter_events(Filters(articles=chosen)))) == 1050
    assert not list(db.iter_events(Filters(articles=frozenset())))
