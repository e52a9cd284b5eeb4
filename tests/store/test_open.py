"""From a URL to a store: what cannot be opened is said in one line, and what an earlier version wrote is read."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from mock_flowservice import create_app
from mock_flowservice.emulator import SIGNING_KEY, Emulator
from mock_flowservice.errors import UsageError
from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.settings import Settings
from mock_flowservice.store.index import Index, OrderBy
from mock_flowservice.store.open import open_store
from tests.flow_service.in_process import Platform
from tests.replies import asked
from tests.store.shelves import add, ids, new_shelf, sorted_out, walked

ORG = "0123456789ABCDEF01234567@AdobeOrg"
CONNECTIONS = Shelf(Tenant(ORG, "prod"), "connections")
NAMES = ["account one", "account 2", "account four"]
BY_NAME = Index((), (OrderBy(("name",)),))
HIDDEN = "hush-hush"


def refusal(url: str) -> str:
    """Why a store cannot be opened: one line."""
    with pytest.raises(UsageError) as refused:
        open_store(url)
    said = str(refused.value)
    assert len(said.splitlines()) == 1
    assert HIDDEN not in said
    return said


@pytest.mark.parametrize(
    "url", ["", "memory", "oracle://x", "sqlite", "sqlite+aiosqlite:///x", "postgresql+asyncpg://x/y"]
)
def test_a_url_of_another_kind_is_refused_with_those_that_there_are(url: str) -> None:
    assert repr(url) in (said := refusal(url))
    assert all(kind in said for kind in ("memory://", "sqlite://", "postgresql://"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite://host/x", "sqlite:///x?a=b"])
def test_a_sqlite_url_that_names_no_file_is_refused(url: str) -> None:
    assert "names no file" in refusal(url)


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://ada:{HIDDEN}@db/mock",
        f"ada:{HIDDEN}@db/mock",
        f"postgresql://ada:{HIDDEN}@127.0.0.1:1/mock",
        f"postgresql://ada:{HIDDEN}@127.0.0.1:port/mock",
        f"postgresql://127.0.0.1:1/mock?user=ada&password={HIDDEN}",
        f"postgresql+psycopg://ada:{HIDDEN}@no.such.host.invalid/mock",
        f"postgresql://ada:{HIDDEN}@127.0.0.1:1/mock?nonsense={HIDDEN}",
        f"postgresql://ada:x@{HIDDEN}@db/mock",
        f"postgresql://ada:{HIDDEN}?x@127.0.0.1:1/mock",
        f"postgresql://ada:x/{HIDDEN}#@127.0.0.1:1/mock",
    ],
)
def test_no_message_shows_a_password(url: str) -> None:
    assert refusal(url).startswith("cannot open the store ")


def test_settings_do_not_show_a_password_either() -> None:
    assert HIDDEN not in repr(Settings(store=f"postgresql://ada:{HIDDEN}@db/mock"))


def test_a_server_that_asks_for_another_database_is_told_so(fresh_url: Callable[[str], str]) -> None:
    assert "does not exist" in refusal(fresh_url("postgresql") + "-nowhere")


def test_without_the_driver_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'mock-flowservice[postgres]'" in refusal("postgresql://db/mock")


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(tmp_path: Path) -> None:
    assert "unable to open" in refusal(f"sqlite:///{tmp_path}/no/such/folder/x.db")
    assert "unable to open" in refusal(f"sqlite:///{tmp_path}")
    (tmp_path / "text").write_text("This is no database at all. " * 100)
    assert "not a database" in refusal(f"sqlite:///{tmp_path}/text")


def test_a_database_of_somebody_else_is_left_as_it_was(url: str) -> None:
    with database(url) as change:
        change("CREATE TABLE documents (title text)")
    assert "documents" in refusal(url)
    with database(url) as change:
        change("SELECT title FROM documents")
    assert "documents" in refusal(url)


def test_a_file_of_another_program_is_left_as_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/app.db"
    with database(url) as change:
        change("CREATE TABLE songs (title text)")
    before = (tmp_path / "app.db").read_bytes()
    assert "songs" in refusal(url)
    with database(url) as change:
        assert [name for (name,) in change("SELECT name FROM sqlite_master")] == ["songs"]
    assert len((tmp_path / "app.db").read_bytes()) == len(before)


def test_a_database_that_holds_other_tables_can_hold_a_store_too(fresh_url: Callable[[str], str]) -> None:
    url, shelf = fresh_url("postgresql"), new_shelf()
    with database(url) as change:
        change("CREATE TABLE songs (title text)")
    with closing(open_store(url)) as store:
        add(store, shelf, "a")
        assert ids(store, shelf) == ["a"]


@pytest.mark.parametrize(
    ("made", "word"),
    [
        (["CREATE TABLE store (name text)"], "version"),
        (["CREATE TABLE store (version integer)"], "no version"),
        (["CREATE TABLE store (version integer)", "INSERT INTO store VALUES (0)"], "no version"),
        (["CREATE TABLE store (version text)", "INSERT INTO store VALUES ('third')"], "no version"),
        (["CREATE TABLE store (version integer)", "INSERT INTO store VALUES (2)"], "lacks the tables documents"),
    ],
)
def test_what_looks_like_a_store_and_is_none_is_refused(url: str, made: list[str], word: str) -> None:
    with database(url) as change:
        for statement in made:
            change(statement)
    assert word in refusal(url)


@contextmanager
def database(url: str) -> Iterator[Callable[[str], Any]]:
    """Runs statements on a database, and commits at the end."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield lambda statement: connection.execute(text(statement))
    finally:
        engine.dispose()


def test_a_store_of_a_later_version_is_refused_and_left_as_it_was(url: str) -> None:
    shelf = new_shelf()
    with closing(open_store(url)) as store:
        add(store, shelf, "a")
    with database(url) as change:
        change("UPDATE store SET version = 9")
    assert "version is 9" in refusal(url)
    with database(url) as change:
        change("UPDATE store SET version = 2")
    with closing(open_store(url)) as store:
        assert ids(store, shelf) == ["a"]


def test_a_store_of_version_1_is_brought_up_to_date(url: str) -> None:
    shelf = new_shelf()
    with closing(open_store(url)) as store:
        add(store, shelf, *"cab")
    with database(url) as change:
        for statement in ("DROP TABLE entries", "DROP TABLE indexes", "UPDATE store SET version = 1"):
            change(statement)
    for _ in range(2):
        with closing(open_store(url)) as store:
            assert (
                [document.id for _, document in walked(store, shelf, Index())] == ids(store, shelf) == ["c", "a", "b"]
            )


@pytest.fixture
def old(tmp_path: Path) -> str:
    """A file as version 1 wrote it."""
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        connection.executescript(Path(__file__).with_name("version_1.sql").read_text())
    return f"sqlite:///{tmp_path}/old.db"


def test_what_version_1_wrote_can_be_read_and_walked(old: str) -> None:
    with closing(open_store(old)) as store:
        found = list(store.scan(CONNECTIONS))
        assert [document.body["name"] for document in found] == NAMES
        assert all(store.get(Key(CONNECTIONS, document.id)) == document for document in found)
        assert walked(store, CONNECTIONS, BY_NAME) == sorted_out(store, CONNECTIONS, BY_NAME)
        assert store.put(Key(CONNECTIONS, "new"), {}, etag="1", expected=None).sequence == 6


def test_the_emulator_goes_on_where_version_1_stopped(old: str) -> None:
    emulator = Emulator(Settings(store=old))
    with closing(emulator.store):
        platform = Platform(create_app(emulator), x_gw_ims_org_id=ORG)
        found = platform.all("connections")
        assert [connection["name"] for connection in found] == NAMES
        for connection in found:
            assert platform.get("connections", connection["id"]) == connection
        assert platform.all("connections", orderby="name")[0]["name"] == "account 2"


def test_tokens_outlive_the_process_that_issued_them(url: str) -> None:
    emulator = Emulator(Settings(store=url))
    with closing(emulator.store):
        platform = Platform(create_app(emulator))
    emulator = Emulator(Settings(store=url, profile="published"))
    with closing(emulator.store):
        assert Platform(create_app(emulator), **platform.headers).page("flowSpecs").status == 200


def test_a_seed_takes_a_new_store_and_no_used_one(url: str) -> None:
    first = Emulator(Settings(store=url, seed=3))
    with closing(first.store):
        assert first.ids.uuid() == Emulator(Settings(seed=3)).ids.uuid()
        signing_key = first.store.get(SIGNING_KEY)
    with pytest.raises(UsageError, match="seed"):
        Emulator(Settings(store=url, seed=3))
    again = Emulator(Settings(store=url))
    with closing(again.store):
        assert again.store.get(SIGNING_KEY) == signing_key


def test_health_shows_the_kind_of_store_only(url: str) -> None:
    emulator = Emulator(Settings(store=url))
    with closing(emulator.store):
        health = asked(create_app(emulator), "GET", "/_mock/health")
        assert health.body["store"] == url.partition(":")[0].partition("+")[0]
