"""How often changes are found that are none, and how soon those that are: `python -m benchmarks.changes [--trials N]`.

Three years of acts between two sides, drawn from mixes of PLOVER types: some without any change, some with one in the
middle. Acts come one by one, or in affairs: up to seven acts within ten days, mostly of one quad class.
"""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

import numpy as np
from benchmarks.alignment import print_table

from detente.analyse.acts import Act
from detente.analyse.changes import LEAST, find_changes
from detente.model import EventType
from detente.reference.codebook import load_types

START, DAYS, MIDDLE = date(2018, 1, 1), 1095, 547
CLOSE = 90  # days by which a change may be misplaced and still count as found
MIXES: dict[str, dict[EventType, float]] = {
    "friends": {"CONSULT": 0.70, "SUPPORT": 0.15, "COOPERATE": 0.10, "ACCUSE": 0.05},
    "mixed": {"CONSULT": 0.45, "SUPPORT": 0.10, "COOPERATE": 0.10, "ACCUSE": 0.25, "SANCTION": 0.10},
    "rivals": {"CONSULT": 0.30, "ACCUSE": 0.30, "REJECT": 0.15, "THREATEN": 0.10, "SANCTION": 0.10, "MOBILIZE": 0.05},
    "war": {"ASSAULT": 0.80, "CONSULT": 0.15, "ACCUSE": 0.05},
    "rare blow": {"CONSULT": 0.97, "ASSAULT": 0.03},
}
TURNS = (("friends", "rivals"), ("rivals", "war"), ("friends", "mixed"), ("rivals", "friends"))
RATES = (6, 12, 50, 150)


def draw_acts(mixes: tuple[str, str], yearly: int, rng: np.random.Generator, *, affairs: bool) -> list[Act]:
    """Three years of acts, from the first mix until the middle and from the second after it, oldest first."""
    rate = yearly * DAYS / 365
    found: list[Act] = []
    for start in rng.integers(0, DAYS, rng.poisson(rate / 4 if affairs else rate)):
        mix = MIXES[mixes[int(start >= MIDDLE)]]
        lead = rng.choice(list(mix), p=list(mix.values()))
        for _ in range(rng.integers(1, 8) if affairs else 1):
            own = lead if rng.random() < 0.7 else rng.choice(list(mix), p=list(mix.values()))
            day = min(int(start + rng.integers(0, 10)), DAYS - 1) if affairs else int(start)
            found.append(build_act(own, day, len(found)))
    return sorted(found)


def build_act(event_type: EventType, day: int, number: int) -> Act:
    """One act of a type, told by a source of its own."""
    entry = load_types()[event_type]
    return Act(START + timedelta(day), f"{number:06}", event_type, entry.quad_class, entry.score, 1, str(number))


def count_false_alarms(mix: str, yearly: int, trials: int, least: float, *, affairs: bool) -> float:
    """Changes found in a year without any."""
    rng = np.random.default_rng([yearly, affairs])
    found = [len(find_changes(draw_acts((mix, mix), yearly, rng, affairs=affairs), least=least)) for _ in range(trials)]
    return sum(found) / trials / (DAYS / 365)


def measure_finding(
    mixes: tuple[str, str], yearly: int, trials: int, *, affairs: bool
) -> tuple[float, list[int], list[int]]:
    """The share of changes found in the end; by how many days misplaced; how many days and acts later first found."""
    rng = np.random.default_rng([yearly, affairs])
    misplaced: list[int] = []
    delays: list[int] = []
    for _ in range(trials):
        acts = draw_acts(mixes, yearly, rng, affairs=affairs)
        apart = find_nearest(acts)
        if apart is None:
            continue
        misplaced.append(abs(apart))
        delays.append(find_delay(acts))
    return len(misplaced) / trials, misplaced, delays


def find_nearest(acts: Sequence[Act]) -> int | None:
    """Days from the true change to the nearest that is found, or None where none is close."""
    found = [(change.day - START).days - MIDDLE for change in find_changes(acts)]
    close = [days for days in found if abs(days) <= CLOSE]
    return min(close, key=abs, default=None)


def find_delay(acts: Sequence[Act]) -> int:
    """Days from the change until a reader who looks after each new day of acts first finds it."""
    later = sorted({(act.day - START).days for act in acts if (act.day - START).days >= MIDDLE})
    for day in later:
        if find_nearest([act for act in acts if (act.day - START).days <= day]) is not None:
            return day - MIDDLE
    return later[-1] - MIDDLE


def print_false_alarms(trials: int) -> None:
    """False alarms of a year for each mix, with the probability asked for."""
    print("### Changes found in a year without any (probability of 0.5, 0.8 and 0.95 or more)\n")
    rows = [
        [
            "affairs" if affairs else "one by one",
            mix,
            *(
                " / ".join(f"{count_false_alarms(mix, n, trials, p, affairs=affairs):.3f}" for p in (0.5, LEAST, 0.95))
                for n in RATES
            ),
        ]
        for affairs in (False, True)
        for mix in ("friends", "mixed", "rivals", "rare blow")
    ]
    print_table(["acts come", "mix", *(f"{n} acts a year" for n in RATES)], rows)


def print_findings(trials: int) -> None:
    """How many changes are found, how well placed, and how soon."""
    print("### Changes found that are there (probability of 0.8 or more)\n")
    rows = []
    for affairs in (False, True):
        for mixes in TURNS:
            for yearly in RATES:
                share, misplaced, delays = measure_finding(mixes, yearly, trials, affairs=affairs)
                placed = [f"{median(misplaced):.0f}", f"{median(delays):.0f}"] if misplaced else ["–", "–"]
                rows.append(
                    ["affairs" if affairs else "one by one", " to ".join(mixes), str(yearly), f"{share:.0%}", *placed]
                )
    print_table(["acts come", "change", "acts a year", "found", "days misplaced", "days until found"], rows)


def main() -> None:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=200)
    trials = parser.parse_args().trials
    print_false_alarms(trials)
    print_findings(trials)


if __name__ == "__main__":
    main()
