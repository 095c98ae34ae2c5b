"""Reproduce the shipped model: `python -m training --corpora FOLDER`."""

import argparse
import json
from pathlib import Path

import onnx
import torch

from training.card import write_card, write_checksums
from training.data import Corpora, load_corpora
from training.export import export_model, read_checkpoint, write_settings
from training.lemmas import write_lemmas
from training.model import Labels, read_vocabulary
from training.train import Recipe, train


def main() -> None:
    """Train, choose the best epoch, pack it and describe it."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the treebanks")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for checkpoints")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder for the packed model")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pack-only", action="store_true", help="pack the checkpoints of an earlier run")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    corpora = load_corpora(given.corpora)
    if not given.pack_only:
        train(corpora, given.work, Recipe(epochs=given.epochs))
    pack(corpora, given.work, given.models)


def choose_epoch(work: Path) -> dict[str, float]:
    """The epoch with the best labelled trees on EWT dev, with its measures."""
    epochs = [json.loads(line) for line in (work / "epochs.jsonl").read_text().splitlines()]
    return max(epochs, key=lambda e: e["las"])


def pack(corpora: Corpora, work: Path, models: Path) -> None:
    """Write the network, its settings, the lemma table, the checksums and the card."""
    models.mkdir(parents=True, exist_ok=True)
    best, labels = choose_epoch(work), Labels.load(work / "labels.json")
    network = export_model(read_checkpoint(work / f"epoch-{best['epoch']}.pt"), labels)
    onnx.save(network, models / "reader.onnx")
    write_settings(models / "reader.json", labels, read_vocabulary())
    write_lemmas(models / "lemmas.json", corpora.train)
    write_checksums(models)
    write_card(models / "README.md", best)


main()
