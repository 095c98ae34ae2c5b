"""Drawings into files: one look for all, and the same drawing each time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#1F2933"
_FORMS = (".svg", ".png", ".pdf")
_STYLE = {"svg.hashsalt": "detente", "svg.fonttype": "path", "font.family": "DejaVu Sans"}


def check_plot(path: Path | None) -> None:
    """Refuse a file of a kind that nothing is drawn into.

    Raises:
        UsageError: the file does not end in .svg, .png or .pdf.
    """
    if path is not None and path.suffix.lower() not in _FORMS:
        raise UsageError(f"--plot {path}: name a file that ends in .svg, .png or .pdf")


@contextmanager
def open_figure(
    path: Path, width: float, height: float, style: Mapping[str, Any] | None = None, **saving: Any
) -> Iterator["Figure"]:
    """A figure to draw on, written to an SVG, PNG or PDF file when that is done.

    Args:
        path: of the file.
        width: in inches.
        height: in inches.
        style: what matplotlib's settings should be besides our own.
        saving: what matplotlib should know when it writes the file.

    Raises:
        UsageError: the file is of another kind, or it cannot be written.
    """
    check_plot(path)
    # Slow to import, and nothing else needs it.
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    facts = {"Date": None} if path.suffix.lower() == ".svg" else {}
    with rc_context({**_STYLE, **(style or {})}):
        figure = Figure(figsize=(width, height), facecolor="white")
        yield figure
        try:
            figure.savefig(path, dpi=150, metadata=facts, **saving)
        except OSError as error:
            raise UsageError(f"--plot {path}: the file cannot be written ({error.strerror})") from error
