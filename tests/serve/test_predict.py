"""Quotes in the form that gold labels have."""

import pytest

from build import build_article
from build_records import build_quote, find_span
from detente.serve.predict import quote_rows

TEXT = 'Both, "We agree," Ivanov and Wang said.'
Facts = tuple[str, str, str | None]
TABLE: list[tuple[list[Facts], list[Facts]]] = [
    ([("Ivanov", "Ivan Ivanov", "RUS")], [("Ivanov", "Ivan Ivanov", "RUS")]),
    ([("Ivanov", "I", "RUS"), ("Wang", "W", "CHN")], [("Ivanov", "I", "RUS"), ("Wang", "W", "CHN")]),
    ([("Ivanov", "I", "RUS"), ("Wang", "W", "RUS")], [("Ivanov and Wang", "I and W", "RUS")]),
    ([("Ivanov", "I", None), ("Wang", "W", None)], [("Ivanov and Wang", "I and W", None)]),
    ([("Both", "China", "CHN"), ("Both", "Russia", "RUS")], [("Both", "China and Russia", None)]),
]


@pytest.mark.parametrize(("speakers", "expected"), TABLE)
def test_joint_speakers_are_told_apart_where_their_sides_differ(speakers: list[Facts], expected: list[Facts]) -> None:
    article = build_article(TEXT)
    quotes = [
        build_quote(article, TEXT, "We agree", speaker=find_span(article, words), speaker_name=name, speaker_code=code)
        for words, name, code in speakers
    ]
    rows = list(quote_rows(quotes))
    found = [(TEXT[slice(*row["source_span"])], row["speaker_name"], row["speaker_country"]) for row in rows]
    assert found == expected
