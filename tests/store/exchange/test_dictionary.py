"""The data dictionary says what the code does, of every column of every table."""

from pathlib import Path

import pytest

from detente.errors import ReferenceDataError
from detente.store.exchange.dictionary import write_dictionary
from detente.store.exchange.meanings import find_about, find_meaning
from detente.store.schema import metadata

PAGE = Path(__file__).parents[3] / "docs" / "data-dictionary.md"


def test_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_dictionary(), "run: make dictionary"


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_of_the_database_has_its_columns(table: str) -> None:
    part = write_dictionary().split(f"### {table} in the database\n")[1].split("\n### ")[0]
    assert [column.name for column in metadata.tables[table].c if f"| `{column.name}` |" not in part] == []


def test_what_is_not_written_down_is_an_error() -> None:
    with pytest.raises(ReferenceDataError, match="column nothing of events"):
        find_meaning("exports", "events", "nothing")
    with pytest.raises(ReferenceDataError, match="table nothing"):
        find_about("tables", "nothing")
