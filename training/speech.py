"""Attributions of speech: a branch of the encoder with layers of its own; what lies below stays as it was learned."""

import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from detente.read.network import Reading
from training.acts import Cut, LabelledText, Saying, Span
from training.batches import IGNORE
from training.model import LAYERS, ROLE_WIDTH, WIDTH, Encoder, Layer

SPEECH_LAYERS = 2
TRUNK_LAYERS = LAYERS - SPEECH_LAYERS  # the layers that the branch shares with grammar and events
PARTS = 2  # who says it, what is said
_PARTS_WEIGHT = 0.3
_BAR = 0.45


@dataclass(frozen=True)
class SpeechRecipe:
    """How long and how fast the branch learns."""

    epochs: int = 5
    budget: int = 2000
    layer_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    seed: int = 1


@dataclass(frozen=True)
class Spoken:
    """A sentence as word pieces, with its attributions as places of words: (cue, those who say it, what is said)."""

    pieces: list[int]
    cases: list[int]
    firsts: list[int]
    sayings: tuple[tuple[int, list[int], list[int]], ...]

    @property
    def word_count(self) -> int:
        """Words of the sentence."""
        return len(self.firsts) - 1


class SpeechBranch(nn.Module):
    """Layers on top of the shared ones, a head for cues, and one for the parts of each cue's attribution."""

    def __init__(self, layers: Iterable[Layer], head_dropout: float = 0.3) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.cue_hidden = nn.Linear(WIDTH, WIDTH)
        self.cues = nn.Linear(WIDTH, 1)
        self.roles = nn.Linear(WIDTH, 2 * ROLE_WIDTH)
        self.role_weight = nn.Parameter(torch.zeros(PARTS, ROLE_WIDTH, ROLE_WIDTH))
        self.role_bias = nn.Linear(2 * ROLE_WIDTH, PARTS)
        self.dropout = nn.Dropout(head_dropout)

    def forward(self, x: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of each word as a cue, and of each word as a part of each cue's attribution.

        Shape: (sentences, words) and (sentences, cues, words, 2).
        """
        for layer in self.layers:
            x = layer(x, mask)
        words = self.dropout(x.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH)))[:, 1:]
        cues = self.cues(self.dropout(functional.gelu(self.cue_hidden(words))))[..., 0]
        cue, part = functional.gelu(self.roles(words)).chunk(2, -1)
        cue, part = self.dropout(cue), self.dropout(part)
        crossed = torch.einsum("bci,sij,bpj->bcps", cue, self.role_weight, part)
        of_cue, of_part = self.role_bias.weight.split(ROLE_WIDTH, 1)
        return cues, crossed + (cue @ of_cue.T)[:, :, None] + (part @ of_part.T)[:, None] + self.role_bias.bias


def read_sayings(path: Path) -> list[LabelledText]:
    """Articles with all their attributions."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [LabelledText(row["text"], sayings=tuple(_build_sayings(row["attributions"]))) for row in rows]


def _build_sayings(rows: Sequence[dict[str, object]]) -> Iterator[Saying]:
    for row in rows:
        cue, source, content = row["cue_span"], row["source_span"], row["content_span"]
        if isinstance(cue, list) and cue and isinstance(content, list):
            named = (source[0], source[1]) if isinstance(source, list) else None
            yield Saying((cue[0], cue[1]), named, tuple((start, end) for start, end in content))


def place_sayings(cut: Cut, reading: Reading) -> tuple[tuple[int, list[int], list[int]], ...]:
    """The attributions whose cue stands in the sentence, on the places of its words."""
    found = []
    for saying in cut.labelled.sayings:
        cue = _find_cue(cut, reading, saying.cue)
        if cue is not None:
            source = _list_words(cut, saying.source) if saying.source else []
            found.append((cue, source, [i for span in saying.content for i in _list_words(cut, span)]))
    return tuple(found)


def _list_words(cut: Cut, span: Span) -> list[int]:
    return [i for i, (start, end) in enumerate(cut.spans) if start < span[1] and span[0] < end]


def _find_cue(cut: Cut, reading: Reading, span: Span) -> int | None:
    """The word that heads a cue, the verb where several words stand beside each other."""
    inside = _list_words(cut, span)
    tops = [i for i in inside if reading.heads[i] == i or reading.heads[i] not in inside]
    ranks = {"VERB": 0, "ADP": 1, "NOUN": 2}
    return min(tops, key=lambda i: (ranks.get(reading.upos[i], 3), i), default=None)


class Trunk:
    """What the shared layers make of sentences, worked out once."""

    def __init__(self, encoder: Encoder, sents: Sequence[Spoken], budget: int) -> None:
        self.sents = sents
        self._vectors: dict[int, Tensor] = {}
        encoder.eval()
        for group in split_groups(sents, budget):
            self._encode(encoder, group)

    @torch.no_grad()
    def _encode(self, encoder: Encoder, group: list[int]) -> None:
        pieces = pad_rows([self.sents[i].pieces for i in group])
        cases = pad_rows([self.sents[i].cases for i in group])
        with torch.autocast("cpu", torch.bfloat16):
            x = encoder(pieces, cases, TRUNK_LAYERS)
        for row, i in zip(x, group, strict=True):
            self._vectors[i] = row[: len(self.sents[i].pieces)].to(torch.bfloat16)

    def gather(self, group: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors, mask and first pieces of some sentences, padded."""
        sents = [self.sents[i] for i in group]
        lengths = torch.tensor([len(s.pieces) for s in sents])
        mask = torch.arange(int(lengths.max()))[None] < lengths[:, None]
        vectors = nn.utils.rnn.pad_sequence([self._vectors[i].float() for i in group], batch_first=True)
        return vectors, mask[:, None, None, :], pad_rows([s.firsts for s in sents])


def split_groups(sents: Sequence[Spoken], budget: int, rng: random.Random | None = None) -> list[list[int]]:
    """Places of sentences of like length together, no group above a padded size; shuffled by a random generator."""
    cost = [len(s.pieces) + (rng.uniform(0, 4) if rng else 0) for s in sents]
    groups: list[list[int]] = [[]]
    for i in sorted(range(len(sents)), key=cost.__getitem__):
        if groups[-1] and (len(groups[-1]) + 1) * len(sents[i].pieces) > budget:
            groups.append([])
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    return groups


def pad_rows(rows: Sequence[list[int]]) -> Tensor:
    """Rows of whole numbers, filled up with 0."""
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


def mark_targets(sents: Sequence[Spoken]) -> tuple[Tensor, Tensor]:
    """Which words are cues, and of each cue the part that each word is: 0 none, 1 who says it, 2 what is said.

    Shape: (sentences, words) and (sentences, cues, words); -100 beyond the sentence and beside words that are no cues.
    """
    width = max(s.word_count for s in sents)
    cues = torch.full((len(sents), width), float(IGNORE))
    parts = torch.full((len(sents), width, width), IGNORE)
    for i, sent in enumerate(sents):
        cues[i, : sent.word_count] = 0
        for cue, source, content in sent.sayings:
            cues[i, cue] = 1
            parts[i, cue, : sent.word_count] = 0
            parts[i, cue, content] = 2
            parts[i, cue, source] = 1
    return cues, parts


def compute_speech_loss(branch: SpeechBranch, trunk: Trunk, group: Sequence[int]) -> Tensor:
    """The loss of cues, summed over a sentence, and of the parts of each labelled cue."""
    cues, parts = mark_targets([trunk.sents[i] for i in group])
    with torch.autocast("cpu", torch.bfloat16):
        cue_scores, part_scores = branch(*trunk.gather(group))
    known, told = cues != IGNORE, parts != IGNORE
    loss = functional.binary_cross_entropy_with_logits(cue_scores.float()[known], cues[known], reduction="sum")
    loss = loss / len(group)
    if told.any():
        scores = functional.pad(part_scores.float(), (1, 0))[told]
        chosen = functional.cross_entropy(scores, parts[told], reduction="sum") / (cues == 1).sum()
        loss = loss + _PARTS_WEIGHT * chosen
    return loss


def train_speech(encoder: Encoder, learn: Sequence[Spoken], dev: Sequence[Spoken], folder: Path) -> None:
    """Learn the branch on top of an encoder, and leave one checkpoint an epoch in `folder`."""
    recipe = SpeechRecipe()
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    branch = SpeechBranch(deepcopy(layer) for layer in encoder.layers[TRUNK_LAYERS:])
    trunk, held = Trunk(encoder, learn, recipe.budget), Trunk(encoder, dev, recipe.budget)
    optimiser = _make_optimiser(branch, recipe)
    steps = recipe.epochs * len(split_groups(learn, recipe.budget))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step / steps, recipe.warm_up))
    folder.mkdir(parents=True, exist_ok=True)
    for epoch in range(1, recipe.epochs + 1):
        branch.train()
        for group in split_groups(learn, recipe.budget, rng):
            compute_speech_loss(branch, trunk, group).backward()
            torch.nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
        torch.save(branch.state_dict(), folder / f"epoch-{epoch}.pt")
        measures = measure_speech(branch, held, recipe.budget)
        with (folder / "epochs.jsonl").open("a") as log:
            log.write(json.dumps({"epoch": epoch, **measures}) + "\n")
        print(f"{time.strftime('%H:%M')} speech epoch {epoch}", measures, flush=True)


def _make_optimiser(branch: SpeechBranch, recipe: SpeechRecipe) -> torch.optim.AdamW:
    own = [w for name, w in branch.named_parameters() if not name.startswith("layers.")]
    groups = [
        {"params": list(branch.layers.parameters()), "lr": recipe.layer_rate},
        {"params": own, "lr": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, betas=(0.9, 0.98), fused=True)


def _pace(done: float, warm_up: float) -> float:
    return min(1.0, done / warm_up) * max(0.02, 1 - done)


@torch.no_grad()
def measure_speech(branch: SpeechBranch, trunk: Trunk, budget: int) -> dict[str, float]:
    """F1 of cues, and of the words of both parts where the cue is given, in percent."""
    branch.eval()
    counts = torch.zeros(3, 3)
    for group in split_groups(trunk.sents, budget):
        cues, parts = mark_targets([trunk.sents[i] for i in group])
        cue_scores, part_scores = branch(*trunk.gather(group))
        best = functional.pad(part_scores, (1, 0)).argmax(-1)
        known, told = cues != IGNORE, parts != IGNORE
        pairs = [(cue_scores.sigmoid()[known] > _BAR, cues[known] == 1)]
        pairs += [(best[told] == part, parts[told] == part) for part in (1, 2)]
        counts += torch.tensor([[float((a & b).sum()), float(a.sum()), float(b.sum())] for a, b in pairs])
    rates = (200 * counts[:, 0] / (counts[:, 1] + counts[:, 2])).tolist()
    return {name: round(rate, 1) for name, rate in zip(("speech", "source", "content"), rates, strict=True)}
