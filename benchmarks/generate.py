"""Make a large record for timings: invented articles, events, quotes and standings, the same each time.

    python benchmarks/generate.py big.db --articles 100000

Five events an article, in pairs of states of which some have far more to do with each other than others, over twelve
years; a third of the events are told in several articles. The words are made up and mean nothing.
"""

import argparse
import random
import sqlite3
import time
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from detente.model import hash_claim, name_happening
from detente.reference.codebook import load_types
from detente.reference.states import load_states
from detente.store import open_database
from detente.store.placing import LONGEST

FIRST, DAYS = date(2013, 1, 1), 12 * 365
EVENTS, BATCH = 5, 2000
MAJOR = ("USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN", "IND", "UKR", "IRN", "ISR", "TUR", "SAU", "PRK", "KOR", "PAK")
VERBS = ("met", "praised", "accused", "backed", "warned", "joined", "rejected", "aided", "courted", "blamed")
KINDS = ("alliance", "partnership", "treaty", "trade", "energy", "sanctions", "dispute", "arms_transfer")
STANDINGS = ("in_force", "expanding", "strained", "negotiating", "proposed", "ended", "denied")
OUTLETS = tuple(f"Outlet {number}" for number in range(60))
FILLER = (
    "Officials gave no further details and the talks went on behind closed doors for the rest of the week. "
    "Observers in the region said that little was likely to change before the next round of consultations. "
)
Row = tuple[object, ...]
Rows = dict[str, list[Row]]


def main() -> None:
    """Make the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    wanted = parser.parse_args()
    began = time.perf_counter()
    count = generate(wanted.file, wanted.articles)
    print(f"{wanted.file}: {wanted.articles} articles, {count} events in {time.perf_counter() - began:.0f} s")


def generate(file: Path, article_count: int) -> int:
    """Fill a new database; returns how many events it has."""
    with open_database(file) as database:
        run_id = database.begin_run("0", "generated", "generated", {})
        database.finish_run(run_id)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA cache_size = -200000")
    connection.execute("PRAGMA synchronous = OFF")
    maker, count = _Maker(run_id), 0
    numbers = iter(range(1, article_count + 1))
    while batch := list(islice(numbers, BATCH)):
        connection.execute("BEGIN")
        rows = maker.make(batch)
        for table, values in rows.items():
            if values:
                marks = ", ".join("?" * len(values[0]))
                connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)  # noqa: S608
        connection.execute("COMMIT")
        count += len(rows["events (" + _EVENT + ")"])
    connection.close()
    return count


_ARTICLE = "number, article_id, sha256, url, outlet, title, published, text, first_seen, run_id, version"
_EVIDENCE = "evidence_start, evidence_end, cue_start, cue_end, made_by, confidence, sort_day, sort_place"
_DAY = "day_start, day_end, day_precision"
_EVENT = (
    "event_id, article_id, event_type, contexts, status, attributed, quad_class, score, cameo, goldstein, rejected, "
    f"{_DAY}, {_EVIDENCE}"
)
_QUOTE = f"quote_id, article_id, quote_type, speaker_name, speaker_code, speaker_id, {_DAY}, {_EVIDENCE}"
_STANDING = f"standing_id, tie_id, article_id, standing, {_DAY}, {_EVIDENCE}"


class _Maker:
    """Makes rows; it remembers what happened lately, to tell it again."""

    def __init__(self, run_id: str) -> None:
        self._run_id = run_id
        self._random = random.Random(20260101)  # noqa: S311 (no secret)
        others = sorted({state.code for state in load_states() if state.kind == "state"} - set(MAJOR))
        self._codes = (*MAJOR, *others)
        self._weights = [1 / (place + 3) for place in range(len(self._codes))]
        self._types = [(name, entry.quad_class, entry.score) for name, entry in load_types().items()]
        self._lately: list[tuple[str, Row]] = []

    def make(self, numbers: list[int]) -> Rows:
        rows: Rows = {
            name: []
            for name in (
                f"articles ({_ARTICLE})", "sections", "stories", f"events ({_EVENT})", "event_pairs",
                "event_participants", "reports", f"quotes ({_QUOTE})", "quote_pieces", "quote_codes",
                "ties (tie_id, kind, directed)", "tie_parties", f"standings ({_STANDING})",
                "article_search (rowid, text)",
            )
        }  # fmt: skip
        for number in numbers:
            self._add_article(rows, number)
        return rows

    def _pick_pair(self) -> tuple[str, str]:
        while True:
            a, b = self._random.choices(self._codes, self._weights, k=2)
            if a != b:
                return a, b

    def _add_article(self, rows: Rows, number: int) -> None:
        chance = self._random
        day = FIRST + timedelta(days=number * DAYS // 100_000)
        acts = [(*self._pick_pair(), chance.choice(VERBS)) for _ in range(EVENTS)]
        sentences = [f"{a} {verb} {b} on matter {number % 977}." for a, b, verb in acts]
        text = " ".join(sentence + " " + FILLER * 2 for sentence in sentences) + FILLER * 8
        article_id = hash_claim(str(number))
        seen = f"{day} 06:00:00.000000"
        outlet = chance.choice(OUTLETS)
        facts = (f"https://example.org/{number}", outlet, sentences[0], str(day), text, seen, self._run_id, 1)
        rows[f"articles ({_ARTICLE})"].append((number, article_id, article_id, *facts))
        rows["sections"].append((article_id, 0, "body", 0, len(text)))
        rows["stories"].append((article_id, article_id, 1.0, "generated"))
        rows["article_search (rowid, text)"].append((number, text))
        place = 0
        for act, sentence in zip(acts, sentences, strict=True):
            place = text.index(sentence, place)
            self._add_event(rows, (article_id, number, day), (place, place + len(sentence)), act)
        self._add_quote(rows, (article_id, number, day), (0, len(sentences[0])), acts[0])
        if number % 2:
            self._add_standing(rows, (article_id, number, day), (0, len(sentences[0])), acts[0])

    def _evidence(self, article: tuple[str, int, date], span: tuple[int, int]) -> Row:
        _, number, day = article
        days = (str(day), str(day + timedelta(days=1)), "day")
        cue = (span[0] + 4, span[0] + 8)
        return (*days, *span, *cue, "generated", 0.8, str(day), number * LONGEST + LONGEST - 1 - span[0])

    def _add_event(
        self, rows: Rows, article: tuple[str, int, date], span: tuple[int, int], act: tuple[str, str, str]
    ) -> None:
        chance, (a, b, _) = self._random, act
        kind: Row = chance.choice(self._types)
        again = chance.choice(self._lately) if self._lately and chance.random() < 1 / 3 else None
        if again is not None:
            a, b, kind = again[1]  # type: ignore[assignment]
        status = chance.choices(("actual", "future", "negated"), (8, 1, 1))[0]
        cue, sides = f"{span[0] + 4}:{span[0] + 8}", (f"{span[0]}:{a}", f"{span[0]}:{b}")
        event_id = hash_claim(article[0], str(kind[0]), cue, *sides, status)
        happening_id = name_happening([event_id]) if again is None else again[0]
        if again is None:
            self._lately = [*self._lately[-200:], (happening_id, (a, b, kind))]
        rows[f"events ({_EVENT})"].append(
            (
                event_id,
                article[0],
                kind[0],
                "[]",
                status,
                0,
                kind[1],
                kind[2],
                "043",
                1.0,
                0,
                *self._evidence(article, span),
            )
        )
        for side, name in (("actor", a), ("recipient", b)):
            rows["event_participants"].append((event_id, side, 0, span[0], span[0] + 3, name, name, "GOV", name))
        rows["event_pairs"].append((min(a, b), max(a, b), event_id))
        rows["reports"].append((event_id, happening_id, 1.0, "generated"))

    def _add_quote(
        self, rows: Rows, article: tuple[str, int, date], span: tuple[int, int], act: tuple[str, str, str]
    ) -> None:
        quote_id = hash_claim(article[0], "indirect", f"{span[0]}:{span[1]}", "")
        speaker = (f"Speaker of {act[0]}", act[0], act[0])
        rows[f"quotes ({_QUOTE})"].append((quote_id, article[0], "indirect", *speaker, *self._evidence(article, span)))
        rows["quote_pieces"].append((quote_id, 0, *span))
        rows["quote_codes"].append((quote_id, 0, act[1]))

    def _add_standing(
        self, rows: Rows, article: tuple[str, int, date], span: tuple[int, int], act: tuple[str, str, str]
    ) -> None:
        kind, parties = self._random.choice(KINDS), sorted(act[:2])
        tie_id = hash_claim(kind, *parties, "")
        rows["ties (tie_id, kind, directed)"].append((tie_id, kind, 0))
        rows["tie_parties"] += [(tie_id, place, code) for place, code in enumerate(parties)]
        standing = self._random.choice(STANDINGS)
        key = hash_claim(article[0], tie_id, standing, f"{span[0]}:{span[1]}")
        rows[f"standings ({_STANDING})"].append((key, tie_id, article[0], standing, *self._evidence(article, span)))


if __name__ == "__main__":
    main()
