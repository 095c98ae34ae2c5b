from build import build_article
from build_records import build_dispatch, build_event, build_quote, build_standing
from detente.store import ArticleRecord, Database, Filters, PairCount


def test_pair_has_events_and_quotes_between_the_two(db: Database, run_id: str) -> None:
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
    pair = Filters(pair=("RUS", "CHN"))
    assert [row.event for row in db.iter_events(pair)] == [events[0]]
    assert [row.quote for row in db.iter_quotes(pair)] == [friend]
    assert not list(db.iter_quotes(Filters(pair=("CHN", "USA"))))


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
