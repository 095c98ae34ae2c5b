"""How often the lexicon's frames are right on labelled texts, as reference/data/lexicon/priors.csv has it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from detente.coding.events import EventCoder
from detente.model import Document
from detente.reference.lexicon import load_lexicon
from training.acts import LabelledText
from training.weigh import match_acts

_PULL = 4  # labelled cues that the mean of the event type counts as
_UNSEEN = 0.5

Key = tuple[str, int]


def count_cues(texts: Iterable[tuple[LabelledText, Document]]) -> tuple[Counter[Key], Counter[Key]]:
    """Cues seen, and cues that are right, by frame (or "turned") and number of named sides; the network has no say."""
    seen: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for labelled, doc in texts:
        coder = EventCoder(replace(doc, signs=None))
        found = [c for options in coder.list_options() for c in options]
        pairs = match_acts(found, labelled.acts)
        for i, candidate in enumerate(found):
            key = (candidate.measured_as, candidate.side_count)
            seen[key] += 1
            right[key] += i in pairs
    return seen, right


def list_rows(seen: Counter[Key], right: Counter[Key]) -> Iterator[str]:
    """Lines of the table, each precision smoothed toward that of the event type with so many sides.

    A frame of which no cue was seen is as good as its type.
    """
    means: dict[Key, float] = {}
    for kind, sides in {(frame.split("/")[0], n) for frame, n in seen}:
        own = [key for key in seen if key[0].split("/")[0] == kind and key[1] == sides]
        means[kind, sides] = (sum(right[k] for k in own) + 1) / (sum(seen[k] for k in own) + 2)
    frames = {trigger.frame.frame_id for found in load_lexicon().triggers.values() for trigger in found}
    for frame, sides in sorted({*seen, *((frame, n) for frame in frames for n in (1, 2))}):
        mean = means.get((frame.split("/")[0], sides), _UNSEEN)
        share = (right[frame, sides] + _PULL * mean) / (seen[frame, sides] + _PULL)
        yield f"{frame},{sides},{share:.3f},{seen[frame, sides]}"


def write_priors(path: Path, texts: Iterable[tuple[LabelledText, Document]]) -> None:
    """Measure and write the table, below the comment that the file begins with."""
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = list_rows(*count_cues(texts))
    path.write_text("\n".join([*head, "frame,sides,precision,n", *rows]) + "\n", encoding="utf-8")
