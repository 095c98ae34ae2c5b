"""The trained network as one ONNX file, and beside it the labels and the vocabulary."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto

from training.graph import Graph
from training.model import ATTENTION_HEADS, LAYERS, RELATION_WIDTH, ROLE_WIDTH, SIDES, WIDTH, Labels
from training.speech import PARTS, SPEECH_LAYERS, TRUNK_LAYERS

Array = NDArray[Any]
Weights = dict[str, Array]
INPUTS = {"pieces": ["sentences", "length"], "cases": ["sentences", "length"], "firsts": ["sentences", "nodes"]}
_BY_WORD = ["sentences", "words"]
OUTPUTS = {
    "upos": (TensorProto.INT64, _BY_WORD),
    "xpos": (TensorProto.INT64, _BY_WORD),
    "morph": (TensorProto.INT64, _BY_WORD),
    "names": (TensorProto.FLOAT, [*_BY_WORD, "kinds"]),
    "arcs": (TensorProto.FLOAT, [*_BY_WORD, "nodes"]),
    "pairs": (TensorProto.FLOAT, [*_BY_WORD, "relations", "nodes"]),
    "children": (TensorProto.FLOAT, [*_BY_WORD, "relations"]),
    "acts": (TensorProto.FLOAT, [*_BY_WORD, "types"]),
    "statuses": (TensorProto.FLOAT, [*_BY_WORD, "states"]),
    "between": (TensorProto.FLOAT, [*_BY_WORD, "dealings"]),
    "sides": (TensorProto.FLOAT, [*_BY_WORD, "roles", "parties"]),
    "cues": (TensorProto.FLOAT, _BY_WORD),
    "parts": (TensorProto.FLOAT, [*_BY_WORD, "shares", "members"]),
}


def read_checkpoint(*paths: Path) -> Weights:
    """The weights of a checkpoint, or the mean of several."""
    states = [torch.load(p, map_location="cpu", weights_only=True) for p in paths]
    return {k: np.mean([s[k].float().numpy() for s in states], 0) for k in states[0]}


def export_model(
    weights: Weights, speech: Weights, labels: Labels, *, quantised: bool = True, bits: int = 7
) -> onnx.ModelProto:
    """The forward pass as a graph; its eight-bit weights use seven bits.

    The eighth would overflow on processors without VNNI instructions, which would then read worse than others.

    Outputs: upos, xpos and morph are the best labels; names and arcs are scores; `pairs` scores each relation for
    each word and head, Shape: (sentences, words, relations, 1 + words), to which `children` adds the word's own part.
    Of events, acts, statuses and between are probabilities; sides are scores of each word as actor and as recipient of
    each cue, Shape: (sentences, cues, 2, words). Of speech, cues are probabilities, and parts are scores of each word
    as who says it and as what is said, of the same shape as sides.
    """
    graph = Graph(quantised=quantised, bits=bits)
    mask = _mask_padding(graph)
    trunk = _add_layers(graph, weights, "encoder.layers", range(TRUNK_LAYERS), _embed(graph, weights), mask)
    top = _add_layers(graph, weights, "encoder.layers", range(TRUNK_LAYERS, LAYERS), trunk, mask)
    heard = _add_layers(graph, speech, "layers", range(SPEECH_LAYERS), trunk, mask)
    words = _gather_words(graph, top)
    below = _drop_root(graph, words)
    _add_tags(graph, weights, labels, below)
    _add_arcs(graph, weights, words)
    _add_relations(graph, weights, len(labels.relations), words)
    _add_acts(graph, weights, labels, below)
    _add_roles(graph, weights, below, SIDES, "sides")
    _add_speech(graph, speech, _drop_root(graph, _gather_words(graph, heard)))
    return graph.build(INPUTS, OUTPUTS)


def _embed(graph: Graph, weights: Weights) -> str:
    length = graph.op("Shape", "pieces", start=1, end=2)
    zero, one = graph.weight(np.array(0)), graph.weight(np.array(1))
    places = graph.op("Range", zero, graph.op("Squeeze", length), one)
    x = graph.table(weights["encoder.words.weight"], "pieces")
    x = graph.op("Add", x, graph.table(weights["encoder.places.weight"], places))
    x = graph.op("Add", x, graph.table(weights["encoder.cases.weight"], "cases"))
    return graph.norm(x, weights["encoder.norm.weight"], weights["encoder.norm.bias"])


def _mask_padding(graph: Graph) -> str:
    padding = graph.op("Cast", graph.op("Equal", "pieces", graph.weight(np.array(0))), to=TensorProto.FLOAT)
    mask = graph.op("Mul", padding, graph.weight(np.array(-1e4, np.float32)))
    return graph.op("Unsqueeze", mask, graph.integers(1, 2))


def _add_layers(graph: Graph, weights: Weights, name: str, places: range, x: str, mask: str) -> str:
    for i in places:
        x = _add_layer(graph, {k: weights[f"{name}.{i}.{k}"] for k in _LAYER_PARTS}, x, mask)
    return x


_LAYER_PARTS = [f"{p}.{s}" for p in ("qkv", "out", "out_norm", "up", "down", "down_norm") for s in ("weight", "bias")]


def _linear(graph: Graph, part: Weights, name: str, x: str) -> str:
    return graph.linear(x, part[f"{name}.weight"].T, part[f"{name}.bias"])


def _add_layer(graph: Graph, part: Weights, x: str, mask: str) -> str:
    size = WIDTH // ATTENTION_HEADS
    scale = np.ones(3 * WIDTH, np.float32)
    scale[:WIDTH] = size**-0.5
    qkv = graph.linear(x, part["qkv.weight"].T * scale, part["qkv.bias"] * scale)
    split = graph.add("Split", qkv, graph.integers(WIDTH, WIDTH, WIDTH), outputs=3, axis=-1)
    shape = graph.integers(0, 0, ATTENTION_HEADS, size)
    q, k, v = (graph.op("Reshape", t, shape) for t in split)
    q, v = (graph.op("Transpose", t, perm=[0, 2, 1, 3]) for t in (q, v))
    scores = graph.op("MatMul", q, graph.op("Transpose", k, perm=[0, 2, 3, 1]))
    shares = graph.op("Softmax", graph.op("Add", scores, mask), axis=-1)
    mixed = graph.op("Transpose", graph.op("MatMul", shares, v), perm=[0, 2, 1, 3])
    mixed = _linear(graph, part, "out", graph.op("Reshape", mixed, graph.integers(0, 0, WIDTH)))
    x = graph.norm(graph.op("Add", x, mixed), part["out_norm.weight"], part["out_norm.bias"])
    wide = _linear(graph, part, "down", graph.gelu(_linear(graph, part, "up", x)))
    return graph.norm(graph.op("Add", x, wide), part["down_norm.weight"], part["down_norm.bias"])


def _gather_words(graph: Graph, x: str) -> str:
    """One vector a word and one for the root: the rows that `firsts` names, sentence by sentence."""
    ids = graph.op("Unsqueeze", "firsts", graph.integers(2))
    return graph.op("GatherND", x, ids, batch_dims=1)


def _drop_root(graph: Graph, words: str) -> str:
    return graph.op("Slice", words, graph.integers(1), graph.integers(2**31 - 1), graph.integers(1))


def _add_tags(graph: Graph, weights: Weights, labels: Labels, below: str) -> None:
    scores = graph.linear(below, weights["tags.weight"].T, weights["tags.bias"])
    fields = {"upos": labels.upos, "xpos": labels.xpos, "morph": labels.morph, "names": labels.names}
    sizes = graph.integers(*map(len, fields.values()))
    for field, part in zip(fields, graph.add("Split", scores, sizes, outputs=4, axis=-1), strict=True):
        graph.name(part if field == "names" else graph.op("ArgMax", part, axis=-1, keepdims=0), field)


def _split_roles(graph: Graph, weights: Weights, name: str, words: str) -> list[str]:
    """Each word as a child and, root first, as a head."""
    both = graph.gelu(graph.linear(words, weights[f"{name}.weight"].T, weights[f"{name}.bias"]))
    half = weights[f"{name}.weight"].shape[0] // 2
    child, head = graph.add("Split", both, graph.integers(half, half), outputs=2, axis=-1)
    return [_drop_root(graph, child), graph.op("Transpose", head, perm=[0, 2, 1])]


def _add_arcs(graph: Graph, weights: Weights, words: str) -> None:
    child, head = _split_roles(graph, weights, "arcs", words)
    graph.name(graph.op("MatMul", graph.linear(child, weights["arc_weight"], weights["arc_bias"]), head), "arcs")


def _add_relations(graph: Graph, weights: Weights, count: int, words: str) -> None:
    child, head = _split_roles(graph, weights, "relations", words)
    own, other = np.split(weights["relation_bias.weight"], 2, axis=1)
    matrix = weights["relation_weight"].transpose(1, 0, 2).reshape(RELATION_WIDTH, -1)
    crossed = graph.linear(child, matrix, other.reshape(-1))
    flat = graph.op("Reshape", crossed, graph.integers(0, -1, RELATION_WIDTH))
    nodes = graph.op("Shape", "firsts", start=1, end=2)
    shape = graph.op("Concat", graph.integers(0, -1, count), nodes, axis=0)
    graph.name(graph.op("Reshape", graph.op("MatMul", flat, head), shape), "pairs")
    graph.name(graph.linear(child, own.T, weights["relation_bias.bias"]), "children")


def _add_acts(graph: Graph, weights: Weights, labels: Labels, below: str) -> None:
    hidden = graph.gelu(_linear(graph, weights, "act_hidden", below))
    fields = {"acts": labels.acts, "statuses": labels.statuses, "between": labels.between}
    parts = graph.add(
        "Split", _linear(graph, weights, "acts", hidden), graph.integers(*map(len, fields.values())), outputs=3, axis=-1
    )
    for field, part in zip(fields, parts, strict=True):
        graph.name(graph.op("Softmax", part, axis=-1), field)


def _add_speech(graph: Graph, weights: Weights, below: str) -> None:
    hidden = graph.gelu(_linear(graph, weights, "cue_hidden", below))
    cues = graph.op("Sigmoid", _linear(graph, weights, "cues", hidden))
    graph.name(graph.op("Squeeze", cues, graph.integers(2)), "cues")
    _add_roles(graph, weights, below, PARTS, "parts")


def _add_roles(graph: Graph, weights: Weights, below: str, count: int, name: str) -> None:
    """Scores of each word in each role of each cue."""
    both = graph.gelu(_linear(graph, weights, "roles", below))
    cue, party = graph.add("Split", both, graph.integers(ROLE_WIDTH, ROLE_WIDTH), outputs=2, axis=-1)
    own, other = np.split(weights["role_bias.weight"], 2, axis=1)
    matrix = weights["role_weight"].transpose(1, 0, 2).reshape(ROLE_WIDTH, -1)
    crossed = graph.linear(cue, matrix, other.reshape(-1))
    flat = graph.op("Reshape", crossed, graph.integers(0, -1, ROLE_WIDTH))
    words = graph.op("Shape", below, start=1, end=2)
    shape = graph.op("Concat", graph.integers(0, -1, count), words, axis=0)
    scores = graph.op("Reshape", graph.op("MatMul", flat, graph.op("Transpose", party, perm=[0, 2, 1])), shape)
    of_cue = graph.op("Unsqueeze", graph.linear(cue, own.T, weights["role_bias.bias"]), graph.integers(3))
    graph.name(graph.op("Add", scores, of_cue), name)


def write_settings(path: Path, labels: Labels, vocabulary: list[str]) -> None:
    """Labels and vocabulary for the reader, as one JSON file."""
    path.write_text(json.dumps({**labels.__dict__, "vocabulary": vocabulary}, ensure_ascii=False) + "\n")
