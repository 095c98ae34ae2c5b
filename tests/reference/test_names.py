"""Names in running text."""

import pytest

from detente.reference.names import NameIndex, cut_pieces


@pytest.fixture(scope="module")
def index() -> NameIndex[str]:
    names: NameIndex[str] = NameIndex()
    for name, value in {
        "Kim Jong-un": "kim", "United States": "usa", "US": "usa", "U.S.": "usa", "White House": "house",
        "China": "china", "South China Sea": "sea",
        "People's Liberation Army": "army", "Recep Tayyip Erdoğan": "erdogan",
    }.items():  # fmt: skip
        names.add(name, value)
    return names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kim Jong Un met", ["kim"]),
        ("Kim Jong - un met", ["kim"]),
        ("the U.S. and China", ["usa", "china"]),
        ("US-led forces", ["usa"]),
        ("told us nothing", []),
        ("a white house", []),
        ("a White house", []),
        ("WHITE HOUSE SAYS", ["house"]),
        ("the South China Sea dispute", ["sea"]),
        ("in South , China Sea", ["china"]),
        ("the People 's Liberation Army", ["army"]),
        ("Recep Tayyip Erdogan said", ["erdogan"]),
    ],
)
def test_find(index: NameIndex[str], words: str, expected: list[str]) -> None:
    assert [hit.values[0] for hit in index.find(words.split())] == expected


def test_hits_tell_their_words(index: NameIndex[str]) -> None:
    words = ["Officials", "of", "the", "United", "States", "spoke"]
    (hit,) = index.find(words)
    assert words[hit.start : hit.end] == ["United", "States"]


def test_get_wants_the_whole_name(index: NameIndex[str]) -> None:
    assert index.get("united states") == ()
    assert index.get("United States") == ("usa",)
    assert index.get("United") == ()


@pytest.mark.parametrize(
    ("text", "keys"),
    [("U.S.", ["us"]), ("Sana'a", ["sanaa"]), ("Russia's", ["russia", "s"]), ("São Tomé", ["sao", "tome"]), ("—", [])],
)
def test_cut_pieces(text: str, keys: list[str]) -> None:
    assert [piece.key for piece in cut_pieces(text)] == keys
