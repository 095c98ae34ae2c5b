from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_ties import say, tell
from detente.analyse.histories import TieHistory, build_histories, find_contests, sum_up
from detente.model import Period
from detente.store import TieRow


def _one(*rows: TieRow, **facts: object) -> TieHistory:
    [history] = build_histories(rows, **facts)  # type: ignore[arg-type]
    return history


def _turns(*told: str) -> list[str]:
    """Turns of claims given as "standing day"."""
    history = _one(*(tell(*claim.split()) for claim in told))
    return [f"{'/'.join(turn.standings)} {turn.day}" for turn in history.turns]


@pytest.mark.parametrize(
    ("told", "turns"),
    [
        (["in_force 2019-01-01"], ["in_force 2019-01-01"]),
        (["ended 2019-08-03", "strained 2019-02-02"], ["strained 2019-02-02", "ended 2019-08-03"]),
        (["in_force 2019-01-01", "in_force 2019-05-01"], ["in_force 2019-01-01"]),
        (["strained 2019-01-01", "in_force 2019-05-01"], ["strained 2019-01-01"]),
        (["strained 2019-01-01", "in_force 2021-05-01"], ["strained 2019-01-01", "in_force 2021-05-01"]),
        (["in_force 2019-01-01", "expanding 2019-01-01"], ["expanding 2019-01-01"]),
        (["denied 2019-01-01", "imagined 2019-01-01"], ["denied/imagined 2019-01-01"]),
        (["imagined 2019-01-01", "denied 2019-01-01", "denied 2019-01-01"], ["denied/imagined 2019-01-01"]),
        (["in_force 2019-01-01", "proposed 2019-06-01"], ["in_force 2019-01-01"]),
        (["in_force 2019-01-01", "imagined 2019-01-01"], ["in_force 2019-01-01"]),
        (["in_force 2018-01-01", "in_force 2018-12-01", "agreed 2019-10-01"], ["in_force 2018-01-01"]),
        (["in_force 2018-01-01", "agreed 2019-10-01"], ["in_force 2018-01-01", "agreed 2019-10-01"]),
        (
            ["in_force 2019-01-01", "proposed 2019-02-01", "ended 2019-03-01"],
            ["in_force 2019-01-01", "ended 2019-03-01"],
        ),
        (
            ["in_force 2019-01-01", "ended 2019-03-01", "proposed 2019-04-01"],
            ["in_force 2019-01-01", "ended 2019-03-01", "proposed 2019-04-01"],
        ),
        (["proposed 2019-01-01", "negotiating 2019-02-01"], ["proposed 2019-01-01", "negotiating 2019-02-01"]),
        (["ended 2019-01-01", "in_force 2019-01-02"], ["ended 2019-01-01", "in_force 2019-01-02"]),
        (
            ["suspended 2019-01-01", "in_force 2019-01-01", "in_force 2020-01-01"],
            ["suspended/in_force 2019-01-01", "in_force 2020-01-01"],
        ),
        (["suspended 2019-01-01", "in_force 2019-01-01", "in_force 2019-02-01"], ["suspended/in_force 2019-01-01"]),
    ],
)
def test_turns(told: list[str], turns: list[str]) -> None:
    assert _turns(*told) == turns


def test_pact_is_one_tie_whatever_parties_articles_name() -> None:
    deal = {"kind": "treaty", "name": "Iran nuclear deal"}
    history = _one(
        tell("agreed", "2015-07-15", parties="CHN IRN RUS USA", **deal),
        tell("ended", "2018-05-09", parties="IRN USA", **deal),
        tell("in_force", "2018-05-09", parties="DEU FRA IRN", **deal),
    )
    assert history.parties == ("CHN", "DEU", "FRA", "IRN", "RUS", "USA")
    assert [turn.standings for turn in history.turns] == [("agreed",), ("ended", "in_force")]


def test_pair_leaves_out_the_ties_of_others() -> None:
    rows = [tell("in_force", "2019-01-01", kind="arms_transfer", parties="RUS IND CHN", directed=True, name="S-400")]
    assert [h.key.parties for h in build_histories(rows, pair=("CHN", "RUS"))] == [("RUS", "CHN")]


def test_treaties_without_a_name_have_no_turns() -> None:
    rows = [tell("agreed", "2010-04-08", kind="treaty"), tell("ended", "2019-08-02", kind="treaty")]
    assert _one(*rows).turns == ()
    assert sum_up(_one(*rows)) is None
    assert find_contests(_one(tell("denied", "2019-08-01", kind="treaty"), *rows)) == ()


def test_claim_without_a_day_is_kept_and_makes_no_turn() -> None:
    history = _one(tell("denied", None), tell("in_force", "2019-01-01"))
    assert [claim.standing for claim in history.claims] == ["in_force", "denied"]
    assert [turn.standings for turn in history.turns] == [("in_force",)]


def test_outlet_claims_what_nobody_is_quoted_for() -> None:
    [claim] = _one(tell("in_force", "2019-01-01", outlet="Courier")).claims
    assert [(c.name, c.is_speaker) for c in claim.claimants] == [("Courier", False)]


def test_speaker_claims_what_lies_in_a_quote_on_the_day_of_saying_it() -> None:
    row = tell("denied", "2019-05-01")
    [claim] = _one(row, quotes=[say(row, "Sergey Lavrov", "RUS", "2019-04-28")]).claims
    assert [(c.name, c.code, c.is_speaker) for c in claim.claimants] == [("Sergey Lavrov", "RUS", True)]
    assert claim.day == date(2019, 4, 28)


def test_those_who_speak_together_claim_together() -> None:
    row = tell("agreed", "2019-05-01")
    [claim] = _one(row, quotes=[say(row, "Xi Jinping", "CHN"), say(row, "Vladimir Putin", "RUS")]).claims
    assert [c.name for c in claim.claimants] == ["Xi Jinping", "Vladimir Putin"]


@pytest.mark.parametrize("day", ["2018", "2019-07-01"])
def test_imprecise_or_impossible_day_of_a_quote_leaves_that_of_the_article(day: str) -> None:
    row = tell("denied", "2019-05-01")
    [claim] = _one(row, quotes=[say(row, "Sergey Lavrov", "RUS", day)]).claims
    assert claim.day == date(2019, 5, 1)


def test_nameless_speaker_and_quote_elsewhere_leave_it_to_the_outlet() -> None:
    row, other = tell("denied", "2019-05-01"), tell("denied", "2019-05-01")
    [claim] = _one(row, quotes=[say(row, None), say(other, "Sergey Lavrov", "RUS")]).claims
    assert not claim.claimants[0].is_speaker


def test_stand_counts_copies_once_and_shows_words_of_the_standing_itself() -> None:
    rows = [
        tell("expanding", "2021-02-04", since="2021-02-03"), tell("in_force", "2021-02-05"),
        tell("in_force", "2021-02-06"), tell("strained", "2019-01-01"),
    ]  # fmt: skip
    copies = {row.article.article_id: "copies" for row in rows[1:3]}
    stand = sum_up(_one(*rows, stories=copies))
    assert stand is not None
    assert (stand.turn.standings, stand.told, stand.story_count) == (("expanding",), date(2021, 2, 6), 2)
    assert stand.lead.standing == "expanding"
    assert stand.since == Period.parse("2021-02-03")
    assert [claim.standing for claim in stand.support] == ["in_force", "in_force", "expanding"]


def test_what_is_planned_beside_a_tie_that_works_is_told_beside_it() -> None:
    stand = sum_up(_one(tell("in_force", "2019-01-01"), tell("imagined", "2019-02-01"), tell("agreed", "2019-03-01")))
    assert stand is not None
    assert stand.turn.standings == ("in_force",)
    assert [claim.standing for claim in stand.prospects] == ["agreed", "imagined"]


def test_date_that_an_earlier_standing_belies_is_not_told() -> None:
    stand = sum_up(_one(tell("in_force", "2001-06-16"), tell("strained", "2001-12-14", since="1972")))
    assert stand is not None
    assert stand.since is None


def test_denial_near_the_stand_is_told_with_it() -> None:
    rows = [tell("denied", "2021-01-20"), tell("proposed", "2021-02-04"), tell("denied", "2019-01-01")]
    stand = sum_up(_one(*rows))
    assert stand is not None
    assert [claim.day for claim in stand.denials] == [date(2021, 1, 20)]


@pytest.mark.parametrize(
    ("told", "contested"),
    [
        (["proposed 2021-02-04", "denied 2021-02-04"], 1),
        (["denied 2021-02-04", "in_force 2021-04-04"], 1),
        (["denied 2021-02-04", "in_force 2022-04-04"], 0),
        (["imagined 2021-02-04", "denied 2021-02-04"], 0),
        (["ended 2021-02-04", "in_force 2021-02-10"], 1),
        (["in_force 2021-02-04", "ended 2021-02-10"], 0),
        (["ended 2021-02-04", "proposed 2021-02-10"], 0),
        (["strained 2021-02-04", "suspended 2021-02-10"], 0),
    ],
)
def test_contests(told: list[str], contested: int) -> None:
    assert len(find_contests(_one(*(tell(*claim.split()) for claim in told)))) == contested


def test_what_one_claimant_says_at_once_is_no_contradiction() -> None:
    text = "No alliance is planned. One has been offered."
    denied = tell("denied", "2020-10-23", "No alliance is planned.", text=text)
    rows = [denied, tell("proposed", "2020-10-23", "One has been offered.", text=text)]
    assert find_contests(_one(*rows)) == ()
    assert len(find_contests(_one(*rows, quotes=[say(denied, "Vladimir Putin", "RUS")]))) == 1


def test_one_article_may_have_a_pact_over_for_one_and_in_force_for_others() -> None:
    deal = {"kind": "treaty", "name": "Iran nuclear deal"}
    left = tell("ended", "2018-05-09", parties="IRN USA", **deal)
    stays = tell("in_force", "2018-05-09", like=left, parties="DEU IRN", **deal)
    history = _one(left, stays)
    article_ids = {claim.row.article.article_id for claim in history.claims}
    assert len(article_ids) == 1
    assert find_contests(history) == ()


_CLAIM = st.tuples(
    st.sampled_from(["imagined", "proposed", "agreed", "in_force", "expanding", "strained", "ended", "denied"]),
    st.integers(0, 900) | st.none(),
)


@given(st.lists(_CLAIM, min_size=1, max_size=12))
def test_no_claim_is_lost_and_turns_follow_one_another(claims: list[tuple[str, int | None]]) -> None:
    days = [None if n is None else str(date(2019, 1, 1) + timedelta(n)) for _, n in claims]
    rows = [tell(standing, day) for (standing, _), day in zip(claims, days, strict=True)]
    history = _one(*rows)
    assert sorted(c.standing_id for c in history.claims) == sorted(row.standing.standing_id for row in rows)
    assert [turn.day for turn in history.turns] == sorted({turn.day for turn in history.turns})
    assert all(one.standings != other.standings for one, other in zip(history.turns, history.turns[1:], strict=False))
    assert all(claim.standing in turn.standings for turn in history.turns for claim in turn.claims)
    assert bool(history.turns) == any(days)
    assert build_histories(list(reversed(rows)))[0].turns == history.turns or len(set(days)) < len(days)
