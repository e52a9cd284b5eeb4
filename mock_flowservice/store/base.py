"""What every store can do; the whole contract is on this page."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

import orjson

from ..scope import Key, Shelf
from ..wire import JsonObject
from .index import Index


class Document(NamedTuple):
    """A stored JSON object, kept as text: it takes a fifth of the memory, and nobody can change it by accident."""

    id: str
    etag: str
    text: bytes
    sequence: int
    """Grows with every creation: the order in which documents came to be."""

    @property
    def body(self) -> JsonObject:
        """The object, parsed anew each time it is asked for."""
        parsed: JsonObject = orjson.loads(self.text)
        return parsed


class Position(NamedTuple):
    """A place in an index: what stands there has this key, and this sequence number among equals."""

    key: bytes = b""
    sequence: int = 0


MOST_INDEXES = 16
"""Indexes that a store keeps of one shelf; the oldest goes for a new one."""


class Missing(LookupError):
    """Nothing is stored under this key."""


class Conflict(Exception):
    """The document is not in the version that the writer expected; `current` is its etag, None if it is gone."""

    def __init__(self, current: str | None) -> None:
        super().__init__(f"the current version is {current}")
        self.current = current


class Unavailable(Exception):
    """The store cannot be read or written at the moment, for a reason outside of it; nothing has changed."""


class Store(Protocol):
    """Keeps JSON documents. Every method is atomic, from any number of threads, and may raise Unavailable."""

    def get(self, key: Key) -> Document:
        """The document under this key; raises Missing."""

    def put(self, key: Key, body: JsonObject, *, etag: str, expected: str | None) -> Document:
        """Write, if `expected` is the etag held now (None: if nothing is held); else raise Conflict."""

    def delete(self, key: Key, *, expected: str) -> None:
        """Remove, if `expected` is the etag held now; else raise Conflict."""

    def scan(self, shelf: Shelf) -> Iterator[Document]:
        """The documents of a shelf in the order of their creation, as they are at this moment."""

    def walk(
        self, shelf: Shelf, index: Index, *, after: Position, until: bytes | None, most: int
    ) -> list[tuple[Position, Document]]:
        """At most so many documents behind a position in an index, up to the first whose key is `until` or more.

        Documents with one key follow each other in the order of their creation. The store makes an index when it is
        first asked for and keeps it up to date, up to MOST_INDEXES of a shelf.
        """

    def transaction(self) -> AbstractContextManager[None]:
        """What is read and written inside happens at one moment, or, after an exception, not at all.

        It belongs to the thread that opens it; one inside another is part of the other.
        """

    def close(self) -> None:
        """Let go of files and connections; what was written stays."""
