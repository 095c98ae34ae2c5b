"""The documentation says all there is: commands, settings, columns, and what data files are for."""

from pathlib import Path

import pytest

from detente.serve.cli import app
from detente.settings import Settings
from detente.store.columns import TABLES

ROOT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]}


@pytest.mark.parametrize("command", [c.callback.__name__ for c in app.registered_commands if c.callback])
def test_every_command_has_its_place_in_the_docs_and_an_example(command: str) -> None:
    assert f"## `detente {command}`" in DOCS["commands.md"]
    [callback] = [c.callback for c in app.registered_commands if c.callback and c.callback.__name__ == command]
    assert "Example: detente" in (callback.__doc__ or "")


@pytest.mark.parametrize("setting", list(Settings.model_fields))
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`DETENTE_{setting.upper()}`" in DOCS["commands.md"]


@pytest.mark.parametrize("table", list(TABLES))
def test_every_column_is_documented(table: str) -> None:
    page = DOCS["data-dictionary.md"].split(f"## {table}\n")[1].split("\n## ")[0]
    assert [column for column in TABLES[table] if f"| `{column}` |" not in page] == []  # type: ignore[index]


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "src/detente/reference/data").rglob("*.*")))
def test_every_data_file_says_what_it_is_and_where_from(name: str) -> None:
    [path] = (ROOT / "src/detente/reference/data").rglob(name)
    header = "".join(line for line in path.read_text(encoding="utf-8").splitlines(keepends=True)[:40] if line[0] == "#")
    assert "origin" in header.lower()
    assert "licence" in header.lower()


def test_links_between_pages_lead_somewhere() -> None:
    for page, text in DOCS.items():
        for target in [part.split(")")[0] for part in text.split("](")[1:]]:
            if not target.startswith(("http", "#")):
                folder = ROOT if page == "README.md" else ROOT / "docs"
                assert (folder / target.split("#")[0]).exists(), f"{page}: {target}"
