"""What only stores have to keep that last: what others see, and what is there when they are opened again."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from itertools import count
from typing import Any

import pytest

from mock_flowservice.scope import Key
from mock_flowservice.store import sql, sql_indexes
from mock_flowservice.store.base import MOST_INDEXES, Conflict, Position, Store
from mock_flowservice.store.index import Index, OrderBy
from mock_flowservice.store.open import open_store
from tests.servers import PATIENCE, environment
from tests.store.shelves import add, counted, ids, new_shelf, sorted_out, walked

SHELF = new_shelf()
BY_NAME = Index((("name",),), (OrderBy(("n",)),))


@pytest.fixture
def two(url: str) -> Iterator[tuple[Store, Store]]:
    """Two stores on one database."""
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        yield one, other


def test_what_one_writes_another_sees_at_once(two: tuple[Store, Store]) -> None:
    for number in range(20):
        writer, reader = two[number % 2], two[1 - number % 2]
        key = Key(SHELF, str(number))
        put = writer.put(key, {"name": "x", "n": -number}, etag="1", expected=None)
        assert reader.get(key) == put == walked(reader, SHELF, BY_NAME)[0][1]
        with pytest.raises(Conflict):
            reader.put(key, {}, etag="2", expected=None)
    assert ids(two[0], SHELF) == ids(two[1], SHELF) == [str(number) for number in range(20)]


def test_an_index_that_one_makes_all_writers_keep_in_step(two: tuple[Store, Store]) -> None:
    one, other = two
    add(other, SHELF, "a")
    indexes = [Index((), (OrderBy((f"f{number}",)),)) for number in range(20)]  # more than are kept: some go again
    for number, index in enumerate(indexes):
        assert walked(one, SHELF, index) == sorted_out(one, SHELF, index)
        other.put(Key(SHELF, f"b{number}"), {"f1": number, f"f{number}": 1}, etag="1", expected=None)
        assert walked(one, SHELF, index) == sorted_out(one, SHELF, index)
        assert walked(other, SHELF, index) == sorted_out(other, SHELF, index)


def test_an_index_that_another_drops_while_it_is_read_is_made_again(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    one.put(Key(SHELF, "a"), {"name": "x", "n": 1}, etag="1", expected=None)
    expected, moments = walked(one, SHELF, BY_NAME), count()

    def find_and_lose(*what: Any) -> int | None:
        found = sql_indexes.find_index(*what)
        if next(moments) == 0:
            for number in range(MOST_INDEXES):
                other.walk(SHELF, Index((), (OrderBy((str(number),)),)), after=Position(), until=None, most=1)
        return found

    monkeypatch.setattr(sql, "find_index", find_and_lose)
    assert walked(one, SHELF, BY_NAME) == expected


def test_a_writer_forgets_an_index_that_was_taken_back(two: tuple[Store, Store]) -> None:
    one, other = two
    taken_back, kept = Index((), (OrderBy(("x",)),)), Index((), (OrderBy(("y",)),))
    with pytest.raises(ZeroDivisionError), one.transaction():
        walked(one, SHELF, taken_back)
        one.put(Key(SHELF, "a"), {"x": 1}, etag="1", expected=None)
        raise ZeroDivisionError
    walked(other, SHELF, kept)
    for number in range(3):
        one.put(Key(SHELF, str(number)), {"x": number, "y": -number}, etag="1", expected=None)
    assert walked(other, SHELF, kept) == sorted_out(other, SHELF, kept)


def test_an_index_over_more_documents_than_are_read_at_once_is_whole(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_indexes, "BATCH_SIZE", 3)
    for number in range(20):
        two[0].put(Key(SHELF, str(number)), {"name": "x", "n": -number}, etag="1", expected=None)
    assert walked(two[1], SHELF, BY_NAME) == sorted_out(two[0], SHELF, BY_NAME)
    assert len(walked(two[1], SHELF, BY_NAME)) == 20


def test_reads_do_not_wait_for_a_transaction_of_anybody(two: tuple[Store, Store]) -> None:
    one, _ = two
    add(one, SHELF, "a")
    walked(one, SHELF, BY_NAME)
    with ThreadPoolExecutor(1) as pool, one.transaction():
        add(one, SHELF, "b")
        for store in two:
            assert pool.submit(ids, store, SHELF).result(PATIENCE) == ["a"]
            assert pool.submit(walked, store, SHELF, BY_NAME).result(PATIENCE) == []


def test_writers_of_two_stores_take_turns(two: tuple[Store, Store]) -> None:
    assert counted(SHELF, *two) == 100


def test_all_is_there_when_a_store_is_opened_again(url: str) -> None:
    with closing(open_store(url)) as store:
        for number in range(5):
            store.put(Key(SHELF, str(number)), {"name": "x", "n": -number}, etag="1", expected=None)
        store.delete(Key(SHELF, "4"), expected="1")
        before, in_order = list(store.scan(SHELF)), walked(store, SHELF, BY_NAME)
    with closing(open_store(url)) as store:
        assert list(store.scan(SHELF)) == before
        assert walked(store, SHELF, BY_NAME) == in_order
        assert store.put(Key(SHELF, "4"), {}, etag="1", expected=None).sequence > before[-1].sequence + 1


OPEN = """
import sys
from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.store.open import open_store
sys.stdin.readline()
store = open_store(sys.argv[1])
store.put(Key(Shelf(Tenant("o", "p"), "k"), sys.argv[2]), {}, etag="1", expected=None)
print(store.get(Key(Shelf(Tenant("o", "p"), "k"), sys.argv[2])).id)
"""


def test_processes_that_open_a_new_store_at_the_same_time_all_succeed(url: str) -> None:
    with ExitStack() as stack:
        children = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", OPEN, url, str(number)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    env=environment(),
                )
            )
            for number in range(4)
        ]
        for child in children:
            assert child.stdin
            child.stdin.write("\n")
            child.stdin.flush()
        said = [child.communicate(timeout=PATIENCE) for child in children]
    assert said == [(f"{number}\n", "") for number in range(4)]


def test_threads_that_open_a_new_store_at_the_same_time_all_succeed(url: str) -> None:
    with ThreadPoolExecutor(8) as pool, ExitStack() as stack:
        for store in pool.map(open_store, [url] * 8):
            stack.enter_context(closing(store))
            assert ids(store, SHELF) == []


def test_a_server_that_went_away_and_came_back_is_found_again(
    fresh_url: Callable[[str], str], request: pytest.FixtureRequest
) -> None:
    url = fresh_url("postgresql")
    with closing(open_store(url)) as store:
        add(store, SHELF, "a")
        databases = request.getfixturevalue("databases")
        with databases.connected() as connection:
            ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            assert connection.execute(ended, [url.rpartition("/")[2]]).rowcount > 0
        assert ids(store, SHELF) == ["a"]
        add(store, SHELF, "b")
        assert ids(store, SHELF) == ["a", "b"]
