from datetime import date
from typing import Any

import pytest

from build import build_article
from build_records import build_dispatch, build_event, build_quote, build_standing
from detente.errors import UsageError
from detente.model import Article, Period
from detente.store import ArticleRecord, Database, Filters, reader
from detente.store.search import quote_terms


def _build_visit() -> ArticleRecord:
    text = "China praised Russia in 2019. NATO and Japan held drills. Washington accused China. “Do stop,” he said."
    article = build_article(text, published=date(2020, 10, 23), outlet="Courier", title="visit")
    year = Period.parse("2019")
    said = "“Do stop,” he said."
    return ArticleRecord(
        article,
        events=(
            build_event(article, "China praised Russia in 2019.", "praised", "China", "Russia", day=year),
            build_event(
                article, "NATO and Japan held drills.", "held", "NATO Japan", event_type="COOPERATE", status="future"
            ),
            build_event(
                article, "Washington accused China.", "accused", "Washington", "China", event_type="ACCUSE",
                day=Period.parse("2020-10-20"),
            ),
        ),
        quotes=(build_quote(article, said, "Do stop,", speaker_code="USA", addressee_code="CHN", about=("RUS",)),),
    )  # fmt: skip


def _build_sale() -> ArticleRecord:
    text = "Russia sells S-400 missiles to China. Japan and China dispute islands. “We thank China,” Putin said."
    article = build_article(text, published=date(2021, 6, 1), outlet="Herald", title="sale")
    sold, disputed = "Russia sells S-400 missiles to China.", "Japan and China dispute islands."
    said = build_quote(
        article, "“We thank China,” Putin said.", "We thank China,", quote_type="mixed", speaker_code="RUS",
        speaker_id="RUS/vladimir-putin", about=("CHN",),
    )  # fmt: skip
    return ArticleRecord(
        article,
        quotes=(said,),
        standings=(
            build_standing(article, sold, "arms_transfer", "RUS CHN", "in_force", directed=True, name="S-400"),
            build_standing(article, disputed, "dispute", "CHN JPN", "strained", day=Period.parse("2018")),
        ),
    )


def _build_undated() -> ArticleRecord:
    article = build_article("China praised Russia one day.", title="undated")
    return ArticleRecord(article, (build_event(article, article.text, "praised", "China", "Russia"),))


@pytest.fixture
def filled(db: Database, run_id: str) -> Database:
    db.write_all(run_id, [_build_visit(), _build_sale(), _build_undated()])
    return db


@pytest.mark.parametrize(
    ("asked", "cues"),
    [
        ({}, ["held", "accused", "praised", "praised"]),
        ({"newest_first": False}, ["praised", "accused", "held", "praised"]),
        ({"limit": 2}, ["held", "accused"]),
        ({"actor": "CHN"}, ["praised", "praised"]),
        ({"actor": "JPN"}, ["held"]),
        ({"recipient": "CHN"}, ["accused"]),
        ({"actor": "USA", "recipient": "CHN"}, ["accused"]),
        ({"actor": "CHN", "recipient": "USA"}, []),
        ({"pair": ("CHN", "USA")}, ["accused"]),
        ({"pair": ("JPN", "NATO")}, ["held"]),
        ({"pair": ("JPN", "CHN")}, []),
        ({"kind": "ACCUSE"}, ["accused"]),
        ({"status": "future"}, ["held"]),
        ({"since": date(2019, 12, 31)}, ["held", "accused", "praised"]),
        ({"since": date(2020, 1, 1)}, ["held", "accused"]),
        ({"since": date(2020, 10, 21)}, ["held"]),
        ({"until": date(2020, 10, 22)}, ["accused", "praised"]),
        ({"until": date(2018, 12, 31)}, []),
        ({"since": date(2020, 10, 20), "until": date(2020, 10, 20)}, ["accused"]),
        ({"outlet": "Courier"}, ["held", "accused", "praised"]),
        ({"text": "drill"}, ["held", "accused", "praised"]),
        ({"text": "drills", "actor": "USA"}, ["accused"]),
    ],
)
def test_events_asked_for(filled: Database, asked: dict[str, Any], cues: list[str]) -> None:
    assert [row.cue for row in filled.iter_events(Filters(**asked))] == cues


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["sale", "visit"]),
        ({"kind": "mixed"}, ["sale"]),
        ({"actor": "RUS"}, ["sale"]),
        ({"actor": "RUS/vladimir-putin"}, ["sale"]),
        ({"recipient": "CHN"}, ["sale", "visit"]),
        ({"recipient": "RUS"}, ["visit"]),
        ({"pair": ("CHN", "RUS")}, ["sale"]),
        ({"pair": ("CHN", "USA")}, ["visit"]),
        ({"pair": ("JPN", "RUS")}, []),
        ({"since": date(2021, 1, 1)}, ["sale"]),
    ],
)
def test_quotes_asked_for(filled: Database, asked: dict[str, Any], titles: list[str]) -> None:
    assert [row.article.title for row in filled.iter_quotes(Filters(**asked))] == titles


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({}, ["arms_transfer", "dispute"]),
        ({"kind": "dispute"}, ["dispute"]),
        ({"status": "in_force"}, ["arms_transfer"]),
        ({"actor": "RUS"}, ["arms_transfer"]),
        ({"actor": "CHN"}, ["dispute"]),
        ({"recipient": "CHN"}, ["arms_transfer", "dispute"]),
        ({"recipient": "RUS"}, []),
        ({"pair": ("JPN", "CHN")}, ["dispute"]),
        ({"since": date(2019, 1, 1)}, ["arms_transfer"]),
        ({"until": date(2019, 1, 1)}, ["dispute"]),
    ],
)
def test_ties_asked_for(filled: Database, asked: dict[str, Any], kinds: list[str]) -> None:
    assert [row.standing.tie.kind for row in filled.iter_ties(Filters(**asked))] == kinds


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["sale", "visit", "undated"]),
        ({"newest_first": False}, ["visit", "sale", "undated"]),
        ({"actor": "JPN"}, ["sale", "visit"]),
        ({"pair": ("NATO", "USA")}, ["visit"]),
        ({"recipient": "RUS"}, ["sale", "visit", "undated"]),
        ({"since": date(2020, 10, 23), "until": date(2020, 10, 23)}, ["visit"]),
        ({"outlet": "Herald"}, ["sale"]),
        ({"limit": 1}, ["sale"]),
        ({"text": "missile"}, ["sale"]),
        ({"text": "praising"}, ["visit", "undated"]),
        ({"text": "S-400 China"}, ["sale"]),
        ({"text": '"sells S-400"'}, ["sale"]),
        ({"text": '"missiles sells"'}, []),
        ({"text": "missile NATO"}, []),
        ({"text": "NATO NEAR"}, []),
        ({"text": 'sells "'}, ["sale"]),
        ({"text": "-NATO * ) text:"}, []),
        ({"text": "…"}, []),
        ({"text": ""}, []),
    ],
)
def test_articles_asked_for(filled: Database, asked: dict[str, Any], titles: list[str]) -> None:
    assert [row.title for row in filled.iter_articles(Filters(**asked))] == titles


def test_article_row_counts_its_records(filled: Database) -> None:
    sale, visit, _ = filled.iter_articles()
    assert (visit.event_count, visit.quote_count, visit.standing_count) == (3, 1, 0)
    assert (sale.event_count, sale.quote_count, sale.standing_count) == (0, 1, 2)
    assert sale.length == len(filled.read_article(sale.article_id).text)


@pytest.mark.parametrize(
    ("table", "asked", "sentence"),
    [
        ("quotes", {"status": "actual"}, "quotes cannot be filtered by status"),
        ("articles", {"kind": "ACCUSE"}, "articles cannot be filtered by kind"),
        ("issues", {"actor": "CHN"}, "issues cannot be filtered by actor"),
    ],
)
def test_filter_without_meaning_is_refused(db: Database, table: str, asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        list(getattr(db, f"iter_{table}")(Filters(**asked)))


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("a b", '"a" "b"'),
        ('say "cold  war" now', '"say" "cold  war" "now"'),
        ('"', '""'),
        ('""', '""'),
        ('a"b', '"a" "b"'),
    ],
)
def test_words_are_quoted(query: str, terms: str) -> None:
    assert quote_terms(query) == terms


def test_event_is_found_by_the_beginning_of_its_id(filled: Database) -> None:
    rows = list(filled.iter_events())
    for row in rows:
        assert filled.read_event(row.event.event_id[:12]) == row
    for missing in ("ffffffffffffffffff", "", "%"):
        with pytest.raises(UsageError, match="no event has an id that begins with"):
            filled.read_event(missing)


def test_beginning_of_several_ids_is_refused(db: Database, run_id: str) -> None:
    found: dict[str, list[Article]] = {}
    for number in range(17):
        article, _ = build_dispatch(number)
        found.setdefault(article.article_id[0], []).append(article)
        db.write(run_id, ArticleRecord(article))
    letter = next(key for key, articles in found.items() if len(articles) > 1)
    with pytest.raises(UsageError, match="several articles have an id that begins"):
        db.read_article(letter)
    with pytest.raises(UsageError, match="no article has an id that begins"):
        db.read_article("x")


def test_more_rows_than_a_batch(db: Database, run_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "BATCH", 3)
    built = [build_dispatch(number) for number in range(10)]
    db.write_all(run_id, [ArticleRecord(article, (event,)) for article, event in built])
    assert [row.event for row in db.iter_events()] == [event for _, event in reversed(built)]
