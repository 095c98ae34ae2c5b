"""A process of its own that takes HTML pages apart, so that a bad page harms nothing but itself.

Run as `python -m detente.ingest.worker`: it reads pages (eight bytes of length, then UTF-8) and answers each with a
JSON object of the same form, until its input ends.
"""

import json
import os
import struct
import sys
from contextlib import suppress
from dataclasses import asdict
from typing import IO

from detente.ingest.limits import LONGEST_WAIT

LENGTH = struct.Struct(">Q")
_MOST_MEMORY = 3 << 30


def write_message(stream: IO[bytes], content: bytes) -> None:
    """Send one message."""
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next message, or None where the other side has gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    content = stream.read(size)
    return content if len(content) == size else None


def serve_pages(source: IO[bytes], target: IO[bytes]) -> None:
    """Say that all is ready with an empty message, then answer pages until there are no more."""
    from detente.ingest.markup import extract_page  # slow to import: only this process pays for it

    write_message(target, b"")
    while (content := read_message(source)) is not None:
        limit_time()
        write_message(target, json.dumps(asdict(extract_page(content.decode()))).encode())


def limit_time() -> None:
    """End this process if one page takes too long, even when nobody waits for it any more."""
    with suppress(ImportError, AttributeError):
        import signal

        signal.alarm(int(LONGEST_WAIT) + 5)


def limit_memory() -> None:
    """Keep this process from taking all memory."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def main() -> None:
    """Serve pages between standard input and output; what a library prints goes nowhere near the answers."""
    limit_memory()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(BrokenPipeError), answers:
        serve_pages(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
