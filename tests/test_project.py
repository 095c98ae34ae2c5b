"""Promises about the project as a whole."""

import hashlib
import re
from pathlib import Path

import pytest

import detente

ROOT = Path(__file__).parents[1]


def test_version_has_a_changelog_entry() -> None:
    assert f"## {detente.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_public_names_are_six_at_most() -> None:
    assert 0 < len(detente.__all__) <= 6


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_every_direct_dependency(name: str) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.findall(r'^  "([\w-]+)[\[>=<]', project.split("dependencies = [")[1].split("]\n\n")[0], re.MULTILINE)
    lock = (ROOT / name).read_text(encoding="utf-8").lower()
    assert wanted
    assert [w for w in wanted if not re.search(rf"^{re.escape(w.lower())}==\S+", lock, re.MULTILINE)] == []
    assert lock.count("--hash=sha256:") > 100


def test_model_files_have_their_checksums() -> None:
    lines = (ROOT / "models" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((ROOT / "models" / name).read_bytes()).hexdigest() == digest, name
