"""An analyst's word stands over the coder's, whatever reads the article next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build import build_article
from build_records import build_correction, build_dispatch, build_event
from detente.errors import UsageError
from detente.model import Article, Correction, Event, Period, Span
from detente.store import ArticleRecord, Database, EventRow, Filters

TEXT = "China praised Russia and Japan on Friday. Washington accused China of fraud. Moscow met NATO."


def _build() -> tuple[Article, Event, Event]:
    article = build_article(TEXT, published=date(2020, 10, 23), outlet="Courier")
    praise = build_event(
        article, "China praised Russia and Japan on Friday.", "praised", "China", "Russia",
        day=Period.parse("2020-10-23"),
    )  # fmt: skip
    charge = build_event(
        article, "Washington accused China of fraud.", "accused", "Washington", "China", event_type="ACCUSE",
        mode="allege", quad_class="verbal conflict", score=-2.0,
    )  # fmt: skip
    return article, praise, charge


@pytest.fixture
def article(db: Database, run_id: str) -> Article:
    article, *events = _build()
    db.write(run_id, ArticleRecord(article, tuple(events)))
    return article


def _read_again(db: Database, article: Article, events: Sequence[Event], model: str = "model-2") -> None:
    assert db.write(db.begin_run("0.1.0", model, "lexicon-1", {}), ArticleRecord(article, tuple(events)))


def _list(db: Database, **filters: Any) -> list[EventRow]:
    return list(db.iter_events(Filters(newest_first=False, **filters)))


def _codes(row: EventRow) -> tuple[list[str | None], list[str | None]]:
    return [p.code for p in row.event.actors], [p.code for p in row.event.recipients]


def _words(row: EventRow, side: str) -> list[str]:
    return [party.span.words(TEXT) for party in getattr(row.event, side)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"event_type": "ACCUSE"},
            {"event_type": "ACCUSE", "mode": None, "quad_class": "verbal conflict", "score": -3, "cameo": None},
        ),
        ({"event_type": "SUPPORT"}, {"event_type": "SUPPORT", "score": 3.0, "cameo": "051", "goldstein": 3.4}),
        (
            {"event_type": "CONSULT", "mode": "visit"},
            {"mode": "visit", "score": 4, "quad_class": "verbal cooperation", "goldstein": None},
        ),
        ({"status": "negated"}, {"status": "negated", "cameo": "051"}),
        ({"day": "2020-10"}, {"day": Period.parse("2020-10")}),
        ({"day": ""}, {"day": None}),
        ({"note": "as printed"}, {"event_type": "SUPPORT", "day": Period.parse("2020-10-23")}),
    ],
)
def test_what_is_said_holds_and_the_rest_stays(
    db: Database, article: Article, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    _, praise, charge = _build()
    db.write_correction(build_correction(praise, **changes))
    row, other = _list(db)
    assert {name: getattr(row.event, name) for name in expected} == expected
    assert (row.event_id, row.event.evidence.confidence, row.event.actors) == (praise.event_id, 1, praise.actors)
    assert row.mark is not None
    assert (row.mark.who, row.mark.note, row.mark.rejected) == ("ada", changes.get("note"), False)
    assert (other.event, other.mark) == (charge, None)
    assert db.read_event(praise.event_id[:10]).event_id == praise.event_id


def test_mode_that_the_type_has_not_goes(db: Database, article: Article) -> None:
    _, _, charge = _build()
    db.write_correction(build_correction(charge, event_type="REQUEST"))
    assert _list(db)[1].event.mode is None
    db.write_correction(build_correction(charge, correction_id="b", mode=""))
    assert _list(db)[1].event.event_type == "REQUEST"


@pytest.mark.parametrize(
    ("changes", "codes", "words"),
    [
        # The passage names Japan; it names neither Iran nor France, so that one gets the words read as another.
        ({"recipients": ("JPN",)}, ["JPN"], ["Japan"]),
        ({"recipients": ("IRN",)}, ["IRN"], ["Russia"]),
        ({"recipients": ("RUS", "JPN")}, ["RUS", "JPN"], ["Russia", "Japan"]),
        ({"recipients": ("FRA", "RUS", "IRN")}, ["FRA", "RUS", "IRN"], ["", "Russia", ""]),
        ({"recipients": ()}, [], []),
    ],
)
def test_sides_are_replaced_by_codes(
    db: Database, article: Article, changes: dict[str, Any], codes: list[str], words: list[str]
) -> None:
    _, praise, _ = _build()
    db.write_correction(build_correction(praise, **changes))
    row = _list(db)[0]
    assert _codes(row) == (["CHN"], codes)
    assert _words(row, "recipients") == words
    assert all(row.event.evidence.span.contains(party.span) for party in row.event.recipients)
    assert len(_list(db, recipient="RUS")) == ("RUS" in codes)


def test_rejected_events_are_left_out_until_asked_for(db: Database, article: Article) -> None:
    _, praise, charge = _build()
    db.write_correction(build_correction(praise, rejected=True, note="irony"))
    assert [row.event_id for row in _list(db)] == [charge.event_id]
    assert [row.event_id for row in _list(db, rejected=True)] == [praise.event_id, charge.event_id]
    assert [happening.reports[0].event_id for happening in db.iter_happenings()] == [charge.event_id]
    assert [row.event_count for row in db.iter_articles()] == [1]
    assert not list(db.iter_articles(Filters(pair=("CHN", "RUS"))))
    assert [(pair.a, pair.b) for pair in db.most_mentioned_pairs()] == [("CHN", "USA")]
    mark = db.read_event(praise.event_id).mark
    assert mark is not None
    assert (mark.rejected, mark.note) == (True, "irony")
    with pytest.raises(UsageError, match="were rejected"):
        db.read_happening(praise.event_id)


def test_later_words_stand_over_earlier_ones_and_undoing_brings_those_back(db: Database, article: Article) -> None:
    _, praise, _ = _build()
    first = build_correction(praise, event_type="ACCUSE", recipients=("JPN",), correction_id="aa1")
    later = replace(first, correction_id="bb2", event_type="THREATEN", recipients=None, who="bob")
    for correction in (first, replace(later, at=later.at.replace(hour=1))):
        db.write_correction(correction)
    assert (_list(db)[0].event.event_type, _codes(_list(db)[0])) == ("THREATEN", (["CHN"], ["JPN"]))
    undone = db.undo_correction("bb", "eve")
    assert (undone.correction_id, undone.undone_by) == ("bb2", "eve")
    row = _list(db)[0]
    assert (row.event.event_type, row.mark and row.mark.who) == ("ACCUSE", "ada")
    db.undo_correction("aa1", "ada")
    assert [(row.event, row.mark) for row in _list(db)] == [(event, None) for event in _build()[1:]]
    assert [(c.correction_id, c.undone_by) for c in db.iter_corrections()] == [("bb2", "eve"), ("aa1", "ada")]
    for key, sentence in (("aa1", "taken back before, by ada"), ("zz", "no correction"), ("", "no correction")):
        with pytest.raises(UsageError, match=sentence):
            db.undo_correction(key, "ada")


def _retell(event: Event, **changes: Any) -> Event:
    return replace(event, **changes)


def _shift(event: Event, start: int, end: int) -> Event:
    cue = event.evidence.cue
    assert cue is not None
    evidence = replace(event.evidence, cue=Span(cue.start + start, cue.end + end), made_by="model-2")
    return replace(event, evidence=evidence)


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("the same", lambda praise: [praise]),
        ("another type at the same cue", lambda praise: [replace(praise, event_type="AGREE", mode=None)]),
        ("no event there any more", lambda praise: []),
        ("a cue that overlaps", lambda praise: [_shift(praise, -3, -2)]),
        ("other parties, another status", lambda praise: [replace(praise, recipients=(), status="future")]),
        ("another beside it at the same cue", lambda praise: [praise, replace(praise, event_type="AID")]),
    ],
)
def test_correction_survives_another_model(db: Database, article: Article, name: str, again: Any) -> None:
    _, praise, charge = _build()
    said = {"event_type": "ACCUSE", "recipients": ("JPN",), "status": "actual", "day": "2020-10-22"}
    db.write_correction(build_correction(praise, **said))
    read = [*again(praise), charge]
    for model in ("model-2", "model-3"):
        _read_again(db, article, read, model)
        marked = [row for row in _list(db) if row.mark]
        assert len(marked) == 1, name
        [row] = marked
        assert (row.event.event_type, row.event.status, str(row.event.day)) == ("ACCUSE", "actual", "2020-10-22")
        assert _codes(row) == (["CHN"], ["JPN"])
        assert len(_list(db)) == max(len(read), 2)
    inserted = len(read) == 1
    assert row.event.evidence.made_by == ("analyst ada" if inserted else read[0].evidence.made_by)
    db.undo_correction(f"correction of {praise.event_id}", "ada")
    assert sorted(row.event_id for row in _list(db)) == sorted(event.event_id for event in read)
    assert all(row.event in read and row.mark is None for row in _list(db))


def test_rejection_survives_another_model(db: Database, article: Article) -> None:
    _, praise, charge = _build()
    db.write_correction(build_correction(praise, rejected=True))
    _read_again(db, article, [_shift(replace(praise, event_type="AGREE"), 0, 3), charge])
    assert [row.event_id for row in _list(db)] == [charge.event_id]
    _read_again(db, article, [charge], "model-3")  # nothing to reject, and nothing is put in its place
    assert [row.event_id for row in _list(db, rejected=True)] == [charge.event_id]
    _read_again(db, article, [praise, charge], "model-4")
    assert [row.event_id for row in _list(db)] == [charge.event_id]


def test_two_events_at_one_cue_are_not_taken_for_one_another(db: Database, run_id: str) -> None:
    article = build_article("China praised Russia and Japan.")
    to_russia, to_japan = (build_event(article, article.text, "praised", "China", name) for name in ("Russia", "Japan"))
    db.write(run_id, ArticleRecord(article, (to_russia, to_japan)))
    db.write_correction(build_correction(to_japan, event_type="ACCUSE"))
    # Both come back under other ids, in the other order.
    again = [replace(event, event_type="AGREE", status="future") for event in (to_japan, to_russia)]
    _read_again(db, article, again)
    found = {_codes(row)[1][0]: row.event.event_type for row in _list(db)}
    assert found == {"RUS": "AGREE", "JPN": "ACCUSE"}
    # One of other parties and another type takes the place of neither.
    stranger = build_event(article, article.text, "praised", "", "Russia", event_type="PROTEST")
    _read_again(db, article, [stranger], "model-3")
    assert {(row.event.event_type, *_codes(row)[1]) for row in _list(db)} == {("PROTEST", "RUS"), ("ACCUSE", "JPN")}


def test_event_that_only_the_analyst_has_can_be_corrected_again(db: Database, article: Article) -> None:
    _, praise, charge = _build()
    db.write_correction(build_correction(praise, event_type="ACCUSE", correction_id="1"))
    _read_again(db, article, [charge])
    [row] = [row for row in _list(db) if row.mark]
    later = build_correction(praise, status="negated", correction_id="2")
    db.write_correction(replace(later, event_id=row.event_id, at=later.at.replace(hour=2)))
    [row] = [row for row in _list(db) if row.mark]
    assert (row.event.event_type, row.event.status) == ("ACCUSE", "negated")
    _read_again(db, article, [replace(praise, status="future"), charge], "model-3")
    assert [(r.event.event_type, r.event.status) for r in _list(db) if r.mark] == [("ACCUSE", "negated")]
    assert len(_list(db)) == 2


def test_correction_of_a_new_reading_joins_what_was_said_before(db: Database, article: Article) -> None:
    _, praise, charge = _build()
    db.write_correction(build_correction(praise, event_type="ACCUSE", correction_id="1"))
    again = replace(praise, status="future")
    _read_again(db, article, [again, charge])
    later = build_correction(again, recipients=("JPN",), correction_id="2")
    db.write_correction(replace(later, at=later.at.replace(hour=2)))
    for model, events in (("model-3", [praise, charge]), ("model-4", [charge]), ("model-5", [again, charge])):
        _read_again(db, article, events, model)
        [row] = [row for row in _list(db) if row.mark]
        assert (row.event.event_type, _codes(row)[1]) == ("ACCUSE", ["JPN"])


UPDATE = "LONDON - It was a busy week. " + TEXT
TWICE = UPDATE + " " + TEXT
REWORDED = TEXT.replace("on Friday", "last Friday")


def _build_update(text: str, events: Sequence[Event], url: str) -> ArticleRecord:
    """A later text, with the events read at the words where they now stand."""
    article, shift = build_article(text, published=date(2020, 10, 24), outlet="Courier", url=url), text.index(TEXT[:13])
    moved = []
    for event in events:
        sides: dict[str, Any] = {
            side: tuple(replace(p, span=_move(p.span, shift)) for p in getattr(event, side))
            for side in ("actors", "recipients")
        }
        cue, span = event.evidence.cue, _move(event.evidence.span, shift)
        assert cue is not None
        evidence = replace(event.evidence, article_id=article.article_id, span=span, cue=_move(cue, shift))
        moved.append(replace(event, evidence=evidence, **sides))
    return ArticleRecord(article, tuple(moved))


def _move(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)


@pytest.mark.parametrize(("text", "holds"), [(UPDATE, True), (TWICE, False), (REWORDED, False)])
@pytest.mark.parametrize("read", [True, False])
def test_correction_holds_in_a_later_text_with_the_same_sentence(
    db: Database, run_id: str, text: str, holds: bool, read: bool
) -> None:
    url = "https://courier.example/praise"
    _, praise, charge = _build()
    old = _build_update(TEXT, [praise, charge], url)
    db.write(run_id, old)
    db.write_correction(build_correction(old.events[0], event_type="ACCUSE", recipients=("JPN",), correction_id="1"))
    new = _build_update(text, [praise, charge] if read else [charge], url)
    db.write(run_id, new)
    rows = [row for row in _list(db) if row.mark]
    assert len(rows) == holds
    for row in rows:
        assert (row.event.event_type, row.article.article_id) == ("ACCUSE", new.article.article_id)
        assert [party.span.words(text) for party in row.event.recipients] == ["Japan"]
        assert row.cue == "praised"
        assert row.event.evidence.made_by == ("hand" if read else "analyst ada")
    assert len(_list(db)) == len(new.events) + (holds and not read)
    said = build_correction(old.events[0], status="negated", correction_id="2")
    db.write_correction(replace(said, at=said.at.replace(hour=3)))
    assert [row.event.status for row in _list(db) if row.mark] == ["negated"] * holds
    for key in "21":
        db.undo_correction(key, "ada")
    assert [row.event for row in _list(db)] == list(new.events)
    assert len(_list(db, old_versions=True)) == len(new.events) + 2


@pytest.mark.parametrize("changes", [{"event_id": "ffff"}, {"article_id": "ffff"}])
def test_correction_needs_its_event(db: Database, article: Article, changes: dict[str, str]) -> None:
    _, praise, _ = _build()
    with pytest.raises(UsageError, match="has no event"):
        db.write_correction(build_correction(praise, **changes))


def test_corrections_come_back_as_they_were_said(db: Database, article: Article) -> None:
    _, praise, _ = _build()
    said = build_correction(
        praise, event_type="AID", mode="", status="future", actors=(), recipients=("RUS", "JPN"), day="2020", note="n"
    )
    db.write_correction(said)
    assert list(db.iter_corrections()) == [said]
    assert list(db.iter_corrections(Filters(article=article.article_id, since=date(2022, 4, 1)))) == [said]
    assert not list(db.iter_corrections(Filters(until=date(2022, 3, 31))))
    with pytest.raises(UsageError, match="cannot be filtered by kind"):
        list(db.iter_corrections(Filters(kind="AID")))


def test_article_without_corrections_is_read_as_ever(db: Database, article: Article, run_id: str) -> None:
    _, praise, _ = _build()
    other, act = build_dispatch(7)
    db.write(run_id, ArticleRecord(other, (act,)))
    db.write_correction(build_correction(praise, event_type="AID"))
    again = replace(act, status="future")
    _read_again(db, other, [again])
    assert [row.event for row in _list(db, article=other.article_id)] == [again]


_CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "event_type": st.sampled_from(["AID", "ACCUSE", "CONSULT"]),
        "mode": st.sampled_from(["", "visit", "allege"]),
        "status": st.sampled_from(["future", "negated"]),
        "actors": st.sampled_from([(), ("USA",), ("RUS", "CHN")]),
        "recipients": st.sampled_from([(), ("JPN",), ("IRN", "RUS")]),
        "day": st.sampled_from(["", "2020", "2020-10-01"]),
        "rejected": st.booleans(),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(_CHANGES, max_size=4), again=st.booleans(), order=st.randoms())
def test_undoing_all_in_any_order_gives_what_was_read(
    db: Database, run_id: str, said: list[dict[str, Any]], again: bool, order: Any
) -> None:
    article, praise, charge = _build()
    number = len(list(db.iter_articles(Filters(old_versions=True))))
    article = replace(article, url=f"https://example.org/{number}")
    events = tuple(
        replace(event, evidence=replace(event.evidence, article_id=article.article_id)) for event in (praise, charge)
    )
    db.write(run_id, ArticleRecord(article, events))
    ids = []
    for hour, changes in enumerate(said):
        correction = build_correction(events[0], **changes)
        correction = replace(correction, at=correction.at.replace(hour=hour), correction_id=f"{number}-{hour}")
        db.write_correction(correction)
        ids.append(correction.correction_id)
    if again:
        _read_again(db, article, events)
    order.shuffle(ids)
    for correction_id in ids:
        db.undo_correction(correction_id, "ada")
    rows = _list(db, article=article.article_id, rejected=True)
    assert [(row.event, row.mark) for row in rows] == [(event, None) for event in events]


def test_same_words_said_of_an_undone_thread_start_anew(db: Database, article: Article) -> None:
    _, praise, _ = _build()
    db.write_correction(build_correction(praise, event_type="AID", correction_id="1"))
    db.undo_correction("1", "ada")
    db.write_correction(build_correction(praise, status="future", correction_id="2"))
    row = _list(db)[0]
    assert (row.event.event_type, row.event.status) == ("SUPPORT", "future")
    said: list[Correction] = list(db.iter_corrections())
    assert [c.undone_at is None for c in sorted(said, key=lambda c: c.correction_id)] == [False, True]
