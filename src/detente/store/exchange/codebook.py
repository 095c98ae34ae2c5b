"""The codebook of a data package: every code that its cells may hold, and every column."""

from collections.abc import Iterable, Iterator
from typing import get_args

from detente.model import EventStatus, Sector, StandingValue, TieKind
from detente.reference.codebook import load_cameo, load_contexts, load_types
from detente.store.exchange.meanings import find_about, find_meaning
from detente.store.exchange.resources import RESOURCES

_HEAD = """# Codebook

What the columns of this package mean, and the codes that their cells hold. An empty cell means that nothing is known.
In CSV several values in one cell are parted by `; `, and a cell that a spreadsheet would take for a formula has an
apostrophe before it: one before `=`, `+`, `-` or `@` is not part of the text. Offsets count characters of the article's
stored text, which is not in the package. Countries have ISO 3166 alpha-3 codes, bodies codes such as `NATO` or `UNO`.

PLOVER: Open Event Data Alliance, manual draft 2.0. CAMEO: Gerner, Schrodt and Yilmaz (2012). Goldstein scale:
Goldstein (1992) doi:10.1177/0022002792036002007, as extended to CAMEO.
"""


def write_codebook() -> str:
    """The codebook as Markdown."""
    return "\n".join(_list_lines())


def _list_lines() -> Iterator[str]:
    yield _HEAD
    yield "# Tables\n"
    for name, resource in RESOURCES.items():
        yield f"## {name}\n"
        yield f"{drop_links(find_about('exports', name if name != 'ties' else 'tie_list'))}\n"
        meanings = ((f"`{c}`", drop_links(find_meaning("exports", resource.source, c))) for c in resource.fields)
        yield from write_grid(("column", "meaning"), meanings)
    yield "# Codes\n"
    yield "## Event types\n"
    types = load_types().values()
    rows = [(f"`{t.event_type}`", t.quad_class, str(t.score), t.definition) for t in types]
    yield from write_grid(("type", "quad class", "PLOVER score", "meaning"), rows)
    yield "## Modes\n"
    modes = [
        (f"`{t.event_type}`", f"`{mode}`", "" if score is None else str(score))
        for t in types
        for mode, score in t.mode_scores.items()
    ]
    yield from write_grid(("type", "mode", "PLOVER score"), modes)
    for title, codes in _LISTS.items():
        yield f"## {title}\n"
        yield ", ".join(f"`{code}`" for code in codes) + "\n"
    yield "## Contexts\n"
    yield ", ".join(f"`{name}`" for name in load_contexts()) + "\n"
    yield "## CAMEO codes\n"
    cameo = ((f"`{c.code}`", c.name, c.event_type or "", str(c.goldstein)) for c in load_cameo().values())
    yield from write_grid(("code", "name", "PLOVER type", "Goldstein"), cameo)


_LISTS = {
    "Status of an event": get_args(EventStatus),
    "Sectors": get_args(Sector),
    "Kinds of tie": get_args(TieKind),
    "Standings": get_args(StandingValue),
}


def write_grid(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a Markdown table, and an empty one."""
    yield f"| {' | '.join(heading)} |"
    yield "|" + "---|" * len(heading)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def drop_links(text: str) -> str:
    """The text without links to pages that are not in the package."""
    while "](" in text:
        before, rest = text.split("](", 1)
        text = "".join((*before.rsplit("[", 1), rest.split(")", 1)[1]))
    return text
