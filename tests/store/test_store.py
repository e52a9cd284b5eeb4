"""What every store keeps, asked of each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.errors import UsageError
from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.store.base import Conflict, Missing, Store
from mock_flowservice.store.memory import MemoryStore
from mock_flowservice.store.open import open_store

SHELF = Shelf(Tenant("org", "prod"), "things")
OTHER = Shelf(Tenant("org", "dev"), "things")

Maker = Callable[[], Store]


@pytest.fixture(params=[MemoryStore], ids=["memory"])
def make(request: pytest.FixtureRequest) -> Maker:
    """Makes empty stores of one kind."""
    maker: Maker = request.param
    return maker


def ids(store: Store, shelf: Shelf = SHELF) -> list[str]:
    return [document.id for document in store.scan(shelf)]


def test_what_was_put_is_got(make: Maker) -> None:
    store = make()
    store.put(Key(SHELF, "a"), {"n": 1}, etag="1", expected=None)
    assert store.get(Key(SHELF, "a")).body == {"n": 1}
    with pytest.raises(Missing):
        store.get(Key(OTHER, "a"))


def test_a_document_is_in_no_other_tenants_shelf(make: Maker) -> None:
    store = make()
    store.put(Key(SHELF, "a"), {}, etag="1", expected=None)
    assert ids(store, OTHER) == []


@pytest.mark.parametrize("expected", [None, "0", "2"])
def test_a_put_that_expects_another_version_changes_nothing(make: Maker, expected: str | None) -> None:
    store = make()
    before = store.put(Key(SHELF, "a"), {"n": 1}, etag="1", expected=None)
    with pytest.raises(Conflict) as conflict:
        store.put(Key(SHELF, "a"), {"n": 2}, etag="3", expected=expected)
    assert conflict.value.current == "1"
    assert store.get(Key(SHELF, "a")) == before


def test_a_delete_that_expects_another_version_changes_nothing(make: Maker) -> None:
    store = make()
    store.put(Key(SHELF, "a"), {}, etag="1", expected=None)
    with pytest.raises(Conflict):
        store.delete(Key(SHELF, "a"), expected="2")
    assert ids(store) == ["a"]


def test_what_is_gone_can_be_neither_changed_nor_deleted(make: Maker) -> None:
    store = make()
    attempts: list[Callable[[], object]] = [
        lambda: store.delete(Key(SHELF, "a"), expected="1"),
        lambda: put(store, "a", expected="1"),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict) as conflict:
            attempt()
        assert conflict.value.current is None


def put(store: Store, id: str, *, expected: str | None = None) -> None:
    store.put(Key(SHELF, id), {}, etag="1", expected=expected)


def test_a_change_keeps_the_place_in_the_order(make: Maker) -> None:
    store = make()
    for id in "abc":
        put(store, id)
    put(store, "a", expected="1")
    assert ids(store) == ["a", "b", "c"]


def test_a_scan_shows_the_moment_it_began(make: Maker) -> None:
    store = make()
    put(store, "a")
    scan = store.scan(SHELF)
    put(store, "b")
    store.delete(Key(SHELF, "a"), expected="1")
    assert [document.id for document in scan] == ["a"]


def test_a_transaction_that_fails_leaves_everything_as_it_was(make: Maker) -> None:
    store = make()
    for id in "abc":
        put(store, id)
    before = list(store.scan(SHELF))
    with pytest.raises(ZeroDivisionError), store.transaction():
        put(store, "d")
        store.put(Key(SHELF, "b"), {"n": 2}, etag="2", expected="1")
        store.delete(Key(SHELF, "b"), expected="2")
        store.delete(Key(SHELF, "a"), expected="1")
        put(store, "a")
        raise ZeroDivisionError
    assert list(store.scan(SHELF)) == before


def test_of_many_writers_with_one_etag_one_wins(make: Maker) -> None:
    store = make()
    put(store, "a")

    def write(number: int) -> bool:
        try:
            store.put(Key(SHELF, "a"), {"by": number}, etag=f"w{number}", expected="1")
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(write, range(64)))
    assert won.count(True) == 1
    assert store.get(Key(SHELF, "a")).body == {"by": won.index(True)}


Step = tuple[str, str, str | None]
STEPS = st.lists(
    st.tuples(st.sampled_from(("put", "delete", "fail")), st.sampled_from("abc"), st.sampled_from((None, "now", "old")))
)


@given(steps=STEPS)
def test_any_order_of_calls_agrees_with_a_plain_dict(steps: list[Step]) -> None:
    store, model = MemoryStore(), dict[str, str]()
    for number, (what, id, seen) in enumerate(steps):
        expected = {"now": model.get(id), "old": "?", None: None}[seen] if what != "delete" else model.get(id) or "?"
        attempt(store, model, what, Key(SHELF, id), expected, f"e{number}")
        assert {document.id: document.etag for document in store.scan(SHELF)} == model


def attempt(store: Store, model: dict[str, str], what: str, key: Key, expected: str | None, etag: str) -> None:
    """Do one step to the store and, if it may succeed, to the model."""
    allowed = model.get(key.id) == expected
    try:
        with store.transaction():
            if what == "delete":
                assert expected is not None
                store.delete(key, expected=expected)
            else:
                store.put(key, {}, etag=etag, expected=expected)
            if what == "fail":
                raise ZeroDivisionError
    except Conflict:
        assert not allowed
    except ZeroDivisionError:
        assert allowed
    else:
        assert allowed
        model.pop(key.id, None)
        if what == "put":
            model[key.id] = etag


@pytest.mark.parametrize("url", ["", "memory", "oracle://x", "sqlite:///x"])
def test_a_url_that_names_no_store_is_refused_by_name(url: str) -> None:
    with pytest.raises(UsageError, match="memory://"):
        open_store(url)
