"""Walks: the documents that filters can leave, in order, read from the store in pieces."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import product
from typing import NamedTuple

from ....call import Call
from ....store.base import Document, Position
from ....store.index import LONGEST_KEY, Index, OrderBy, Path, after_all, prefix_of
from .filters import Filter

FIRST_PIECE, LARGEST_PIECE = 50, 1000
"""Documents that are read at once."""
MOST_PATHS = 3
"""Paths of an index: more would make more indexes, and hardly leave fewer documents."""
MOST_WALKS = 1000

REMADE = frozenset(("auth", "etag", "hidden", "runs", "version"))
"""Fields that can look otherwise from outside than they are stored: an index would tell what nobody may see."""
START = Position()


class Found(NamedTuple):
    """A document, and where it stands in the order of a list."""

    place: Position
    document: Document


def documents_with(call: Call, kind: str, path: Path, value: str) -> Iterator[Document]:
    """The documents of a kind that hold a value at a path, or one that differs from it in case alone."""
    return (found.document for found in _walk(call, kind, Index((path,)), prefix_of([value]), START))


def ordered_walk(
    call: Call, kind: str, filters: Iterable[Filter], order: tuple[OrderBy, ...], after: Position
) -> Iterator[Found]:
    """The documents of a kind behind a place in an order: all that meet the filters, and maybe others."""
    chosen = indexed(filters)
    paths = tuple(sorted(chosen))
    index = Index(paths, order)
    prefixes = {prefix_of(values) for values in product(*(sorted(chosen[path]) for path in paths))}
    last = None
    for found in merge(*(_walk(call, kind, index, prefix, after) for prefix in prefixes)):
        if found.place > after and found.place != last:
            yield found
        last = found.place


def indexed(filters: Iterable[Filter]) -> dict[Path, frozenset[str]]:
    """What an index can answer of some filters: by path, the values to look at; one path at most leads into an array.

    One path at most leads into an array: a document has a key for each combination of values.
    """
    chosen: dict[Path, frozenset[str]] = {}
    walks = 1
    for each in filters:
        second = into_array(each.path) and any(map(into_array, chosen))
        if not each.is_equality or each.path[0] in REMADE or each.path in chosen or second:
            continue
        if len(chosen) < MOST_PATHS and walks * len(each.keys) <= MOST_WALKS:
            chosen[each.path] = each.keys
            walks *= len(each.keys)
    return chosen


def into_array(path: Path) -> bool:
    """Whether a path leads to any number of values."""
    return any(name.endswith("[]") for name in path)


def _walk(call: Call, kind: str, index: Index, prefix: bytes, after: Position) -> Iterator[Found]:
    """The documents whose key begins with a prefix, each with what comes behind the prefix."""
    store, shelf, most = call.emulator.store, call.shelf(kind), FIRST_PIECE
    until = after_all(prefix)
    position = Position((prefix + after.key)[:LONGEST_KEY], after.sequence)
    while True:
        piece = store.walk(shelf, index, after=position, until=until, most=most)
        for found, document in piece:
            yield Found(Position(found.key[len(prefix) :], found.sequence), document)
        if len(piece) < most:
            return
        position, most = piece[-1][0], min(4 * most, LARGEST_PIECE)
