"""Scores of speakers, on a quote with its gold labels."""

from typing import Any

import pytest

from detente.evaluate.speakers import score_speakers

# "Wang met Li. He said: we stay." with Wang at 0-4, Li at 9-11, He at 13-15, the words said at 22-29.
ENTITIES = [{"span": [0, 4], "cluster": "1"}, {"span": [13, 15], "cluster": "1"}, {"span": [9, 11], "cluster": "2"}]
GOLD: dict[str, Any] = {
    "content_span": [22, 29], "source_span": [13, 15], "speaker": {"cluster": "1"}, "speaker_country": "CHN",
}  # fmt: skip
TABLE: list[tuple[list[int] | None, float, int]] = [
    ([13, 15], 1.0, 1),
    ([0, 4], 1.0, 1),
    ([9, 11], 0.0, 1),
    (None, 0.0, 0),
]


@pytest.mark.parametrize(("source", "right", "answered"), TABLE)
def test_a_speaker_is_right_where_the_words_mean_the_same_one(
    source: list[int] | None, right: float, answered: int
) -> None:
    gold = {"a": {"id": "a", "attributions": [GOLD], "entities": ENTITIES}}
    found = {"content_span": [[22, 29]], "source_span": source, "speaker_country": "CHN"}
    scores = score_speakers(gold, {"a": {"id": "a", "attributions": [found]}})
    assert (scores["right"], scores["answered"], scores["found"]) == (right, answered, 1)


@pytest.mark.parametrize(("country", "right"), [("CHN", 1.0), ("USA", 0.0), (None, 0.0)])
def test_countries_count_where_the_gold_tells_them(country: str | None, right: float) -> None:
    found = {"content_span": [[22, 27]], "source_span": [13, 15], "speaker_country": country}
    scores = score_speakers({"a": {"attributions": [GOLD]}}, {"a": {"attributions": [found]}})
    assert scores["country"] == {"matched": 1, "right": right}


def test_quotes_that_are_not_found_do_not_count() -> None:
    far = {"content_span": [[0, 4]], "source_span": [13, 15], "speaker_country": "CHN"}
    assert score_speakers({"a": {"attributions": [GOLD]}}, {"a": {"attributions": [far]}}) == {
        "gold": 1, "found": 0, "answered": 0, "right": 0.0,
    }  # fmt: skip
