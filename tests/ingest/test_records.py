"""Articles from JSON objects."""

import json
from datetime import date

import pytest

from detente.errors import InputError
from detente.ingest.articles import Facts
from detente.ingest.records import parse_day, read_record
from detente.model import Article, Issue

TEXT = "The two states signed an accord."
DEFAULTS = Facts(date(2001, 2, 3), "Default Times", "https://example.org/default")


def read(record: object) -> tuple[Article, list[Issue]]:
    *issues, article = read_record(json.dumps(record), "news.jsonl:7", DEFAULTS)
    assert isinstance(article, Article)
    return article, [issue for issue in issues if isinstance(issue, Issue)]


def test_fields_go_before_defaults() -> None:
    record = {"text": TEXT, "title": "T", "published": "2020-10-23", "outlet": "O", "url": "u", "id": 12}
    article, issues = read(record)
    assert (article.title, article.published, article.outlet, article.url, article.given_id) == (
        "T", date(2020, 10, 23), "O", "u", "12",
    )  # fmt: skip
    assert issues == []


def test_defaults_fill_what_is_missing() -> None:
    article, issues = read({"text": TEXT, "published": None, "outlet": " "})
    assert (article.published, article.outlet, article.url) == (date(2001, 2, 3), "Default Times", DEFAULTS.url)
    assert issues == []


@pytest.mark.parametrize("value", ["2020-02-30", "yesterday", "23/10/2020", "2020-10", 1603411200, ["2020-10-23"]])
def test_an_impossible_day_is_no_day_and_an_issue(value: object) -> None:
    article, issues = read({"text": TEXT, "published": value})
    assert article.published is None
    assert [issue.reason for issue in issues] == ["date"]
    assert issues[0].sentence.startswith('news.jsonl:7: the field "published" holds "')


def test_a_field_of_another_kind_is_left_out_and_an_issue() -> None:
    article, issues = read({"text": TEXT, "outlet": ["a", "b"]})
    assert article.outlet == "Default Times"
    assert [issue.reason for issue in issues] == ["json"]


@pytest.mark.parametrize(
    ("line", "reason", "held"),
    [
        ("{broken", "json", "character 2"),
        ('{"text": "cut', "json", "news.jsonl:7"),
        ("[1, 2]", "json", "[1, 2]"),
        ("[" * 100_000, "json", "nested too deeply"),
        ('{"title": "x"}', "no-text", "there is none"),
        ('{"text": ""}', "no-text", '""'),
        ('{"text": 5}', "no-text", '"5"'),
        ('{"text": "\\u200b"}', "no-text", "no visible character"),
        (json.dumps({"text": "a " * 1_500_000}), "too-large", "2 MB"),
    ],
)
def test_lines_that_hold_no_article(line: str, reason: str, held: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read_record(line, "news.jsonl:7", DEFAULTS))
    assert caught.value.reason == reason
    assert held in str(caught.value)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-10-23", date(2020, 10, 23)),
        (" 2020-10-23 ", date(2020, 10, 23)),
        ("2020-10-23T23:30:00-05:00", date(2020, 10, 23)),
        ("2020-10-23 08:00", date(2020, 10, 23)),
        ("2020-10-23T23:30:00Z", date(2020, 10, 23)),
        ("20201023", None),
        ("2020-13-01", None),
        ("2020-10-23T", None),
        ("", None),
    ],
)
def test_parse_day(value: str, day: date | None) -> None:
    assert parse_day(value) == day
