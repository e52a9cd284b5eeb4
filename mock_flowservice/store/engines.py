"""From the URL of a database to the store in it."""

import sqlite3
import time
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from ..errors import UsageError
from .sql import SqlStore
from .versions import bring_up_to_date

PATIENCE = 60.0
"""Seconds that a writer waits for those of other processes, and that a read waits for a connection."""
READERS = {"sqlite": 64, "postgresql": 8}
"""Connections that a process keeps at most: a file takes any number, a server has about a hundred for everybody."""
CHECKPOINT = 4000
"""Pages that a file's log holds before they are moved to where they belong."""
CONNECT_TIMEOUT = 10
"""Seconds until a server that does not answer is given up."""


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
        raise UsageError(reason(error, parsed.password)) from None
    return SqlStore(engine)


def engine_of(url: URL) -> Engine:
    """The engine behind a URL, in autocommit mode; raises UsageError, and ModuleNotFoundError without a driver."""
    kind = url.get_backend_name()
    if kind == "sqlite":
        if url.host or url.query or not url.database or url.database == ":memory:":
            raise UsageError("it names no file: write sqlite:///PATH, with a fourth slash for a path from the root")
        engine = make_engine(url, {"timeout": PATIENCE}, paramstyle="named")
        event.listen(engine, "connect", prepare_sqlite)
        return engine
    if "@" in (url.host or ""):
        raise UsageError("an @ in a password is written %40")
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_TIMEOUT}
    return make_engine(url.set(drivername="postgresql+psycopg"), patience, pool_pre_ping=True)


def make_engine(url: URL, connect_args: dict[str, Any], **options: Any) -> Engine:
    """An engine as a store needs it."""
    return create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=READERS[url.get_backend_name()],
        max_overflow=0,
        pool_timeout=PATIENCE,
        connect_args=connect_args,
        **options,
    )


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


def reason(error: Exception, password: object) -> str:
    """Why a store cannot be opened, in one line without its password."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip().partition("\n")[0]
    return said.replace(str(password), "***") if password else said
