import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import ModelError
from detente.read.model_files import check_model, find_model, model_hash
from detente.read.network import Network
from detente.read.subwords import Subwords, classify_case
from detente.read.trees import decode_tree


@pytest.fixture(scope="module")
def network() -> Network:
    return Network()


def is_tree(heads: list[int]) -> bool:
    def climbs(word: int) -> bool:
        for _ in heads:
            word = heads[word - 1] if word else 0
        return word == 0

    return heads.count(0) == 1 and all(map(climbs, range(1, len(heads) + 1)))


def test_model_files_are_as_shipped() -> None:
    assert check_model(find_model()) == []
    assert len(model_hash()) == 64


def test_check_model_names_damaged_files(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text("00  reader.onnx\n00  lemmas.json\n")
    (tmp_path / "reader.onnx").write_bytes(b"damaged")
    assert check_model(tmp_path) == ["reader.onnx", "lemmas.json"]


def test_damaged_network_is_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "reader.json").write_bytes((find_model() / "reader.json").read_bytes())
    (tmp_path / "reader.onnx").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="cannot be opened"):
        Network(tmp_path)


@pytest.mark.parametrize(
    ("word", "case"), [("treaty", 0), ("10", 0), ("Moscow", 1), ("A", 1), ("NATO", 2), ("U.S.", 2), ("MacKay", 3)]
)
def test_letter_case(word: str, case: int) -> None:
    assert classify_case(word) == case


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    vocabulary = ["[UNK]", "[CLS]", "[SEP]", "miss", "##ile", "##s", "-", "e"]
    subwords = Subwords(vocabulary, remember=2)
    assert [subwords.cut_word(w)[0] for w in ("Missiles", "é", "xyz", "miss-e", "")] == [
        [3, 4, 5],
        [7],
        [0],
        [3, 6, 7],
        [0],
    ]


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-9, 9), min_size=n * (n + 1), max_size=n * (n + 1))))
def test_decoded_tree_is_the_best(flat: list[int]) -> None:
    count = int(len(flat) ** 0.5)
    scores = np.array(flat, float).reshape(count, count + 1)
    trees = [h for h in itertools.product(range(count + 1), repeat=count) if is_tree(list(h))]
    best = max(sum(scores[i, h] for i, h in enumerate(heads)) for heads in trees)
    found = decode_tree(scores)
    assert is_tree(found)
    assert sum(scores[i, h] for i, h in enumerate(found)) == pytest.approx(best)


@pytest.mark.parametrize(
    ("words", "relations"),
    [
        ("Russia sold missiles to China .", "nsubj root obj case obl punct"),
        ("The pact was signed by both ministers .", "det nsubj:pass aux:pass root case det obl:agent punct"),
        ("The talks failed , officials said .", "det nsubj ccomp punct nsubj root punct"),
        ("Japan 's prime minister visited Seoul .", "nmod:poss case amod nsubj root obj punct"),
    ],
)
def test_reads_relations(network: Network, words: str, relations: str) -> None:
    (reading,) = network.read([words.split()])
    assert " ".join(reading.relations) == relations


def test_reads_names(network: Network) -> None:
    (reading,) = network.read([["Angela", "Merkel", "met", "NATO", "leaders", "in", "Brussels", "."]])
    assert reading.names == ["B-PERSON", "I-PERSON", "O", "B-ORG", "O", "O", "B-PLACE", "O"]


def test_same_sentences_same_reading(network: Network) -> None:
    sents = [["Talks", "began", "."], ["Iran", "and", "Iraq", "signed", "a", "treaty", "in", "1975", "."]]
    assert network.read(sents) == network.read(sents)


def test_dateline_hangs_from_the_root_of_the_rest(network: Network) -> None:
    words = ["CAIRO", "(", "AP", ")", "-", "Iraq", "signed", "."]
    (reading,) = network.read([words], [5])
    assert (reading.heads[0], reading.relations[0]) == (6, "dep")
    assert (reading.heads[6], reading.relations[6]) == (6, "root")


def test_empty_input(network: Network) -> None:
    assert network.read([]) == []
    assert network.read([[]])[0].heads == []


@pytest.mark.parametrize("words", [["word"] * 1000, ["Xylophonqzx"] * 300, ["peace", ","] * 400])
def test_long_sentences_keep_every_word_in_one_tree(network: Network, words: list[str]) -> None:
    (reading,) = network.read([words])
    assert len(reading.relations) == len(reading.names) == len(words)
    assert is_tree([0 if h == i else h + 1 for i, h in enumerate(reading.heads)])


@settings(max_examples=15, deadline=None)
@given(sents=st.lists(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=30), max_size=3))
def test_any_words_get_one_tree_each(network: Network, sents: list[list[str]]) -> None:
    for words, reading in zip(sents, network.read(sents), strict=True):
        assert len(words) == len(reading.heads)
        assert is_tree([0 if h == i else h + 1 for i, h in enumerate(reading.heads)])
        assert reading.relations.count("root") == 1
