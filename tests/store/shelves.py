"""Shelves that no other test uses, and what lies on them."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

from mock_flowservice.scope import Key, Shelf, Tenant
from mock_flowservice.store.base import Document, Position, Store
from mock_flowservice.store.index import Index

_tenants = count(1)


def new_shelf() -> Shelf:
    """A shelf of a tenant that nobody else is."""
    return Shelf(Tenant(f"org {next(_tenants)}", "prod"), "things")


def ids(store: Store, shelf: Shelf) -> list[str]:
    """What lies on a shelf."""
    return [document.id for document in store.scan(shelf)]


def add(store: Store, shelf: Shelf, *names: str) -> None:
    """Put documents that hold nothing, in version 1."""
    for id in names:
        store.put(Key(shelf, id), {}, etag="1", expected=None)


def walked(store: Store, shelf: Shelf, index: Index, most: int = 1_000_000) -> list[tuple[Position, Document]]:
    """All that stands in an index."""
    return store.walk(shelf, index, after=Position(), until=None, most=most)


def sorted_out(store: Store, shelf: Shelf, index: Index) -> list[tuple[Position, Document]]:
    """The same, told by the documents alone."""
    found = ((key, document) for document in store.scan(shelf) for key in index.keys(document.body))
    return sorted((Position(key, document.sequence), document) for key, document in found)


def counted(shelf: Shelf, *stores: Store) -> int:
    """How far threads come that count to a hundred together, each through one of these stores of the same things."""
    key = Key(shelf, "counted")
    stores[0].put(key, {"n": 0}, etag="0", expected=None)

    def add_one(number: int) -> None:
        store = stores[number % len(stores)]
        with store.transaction():
            held = store.get(key)
            store.put(key, {"n": held.body["n"] + 1}, etag=f"e{number}", expected=held.etag)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(100)))
    return int(stores[0].get(key).body["n"])
