"""Reproduce the shipped model: `python -m training --corpora FOLDER`."""

import argparse
from pathlib import Path

import torch

from training.data import load_corpora
from training.train import Recipe, train


def main() -> None:
    """Train, choose, pack and describe the model."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the treebanks")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for checkpoints")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train(load_corpora(given.corpora), given.work, Recipe(epochs=given.epochs))


main()
