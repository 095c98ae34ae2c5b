"""Articles on the same event."""

import json
from pathlib import Path

import pytest

from detente.analyse.coverage import compare_articles, group_articles, weigh_article
from detente.evaluate.coreference import group, score_coreference

TREATY = (
    "Arlandia and Borlund sign fishery treaty. Prime Minister Olga Vesterholm of Arlandia and President Tomas Quell of "
    "Borlund signed a fishery treaty on Tuesday in the harbour town of Skagmouth, ending a quarrel over herring."
)
RETOLD = (
    "Herring quarrel ends. After nine years Quell and Vesterholm put their names to a fishery treaty in Skagmouth on "
    "Tuesday. Borlund's trawlers may again fish the Arlandian shelf."
)
YEARS_LATER = (
    "Arlandia opens a museum. Queen Matilda opened a museum of glass in Tornby on Sunday. The museum cost 40 million "
    "crowns and shows 3,000 vases; the minister of culture, Ulrik Bang, spoke of a gift to the capital."
)


def test_the_same_event_in_other_words_is_one_group() -> None:
    one, other, third = group_articles([weigh_article(text) for text in (TREATY, RETOLD, YEARS_LATER)])
    assert one == other != third


def test_names_numbers_and_years_are_told_apart() -> None:
    words = weigh_article("In 2014 Quell met 300 fishers. The fishers cheered Quell.")
    assert max(words.names, key=lambda stem: words.names[stem]) == "quell"
    assert set(words.numbers) == {"2014", "300"}
    assert words.years == {"2014"}
    assert "fisher" in words.rest
    assert "quell" not in words.rest


def test_other_years_speak_against_the_same_event() -> None:
    found = compare_articles(weigh_article("Quell won in 2014."), weigh_article("Quell won in 2019."))
    assert (found["other_year"], found["same_year"]) == (1, 0)


def test_articles_of_no_words_are_left_alone() -> None:
    assert group_articles([weigh_article(""), weigh_article("")]) == [0, 1]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    lines = (shared / "gold" / "stories.dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_most_pairs_of_the_development_set_are_right(rows: list[dict[str, str]]) -> None:
    found = dict(enumerate(group_articles([weigh_article(row["text"]) for row in rows])))
    gold = dict(enumerate(row["subtopic"] for row in rows))
    assert score_coreference(group(gold), group(found)).pairs.f1 > 0.85
