"""The default store: dicts in the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import RLock

import orjson

from ..scope import Key, Shelf
from ..wire import JsonObject
from .base import Conflict, Document, Missing, Position
from .index import Index


class MemoryStore:
    """Keeps documents in this process; they are gone when it ends."""

    def __init__(self) -> None:
        self._shelves: dict[Shelf, dict[str, Document]] = {}
        self._sequence = count(1)
        self._lock = RLock()
        self._undo: list[tuple[Key, Document | None]] | None = None

    def get(self, key: Key) -> Document:
        """The document under this key; raises Missing."""
        try:
            return self._shelves[key.shelf][key.id]
        except KeyError:
            raise Missing(key) from None

    def put(self, key: Key, body: JsonObject, *, etag: str, expected: str | None) -> Document:
        """Write, if `expected` is the etag held now (None: if nothing is held); else raise Conflict."""
        text = orjson.dumps(body)
        with self._lock:
            held = self._held(key, expected)
            sequence = held.sequence if held else next(self._sequence)
            document = Document(key.id, etag, text, sequence)
            self._remember(key, held)
            self._shelves.setdefault(key.shelf, {})[key.id] = document
            return document

    def delete(self, key: Key, *, expected: str) -> None:
        """Remove, if `expected` is the etag held now; else raise Conflict."""
        with self._lock:
            self._remember(key, self._held(key, expected))
            del self._shelves[key.shelf][key.id]

    def scan(self, shelf: Shelf) -> Iterator[Document]:
        """The documents of a shelf in the order of their creation, as they are at this moment."""
        with self._lock:
            return iter(list(self._shelves.get(shelf, {}).values()))

    def walk(
        self, shelf: Shelf, index: Index, *, after: Position, until: bytes | None, most: int
    ) -> list[tuple[Position, Document]]:
        """At most so many documents behind a position in an index, up to the first whose key is `until` or more."""
        found = [
            (Position(key, document.sequence), document)
            for document in self.scan(shelf)
            for key in index.keys(document.body)
        ]
        behind = sorted(each for each in found if each[0] > after and (until is None or each[0].key < until))
        return behind[:most]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is read and written inside happens at one moment, or, after an exception, not at all."""
        with self._lock:
            self._undo = []
            try:
                yield
            except BaseException:
                self._roll_back(self._undo)
                raise
            finally:
                self._undo = None

    def _held(self, key: Key, expected: str | None) -> Document | None:
        held = self._shelves.get(key.shelf, {}).get(key.id)
        current = held.etag if held else None
        if current != expected:
            raise Conflict(current)
        return held

    def _remember(self, key: Key, held: Document | None) -> None:
        if self._undo is not None:
            self._undo.append((key, held))

    def _roll_back(self, undo: list[tuple[Key, Document | None]]) -> None:
        for key, held in reversed(undo):
            shelf = self._shelves[key.shelf]
            shelf.pop(key.id, None)
            if held is not None:
                shelf[key.id] = held
                self._shelves[key.shelf] = dict(sorted(shelf.items(), key=lambda item: item[1].sequence))
