"""The training loop: grammar and names first, then all heads at once; a checkpoint each epoch."""

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from detente.read.subwords import Subwords
from detente.reference.codebook import EVENT_TYPES
from training.acts import PAIR_TYPES
from training.batches import IGNORE, Batch, Batcher
from training.data import Corpora, Sentence, list_labels, vary
from training.evaluate import measure, measure_acts, score_pairs
from training.model import Labels, Reader, read_vocabulary

WEIGHTS = {"upos": 0.5, "xpos": 0.5, "morph": 0.3, "names": 0.7, "heads": 1.0, "relations": 1.0}
# Labels of events are sparse: their losses are summed over a sentence or a cue, not averaged over words.
ACT_WEIGHTS = {"acts": 0.5, "statuses": 0.3, "roles": 0.3, "pairs": 0.5}


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to learn.

    Attributes:
        share: of the treebanks' sentences, drawn anew for each epoch in which events are learned.
    """

    epochs: int = 14
    share: float = 1.0
    budget: int = 1000
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    hide: float = 0.03
    bf16: bool = True
    seed: int = 1


ACT_RECIPE = Recipe(epochs=5, share=0.5, encoder_rate=8e-5, hide=0.05)


def make_labels(corpora: Corpora) -> Labels:
    """The label sets of the training data; names in the order O, then B- and I- of each kind."""
    train = corpora.train
    kinds = [f"{p}-{k}" for k in ("PERSON", "ORG", "PLACE", "NORP") for p in "BI"]
    return Labels(
        upos=list_labels(train, "upos"),
        xpos=list_labels(train, "xpos"),
        morph=list_labels(train, "morph", at_least=3),
        relations=list_labels(train, "relations"),
        names=["O", *kinds],
        acts=["O", *EVENT_TYPES],
        statuses=["actual", "future", "hypothetical", "negated", "historical"],
        between=PAIR_TYPES,
    )


def compute_loss(model: Reader, batch: Batch) -> Tensor:
    """The weighted sum of the losses of all heads; labels that are unknown cost nothing."""
    words = model.encode(batch.pieces, batch.cases, batch.firsts)
    scores = dict(zip(("upos", "xpos", "morph", "names"), model.score_tags(words), strict=True))
    scores["heads"] = _mask_arcs(model.score_arcs(words), batch)
    scores["relations"] = model.score_relations(words, batch.targets["heads"].clamp(min=0))
    grammar = sum((WEIGHTS[f] * _loss(s, batch.targets[f]) for f, s in scores.items()), torch.zeros(()))
    return grammar + _act_loss(model, words, batch)


def _act_loss(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """The loss of events; of cues for whose sentence no event is labelled nothing is known."""
    acts, statuses, _ = model.score_acts(words)
    roles = model.score_roles(words)
    known = sum(s.acts is not None for s in batch.sents)
    cues = int((batch.targets["statuses"] != IGNORE).sum())
    loss = torch.zeros(())
    if known:
        loss = loss + ACT_WEIGHTS["acts"] * _loss(acts, batch.targets["acts"], per=known)
    if cues:
        sides = functional.pad(roles, (1, 0)).flatten(0, 1)
        loss = loss + ACT_WEIGHTS["statuses"] * _loss(statuses, batch.targets["statuses"])
        loss = loss + ACT_WEIGHTS["roles"] * _loss(sides, batch.roles.flatten(0, 1), per=cues)
    if len(batch.pairs):
        chosen = functional.cross_entropy(score_pairs(model, words, batch), batch.pairs[:, 3])
        loss = loss + ACT_WEIGHTS["pairs"] * chosen
    return loss


def _loss(scores: Tensor, target: Tensor, per: int = 0) -> Tensor:
    """Mean over the known labels, or their sum over `per`."""
    if not (target != IGNORE).any():
        return torch.zeros(())
    kind = "sum" if per else "mean"
    flat = scores.float().flatten(0, 1)
    return functional.cross_entropy(flat, target.flatten(), ignore_index=IGNORE, reduction=kind) / max(per, 1)


def _mask_arcs(scores: Tensor, batch: Batch) -> Tensor:
    words = scores.shape[1]
    lengths = torch.tensor([len(s) for s in batch.sents])
    beyond = torch.arange(words + 1)[None] > lengths[:, None]
    own = torch.eye(words, words + 1, dtype=torch.bool).roll(1, 1)
    return scores.float().masked_fill(beyond[:, None] | own[None], -1e4)


def make_optimiser(model: Reader, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW: the encoder slow, the heads fast, no decay on biases and norms."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            groups.setdefault((name.startswith("encoder."), weight.dim() > 1), []).append(weight)
    settings = [
        {
            "params": weights,
            "lr": recipe.encoder_rate if encoder else recipe.head_rate,
            "weight_decay": recipe.decay if decays else 0.0,
        }
        for (encoder, decays), weights in groups.items()
    ]
    return torch.optim.AdamW(settings, betas=(0.9, 0.98), fused=True)


def train(corpora: Corpora, folder: Path, recipe: Recipe) -> None:
    """Learn grammar and names, and leave labels.json and one checkpoint an epoch in `folder`."""
    labels, vocabulary = make_labels(corpora), read_vocabulary()
    model = Reader(labels, len(vocabulary))
    model.encoder.load_pretrained()
    _run(model, labels, corpora, folder, recipe)


def train_acts(start: dict[str, Tensor], corpora: Corpora, folder: Path, recipe: Recipe) -> None:
    """Go on from the weights of a reader of grammar and learn events beside it; as `train` in all else."""
    labels, vocabulary = make_labels(corpora), read_vocabulary()
    model = Reader(labels, len(vocabulary))
    model.load_state_dict(start, strict=False)
    _run(model, labels, corpora, folder, recipe)


def _run(model: Reader, labels: Labels, corpora: Corpora, folder: Path, recipe: Recipe) -> None:
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    folder.mkdir(parents=True, exist_ok=True)
    labels.save(folder / "labels.json")
    (folder / "epochs.jsonl").unlink(missing_ok=True)
    batcher = Batcher(Subwords(read_vocabulary()), labels, recipe.budget)
    optimiser = make_optimiser(model, recipe)
    steps = recipe.epochs * (len(list(batcher.split(_draw(corpora, recipe, random.Random(0))))) + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step / steps, recipe.warm_up))
    for epoch in range(1, recipe.epochs + 1):
        _run_epoch(model, _draw(corpora, recipe, rng), batcher, rng, (optimiser, schedule), recipe)
        torch.save(model.state_dict(), folder / f"epoch-{epoch}.pt")
        measures = measure(model, labels, batcher, corpora) | measure_acts(model, labels, batcher, corpora.acts_dev)
        with (folder / "epochs.jsonl").open("a") as log:
            log.write(json.dumps({"epoch": epoch, **measures}) + "\n")
        print(f"{time.strftime('%H:%M')} epoch {epoch}", measures, flush=True)


def _draw(corpora: Corpora, recipe: Recipe, rng: random.Random) -> list[Sentence]:
    """What one epoch learns from."""
    grammar = rng.sample(corpora.train, round(recipe.share * len(corpora.train)))
    return grammar + corpora.acts


def _pace(done: float, warm_up: float) -> float:
    return done / warm_up if done < warm_up else max(0.02, (1 - done) / (1 - warm_up))


def _run_epoch(
    model: Reader,
    drawn: list[Sentence],
    batcher: Batcher,
    rng: random.Random,
    stepper: tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR],
    recipe: Recipe,
) -> None:
    model.train()
    optimiser, schedule = stepper
    started, total = time.time(), 0.0
    varied = [vary(s, rng) for s in drawn]
    for step, sents in enumerate(batcher.split(varied, rng), 1):
        batch = batcher.build(sents, hide=lambda: rng.random() < recipe.hide)
        with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bf16):
            loss = compute_loss(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        total += loss.item()
        if step % 50 == 0:
            print(f"step {step} loss {total / 50:.3f} {(time.time() - started) / step:.3f} s/step", flush=True)
            total = 0.0
