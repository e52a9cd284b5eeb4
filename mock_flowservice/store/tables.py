"""The tables of a store in a database, and the statements on them.

All words are kept as bytes: what PostgreSQL takes for text is less than what JSON does. Rows are found by short digests
of where they stand, because an organisation's id may be longer than a database lets an index be.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    tuple_,
    update,
)
from sqlalchemy import Index as DatabaseIndex
from sqlalchemy.dialects import postgresql, sqlite

from ..scope import Key, Shelf
from .index import Index

NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up by itself in columns of this type only

metadata = MetaData()
version = Table("store", metadata, Column("version", Integer, nullable=False))
documents = Table(
    "documents",
    metadata,
    Column("sequence", NUMBER, primary_key=True),
    Column("place", LargeBinary, nullable=False, unique=True),
    Column("org", LargeBinary, nullable=False),
    Column("sandbox", LargeBinary, nullable=False),
    Column("kind", LargeBinary, nullable=False),
    Column("id", LargeBinary, nullable=False),
    Column("etag", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""`place` begins with what stands for the shelf."""
indexes = Table(
    "indexes",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("shelf", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("name", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
entries = Table(
    "entries",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("key", LargeBinary, primary_key=True),
    Column("sequence", NUMBER, primary_key=True, autoincrement=False),
    DatabaseIndex("entries_of_document", "sequence"),
    sqlite_with_rowid=False,
)
"""Where documents stand in the index of a number."""

_HERE = documents.c.place == bindparam("at")
_EXPECTED = documents.c.etag == bindparam("expected")
_WRITTEN = (documents.c.sequence, select(func.max(indexes.c.number)).scalar_subquery())
"""What each change of a document tells: its number, and the newest index, by which a writer knows them all again."""
_NEW: dict[Any, Any] = {name: bindparam(name) for name in ("place", "org", "sandbox", "kind", "id", "etag", "body")}

INSERT = {
    name: module.insert(documents).values(_NEW).on_conflict_do_nothing().returning(*_WRITTEN)
    for name, module in {"sqlite": sqlite, "postgresql": postgresql}.items()
}
"""Add a document, unless there is one in its place."""
UPDATE = (
    update(documents)
    .where(_HERE, _EXPECTED)
    .values(etag=bindparam("new_etag"), body=bindparam("new_body"))
    .returning(*_WRITTEN)
)
DELETE = delete(documents).where(_HERE, _EXPECTED).returning(*_WRITTEN)

_NONE: Any = literal_column("0")  # else SQLite's statements have a parameter for it that we do not know
_DOCUMENT = (documents.c.id, documents.c.etag, documents.c.body, documents.c.sequence)
_OF_SHELF = (documents.c.place > bindparam("start"), documents.c.place < bindparam("end"))
GET = select(*_DOCUMENT).where(_HERE)
SCAN = select(*_DOCUMENT).where(*_OF_SHELF)
BATCH = (
    select(documents.c.place, documents.c.body, documents.c.sequence)
    .where(*_OF_SHELF)
    .order_by(documents.c.place)
    .limit(bindparam("most"))
    .offset(_NONE)
)

FIND_INDEX = select(indexes.c.number).where(indexes.c.digest == bindparam("digest"))
INDEXES = select(indexes.c.shelf, indexes.c.number, indexes.c.name).order_by(indexes.c.number)
ADD_INDEX = (
    insert(indexes).values({name: bindparam(name) for name in ("shelf", "digest", "name")}).returning(indexes.c.number)
)
DROP_INDEX = delete(indexes).where(indexes.c.number == bindparam("index"))
CLEAR_INDEX = delete(entries).where(entries.c.number == bindparam("index"))

_ENTRY = {"number": "index", "key": "held", "sequence": "of"}
OF_DOCUMENT = select(entries.c.number, entries.c.key).where(entries.c.sequence == bindparam("of"))
ADD_ENTRY = insert(entries).values({name: bindparam(bound) for name, bound in _ENTRY.items()})
DROP_ENTRY = delete(entries).where(*(entries.c[name] == bindparam(bound) for name, bound in _ENTRY.items()))


def _page(*bounds: Any) -> Any:
    """A statement for a page of an index: the entries first, so that only their documents are looked up."""
    behind = tuple_(entries.c.key, entries.c.sequence) > tuple_(bindparam("after"), bindparam("after_sequence"))
    found = (
        select(entries.c.key, entries.c.sequence)
        .where(entries.c.number == bindparam("index"), behind, *bounds)
        .order_by(entries.c.key, entries.c.sequence)
        .limit(bindparam("most"))
        .offset(_NONE)
        .subquery()
    )
    joined = found.join(documents, documents.c.sequence == found.c.sequence)
    return select(found.c.key, *_DOCUMENT).select_from(joined).order_by(found.c.key, found.c.sequence)


PAGE = _page()
PAGE_UNTIL = _page(entries.c.key < bindparam("until"))


def encoded(text: str) -> bytes:
    """A text of any characters as bytes."""
    return text.encode(errors="surrogatepass")


def decoded(text: bytes) -> str:
    """The text that these bytes stand for."""
    return text.decode(errors="surrogatepass")


@lru_cache(maxsize=1024)
def columns_of(shelf: Shelf) -> dict[str, bytes]:
    """The columns that all documents of a shelf share."""
    return {"org": encoded(shelf.tenant.org), "sandbox": encoded(shelf.tenant.sandbox), "kind": encoded(shelf.kind)}


@lru_cache(maxsize=1024)
def place_of_shelf(shelf: Shelf) -> bytes:
    """What stands for a shelf; in no text is the byte between its words."""
    return digest(b"\xff".join(columns_of(shelf).values()))


def place_of(key: Key) -> bytes:
    """What stands for a key."""
    return place_of_shelf(key.shelf) + digest(encoded(key.id))


def digest_of(shelf: Shelf, index: Index) -> bytes:
    """What stands for an index of a shelf."""
    return place_of_shelf(shelf) + digest(encoded(index.name))


def digest(text: bytes) -> bytes:
    """Sixteen bytes that stand for any number of them."""
    return blake2b(text, digest_size=16).digest()


def bounds_of(shelf: Shelf) -> dict[str, bytes]:
    """Between which places the documents of a shelf lie."""
    start = place_of_shelf(shelf)
    return {"start": start, "end": start + b"\xff" * 17}
