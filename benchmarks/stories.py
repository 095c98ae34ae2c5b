"""Time, memory and rightness of merging simulated wire copies: `python benchmarks/stories.py --articles 100000`.

Each happening is reported by two agencies in words of their own; outlets print each report as it is, cut short, with a
paragraph added, or under a rewritten lead, on the same day or up to three days later.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from detente.evaluate.coreference import group, score_coreference
from detente.ingest.articles import Facts, build_article
from detente.merging import merge_record
from detente.model import Article, Event, EventType, Evidence, Participant, Period, Span
from detente.reference.files import iter_csv
from detente.reference.words import load_frequencies
from detente.store import ArticleRecord, Database, Filters, open_database

COPIES = 5  # of each agency's report, the first included
FIRST = date(2019, 1, 1)
DAYS = 365
CODES = {row["name"]: row["code"] for row in iter_csv("states.csv") if row["name"].isalpha() and row["kind"] == "state"}
ACTS: dict[EventType, tuple[str, str]] = {
    "ACCUSE": ("accused", "blamed"), "SANCTION": ("sanctioned", "penalised"), "SUPPORT": ("praised", "hailed"),
    "THREATEN": ("threatened", "warned"), "REJECT": ("rebuffed", "rejected"), "AID": ("aided", "helped"),
}  # fmt: skip
KINDS = ("same", "same", "cut short", "added to", "new lead")


@dataclass(frozen=True)
class Deed:
    """What is made to have happened, with the words that tell what it was about."""

    number: int
    event_type: EventType
    sides: tuple[str, str]
    day: date
    matter: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[100_000])
    for count in parser.parse_args().articles:
        with tempfile.TemporaryDirectory() as folder, open_database(Path(folder) / "record.db") as database:
            measure(database, count)


def measure(database: Database, count: int) -> None:
    truth = fill(database, count)
    before, start, begun = peak(), time.perf_counter(), time.process_time()
    merging = merge_record(database)
    taken, spent = time.perf_counter() - start, time.process_time() - begun
    print(f"{count} articles, {merging.event_count} events: {spent:.0f} s of CPU in {taken:.0f} s", end="")
    print(f", peak {peak():.0f} MiB (before {before:.0f})", flush=True)
    stories = group({article_id: story_id for article_id, story_id, _ in database.iter_story_rows()})
    told = score_coreference(group({key: story for key, (story, _) in truth.items()}), stories).pairs
    print(f"  copies: pairs of articles p {told.p:.3f} r {told.r:.3f}")
    rows = database.iter_events(Filters(newest_first=False))
    found, wanted = {}, {}
    for row in rows:
        found[row.event_id] = row.happening_id
        wanted[row.event_id] = truth[row.article.article_id][1]
    pairs = score_coreference(group(wanted), group(found)).pairs
    print(f"  happenings: pairs of events p {pairs.p:.3f} r {pairs.r:.3f}; {len(set(found.values()))} found", end="")
    print(f" of {len(set(wanted.values()))}")


def peak() -> float:
    """Most memory used so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(database: Database, count: int) -> dict[str, tuple[str, int]]:
    """Write the simulated articles, by day; for each its story and its happening."""
    run_id = database.begin_run("benchmark", "none", "none", {})
    chance = random.Random(7)  # noqa: S311 (a simulation)
    truth: dict[str, tuple[str, int]] = {}
    waiting: list[ArticleRecord] = []
    for deed in sorted(make_deeds(count // (2 * COPIES), chance), key=lambda deed: deed.day):
        for agency in range(2):
            for record in print_report(deed, agency, chance):
                truth[record.article.article_id] = (f"{deed.number}/{agency}", deed.number)
                waiting.append(record)
        if len(waiting) >= 500:
            database.write_all(run_id, waiting)
            waiting = []
    database.write_all(run_id, waiting)
    return truth


def make_deeds(count: int, chance: random.Random) -> Iterator[Deed]:
    words = [
        stem for stem, texts in load_frequencies().counts.items() if stem.isalpha() and len(stem) > 3 and texts < 200
    ]
    for number in range(count):
        one, other = chance.sample(list(CODES), 2)
        day = FIRST + timedelta(chance.randrange(DAYS))
        yield Deed(number, chance.choice(list(ACTS)), (one, other), day, tuple(chance.sample(words, 40)))


def print_report(deed: Deed, agency: int, chance: random.Random) -> Iterator[ArticleRecord]:
    """The report of one agency as several outlets print it."""
    lead = tell_lead(deed, agency)
    body = [tell_matter(deed, chance) for _ in range(12)]
    for copy in range(COPIES):
        kind = "same" if copy == 0 else chance.choice(KINDS)
        shown = body[: chance.randint(5, 8)] if kind == "cut short" else body
        tail = [tell_matter(deed, chance)] if kind == "added to" else []
        head = f"Meanwhile {lead[0].lower()}{lead[1:]}" if kind == "new lead" else lead
        day = deed.day if copy == 0 else deed.day + timedelta(chance.randrange(4))
        article = build_article("\n\n".join([head, *shown, *tail]), None, Facts(day, f"outlet {agency}{copy}"))
        yield ArticleRecord(article, (code_lead(article, deed, agency),))


def tell_lead(deed: Deed, agency: int) -> str:
    one, other = deed.sides
    about = " ".join(deed.matter[agency * 2 : agency * 2 + 5])
    return f"{one} {ACTS[deed.event_type][agency]} {other} over {about}."


def tell_matter(deed: Deed, chance: random.Random) -> str:
    return " ".join(chance.choices(deed.matter, k=14)).capitalize() + "."


def code_lead(article: Article, deed: Deed, agency: int) -> Event:
    cue = article.text.index(ACTS[deed.event_type][agency])
    sides = [
        Participant(Span(place, place + len(name)), name, CODES[name], "GOV")
        for name in deed.sides
        if (place := article.text.lower().index(name.lower())) >= 0
    ]
    sentence = Span(0, article.text.index(".") + 1)
    words = Span(cue, cue + len(ACTS[deed.event_type][agency]))
    evidence = Evidence(article.article_id, sentence, words, "benchmark", 1.0)
    return Event(
        deed.event_type, None, (), (sides[0],), (sides[1],), "actual", False, Period.of_day(deed.day),
        "verbal conflict", None, None, None, evidence,
    )  # fmt: skip


if __name__ == "__main__":
    main()
