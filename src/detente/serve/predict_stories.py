"""Groups of articles, mentions and events, in the form in which gold labels have them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from detente.analyse.clustering import cluster
from detente.analyse.coverage import group_articles, weigh_article
from detente.analyse.happenings import Decisions, merge_tellings
from detente.analyse.linking import load_linker
from detente.analyse.tellings import Telling, compare_tellings, weigh_event, weigh_telling
from detente.coder import Coder, code_document
from detente.evaluate.matching import Row
from detente.evaluate.stories import GoldMention, list_mentions
from detente.ingest.articles import build_article
from detente.model import Article, Event
from detente.store import ArticleFacts, EventRow


def predict_stories(rows: Sequence[Row], coder: Coder) -> Iterator[Row]:
    """For each article its group, the clusters of the gold's mentions, and the events found with their happenings."""
    numbers = group_articles([weigh_article(row["text"]) for row in rows])
    mentions = [[*list_mentions(row)] for row in rows]
    clusters = cluster_mentions(mentions, numbers)
    events = [_find_events(row, coder) for row in rows]
    merged = merge_tellings([weigh_event(event) for found in events for event in found], {}, Decisions())
    for row, number, own, found in zip(rows, numbers, mentions, events, strict=True):
        yield {
            "id": row["id"],
            "group": number,
            "mentions": [{"m_id": mention.key[1], "cluster": clusters[mention.key]} for mention in own],
            "events": [_describe(event, merged[event.event_id].happening_id) for event in found],
        }


def cluster_mentions(mentions: Sequence[Sequence[GoldMention]], groups: Sequence[int]) -> dict[tuple[str, str], int]:
    """For each mention the number of its cluster; only mentions in articles of one group are compared."""
    linker = load_linker("mentions")
    tellings = [weigh_mention(mention) for own in mentions for mention in own]
    keys = [mention.key for own in mentions for mention in own]
    links = {
        (i, j): linker.log_odds(compare_tellings(tellings[i], tellings[j])) for i, j in pair_mentions(mentions, groups)
    }
    return dict(zip(keys, cluster(len(keys), links, bar=linker.bar, unseen=linker.unseen), strict=True))


def pair_mentions(mentions: Sequence[Sequence[GoldMention]], groups: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions, by place, in articles of one group."""
    holders: dict[int, list[int]] = defaultdict(list)
    number_of = (number for own, number in zip(mentions, groups, strict=True) for _ in own)
    for place, number in enumerate(number_of):
        holders[number].append(place)
    for places in holders.values():
        yield from combinations(places, 2)


def weigh_mention(mention: GoldMention) -> Telling:
    """A mention as a telling."""
    return weigh_telling(mention.key[1], mention.key[0], mention.place, mention.sentence, mention.cue)


def list_event_rows(article: Article, events: Iterable[Event]) -> list[EventRow]:
    """The events of an article as they would be stored."""
    facts = ArticleFacts(article.article_id, article.title, article.outlet, article.published, article.url, "")
    return [
        EventRow(
            event,
            event.evidence.span.words(article.text),
            None if event.evidence.cue is None else event.evidence.cue.words(article.text),
            facts,
        )
        for event in events
    ]


def _find_events(row: Row, coder: Coder) -> list[EventRow]:
    article = build_article(row["text"], given_id=str(row["id"]), normalise=False)
    return list_event_rows(article, code_document(coder.read_document(article)).events)


def _describe(row: EventRow, happening_id: str) -> Row:
    cue = row.event.evidence.cue or row.event.evidence.span
    return {"cue_span": [cue.start, cue.end], "cluster": happening_id}
