"""Indexes: orders of the documents of a shelf, told by keys that compare byte by byte, alike in every store."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import orjson

from ..wire import JsonObject

LONGEST_TEXT = 400
"""Bytes of a text that a key holds: texts that agree so far stand in the order of their creation."""
LONGEST_KEY = 2000
"""Bytes of a key: PostgreSQL takes no longer ones. Documents whose keys agree so far stand in the same order."""
MOST_KEYS = 1_000_000
"""Keys of one document in one index."""

Path = tuple[str, ...]
"""Names that lead into a document; `[]` after a name goes into each element of an array."""


class OrderBy(NamedTuple):
    """One field to sort by."""

    path: Path
    descending: bool = False


@dataclass(frozen=True)
class Index:
    """The documents of a shelf by the values at some paths and, among equals, in an order.

    A document has a key for each combination of values at `paths`, and one if there are none. Two indexes are the
    same if their fields are, so a store may keep one under its `name` and read it again.
    """

    paths: tuple[Path, ...] = ()
    order: tuple[OrderBy, ...] = ()

    @property
    def name(self) -> str:
        """All there is to know of it, as text."""
        return orjson.dumps([self.paths, [tuple(by) for by in self.order]]).decode()

    @classmethod
    def named(cls, name: str) -> "Index":
        """The index with a name."""
        paths, order = orjson.loads(name)
        return cls(tuple(map(tuple, paths)), tuple(OrderBy(tuple(path), down) for path, down in order))

    def keys(self, body: JsonObject) -> set[bytes]:
        """Where a document stands."""
        place = self.place(body)
        values = ({text_key(folded(value)) for value in values_at(body, path)} for path in self.paths)
        combinations = product(*values)
        return {(b"".join(each) + place)[:LONGEST_KEY] for each, _ in zip(combinations, range(MOST_KEYS), strict=False)}

    def place(self, body: JsonObject) -> bytes:
        """Where a document stands among those with the same values."""
        parts = ((by.descending, rank_key(next(values_at(body, by.path), None))) for by in self.order)
        return b"".join(inverted(key) if descending else key for descending, key in parts)


def prefix_of(texts: Iterable[str]) -> bytes:
    """How all keys of documents begin that have these values at the paths of an index, case aside."""
    return b"".join(text_key(text.casefold()) for text in texts)[:LONGEST_KEY]


def folded(value: object) -> str:
    """A value as equality compares it: as text, without regard to case; a number that is whole is written as such."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).casefold()


def values_at(value: Any, path: Path) -> Iterator[Any]:
    """What a document holds at a path."""
    if not path:
        yield value
        return
    name, rest = path[0], path[1:]
    inner = value.get(name.removesuffix("[]")) if isinstance(value, dict) else None
    if not name.endswith("[]"):
        if inner is not None:
            yield from values_at(inner, rest)
    elif isinstance(inner, list):
        for each in inner:
            yield from values_at(each, rest)


def rank_key(value: Any) -> bytes:
    """A value as a key: nothing first, then false and true, numbers, texts, and all else."""
    if value is None or isinstance(value, bool):
        return b"\0" if value is None else b"\1\1" if value else b"\1\0"
    if isinstance(value, (int, float)):
        return b"\2" + number_key(value)
    return b"\3" + text_key(value) if isinstance(value, str) else b"\4" + text_key(orjson.dumps(value).decode())


def number_key(number: float) -> bytes:
    """A number as sixteen bytes in the order of numbers: as a float, then by how far the float is from it."""
    near = float(number) + 0.0  # minus zero is zero
    (bits,) = struct.unpack(">Q", struct.pack(">d", near))
    bits = bits ^ (1 << 63) if bits < 1 << 63 else bits ^ ((1 << 64) - 1)
    rest = number - int(near) if isinstance(number, int) else 0
    return struct.pack(">QQ", bits, rest + (1 << 62))


def text_key(text: str) -> bytes:
    """A text as bytes in the order of its characters, with an end that comes before every character."""
    return text.encode(errors="surrogatepass")[:LONGEST_TEXT].replace(b"\0", b"\0\xff") + b"\0\0"


def inverted(key: bytes) -> bytes:
    """A key in the opposite order; that keys end in themselves keeps one from being the beginning of another."""
    return bytes(255 - byte for byte in key)


def after_all(prefix: bytes) -> bytes | None:
    """The first key behind all that begin with a prefix, None if there is no such key."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes((kept[-1] + 1,)) if kept else None
