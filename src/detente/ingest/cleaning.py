"""Texts in one form: the same characters for the same words, whoever typed them."""

import re
import unicodedata
from itertools import pairwise

_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_ODD_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_BREAKS = "\x0b\x0c\x85\u2028\u2029"

_REMOVED = re.compile(f"[{_INVISIBLE}]+")
_BLANKS = re.compile(f" *[{_ODD_SPACES}][ {_ODD_SPACES}]*|  +")
_LINE_END = re.compile(f"\r\n?|[{_BREAKS}]")
_BLANK_LINES = re.compile(r"\n{3,}")
_STACKED = re.compile(f"([{_MARKS}]{{8}})[{_MARKS}]+")
_UNPAIRED = re.compile("[\ud800-\udfff]")
_NOT_PLAIN = re.compile(f"[{_INVISIBLE}{_ODD_SPACES}\r{_BREAKS}\ud800-\udfff]")

BULLET = re.compile(r"[•‣◦▪●·*–—-] ?")
_SENTENCE_END = re.compile(r"""[.?!:;]["'”’)\]]*$""")
_SHORTEST_WRAPPED, _LONGEST_WRAPPED, _FEWEST_WRAPPED = 50, 100, 3


def normalise_text(raw: str) -> str:
    """The text in the form in which it is stored.

    Characters are composed (NFC); lines end in a line feed; odd spaces and runs of spaces are one plain space;
    invisible and control characters and soft hyphens are gone; lines that were broken at a fixed width are joined; at
    most one blank line stands between paragraphs. Quotation marks and dashes stay as they are. Doing it twice changes
    nothing.
    """
    text = _LINE_END.sub("\n", _UNPAIRED.sub("\ufffd", raw))
    text = unicodedata.normalize("NFC", _STACKED.sub(r"\1", _REMOVED.sub("", text)))
    text = "\n".join(line.strip(" ") for line in _BLANKS.sub(" ", text).split("\n"))
    return join_wrapped_lines(_BLANK_LINES.sub("\n\n", text).strip("\n"))


def clean_in_place(raw: str) -> str:
    """The text with control characters and odd spaces blanked one for one, so that every offset keeps its meaning."""
    return _NOT_PLAIN.sub(_blank_character, raw.replace("\r\n", " \n"))


def _blank_character(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    if character in _BREAKS or character == "\r":
        return "\n"
    return character if unicodedata.category(character) == "Cf" and character != "\ufeff" else " "


def join_wrapped_lines(text: str) -> str:
    """The text with a line for each paragraph, where lines were broken at a fixed width; else the text itself."""
    if not has_wrapped_lines(text):
        return text
    joined: list[list[str]] = []
    width = 0
    for line in text.split("\n"):
        if line and width >= _SHORTEST_WRAPPED and not BULLET.match(line):
            joined[-1].append(line)
            width += len(line)
        else:
            joined.append([line])
            width = len(line)
    return "\n".join(" ".join(lines) for lines in joined)


def has_wrapped_lines(text: str) -> bool:
    """Whether most lines that another follows break off in mid-sentence, at about the same width."""
    lines = text.split("\n")
    inner = [a.rstrip() for a, b in pairwise(lines) if a.strip() and b.strip()]
    wrapped = sum(
        _SHORTEST_WRAPPED <= len(line) <= _LONGEST_WRAPPED and not _SENTENCE_END.search(line) for line in inner
    )
    return wrapped >= _FEWEST_WRAPPED and 10 * wrapped >= 6 * len(inner)
