"""Settings from the environment and from a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.settings import load_settings


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A working folder without settings, and none kept from or for other tests."""
    load_settings.cache_clear()
    monkeypatch.chdir(tmp_path)
    yield
    load_settings.cache_clear()


def test_the_environment_stands_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "detente.toml").write_text('db = "file.db"\noutlet = "Example Wire"\n', encoding="utf-8")
    monkeypatch.setenv("DETENTE_DB", "environment.db")
    settings = load_settings()
    assert (settings.db, settings.outlet, settings.jobs) == ("environment.db", "Example Wire", 1)


@pytest.mark.parametrize(
    ("content", "words"), [("jobs = 99\n", "jobs=99"), ("colour = 'red'\n", "colour='red'"), ("db = \n", "no TOML")]
)
def test_a_wrong_setting_is_named(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "detente.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        load_settings()
