from datetime import date

from build import build_article
from build_records import build_dispatch, build_event, build_quote, build_standing
from detente.model import Period
from detente.store import ArticleRecord, Database, Filters, PairCount

ALLIANCE = "An alliance of China and Russia is possible, but none is planned."


def _build_talk(published: date, *standings: str, day: str | None = None, more: str = "") -> ArticleRecord:
    article = build_article(f"{ALLIANCE} {more}".strip(), published=published)
    period = None if day is None else Period.parse(day)
    told = (build_standing(article, ALLIANCE, "alliance", "CHN RUS", value, day=period) for value in standings)
    return ArticleRecord(article, standings=tuple(told))


def _read_standings(db: Database) -> list[tuple[str, str]]:
    return [(row.standing.tie.kind, row.standing.standing) for row in db.read_pair("RUS", "CHN").ties]


def test_alliance_both_imagined_and_denied(db: Database, run_id: str) -> None:
    db.write(run_id, _build_talk(date(2020, 10, 23), "imagined", "denied"))
    assert sorted(_read_standings(db)) == [("alliance", "denied"), ("alliance", "imagined")]


def test_latest_day_wins_then_latest_publication(db: Database, run_id: str) -> None:
    db.write(run_id, _build_talk(date(2021, 6, 1), "agreed", day="2021-05-30"))
    db.write(run_id, _build_talk(date(2020, 10, 23), "imagined"))
    assert _read_standings(db) == [("alliance", "agreed")]
    db.write(run_id, _build_talk(date(2021, 6, 2), "in_force", day="2021-05-30"))
    assert _read_standings(db) == [("alliance", "in_force")]
    db.write(run_id, _build_talk(date(2022, 1, 1), "ended", day="2019", more="So it was."))
    assert _read_standings(db) == [("alliance", "in_force")]
    assert len(list(db.iter_ties(Filters(pair=("CHN", "RUS"))))) == 4


def test_same_standing_told_twice_shows_its_surest_words(db: Database, run_id: str) -> None:
    article = build_article("Both are partners. They are firm partners.", published=date(2020, 1, 1))
    told = [
        build_standing(article, sentence, "partnership", "CHN RUS", "in_force", confidence=sure)
        for sentence, sure in (("Both are partners.", 0.5), ("They are firm partners.", 0.8))
    ]
    db.write(run_id, ArticleRecord(article, standings=tuple(told)))
    assert [row.sentence for row in db.latest_standings()] == ["They are firm partners."]


def test_pair_shows_events_and_quotes_between_the_two(db: Database, run_id: str) -> None:
    text = "China praised Russia. Washington accused China. “Russia is a friend,” she said. “Hello,” he said."
    article = build_article(text)
    friend = build_quote(
        article, "“Russia is a friend,” she said.", "Russia is a friend,", speaker_code="CHN", about=("RUS",)
    )
    hello = build_quote(article, "“Hello,” he said.", "Hello,", speaker_code="CHN")
    events = (
        build_event(article, "China praised Russia.", "praised", "China", "Russia"),
        build_event(article, "Washington accused China.", "accused", "Washington", "China"),
    )
    db.write(run_id, ArticleRecord(article, events, (friend, hello)))
    pair = db.read_pair("RUS", "CHN")
    assert (pair.a, pair.b) == ("RUS", "CHN")
    assert [row.event for row in pair.events] == [events[0]]
    assert [row.quote for row in pair.quotes] == [friend]
    assert db.read_pair("CHN", "USA").quotes == ()


def test_pair_shows_the_newest_few(db: Database, run_id: str) -> None:
    for number in range(5):
        article, event = build_dispatch(number)
        db.write(run_id, ArticleRecord(article, (event,)))
    assert [row.event.evidence.article_id for row in db.read_pair("CHN", "RUS", limit=1).events] == [article.article_id]


def test_most_mentioned_pairs(db: Database, run_id: str) -> None:
    assert db.most_mentioned_pairs() == []
    url = "https://courier.example/talks"
    for number in range(3):
        article, event = build_dispatch(number, url=url)
        db.write(run_id, ArticleRecord(article, (event,)))
    article = build_article("Japan, China and Russia met. Moscow sells arms to China.")
    met = build_event(article, "Japan, China and Russia met.", "met", "Japan China Russia")
    sells = build_standing(
        article, "Moscow sells arms to China.", "arms_transfer", "RUS CHN", "in_force", directed=True
    )
    db.write(run_id, ArticleRecord(article, (met,), standings=(sells,)))
    assert db.most_mentioned_pairs() == [
        PairCount("CHN", "RUS", event_count=2, standing_count=1),
        PairCount("CHN", "JPN", event_count=1, standing_count=0),
        PairCount("JPN", "RUS", event_count=1, standing_count=0),
    ]
    assert len(db.most_mentioned_pairs(limit=1)) == 1
