"""Documents in a database, SQLite or PostgreSQL: one statement decides each change, and writers take turns."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock, local

import orjson
from sqlalchemy import Engine

from ..scope import Key, Shelf
from ..wire import JsonObject
from .base import Conflict, Document, Missing, Position, Unavailable
from .index import Index
from .lines import Line, Lines
from .sql_indexes import KnownIndexes, find_index, make_index
from .tables import (
    DELETE,
    GET,
    INSERT,
    PAGE,
    PAGE_UNTIL,
    SCAN,
    UPDATE,
    bounds_of,
    columns_of,
    decoded,
    encoded,
    place_of,
)
from .versions import BEGIN

PATIENCE = 20.0
"""Seconds that a writer waits for those of this process, then for those of others, and a read for a connection."""


class Mine(local):
    """What a thread has under way: a transaction's end, if it is in one, and its line, once that has begun."""

    def __init__(self) -> None:
        self.end: ExitStack | None = None
        self.line: Line | None = None


class SqlStore:
    """Keeps documents in a database, which other processes may share.

    The engine is in autocommit mode, and its tables are there: what is read outside a transaction waits for nobody.
    Transactions begin with the first thing that is read or written inside, and wait for those of others to end.
    `check` raises Unavailable when the database is not where it was.
    """

    def __init__(self, engine: Engine, check: Callable[[], None] = lambda: None) -> None:
        self._lines = Lines(engine, check)
        self._begin = BEGIN[engine.dialect.name]
        self._insert = INSERT[engine.dialect.name]
        self._turn = Lock()
        self._mine = Mine()
        self._known = KnownIndexes()

    def get(self, key: Key) -> Document:
        """The document under this key; raises Missing."""
        with self._reader() as line:
            for row in line.ask(GET, {"at": place_of(key)}):
                return document(*row)
        raise Missing(key)

    def put(self, key: Key, body: JsonObject, *, etag: str, expected: str | None) -> Document:
        """Write, if `expected` is the etag held now (None: if nothing is held); else raise Conflict."""
        text, version, place = orjson.dumps(body), encoded(etag), place_of(key)
        with self.transaction():
            line = self._writer()
            if expected is None:
                new = columns_of(key.shelf) | {"place": place, "id": encoded(key.id), "etag": version, "body": text}
                written = line.ask(self._insert, new)
            else:
                change = {"at": place, "expected": encoded(expected), "new_etag": version, "new_body": text}
                written = line.ask(UPDATE, change)
            if not written:
                raise self._conflict(key)
            [(sequence, newest)] = written
            stored = Document(key.id, etag, text, sequence)
            self._known.keep(line, key.shelf, newest, sequence, stored)
            return stored

    def delete(self, key: Key, *, expected: str) -> None:
        """Remove, if `expected` is the etag held now; else raise Conflict."""
        with self.transaction():
            line = self._writer()
            gone = line.ask(DELETE, {"at": place_of(key), "expected": encoded(expected)})
            if not gone:
                raise self._conflict(key)
            [(sequence, newest)] = gone
            self._known.keep(line, key.shelf, newest, sequence, None)

    def scan(self, shelf: Shelf) -> Iterator[Document]:
        """The documents of a shelf in the order of their creation, as they are at this moment."""
        with self._reader() as line:
            found = [document(*row) for row in line.ask(SCAN, bounds_of(shelf))]
        return iter(sorted(found, key=lambda each: each.sequence))

    def walk(
        self, shelf: Shelf, index: Index, *, after: Position, until: bytes | None, most: int
    ) -> list[tuple[Position, Document]]:
        """At most so many documents behind a position in an index, up to the first whose key is `until` or more."""
        page = {"after": after.key, "after_sequence": after.sequence, "most": most}
        statement, bounds = (PAGE, page) if until is None else (PAGE_UNTIL, page | {"until": until})
        while True:
            with self._reader() as line:
                number = find_index(line, shelf, index)
                rows = line.ask(statement, bounds | {"index": number}) if number else []
                # The index may be dropped in between; its number never comes again.
                if rows or (number and number == find_index(line, shelf, index)):
                    return [(Position(key, row[-1]), document(*row)) for key, *row in rows]
            with self.transaction():
                make_index(self._writer(), shelf, index)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is read and written inside happens at one moment, or, after an exception, not at all."""
        mine = self._mine
        if mine.end:
            yield
            return
        try:
            with ExitStack() as mine.end:
                yield
        finally:
            mine.end = mine.line = None

    def close(self) -> None:
        """Let go of files and connections; what was written stays."""
        self._lines.close()

    @contextmanager
    def _reader(self) -> Iterator[Line]:
        if self._mine.end:
            yield self._writer()
        else:
            with self._lines.line() as line:
                yield line

    def _writer(self) -> Line:
        """The line of this thread's transaction, which begins now if it has not."""
        mine = self._mine
        if mine.line is None:
            assert mine.end is not None, "only transactions write"
            mine.line = mine.end.enter_context(self._turn_to_write())
        return mine.line

    @contextmanager
    def _turn_to_write(self) -> Iterator[Line]:
        with in_turn(self._turn), self._lines.line() as line:
            try:
                for statement in self._begin:
                    line.say(statement)
                yield line
                line.say("COMMIT")
            except BaseException:
                self._known.forget()
                raise

    def _conflict(self, key: Key) -> Conflict:
        for row in self._writer().ask(GET, {"at": place_of(key)}):
            return Conflict(document(*row).etag)
        return Conflict(None)


@contextmanager
def in_turn(turn: Lock) -> Iterator[None]:
    """Hold a lock for a while; raises Unavailable when others hold it for too long."""
    if not turn.acquire(timeout=PATIENCE):
        raise Unavailable(f"others have been writing for {PATIENCE:.0f} seconds")
    try:
        yield
    finally:
        turn.release()


def document(id: bytes, etag: bytes, body: bytes, sequence: int) -> Document:
    """A row as a document."""
    return Document(decoded(id), decoded(etag), body, sequence)
