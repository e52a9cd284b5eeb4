"""The default store: dicts in the process."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import RLock, get_ident

import orjson

from ..scope import Key, Shelf
from ..wire import JsonObject
from .base import MOST_INDEXES, Conflict, Document, Missing, Position
from .index import Index

Entry = tuple[bytes, int, str]
"""Key, sequence number and id of a document."""
FEW = 1000
"""Entries that are put where they belong one by one: for each, those behind it move up."""


class MemoryStore:
    """Keeps documents in this process; they are gone when it ends."""

    def __init__(self) -> None:
        self._shelves: dict[Shelf, dict[str, Document]] = {}
        self._indexes: dict[Shelf, dict[Index, list[Entry]]] = {}
        self._sequence = count(1)
        self._lock = RLock()
        self._undo: dict[Key, Document | None] | None = None
        """What the open transaction found where it has written, and None while there is no transaction."""
        self._writer = 0
        """The thread of the open transaction."""

    def get(self, key: Key) -> Document:
        """The document under this key; raises Missing."""
        document, settled = self._lying(key), False
        while not settled:  # nobody waits for a lock: threads that wait cost more than all the rest
            undo = self._undo
            if undo is not None and key in undo and self._writer != get_ident():
                document, settled = undo[key], True  # what another thread has written may yet be taken back
            else:
                before, document = document, self._lying(key)
                settled = document is before
        if document is None:
            raise Missing(key)
        return document

    def _lying(self, key: Key) -> Document | None:
        return self._shelves.get(key.shelf, {}).get(key.id)

    def put(self, key: Key, body: JsonObject, *, etag: str, expected: str | None) -> Document:
        """Write, if `expected` is the etag held now (None: if nothing is held); else raise Conflict."""
        text = orjson.dumps(body)
        with self._lock:
            held = self._held(key, expected)
            sequence = held.sequence if held else next(self._sequence)
            document = Document(key.id, etag, text, sequence)
            self._remember(key, held)
            self._shelves.setdefault(key.shelf, {})[key.id] = document
            self._index(key.shelf, held, document)
            return document

    def delete(self, key: Key, *, expected: str) -> None:
        """Remove, if `expected` is the etag held now; else raise Conflict."""
        with self._lock:
            held = self._held(key, expected)
            self._remember(key, held)
            del self._shelves[key.shelf][key.id]
            self._index(key.shelf, held, None)

    def scan(self, shelf: Shelf) -> Iterator[Document]:
        """The documents of a shelf in the order of their creation, as they are at this moment."""
        with self._lock:
            return iter(list(self._shelves.get(shelf, {}).values()))

    def walk(
        self, shelf: Shelf, index: Index, *, after: Position, until: bytes | None, most: int
    ) -> list[tuple[Position, Document]]:
        """At most so many documents behind a position in an index, up to the first whose key is `until` or more."""
        with self._lock:
            entries = self._indexes.get(shelf, {}).get(index)
            if entries is None:
                entries = self._make_index(shelf, index)
            start = bisect_left(entries, (after.key, after.sequence + 1))
            end = len(entries) if until is None else bisect_left(entries, (until,), lo=start)
            documents = self._shelves.get(shelf, {})
            page = entries[start : min(end, start + most)]
            return [(Position(key, sequence), documents[id]) for key, sequence, id in page]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is read and written inside happens at one moment, or, after an exception, not at all."""
        with self._lock:
            if self._undo is not None:
                yield
                return
            self._writer, self._undo = get_ident(), {}
            try:
                yield
            except BaseException:
                self._roll_back(self._undo)
                raise
            finally:
                self._undo = None

    def close(self) -> None:
        """Nothing is held that would have to be let go of."""

    def _held(self, key: Key, expected: str | None) -> Document | None:
        held = self._shelves.get(key.shelf, {}).get(key.id)
        current = held.etag if held else None
        if current != expected:
            raise Conflict(current)
        return held

    def _make_index(self, shelf: Shelf, index: Index) -> list[Entry]:
        indexes = self._indexes.setdefault(shelf, {})
        while len(indexes) >= MOST_INDEXES:
            del indexes[next(iter(indexes))]
        documents = self._shelves.get(shelf, {}).values()
        indexes[index] = sorted(entry for document in documents for entry in entries_of(index, document))
        return indexes[index]

    def _index(self, shelf: Shelf, before: Document | None, after: Document | None) -> None:
        """Bring the indexes of a shelf, if it has any, in step with a change of one of its documents."""
        for index, entries in self._indexes.get(shelf, {}).items():
            held, wanted = entries_of(index, before), entries_of(index, after)
            exchange(entries, held - wanted, wanted - held)

    def _remember(self, key: Key, held: Document | None) -> None:
        if self._undo is not None:
            self._undo.setdefault(key, held)

    def _roll_back(self, undo: dict[Key, Document | None]) -> None:
        for key, held in undo.items():
            shelf = self._shelves[key.shelf]
            current = shelf.pop(key.id, None) if held is None else shelf.get(key.id)
            if held is not None:
                shelf[key.id] = held
            if held is not None and (current is None or current.sequence != held.sequence):
                self._shelves[key.shelf] = dict(sorted(shelf.items(), key=lambda item: item[1].sequence))
            self._index(key.shelf, current, held)


def entries_of(index: Index, document: Document | None) -> set[Entry]:
    """Where a document, if there is one, stands in an index."""
    return {(key, document.sequence, document.id) for key in index.keys(document.body)} if document else set()


def exchange(entries: list[Entry], gone: set[Entry], new: set[Entry]) -> None:
    """Take entries out of a sorted list and put others in."""
    if len(gone) + len(new) > FEW:
        entries[:] = sorted([*(entry for entry in entries if entry not in gone), *sorted(new)])
        return
    for entry in gone:
        del entries[bisect_left(entries, entry)]
    for entry in new:
        insort(entries, entry)
