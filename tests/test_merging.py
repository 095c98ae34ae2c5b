"""The record brought together, on SQLite and PostgreSQL."""

from datetime import date, timedelta

import pytest

from build import build_article
from build_records import build_event
from detente.merging import Merging, merge_record
from detente.model import Event, Period
from detente.store import ArticleRecord, Database, Filters

DAY = date(2020, 10, 23)
BODY = (
    " The two had quarrelled over herring, kelp and a lighthouse since spring, said fishers in the harbour town. " * 3
)
SPYING = "China accused Russia of spying on its fleet near Vladivostok." + BODY
RETOLD = "Russia spied on the fleet near Vladivostok, China charged in a note. Envoys of both kept silent on Friday."
PRAISE = "China praised Russia for its restraint in a speech on wheat and rye. Bakers were glad."


def store(db: Database, run_id: str, text: str, outlet: str, cue: str = "accused", days: int = 0) -> Event:
    """An article with its one event, told so many days after the first."""
    article = build_article(text, published=DAY + timedelta(days), outlet=outlet)
    event_type, sentence = ("SUPPORT" if cue == "praised" else "ACCUSE"), text[: text.index(".") + 1]
    event = build_event(article, sentence, cue, "China", "Russia", event_type=event_type, day=Period.of_day(DAY))
    db.write(run_id, ArticleRecord(article, (event,)))
    return event


@pytest.fixture
def events(db: Database, run_id: str) -> list[Event]:
    """A report, its copy of the next day, the same in other words, and something else."""
    return [
        store(db, run_id, SPYING, "Courier"),
        store(db, run_id, SPYING[: len(SPYING) * 2 // 3], "Herald", days=1),
        store(db, run_id, RETOLD, "Tribune", "charged", days=1),
        store(db, run_id, PRAISE, "Courier", "praised"),
    ]


def group(db: Database) -> dict[str, str]:
    return {event_id: happening_id for event_id, happening_id, _ in db.iter_report_rows()}


def test_copies_and_happenings(db: Database, events: list[Event]) -> None:
    assert merge_record(db) == Merging(article_count=4, copy_count=1, event_count=4, joined_count=3)
    accused, copied, charged, praised = (group(db)[event.event_id] for event in events)
    assert accused == copied == charged != praised
    happening = db.read_happening(accused)
    assert (len(happening.reports), happening.independent_count) == (3, 2)
    assert happening.told == DAY


def test_merging_twice_changes_nothing(db: Database, events: list[Event]) -> None:
    merge_record(db)
    before = sorted(db.iter_report_rows()), sorted(db.iter_story_rows())
    assert merge_record(db) == Merging()
    merge_record(db, rebuild=True)
    assert (sorted(db.iter_report_rows()), sorted(db.iter_story_rows())) == before


def test_what_comes_later_joins_what_was_there(db: Database, run_id: str) -> None:
    first = store(db, run_id, SPYING, "Courier")
    merge_record(db)
    name = group(db)[first.event_id]
    second = store(db, run_id, RETOLD, "Tribune", "charged", days=1)
    copied = store(db, run_id, SPYING + " More soon.", "Herald", days=2)
    merge_record(db)
    assert group(db) == {event.event_id: name for event in (first, second, copied)}
    assert len({story_id for _, story_id, _ in db.iter_story_rows()}) == 2


def test_an_analyst_parts_and_joins_and_takes_it_back(db: Database, events: list[Event]) -> None:
    merge_record(db)
    before = group(db)
    accused, copied, charged, praised = (event.event_id for event in events)
    apart = db.decide_merge(accused, charged, together=False, who="ada")
    together = db.decide_merge(accused, praised, together=True, who="ada")
    for rebuild in (False, True):
        merge_record(db, rebuild=rebuild)
        now = group(db)
        assert now[accused] == now[praised] != now[charged]
    for decision in (apart, together):
        db.undo_decision(decision.decision_id, "ada")
    merge_record(db)
    after = group(db)
    assert after[accused] == after[copied] == after[charged] != after[praised]
    assert {len(list(g)) for g in before.values()} == {len(list(g)) for g in after.values()}


def test_events_of_far_days_are_joined_by_word(db: Database, run_id: str) -> None:
    first, second = store(db, run_id, SPYING, "Courier"), None
    article = build_article(PRAISE, published=DAY + timedelta(400), outlet="Courier")
    second = build_event(
        article, PRAISE.split(".")[0] + ".", "praised", "China", "Russia", day=Period.of_day(DAY + timedelta(400))
    )
    db.write(run_id, ArticleRecord(article, (second,)))
    merge_record(db)
    assert len(set(group(db).values())) == 2
    db.decide_merge(first.event_id, second.event_id, together=True, who="ada")
    merge_record(db)
    assert len(set(group(db).values())) == 1


def test_events_without_any_day_are_merged_among_themselves(db: Database, run_id: str) -> None:
    for outlet in ("Courier", "Herald"):
        article = build_article(SPYING, outlet=outlet)
        sentence = SPYING[: SPYING.index(".") + 1]
        event = build_event(article, sentence, "accused", "China", "Russia", event_type="ACCUSE")
        db.write(run_id, ArticleRecord(article, (event,)))
    assert merge_record(db).joined_count == 2
    assert len(set(group(db).values())) == 1
    assert not list(db.iter_events(Filters(unmerged=True)))


def test_progress_is_told(db: Database, events: list[Event]) -> None:
    told: list[tuple[str, int]] = []
    merge_record(db, report=lambda stage, count: told.append((stage, count)))
    assert sum(count for stage, count in told if stage == "articles") == 4
    assert sum(count for stage, count in told if stage == "events") == 4
