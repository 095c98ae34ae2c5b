"""People who may use the web pages: names, roles, passwords and sessions.

Passwords are kept as Argon2id hashes (RFC 9106, doi:10.17487/RFC9106), tokens of sessions as SHA-256 hashes.
"""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from detente.errors import UsageError
from detente.store.account_schema import sessions, users
from detente.store.audit import AuditEntry, count_entries, iter_entries, write_entry

Role = Literal["reader", "analyst", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each may do all that those before it may: read, correct, look after accounts."""

SESSION_LENGTH = timedelta(hours=12)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1_000
MOST_REFUSALS, REFUSAL_SPAN = 10, timedelta(minutes=15)
"""After so many wrong passwords within that time a name has to wait."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_WRONG = "the name or the password is wrong"

Opening = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account."""

    user_id: str
    name: str
    role: Role
    created: datetime

    def may_act_as(self, role: Role) -> bool:
        """Whether this person may do what that role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts of a database; from `Database.accounts`.

    Args:
        reading, writing: open a transaction.
        clock: tells the time in UTC.
        hasher: makes and checks hashes of passwords.
    """

    def __init__(
        self, reading: Opening, writing: Opening, clock: Callable[[], datetime], hasher: PasswordHasher | None = None
    ) -> None:
        self._reading, self._writing, self._clock = reading, writing, clock
        self._hasher = hasher or PasswordHasher()

    def list_users(self) -> list[User]:
        """All, by name."""
        with self._reading() as connection:
            return [_unpack(row) for row in connection.execute(select(users).order_by(users.c.name))]

    def add(self, name: str, role: Role, password: str, *, by: str) -> User:
        """Open an account.

        Raises:
            UsageError: the name is taken or no name, or the password is too weak.
        """
        name = check_name(name)
        password_hash = self._hasher.hash(check_password(password, name))
        with self._writing() as connection:
            now = self._clock()
            if _find(connection, name) is not None:
                raise UsageError(f"there is a user {name} already; choose another name")
            user = User(secrets.token_hex(8), name, role, now)
            values = {"user_id": user.user_id, "name": name, "role": role, "created": now}
            connection.execute(insert(users).values(**values, password_hash=password_hash))
            write_entry(connection, now, by, "add user", name, role=role, user_id=user.user_id)
        return user

    def remove(self, name: str, *, by: str) -> None:
        """Close an account and end its sessions; what the person did stays in the log and in the corrections.

        Raises:
            UsageError: there is none of that name, or it is the last admin's and others remain.
        """
        with self._writing() as connection:
            row = _get(connection, name)
            if connection.scalar(select(func.count()).select_from(users)) != 1:
                _keep_an_admin(connection, row)
            connection.execute(delete(users).where(users.c.user_id == row.user_id))
            write_entry(connection, self._clock(), by, "remove user", row.name, user_id=row.user_id)

    def change_role(self, name: str, role: Role, *, by: str) -> None:
        """Give a person another role; who is signed in has to sign in again.

        Raises:
            UsageError: there is none of that name, or it is the last admin.
        """
        with self._writing() as connection:
            row = _get(connection, name)
            if role != "admin":
                _keep_an_admin(connection, row)
            _change(connection, row.user_id, role=role)
            write_entry(connection, self._clock(), by, "change role", row.name, role=role, before=row.role)

    def change_password(self, name: str, password: str, *, by: str) -> None:
        """Give a person another password and end all sessions.

        Raises:
            UsageError: there is none of that name, or the password is too weak.
        """
        password_hash = self._hasher.hash(check_password(password, name.strip().lower()))
        with self._writing() as connection:
            row = _get(connection, name)
            _change(connection, row.user_id, password_hash=password_hash)
            write_entry(connection, self._clock(), by, "change password", row.name)

    def sign_in(self, name: str, password: str) -> str:
        """Begin a session; returns its token, which is kept nowhere else.

        Raises:
            UsageError: name or password is wrong, which of the two is not said; or there were too many wrong ones.
        """
        name = name.strip().lower()
        with self._reading() as connection:
            row, now = _find(connection, name), self._clock()
            refused = count_entries(connection, "sign-in refused", name, now, REFUSAL_SPAN) if row else 0
        if refused >= MOST_REFUSALS:
            minutes = REFUSAL_SPAN.total_seconds() / 60
            raise UsageError(f"too many wrong passwords for this name; try again in {minutes:.0f} minutes")
        fits = self._verify(row.password_hash if row else _hash_nobody(), password)
        with self._writing() as connection:
            # The account may have been changed or closed meanwhile.
            current = _find(connection, name)
            if row is None or current is None or current.password_hash != row.password_hash or not fits:
                refusal = _WRONG
                if current is not None:
                    write_entry(connection, now, name, "sign-in refused", name)
            else:
                return self._begin_session(connection, current, password, now)
        raise UsageError(refusal)

    def find_user(self, token: str) -> User | None:
        """Who is signed in with that token; None once the session has ended."""
        joined = sessions.join(users, users.c.user_id == sessions.c.user_id)
        query = select(users).select_from(joined).where(sessions.c.token_hash == _hash_token(token))
        with self._reading() as connection:
            row = connection.execute(query.where(sessions.c.expires > self._clock())).first()
        return None if row is None else _unpack(row)

    def sign_out(self, token: str) -> None:
        """End a session; nothing happens where it has ended already."""
        user = self.find_user(token)
        with self._writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == _hash_token(token)))
            if user is not None:
                write_entry(connection, self._clock(), user.name, "sign out", user.name)

    def iter_audit(self, limit: int | None = None) -> Iterator[AuditEntry]:
        """What was done in whose name, the newest first."""
        with self._reading() as connection:
            yield from iter_entries(connection, limit)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, _normalise(password[:LONGEST_PASSWORD]))
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False

    def _begin_session(self, connection: Connection, row: Row[Any], password: str, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        if self._hasher.check_needs_rehash(row.password_hash):
            better = self._hasher.hash(_normalise(password))
            connection.execute(update(users).where(users.c.user_id == row.user_id).values(password_hash=better))
        connection.execute(delete(sessions).where(sessions.c.expires <= now))
        values = {"token_hash": _hash_token(token), "user_id": row.user_id, "created": now}
        connection.execute(insert(sessions).values(**values, expires=now + SESSION_LENGTH))
        write_entry(connection, now, row.name, "sign in", row.name)
        return token


def check_name(name: str) -> str:
    """The name of a user in its normal form.

    Raises:
        UsageError: it is none.
    """
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a user; take 2 to 40 letters, digits, dots, hyphens or underscores")
    return name


def check_password(password: str, name: str) -> str:
    """The password in its normal form.

    Raises:
        UsageError: it is too short, too long, or the name.
    """
    password = _normalise(password)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError(
            f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; four words make a good one"
        )
    if any("\ud800" <= c <= "\udfff" for c in password):
        raise UsageError("this password has half a character; type it again")
    if password.lower() == name or len(set(password)) < 5:
        raise UsageError("this password is guessed at once; four words make a good one")
    return password


@cache
def _hash_nobody() -> str:
    """A hash to check in vain, so that a name that nobody has takes as long to refuse."""
    return PasswordHasher().hash(secrets.token_hex(16))


def _normalise(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _find(connection: Connection, name: str) -> Row[Any] | None:
    name = name.strip().lower()
    # What is no name may hold characters that no database takes.
    return connection.execute(select(users).where(users.c.name == name)).first() if _NAME.fullmatch(name) else None


def _get(connection: Connection, name: str) -> Row[Any]:
    row = _find(connection, name)
    if row is None:
        raise UsageError(f"there is no user {name}; see them with: detente user list")
    return row


def _keep_an_admin(connection: Connection, row: Row[Any]) -> None:
    admins = connection.scalar(select(func.count()).select_from(users).where(users.c.role == "admin"))
    if row.role == "admin" and admins == 1:
        raise UsageError(f"{row.name} is the only admin; make another one first")


def _change(connection: Connection, user_id: str, **values: str) -> None:
    connection.execute(update(users).where(users.c.user_id == user_id).values(values))
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id))


def _unpack(row: Row[Any]) -> User:
    return User(row.user_id, row.name, row.role, row.created)
