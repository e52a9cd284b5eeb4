"""Lists."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from ..dates.iso import to_milliseconds
from ..limits import room_for_members, room_for_text
from ..operators import size
from ..values import Value, text_of, truth
from .registry import Lambda, function

RULE = "expression.arrays"


def given(values: Sequence[Value]) -> Sequence[Value]:
    """The values of a call: the members, where the only one is a list."""
    return values[0] if len(values) == 1 and isinstance(values[0], list) else values


@function("coalesce", table="arrays", rule=RULE)
def coalesce(value: Value, *values: Value) -> Value:
    """The first value that is not null, or the first such member of one list.

    Source: doc help/data-prep/functions.md and help/destinations/ui/data-transformations-calculated-fields.md. Null
    when all are null is inferred: rule expression.arrays.
    """
    return next((each for each in given((value, *values)) if each is not None), None)


@function("first", table="arrays", rule=RULE)
def first(value: Value, *values: Value) -> Value:
    """The first of the values, or the first member of one list; null when the list is empty.

    Source: doc help/data-prep/functions.md. That a first null counts is inferred: rule expression.arrays.
    """
    return next(iter(given((value, *values))), None)


@function("last", table="arrays", rule=RULE)
def last(value: Value, *values: Value) -> Value:
    """The last of the values, or the last member of one list; null when the list is empty.

    Source: doc help/data-prep/functions.md. That a last null counts is inferred: rule expression.arrays.
    """
    return next(reversed(given((value, *values))), None)


@function("add_to_array", table="arrays", rule=RULE)
def add_to_array(array: list[Any] | None, *values: Value) -> list[Any]:
    """A new list: the members of another, then the values.

    Source: doc help/data-prep/functions.md. A null list counting as empty is inferred: rule expression.arrays.
    """
    members = array or []
    room_for_members(len(members) + len(values))
    return [*members, *values]


@function("join_arrays", table="arrays", rule=RULE)
def join_arrays(array: list[Any] | None, *arrays: list[Any] | None) -> list[Any] | None:
    """A new list of the members of all lists, one list after the other.

    Source: doc help/data-prep/functions.md. Passing over nulls is inferred: rule expression.arrays.
    """
    lists = [each for each in (array, *arrays) if each is not None]
    room_for_members(sum(map(len, lists)))
    return [member for each in lists for member in each] if lists else None


@function("to_array", table="arrays")
def to_array(include_nulls: bool, *values: Value) -> list[Any]:
    """A list of the values, with nulls or without.

    Source: doc help/data-prep/functions.md.
    """
    return [each for each in values if include_nulls or each is not None]


@function("size_of", table="arrays", rule=RULE)
def size_of(value: Value) -> int:
    """How many members a list or object has, or characters a text; 0 for null.

    Source: doc help/data-prep/functions.md, for lists; the others are inferred: rule expression.arrays.
    """
    return size(value)


@function("upsert_array_append", table="arrays")
def upsert_array_append(array: list[Any]) -> list[Any]:
    """The list as it is; in an update of a profile its members are added to those that are there.

    Source: doc help/data-prep/functions.md.
    """
    return array


@function("upsert_array_replace", table="arrays", rule=RULE)
def upsert_array_replace(array: list[Any], ignored: Value = None) -> list[Any]:
    """The list as it is; in an update of a profile it replaces the one that is there.

    Source: doc help/data-prep/functions.md, which shows a second argument; ignoring it is inferred: rule
    expression.arrays.
    """
    return array


@function("array_to_string", table="arrays", rule=RULE)
def array_to_string(separator: str, array: list[Any]) -> str:
    """The texts of all members, lists inside included, with a separator between them.

    Source: doc help/data-prep/functions.md, for destinations; here for all, and nulls left out: rule expression.arrays.
    """
    return bounded(joined(separator, array))


@function("filterArray", table="arrays", rule=RULE)
def filter_array(array: list[Any], predicate: Lambda) -> list[Any]:
    """The members for which a condition holds.

    Source: doc help/data-prep/functions.md, for destinations; here for all: rule expression.arrays.
    """
    return [each for each in array if truth(predicate(each))]


@function("transformArray", table="arrays", rule=RULE)
def transform_array(array: list[Any], change: Lambda) -> list[Any]:
    """What a lambda makes of each member.

    Source: doc help/data-prep/functions.md, for destinations; here for all: rule expression.arrays.
    """
    return [change(each) for each in array]


@function("flattenArray", table="arrays", rule=RULE)
def flatten_array(array: list[Any]) -> list[Any]:
    """The members of a list and of all lists inside it, as one list.

    Source: doc help/data-prep/functions.md, for destinations; here for all: rule expression.arrays.
    """
    return list(flat(array))


def flat(array: list[Any]) -> Iterator[Value]:
    """The members that are no lists; counted on the way, as lists that share members can be endless to walk."""
    waiting, seen = [iter(array)], 0
    while waiting:
        for member in waiting[-1]:
            seen += 1
            room_for_members(seen)
            if isinstance(member, list):
                waiting.append(iter(member))
                break
            yield member
        else:
            waiting.pop()


def bounded(pieces: Iterable[str]) -> str:
    """The pieces as one text, refused as soon as it gets too long."""
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        room_for_text(length)
        kept.append(piece)
    return "".join(kept)


def joined(separator: str, array: list[Any]) -> Iterator[str]:
    """The texts of the members that are not null, and the separators between them."""
    between = ""
    for member in flat(array):
        if member is not None:
            yield between
            yield from notation(member) if isinstance(member, dict) else (text_of(member),)
            between = separator


class Written(str):
    """Text of the notation, where other text is a value that still has to be written."""

    __slots__ = ()


def notation(value: Value) -> Iterator[str]:
    """An object as text, piece by piece, without ever going deeper into Python than one level."""
    waiting = [parts(value)]
    while waiting:
        for part in waiting[-1]:
            if not isinstance(part, Written):
                waiting.append(parts(part))
                break
            yield part
        else:
            waiting.pop()


def parts(value: Value) -> Iterator[Value]:
    """How a value inside an object is written: single quotes, date-times in milliseconds, no blanks.

    Source: doc help/destinations/ui/data-transformations-calculated-fields.md; lists, nulls and backslashes are
    inferred: rule expression.arrays.
    """
    match value:
        case dict():
            names = [f"{quoted(name)}:" for name in value]
            yield from listed("{", names, value.values(), "}")
        case list():
            yield from listed("[", [""] * len(value), value, "]")
        case str():
            yield Written(quoted(value))
        case datetime():
            yield Written(to_milliseconds(value))
        case _:
            yield Written("null" if value is None else text_of(value))


def listed(opening: str, names: Iterable[str], values: Iterable[Value], closing: str) -> Iterator[Value]:
    """Members between brackets, each with what stands before it."""
    yield Written(opening)
    for position, (name, value) in enumerate(zip(names, values, strict=True)):
        yield Written(f",{name}" if position else name)
        yield value
    yield Written(closing)


def quoted(text: str) -> str:
    """A text in single quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
