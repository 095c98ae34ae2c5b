"""`detente read`: articles into the record."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from detente import __version__
from detente.coder import Coder, Records, load_coder
from detente.errors import UsageError
from detente.ingest.articles import Facts
from detente.ingest.sources import Source, count_sources, is_address, read_sources
from detente.merging import Merging
from detente.model import Article, Issue
from detente.pipeline import Reading, store_articles
from detente.serve import options, standings, tables
from detente.serve.merging import follow_merging
from detente.serve.options import DbOption
from detente.settings import Settings, load_settings
from detente.store import Database, Filters, PairCount
from detente.store.columns import TableName, flatten

FEW = 3  # up to so many articles their findings are shown one by one


@dataclass
class Tally:
    """What came of a reading: articles that are in the record now, those that are new there, and what failed."""

    articles: list[Article] = field(default_factory=list)
    new_count: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)

    def add(self, found: Records | Article | Issue) -> None:
        """Count one outcome."""
        if isinstance(found, Issue):
            self.issues.append(found)
            return
        article = found if isinstance(found, Article) else found.article
        self.articles.append(article)
        if isinstance(found, Records):
            self.new_count += 1
            self.counts.update(events=len(found.events), quotes=len(found.quotes), standings=len(found.standings))


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, web addresses, or - for stdin.")],
    published: Annotated[str | None, typer.Option(metavar="DAY", help="Day of publication: 2020-10-23.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    db: DbOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object an article.")] = False,
    pairs: Annotated[int, typer.Option(min=0, help="Show how so many of the most-mentioned pairs stand.")] = 0,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes that read.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="A spaCy pipeline to parse with.")] = None,
) -> None:
    """Read articles and keep what they say: text, HTML, JSON Lines, folders of them, web addresses, standard input.

    Reading the same article twice changes nothing. At the end new events are compared with what other articles tell,
    so that one happening counts once. What cannot be read becomes a row of `detente issues`, and the rest goes on.
    Exit code: 0 all read, 1 some failed, 2 wrong use.

    Example: detente read dispatch.txt --published 2020-10-23 --outlet Newsweek
    """
    settings = load_settings()
    facts = Facts(options.parse_day(published, "--published"), outlet or settings.outlet, url)
    _check_paths(paths)
    coder = load_coder(pipeline or settings.pipeline)
    with options.open_record(db, create=True) as database:
        sources: list[Source] = [path if path == "-" or is_address(path) else Path(path) for path in paths]
        items, total = read_sources(sources, stdin=sys.stdin.buffer, defaults=facts), count_sources(sources)
        outcomes = _record(items, database, coder, jobs or settings.jobs, settings)
        tally = _follow(outcomes, total, as_json, database)
        merging = follow_merging(database)
        if not as_json:
            _print_findings(Console(), database, tally, merging, pairs)
    _print_issues(Console(stderr=True), tally.issues)
    raise typer.Exit(1 if tally.issues else 0)


def _check_paths(paths: Sequence[str]) -> None:
    if "-" in paths and len(paths) > 1:
        raise UsageError("standard input (-) is read alone, not beside files")
    if "" in paths:
        raise UsageError("a path is empty; name a file, a folder, a web address, or - for standard input")


def _record(
    items: Iterable[Article | Issue], database: Database, coder: Coder, jobs: int, settings: Settings
) -> Iterator[Records | Article | Issue]:
    reading = Reading.of(coder)
    run_id = database.begin_run(__version__, reading.model, reading.lexicon, settings.model_dump(exclude={"db"}))
    yield from store_articles(items, database, run_id, coder, jobs)
    database.finish_run(run_id)


def _follow(
    outcomes: Iterable[Records | Article | Issue], total: int | None, as_json: bool, database: Database
) -> Tally:
    """Count outcomes as they come, with a progress bar on the terminal, printing each as JSON if asked."""
    tally = Tally()
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=total)
        for found in outcomes:
            tally.add(found)
            progress.advance(task)
            if as_json and not isinstance(found, Issue):
                typer.echo(_as_json(found if isinstance(found, Article) else found.article, database))
    return tally


def _as_json(article: Article, database: Database) -> str:
    """One article and its records as they are stored."""
    filters = Filters(article=article.article_id, old_versions=True, newest_first=False)
    rows: dict[TableName, Iterable[object]] = {
        "articles": database.iter_articles(filters),
        "events": database.iter_events(filters),
        "quotes": database.iter_quotes(filters),
        "ties": database.iter_ties(filters),
    }
    flat = {name: [flatten(name, row) for row in found] for name, found in rows.items()}
    [facts] = flat.pop("articles")
    for event in flat["events"]:
        del event["happening_id"]  # not known before the end of the reading
    return json.dumps({"article": facts, **flat}, ensure_ascii=False, default=date.isoformat)


def _print_findings(console: Console, database: Database, tally: Tally, merging: Merging, pairs: int) -> None:
    if len(tally.articles) <= FEW:
        for article in tally.articles:
            _print_article(console, database, article)
    console.print(_sum_up(tally, merging), highlight=False)
    counted = database.most_mentioned_pairs(max(pairs, 1))
    for pair in counted[:pairs]:
        console.print()
        standings.print_pair(console, database, (pair.a, pair.b), limit=4)
    if counted:
        _print_next(console, database, counted[0])


def _sum_up(tally: Tally, merging: Merging) -> str:
    new, known = tally.new_count, len(tally.articles) - tally.new_count
    told = ", ".join(f"{tally.counts[name]} {name}" for name in ("events", "quotes", "standings"))
    sentence = f"Read {new} new {'article' if new == 1 else 'articles'}" + (f": {told} of ties." if new else ".")
    sentence += f" {known} in the record already." if known else ""
    copies = merging.copy_count
    verb = "is a copy or update of another" if copies == 1 else "are copies or updates of others"
    return sentence + (f" Of all, {copies} {verb}." if copies else "")


def _print_article(console: Console, database: Database, article: Article) -> None:
    filters = Filters(article=article.article_id, old_versions=True, newest_first=False)
    facts = ", ".join(filter(None, (article.outlet, tables.show_day(article.published))))
    console.print(f"{article.title or 'Untitled'} ({facts})", style="bold", highlight=False, markup=False)
    tables.print_rows(console, tables.TIES, database.iter_ties(filters), "Ties")
    tables.print_rows(console, tables.EVENTS, database.iter_events(filters), "Events")
    tables.print_rows(console, tables.QUOTES, database.iter_quotes(filters), "Quotes")


def _print_next(console: Console, database: Database, pair: PairCount) -> None:
    console.print(f"\nThe record is in {database.place}. Next, for example:", highlight=False)
    place = "" if database.place == load_settings().db else f" --db {database.place}"
    console.print(f"  detente show {pair.a} {pair.b}{place}", highlight=False, soft_wrap=True)
    console.print(f"  detente events --actor {pair.a} --limit 10{place}", highlight=False, soft_wrap=True)


def _print_issues(console: Console, issues: Sequence[Issue]) -> None:
    for issue in issues[:10]:
        console.print(issue.sentence, style="red", highlight=False, markup=False)
    if len(issues) > 10:
        console.print(f"... and {len(issues) - 10} more: detente issues", style="red")
