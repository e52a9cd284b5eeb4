"""From the URL of a database to the store in it."""

import os
import sqlite3
import time
import weakref
from functools import partial
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from ..errors import UsageError
from .base import Unavailable
from .lines import reason
from .sql import PATIENCE, SqlStore
from .versions import bring_up_to_date

READERS = {"sqlite": 64, "postgresql": 8}
"""Connections that a process keeps at most: a file takes any number, a server has about a hundred for everybody."""
CHECKPOINT = 4000
"""Pages that a file's log holds before they are moved to where they belong."""
PATIENT = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": int(PATIENCE * 1000),
}
"""How long a server may be silent, unless the URL says otherwise; in seconds, the last in milliseconds."""
LIMITS = ("lock_timeout", "idle_in_transaction_session_timeout")
"""What would let a server wait for ever, the second for a process that was halted in the middle of writing."""


def open_database(url: str) -> SqlStore:
    """The store in a database; raises UsageError if it cannot be opened."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UsageError("the URL cannot be read") from None
    try:
        engine = engine_of(parsed)
    except ModuleNotFoundError:
        raise UsageError("it needs psycopg: pip install 'mock-flowservice[postgres]'") from None
    try:
        bring_up_to_date(engine)
    except (SQLAlchemyError, UsageError) as error:
        engine.dispose()
        raise UsageError(without(reason(error), parsed.password)) from None
    return SqlStore(engine, Place(engine.url.database).check) if is_file(engine.url) else SqlStore(engine)


def is_file(url: URL) -> bool:
    """Whether a database is a file."""
    return url.get_backend_name() == "sqlite"


class Place:
    """Where the file of a database lies: once it is deleted or replaced, what is written to it goes nowhere."""

    def __init__(self, path: str | None) -> None:
        self._path = path or ""
        self._file = self._found()

    def check(self) -> None:
        """The file is still there; raises Unavailable."""
        if self._found() != self._file:
            raise Unavailable(f"{self._path} was deleted or replaced; only a new start opens what is there now")

    def _found(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


def engine_of(url: URL) -> Engine:
    """The engine behind a URL, in autocommit mode; raises UsageError, and ModuleNotFoundError without a driver."""
    if is_file(url):
        if url.host or url.query or not url.database or url.database == ":memory:":
            raise UsageError("it names no file: write sqlite:///PATH, with a fourth slash for a path from the root")
        whole = url.set(database=os.path.abspath(url.database))  # for a process may go to another folder
        engine = make_engine(whole, {"timeout": PATIENCE}, paramstyle="named")
        event.listen(engine, "connect", prepare_sqlite)
        return engine
    if "@" in (url.host or ""):
        raise UsageError("an @ in a password is written %40")
    patience = {name: value for name, value in PATIENT.items() if name not in url.query}
    engine = make_engine(url.set(drivername="postgresql+psycopg"), patience, pool_pre_ping=True)
    event.listen(engine, "connect", prepare_postgresql)
    return engine


def make_engine(url: URL, connect_args: dict[str, Any], **options: Any) -> Engine:
    """An engine as a store needs it; no fork takes its connections along, which two processes cannot share."""
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=READERS[url.get_backend_name()],
        max_overflow=0,
        pool_timeout=PATIENCE,
        connect_args=connect_args,
        **options,
    )
    os.register_at_fork(before=partial(let_go, weakref.ref(engine)))
    return engine


def let_go(engine: "weakref.ref[Engine]") -> None:
    """Close the idle connections of an engine that is still there."""
    if found := engine():
        found.dispose()


def prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Readers and a writer side by side; what was committed survives the death of a process.

    It need not survive the death of the machine: only a checkpoint waits for the disk.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:  # Whoever changes the mode of a new file does not wait for others.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")


def prepare_postgresql(connection: Any, _record: object) -> None:
    """Nobody waits for ever."""
    for limit in LIMITS:
        connection.execute(f"SET {limit} = {PATIENCE * 1000:.0f}")
    connection.commit()


def without(said: str, password: object) -> str:
    """What was said, without the password."""
    return said.replace(f":{password}@", ":***@") if password else said
