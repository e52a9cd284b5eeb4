"""What sources hold: entries to look into, and tables of rows; and what can go wrong there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from ..wire import JsonObject

EntryType = Literal["file", "folder", "table"]
KINDS: dict[str, JsonObject] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "double": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "date-time": {"type": "string", "format": "date-time"},
}
"""The kinds of columns, as XDM has them. Source: doc help/sources/tutorials/api/explore/tabular.md; rule
explore.column_types."""


class ConnectorError(Exception):
    """What a source cannot do."""


class NotThere(ConnectorError):
    """The source has nothing under this name."""


class Unreadable(ConnectorError):
    """A file is not what it is said to be, or nobody can say what it is; the text says why."""


class NoFileType(Unreadable):
    """It cannot be told what kind of file it is."""


@dataclass(frozen=True)
class Entry:
    """Something to look into: a file, a folder or a table."""

    type: EntryType
    name: str
    path: str
    readable: bool = False
    """Whether it has a schema and rows to show."""

    def as_json(self) -> JsonObject:
        """As the API lists it. Source: doc help/sources/tutorials/api/explore/cloud-storage.md."""
        shown = {"canPreview": self.readable, "canFetchSchema": self.readable}
        return {"type": self.type, "name": self.name, "path": self.path, **shown}


@dataclass(frozen=True)
class Column:
    """A column: its name, and its values as XDM describes them."""

    name: str
    xdm: JsonObject

    @property
    def type(self) -> str:
        """The type that the source has for it; `string` where the values do not tell one."""
        type = self.xdm.get("type")
        return {"number": "double"}.get(type, type) if isinstance(type, str) else "string"

    @property
    def kind(self) -> str:
        """What its values can be compared with: the format of texts that have one, else the type."""
        return str(self.xdm.get("format", self.type))

    def as_json(self) -> JsonObject:
        """As the API describes it. Source: doc help/sources/tutorials/api/explore/tabular.md."""
        format = {"meta:xdmType": self.xdm["format"]} if "format" in self.xdm else {}
        return {"name": self.name, "type": self.type, **format, "xdm": self.xdm}


@dataclass(frozen=True)
class Table:
    """Columns, and rows as objects; a value that is null is there as None, or not there."""

    columns: tuple[Column, ...]
    rows: tuple[JsonObject, ...]


def listed_table(columns: dict[str, str], rows: Iterable[list[Any]]) -> Table:
    """A table from the kinds of its columns, and rows as lists: how the samples are written."""
    found = tuple(Column(name, KINDS[kind]) for name, kind in columns.items())
    return Table(found, tuple(dict(zip(columns, row, strict=True)) for row in rows))
