"""`detente brief`: how a pair stands, in plain sentences."""

from typing import Annotated

import typer

from detente.analyse.briefs import build_brief
from detente.serve import options
from detente.serve.brief_pages import BriefForm, write_brief
from detente.serve.dossiers import read_dossier
from detente.serve.options import DbOption, OneArgument, OtherArgument, OutOption, SinceOption, UntilOption
from detente.serve.output import write_text


def brief(
    one: OneArgument,
    other: OtherArgument,
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
    first, last = options.parse_window(since, until)
    with options.open_record(db) as database:
        written = build_brief(read_dossier(database, (a, b), first, last), a, b, first, last, long=long)
    write_text(write_brief(written, form, words=long), out)
