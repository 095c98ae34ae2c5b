"""Alliance portfolios, votes and positions that users bring as CSV."""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.errors import InputError, UsageError
from detente.ingest.limits import quote_value
from detente.ingest.portfolio_layout import Layout, find_layout, parse_points
from detente.model import Issue, PortfolioEntry, PortfolioKind
from detente.reference.portfolios import FIRST_SESSION, Numbers, load_portfolio_words, name_states, read_number


@dataclass(frozen=True, slots=True)
class PortfolioFile:
    """What a file of portfolios says.

    Attributes:
        kind: obligations toward states, votes on questions, or positions on a scale.
        numbers: the system by which its state numbers were read.
        years: all that the file has.
        entries: in the order of the file; a state's value on an item and year stands once.
        repeat_count: rows that gave an item another value than a row before.
        issues: what could not be read.
    """

    kind: PortfolioKind
    numbers: Numbers
    years: tuple[int, ...]
    entries: tuple[PortfolioEntry, ...]
    repeat_count: int
    issues: tuple[Issue, ...]


def read_portfolios(
    path: Path,
    value: str | None = None,
    numbers: Numbers | None = None,
    *,
    year: int | None = None,
    undirected: bool = False,
) -> PortfolioFile:
    """The portfolios of a CSV file, whatever its layout.

    A row names two states and a value (`ccode1,ccode2,year,value`), a state, a question and a vote
    (`rcid,country,vote`), or a state and its position (`ccode,year,idealpoint`); or the file is a matrix with a
    state in each row and an item in each column (with `rcid` as first heading the other way round).

    Args:
        path: the file.
        value: the column of the value, or points for several ("defense=3,nonaggression=2"): the most that a row
            earns counts.
        numbers: the system of state numbers; None tells it from the headings.
        year: only its entries are kept; None keeps all.
        undirected: whether a row on a pair holds both ways round.

    Raises:
        InputError: the file cannot be read or has no layout of these.
    """
    rows = _read_rows(path)
    layout = find_layout(next(rows, (0, []))[1], value, str(path))
    issues: list[Issue] = []
    years: set[int] = set()
    dated = _date_rows(rows, layout, str(path), issues, years)
    wanted = (row for row in dated if year is None or row[1] in (year, None))
    raw = list(_iter_raw(wanted, layout, str(path), issues))
    if undirected and layout.kind == "obligations":
        raw += [replace(entry, state=entry.item, item=entry.state) for entry in raw]
    system = numbers or layout.numbers
    named = _name_all(raw, layout.kind, system)
    entries, repeats = _settle(named, layout.kind, str(path), issues)
    return PortfolioFile(layout.kind, system, tuple(sorted(years)), entries, repeats, tuple(issues))


def read_item_weights(path: Path, year: int | None, numbers: Numbers = "cow") -> dict[str, float]:
    """The weight of each item or state, from a CSV file with a column for it and one for `weight` (or `cinc`).

    Raises:
        InputError: the file cannot be read, has no such columns, or a weight is negative.
    """
    words = load_portfolio_words()
    rows = _read_rows(path)
    heading = [name.casefold() for name in next(rows, (0, []))[1]]
    label = _find(heading, (*words.headings["state"], *words.headings["item"]))
    weight, column = _find(heading, words.headings["weight"]), _find(heading, words.headings["year"])
    if label is None or weight is None:
        raise InputError(str(path), "columns", "weights need a column of states or items and one named weight")
    kept = [
        (row[label], _read_weight(row[weight], f"{path}:{line}"))
        for line, row in rows
        if len(row) == len(heading) and (column is None or year is None or read_number(row[column]) == year)
    ]
    codes = name_states((name for name, _ in kept), year, numbers)
    return {codes[name]: weight for name, weight in kept if weight is not None}


def _read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file in UTF-8, each with the number of its line; empty ones are passed by."""
    try:
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        yield from ((rows.line_num, [cell.strip() for cell in row]) for row in rows if any(map(str.strip, row)))
    except OSError as error:
        raise InputError(str(path), "unreadable", f"the file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "encoding", "the file is not in UTF-8; save it as CSV UTF-8") from error
    except csv.Error as error:
        raise InputError(str(path), "csv", f"the file is no CSV ({error})") from error


def _date_rows(
    rows: Iterable[tuple[int, Sequence[str]]], layout: Layout, path: str, issues: list[Issue], years: set[int]
) -> Iterator[tuple[int, int | None, Sequence[str]]]:
    """The rows that are whole, each with its line and year; the years are gathered on the way."""
    for line, row in rows:
        origin = f"{path}:{line}"
        if len(row) != layout.width:
            issues.append(_note(origin, "columns", f"{len(row)} cells where the heading has {layout.width}; left out"))
            continue
        year, known = _read_year(row, layout)
        if not known:
            issues.append(_note(origin, "year", f"{quote_value(row[layout.year or 0])} is no year; left out"))
            continue
        years.update(() if year is None else (year,))
        yield line, year, row


def _iter_raw(
    rows: Iterable[tuple[int, int | None, Sequence[str]]], layout: Layout, path: str, issues: list[Issue]
) -> Iterator[PortfolioEntry]:
    """Entries with states and items as the file labels them."""
    for line, year, row in rows:
        for state, item, cells in layout.cut(row):
            yield PortfolioEntry(state, item, year, _read_cell(cells, layout, f"{path}:{line}", issues), line)


def _read_year(row: Sequence[str], layout: Layout) -> tuple[int | None, bool]:
    """The year of a row, and whether it could be read."""
    if layout.year is None:
        return None, True
    number = read_number(row[layout.year])
    return (number if number is None or not layout.by_session else number + FIRST_SESSION), number is not None


def _read_cell(cells: Sequence[str], layout: Layout, origin: str, issues: list[Issue]) -> float | None:
    values = [_read_value(cell, layout.kind, origin, issues) for cell in cells]
    if layout.points is None:
        return values[0]
    return parse_points(values, layout.points)


def _read_value(cell: str, kind: PortfolioKind, origin: str, issues: list[Issue]) -> float | None:
    """The number in a cell; None, with an issue where it is neither a number nor a sign that it is missing."""
    words, text = load_portfolio_words(), cell.strip().casefold()
    if text in words.missing or (kind == "votes" and text.removesuffix(".0") in words.absent):
        return None
    if kind == "votes" and text in words.votes:
        return words.votes[text]
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return number
    issues.append(_note(origin, "value", f"{quote_value(cell)} is no value of {kind}; it is left missing"))
    return None


def _read_weight(cell: str, origin: str) -> float | None:
    text = cell.strip().casefold()
    if text in load_portfolio_words().missing:
        return None
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not weight >= 0 or math.isinf(weight):
        raise InputError(origin, "value", f"{quote_value(cell)} is no weight; give a number that is not negative")
    return weight


def _name_all(raw: Sequence[PortfolioEntry], kind: PortfolioKind, numbers: Numbers) -> Iterator[PortfolioEntry]:
    """The entries with states, and items that are states, by their codes."""
    labels: dict[int | None, set[str]] = defaultdict(set)
    for entry in raw:
        labels[entry.year].update((entry.state, entry.item) if kind == "obligations" else (entry.state,))
    codes = {year: name_states(sorted(names), year, numbers) for year, names in labels.items()}
    for entry in raw:
        found = codes[entry.year]
        item = found[entry.item] if kind == "obligations" else entry.item
        yield replace(entry, state=found[entry.state], item=item)


def _settle(
    entries: Iterable[PortfolioEntry], kind: PortfolioKind, path: str, issues: list[Issue]
) -> tuple[tuple[PortfolioEntry, ...], int]:
    """One entry for each state, item and year: of obligations the highest; what else contradicts itself is missing."""
    kept: dict[tuple[str, str, int | None], PortfolioEntry] = {}
    repeats = 0
    for entry in entries:
        key = (entry.state, entry.item, entry.year)
        first = kept.setdefault(key, entry)
        if entry.value is None or first.value == entry.value:
            continue
        if first.value is None:
            kept[key] = entry
            continue
        repeats += 1
        if kind == "obligations":
            kept[key] = max(first, entry, key=lambda e: e.value or 0)
        else:
            kept[key] = replace(first, value=None)
            sentence = f"{entry.state} on {entry.item} is {entry.value:g}, on line {first.line} it is {first.value:g}"
            issues.append(_note(f"{path}:{entry.line}", "repeat", f"{sentence}; it is left missing"))
    return tuple(kept.values()), repeats


def _find(heading: Sequence[str], names: Iterable[str]) -> int | None:
    return next((heading.index(name) for name in names if name in heading), None)


def _note(origin: str, reason: str, sentence: str) -> Issue:
    return Issue(origin, "ingest", reason, f"{origin}: {sentence}")


def check_year(file: PortfolioFile, year: int | None) -> int | None:
    """The year to look at: the one asked for, or the only one that the file has.

    Raises:
        UsageError: the file has several years and none is chosen, or not the one asked for.
    """
    years = file.years
    if year is None and len(years) <= 1:
        return years[0] if years else None
    if not years:
        return None
    if year in years:
        return year
    asked = "choose one with --year" if year is None else f"{year} is none of them"
    raise UsageError(f"the file has {len(years)} years, {years[0]} to {years[-1]}: {asked}")
