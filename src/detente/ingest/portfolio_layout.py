"""How a CSV file of portfolios is laid out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.errors import InputError, UsageError
from detente.model import PortfolioKind
from detente.reference.portfolios import Numbers, Role, load_portfolio_words


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns hold what, by their place.

    Attributes:
        width: how many columns there are.
        state: the column of the state; None where the states are headings.
        item: the column of the other state or of the question; None where the items are headings.
        values: the columns of the value: one, or several that earn points; of a matrix, all its columns.
        labels: the headings of a matrix's columns, else none.
        points: what each value column earns, or None.
        year: the column of the year or session, or None.
    """

    kind: PortfolioKind
    numbers: Numbers
    width: int
    state: int | None
    item: int | None
    values: tuple[int, ...]
    labels: tuple[str, ...] = ()
    points: tuple[float, ...] | None = None
    year: int | None = None
    by_session: bool = False

    def cut(self, row: Sequence[str]) -> Iterator[tuple[str, str, Sequence[str]]]:
        """State, item and cells of each value in a row, as the file labels them."""
        state = "" if self.state is None else row[self.state]
        item = "" if self.item is None else row[self.item]
        if not self.labels:
            yield state, item, [row[column] for column in self.values]
        for label, column in zip(self.labels, self.values, strict=False):
            yield state or label, item or label, [row[column]]


def find_layout(headings: Sequence[str], value: str | None, path: str) -> Layout:
    """The layout that the headings show.

    Args:
        headings: of the file.
        value: the user's word for the value: a column, or points for several.
        path: of the file, for errors.

    Raises:
        InputError: the headings show none.
        UsageError: there is no column of the name that the user gives.
    """
    if len(headings) < 2:
        raise InputError(path, "columns", "the first line must name at least two columns, parted by commas")
    columns = {role: _find(headings, role) for role in load_portfolio_words().headings}
    kind: PortfolioKind = "obligations" if columns["first"] is not None else "votes"
    if columns["first"] is not None and columns["second"] is not None:
        state, item = columns["first"], columns["second"]
    elif columns["state"] is not None and columns["ideal"] is not None:
        return _lay_positions(headings, columns)
    elif columns["state"] is not None and columns["item"] is not None and columns["state"] != columns["item"]:
        state, item = columns["state"], columns["item"]
    else:
        return _lay_matrix(headings, columns, path)
    values, points = _choose_values(headings, value, columns["value"], path)
    year, by_session = _find_year(columns)
    numbers = _tell_numbers(headings[state])
    return Layout(kind, numbers, len(headings), state, item, values, (), points, year, by_session)


def parse_points(values: Sequence[float | None], points: Sequence[float]) -> float | None:
    """The most points that a row earns: those of a column count where it is not 0; None where all are missing."""
    if all(value is None for value in values):
        return None
    return max((earned for value, earned in zip(values, points, strict=True) if value), default=0.0)


def _lay_positions(headings: Sequence[str], columns: Mapping[Role, int | None]) -> Layout:
    state, ideal = columns["state"], columns["ideal"]
    year, by_session = _find_year(columns)
    numbers = _tell_numbers(headings[state or 0])
    label = ("ideal point",)
    return Layout(
        "positions", numbers, len(headings), state, None, (ideal or 0,), label, year=year, by_session=by_session
    )


def _lay_matrix(headings: Sequence[str], columns: Mapping[Role, int | None], path: str) -> Layout:
    """A matrix: its first column names the rows, all others but the year's hold values."""
    year, by_session = _find_year(columns)
    values = tuple(place for place in range(1, len(headings)) if place != year)
    labels = tuple(headings[place] for place in values)
    if not values or len(set(labels)) < len(labels) or not all(labels):
        sentence = "neither pairs, votes nor a matrix: name the columns ccode1,ccode2,year,value or rcid,country,vote"
        raise InputError(path, "columns", f"{sentence}, or give each column of a matrix a heading of its own")
    turned = columns["item"] == 0
    kind: PortfolioKind = "votes" if turned else _tell_kind(labels)
    state, item = (None, 0) if turned else (0, None)
    numbers = _tell_numbers(headings[0])
    return Layout(kind, numbers, len(headings), state, item, values, labels, year=year, by_session=by_session)


def _tell_kind(labels: Sequence[str]) -> PortfolioKind:
    """Votes where the columns of a matrix are questions ("v1", "rc20"), else obligations."""
    return "votes" if all(label[0].casefold() in "vrq" and label[-1].isdigit() for label in labels) else "obligations"


def _choose_values(
    headings: Sequence[str], value: str | None, usual: int | None, path: str
) -> tuple[tuple[int, ...], tuple[float, ...] | None]:
    """The columns of the value, and what each earns where the user gave points."""
    if value is None:
        if usual is None:
            raise InputError(path, "columns", "no column named value; say which it is with --value NAME")
        return (usual,), None
    names = [part.partition("=") for part in value.split(",")]
    places = tuple(_place_of(name.strip(), headings) for name, _, _ in names)
    if not any(sign for _, sign, _ in names) and len(names) == 1:
        return places, None
    try:
        return places, tuple(float(earned) for _, _, earned in names)
    except ValueError as error:
        raise UsageError(f"--value {value}: give points as defense=3,nonaggression=2") from error


def _place_of(name: str, headings: Sequence[str]) -> int:
    lowered = [heading.casefold() for heading in headings]
    if name.casefold() not in lowered:
        raise UsageError(f"there is no column {name!r}; the file has {', '.join(headings[:12])}")
    return lowered.index(name.casefold())


def _find(headings: Sequence[str], role: Role) -> int | None:
    lowered = [heading.casefold() for heading in headings]
    return next((lowered.index(name) for name in load_portfolio_words().headings[role] if name in lowered), None)


def _find_year(columns: Mapping[Role, int | None]) -> tuple[int | None, bool]:
    """The column of the year or else of the session, and whether it is the latter."""
    if columns["year"] is not None:
        return columns["year"], False
    return columns["session"], columns["session"] is not None


def _tell_numbers(heading: str) -> Numbers:
    return "gw" if heading.casefold() in load_portfolio_words().gleditsch_ward else "cow"
