"""Maps."""

from functools import partial
from typing import Any

from ..keyed import indexed
from ..values import Value
from . import registry
from .objects import map_of

function = partial(registry.function, table="maps", rule="expression.maps")


@function("array_to_map")
def array_to_map(object_array: list[Any], key: str) -> dict[str, Any]:
    """The objects of a list by one of their attributes.

    Source: doc help/data-prep/functions.md. That the first of two objects with one key wins, and that objects without
    the key are left out, is inferred: rule expression.maps.
    """
    return indexed(object_array, key)


@function("to_map")
def to_map(key: Value, value: Value, *more: Value) -> dict[str, Any] | None:
    """A map out of keys and values that take turns; null as soon as a key is null.

    Source: doc help/data-prep/functions.md. What null there means, and that the first of two equal keys wins, is
    inferred: rule expression.maps.
    """
    return map_of(key, value, *more)
