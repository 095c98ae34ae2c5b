"""Characters from bytes, without silent guesses."""

import codecs
import re
from dataclasses import dataclass

from detente.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "a rich-text file"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_UTF8_PAIRS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_IN_PLACE = re.compile(
    rb"[\x80-\xbf]|(?<=[A-Za-z])[\xc0-\xff](?![\xc0-\xff]{2})|[\xc0-\xde](?=[a-z])|(?<=[ ('])[\xe0-\xfe](?=[a-z ])"
)

# Notations rather than encodings of a page; the first two take minutes over a text of a megabyte.
_NOT_OF_PAGES = frozenset({"punycode", "idna", "utf-7", "unicode-escape", "raw-unicode-escape", "undefined"})
_SNIFFED = 65_536
_MOST_CONTROLS, _MOST_HIGH = 0.02, 0.15


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and, where its encoding had to be told from its bytes, the name of that encoding."""

    text: str
    guessed: str | None = None


def refuse_binary(raw: bytes, origin: str) -> None:
    """Do nothing for text.

    Raises:
        InputError: the bytes are a picture, an archive or other data.
    """
    kind = next((name for magic, name in _MAGIC if raw.startswith(magic)), None)
    head = raw[:_SNIFFED]
    if kind is None and find_mark(raw) in (None, "utf-8"):
        controls = len(_CONTROLS.findall(head))
        kind = "binary data" if b"\x00" in head or controls > _MOST_CONTROLS * len(head) + 2 else None
    if kind is not None:
        raise InputError(origin, "binary", f"this is {kind}, not text; save its text as UTF-8 and read that")


def find_mark(raw: bytes) -> str | None:
    """The encoding that a byte order mark announces, or None."""
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def decode_text(raw: bytes, origin: str, declared: str | None = None) -> Decoded:
    """The characters of a text.

    A byte order mark decides; then UTF-8; then the encoding that a page declares. What is none of these is read as
    Windows-1252 only where that is plain: no byte without a meaning, few letters beyond ASCII, all of them in places
    where Western European letters and typographic marks stand, and no sign of damaged UTF-8. The caller is told.

    Args:
        raw: all bytes.
        origin: where they come from, for the error.
        declared: the encoding that the page names, or None.

    Raises:
        InputError: the bytes are in none of these encodings.
    """
    mark = find_mark(raw)
    if mark is not None:
        return Decoded(_decode_marked(raw, mark, origin))
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_other(raw, origin, declared, error)


def _decode_marked(raw: bytes, mark: str, origin: str) -> str:
    try:
        return raw.decode(mark).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        sentence = f"it begins as {mark.upper()} but byte {error.start} does not fit; save the text as UTF-8"
        raise InputError(origin, "encoding", sentence) from error


def _decode_other(raw: bytes, origin: str, declared: str | None, failure: UnicodeDecodeError) -> Decoded:
    text = None if declared is None else decode_declared(raw, declared)
    if text is not None:
        return Decoded(text)
    if is_plain_1252(raw):
        return Decoded(raw.decode("windows-1252"), "Windows-1252")
    line = raw.count(b"\n", 0, failure.start) + 1
    value = raw[failure.start : failure.start + 1].hex()
    sentence = f"line {line} holds byte 0x{value}, which is not UTF-8; convert the text to UTF-8 (iconv does it)"
    raise InputError(origin, "encoding", sentence)


def decode_declared(raw: bytes, declared: str) -> str | None:
    """The characters of a text in the encoding that is named; None where the bytes do not fit it or it is unknown."""
    try:
        known = codecs.lookup(declared).name
        return None if known in _NOT_OF_PAGES else raw.decode(declared)
    except (LookupError, ValueError):
        return None


def is_plain_1252(raw: bytes) -> bool:
    """Whether bytes that are not UTF-8 can hardly be anything but Windows-1252 (or Latin-1) prose."""
    high = len(_HIGH.findall(raw))
    if _UNDEFINED_1252.search(raw) or high > _MOST_HIGH * len(raw) + 1 or len(_UTF8_PAIRS.findall(raw)) * 4 > high:
        return False
    return len(_IN_PLACE.findall(raw)) >= high
