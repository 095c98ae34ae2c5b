"""The model card and the checksums that lie beside the shipped network."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from training.model import hash_weights

FILES = ("lemmas.json", "reader.json", "reader.onnx")
_NAMES = {
    "upos": "universal part of speech, EWT dev",
    "xpos": "Penn part of speech, EWT dev",
    "morph": "morphology, EWT dev",
    "uas": "head, EWT dev",
    "las": "head and universal relation, EWT dev",
    "las_subtypes": "head and relation with subtype, EWT dev",
    "names": "names, F1, GUM dev",
    "PERSON": "persons, F1, GUM dev",
    "ORG": "organisations, F1, GUM dev",
    "PLACE": "places, F1, GUM dev",
    "NORP": "nationalities, F1, GUM dev",
    "type": "types of events by sentence, F1, wire leads dev",
    "cue": "types of events on the labelled word, F1, wire leads dev",
    "sides": "parties of labelled events, F1, wire leads dev",
    "status": "status of labelled events, wire leads dev",
    "speech": "cues of attribution, F1, PolNeAR dev",
    "source": "words of those who say it, cue given, F1, PolNeAR dev",
    "content": "words said, cue given, F1, PolNeAR dev",
    "pair": "type of act between a given pair, 105 sentences held out",
}


def write_checksums(models: Path) -> None:
    """Write SHA256SUMS, in the form that `sha256sum --check` reads."""
    lines = [f"{hashlib.sha256((models / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES]
    (models / "SHA256SUMS").write_text("".join(lines))


def write_card(path: Path, measures: Mapping[str, float]) -> None:
    """Write the card, with the measures of the chosen epoch."""
    card = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    rows = [f"| {name} | {measures[key]:.1f} |" for key, name in _NAMES.items()]
    filled = card.replace("{epoch}", str(measures["epoch"])).replace("{weights}", hash_weights())
    path.write_text(filled.replace("{measures}", "\n".join(rows)), encoding="utf-8")
