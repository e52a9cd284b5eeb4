"""Objects."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from .. import operators
from ..errors import ExpressionError
from ..keyed import distinct, indexed, keyed, pairs
from ..limits import room_for_members
from ..paths import look_up, parse_path
from ..values import Value, as_list, as_object, as_text, shown
from .registry import Evaluator, Frame, Record, bare_name, function

_ABSENT: Any = object()


@function("is_empty", table="objects", rule="expression.objects")
def is_empty(input: Value) -> bool:
    """Whether there is nothing: null, or text, a list or an object without anything in it.

    Source: doc help/data-prep/functions.md. That numbers and truth values are never empty is inferred: rule
    expression.objects.
    """
    return operators.is_empty(input)


@function("arrays_to_object", "arrays_to_objects", table="objects", rule="expression.arrays_to_object")
def arrays_to_object(key_1: str, array_1: list[Any] | None, *more: Value) -> list[Any]:
    """A list of objects out of lists side by side, each after the attribute that it fills.

    Source: doc help/data-prep/functions.md, in two spellings: rule expression.arrays_to_object. That a shorter list is
    filled up with null is inferred: rule expression.objects.
    """
    columns = keyed((key, [] if array is None else as_list(array)) for key, array in pairs((key_1, array_1, *more)))
    room_for_members(len(columns) * max(map(len, columns.values()), default=0))
    return [dict(zip(columns, row, strict=True)) for row in zip_longest(*columns.values())]


@function("to_object", table="objects", rule="expression.objects")
def to_object(key_1: Value, value_1: Value, *more: Value) -> dict[str, Any]:
    """An object out of keys and values that take turns.

    Source: doc help/data-prep/functions.md. That the first of two equal keys wins is inferred: rule expression.objects.
    """
    return keyed(pairs((key_1, value_1, *more)))


@function("str_to_object", table="objects", rule="expression.objects")
def str_to_object(
    string: str, value_delimiter: str | None = None, field_delimiter: str | None = None
) -> dict[str, Any]:
    """An object out of text such as `a: 1, b: 2`; other delimiters than colon and comma can be given.

    Source: doc help/data-prep/functions.md. Blanks around keys and values, parts without a delimiter and repeated keys
    are inferred: rule expression.objects.
    """
    return keyed(delimited(string, value_delimiter, field_delimiter))


@function("get_values", table="objects", rule="expression.objects")
def get_values(
    string: str | dict[str, Any],
    key: str | list[Any],
    value_delimiter: str | None = None,
    field_delimiter: str | None = None,
) -> Value:
    """The value of one key in text such as `a: 1, b: 2`; of a map, what `map_get_values` gives.

    Source: doc help/data-prep/functions.md. The first of two equal keys, and null for an absent one, are inferred: rule
    expression.objects.
    """
    if isinstance(string, dict):
        return values_of(string, key)
    wanted = as_text(key).strip()
    found = delimited(as_text(string), value_delimiter, field_delimiter)
    return next((value for name, value in found if name == wanted), None)


def delimited(text: str, value_delimiter: str | None, field_delimiter: str | None) -> Iterator[tuple[str, str]]:
    """The keys and values of delimited text, without blanks around them; parts with no value delimiter are skipped."""
    field_delimiter = field_delimiter or ","
    room_for_members(text.count(field_delimiter) + 1)
    for part in text.split(field_delimiter):
        key, delimiter, value = part.lstrip().partition(value_delimiter or ":")
        if delimiter:
            yield key.strip(), value.strip()


@function("get", table="objects", method=True, rule="expression.objects")
def get(object: dict[str, Any], key: str) -> Value:
    """The value that an object or map has for a key; null where there is none.

    Source: doc help/data-prep/functions.md, in a note; null for null is inferred: rule expression.objects.
    """
    return object.get(key)


@function("contains_key", table="objects", rule="expression.objects")
def contains_key(record: Record, input: str) -> bool:
    """Whether the source record has something, be it null, at a path that is given as text.

    Source: doc help/data-prep/functions.md. That null counts as present is inferred: rule expression.objects.
    """
    return leads_somewhere(record, input)


@function("is_set", table="objects", rule="expression.objects")
def is_set(record: Record, input: str) -> bool:
    """The older name of `contains_key`, deprecated.

    Source: doc help/data-prep/functions.md. That it does the same is inferred: rule expression.objects.
    """
    return leads_somewhere(record, input)


def leads_somewhere(record: Record, text: str) -> bool:
    """Whether there is something at a path; raises ExpressionError for text that is no path."""
    try:
        path = parse_path(text)
    except ExpressionError as error:
        raise ExpressionError(f"{shown(text)} is no path: {error.message}") from None
    return look_up(record, path, _ABSENT) is not _ABSENT


@function("nullify", table="objects")
def nullify() -> None:
    """Null, so that the target is not filled.

    Source: doc help/data-prep/functions.md.
    """


@function("get_keys", table="objects", rule="expression.objects")
def get_keys(object: dict[str, Any]) -> list[Any]:
    """The keys of an object, in its order.

    Source: doc help/data-prep/functions.md. Null for null is inferred: rule expression.objects.
    """
    return list(object)


@function("map_get_values", table="objects", rule="expression.map_get_values")
def map_get_values(map: dict[str, Any], key: str | list[Any]) -> Value:
    """The value that a map has for a key; for a list of keys the list of their values, each once.

    Source: doc help/data-prep/functions.md, which contradicts itself: rule expression.map_get_values.
    """
    return values_of(map, key)


def values_of(map: dict[str, Any], key: str | list[Any]) -> Value:
    """The value of a key, or the list of the different values of some keys."""
    if isinstance(key, list):
        return distinct([map[name] for name in present(map, key)])
    return map.get(as_text(key))


@function("map_has_keys", table="objects", rule="expression.maps")
def map_has_keys(map: dict[str, Any], key: str | list[Any]) -> bool:
    """Whether a map has a key, or one of a list of keys.

    Source: doc help/data-prep/functions.md. That a key with null counts is inferred: rule expression.maps.
    """
    return any(True for _ in present(map, key if isinstance(key, list) else [key]))


def present(map: dict[str, Any], keys: list[Any]) -> Iterator[str]:
    """Those keys that a map has; nulls are passed over."""
    return (name for name in (as_text(key) for key in keys if key is not None) if name in map)


@function("add_to_map", table="objects", rule="expression.add_to_map")
def add_to_map(
    map_1: dict[str, Any] | None, map_2: dict[str, Any] | None, *more: dict[str, Any] | None
) -> dict[str, Any] | None:
    """All entries of some maps in one; of entries with the same key the first.

    Source: doc help/data-prep/functions.md; rule expression.add_to_map. That a null map is passed over is inferred:
    rule expression.maps.
    """
    maps = [each for each in (map_1, map_2, *more) if each is not None]
    room_for_members(sum(len(each) for each in maps))
    return keyed(entry for each in maps for entry in each.items()) if maps else None


@function("object_to_map", table="objects", rule="expression.maps")
def object_to_map(frame: Frame, input: Evaluator, *more: Evaluator) -> dict[str, Any] | None:
    """A map out of keys and values that take turns, or of an object, or of a list of objects and their key's name.

    Source: doc help/data-prep/functions.md. That the name can be written without quotes is inferred, from the sample:
    rule expression.maps.
    """
    first = input(frame)
    if first is None or not more:
        return None if first is None else as_object(first)
    if isinstance(first, list) and len(more) == 1:
        attribute = bare_name(more[0]) or more[0](frame)
        return None if attribute is None else indexed(first, as_text(attribute))
    return map_of(first, *(each(frame) for each in more))


def map_of(*keys_and_values: Value) -> dict[str, Any] | None:
    """A map out of keys and values that take turns; null as soon as a key is null."""
    entries = list(pairs(keys_and_values))
    return None if any(key is None for key, _ in entries) else keyed(entries)
