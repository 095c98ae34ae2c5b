"""Which data files make a reading another one."""

from pathlib import Path

import pytest

from detente.reference.files import find_data, hash_folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("states.csv", "lexicon/accuse.yaml", "after_reading/briefs.yaml", "after_reading/words/related.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words: [one]\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("states.csv", True),
        ("lexicon/accuse.yaml", True),
        ("lexicon/new.yaml", True),
        ("after_reading/briefs.yaml", False),
        ("after_reading/new.csv", False),
        ("after_reading/words/related.csv", False),
        ("notes.md", False),
    ],
)
def test_only_what_reading_loads_makes_another_hash(data: Path, name: str, counts: bool) -> None:
    before = hash_folder(data)
    (data / name).write_text("words: [another]\n", encoding="utf-8")
    assert (hash_folder(data) != before) is counts


def test_what_is_left_out_is_there() -> None:
    names = {entry.name for entry in find_data("after_reading").iterdir()}
    assert names >= {"briefs.yaml", "foreign_codes.yaml", "merging.yaml", "words"}
