"""Objects made of keys and values, and telling values apart."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any

from .errors import ExpressionError
from .values import Value, as_text, shown

DEEPEST = 64
"""Levels of lists and objects in values that are told apart."""


def pairs(values: Sequence[Value]) -> Iterator[tuple[Value, Value]]:
    """Keys and values out of arguments in which they take turns; raises ExpressionError if the last one is alone."""
    if len(values) % 2:
        raise ExpressionError(f"keys and values must take turns, and {len(values)} arguments leave a key alone")
    return zip(values[::2], values[1::2], strict=True)


def keyed(entries: Iterable[tuple[Value, Value]]) -> dict[str, Any]:
    """The object of some keys and values: the first wins where a key comes again; a key is never null."""
    made: dict[str, Any] = {}
    for key, value in entries:
        if key is None:
            raise ExpressionError("null is no key")
        made.setdefault(as_text(key), value)
    return made


def indexed(objects: list[Any], attribute: str) -> dict[str, Any]:
    """The objects of a list by one of their attributes; those where it is missing or null are left out."""
    for stray in objects:
        if not isinstance(stray, dict | None):
            raise ExpressionError(f"the list must hold objects, not {shown(stray)}")
    return keyed((each[attribute], each) for each in objects if each and each.get(attribute) is not None)


def distinct(values: list[Any]) -> list[Any]:
    """The values without those that came before; a number never equals one of another kind, nor text."""
    same = Sameness()
    kept: dict[int, Any] = {}
    for value in values:
        kept.setdefault(same.number(value), value)
    return list(kept.values())


class Sameness:
    """Gives values numbers, equal ones the same; takes each part once, however often lists and objects share it."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._known: dict[int, int] = {}

    def number(self, value: Value, depth: int = 0) -> int:
        """The number of a value; raises ExpressionError for one that is too deep."""
        if not isinstance(value, list | dict):
            return self._of((type(value), value))
        if depth > DEEPEST:
            raise ExpressionError(f"the value is nested deeper than {DEEPEST} levels")
        if id(value) not in self._known:
            self._known[id(value)] = self._of(self._shape(value, depth + 1))
        return self._known[id(value)]

    def _of(self, shape: Hashable) -> int:
        return self._numbers.setdefault(shape, len(self._numbers))

    def _shape(self, value: list[Any] | dict[str, Any], depth: int) -> Hashable:
        if isinstance(value, list):
            return list, tuple([self.number(each, depth) for each in value])
        return dict, frozenset([(key, self.number(each, depth)) for key, each in value.items()])
