"""Partners and rivals of one country."""

from analyse.test_networks import DAY, happen, tie
from detente.analyse.blocs import rank_relations
from detente.analyse.networks import NetworkRules
from detente.analyse.sides import find_bloc

RULES = NetworkRules(fewest=1)


def test_the_surest_come_first() -> None:
    rows = [happen(n, "CHN", "RUS", 6.0) for n in range(20)]
    rows += [happen(20 + n, "CHN", "PAK", 8.0) for n in range(2)]
    rows += [happen(30 + n, "USA", "CHN", -6.0) for n in range(20)]
    rows += [happen(60, "IND", "CHN", -8.0), happen(61, "CHN", "FRA", 0.0), happen(62, "USA", "RUS", -8.0)]
    found = rank_relations(rows, "CHN", RULES, [tie("CHN", "PRK", 1), tie("JPN", "USA", 1)])
    assert [relation.other for relation in found.partners] == ["RUS", "PAK", "PRK"]
    assert [relation.other for relation in found.rivals] == ["USA", "IND"]
    assert [relation.other for relation in found.others] == ["FRA"]
    russia, _, korea = found.partners
    assert (russia.happening_count, russia.is_clear, len(russia.act_ids)) == (20, True, 20)
    assert (korea.happening_count, korea.alignment, korea.is_clear, korea.ties[0].told) == (0, None, False, DAY)


def test_too_little_is_counted_and_left_out() -> None:
    rows = [happen(1, "CHN", "RUS"), happen(2, "CHN", "PAK"), happen(3, "CHN", "PAK"), happen(4, "USA", "IRN")]
    found = rank_relations(rows, "CHN", NetworkRules())
    assert ([relation.other for relation in found.partners], found.few_count) == (["PAK"], 1)


def test_a_bloc_has_partners_too() -> None:
    rows = [happen(1, "DEU", "UKR"), happen(2, "FRA", "DEU"), happen(3, "NATO", "UKR")]
    found = rank_relations(rows, "NATO", NetworkRules(blocs=(find_bloc("NATO"),)))
    assert [(relation.other, relation.happening_count) for relation in found.partners] == [("UKR", 2)]


def test_who_did_nothing_has_nobody() -> None:
    found = rank_relations([happen(1, "USA", "IRN")], "CHN", RULES)
    assert (found.partners, found.rivals, found.others) == ((), (), ())
