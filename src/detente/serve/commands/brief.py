"""`detente brief`: how a pair stands, in plain sentences."""

from pathlib import Path
from typing import Annotated

import typer

from detente.analyse.briefs import build_brief
from detente.errors import StoreError
from detente.serve import options
from detente.serve.brief_pages import BriefForm, write_brief
from detente.serve.dossiers import read_dossier
from detente.serve.options import DbOption, OutOption, SinceOption, UntilOption


def brief(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A country or body: CHN, China, Beijing, NATO.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another.")],
    since: SinceOption = None,
    until: UntilOption = None,
    long: Annotated[bool, typer.Option("--long", help="Tell all, with the exact words of the sources.")] = False,
    form: Annotated[BriefForm, typer.Option("--format", "-f", help="How to write it.")] = "text",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """Write how two countries or bodies stand, in plain sentences, each with the records that it rests on.

    Example: detente brief CHN RUS --since 2021-01-01 --format html --out brief.html
    """
    a, b = options.parse_pair(one, other)
    first, last = options.parse_day(since, "--since"), options.parse_day(until, "--until")
    with options.open_record(db) as database:
        written = build_brief(read_dossier(database, (a, b), first, last), a, b, first, last, long=long)
    page = write_brief(written, form, words=long)
    if out is None:
        typer.echo(page, nl=False)
    else:
        _write_file(out, page)


def _write_file(out: Path, page: str) -> None:
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{out}: cannot be written ({error.strerror})") from error
    typer.echo(f"Wrote {out}.", err=True)
