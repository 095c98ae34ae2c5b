"""How well and how fast the shipped reader works: `python -m benchmarks.reader --corpora FOLDER`."""

import argparse
import json
import resource
import time
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from training.data import Sentence, read_conllu
from training.scores import Pair, score_grammar, score_names

from detente.read.component import build_pipeline
from detente.read.lemmas import load_lemmas
from detente.read.model_files import find_model
from detente.read.network import Network
from detente.read.sentences import split_sentences

NEWS_GENRES = ("GUM_news", "GUM_interview", "GUM_speech")
CHUNK = 64


def read_gold_words(network: Network, path: Path) -> list[Pair]:
    """The sentences of a treebank, read from their gold words."""
    sents = list(read_conllu(path))
    chunks = (sents[i : i + CHUNK] for i in range(0, len(sents), CHUNK))
    return [p for c in chunks for p in zip(c, network.read([s.words for s in c]), strict=True)]


def measure_lemmas(path: Path) -> float:
    """The share of words with the right dictionary form, from gold tags, in percent."""
    lemmas = load_lemmas(find_model())
    right = total = 0
    for sent in read_conllu(path):
        rows = zip(sent.words, sent.upos or (), sent.xpos or (), sent.lemmas or (), strict=True)
        right += sum(lemmas.find(word, upos, xpos) == lemma for word, upos, xpos, lemma in rows)
        total += len(sent)
    return round(100 * right / total, 2)


def join_words(sents: list[Sentence], *, lines: bool) -> tuple[str, set[tuple[int, int]]]:
    """The text of sentences and their spans; `lines` breaks the line behind one without a closing mark."""
    text, spans = "", set()
    for sent in sents:
        words = "".join(w + " " * space for w, space in zip(sent.words, sent.spaces, strict=True)).rstrip()
        spans.add((len(text), len(text) + len(words)))
        text += words + ("\n" if lines and not _is_closed(sent) else " ")
    return text.rstrip(), spans


def _is_closed(sent: Sentence) -> bool:
    return any(w[0] in ".!?…" for w in sent.words[-3:]) or sent.words[-1] in {":", ";", ",", "—", "-"}


def measure_sentences(path: Path, *, lines: bool) -> float:
    """F1 of sentence spans in the news, interviews and speeches of GUM, from raw text, in percent."""
    right = ours = gold = 0
    for document, group in groupby(read_conllu(path), key=lambda s: s.source.rsplit("-", 1)[0]):
        if document.startswith(NEWS_GENRES):
            text, spans = join_words(list(group), lines=lines)
            found = set(split_sentences(text))
            right, ours, gold = right + len(found & spans), ours + len(found), gold + len(spans)
    return round(200 * right / (ours + gold), 2)


def measure_speed(texts: list[str]) -> float:
    """Words a CPU-second, from raw text to Doc."""
    language = build_pipeline()
    language(texts[0])
    started = time.process_time()
    words = sum(not t.is_space for doc in language.pipe(texts) for t in doc)
    return round(words / (time.process_time() - started))


def list_measures(corpora: Path) -> Iterator[tuple[str, object]]:
    """Every measure with its value."""
    network = Network()
    for part in ("dev", "test"):
        pairs = read_gold_words(network, corpora / f"ewt-{part}.conllu")
        yield f"EWT {part}, grammar", score_grammar(pairs)
        if part == "test":  # the names of EWT dev are training data
            yield "EWT test, names (F1)", score_names(pairs)
        yield f"EWT {part}, lemmas from gold tags", measure_lemmas(corpora / f"ewt-{part}.conllu")
    for part in ("dev", "test"):
        pairs = read_gold_words(network, corpora / f"gum-open-{part}.conllu")
        yield f"GUM {part}, grammar", score_grammar(pairs)
        yield f"GUM {part}, names (F1)", score_names(pairs)
        for lines in (True, False):
            how = "headings on lines of their own" if lines else "all on one line"
            found = measure_sentences(corpora / f"gum-open-{part}.conllu", lines=lines)
            yield f"GUM {part}, sentences (F1), news, interview, speech, {how}", found
    yield "size of the network (MB)", round((find_model() / "reader.onnx").stat().st_size / 1e6, 1)
    if (corpora / "articles.jsonl").is_file():
        with (corpora / "articles.jsonl").open(encoding="utf-8") as lines_of_file:
            texts = [json.loads(line)["text"] for line, _ in zip(lines_of_file, range(100), strict=False)]
        yield "words a CPU-second, raw text to Doc", measure_speed(texts)
    yield "peak memory (MB)", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Print every measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the treebanks")
    for name, value in list_measures(parser.parse_args().corpora):
        print(f"{name}: {value}", flush=True)


if __name__ == "__main__":
    main()
