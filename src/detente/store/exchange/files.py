"""Files as other systems publish them: plain or packed, and not always clean."""

import codecs
import gzip
import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from detente.errors import InputError

CHUNK = 1 << 20

# Line ends of other machines, and characters that no database holds or that stand in for a separator.
_UNWANTED = (b"\r", b"\0", b"\x1f")
_REMOVED = bytes(range(9)) + bytes(range(11, 32))


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file made ready for reading.

    Attributes:
        path: lines of UTF-8 that end in a line feed; the given file itself where it is so already.
        sha256: checksum of the file as given.
        name: how to speak of it.
        odd_lines: numbers of the lines that are not UTF-8 and were read as Windows-1252.
    """

    path: Path
    sha256: str
    name: str
    odd_lines: tuple[int, ...] = ()


def stage_file(path: Path, folder: Path) -> StagedFile:
    """Unpack and clean a file, plain or gz or zip, into `folder`; nothing is written where it is plain and clean.

    Raises:
        InputError: it is missing, damaged, or an archive of several files.
    """
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        plain = _unpack(path, folder)
        if _is_clean(plain):
            return StagedFile(plain, sha256, path.name)
        target = folder / "clean"
        return StagedFile(target, sha256, path.name, tuple(_clean(plain, target)))
    except FileNotFoundError as error:
        raise InputError(str(path), "missing", "there is no such file") from error
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise InputError(str(path), "unreadable", f"the file cannot be read ({error})") from error


def read_head(path: Path, count: int) -> list[str]:
    """The first lines that are not blank, without their ends; fewer where the file has not so many."""
    with path.open(encoding="utf-8") as file:
        return list(islice((line.rstrip("\n") for line in file if line.strip()), count))


def _unpack(path: Path, folder: Path) -> Path:
    with _open_packed(path) as source:
        if source is None:
            return path
        target = folder / "plain"
        with target.open("wb") as file:
            shutil.copyfileobj(source, file, CHUNK)
        return target


@contextmanager
def _open_packed(path: Path) -> Iterator[BinaryIO | None]:
    """What is packed in a file; None for one that is not packed."""
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] == b"\x1f\x8b":
        with gzip.open(path) as unpacked:
            yield cast(BinaryIO, unpacked)
    elif start == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive:
            names = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(names) != 1:
                raise InputError(str(path), "archive", f"the archive holds {len(names)} files; unpack it and give them")
            with archive.open(names[0]) as unpacked:
                yield cast(BinaryIO, unpacked)
    else:
        yield None


def _is_clean(path: Path) -> bool:
    decode = codecs.getincrementaldecoder("utf-8")().decode
    with path.open("rb") as file:
        if file.read(3) == codecs.BOM_UTF8:
            return False
        file.seek(0)
        try:
            while chunk := file.read(CHUNK):
                if any(mark in chunk for mark in _UNWANTED):
                    return False
                decode(chunk)
            decode(b"", True)
        except UnicodeDecodeError:
            return False
    return True


def _clean(path: Path, target: Path) -> Iterator[int]:
    """Write the file anew as UTF-8 without control characters; gives the numbers of lines that were not UTF-8."""
    with path.open("rb") as source, target.open("wb") as file:
        for number, line in enumerate(source, 1):
            words = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            try:
                words.decode("utf-8")
            except UnicodeDecodeError:
                yield number
                words = words.decode("cp1252", "replace").encode("utf-8")
            file.write(words.translate(None, _REMOVED))
