"""Articles from files, folders, standard input and web addresses, one at a time."""

import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from detente.errors import InputError
from detente.ingest.articles import Facts, build_article
from detente.ingest.decoding import decode_text, find_mark, refuse_binary
from detente.ingest.limits import LONGEST_LINE, LONGEST_PAGE, LONGEST_TEXT, refuse_long_text
from detente.ingest.pages import PageReader, looks_like_page, report_guess
from detente.ingest.records import build_record, parse_object, read_record
from detente.model import Article, Issue

if TYPE_CHECKING:
    from detente.ingest.fetch import Fetcher

Source = Path | str
Found = Iterator[Article | Issue]

STANDARD_INPUT = "standard input"
_HEAD, _CHUNK, _MOST_COUNTED = 65_536, 1 << 20, 1 << 28
_PAGE_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
_LINE_ENDINGS = frozenset({".jsonl", ".ndjson"})
_TEXT_ENDINGS = frozenset({".txt", ".text", ".md"})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


def is_address(path: str) -> bool:
    """Whether a name is a web address, rather than that of a file."""
    return _ADDRESS.match(path) is not None


def read_sources(
    paths: Sequence[Source], *, stdin: BinaryIO | None, defaults: Facts, fetcher: "Fetcher | None" = None
) -> Found:
    """Articles as they are found, and an issue for whatever cannot be read; nothing stops the rest.

    Text, HTML and JSON (one object, a list of them, or an object a line) are told by the ending of the name, and where
    that says nothing by their first bytes. Folders are read with all below them, in order of names, without hidden
    files. What a page or an object says of its day, outlet and address goes before the defaults. One article is held
    in memory at a time. An article that was fetched is known by the address from which it came in the end.

    Args:
        paths: files and folders; as strings, web addresses, or "-" for standard input.
        stdin: standard input, or None where it may not be read.
        defaults: what holds for each article that does not say otherwise.
        fetcher: fetches from web addresses; one of its own where there is none.
    """
    reader = PageReader()
    try:
        for path in paths:
            if str(path) == "-":
                yield from _report_errors(_read_standard_input(stdin, defaults, reader), STANDARD_INPUT)
            elif isinstance(path, str) and is_address(path):
                fetcher = fetcher or _make_fetcher()
                yield from _report_errors(_read_address(path, defaults, reader, fetcher), path)
            else:
                yield from _read_path(Path(path), defaults, reader)
    finally:
        reader.close()


def count_sources(paths: Sequence[Source]) -> int | None:
    """About how many articles there are, for a progress bar: files, and lines of JSON Lines; None where unknown."""
    if any(str(path) == "-" for path in paths):
        return None
    addresses = [path for path in paths if isinstance(path, str) and is_address(path)]
    others = [Path(path) for path in paths if path not in addresses]
    files = (file for path in others for file in _iter_files(path) if isinstance(file, Path))
    return len(addresses) + sum(_count_articles(file) for file in files)


def _count_articles(file: Path) -> int:
    if file.suffix.lower() not in _LINE_ENDINGS:
        return 1
    try:
        with file.open("rb") as stream:
            lines = size = 0
            while (chunk := stream.read(_CHUNK)) and size < _MOST_COUNTED:
                lines, size = lines + chunk.count(b"\n"), size + len(chunk)
            whole = max(size, file.stat().st_size)
    except OSError:
        return 1
    return max(1, round(lines * whole / max(1, size)))


def _read_path(path: Path, defaults: Facts, reader: PageReader) -> Found:
    for file in _iter_files(path):
        if isinstance(file, Issue):
            yield file
        else:
            yield from _report_errors(_read_file(file, defaults, reader), show_path(file))


def _make_fetcher() -> "Fetcher":
    from detente.ingest.fetch import Fetcher  # slow to import: files do not need it

    return Fetcher()


def _read_address(address: str, defaults: Facts, reader: PageReader, fetcher: "Fetcher") -> Found:
    page = fetcher.fetch(address)
    found = list(read_stream(io.BytesIO(page.content), page.origin, page.ending, defaults, reader))
    alone = sum(isinstance(item, Article) for item in found) == 1
    yield from (replace(item, url=page.url) if alone and isinstance(item, Article) else item for item in found)


def _report_errors(found: Found, origin: str) -> Found:
    try:
        yield from found
    except InputError as error:
        yield Issue(error.origin, "ingest", error.reason, str(error))
    except OSError as error:
        yield _report_unreadable(origin, error)


def show_path(path: Path) -> str:
    """A path as text that can be printed and stored, whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _report_unreadable(origin: str, error: OSError) -> Issue:
    if isinstance(error, FileNotFoundError):
        return Issue(origin, "ingest", "missing", f"{origin}: there is no such file or folder; check the name")
    why = (error.strerror or type(error).__name__).lower()
    sentence = f"{origin}: cannot be read ({why}); check its permissions, then read it again"
    return Issue(origin, "ingest", "unreadable", sentence)


def _iter_files(path: Path) -> Iterator[Path | Issue]:
    """The path itself, or the files below it if it is a folder; an issue for each that cannot be opened."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _iter_folder(path, {os.path.realpath(path)})
        else:
            yield path
    except OSError as error:
        yield _report_unreadable(show_path(path), error)


def _iter_folder(folder: Path, seen: set[str]) -> Iterator[Path | Issue]:
    for name in sorted(os.listdir(folder)):  # noqa: PTH208 (names are sorted as they are, before paths are made)
        if not name.startswith("."):
            try:
                yield from _iter_member(folder / name, seen)
            except OSError as error:
                yield _report_unreadable(show_path(folder / name), error)


def _iter_member(path: Path, seen: set[str]) -> Iterator[Path | Issue]:
    mode, shown = path.stat().st_mode, show_path(path)
    if stat.S_ISREG(mode):
        yield path
    elif not stat.S_ISDIR(mode):
        yield Issue(shown, "ingest", "unreadable", f"{shown}: neither a file nor a folder; leave it out")
    elif (real := os.path.realpath(path)) in seen:
        yield Issue(shown, "ingest", "loop", f"{shown}: leads back to a folder that is read already; it was skipped")
    else:
        seen.add(real)
        yield from _iter_folder(path, seen)


def _read_file(file: Path, defaults: Facts, reader: PageReader) -> Found:
    with file.open("rb") as stream:
        yield from read_stream(stream, show_path(file), file.suffix.lower(), defaults, reader)


def _read_standard_input(stdin: BinaryIO | None, defaults: Facts, reader: PageReader) -> Found:
    if stdin is None:
        raise InputError(STANDARD_INPUT, "missing", "there is none to read; name a file or a folder")
    yield from read_stream(stdin, STANDARD_INPUT, "", defaults, reader)


def read_stream(stream: BinaryIO, origin: str, ending: str, defaults: Facts, reader: PageReader) -> Found:
    """The articles of one file or stream.

    Raises:
        InputError: it holds nothing that can be read.
    """
    head = stream.read(_HEAD)
    if not head.strip():
        head += stream.read(_CHUNK)
    if not head.strip():
        raise InputError(origin, "empty", "this file is empty; there is nothing to read")
    refuse_binary(head, origin)
    whole = Rejoined(head, stream)
    form = tell_form(head, ending)
    if form == "lines":
        if find_mark(head) not in (None, "utf-8"):
            raise InputError(origin, "encoding", "JSON Lines must be UTF-8; convert the file")
        yield from _read_lines(whole, origin, defaults)
        return
    limit = LONGEST_PAGE if form == "page" else LONGEST_TEXT if form == "text" else LONGEST_LINE
    raw = whole.read(limit + 1)
    refuse_long_text(len(raw), limit, origin)
    if form == "page":
        yield from reader.read_page(raw, origin, defaults)
    elif form == "object":
        yield from _read_objects(raw, origin, defaults)
    else:
        yield from _read_text(raw, origin, defaults)


def tell_form(head: bytes, ending: str) -> Literal["text", "page", "object", "lines"]:
    """What form a file has: by the ending of its name, else by its first bytes."""
    if ending in _LINE_ENDINGS:
        return "lines"
    if ending in _PAGE_ENDINGS or looks_like_page(head.removeprefix(b"\xef\xbb\xbf")):
        return "page"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if ending == ".json" or (ending not in _TEXT_ENDINGS and start[:1] == b"{"):
        first = start.partition(b"\n")[0].strip()
        whole_line = first.endswith(b"}") and len(first) > 1 and b"\n" in start
        return "lines" if whole_line and first[:1] == b"{" else "object"
    return "text"


class Rejoined:
    """A stream of which the first bytes were read already, from its first byte."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        start = self._head.read(size)
        while len(start) < size and (more := self._rest.read(size - len(start))):
            start += more
        return start

    def readline(self, size: int) -> bytes:
        """Up to `size` bytes, as far as the next line feed."""
        start = self._head.readline(size)
        if start.endswith(b"\n") or len(start) == size:
            return start
        return start + self._rest.readline(size - len(start))


def _read_lines(stream: Rejoined, origin: str, defaults: Facts) -> Found:
    found = False
    for number in count(1):
        line = stream.readline(LONGEST_LINE + 1)
        if not line:
            break
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            found = True
            yield from _report_errors(_read_line(line, stream, f"{origin}:{number}", defaults), origin)
    if not found:
        raise InputError(origin, "empty", "no line of this file holds anything")


def _read_line(line: bytes, stream: Rejoined, origin: str, defaults: Facts) -> Found:
    if len(line) > LONGEST_LINE:
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        raise InputError(origin, "too-large", f"this line is longer than {LONGEST_LINE // 1_000_000} MB; split it")
    decoded = decode_text(line, origin)
    if decoded.guessed:
        yield report_guess(decoded.guessed, origin)
    yield from read_record(decoded.text, origin, defaults)


def _read_objects(raw: bytes, origin: str, defaults: Facts) -> Found:
    """One JSON object, or a list of them."""
    decoded = decode_text(raw, origin)
    if decoded.guessed:
        yield report_guess(decoded.guessed, origin)
    value = parse_object(decoded.text, origin)
    if not isinstance(value, list):
        yield from build_record(value, origin, defaults)
        return
    for number, record in enumerate(value, 1):
        yield from _report_errors(build_record(record, f"{origin}:{number}", defaults), origin)


def _read_text(raw: bytes, origin: str, defaults: Facts) -> Found:
    decoded = decode_text(raw, origin)
    article = build_article(decoded.text, None, defaults)
    if not article.text:
        raise InputError(origin, "empty", "this file holds no visible character")
    if decoded.guessed:
        yield report_guess(decoded.guessed, origin)
    yield article
