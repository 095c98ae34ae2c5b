"""The training loop: all heads at once, a checkpoint each epoch."""

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from detente.read.subwords import Subwords
from training.batches import IGNORE, Batch, Batcher
from training.data import Corpora, list_labels, vary
from training.evaluate import measure
from training.model import Labels, Reader, read_vocabulary

WEIGHTS = {"upos": 0.5, "xpos": 0.5, "morph": 0.3, "names": 0.7, "heads": 1.0, "relations": 1.0}


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to learn."""

    epochs: int = 14
    budget: int = 1000
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    hide: float = 0.03
    bf16: bool = True
    seed: int = 1


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
    )


def compute_loss(model: Reader, batch: Batch) -> Tensor:
    """The weighted sum of the losses of all heads; labels that are unknown cost nothing."""
    words = model.encode(batch.pieces, batch.cases, batch.firsts)
    scores = dict(zip(("upos", "xpos", "morph", "names"), model.score_tags(words), strict=True))
    scores["heads"] = _mask_arcs(model.score_arcs(words), batch)
    scores["relations"] = model.score_relations(words, batch.targets["heads"].clamp(min=0))
    return sum((WEIGHTS[f] * _loss(s, batch.targets[f]) for f, s in scores.items()), torch.zeros(()))


def _loss(scores: Tensor, target: Tensor) -> Tensor:
    if not (target != IGNORE).any():
        return torch.zeros(())
    return functional.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE)


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
    """Learn, and leave labels.json and one checkpoint an epoch in `folder`."""
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    labels, vocabulary = make_labels(corpora), read_vocabulary()
    folder.mkdir(parents=True, exist_ok=True)
    labels.save(folder / "labels.json")
    (folder / "epochs.jsonl").unlink(missing_ok=True)
    model = Reader(labels, len(vocabulary))
    model.encoder.load_pretrained()
    batcher = Batcher(Subwords(vocabulary), labels, recipe.budget)
    optimiser = make_optimiser(model, recipe)
    steps = recipe.epochs * (len(list(batcher.split(corpora.train))) + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step / steps, recipe.warm_up))
    for epoch in range(1, recipe.epochs + 1):
        _run_epoch(model, corpora, batcher, rng, (optimiser, schedule), recipe)
        torch.save(model.state_dict(), folder / f"epoch-{epoch}.pt")
        measures = measure(model, labels, batcher, corpora)
        with (folder / "epochs.jsonl").open("a") as log:
            log.write(json.dumps({"epoch": epoch, **measures}) + "\n")
        print(f"{time.strftime('%H:%M')} epoch {epoch}", measures, flush=True)


def _pace(done: float, warm_up: float) -> float:
    return done / warm_up if done < warm_up else max(0.02, (1 - done) / (1 - warm_up))


def _run_epoch(
    model: Reader,
    corpora: Corpora,
    batcher: Batcher,
    rng: random.Random,
    stepper: tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR],
    recipe: Recipe,
) -> None:
    model.train()
    optimiser, schedule = stepper
    started, total = time.time(), 0.0
    varied = [vary(s, rng) for s in corpora.train]
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
