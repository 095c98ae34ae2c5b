"""The files of the shipped model: where they lie, and whether they are as shipped."""

import hashlib
from functools import cache
from pathlib import Path

from detente.errors import ModelError

NETWORK_FILE = "reader.onnx"


def find_model() -> Path:
    """The folder with the shipped model: in the installed package, or in the repository that it is run from.

    Raises:
        ModelError: there is none.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "models", package.parents[1] / "models"):
        if (folder / NETWORK_FILE).is_file():
            return folder
    raise ModelError(f"the language model ({NETWORK_FILE}) is missing: install detente again")


@cache
def model_hash() -> str:
    """SHA-256 of the shipped network (hexadecimal), kept with every run."""
    return hashlib.sha256((find_model() / NETWORK_FILE).read_bytes()).hexdigest()


def check_model(folder: Path) -> list[str]:
    """The names of model files that are missing or not as they were shipped (SHA256SUMS)."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = [line.split(maxsplit=1) for line in lines if line]
    return [name for digest, name in listed if _hash_file(folder / name) != digest]


def _hash_file(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
