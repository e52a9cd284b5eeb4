"""What is outside of a store goes wrong: whoever asks is told so, soon and clearly, and nothing is half done."""

import logging
import multiprocessing
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

import psycopg
import pytest

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.errors import UsageError
from mock_flowservice.scope import Key
from mock_flowservice.settings import Settings
from mock_flowservice.store import engines, sql
from mock_flowservice.store.base import Store, Unavailable
from mock_flowservice.store.index import Index, OrderBy
from mock_flowservice.store.open import open_store
from mock_flowservice.store.sql import SqlStore
from mock_flowservice.store.versions import TURN
from tests import bodies
from tests.flow_service.in_process import Platform
from tests.servers import PATIENCE
from tests.store.shelves import add, ids, new_shelf, sorted_out, walked

SHELF = new_shelf()
BY_NAME = Index((), (OrderBy(("name",)),))
SOON = 0.2
HIDDEN = "hush-hush"


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores that are opened now wait a moment only."""
    for module in (sql, engines):
        monkeypatch.setattr(module, "PATIENCE", SOON)


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else writes to a database, and does not come to an end."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(path_of(url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as other_session:
            other_session.execute(f"SELECT pg_advisory_xact_lock({TURN})".encode())
            yield


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def on(url: str) -> tuple[Emulator, Platform]:
    """An emulator on a store, and somebody who asks it."""
    emulator = Emulator(Settings(store=url))
    return emulator, Platform(create_app(emulator))


@pytest.mark.usefixtures("_impatient")
def test_a_writer_that_others_keep_waiting_is_told_so_and_changes_nothing(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    emulator, platform = on(url)
    with closing(emulator.store), caplog.at_level(logging.ERROR, "mock_flowservice"):
        before = platform.given_connection()
        with locked(url):
            refused = platform.create("connections", bodies.connection_body())
            stale = platform.patch("connections", before, bodies.step("replace", "/name", "new"))
            assert (refused.status, stale.status) == (503, 503)
            assert platform.get("connections", before.id)["etag"] == before.etag
        assert platform.patch("connections", before, bodies.step("replace", "/name", "new")).status == 200
        assert len(platform.all("connections")) == 1
    assert [record.exc_info for record in caplog.records] == [None, None]
    assert all("the store cannot be used" in record.getMessage() for record in caplog.records)


@pytest.mark.usefixtures("_impatient")
def test_a_writer_that_threads_of_its_own_process_keep_waiting_is_told_so(url: str) -> None:
    with closing(open_store(url)) as store, ThreadPoolExecutor(1) as pool:
        begun, done = Event(), Event()

        def write() -> None:
            with store.transaction():
                add(store, SHELF, "a")
                begun.set()
                done.wait(PATIENCE)

        writer = pool.submit(write)
        begun.wait(PATIENCE)
        with pytest.raises(Unavailable):
            add(store, SHELF, "b")
        assert ids(store, SHELF) == []
        done.set()
        if url.startswith("sqlite"):  # a PostgreSQL server ends what does nothing for so long
            writer.result(PATIENCE)
            assert ids(store, SHELF) == ["a"]


@pytest.mark.usefixtures("_impatient")
def test_a_writer_that_is_halted_in_the_middle_holds_nobody_up_for_ever(fresh_url: Callable[[str], str]) -> None:
    url = fresh_url("postgresql")
    with closing(open_store(url)) as halted, closing(open_store(url)) as other:
        with pytest.raises(Unavailable), halted.transaction():
            add(halted, SHELF, "a")
            patiently(lambda: add(other, SHELF, "b"))
            add(halted, SHELF, "c")
        assert ids(other, SHELF) == ["b"]


def patiently(attempt: Callable[[], None]) -> None:
    """Try until it can be done."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except Unavailable:
            assert time.monotonic() < deadline


@pytest.mark.usefixtures("_impatient")
def test_a_store_that_somebody_else_locks_is_refused_soon(fresh_url: Callable[[str], str]) -> None:
    for url in map(fresh_url, ("sqlite", "postgresql")):
        open_store(url).close()
        with locked(url), pytest.raises(UsageError, match="lock"):
            open_store(url)


@pytest.fixture
def file(fresh_url: Callable[[str], str]) -> Iterator[tuple[Path, Store]]:
    """A store in a file, and where that lies."""
    url = fresh_url("sqlite")
    with closing(open_store(url)) as store:
        add(store, SHELF, "a")
        yield path_of(url), store


def test_nothing_is_written_to_a_file_that_was_deleted(file: tuple[Path, Store]) -> None:
    path, store = file
    path.unlink()
    for _ in range(2):
        with pytest.raises(Unavailable, match="deleted or replaced"):
            add(store, SHELF, "b")
        with pytest.raises(Unavailable, match="deleted or replaced"):
            ids(store, SHELF)
    assert not path.exists()


def test_nothing_is_written_to_a_file_that_took_the_place_of_another(file: tuple[Path, Store]) -> None:
    path, store = file
    other = path.with_suffix(".other")
    with closing(open_store(f"sqlite:///{other}")) as another:
        add(another, SHELF, "z")
    shutil.move(other, path)
    for log in path.parent.glob(f"{path.name}-*"):  # which SQLite would take for the new file's own
        log.unlink()
    with pytest.raises(Unavailable, match="deleted or replaced"):
        add(store, SHELF, "b")
    with closing(open_store(f"sqlite:///{path}")) as again:
        assert ids(again, SHELF) == ["z"]


def test_a_full_disk_takes_nothing_and_costs_nothing(file: tuple[Path, Store]) -> None:
    _, store = file
    assert isinstance(store, SqlStore)
    walked(store, SHELF, BY_NAME)
    with store._lines.line() as line:
        [(pages,)] = line.say("PRAGMA page_count")
        line.say(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Unavailable, match="full"), store.transaction():
        for number in range(1000):
            store.put(Key(SHELF, str(number)), {"name": "x" * 1000}, etag="1", expected=None)
    assert ids(store, SHELF) == ["a"]
    with store._lines.line() as line:
        line.say("PRAGMA max_page_count = 100000")
    store.put(Key(SHELF, "b"), {"name": "x"}, etag="1", expected=None)
    assert walked(store, SHELF, BY_NAME) == sorted_out(store, SHELF, BY_NAME)


def test_a_store_whose_tables_are_gone_is_no_failure_of_the_emulator(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    emulator, platform = on(url)
    with closing(emulator.store), caplog.at_level(logging.ERROR, "mock_flowservice"):
        if url.startswith("sqlite"):
            with closing(sqlite3.connect(path_of(url))) as other:
                other.execute("DROP TABLE documents")
        else:
            with psycopg.connect(url.replace("+psycopg", "")) as other_session:
                other_session.execute("DROP TABLE documents")
        assert platform.create("connections", bodies.connection_body()).status == 503
        assert platform.page("connections").status == 503
    assert all(record.exc_info is None and "documents" in record.getMessage() for record in caplog.records)


def test_a_server_that_is_gone_is_said_without_a_password(
    fresh_url: Callable[[str], str], request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    url = fresh_url("postgresql").replace("postgres@", f"postgres:{HIDDEN}@")
    emulator, platform = on(url)
    with closing(emulator.store):
        with request.getfixturevalue("databases").connected() as connection:
            connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)".encode())
        refused = platform.create("connections", bodies.connection_body())
    assert (refused.status, HIDDEN in str(refused.body)) == (503, False)
    assert "does not exist" in caplog.text
    assert HIDDEN not in caplog.text


def test_a_process_may_go_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(open_store("sqlite:///here.db")) as store, store.transaction():
        add(store, SHELF, "a")
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        with ThreadPoolExecutor(1) as pool:  # on a new connection
            assert pool.submit(ids, store, SHELF).result(PATIENCE) == []
    assert not list((tmp_path / "elsewhere").iterdir())


CHILDREN, WRITES = 3, 30


def write_much(platform: Platform, pipe: Connection) -> None:
    """Write, and send what was acknowledged."""
    pipe.send([platform.create("connections", bodies.connection_body()).ref.id for _ in range(WRITES)])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_an_application_goes_through_a_fork(url: str) -> None:
    emulator, platform = on(url)
    with closing(emulator.store):
        told = {platform.given_connection().id}
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        children = [context.Process(target=write_much, args=(platform, sender)) for _ in range(CHILDREN)]
        for child in children:
            child.start()
        told |= {platform.given_connection().id for _ in range(WRITES)}
        for _ in children:
            assert receiver.poll(PATIENCE), "a child cannot write"
            told |= set(receiver.recv())
        for child in children:
            child.join(PATIENCE)
        assert len(told) == 1 + WRITES * (1 + CHILDREN)
        assert {connection["id"] for connection in platform.all("connections")} == told
