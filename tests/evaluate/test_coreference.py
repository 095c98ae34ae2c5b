"""The measures of the CoNLL scorer, against values that were computed by hand or published."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluate.coreference import Coreference, group, score_coreference


def cut(words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words.split()]


def list_figures(score: Coreference) -> list[float]:
    figures = (score.muc, score.b_cubed, score.ceaf_e)
    return [round(value, 3) for figure in figures for value in (figure.p, figure.r)]


@pytest.mark.parametrize(
    ("gold", "found", "muc_b3_ceaf"),
    [
        # The worked example of Pradhan et al. 2014: MUC .40 .40, B3 .50 .42, CEAF-e .43 .65
        ("abc defg", "ab cd fghi", [0.4, 0.4, 0.5, 0.417, 0.433, 0.65]),
        ("abc d", "ab cd", [0.5, 0.5, 0.75, 0.667, 0.733, 0.733]),
        ("ab c", "abc", [0.5, 1.0, 0.556, 1.0, 0.8, 0.4]),
        ("ab c", "a b c", [0.0, 0.0, 1.0, 0.667, 0.556, 0.833]),  # phi4: 2/3 for the pair, 1 for c
        ("ab", "cd", [0.0] * 6),
    ],
)
def test_precision_and_recall(gold: str, found: str, muc_b3_ceaf: list[float]) -> None:
    assert list_figures(score_coreference(cut(gold), cut(found))) == pytest.approx(muc_b3_ceaf, abs=0.0006)


def test_the_mean_of_the_three_is_the_conll_figure() -> None:
    score = score_coreference(cut("abc defg"), cut("ab cd fghi"))
    assert score.conll == pytest.approx((0.4 + 0.4545 + 0.52) / 3, abs=0.001)


def test_pairs_of_mentions() -> None:
    pairs = score_coreference(cut("abc d"), cut("abd c")).pairs
    assert (pairs.p, pairs.r) == pytest.approx((1 / 3, 1 / 3))


def test_nothing_scores_nothing() -> None:
    assert score_coreference([], []).conll == 0


labels = st.lists(st.integers(0, 4), min_size=1, max_size=9)


@given(labels, labels)
def test_turning_the_sides_turns_precision_and_recall(gold: list[int], found: list[int]) -> None:
    size = min(len(gold), len(found))
    one, other = (group(dict(enumerate(side[:size]))) for side in (gold, found))
    there, back = score_coreference(one, other), score_coreference(other, one)
    for a, b in zip((there.muc, there.b_cubed, there.ceaf_e), (back.muc, back.b_cubed, back.ceaf_e), strict=True):
        assert (a.p, a.r) == pytest.approx((b.r, b.p))


@given(labels)
def test_the_gold_itself_is_all_right(gold: list[int]) -> None:
    clusters = group(dict(enumerate(gold)))
    score = score_coreference(clusters, clusters)
    assert (score.b_cubed.f1, score.ceaf_e.f1) == pytest.approx((1, 1))
    assert score.muc.f1 == (1 if any(len(cluster) > 1 for cluster in clusters) else 0)


@given(labels, labels)
def test_clusters_are_matched_as_well_as_can_be(gold: list[int], found: list[int]) -> None:
    one, other = group(dict(enumerate(gold))), group(dict(enumerate(found)))
    if len(one) > len(other):
        one, other = other, one
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(one, chosen, strict=True))
        for chosen in permutations(other, len(one))
    )
    assert score_coreference(one, other).ceaf_e.r * len(one) == pytest.approx(best)
