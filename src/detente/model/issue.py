"""What could not be read, as a row that one can query."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that went wrong, tied to where.

    Attributes:
        origin: file, with the line where there is one, or "standard input".
        stage: "ingest", "read", "code" or "store".
        reason: one word to count by ("empty", "binary", "encoding", ...).
        sentence: what happened and what to do, for a person.
        article_id: the article, once there is one, else None.
    """

    origin: str
    stage: str
    reason: str
    sentence: str
    article_id: str | None = None
