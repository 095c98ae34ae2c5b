"""A record read once from two short dispatches, for the tests of the commands."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from detente.errors import DetenteError, UsageError
from detente.serve.cli import app
from dispatches import DISPATCHES, Run, write_lines


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs one command as the command line does, with its exit code."""
    runner = CliRunner()

    def run_command(*arguments: str | Path, stdin: bytes | None = None) -> Result:
        result = runner.invoke(app, [str(a) for a in arguments], input=stdin)
        if isinstance(result.exception, UsageError):
            result.exit_code = 2
        elif result.exception is not None and not isinstance(result.exception, SystemExit | DetenteError):
            raise result.exception
        return result

    return run_command


@pytest.fixture(scope="session")
def dispatches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSON Lines file with two dispatches."""
    return write_lines(tmp_path_factory.mktemp("news") / "news.jsonl", DISPATCHES)


@pytest.fixture(scope="session")
def record(run: Run, dispatches: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which the two dispatches were read."""
    path = tmp_path_factory.mktemp("record") / "test.db"
    assert run("read", dispatches, "--db", path).exit_code == 0
    return path
