"""Articles from files, folders and standard input; whatever is wrong is an issue and the rest goes on."""

import io
import json
import os
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ingest.articles import Facts
from detente.ingest.sources import count_sources, read_sources
from detente.model import Article, Issue

TEXT = "The two governments signed an accord on fishing rights in the strait on Monday after eleven months of talks."


def read(*paths: Path | str, stdin: bytes | None = None, defaults: Facts | None = None) -> list[Article | Issue]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    listed: list[Path | str] = ["-" if path == "-" else Path(path) for path in paths]
    return list(read_sources(listed, stdin=stream, defaults=defaults or Facts()))


def reasons(found: list[Article | Issue]) -> list[str]:
    return [item.reason if isinstance(item, Issue) else "ok" for item in found]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", TEXT.encode(), "ok"),
        ("a", TEXT.encode("utf-16"), "ok"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("invisible.txt", "\u200b\u00ad".encode(), "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        ("zeros.txt", b"text" + bytes(100), "binary"),
        ("koi8.txt", "Президент приехал в Пекин".encode("koi8-r"), "encoding"),
        ("latin.txt", (TEXT + " Malmö").encode("latin-1"), "encoding ok"),
        ("large.txt", b"The pact holds. " * 140_000, "too-large"),
        ("list.json", json.dumps([{"text": TEXT}, {"text": ""}, {"text": TEXT}]).encode(), "ok no-text ok"),
        ("one.json", json.dumps({"text": TEXT}, indent=2).encode(), "ok"),
        ("lines.json", json.dumps({"text": TEXT}).encode() + b'\n{"text": "More."}\n', "ok ok"),
        ("broken.json", b'{"text": ', "json"),
        ("a.jsonl", json.dumps({"text": TEXT}).encode() + b'\n{oops\n\n{"id": 3}\n{"text": "x"}', "ok json no-text ok"),
        ("bom.jsonl", b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode(), "ok"),
        ("day.ndjson", b'{"text": "The pact holds.", "published": "2020-02-30"}', "date ok"),
        ("utf16.jsonl", '{"text": "x"}\n'.encode("utf-16"), "encoding"),
        ("blank.jsonl", b"\n\n", "empty"),
        ("long.jsonl", b'{"text": "' + b"a" * 9_000_000 + b'"}\n{"text": "x"}\n', "too-large ok"),
        ("sniffed", b'\n{"text": "x"}\n{"text": "y"}\n', "ok ok"),
        ("braces.txt", b'{"text": "x"} is what a line looks like.', "ok"),
    ],
)
def test_files(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = read(tmp_path / name)
    assert reasons(found) == expected.split()
    for item in found:
        if isinstance(item, Issue):
            assert item.stage == "ingest"
            assert item.origin.startswith(str(tmp_path / name))
            assert item.sentence.startswith(f"{item.origin}: ")


def test_issues_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x"}\n\n{"text": 3}\n')
    issue = read(path)[1]
    assert isinstance(issue, Issue)
    assert issue.origin == f"{path}:3"
    assert '"3"' in issue.sentence


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"This is {name}.")
    texts = [item.text for item in read(tmp_path) if isinstance(item, Article)]
    assert texts == ["This is a/z.txt.", "This is b.txt.", "This is c.txt."]


def test_loops_pipes_and_missing_files_are_issues(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "text.txt").write_text("The pact holds.")
    assert reasons(read(tmp_path)) == ["loop", "unreadable", "missing", "unreadable", "ok"]


def test_a_missing_path_is_an_issue_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The pact holds.")
    assert reasons(read(tmp_path / "no.txt", tmp_path / "a.txt")) == ["missing", "ok"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "text.txt").write_text("The pact holds.")
    (tmp_path / "closed").chmod(0)
    found = read(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert reasons(found) == ["unreadable", "ok"]


def test_a_denied_folder_is_an_issue_even_for_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(folder: Path) -> list[str]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(os, "listdir", deny)
    (issue,) = read(tmp_path)
    assert isinstance(issue, Issue)
    assert (issue.reason, issue.origin) == ("unreadable", str(tmp_path))
    assert "permission denied" in issue.sentence


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TEXT.encode(), "ok"),
        (b'{"text": "x"}\n{"text": "y"}', "ok ok"),
        (b'{"text": "x"}', "ok"),
        (b'{\n"text": "x"\n}', "ok"),
        (b"", "empty"),
        (b"PK\x03\x04", "binary"),
    ],
)
def test_standard_input(content: bytes, expected: str) -> None:
    assert reasons(read("-", stdin=content)) == expected.split()


def test_no_standard_input_is_an_issue() -> None:
    assert reasons(read("-")) == ["missing"]


def test_defaults_hold_where_a_source_is_silent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": TEXT, "outlet": "Own"}))
    found = read(tmp_path, defaults=Facts(date(2020, 10, 23), "Given", None))
    assert [(a.published, a.outlet) for a in found if isinstance(a, Article)] == [
        (date(2020, 10, 23), "Given"),
        (date(2020, 10, 23), "Own"),
    ]


def test_a_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb"):  # noqa: PTH123 (the name is bytes)
        pass
    (issue,) = read(tmp_path)
    assert isinstance(issue, Issue)
    issue.sentence.encode()
    assert issue.origin.endswith("\\xff.txt")


def test_memory_stays_flat_over_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    line = json.dumps({"text": TEXT * 20}) + "\n"
    path.write_text(line * 1_000)
    tracemalloc.start()
    count = sum(1 for _ in read_sources([path], stdin=None, defaults=Facts()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_000
    assert peak < path.stat().st_size / 2


def test_count_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text('{"text": "x"}\n' * 7)
    assert count_sources([tmp_path]) == 8
    assert count_sources([tmp_path, tmp_path / "a.txt"]) == 9
    assert count_sources([tmp_path / "none"]) == 0
    assert count_sources(["-"]) is None


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.jsonl", "a.json", "a"]))
def test_any_bytes_give_articles_or_issues(tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(raw.replace(b"<", b"("))
    for item in read(path):
        assert isinstance(item, Article | Issue)
