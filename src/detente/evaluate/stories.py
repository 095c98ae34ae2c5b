"""Stories and coreference of events across articles, against gold labels in the form of ECB+.

A gold row is an article: "id", "text", "subtopic" (articles of one subtopic report the same event), "sentences" with
"n" and "span", and "mentions" with "m_id", "kind", "spans", "sentence", "cluster" and "in_validated_sentence". Only
mentions of kind "event" in validated sentences count, lone ones included.

A predicted row has "group" (articles with the same value report the same event), "mentions" (the gold's own, with the
"cluster" that we give them) and "events" (those that we found ourselves: "cue_span" and "cluster").
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.evaluate.coreference import Coreference, Figure, group, score_coreference
from detente.evaluate.matching import Row, match

MentionKey = tuple[str, str]
"""An article and the name of a mention in it."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Words that tell of an event, in their sentence.

    Attributes:
        cluster: mentions with the same value tell of the same event.
        place: first character of the sentence in the text.
        sentence: its words.
        cue: where in the sentence the words of the mention stand.
    """

    key: MentionKey
    cluster: str
    place: int
    sentence: str
    cue: tuple[int, int]


@dataclass(frozen=True, slots=True)
class StoryReport:
    """What is measured of a run over a whole set of articles.

    Attributes:
        articles: pairs of articles in one group, over all pairs of the set.
        given: clusters of the gold's own mentions.
        repeated: the same where mentions are one if and only if their words are the same, anywhere in the set.
        repeated_near: the same, within the groups of articles that we found.
        found: clusters of the events that we found ourselves.
    """

    articles: Figure
    given: Coreference
    repeated: Coreference
    repeated_near: Coreference
    found: Coreference


def list_mentions(row: Row) -> Iterator[GoldMention]:
    """The mentions of events that count in an article."""
    spans = {sentence["n"]: sentence["span"] for sentence in row["sentences"]}
    for mention in row["mentions"]:
        if mention["kind"] == "event" and mention["in_validated_sentence"]:
            start, end = spans[mention["sentence"]]
            cue = (mention["spans"][0][0] - start, mention["spans"][-1][1] - start)
            key = (row["id"], mention["m_id"])
            yield GoldMention(key, mention["cluster"], start, row["text"][start:end], cue)


def report_stories(gold: Mapping[str, Row], predicted: Mapping[str, Row]) -> StoryReport:
    """Everything that is measured of a run; what the predictions lack stands alone."""
    mentions = [mention for row in gold.values() for mention in list_mentions(row)]
    clusters = group({mention.key: mention.cluster for mention in mentions})
    words = {m.key: " ".join(m.sentence[slice(*m.cue)].lower().split()) for m in mentions}
    groups = {row_id: predicted.get(row_id, {}).get("group", row_id) for row_id in gold}
    said = {(i, m["m_id"]): m["cluster"] for i, row in predicted.items() for m in row.get("mentions", ())}
    return StoryReport(
        articles=score_coreference(group({i: row["subtopic"] for i, row in gold.items()}), group(groups)).pairs,
        given=score_coreference(clusters, group({m.key: said.get(m.key, m.key) for m in mentions})),
        repeated=score_coreference(clusters, group(words)),
        repeated_near=score_coreference(clusters, group({key: (groups[key[0]], word) for key, word in words.items()})),
        found=score_coreference(clusters, group(_list_found(gold, predicted))),
    )


def _list_found(gold: Mapping[str, Row], predicted: Mapping[str, Row]) -> dict[Any, Any]:
    """The clusters of the events found in sentences that count; one at a gold mention's words goes by its name."""
    found: dict[Any, Any] = {}
    for row_id, row in gold.items():
        events = [e for e in predicted.get(row_id, {}).get("events", ()) if _counts(row, e)]
        mentions = [m for m in row["mentions"] if m["kind"] == "event" and m["in_validated_sentence"]]
        named = {guess: mentions[i]["m_id"] for i, guess in match(mentions, events, _touch)}
        for place, event in enumerate(events):
            found[row_id, named.get(place, f"event {place}")] = event["cluster"]
    return found


def _counts(row: Row, event: Row) -> bool:
    """Whether the event stands in a sentence in which some mention was validated."""
    valid = {m["sentence"] for m in row["mentions"] if m["in_validated_sentence"]}
    start = event["cue_span"][0]
    return any(s["span"][0] <= start < s["span"][1] for s in row["sentences"] if s["n"] in valid)


def _touch(mention: Row, event: Row) -> bool:
    start, end = event["cue_span"]
    return any(a < end and start < b for a, b in mention["spans"])
