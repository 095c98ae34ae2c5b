"""Accounts: passwords that nobody can read, sessions that end, a log that says who did what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from build_records import build_correction, build_dispatch
from detente.errors import UsageError
from detente.store import ArticleRecord, Database
from detente.store.account_schema import sessions, users
from detente.store.accounts import (
    LONGEST_PASSWORD,
    MOST_REFUSALS,
    REFUSAL_SPAN,
    ROLES,
    SESSION_LENGTH,
    Accounts,
    Role,
    User,
    check_name,
    check_password,
)

PASSWORD = "four plain words here"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2022, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(db: Database, clock: Clock) -> Accounts:
    return Accounts(db._reading, db._writing, clock, QUICK)


@pytest.fixture
def ada(accounts: Accounts) -> User:
    return accounts.add("Ada", "admin", PASSWORD, by="root")


def _log(accounts: Accounts) -> list[tuple[str, str, str | None]]:
    return [(entry.who, entry.action, entry.subject) for entry in accounts.iter_audit()][::-1]


def test_account_is_opened_listed_and_closed(accounts: Accounts, ada: User) -> None:
    bob = accounts.add("bob", "reader", PASSWORD, by="ada")
    assert accounts.list_users() == [ada, bob]
    assert (ada.name, ada.role) == ("ada", "admin")
    accounts.remove(" BOB ", by="ada")
    assert accounts.list_users() == [ada]
    assert _log(accounts) == [("root", "add user", "ada"), ("ada", "add user", "bob"), ("ada", "remove user", "bob")]


def test_password_and_token_are_not_in_the_database(db: Database, accounts: Accounts, ada: User) -> None:
    token = accounts.sign_in("ada", PASSWORD)
    with db._reading() as connection:
        [kept] = connection.scalars(select(users.c.password_hash))
        [hashed] = connection.scalars(select(sessions.c.token_hash))
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert token != hashed
    assert len(token) >= 43


def test_one_password_gives_two_hashes(db: Database, accounts: Accounts, ada: User) -> None:
    accounts.add("bob", "reader", PASSWORD, by="ada")
    with db._reading() as connection:
        assert len(set(connection.scalars(select(users.c.password_hash)))) == 2


def test_session_lasts_as_long_as_it_should(accounts: Accounts, clock: Clock, ada: User) -> None:
    token = accounts.sign_in("Ada", PASSWORD)
    clock.now += SESSION_LENGTH - timedelta(seconds=1)
    assert accounts.find_user(token) == ada
    clock.now += timedelta(seconds=1)
    assert accounts.find_user(token) is None


def test_ended_sessions_are_swept_out(db: Database, accounts: Accounts, clock: Clock, ada: User) -> None:
    accounts.sign_in("ada", PASSWORD)
    clock.now += SESSION_LENGTH
    accounts.sign_in("ada", PASSWORD)
    assert db.count_rows()["sessions"] == 1


@pytest.mark.parametrize("token", ["", "x", "\ud800", "' OR 1=1 --"])
def test_other_tokens_are_nobodys(accounts: Accounts, ada: User, token: str) -> None:
    accounts.sign_in("ada", PASSWORD)
    assert accounts.find_user(token) is None


@pytest.mark.parametrize(
    "end",
    [
        lambda accounts, token: accounts.sign_out(token),
        lambda accounts, _: accounts.remove("ada", by="root"),
        lambda accounts, _: accounts.change_password("ada", "another four words", by="root"),
        lambda accounts, _: accounts.change_role("ada", "admin", by="root"),
    ],
)
def test_what_ends_a_session(accounts: Accounts, ada: User, end: Callable[[Accounts, str], None]) -> None:
    token = accounts.sign_in("ada", PASSWORD)
    end(accounts, token)
    assert accounts.find_user(token) is None
    accounts.sign_out(token)


def test_one_session_ends_and_the_other_goes_on(accounts: Accounts, ada: User) -> None:
    one, other = accounts.sign_in("ada", PASSWORD), accounts.sign_in("ada", PASSWORD)
    accounts.sign_out(one)
    assert accounts.find_user(other) == ada


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", "wrong words given here"),
        ("ada", ""),
        ("eve", PASSWORD),
        ("", ""),
        ("ada\x00", PASSWORD),
        ("ad\ud800", "half \ud800 a character"),
    ],
)
def test_refusal_does_not_say_what_is_wrong(accounts: Accounts, ada: User, name: str, password: str) -> None:
    with pytest.raises(UsageError, match="the name or the password is wrong"):
        accounts.sign_in(name, password)


def test_old_password_no_longer_opens(accounts: Accounts, ada: User) -> None:
    accounts.change_password("ada", "another four words", by="ada")
    with pytest.raises(UsageError, match="wrong"):
        accounts.sign_in("ada", PASSWORD)
    assert accounts.find_user(accounts.sign_in("ada", "another four words")) == ada


def test_too_many_wrong_passwords_have_to_wait(accounts: Accounts, clock: Clock, ada: User) -> None:
    for _ in range(MOST_REFUSALS):
        with pytest.raises(UsageError, match="wrong"):
            accounts.sign_in("ada", "wrong words given here")
    with pytest.raises(UsageError, match="try again in 15 minutes"):
        accounts.sign_in("ada", PASSWORD)
    clock.now += REFUSAL_SPAN
    assert accounts.find_user(accounts.sign_in("ada", PASSWORD)) == ada


def test_unknown_names_leave_no_rows(db: Database, accounts: Accounts, ada: User) -> None:
    before = db.count_rows()
    with pytest.raises(UsageError, match="wrong"):
        accounts.sign_in("eve", PASSWORD)
    assert db.count_rows() == before


def test_same_letters_in_another_form_are_the_same_password(accounts: Accounts) -> None:
    accounts.add("ada", "reader", "Zu\u0308rich am Nil, bald", by="root")
    assert accounts.sign_in("ada", "Z\u00fcrich am Nil, bald")


def test_weaker_hashes_are_made_anew(db: Database, clock: Clock, ada: User) -> None:
    stronger = Accounts(db._reading, db._writing, clock, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    stronger.sign_in("ada", PASSWORD)
    with db._reading() as connection:
        [kept] = connection.scalars(select(users.c.password_hash))
    assert "m=16,t=2,p=1" in kept
    assert stronger.sign_in("ada", PASSWORD)


def test_an_admin_remains(accounts: Accounts, ada: User) -> None:
    accounts.add("bob", "reader", PASSWORD, by="ada")
    with pytest.raises(UsageError, match="ada is the only admin"):
        accounts.remove("ada", by="ada")
    with pytest.raises(UsageError, match="ada is the only admin"):
        accounts.change_role("ada", "analyst", by="ada")
    accounts.change_role("bob", "admin", by="ada")
    accounts.remove("ada", by="bob")
    accounts.remove("bob", by="bob")
    assert accounts.list_users() == []


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda a: a.add("ADA", "reader", PASSWORD, by="root"), "there is a user ada already"),
        (lambda a: a.remove("eve", by="root"), "there is no user eve; see them with"),
        (lambda a: a.change_role("eve", "reader", by="root"), "there is no user eve"),
        (lambda a: a.change_password("eve", PASSWORD, by="root"), "there is no user eve"),
        (lambda a: a.add("eve", "reader", "short", by="root"), "12 to 1000 characters"),
    ],
)
def test_what_cannot_be(accounts: Accounts, ada: User, call: Callable[[Accounts], None], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        call(accounts)
    assert accounts.list_users() == [ada]


@pytest.mark.parametrize("name", ["", "a", "a" * 41, "a b", "ädä", "../x", ".ada", "ada@example.org", "<b>"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsageError, match="no name for a user"):
        check_name(name)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "eleven char",
        "x" * (LONGEST_PASSWORD + 1),
        "aaaaaaaaaaaaaaaa",
        "abababababab",
        "ada.lovelace-1",
        "half a \ud800 character",
    ],
)
def test_what_is_no_password(password: str) -> None:
    with pytest.raises(UsageError, match="password"):
        check_password(password, "ada.lovelace-1")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=0, max_size=60))
def test_any_name_is_refused_or_kept_in_small_letters(name: str) -> None:
    try:
        kept = check_name(name)
    except UsageError:
        return
    assert kept == kept.lower() == check_name(kept)


@pytest.mark.parametrize(
    ("held", "wanted", "expected"),
    [
        ("reader", "reader", True),
        ("reader", "analyst", False),
        ("analyst", "reader", True),
        ("analyst", "admin", False),
        ("admin", "analyst", True),
    ],
)
def test_roles_build_on_one_another(held: Role, wanted: Role, expected: bool) -> None:
    user = User("1", "ada", held, datetime(2022, 3, 1, tzinfo=UTC))
    assert user.may_act_as(wanted) is expected
    assert replace(user, role="admin").may_act_as(held)
    assert set(ROLES) == {"reader", "analyst", "admin"}


def test_what_analysts_say_is_in_the_log(db: Database, run_id: str) -> None:
    (article, act), (other, second) = build_dispatch(1), build_dispatch(2)
    db.write_all(run_id, [ArticleRecord(article, (act,)), ArticleRecord(other, (second,))])
    correction = build_correction(act, event_type="ACCUSE")
    db.write_correction(correction)
    db.undo_correction(correction.correction_id, "bob")
    decision = db.decide_merge(act.event_id, second.event_id, together=True, who="eve")
    db.undo_decision(decision.decision_id, "bob")
    db.decide_merge(act.event_id, second.event_id, together=False, who="eve")
    assert _log(db.accounts) == [
        (correction.who, "correct", act.event_id),
        ("bob", "undo correction", act.event_id),
        ("eve", "merge", decision.event_a),
        ("bob", "undo decision", decision.event_a),
        ("eve", "part", decision.event_a),
    ]
    newest, *_, oldest = db.accounts.iter_audit()
    assert oldest.detail == {"correction_id": correction.correction_id}
    assert oldest.at == correction.at
    assert newest.detail is not None
    assert newest.detail["other"] == decision.event_b
    assert [entry.number for entry in db.accounts.iter_audit(2)] == [newest.number, newest.number - 1]


def test_what_was_refused_is_not_in_the_log(db: Database, run_id: str) -> None:
    with pytest.raises(UsageError):
        db.undo_correction("abc", "bob")
    assert list(db.accounts.iter_audit()) == []
