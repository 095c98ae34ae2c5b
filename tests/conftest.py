"""What several tests need: the shared folder, where there is one."""

from pathlib import Path

import pytest

pytest_plugins = ["serve_fixtures", "store_fixtures"]

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold labels and corpora; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared on this machine")
    return SHARED
