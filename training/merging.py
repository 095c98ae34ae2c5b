"""Weights for merging articles, mentions and events: `python -m training.merging --gold FOLDER --corpora FOLDER`."""

import argparse
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from detente.analyse.coverage import compare_articles, find_candidates, group_articles, weigh_article
from detente.analyse.tellings import compare_tellings, weigh_event
from detente.coder import Coder, Records
from detente.evaluate.stories import list_mentions
from detente.ingest.articles import Facts
from detente.ingest.records import build_record
from detente.model import Article
from detente.reference.files import find_data
from detente.serve.predict_stories import list_event_rows, pair_mentions, weigh_mention
from detente.store import EventRow
from training.weigh import Row, fit

LABELS = Path(__file__).parent / "labels" / "merging.csv"
WEIGHTS_FILE = Path(str(find_data("after_reading/merging.yaml")))
LEAST_WEIGHT = 0.02  # a smaller weight is left out

Place = tuple[str, str, str, str]
"""An event by article, first and last character of its cue, and type."""


def main() -> None:
    """Fit all three and write them; bars and the odds of unseen pairs stay as they are in the file."""
    parser = argparse.ArgumentParser(prog="python -m training.merging", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder with stories.train.jsonl")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with articles.jsonl")
    given = parser.parse_args()
    stories = read_rows(given.gold / "stories.train.jsonl")
    write_weights("articles", list(collect_articles(stories)))
    write_weights("mentions", list(collect_mentions(stories)))
    write_weights("events", list(collect_events(given.corpora / "articles.jsonl")))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def collect_articles(rows: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """Pairs of articles that are compared, and whether they are of one subtopic."""
    words = [weigh_article(row["text"]) for row in rows]
    for a, b in find_candidates(words):
        yield compare_articles(words[a], words[b]), rows[a]["subtopic"] == rows[b]["subtopic"]


def collect_mentions(rows: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Pairs of mentions in articles that we take to report the same event, and whether they are of one cluster."""
    mentions = [[*list_mentions(row)] for row in rows]
    listed = [mention for own in mentions for mention in own]
    tellings = [weigh_mention(mention) for mention in listed]
    for a, b in pair_mentions(mentions, group_articles([weigh_article(row["text"]) for row in rows])):
        yield compare_tellings(tellings[a], tellings[b]), listed[a].cluster == listed[b].cluster


def collect_events(path: Path) -> Iterator[Row]:
    """Labelled pairs of events that the coder still finds, and whether they are one happening."""
    lines = [line for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    pairs = list(csv.DictReader(lines))
    wanted = {row[f"article_{side}"] for row in pairs for side in "ab"}
    found = dict(find_events(path, wanted))
    for row in pairs:
        a, b = (found.get(_locate(row, side)) for side in "ab")
        if a is not None and b is not None:
            yield compare_tellings(weigh_event(a), weigh_event(b)), row["same"] == "1"


def find_events(path: Path, wanted: set[str]) -> Iterator[tuple[Place, EventRow]]:
    """All events of the wanted articles, by their place."""
    coder = Coder()
    for row in read_rows(path):
        if row["id"] in wanted:
            [article] = [item for item in build_record(row, row["id"], Facts()) if isinstance(item, Article)]
            for records in coder.code_batch([article]):
                if isinstance(records, Records):
                    for event in list_event_rows(article, records.events):
                        cue = event.event.evidence.cue or event.event.evidence.span
                        yield (row["id"], str(cue.start), str(cue.end), event.event.event_type), event


def write_weights(kind: str, rows: Sequence[Row]) -> None:
    """Fit and write one table, below the comments that the file begins with."""
    text = WEIGHTS_FILE.read_text(encoding="utf-8")
    head = "".join(f"{line}\n" for line in text.splitlines() if line.startswith("#"))
    tables = yaml.safe_load(text)
    weights = fit(rows)
    tables[kind]["bias"] = weights.pop("bias")
    tables[kind]["weights"] = {name: w for name, w in sorted(weights.items()) if abs(w) >= LEAST_WEIGHT}
    WEIGHTS_FILE.write_text(head + yaml.safe_dump(tables, sort_keys=False), encoding="utf-8")


def _locate(row: Mapping[str, str], side: str) -> Place:
    return row[f"article_{side}"], row[f"start_{side}"], row[f"end_{side}"], row[f"type_{side}"]


if __name__ == "__main__":
    main()
