import re

import pytest

from detente.reference.prose import load_prose
from detente.reference.states import load_states


def test_every_act_names_its_recipients_exactly_where_it_has_any() -> None:
    for (_, _, has_recipients), act in load_prose().acts.items():
        for words in (act.past, act.base):
            assert re.findall(r"{(\w+)}", words) == (["recipients"] if has_recipients else [])


def test_states_that_take_an_article_exist() -> None:
    assert load_prose().articles <= {state.code for state in load_states()}


@pytest.mark.parametrize("kind", ["arms_transfer", "aid", "sanctions", "membership"])
def test_ties_with_a_direction_name_who_and_to_whom(kind: str) -> None:
    assert re.findall(r"{(\w+)}", load_prose().ties[kind].directed) == ["first", "second"]  # type: ignore[index]


def test_act_without_words_for_its_mode_is_told_by_its_type() -> None:
    prose = load_prose()
    assert prose.act("COERCE", "curfew", True) == prose.act("COERCE", None, True)
    assert prose.act("CONSULT", "visit", True) != prose.act("CONSULT", None, True)
