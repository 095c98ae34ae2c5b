"""Whether anything was written since one last looked."""

import secrets
from threading import Lock

from sqlalchemy import Engine, text


class Watch:
    """Sees each writing to a database, by whichever program."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._start = secrets.token_hex(4)
        self._lock = Lock()
        # SQLite counts, for one connection, what others write: it must be the same one each time.
        self._held = engine.raw_connection() if engine.dialect.name == "sqlite" else None

    def read_version(self) -> str:
        """A text that differs from an earlier one if anything was written in between."""
        return f"{self._start}-{self._count()}"

    def close(self) -> None:
        """Let go of the database."""
        if self._held is not None:
            self._held.close()

    def _count(self) -> int:
        if self._held is None:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                query = text("SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)")
                return int(connection.execute(query).scalar_one())
        with self._lock:
            cursor = self._held.cursor()
            try:
                cursor.execute("PRAGMA data_version")
                [count] = cursor.fetchall()[0]
                return int(count)
            finally:
                cursor.close()
