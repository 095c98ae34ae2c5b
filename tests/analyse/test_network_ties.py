"""Which ties become edges of a network."""

from collections.abc import Sequence
from datetime import date

import pytest

from build import build_article
from build_records import build_standing
from detente.analyse.histories import build_histories
from detente.analyse.network_ties import sign_ties
from detente.errors import ReferenceDataError
from detente.model import Period
from detente.reference import tie_signs
from detente.store import ArticleFacts, TieRow


def told(number: int, kind: str, parties: str, standing: str, day: date, **facts: object) -> TieRow:
    """What one article of that day says of a tie."""
    article = build_article(f"A sentence of article {number}.", published=day)
    found = build_standing(article, f"article {number}", kind, parties, standing, day=Period.of_day(day), **facts)
    return TieRow(found, "", None, ArticleFacts(article.article_id, None, None, day, None, "run"))


def sign(rows: Sequence[TieRow]) -> list[tuple[str, str, int, str, int]]:
    return [(tie.a, tie.b, tie.sign, tie.told.isoformat(), tie.story_count) for tie in sign_ties(build_histories(rows))]


FIRST, LATER = date(2020, 1, 1), date(2020, 9, 1)


@pytest.mark.parametrize(
    ("kind", "standing", "expected"),
    [
        ("alliance", "in_force", 1),
        ("alliance", "strained", 1),
        ("conflict", "in_force", -1),
        ("sanctions", "expanding", -1),
        ("alliance", "imagined", None),
        ("conflict", "ended", None),
        ("trade", "in_force", None),
        ("dispute", "in_force", None),
    ],
)
def test_alliances_bind_and_conflicts_divide_while_in_force(kind: str, standing: str, expected: int | None) -> None:
    rows = [
        told(1, kind, "USA IRN" if kind == "sanctions" else "IRN USA", standing, FIRST, directed=kind == "sanctions")
    ]
    assert sign(rows) == ([] if expected is None else [("IRN", "USA", expected, "2020-01-01", 1)])


def test_the_last_that_is_said_counts() -> None:
    rows = [told(1, "conflict", "IND PAK", "in_force", FIRST), told(2, "conflict", "IND PAK", "ended", LATER)]
    assert sign(rows) == []
    assert sign(rows[:1]) == [("IND", "PAK", -1, "2020-01-01", 1)]
    again = [told(1, "alliance", "JPN USA", "in_force", FIRST), told(2, "alliance", "JPN USA", "in_force", LATER)]
    assert sign(again) == [("JPN", "USA", 1, "2020-09-01", 2)]


def test_who_sanctions_many_is_hostile_to_each_and_allies_of_many_are_all_bound() -> None:
    rows = [told(1, "sanctions", "USA IRN SYR", "in_force", FIRST, directed=True)]
    assert [found[:3] for found in sign(rows)] == [("IRN", "USA", -1), ("SYR", "USA", -1)]
    rows = [told(1, "alliance", "AUS NZL USA", "in_force", FIRST)]
    assert [found[:2] for found in sign(rows)] == [("AUS", "NZL"), ("AUS", "USA"), ("NZL", "USA")]


def test_of_a_conflict_of_many_nobody_knows_who_is_whose_foe() -> None:
    assert sign([told(1, "conflict", "RUS SYR TUR", "in_force", FIRST)]) == []


def test_a_sign_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tie_signs.load_tie_signs.cache_clear()
    monkeypatch.setattr(tie_signs, "load_yaml", lambda _: {"signs": {"friendship": 1}})
    with pytest.raises(ReferenceDataError, match="friendship"):
        tie_signs.load_tie_signs()
