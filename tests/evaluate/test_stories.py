"""Stories and mentions against gold labels."""

from typing import Any

from detente.evaluate.stories import list_mentions, report_stories

TEXTS = {"a": "Police foiled a raid. They cheered.", "b": "A raid was thwarted. It rained.", "c": "Rain fell."}


def mark(row_id: str, *mentions: tuple[str, str, bool]) -> dict[str, Any]:
    """A gold row in which the words are mentions of events with these clusters, validated or not."""
    text = TEXTS[row_id]
    first = text.index(".") + 1
    sentences = [{"n": 0, "span": [0, first]}, {"n": 1, "span": [first + 1, len(text)]}]
    found = [
        {
            "m_id": str(i), "kind": "event", "cluster": cluster, "in_validated_sentence": valid,
            "spans": [[text.index(words), text.index(words) + len(words)]],
            "sentence": 0 if text.index(words) < first else 1,
        }
        for i, (words, cluster, valid) in enumerate(mentions)
    ]  # fmt: skip
    return {
        "id": row_id,
        "text": text,
        "subtopic": "rain" if row_id == "c" else "raid",
        "sentences": sentences,
        "mentions": found,
    }


GOLD = {
    "a": mark("a", ("foiled", "foil", True), ("raid", "raid", True), ("cheered", "joy", False)),
    "b": mark("b", ("raid", "raid", True), ("thwarted", "foil", True)),
    "c": mark("c", ("fell", "rain", True)),
}
RIGHT = {
    "a": {"group": 1, "mentions": [{"m_id": "0", "cluster": 1}, {"m_id": "1", "cluster": 2}]},
    "b": {"group": 1, "mentions": [{"m_id": "0", "cluster": 2}, {"m_id": "1", "cluster": 1}]},
    "c": {"group": 2, "mentions": [{"m_id": "0", "cluster": 3}]},
}


def test_only_validated_mentions_of_events_count() -> None:
    mentions = list(list_mentions(GOLD["a"]))
    assert [(m.sentence[slice(*m.cue)], m.cluster, m.place) for m in mentions] == [
        ("foiled", "foil", 0),
        ("raid", "raid", 0),
    ]


def test_all_right() -> None:
    report = report_stories(GOLD, RIGHT)
    assert (report.articles.f1, report.given.conll) == (1, 1)


def test_the_same_words_are_the_baseline() -> None:
    report = report_stories(GOLD, RIGHT)
    assert report.repeated.pairs.p == 1
    assert report.repeated.pairs.r == 0.5  # raid and raid, not foiled and thwarted


def test_what_the_predictions_lack_stands_alone() -> None:
    report = report_stories(GOLD, {})
    assert report.articles.f1 == report.given.muc.f1 == report.found.conll == 0


def test_an_event_found_at_a_mention_goes_by_its_name() -> None:
    found = {
        "a": {"events": [{"cue_span": [7, 13], "cluster": "x"}, {"cue_span": [27, 34], "cluster": "y"}]},
        "b": {"events": [{"cue_span": [11, 19], "cluster": "x"}]},
    }
    report = report_stories(GOLD, found)
    assert report.found.pairs.p == 1  # the cheering stands in a sentence that nobody validated
    assert report.found.pairs.r == 0.5
