"""The errors that detente raises on purpose, each a sentence that says what to do.

DetenteError
├── InputError          a file, line or value that cannot be read (one article; the rest goes on)
├── UsageError          a command or call that asks for something impossible
├── ReferenceDataError  a data file of the project that is wrong
├── ModelError          the reader model is missing or damaged
└── StoreError          the database cannot be opened, read or written
"""


class DetenteError(Exception):
    """Anything that detente itself reports; its text is fit to be shown to a user."""


class InputError(DetenteError):
    """One piece of input cannot be read.

    Attributes:
        origin: file, with the line where there is one ("news.jsonl:12"), or "standard input".
        reason: one word by which rows of this kind can be counted ("empty", "binary", ...).
    """

    def __init__(self, origin: str, reason: str, sentence: str) -> None:
        super().__init__(f"{origin}: {sentence}")
        self.origin = origin
        self.reason = reason


class UsageError(DetenteError):
    """A command or call asks for something that cannot be."""


class ReferenceDataError(DetenteError):
    """A data file of the project does not follow its form."""


class ModelError(DetenteError):
    """The reader model is missing, damaged or of another version."""


class StoreError(DetenteError):
    """The database cannot be opened, read or written."""
