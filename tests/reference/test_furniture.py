"""Every look of furniture fits its own examples and no running text."""

import re

import pytest

from detente.reference.furniture import RULE_KINDS, FurnitureRule, load_furniture

FURNITURE = load_furniture()


@pytest.mark.parametrize("rule", FURNITURE.rules, ids=lambda rule: f"{rule.kind}/{rule.name}")
def test_a_rule_fits_its_examples(rule: FurnitureRule) -> None:
    assert rule.examples
    for example in rule.examples:
        assert rule.match(example), example
        assert not rule.needs or any(need in example for need in rule.needs), example


@pytest.mark.parametrize("sentence", FURNITURE.keep)
def test_no_rule_takes_running_text(sentence: str) -> None:
    takers = [rule.name for rule in FURNITURE.rules if rule.kind != "tail" and rule.match(sentence)]
    assert takers == []


def test_names_are_unique_and_every_kind_is_there() -> None:
    names = [(rule.kind, rule.name) for rule in FURNITURE.rules]
    assert len(names) == len(set(names))
    assert {kind for kind, _ in names} == set(RULE_KINDS)


def test_credits_are_looked_for_where_their_hint_occurs() -> None:
    for rule in FURNITURE.rules:
        if rule.kind == "credit":
            for example in rule.examples:
                assert FURNITURE.find_credit(example) is not None, example
    assert re.search(FURNITURE.credit_hint, "no hint here") is None
