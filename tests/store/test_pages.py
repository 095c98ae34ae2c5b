"""Pages of rows: they hold together, and hold the same as the whole list."""

from dataclasses import replace
from datetime import date

import pytest

from build_records import build_correction, build_dispatch, build_quote, build_standing
from detente.errors import UsageError
from detente.model import Period
from detente.store import ArticleRecord, Database, Filters, PagedTable, Place

DAYS = (date(2020, 10, 21), None, date(2020, 10, 23), date(2020, 10, 23), None, date(2020, 10, 20))


def write_dispatches(db: Database, run_id: str, numbers: range) -> None:
    """Dispatches, each with an event of its own day or of none, a quote and a standing."""
    for number in numbers:
        day = DAYS[number % len(DAYS)]
        article, act = build_dispatch(number, published=day)
        event = replace(act, day=None if day is None or number % 2 else Period.of_day(day))
        quote = build_quote(article, article.text, article.text)
        standing = build_standing(article, article.text, "partnership", "CHN RUS", "in_force")
        db.write(run_id, ArticleRecord(article, (event,), (quote,), (standing,)))


def read_all(db: Database, table: PagedTable, filters: Filters, size: int) -> list[object]:
    """All rows of a list, page by page."""
    found: list[object] = []
    after: Place | None = None
    while True:
        page = db.read_page(table, filters, size, after)
        assert len(page.rows) <= size
        found += page.rows
        after = page.after
        if after is None:
            return found


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("table", ["events", "quotes", "ties", "articles", "happenings"])
def test_pages_together_are_the_whole_list(db: Database, run_id: str, table: PagedTable, newest_first: bool) -> None:
    write_dispatches(db, run_id, range(13))
    filters = Filters(newest_first=newest_first)
    whole = list(getattr(db, f"iter_{table}")(filters))
    for size in (1, 3, 13, 50):
        paged = read_all(db, table, filters, size)
        assert len(paged) == 13
        assert sorted(map(repr, paged)) == sorted(map(repr, whole))


def test_days_fall_and_what_has_none_comes_last(db: Database, run_id: str) -> None:
    write_dispatches(db, run_id, range(13))
    days = [row.published for row in db.read_page("articles", Filters(), 50).rows]
    assert days == sorted(filter(None, days), reverse=True) + [None] * 4
    first = [row.published for row in db.read_page("articles", Filters(newest_first=False), 50).rows]
    assert first == sorted(filter(None, days)) + [None] * 4


@pytest.mark.parametrize("table", ["events", "quotes", "ties", "articles", "happenings"])
def test_what_is_stored_meanwhile_neither_shifts_nor_repeats(db: Database, run_id: str, table: PagedTable) -> None:
    write_dispatches(db, run_id, range(6))
    before = read_all(db, table, Filters(), 50)
    page = db.read_page(table, Filters(), 3)
    write_dispatches(db, run_id, range(6, 13))
    rest = [row for row in read_all(db, table, Filters(), 50) if row in before]
    seen = list(page.rows)
    after = page.after
    while after is not None:
        page = db.read_page(table, Filters(), 3, after)
        assert not [row for row in page.rows if row in seen]
        seen += page.rows
        after = page.after
    assert [row for row in seen if row in before] == rest == before


def test_within_a_day_the_last_stored_article_leads_in_the_order_of_its_text(db: Database, run_id: str) -> None:
    for number in (1, 2):
        article, act = build_dispatch(number)
        again = replace(
            act, event_type="CONSULT", evidence=replace(act.evidence, span=replace(act.evidence.span, start=6))
        )
        db.write(run_id, ArticleRecord(article, (again, act)))
    rows = db.read_page("events", Filters(), 9).rows
    assert [(row.article.article_id, row.event.event_type) for row in rows] == [
        (build_dispatch(number)[0].article_id, kind) for number in (2, 1) for kind in ("SUPPORT", "CONSULT")
    ]


def test_a_correction_moves_an_event_in_the_list_and_between_others(db: Database, run_id: str) -> None:
    (one, act), (two, other) = build_dispatch(1), build_dispatch(2)
    db.write_all(run_id, [ArticleRecord(one, (act,)), ArticleRecord(two, (other,))])
    assert [row.event_id for row in db.read_page("events", Filters(), 9).rows] == [other.event_id, act.event_id]
    db.write_correction(build_correction(act, day="2021-01-01", recipients=("JPN",)))
    assert [row.event_id for row in db.read_page("events", Filters(), 9).rows] == [act.event_id, other.event_id]
    assert [row.event_id for row in db.iter_events(Filters(pair=("JPN", "CHN")))] == [act.event_id]
    assert [row.event_id for row in db.iter_events(Filters(pair=("CHN", "RUS")))] == [other.event_id]


def test_a_happening_stands_where_its_first_fitting_report_does(db: Database, run_id: str) -> None:
    parts = [build_dispatch(n, outlet=outlet) for n, outlet in enumerate(("Courier", "Post", "Courier", "Post"))]
    acts = [replace(act, day=Period.of_day(date(2020, 1, 10 - n))) for n, (_, act) in enumerate(parts)]
    db.write_all(run_id, [ArticleRecord(article, (act,)) for (article, _), act in zip(parts, acts, strict=True)])
    db.write_reports([(acts[0].event_id, "one", 1.0), (acts[3].event_id, "one", 1.0)], "hand")
    everything = [h.happening_id for h in db.read_page("happenings", Filters(), 9).rows]
    assert everything[0] == "one"
    assert len(everything) == 3
    told_by_post = [h.happening_id for h in db.read_page("happenings", Filters(outlet="Post"), 9).rows]
    assert told_by_post[-1] == "one"
    assert len(told_by_post) == 2


@pytest.mark.parametrize("place", [("2020-10-23",), (3, 4, "x"), ("no day", 1, "x"), ("2020-10-23", "x", "y"), ()])
def test_a_place_of_another_list_is_refused(db: Database, place: Place) -> None:
    with pytest.raises(UsageError, match="the cursor does not belong to this list"):
        db.read_page("events", Filters(), 5, place)


def test_version_changes_with_each_writing(db: Database, run_id: str) -> None:
    first = db.read_version()
    assert db.read_version() == first
    write_dispatches(db, run_id, range(1))
    second = db.read_version()
    assert second != first
    assert db.read_version() == second
