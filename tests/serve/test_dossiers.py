"""What the record holds on a pair, from both kinds of database."""

from datetime import date

from build import build_article
from build_records import build_dispatch, build_quote, build_standing
from detente.analyse.briefs import build_brief
from detente.model import Period
from detente.serve.dossiers import read_dossier, read_histories
from detente.store import ArticleRecord, Database, Filters

ALLIANCE = "An alliance of China and Russia is not planned, Moscow said."


def _write_alliance(db: Database, run_id: str, published: date, standing: str, **facts: str) -> str:
    article = build_article(f"{ALLIANCE} It is {published}.", published=published, outlet="Courier")
    told = build_standing(
        article, ALLIANCE, facts.get("kind", "alliance"), "CHN RUS", standing, day=Period.of_day(published)
    )
    said = build_quote(
        article, ALLIANCE, "An alliance of China and Russia is not planned,", speaker_name="Moscow", speaker_code="RUS"
    )
    db.write(run_id, ArticleRecord(article, quotes=(said,), standings=(told,)))
    return article.article_id


def test_dossier_has_ties_from_before_the_window_and_the_rest_from_within(db: Database, run_id: str) -> None:
    _write_alliance(db, run_id, date(2019, 1, 1), "denied")
    _write_alliance(db, run_id, date(2022, 1, 1), "denied", kind="partnership")
    article, event = build_dispatch(1)
    db.write(run_id, ArticleRecord(article, (event,)))
    dossier = read_dossier(db, ("CHN", "RUS"), date(2020, 1, 1), date(2021, 1, 1))
    assert [row.standing.tie.kind for row in dossier.ties] == ["alliance"]
    assert [[row.event_id for row in told.rows] for told in dossier.told] == [[event.event_id]]
    assert dossier.quotes == ()
    assert len(dossier.spoken) == 1
    assert "alliance is denied" in str(build_brief(dossier, "CHN", "RUS"))


def test_stories_count_copies_once(db: Database, run_id: str) -> None:
    ids = [_write_alliance(db, run_id, date(2019, 1, day), "denied") for day in (1, 2, 3)]
    db.write_stories([(ids[0], "one", 1.0), (ids[1], "one", 1.0), (ids[2], "two", 1.0)], "tester")
    [history] = read_histories(db, Filters(pair=("CHN", "RUS")))
    assert (len(history.claims), history.story_count) == (3, 2)


def test_empty_record_gives_an_empty_dossier(db: Database) -> None:
    assert read_dossier(db, ("CHN", "RUS"), None, None).list_articles() == []
