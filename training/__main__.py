"""Reproduce the shipped model: `python -m training --corpora FOLDER --gold FOLDER`."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import onnx
import torch
from torch import Tensor

from detente.coder import Coder
from detente.reference.files import find_data
from training.acts import LabelledText, read_gold, read_labels, read_pairs
from training.card import write_card, write_checksums
from training.data import Corpora, load_corpora
from training.export import export_model, read_checkpoint, write_settings
from training.lemmas import write_lemmas
from training.model import Labels, read_vocabulary
from training.parse import SentenceParser
from training.priors import write_priors
from training.speech import read_sayings, train_speech
from training.train import ACT_RECIPE, Recipe, make_labels, train, train_acts
from training.weigh import calibrate, collect, read_documents, write_weights
from training.weigh_speech import collect_quotes

LABELS = Path(__file__).parent / "labels"
WEIGHTS_FILE, PRIORS_FILE = (Path(str(find_data(f"lexicon/{name}"))) for name in ("weights.yaml", "priors.csv"))
SPEECH_FILE = Path(str(find_data("speech_weights.yaml")))
PAIRS_HELD = 10  # one in so many labelled pairs is kept to measure on
SAYINGS_HELD = 10  # one in so many articles with attributions is kept to weigh the network's word


def main() -> None:
    """Train, choose the best epoch, pack it and describe it."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the treebanks")
    parser.add_argument("--gold", type=Path, required=True, help="folder with labelled texts")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for checkpoints")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder for the packed model")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pack-only", action="store_true", help="pack the checkpoints of an earlier run")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    corpora = load_corpora(given.corpora)
    grammar, acts, speech = (given.work / stage for stage in ("grammar", "acts", "speech"))
    if not given.pack_only:
        train(corpora, grammar, Recipe(epochs=given.epochs))
        start = read_weights(best_checkpoint(grammar))
        train_acts(start, add_acts(corpora, start, given), acts, ACT_RECIPE)
        add_speech(SentenceParser(read_weights(best_checkpoint(acts)), make_labels(corpora)), given.gold, speech)
    pack(corpora, acts, speech, given.models)
    coder = Coder()
    write_priors(PRIORS_FILE, read_documents(read_learned(given), coder))
    write_weights(WEIGHTS_FILE, collect(read_documents(read_held_out(given), coder)))
    _, held = split_sayings(read_sayings(given.gold / "quotes.train.jsonl"))
    write_weights(SPEECH_FILE, {"quote": collect_quotes(read_documents(held, coder))})
    calibrate(WEIGHTS_FILE, read_documents(read_gold(given.gold / "events.dev.jsonl"), coder))


def add_acts(corpora: Corpora, start: dict[str, Tensor], given: argparse.Namespace) -> Corpora:
    """The corpora with all texts that have labelled events, their grammar as the first stage reads it."""
    parser = SentenceParser(start, make_labels(corpora))
    learn = read_learned(given)
    pairs = list(read_pairs(given.gold / "plv.train.jsonl"))
    held = pairs[::PAIRS_HELD]
    learn += [pair for place, pair in enumerate(pairs) if place % PAIRS_HELD]
    dev = [*read_gold(given.gold / "events.dev.jsonl"), *held]
    return replace(corpora, acts=parser.parse(learn), acts_dev=parser.parse(dev))


def add_speech(parser: SentenceParser, gold: Path, work: Path) -> None:
    """Learn attributions of speech on top of the encoder that the parser holds."""
    learn, _ = split_sayings(read_sayings(gold / "quotes.train.jsonl"))
    dev = parser.parse_spoken(read_sayings(gold / "quotes.dev.jsonl"))
    train_speech(parser.encoder, parser.parse_spoken(learn), dev, work)


def split_sayings(texts: list[LabelledText]) -> tuple[list[LabelledText], list[LabelledText]]:
    """The articles to learn attributions from, and those kept to weigh the network's word."""
    held = texts[::SAYINGS_HELD]
    return [text for place, text in enumerate(texts) if place % SAYINGS_HELD], held


def read_learned(given: argparse.Namespace) -> list[LabelledText]:
    """The texts with all their events labelled from which network and priors are learned."""
    learn = list(read_labels(LABELS / "events.learn.jsonl", load_texts(given)))
    for name in ("events.train", "events.train.leads"):
        learn += read_gold(given.gold / f"{name}.jsonl")
    return learn


def read_held_out(given: argparse.Namespace) -> list[LabelledText]:
    """The labelled texts from which the network learns nothing, to weigh its word against the lexicon's."""
    return list(read_labels(LABELS / "events.weigh.jsonl", load_texts(given)))


def load_texts(given: argparse.Namespace) -> dict[str, str]:
    """The articles into which the labels point, by id."""
    paths = [given.corpora / "articles.jsonl"]
    paths += [given.gold / f"{name}.jsonl" for name in ("dates.train", "dates.dev", "quotes.train")]
    rows = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["text"] for row in rows}


def read_weights(path: Path) -> dict[str, Tensor]:
    """The weights of a checkpoint."""
    weights: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    return weights


def choose_epoch(work: Path) -> dict[str, float]:
    """The epoch with the best measures on development data: trees, events and attributions, where these are learned."""
    epochs = [json.loads(line) for line in (work / "epochs.jsonl").read_text().splitlines()]
    return max(
        epochs, key=lambda e: sum(e.get(name, 0.0) for name in ("las", "type", "sides", "speech", "source", "content"))
    )


def best_checkpoint(work: Path) -> Path:
    """The weights of the best epoch."""
    return work / f"epoch-{choose_epoch(work)['epoch']}.pt"


def pack(corpora: Corpora, work: Path, speech: Path, models: Path) -> None:
    """Write the network, its settings, the lemma table, the checksums and the card."""
    models.mkdir(parents=True, exist_ok=True)
    labels = Labels.load(work / "labels.json")
    network = export_model(read_checkpoint(best_checkpoint(work)), read_checkpoint(best_checkpoint(speech)), labels)
    onnx.save(network, models / "reader.onnx")
    write_settings(models / "reader.json", labels, read_vocabulary())
    write_lemmas(models / "lemmas.json", corpora.train)
    write_checksums(models)
    write_card(models / "README.md", choose_epoch(speech) | choose_epoch(work))


main()
