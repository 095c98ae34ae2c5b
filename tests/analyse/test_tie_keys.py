import pytest

from build_ties import tell
from detente.analyse.tie_keys import TieKey, list_keys, name_treaties
from detente.model import Tie


def _keys(kind: str, parties: str, name: str | None = None, *, directed: bool = False) -> list[str]:
    return [" ".join(k.parties) for k in list_keys(Tie(kind, tuple(parties.split()), directed, name))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "parties", "name", "directed", "expected"),
    [
        ("treaty", "IRN USA", "Iran nuclear deal", False, [""]),
        ("treaty", "CHN DEU IRN", "Iran nuclear deal", False, [""]),
        ("arms_transfer", "RUS IND", "S-400", True, ["RUS IND"]),
        ("arms_transfer", "RUS IND TUR", "S-400", True, ["RUS IND", "RUS TUR"]),
        ("energy", "RUS DEU", "Nord Stream 2", True, ["RUS DEU"]),
        ("dispute", "CHN PHL VNM", "South China Sea", False, ["CHN PHL", "CHN VNM"]),
        ("conflict", "EGY ISR SYR", "Six-Day War", False, ["EGY ISR", "ISR SYR"]),
        ("conflict", "EGY ISR", "Six-Day War", False, ["EGY ISR"]),
        ("investment", "IND IRN", "Chabahar", False, [""]),
        ("dispute", "PHL VNM", "South China Sea", False, ["PHL VNM"]),
        ("partnership", "RUS CHN", None, False, ["CHN RUS"]),
        ("partnership", "CHN IRN RUS", None, False, ["CHN IRN RUS"]),
        ("membership", "TUR NATO", "NATO", True, ["TUR NATO"]),
        ("treaty", "USA PRK", "Treaty of Nowhere", False, ["PRK USA"]),
    ],
)
def test_which_ties_a_record_speaks_of(
    kind: str, parties: str, name: str | None, directed: bool, expected: list[str]
) -> None:
    assert _keys(kind, parties, name, directed=directed) == expected


def test_treaty_without_a_name_is_no_tie_of_its_own() -> None:
    assert TieKey("treaty", "", ("RUS", "USA"), False).is_loose
    assert not TieKey("treaty", "INF Treaty", (), False).is_loose
    assert not TieKey("dispute", "", ("RUS", "USA"), False).is_loose


NAMED = tell("in_force", "2021-02-04", kind="treaty", parties="RUS USA", name="New START")
OTHER = tell("ended", "2021-02-04", like=NAMED, kind="treaty", parties="RUS USA", name="INF Treaty")
BARE = tell("expanding", "2021-02-04", like=NAMED, kind="treaty", parties="RUS USA")


def test_only_treaty_that_an_article_names_lends_its_name() -> None:
    assert [row.standing.tie.name for row in name_treaties([NAMED, BARE])] == ["New START", "New START"]


def test_membership_is_in_the_body_of_its_code() -> None:
    [key] = list_keys(Tie("membership", ("RUS", "EUR"), True))
    assert key.name == "EU"
    assert list_keys(Tie("membership", ("RUS", "IGO"), True))[0].name == ""


@pytest.mark.parametrize(
    "rows",
    [
        [NAMED, OTHER, BARE],
        [tell("in_force", "2021-02-04", kind="treaty", parties="RUS USA", name="New START"), BARE],
        [tell("in_force", "2021-02-04", like=BARE, kind="treaty", parties="CHN USA", name="Pact"), BARE],
        [NAMED, tell("in_force", "2021-02-04", like=NAMED, parties="RUS USA")],
    ],
    ids=["two are named", "another article", "other parties", "no treaty"],
)
def test_no_name_is_guessed(rows: list) -> None:  # type: ignore[type-arg]
    assert name_treaties(rows)[-1].standing.tie.name is None
