"""Indexes in a database: made when they are first asked for, kept in step by every writer."""

import orjson

from ..scope import Shelf
from .base import MOST_INDEXES, Document
from .index import Index
from .lines import Line
from .tables import (
    ADD_ENTRY,
    ADD_INDEX,
    BATCH,
    CLEAR_INDEX,
    DROP_ENTRY,
    DROP_INDEX,
    FIND_INDEX,
    INDEXES,
    OF_DOCUMENT,
    bounds_of,
    digest_of,
    encoded,
    place_of_shelf,
)

BATCH_SIZE = 1000
"""Documents that are read at once when an index is made."""


class KnownIndexes:
    """What a writer knows of the indexes that there are, read again when there is a newer one.

    Only whoever has the turn to write asks it. An index is dropped for a newer one only, and its number never comes
    again, so the newest number tells whether anything has changed.
    """

    def __init__(self) -> None:
        self._newest: int | None = None
        self._of: dict[bytes, list[tuple[int, Index]]] = {}

    def forget(self) -> None:
        """What was known may never have come to be."""
        self._newest, self._of = None, {}

    def keep(self, line: Line, shelf: Shelf, newest: int | None, sequence: int, document: Document | None) -> None:
        """Bring the entries of a document in step with it; `newest` is the newest index, None if there are none."""
        if newest != self._newest:
            self._read(line, newest)
        known = self._of.get(place_of_shelf(shelf)) if self._of else None
        if known:
            body = document.body if document else None
            wanted = (
                {(number, key) for number, index in known for key in index.keys(body)} if body is not None else set()
            )
            held = set(line.ask(OF_DOCUMENT, {"of": sequence}))
            line.repeat(DROP_ENTRY, [{"index": number, "held": key, "of": sequence} for number, key in held - wanted])
            line.repeat(ADD_ENTRY, [{"index": number, "held": key, "of": sequence} for number, key in wanted - held])

    def _read(self, line: Line, newest: int | None) -> None:
        self._newest, self._of = newest, {}
        for place, number, name in line.ask(INDEXES, {}):
            self._of.setdefault(place, []).append((number, Index.named(name.decode())))


def find_index(line: Line, shelf: Shelf, index: Index) -> int | None:
    """The number of an index, None if it is not there."""
    for (number,) in line.ask(FIND_INDEX, {"digest": digest_of(shelf, index)}):
        return int(number)
    return None


def make_index(line: Line, shelf: Shelf, index: Index) -> None:
    """Make an index, if nobody else has; the oldest of a shelf that has many goes."""
    if find_index(line, shelf, index):
        return
    drop_oldest(line, shelf)
    row = {"shelf": place_of_shelf(shelf), "digest": digest_of(shelf, index), "name": encoded(index.name)}
    [(number,)] = line.ask(ADD_INDEX, row)
    bounds = bounds_of(shelf)
    while batch := line.ask(BATCH, bounds | {"most": BATCH_SIZE}):
        found = ((sequence, key) for _, body, sequence in batch for key in index.keys(orjson.loads(body)))
        line.repeat(ADD_ENTRY, [{"index": number, "held": key, "of": sequence} for sequence, key in found])
        bounds["start"] = batch[-1][0]


def drop_oldest(line: Line, shelf: Shelf) -> None:
    """Make room for one more index of a shelf."""
    held = [number for place, number, _ in line.ask(INDEXES, {}) if place == place_of_shelf(shelf)]
    for number in held[: max(0, len(held) - MOST_INDEXES + 1)]:
        line.ask(CLEAR_INDEX, {"index": number})
        line.ask(DROP_INDEX, {"index": number})
