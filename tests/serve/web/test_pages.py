"""The pages: what they show of hand-made records, what of hostile text, and where their links lead."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from build import build_article
from build_records import build_event, build_quote, build_standing
from detente.model import Period, Span
from detente.serve.web.marking import INNERMOST, TextMark, cut_text
from detente.serve.web.pages import add_pages
from detente.store import ArticleRecord, Database, open_database

HOSTILE = "<script>alert(1)</script>\" onclick='x' \u202e\u05e9\u05dc\u05d5\u05dd &amp;"
ADDRESS = "javascript:alert(1)"
TEXT = (
    f'China praised Russia. "We are friends", said Xi on Monday. The partnership of China and Russia grows. {HOSTILE}'
)


def make_record() -> ArticleRecord:
    """An article with a record of each sort, whose text and facts try to be markup."""
    article = build_article(
        TEXT, title=HOSTILE, published=date(2020, 10, 23), outlet=HOSTILE, url="javascript:alert(1)"
    )
    event = build_event(article, "China praised Russia.", "praised", "China", "Russia", day=Period.parse("2020-10-22"))
    quote = build_quote(
        article, '"We are friends", said Xi on Monday.', "We are friends", speaker_name=HOSTILE, speaker_code="CHN",
        about=("RUS",),
    )  # fmt: skip
    standing = build_standing(
        article, "The partnership of China and Russia grows.", "partnership", "CHN RUS", "expanding", name=HOSTILE,
        day=Period.parse("2020-10-23"),
    )  # fmt: skip
    return ArticleRecord(article, (event,), (quote,), (standing,))


def make_client(file: Path, *records: ArticleRecord) -> tuple[TestClient, Database]:
    database = open_database(file)
    run_id = database.begin_run("0.1.0", "model-1", "lexicon-1", {})
    database.write_all(run_id, records)
    app = FastAPI()
    add_pages(app, database)
    return TestClient(app, raise_server_exceptions=False), database


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    made, database = make_client(tmp_path_factory.mktemp("web") / "w.db", make_record())
    yield made
    database.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    made, database = make_client(tmp_path_factory.mktemp("web") / "empty.db")
    yield made
    database.close()


def list_attributes(page: str) -> list[str]:
    """The names of all attributes of a page, as a browser reads them."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.extend(name for name, _ in attrs)  # type: ignore[method-assign]
    parser.feed(page)
    return found


def article_path() -> str:
    return f"/article/{make_record().article.article_id}"


@pytest.mark.parametrize(
    "path", ["/", "/pair", "/pair/CHN/RUS", "/pair/CHN/RUS?since=2020-01-01&type=quote", article_path()]
)
def test_hostile_text_is_shown_as_it_stands(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert not {"onclick", "style"} & set(list_attributes(answer.text))
    assert 'href="javascript:' not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self';")


@pytest.mark.parametrize("path", ["/", "/pair", "/pair/CHN/RUS", "/pair/CHN/RUS.json", "/pair/CHN/RUS/ties.csv"])
def test_empty_record_has_pages(empty: TestClient, path: str) -> None:
    assert empty.get(path).status_code == 200
    assert "holds nothing of China and Russia" in empty.get("/pair/CHN/RUS").text


def test_reader_gives_back_the_text(client: TestClient) -> None:
    page = client.get(article_path()).text
    [shown] = re.findall(r'<p class="body" dir="auto">(.*?)</p>', page, re.S)
    assert unescape(re.sub(r"<[^>]+>", "", shown)) == TEXT


def test_each_mark_leads_to_a_record(client: TestClient) -> None:
    page = client.get(article_path()).text
    targets = set(re.findall(r'id="(r-[0-9a-f]+)"', page))
    assert set(re.findall(r'href="#(r-[0-9a-f]+)"', page)) == targets
    assert len(targets) == 3


def test_every_link_leads_to_a_page(client: TestClient) -> None:
    seen: set[str] = set()
    todo = ["/", "/pair/CHN/RUS", article_path()]
    while todo and len(seen) < 120:
        path = todo.pop().partition("#")[0]
        if path in seen or not path.startswith("/"):
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            todo += map(unescape, re.findall(r'(?:href|action)="(/[^"]*)"', answer.text))
    assert {"/pair", "/static/detente.css", "/pair/CHN/RUS/ties.svg", f"{article_path()}.json"} <= seen


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/nowhere", 404, "is no page of this record"),
        ("/article/abc", 404, "no article has an id"),
        ("/pair/Nobodyland/RUS", 404, "no country, body or person"),
        ("/pair/RUS/RUS", 404, "are the same"),
        ("/pair/CHN/RUS?since=2020-02-30", 400, "no day of the calendar"),
        ("/pair/CHN/RUS?since=2021-01-01&until=2020-01-01", 400, "turn them round"),
        ("/pair/CHN/RUS?every=year", 400, "choose one of"),
        ("/pair/CHN/RUS?page=0", 400, "from 1 on"),
        ("/pair/CHN/RUS/ties.exe", 404, "there is no file"),
        ("/theme/pink", 404, "there are no colours"),
    ],
)
def test_what_is_wrong_is_a_page_with_a_way_out(client: TestClient, path: str, status: int, sentence: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert sentence in answer.text
    assert '<a href="/pair">' in answer.text


@pytest.mark.parametrize(
    ("back", "place"),
    [
        ("/pair/CHN/RUS?page=2", "/pair/CHN/RUS?page=2"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
    ],
)
def test_colours_are_kept_and_lead_back_only_here(client: TestClient, back: str, place: str) -> None:
    answer = client.get("/theme/dark", params={"back": back}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    assert "theme=dark" in answer.headers["set-cookie"]


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[TextMark]]:
    text = draw(st.text(max_size=40))
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        marks.append(TextMark(Span(start, end), draw(st.sampled_from(INNERMOST)), str(number)))
    return text, marks


@given(marked_texts())
def test_marks_give_back_their_exact_words(made: tuple[str, list[TextMark]]) -> None:
    text, marks = made
    pieces = cut_text(text, Span(0, len(text)), marks)
    assert "".join(piece.words for piece in pieces) == text
    for mark in marks:
        assert "".join(piece.words for piece in pieces if mark in piece.marks) == mark.span.words(text)
