"""How long a million rows of GDELT take into the record: `python -m benchmarks.imports [ROWS] [--db URL]`.

The rows are made up, as long as real ones, one in a thousand malformed; they are written plain and as a zip.
"""

import argparse
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from detente import __version__
from detente.reference.codebook import load_cameo
from detente.reference.states import load_states
from detente.store import Filters, open_database
from detente.store.exchange import ImportResult, import_file
from detente.store.exchange.gdelt import COLUMNS

SEED = 11
FIRST = date(2015, 2, 19)
DAYS = 3000
TYPES = ("GOV", "MIL", "", "", "COP", "BUS", "LEG")


def build_row(number: int, chance: random.Random, countries: list[str], codes: list[str]) -> str:
    """A row with the cells that GDELT fills most often."""
    one, other = chance.choice(countries), chance.choice([*countries, ""])
    kind, code = chance.choice(TYPES), chance.choice(codes)
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    cells = dict.fromkeys(COLUMNS, "") | {
        "GLOBALEVENTID": str(400_000_000 + number), "SQLDATE": f"{day:%Y%m%d}", "MonthYear": f"{day:%Y%m}",
        "Year": str(day.year), "FractionDate": f"{day.year}.5014", "Actor1Code": one + kind,
        "Actor1Name": f"NAME OF {one}", "Actor1CountryCode": one, "Actor1Type1Code": kind,
        "Actor2Code": other, "Actor2Name": f"NAME OF {other}",
        "Actor2CountryCode": other, "IsRootEvent": "1", "EventCode": code, "EventBaseCode": code[:3],
        "EventRootCode": code[:2], "QuadClass": "1", "GoldsteinScale": "2.8", "NumMentions": "10", "NumSources": "1",
        "NumArticles": str(chance.randrange(1, 30)), "AvgTone": "-2.64750378214826",
        "DATEADDED": f"{day:%Y%m%d}121500",
        "SOURCEURL": f"https://www.example.org/world/{day:%Y/%m/%d}/a-headline-of-the-usual-length-{number}.html",
    }  # fmt: skip
    for place in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        cells |= {
            f"{place}_Type": "4", f"{place}_FullName": "Moscow, Moskva, Russia", f"{place}_CountryCode": "RS",
            f"{place}_ADM1Code": "RS48", f"{place}_ADM2Code": "25106", f"{place}_Lat": "55.7522",
            f"{place}_Long": "37.6156", f"{place}_FeatureID": "-2960561",
        }  # fmt: skip
    line = "\t".join(cells.values())
    return line if number % 1000 else line[: len(line) // 2]


def write_rows(path: Path, count: int) -> None:
    """A file of made-up rows, the same ones each time."""
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    countries = [state.code for state in load_states() if state.kind == "state"]
    codes = list(load_cameo())
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(build_row(number, chance, countries, codes) + "\n")


def show(result: ImportResult) -> str:
    """What came of an import."""
    counts = f"{result.new_count:,} new, {result.known_count:,} known, {result.issue_count:,} issues"
    return "known file" if result.known_file else counts


def measure(what: str, act: Callable[[], object]) -> None:
    """Run and print how long it took."""
    start = time.perf_counter()
    found = act()
    print(f"| {what} | {time.perf_counter() - start:.1f} s | {found} |", flush=True)


def main() -> None:
    """Write the rows, import them twice, and read a pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--db", help="an empty PostgreSQL database; else a new SQLite file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, packed = folder / "rows.export.CSV", folder / "rows.export.CSV.zip"
        write_rows(plain, given.rows)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(plain, plain.name)
        place = given.db or str(folder / "record.db")
        print(f"{given.rows} rows, {plain.stat().st_size / 1e6:.0f} MB, into {place.split(':')[0].replace(name, '')}\n")
        print("| what | time | what came of it |\n|---|---|---|")
        with open_database(place) as db:
            measure("import", lambda: show(import_file(db, plain, __version__)))
            measure("the same file again", lambda: show(import_file(db, plain, __version__)))
            measure("the same rows as a zip", lambda: show(import_file(db, packed, __version__)))
            pair = Filters(pair=("CHN", "RUS"))
            measure("a pair of it", lambda: f"{sum(1 for _ in db.iter_imported('gdelt', pair))} events")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"\nmost memory: {peak:.0f} MB")


if __name__ == "__main__":
    main()
