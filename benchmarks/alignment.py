"""Whether intervals of alignment hold what they promise, by simulation: `python -m benchmarks.alignment [--trials N]`.

Draws happenings from mixes of PLOVER scores whose true level is known, and counts how often each kind of interval
holds it. Then the same where reports are taken for happenings, where one article tells of several happenings, and
where old happenings weigh less.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from detente.analyse.acts import Act
from detente.analyse.alignment import Level, compare_levels

Vector = NDArray[np.float64]
Limits = tuple[Vector, Vector]
Method = Callable[[Vector, Vector, float, np.random.Generator], Limits]

START = date(2020, 1, 1)
SIZES = (2, 3, 5, 10, 20, 50, 100, 200)
DRAWS = 1000
MIXES: dict[str, dict[float, float]] = {
    "friends": {2.5: 0.70, 5.0: 0.15, 9.5: 0.10, -3.0: 0.05},
    "rivals": {2.5: 0.30, -3.0: 0.30, -2.0: 0.15, -3.5: 0.10, -6.0: 0.10, -5.5: 0.05},
    "war": {-9.0: 0.70, -9.5: 0.10, 2.5: 0.15, -3.0: 0.05},
    "torn": {9.5: 0.50, -9.0: 0.50},
    "rare blow": {2.5: 0.97, -9.0: 0.03},
    "rarer blow": {2.5: 0.98, -9.0: 0.02},
    "rare help": {-3.0: 0.95, 10.0: 0.05},
}


def find_mean(mix: dict[float, float]) -> float:
    """The true level of a mix."""
    return sum(score * share for score, share in mix.items()) / 10


def draw_counts(mix: dict[float, float], size: int, trials: int, rng: np.random.Generator) -> Vector:
    """How often each score of the mix comes in each trial. Shape: (trials, scores)."""
    return rng.multinomial(size, list(mix.values()), trials).astype(np.float64)


def resample(counts: Vector, rng: np.random.Generator) -> Vector:
    """Shares of scores in resamples of as many happenings. Shape: (DRAWS, trials, scores)."""
    size = counts[0].sum()
    shares: Vector = rng.multinomial(int(size), counts / size, (DRAWS, len(counts))) / size
    return shares


def bound_percentile(counts: Vector, values: Vector, tail: float, rng: np.random.Generator) -> Limits:
    """Percentiles of resampled means (Efron 1979)."""
    means = resample(counts, rng) @ values
    return np.quantile(means, tail, axis=0), np.quantile(means, 1 - tail, axis=0)


def bound_bca(counts: Vector, values: Vector, tail: float, rng: np.random.Generator) -> Limits:
    """Percentiles, corrected for bias and skewness (Efron 1987)."""
    means = np.sort(resample(counts, rng) @ values, axis=0)
    size = counts[0].sum()
    level = counts @ values / size
    normal = NormalDist()
    below = (means < level).mean(axis=0) + (means == level).mean(axis=0) / 2
    bias = np.array([normal.inv_cdf(min(max(share, 1 / DRAWS), 1 - 1 / DRAWS)) for share in below])
    apart = values - level[:, None]
    cubes, squares = (counts * apart**3).sum(axis=1), (counts * apart**2).sum(axis=1)
    skew = np.divide(cubes, 6 * squares**1.5, out=np.zeros_like(cubes), where=squares > 0)
    limits = []
    for share in (tail, 1 - tail):
        shifted = bias + normal.inv_cdf(share)
        corrected = bias + shifted / (1 - skew * shifted)
        places = np.array([normal.cdf(each) for each in corrected]) * (DRAWS - 1)
        limits.append(means[np.rint(places).astype(int), np.arange(len(level))])
    return limits[0], limits[1]


def bound_student(counts: Vector, values: Vector, tail: float, rng: np.random.Generator) -> Limits:
    """Student's t (1908)."""
    size = counts[0].sum()
    level = counts @ values / size
    variance = (counts * (values - level[:, None]) ** 2).sum(axis=1) / (size - 1)
    reach = np.quantile(rng.standard_t(size - 1, 400_000), 1 - tail) * np.sqrt(variance / size)
    return level - reach, level + reach


def bound_bayes(extra: dict[float, float]) -> Method:
    """The Bayesian bootstrap (Rubin 1981), with imagined happenings before the first: score and number of each."""

    def bound(counts: Vector, values: Vector, tail: float, rng: np.random.Generator) -> Limits:
        points = np.concatenate((values, np.array(list(extra)) / 10))
        shapes = np.concatenate((counts, np.tile(list(extra.values()), (len(counts), 1))), axis=1)
        masses = rng.standard_gamma(shapes, (DRAWS, *shapes.shape))
        means = masses @ points / masses.sum(axis=2)
        return np.quantile(means, tail, axis=0), np.quantile(means, 1 - tail, axis=0)

    return bound


def bound_extreme(size: float) -> Method:
    """The Bayesian bootstrap with so many imagined happenings at the worst for one limit, at the best for the other."""

    def bound(counts: Vector, values: Vector, tail: float, rng: np.random.Generator) -> Limits:
        low, _ = bound_bayes({-10: size})(counts, values, tail, rng)
        _, high = bound_bayes({10: size})(counts, values, tail, rng)
        return low, high

    return bound


METHODS: dict[str, Method] = {
    "percentile": bound_percentile,
    "BCa": bound_bca,
    "Student t": bound_student,
    "Bayesian bootstrap": bound_bayes({}),
    "with prior": bound_bayes({-9.0: 0.5, -3.0: 0.5, 2.5: 0.5, 9.5: 0.5}),
    "half a source (ours)": bound_extreme(0.5),
    "a whole source": bound_extreme(1),
}


def measure_method(
    method: Method, mix: dict[float, float], size: int, nominal: float, trials: int
) -> tuple[float, float]:
    """The share of trials whose interval holds the true level, and the mean width."""
    rng = np.random.default_rng([size, len(mix), trials])
    counts = draw_counts(mix, size, trials, rng)
    values, tail = np.array(list(mix)) / 10, (1 - nominal) / 2
    found = [method(part, values, tail, rng) for part in np.array_split(counts, max(trials // 250, 1))]
    low, high = (np.concatenate(parts) for parts in zip(*found, strict=True))
    true = find_mean(mix)
    return float(((low <= true + 1e-9) & (true - 1e-9 <= high)).mean()), float((high - low).mean())


def build_acts(scores: Iterable[float], sources: Iterable[int], days: Sequence[int] | None = None) -> list[Act]:
    """Acts with these scores, first told of by these sources."""
    return [
        Act(START + timedelta(days[i] if days is not None else i), f"{i:06}", None, None, score, 1, str(source))
        for i, (score, source) in enumerate(zip(scores, sources, strict=True))
    ]


def draw_scores(mix: dict[float, float], size: int, rng: np.random.Generator) -> Vector:
    """Scores of so many happenings."""
    return rng.choice(list(mix), size, p=list(mix.values()))


def measure_shipped(mix: dict[float, float], size: int, nominal: float, trials: int) -> float:
    """Coverage of the shipped function, one source for each happening."""
    rng = np.random.default_rng(size)
    true, hits = find_mean(mix), 0
    for _ in range(trials):
        level = Level(build_acts(draw_scores(mix, size, rng), range(size)), nominal)
        hits += holds(level, level.weigh(None), true)
    return hits / trials


def holds(level: Level, weights: Vector, true: float) -> bool:
    """Whether the interval holds the true level."""
    found = level.measure(weights)
    return found is not None and found.low <= true <= found.high


def draw_reports(scores: Vector, loud: bool, rng: np.random.Generator) -> NDArray[np.int64]:
    """How many reports tell of each happening: half have one or two, a few have dozens; loud ones five times more."""
    counts = np.ceil(rng.lognormal(0.5, 1.2, len(scores)))
    return (counts * np.where(loud & (scores < -5), 5, 1)).astype(np.int64)


def measure_reports(size: int, trials: int, *, loud: bool) -> dict[str, float]:
    """Coverage at a nominal 90 percent where reports, happenings, or stories are what is drawn anew; mean reports."""
    rng = np.random.default_rng([size, loud])
    mix, hits = MIXES["rivals"], {"percentile over reports": 0, "ours over reports": 0, "ours over happenings": 0}
    told = 0
    for _ in range(trials):
        scores = draw_scores(mix, size, rng)
        reports = np.repeat(np.arange(size), draw_reports(scores, loud, rng))
        told += len(reports)
        counts = np.array([[(scores[reports] == score).sum() for score in mix]], dtype=np.float64)
        low, high = bound_percentile(counts, np.array(list(mix)) / 10, 0.05, rng)
        hits["percentile over reports"] += bool(low[0] <= find_mean(mix) <= high[0])
        by_report = Level(build_acts(scores[reports], range(len(reports))))
        hits["ours over reports"] += holds(by_report, by_report.weigh(None), find_mean(mix))
        level = Level(build_acts(scores, range(size)))
        hits["ours over happenings"] += holds(level, level.weigh(None), find_mean(mix))
    return {name: hit / trials for name, hit in hits.items()} | {"reports": told / trials}


def measure_sources(size: int, trials: int, *, grouped: bool) -> float:
    """Coverage where an article tells of one to six happenings, mostly of one kind: sources drawn, or happenings."""
    rng = np.random.default_rng(size)
    mix, hits = MIXES["rivals"], 0
    for _ in range(trials):
        sources = np.repeat(np.arange(size), rng.integers(1, 7, size))
        own = draw_scores(mix, len(sources), rng)
        scores = np.where(rng.random(len(sources)) < 0.7, draw_scores(mix, size, rng)[sources], own)
        level = Level(build_acts(scores, sources if grouped else range(len(sources))))
        hits += holds(level, level.weigh(None), find_mean(mix))
    return hits / trials


def measure_decayed(mix: dict[float, float], yearly: int, trials: int) -> tuple[float, float]:
    """Coverage of the level on the last of 1,000 days under a half-life of 90 days, and the mean weight."""
    rng = np.random.default_rng(yearly)
    hits, weight = 0, 0.0
    for _ in range(trials):
        days = np.sort(rng.integers(0, 1000, rng.poisson(yearly * 1000 / 365) + 1))
        level = Level(build_acts(draw_scores(mix, len(days), rng), range(len(days)), days.tolist()))
        weights = level.weigh(START + timedelta(999), 90)
        weight += weights.sum()
        hits += holds(level, weights, find_mean(mix))
    return hits / trials, weight / trials


def measure_jumps(before: str, after: str, size: int, trials: int) -> float:
    """How often a difference of levels is called clear, with as many happenings on either side."""
    rng = np.random.default_rng(size)
    clear = 0
    for _ in range(trials):
        old, new = (build_acts(draw_scores(MIXES[mix], size, rng), range(size)) for mix in (before, after))
        found = compare_levels(old, new)
        clear += found is not None and found.is_clear
    return clear / trials


def print_table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table."""
    for row in (heading, ["---"] * len(heading), *rows):
        print("| " + " | ".join(row) + " |")
    print()


def print_coverage(nominal: float, trials: int) -> None:
    """Coverage of all methods, the lowest over the mixes, and mean width, for each number of happenings."""
    found = {
        (name, mix, size): measure_method(method, MIXES[mix], size, nominal, trials)
        for name, method in METHODS.items() for mix in MIXES for size in SIZES
    }  # fmt: skip
    sizes = [str(size) for size in SIZES]
    print(f"### Nominal {nominal:.0%}: the lowest coverage over the mixes (mean width over the mixes)\n")
    rows = []
    for name in METHODS:
        lowest = [min(found[name, mix, size][0] for mix in MIXES) for size in SIZES]
        widths = [np.mean([found[name, mix, size][1] for mix in MIXES]) for size in SIZES]
        cells = [f"{low:.1%} ({width:.2f})" for low, width in zip(lowest, widths, strict=True)]
        rows.append([name, *cells])
    print_table(["method", *sizes], rows)
    print(f"### Nominal {nominal:.0%}: coverage of ours for each mix\n")
    ours = "half a source (ours)"
    print_table(["mix", *sizes], [[m, *(f"{found[ours, m, n][0]:.1%}" for n in SIZES)] for m in MIXES])
    print(f"### Nominal {nominal:.0%}: coverage of the plain percentile bootstrap for each mix\n")
    print_table(["mix", *sizes], [[m, *(f"{found['percentile', m, n][0]:.1%}" for n in SIZES)] for m in MIXES])


def print_shipped(trials: int) -> None:
    """Coverage of the functions as shipped: all sizes, reports, sources, decay, jumps."""
    print("### The shipped function, nominal 90%\n")
    sizes = (2, 5, 20, 100)
    print_table(["mix", *map(str, sizes)], [
        [mix, *(f"{measure_shipped(MIXES[mix], n, 0.9, trials):.1%}" for n in sizes)] for mix in MIXES
    ])  # fmt: skip
    print("### Reports taken for happenings, nominal 90%, rivals\n")
    rows = [
        [told, str(n), f"{found.pop('reports'):.0f}", *(f"{share:.1%}" for share in found.values())]
        for loud, told in ((False, "alike"), (True, "grave acts five times more"))
        for n in (10, 50, 200)
        for found in [measure_reports(n, trials, loud=loud)]
    ]
    print_table(
        [
            "how loudly told",
            "happenings",
            "reports",
            "percentile over reports",
            "ours over reports",
            "ours over happenings",
        ],
        rows,
    )
    print("### Several happenings told first by one article, nominal 90%, rivals\n")
    print_table(["articles", "ours, by article", "each happening by itself"], [
        [str(n), *(f"{measure_sources(n, trials, grouped=grouped):.1%}" for grouped in (True, False))]
        for n in (3, 10, 50, 200)
    ])  # fmt: skip
    print("### Under decay (half-life 90 days), nominal 90%\n")
    print_table(["mix", "a year", "weight", "coverage"], [
        [mix, str(n), f"{weight:.1f}", f"{share:.1%}"]
        for mix in ("friends", "war", "rare blow") for n in (6, 50, 200)
        for share, weight in [measure_decayed(MIXES[mix], n, trials)]
    ])  # fmt: skip
    print("### How often a difference is called clear at 90%\n")
    print_table(["before", "after", "2 each", "5 each", "10 each", "30 each"], [
        [a, b, *(f"{measure_jumps(a, b, n, trials):.1%}" for n in (2, 5, 10, 30))]
        for a, b in (("rivals", "rivals"), ("rare blow", "rare blow"), ("friends", "rivals"), ("rivals", "war"))
    ])  # fmt: skip


def main() -> None:
    """Print all tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=2000)
    trials = parser.parse_args().trials
    for nominal in (0.9, 0.95):
        print_coverage(nominal, trials)
    print_shipped(max(trials // 2, 1))


if __name__ == "__main__":
    main()
