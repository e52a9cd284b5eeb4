"""What every store keeps, asked of each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.store.base import MOST_INDEXES, Conflict, Missing, Position, Store
from mock_flowservice.store.index import Index, OrderBy, after_all, prefix_of
from tests.servers import PATIENCE
from tests.store.shelves import add, counted, ids, new_shelf, sorted_out, walked

BY_NAME = Index((), (OrderBy(("name",)),))


@pytest.fixture
def shelf() -> Shelf:
    """A shelf with nothing on it."""
    return new_shelf()


def test_what_was_put_is_got(store: Store, shelf: Shelf) -> None:
    put = store.put(Key(shelf, "a"), {"n": 1}, etag="1", expected=None)
    assert store.get(Key(shelf, "a")) == put
    assert (put.body, put.etag, put.id) == ({"n": 1}, "1", "a")


@pytest.mark.parametrize("other", [Tenant("other", "prod"), Tenant("", "dev")])
def test_a_document_is_in_no_other_tenants_shelf(store: Store, shelf: Shelf, other: Tenant) -> None:
    add(store, shelf, "a")
    elsewhere = Shelf(Tenant(other.org or shelf.tenant.org, other.sandbox), shelf.kind)
    assert ids(store, elsewhere) == [] == walked(store, elsewhere, BY_NAME)
    with pytest.raises(Missing):
        store.get(Key(elsewhere, "a"))


@pytest.mark.parametrize("expected", [None, "0", "2"])
def test_a_put_that_expects_another_version_changes_nothing(store: Store, shelf: Shelf, expected: str | None) -> None:
    before = store.put(Key(shelf, "a"), {"n": 1}, etag="1", expected=None)
    with pytest.raises(Conflict) as conflict:
        store.put(Key(shelf, "a"), {"n": 2}, etag="3", expected=expected)
    assert conflict.value.current == "1"
    assert store.get(Key(shelf, "a")) == before


def test_a_delete_that_expects_another_version_changes_nothing(store: Store, shelf: Shelf) -> None:
    add(store, shelf, "a")
    with pytest.raises(Conflict) as conflict:
        store.delete(Key(shelf, "a"), expected="2")
    assert (conflict.value.current, ids(store, shelf)) == ("1", ["a"])


def test_what_is_gone_can_be_neither_changed_nor_deleted(store: Store, shelf: Shelf) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: store.delete(Key(shelf, "a"), expected="1"),
        lambda: store.put(Key(shelf, "a"), {}, etag="2", expected="1"),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict) as conflict:
            attempt()
        assert conflict.value.current is None


def test_a_change_keeps_the_place_in_the_order(store: Store, shelf: Shelf) -> None:
    add(store, shelf, *"cab")
    store.put(Key(shelf, "c"), {}, etag="2", expected="1")
    assert ids(store, shelf) == ["c", "a", "b"]


def test_what_is_created_anew_comes_last(store: Store, shelf: Shelf) -> None:
    add(store, shelf, *"abc")
    newest = max(document.sequence for document in store.scan(shelf))
    store.delete(Key(shelf, "c"), expected="1")
    add(store, shelf, "c")
    assert store.get(Key(shelf, "c")).sequence > newest


def test_a_scan_shows_the_moment_it_began(store: Store, shelf: Shelf) -> None:
    add(store, shelf, "a")
    scan = store.scan(shelf)
    add(store, shelf, "b")
    store.delete(Key(shelf, "a"), expected="1")
    assert [document.id for document in scan] == ["a"]


def test_a_transaction_that_fails_leaves_everything_as_it_was(store: Store, shelf: Shelf) -> None:
    add(store, shelf, *"abc")
    before, in_order = list(store.scan(shelf)), walked(store, shelf, BY_NAME)
    with pytest.raises(ZeroDivisionError), store.transaction():
        add(store, shelf, "d")
        store.put(Key(shelf, "b"), {"name": "z"}, etag="2", expected="1")
        store.delete(Key(shelf, "b"), expected="2")
        store.delete(Key(shelf, "a"), expected="1")
        add(store, shelf, "a")
        raise ZeroDivisionError
    assert list(store.scan(shelf)) == before
    assert walked(store, shelf, BY_NAME) == in_order


def test_a_transaction_sees_what_it_has_written(store: Store, shelf: Shelf) -> None:
    walked(store, shelf, BY_NAME)
    with store.transaction():
        assert ids(store, shelf) == []
        store.put(Key(shelf, "b"), {"name": "z"}, etag="1", expected=None)
        store.put(Key(shelf, "a"), {"name": "y"}, etag="1", expected=None)
        assert store.get(Key(shelf, "a")).body == {"name": "y"}
        assert ids(store, shelf) == ["b", "a"]
        assert [document.id for _, document in walked(store, shelf, BY_NAME)] == ["a", "b"]
        store.delete(Key(shelf, "a"), expected="1")
        with pytest.raises(Missing):
            store.get(Key(shelf, "a"))


def test_an_index_made_in_a_transaction_that_fails_is_right_afterwards(store: Store, shelf: Shelf) -> None:
    add(store, shelf, "a")
    with pytest.raises(ZeroDivisionError), store.transaction():
        add(store, shelf, "b")
        assert len(walked(store, shelf, BY_NAME)) == 2
        raise ZeroDivisionError
    add(store, shelf, "c")
    assert [document.id for _, document in walked(store, shelf, BY_NAME)] == ["a", "c"]


def test_a_transaction_inside_another_is_part_of_it(store: Store, shelf: Shelf) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        with store.transaction():
            add(store, shelf, "a")
        add(store, shelf, "b")
        raise ZeroDivisionError
    assert ids(store, shelf) == []


def test_a_conflict_that_is_taken_in_stride_does_not_end_a_transaction(store: Store, shelf: Shelf) -> None:
    add(store, shelf, "a")
    with store.transaction():
        add(store, shelf, "b")
        for expected in (None, "7"):
            with pytest.raises(Conflict):
                store.put(Key(shelf, "a"), {}, etag="2", expected=expected)
        add(store, shelf, "c")
    assert ids(store, shelf) == ["a", "b", "c"]


def test_nobody_else_sees_what_a_transaction_takes_back(store: Store, shelf: Shelf) -> None:
    key = Key(shelf, "a")
    add(store, shelf, "a")
    with ThreadPoolExecutor(3) as pool:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.put(key, {"n": 1}, etag="2", expected="1")
            reads = [pool.submit(read, store, shelf) for read in (ids, walked_by_name, get_etag)]
            wait(reads, timeout=0.1)  # a store may let them wait for the end
            raise ZeroDivisionError
        assert [read.result(PATIENCE) for read in reads] == [["a"], ["1"], "1"]


def walked_by_name(store: Store, shelf: Shelf) -> list[str]:
    return [document.etag for _, document in walked(store, shelf, BY_NAME)]


def get_etag(store: Store, shelf: Shelf) -> str:
    return store.get(Key(shelf, "a")).etag


def test_an_index_takes_thousands_of_values_of_one_document_in_and_out(store: Store, shelf: Shelf) -> None:
    by_number = Index((("n[]",),))
    for id in "abc":
        store.put(Key(shelf, id), {"n": list(range(10))}, etag="1", expected=None)
    walked(store, shelf, by_number)
    for etag, numbers in [("2", range(5000)), ("3", range(4000, 9000)), ("4", range(3))]:
        store.put(Key(shelf, "b"), {"n": list(numbers)}, etag=etag, expected=store.get(Key(shelf, "b")).etag)
        assert walked(store, shelf, by_number) == sorted_out(store, shelf, by_number)


def test_of_many_writers_with_one_etag_one_wins(store: Store, shelf: Shelf) -> None:
    add(store, shelf, "a")

    def write(number: int) -> bool:
        try:
            store.put(Key(shelf, "a"), {"by": number}, etag=f"w{number}", expected="1")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(write, range(64)))
    assert won.count(True) == 1
    assert store.get(Key(shelf, "a")).body == {"by": won.index(True)}


def test_what_threads_count_together_in_transactions_is_never_lost(store: Store, shelf: Shelf) -> None:
    assert counted(shelf, store) == 100


def test_readers_see_a_transaction_whole_or_not_at_all(store: Store, shelf: Shelf) -> None:
    start = Barrier(3)

    def write() -> None:
        start.wait()
        for number in range(50):
            with store.transaction():
                add(store, shelf, f"one of {number}", f"two of {number}")

    def read() -> list[int]:
        start.wait()
        return [len(ids(store, shelf)) % 2 + len(walked(store, shelf, BY_NAME)) % 2 for _ in range(30)]

    with ThreadPoolExecutor(3) as pool:
        writer, *readers = pool.submit(write), pool.submit(read), pool.submit(read)
        writer.result()
        assert [sum(reader.result()) for reader in readers] == [0, 0]


def test_indexes_are_right_whatever_threads_do_at_once(store: Store, shelf: Shelf) -> None:
    by_tag = Index((("tag",),), (OrderBy(("n",), descending=True),))

    def work(worker: int) -> None:
        for number in range(20):
            key = Key(shelf, f"{worker}.{number}")
            store.put(key, {"n": number, "tag": str(number % 3)}, etag="1", expected=None)
            store.walk(shelf, by_tag, after=Position(), until=None, most=5)
            if number % 4 == 0:
                store.put(key, {"n": -number, "tag": "other"}, etag="2", expected="1")
            if number % 8 == 0:
                store.delete(key, expected="2")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert walked(store, shelf, by_tag) == sorted_out(store, shelf, by_tag)
    assert len(ids(store, shelf)) == 6 * 17


def test_a_page_is_what_stands_between_two_places(store: Store, shelf: Shelf) -> None:
    for number in range(20):
        body = {"colour": ("Red", "green")[number % 2], "n": number}
        store.put(Key(shelf, str(number)), body, etag="1", expected=None)
    index, red = Index((("colour",),), (OrderBy(("n",), descending=True),)), prefix_of(["rED"])
    page = store.walk(shelf, index, after=Position(red), until=after_all(red), most=4)
    rest = store.walk(shelf, index, after=page[-1][0], until=after_all(red), most=100)
    assert [document.id for _, document in page] == ["18", "16", "14", "12"]
    assert [document.id for _, document in rest] == ["10", "8", "6", "4", "2", "0"]


def test_more_indexes_than_a_store_keeps_are_all_right(store: Store, shelf: Shelf) -> None:
    indexes = [Index((), (OrderBy((f"field {number}",)),)) for number in range(MOST_INDEXES + 3)]
    for number, index in enumerate((*indexes, *indexes)):
        store.put(Key(shelf, str(number)), {f"field {each}": -number for each in range(9)}, etag="1", expected=None)
        assert walked(store, shelf, index) == sorted_out(store, shelf, index)
    for index in indexes:
        assert walked(store, shelf, index) == sorted_out(store, shelf, index)


@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\ud800", "é" * 5000, "%(at)s :at ?", "'\";--", "\U0010ffff", "Ⅷ"])
def test_any_text_names_documents_and_versions(store: Store, shelf: Shelf, text: str) -> None:
    strange = Shelf(Tenant(shelf.tenant.org + text, text), text)
    key = Key(strange, text)
    store.put(Key(strange, text + "2"), {}, etag="1", expected=None)
    assert store.put(key, {}, etag=text, expected=None) == store.get(key)
    assert store.get(key)[:2] == (text, text)
    assert ids(store, strange) == [text + "2", text]
    store.put(key, {}, etag="new" + text, expected=text)
    store.delete(key, expected="new" + text)
    assert ids(store, strange) == [text + "2"]


def test_a_document_of_four_mebibytes_is_kept(store: Store, shelf: Shelf) -> None:
    body = {"name": "\0é" * 700_000, "n": 1}
    store.put(Key(shelf, "a"), body, etag="1", expected=None)
    assert store.get(Key(shelf, "a")).body == body
    assert [document.id for _, document in walked(store, shelf, BY_NAME)] == ["a"]


def test_what_is_no_json_is_refused_and_changes_nothing(store: Store, shelf: Shelf) -> None:
    for body in ({"a": "\ud800"}, {"a": 2**64}, {"a": object()}):
        with pytest.raises(TypeError):
            store.put(Key(shelf, "a"), body, etag="1", expected=None)
    assert ids(store, shelf) == []


def test_the_longest_keys_are_kept_apart_as_far_as_they_reach(store: Store, shelf: Shelf) -> None:
    index = Index(tuple((f"f{number}",) for number in range(9)), (OrderBy(("n",)),))
    for id, last in (("b", "y"), ("a", "x")):
        body = {f"f{number}": "\0é" * 300 for number in range(8)} | {"f8": last}
        store.put(Key(shelf, id), body, etag="1", expected=None)
    assert walked(store, shelf, index) == sorted_out(store, shelf, index)
    assert len(walked(store, shelf, index)) == 2


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.text()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(body=st.dictionaries(st.text(), JSON))
def test_any_json_object_comes_back_as_it_was(store: Store, body: dict[str, Any]) -> None:
    key = Key(new_shelf(), "a")
    store.put(key, body, etag="1", expected=None)
    assert store.get(key).body == body
