"""Conditions on rows, as SQL has them: what is compared with null is neither true nor false.

Source: doc help/sources/tutorials/api/filter.md; rule explore.filter_semantics.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from ..wire import JsonObject
from .base import Column, Table

Condition = Callable[[JsonObject], bool | None]
"""Whether a row meets it; None where that cannot be known, as a value is null."""
LIKE, IN, IS_NULL = "like", "in", "isnull"


def moment(text: str) -> datetime:
    """A date-time, in UTC unless it says otherwise; raises ValueError."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


READERS: dict[str, Callable[[str], Any]] = {"date": date.fromisoformat, "date-time": moment}
"""How the texts of a kind of column are read so that they can be compared."""
SAME_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int, float),
    "double": (int, float),
    "boolean": (bool,),
}
"""The values that a kind of column can be compared with."""


def readable(kind: str, value: Any) -> Any:
    """A value as a column of this kind is compared with it."""
    return READERS[kind](value) if kind in READERS else value


def fits(kind: str, value: Any) -> bool:
    """Whether a value can be compared with a column of this kind."""
    if kind in READERS:
        return isinstance(value, str) and _can_be_read(kind, value)
    return isinstance(value, SAME_TYPES.get(kind, ())) and isinstance(value, bool) == (kind == "boolean")


def _can_be_read(kind: str, text: str) -> bool:
    try:
        READERS[kind](text)
    except ValueError:
        return False
    return True


def like(text: str, pattern: str) -> bool:
    """Whether a text is like a pattern, in which `%` stands for any characters; in linear time."""
    first, *others = pattern.split("%")
    if not others:
        return text == pattern
    *middle, last = others
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    LIKE: like,
    IN: lambda value, values: value in values,
}


@dataclass(frozen=True)
class Comparison:
    """A column compared with a literal that fits it; `isnull` has none."""

    operator: str
    column: Column
    literal: Any = None

    def __call__(self, row: JsonObject) -> bool | None:
        """Whether a row meets it."""
        value = row.get(self.column.name)
        if self.operator == IS_NULL:
            return value is None
        if value is None:
            return None
        if self.operator == LIKE:
            return like(value, self.literal)
        return COMPARISONS[self.operator](self._read(value), self._compared)

    @cached_property
    def _compared(self) -> Any:
        return [self._read(each) for each in self.literal] if self.operator == IN else self._read(self.literal)

    def _read(self, value: Any) -> Any:
        return readable(self.column.kind, value)


def all_of(results: Iterable[bool | None]) -> bool | None:
    """The three-valued `and`."""
    found = set(results)
    return False if False in found else None if None in found else True


def any_of(results: Iterable[bool | None]) -> bool | None:
    """The three-valued `or`."""
    found = set(results)
    return True if True in found else None if None in found else False


def none_of(results: Iterable[bool | None]) -> bool | None:
    """The three-valued `not`."""
    held = any_of(results)
    return None if held is None else not held


LOGIC: dict[str, Callable[[Iterable[bool | None]], bool | None]] = {"and": all_of, "or": any_of, "not": none_of}


@dataclass(frozen=True)
class Logic:
    """Conditions put together."""

    operator: str
    parts: tuple[Condition, ...]

    def __call__(self, row: JsonObject) -> bool | None:
        """Whether a row meets it."""
        return LOGIC[self.operator](part(row) for part in self.parts)


def selected(table: Table, condition: Condition) -> Table:
    """The rows of a table of which a condition is known to be true."""
    return Table(table.columns, tuple(row for row in table.rows if condition(row)))
