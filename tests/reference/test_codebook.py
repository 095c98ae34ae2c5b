"""The ontologies as data."""

import pytest

from detente.reference.codebook import EVENT_TYPES, load_cameo, load_contexts, load_types, score_event
from detente.reference.lexicon import load_lexicon, load_priors


def test_every_type_and_mode_has_a_score_within_the_scale() -> None:
    scores = [s for t in load_types().values() for s in (t.score, *t.mode_scores.values()) if s is not None]
    assert all(-10 <= score <= 10 for score in scores)
    assert score_event("PROTEST", "vandalize") is None


@pytest.mark.parametrize(
    ("code", "event_type", "goldstein"),
    [("010", None, 0.0), ("057", "SUPPORT", 8.0), ("163", "SANCTION", -8.0), ("190", "ASSAULT", -10.0)],
)
def test_cameo_codes_are_strings_with_type_and_goldstein(code: str, event_type: str | None, goldstein: float) -> None:
    entry = load_cameo()[code]
    assert (entry.event_type, entry.goldstein) == (event_type, goldstein)


def test_all_37_contexts_have_words() -> None:
    assert len(load_contexts()) == 37
    assert all(load_contexts().values())


def test_every_frame_has_an_example_and_a_measured_confidence() -> None:
    frames = {t.frame.frame_id for found in load_lexicon().triggers.values() for t in found}
    assert frames == {example.frame_id for example in load_lexicon().examples}
    assert {f"{frame} {sides}" for frame in (*frames, "turned") for sides in (1, 2)} <= set(load_priors())
    assert {key.rpartition(" ")[0] for key in load_priors()} == {*frames, "turned"}
    assert {frame.split("/")[0].upper() for frame in frames} == set(EVENT_TYPES)


def test_frames_name_a_cameo_code_of_their_type() -> None:
    for found in load_lexicon().triggers.values():
        for trigger in found:
            assert trigger.frame.cameo in load_cameo()
