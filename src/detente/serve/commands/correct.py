"""`detente correct`: an analyst's word on an event."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console

from detente.errors import UsageError
from detente.evaluate.gold import Row, build_gold
from detente.model import Correction, EventStatus, EventType, Period, hash_claim
from detente.reference.actors import load_actors
from detente.reference.codebook import EVENT_TYPES, load_types
from detente.serve import options
from detente.serve.commands.lists import show_rows
from detente.serve.merging import follow_merging
from detente.serve.options import DbOption, FormOption, LimitOption, OutOption
from detente.serve.tables import show_act, show_changes, show_period
from detente.store import Database, EventRow, Filters
from detente.store.database import read_clock

NOTHING = "none"  # what one types to take a value away

ActorsOption = Annotated[
    list[str] | None, typer.Option("--actor", metavar="WHO", help="Who acts; name it again for each of several.")
]
RecipientsOption = Annotated[list[str] | None, typer.Option("--recipient", metavar="WHO", help="To whom; likewise.")]


def correct(
    event_id: Annotated[str | None, typer.Argument(metavar="EVENT_ID", help="The id, or its first characters.")] = None,
    event_type: Annotated[str | None, typer.Option("--type", help="PLOVER type: ACCUSE, CONSULT ...")] = None,
    mode: Annotated[str | None, typer.Option(help="PLOVER mode of that type.")] = None,
    status: Annotated[str | None, typer.Option(help="actual, future, hypothetical, negated, historical.")] = None,
    actor: ActorsOption = None,
    recipient: RecipientsOption = None,
    day: Annotated[str | None, typer.Option(metavar="DAY", help="2020-10-23, 2020-10 or 2020.")] = None,
    reject: Annotated[bool, typer.Option("--reject", help="The article tells of no such event.")] = False,
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    who: Annotated[str | None, typer.Option(help="Who says so; else the user's login name.")] = None,
    undo: Annotated[str | None, typer.Option(metavar="CORRECTION_ID", help="Take a correction back.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List all corrections.")] = False,
    export: Annotated[Path | None, typer.Option(metavar="GOLD.jsonl", help="Write what was corrected as gold.")] = None,
    limit: LimitOption = None,
    form: FormOption = "table",
    out: OutOption = None,
    db: DbOption = None,
) -> None:
    """Correct an event, or reject it: your word stands over the coder's, also when the article is read anew.

    Only what is named changes; `none` takes a mode, a side or a day away. The last word counts; each can be taken
    back. `--list` takes `--limit`, `--format` and `--out`.

    Example: detente correct 3f2a91c0 --type REJECT --recipient Iran --note "refuses, does not accuse"
    """
    changes: dict[str, Any] = {
        "event_type": event_type, "mode": mode, "status": status, "actors": actor, "recipients": recipient,
        "day": day, "note": note, "rejected": reject or None,
    }  # fmt: skip
    said = {name: value for name, value in changes.items() if value is not None}
    _check_use(event_id, said, undo, listed, export)
    if listed:
        show_rows("corrections", Filters(limit=limit), form, out, db)
        return
    console = Console(highlight=False, soft_wrap=True)
    with options.open_record(db) as database:
        if export is not None:
            answer = _export(database, export)
        elif undo is not None:
            answer = _undo(database, undo, who or options.find_user())
        else:
            answer = _correct(database, event_id or "", said, who or options.find_user())
    console.print(answer, markup=False)


def _check_use(event_id: str | None, said: dict[str, Any], undo: str | None, listed: bool, export: Path | None) -> None:
    wanted = [event_id is not None, undo is not None, listed, export is not None]
    if sum(wanted) != 1 or (said and event_id is None):
        raise UsageError("name one event with what is wrong in it, or one of --undo, --list and --export")
    if event_id is not None and not said:
        raise UsageError(f"say what is wrong in {event_id}, such as --type REJECT, --reject or --note")
    if "rejected" in said and said.keys() - {"rejected", "note"}:
        raise UsageError("an event that is rejected cannot be corrected as well; leave out --reject or the rest")


def _correct(database: Database, event_id: str, said: dict[str, Any], who: str) -> str:
    row = database.read_event(event_id)
    correction = _build_correction(row, said, who, read_clock())
    with _merging_after(database):
        database.write_correction(correction)
    after = database.read_event(row.event_id)
    before, now = _describe(row), _describe(after)
    change = f"Rejected: {before}." if correction.rejected else f"{before} is now {now}."
    return f"{change}\nTake it back with: detente correct --undo {correction.correction_id[:8]}"


def _describe(row: EventRow) -> str:
    return f"{show_act(row.event)}, {'no day' if row.event.day is None else show_period(row.event.day)}"


def _build_correction(row: EventRow, said: dict[str, Any], who: str, at: datetime) -> Correction:
    event_type = _parse_type(said["event_type"]) if "event_type" in said else row.event.event_type
    read: dict[str, Callable[[Any], Any]] = {
        "event_type": _parse_type,
        "mode": lambda mode: _parse_mode(mode, event_type),
        "status": _parse_status,
        "actors": _parse_codes,
        "recipients": _parse_codes,
        "day": _parse_day,
    }
    values = {name: read[name](value) if name in read else value for name, value in said.items()}
    cue = row.event.evidence.cue or row.event.evidence.span
    correction_id = hash_claim("correction", row.event_id, who, at.isoformat())
    return Correction(correction_id, row.article.article_id, cue, row.event_id, who, at, **values)


def _parse_type(value: str) -> EventType:
    found = next((name for name in EVENT_TYPES if name == value.upper()), None)
    if found is None:
        raise UsageError(f"--type {value}: choose one of {', '.join(EVENT_TYPES)}")
    return found


def _parse_mode(value: str, event_type: EventType) -> str:
    modes = load_types()[event_type].mode_scores
    if value == NOTHING:
        return ""
    if value not in modes:
        known = ", ".join([*modes, NOTHING])
        raise UsageError(f"--mode {value}: {event_type} has no such mode; choose one of {known}")
    return value


def _parse_status(value: str) -> str:
    statuses = get_args(EventStatus)
    if value not in statuses:
        raise UsageError(f"--status {value}: choose one of {', '.join(statuses)}")
    return value


def _parse_day(value: str) -> str:
    if value == NOTHING:
        return ""
    try:
        return str(Period.parse(value))
    except ValueError as error:
        raise UsageError(f"--day {value}: this is no day; write it as 2020-10-23, 2020-10 or 2020") from error


def _parse_codes(names: Sequence[str]) -> tuple[str, ...]:
    """Codes of all that are named; a person or group stands under its country's."""
    if list(names) == [NOTHING]:
        return ()
    return tuple(dict.fromkeys(map(_parse_code, names)))


def _parse_code(name: str) -> str:
    found = options.parse_actor(name) or name
    actor = load_actors().state(found) or load_actors().lookup(name)
    if actor is None or actor.code is None:
        raise UsageError(f"{name}: events are between countries and bodies; name one of these, such as CHN or NATO")
    return found if load_actors().state(found) else actor.code


def _undo(database: Database, correction_id: str, who: str) -> str:
    with _merging_after(database):
        undone = database.undo_correction(correction_id, who)
    return f"Taken back: {show_changes(undone) or 'note'}, said by {undone.who} of event {undone.event_id[:8]}."


@contextmanager
def _merging_after(database: Database) -> Iterator[None]:
    """Merge what changes anew, unless there is more to be merged than that: then the next reading will."""
    merged = database.unmerged_days() is None
    yield
    if merged:
        follow_merging(database)


def _export(database: Database, path: Path) -> str:
    rows = list(_iter_gold(database))
    try:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
    count = sum(len(row["events"]) for row in rows)
    return f"Wrote {len(rows)} passages with {count} events to {path}. Score with: detente score events {path}"


def _iter_gold(database: Database) -> Iterator[Row]:
    said = database.iter_corrections(Filters(newest_first=False))
    for article_id in dict.fromkeys([correction.article_id for correction in said]):
        filters = Filters(article=article_id, old_versions=True, rejected=True)
        yield from build_gold(database.read_article(article_id), database.iter_events(filters))
