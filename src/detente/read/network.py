"""The shipped network: words in, tags, trees and names out (onnxruntime on one thread)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detente.errors import ModelError
from detente.model import Sign, SpeechSign
from detente.read.model_files import NETWORK_FILE, find_model
from detente.read.subwords import Subwords
from detente.read.trees import decode_tree

SETTINGS_FILE = "reader.json"
MAX_PIECES, MAX_WORDS = 240, 160
BATCH_PIECES = 512
LEAST_SIGN, LEAST_SIDE, LEAST_TYPE = 0.02, 0.03, 0.005  # probabilities below these are not kept
LEAST_SPEECH, LEAST_PART = 0.05, 0.1  # the same of speech
_BREAKS = frozenset(',;:.!?—–-)"”')


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence; `heads`, `signs` and `speech` count words from 0, a root names itself."""

    upos: list[str]
    xpos: list[str]
    morph: list[str]
    names: list[str]
    heads: list[int]
    relations: list[str]
    signs: list[Sign] = field(default_factory=list)
    speech: list[SpeechSign] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a sentence that the network can take at once."""

    sent: int
    start: int
    pieces: list[int]
    cases: list[int]
    firsts: list[int]


class Network:
    """The network with its labels; memory stays bounded however many sentences are read."""

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        folder = folder or find_model()
        settings = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
        self._labels: dict[str, list[str]] = settings
        self._subwords = Subwords(settings["vocabulary"])
        self._root = settings["relations"].index("root")
        self._after = _allow_names(settings["names"])
        self._session = _open_session(folder / NETWORK_FILE, threads)
        self._outputs = [output.name for output in self._session.get_outputs()]

    def read(self, sents: Sequence[Sequence[str]], leads: Sequence[int] = ()) -> list[Reading]:
        """A reading of each sentence (a list of words); a sentence without words has an empty one.

        Args:
            sents: the words of each sentence.
            leads: how many words at the start of each sentence are a dateline, which is parsed apart and hung from the
                root of the rest as "dep"; nothing says none.
        """
        leads = leads or [0] * len(sents)
        windows = [w for i, words in enumerate(sents) for w in self._cut(i, words, leads[i])]
        found: dict[tuple[int, int], Reading] = {}
        for batch in _batch_windows(windows):
            for window, reading in zip(batch, self._run(batch), strict=True):
                found[window.sent, window.start] = reading
        parts: list[list[Reading]] = [[] for _ in sents]
        for (sent, _), reading in sorted(found.items(), key=lambda p: p[0]):
            parts[sent].append(reading)
        return [_join(p, lead=bool(n)) for p, n in zip(parts, leads, strict=True)]

    def _cut(self, sent: int, words: Sequence[str], lead: int) -> Iterator[_Window]:
        cut = [self._subwords.cut_word(w) for w in words]
        for start, end in _find_windows(words, [len(ids) for ids, _ in cut], lead):
            pieces, cases, firsts = [self._subwords.start], [0], [0]
            for ids, case in cut[start:end]:
                firsts.append(len(pieces))
                pieces += ids
                cases += [case] * len(ids)
            pieces.append(self._subwords.end)
            cases.append(0)
            yield _Window(sent, start, pieces, cases, firsts)

    def _run(self, batch: list[_Window]) -> Iterator[Reading]:
        feeds = {f: _pad([getattr(w, f) for w in batch]) for f in ("pieces", "cases", "firsts")}
        scores = dict(zip(self._outputs, self._session.run(None, feeds), strict=True))
        for i, window in enumerate(batch):
            count = len(window.firsts) - 1
            own = {name: rows[i, :count] for name, rows in scores.items()}
            heads = decode_tree(own["arcs"][:, : count + 1])
            yield Reading(
                upos=self._name("upos", own["upos"]),
                xpos=self._name("xpos", own["xpos"]),
                morph=self._name("morph", own["morph"]),
                names=self._name("names", _decode_names(own["names"], self._after)),
                heads=[h - 1 if h else place for place, h in enumerate(heads)],
                relations=self._name_relations(own["pairs"], own["children"], heads),
                signs=list(self._find_signs(own)),
                speech=list(_find_speech(own["cues"], own["parts"])),
            )

    def _find_signs(self, own: dict[str, NDArray[Any]]) -> Iterator[Sign]:
        """The words of a sentence that may tell of an event, with what the network says of each."""
        types, sides = own["acts"], own["sides"]
        for index in np.flatnonzero(1 - types[:, 0] >= LEAST_SIGN).tolist():
            acting, taking = _share_sides(sides[index, :, : len(types)])
            parties = np.flatnonzero(acting + taking >= LEAST_SIDE).tolist()
            yield Sign(
                index=index,
                types=self._weigh("acts", types[index], start=1),
                statuses=self._weigh("statuses", own["statuses"][index]),
                sides=tuple((i, float(acting[i]), float(taking[i])) for i in parties if i != index),
                between=self._weigh("between", own["between"][index]),
            )

    def _weigh(self, field: str, shares: NDArray[Any], start: int = 0) -> dict[Any, float]:
        labels = self._labels[field]
        return {labels[i]: float(shares[i]) for i in range(start, len(labels)) if shares[i] >= LEAST_TYPE}

    def _name(self, field: str, best: NDArray[Any] | Sequence[int]) -> list[str]:
        labels = self._labels[field]
        return [labels[b] for b in best]

    def _name_relations(self, pairs: NDArray[Any], children: NDArray[Any], heads: list[int]) -> list[str]:
        count = len(heads)
        scores = pairs[np.arange(count), :, heads] + children[:count]
        scores[:, self._root] = -np.inf
        best = scores.argmax(1)
        best[[i for i, h in enumerate(heads) if not h]] = self._root
        return self._name("relations", best)


def _open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The arena keeps the largest batch ever seen; without it memory stays flat.
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"the language model cannot be opened: {path}") from error


def _find_speech(cues: NDArray[Any], parts: NDArray[Any]) -> Iterator[SpeechSign]:
    """The words of a sentence that may attribute speech, each with the words of its attribution."""
    for index in np.flatnonzero(cues >= LEAST_SPEECH).tolist():
        naming, telling = _share_sides(parts[index, :, : len(cues)])
        words = np.flatnonzero(naming + telling >= LEAST_PART).tolist()
        yield SpeechSign(index, float(cues[index]), tuple((i, float(naming[i]), float(telling[i])) for i in words))


def _share_sides(scores: NDArray[Any]) -> NDArray[Any]:
    """From the scores of each word as actor and recipient the probabilities; neither scores 0. Shape: (2, words)."""
    grown = np.exp(np.minimum(scores, 30.0))
    return np.asarray(grown / (1 + grown.sum(0)))


def _pad(rows: list[list[int]]) -> NDArray[np.int64]:
    filled = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for i, row in enumerate(rows):
        filled[i, : len(row)] = row
    return filled


def _batch_windows(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, no batch above a fixed padded size."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda w: len(w.pieces)):
        if batch and (len(batch) + 1) * len(window.pieces) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _find_windows(words: Sequence[str], sizes: Sequence[int], lead: int) -> Iterator[tuple[int, int]]:
    """Stretches of words that fit the network, cut behind a mark of punctuation where there is one."""
    start = total = mark = 0
    for i, size in enumerate(sizes):
        if i == lead > 0:
            yield start, i
            start, total = i, 0
        if total + size > MAX_PIECES - 2 or i - start >= MAX_WORDS:
            end = mark if mark > start + (i - start) // 2 else i
            yield start, end
            start, total = end, sum(sizes[end:i])
        total += size
        if words[i] in _BREAKS:
            mark = i + 1
    if start < len(words):
        yield start, len(words)


def _join(parts: list[Reading], *, lead: bool) -> Reading:
    """One reading from those of the windows; all hang from the root of the first, or of the second behind a lead."""
    if len(parts) == 1:
        return parts[0]
    whole = Reading([], [], [], [], [], [])
    roots = []
    for part in parts:
        offset = len(whole.heads)
        roots += [offset + i for i, head in enumerate(part.heads) if head == i]
        whole.heads.extend(offset + head for head in part.heads)
        places = range(offset, offset + len(part.heads))
        whole.signs.extend(sign.moved(places) for sign in part.signs)
        whole.speech.extend(sign.moved(places) for sign in part.speech)
        for name in ("upos", "xpos", "morph", "names", "relations"):
            getattr(whole, name).extend(getattr(part, name))
    for place, root in enumerate(roots):
        if place != lead:
            whole.heads[root] = roots[lead]
            whole.relations[root] = "dep" if place < lead else "parataxis"
    return whole


def _allow_names(labels: list[str]) -> NDArray[Any]:
    """Minus infinity where one name label may not follow another. Shape: (labels, labels)."""
    after = np.zeros((len(labels), len(labels)))
    for i, before in enumerate(labels):
        for j, label in enumerate(labels):
            if label.startswith("I-") and before[2:] != label[2:]:
                after[i, j] = -np.inf
    return after


def _decode_names(scores: NDArray[Any], after: NDArray[Any]) -> list[int]:
    """The best allowed sequence of name labels (Viterbi)."""
    greedy = scores.argmax(1).tolist()
    if not any(greedy):
        return list(greedy)
    best = scores[0] + after[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + after
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]
