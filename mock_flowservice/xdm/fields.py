"""The fields of a composed schema: of what kind each is, what lies inside it, and where a path leads."""

from difflib import get_close_matches
from enum import Enum
from typing import Any, Final, Literal

from ..wire import JsonObject


class Every(Enum):
    """What stands in a path for all members of an array."""

    EVERY = "*"


EVERY: Final = Every.EVERY
Step = str | int | Literal[Every.EVERY]
"""A step of a path: the name of a field, the index of a member, or all members."""
Steps = tuple[Step, ...]


class Kind(Enum):
    """What a field holds, in words for people."""

    STRING = "a string"
    INTEGER = "an integer"
    NUMBER = "a number"
    BOOLEAN = "a boolean"
    DATE = "a date"
    DATE_TIME = "a date-time"
    OBJECT = "an object"
    ARRAY = "an array"
    MAP = "a map"
    ANYTHING = "anything"


class NoField(Exception):
    """A path leads to no field of the schema; the message says why."""


_TYPES = {
    "string": Kind.STRING,
    "integer": Kind.INTEGER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "object": Kind.OBJECT,
    "array": Kind.ARRAY,
}
_DATES = {"date": Kind.DATE, "date-time": Kind.DATE_TIME}
_XDM_TYPES = {
    **_TYPES,
    **dict.fromkeys(("byte", "short", "int", "long"), Kind.INTEGER),
    **dict.fromkeys(("float", "double"), Kind.NUMBER),
    **dict.fromkeys(_DATES, Kind.STRING),
    "map": Kind.OBJECT,
}
_RANGES = {"byte": (-(2**7), 2**7 - 1), "short": (-(2**15), 2**15 - 1), "int": (-(2**31), 2**31 - 1)}
_LONG = (-(2**53) + 1, 2**53 - 1)
_LONGEST_NAMED = 100
"""Characters of a name that a message repeats, and of one that is compared: that takes quadratic time."""


def kind_of(field: JsonObject) -> Kind:
    """What a field of a composed schema holds. Source: doc help/xdm/schema/field-constraints.md; rule mapping.maps."""
    types = _types(field)
    if types:
        kind = _TYPES.get(types[0], Kind.ANYTHING) if len(types) == 1 else Kind.ANYTHING
    else:
        kind = _XDM_TYPES.get(_word(field, "meta:xdmType")) or _by_shape(field)
    if kind is Kind.STRING:
        return _DATES.get(_word(field, "format")) or _DATES.get(_word(field, "meta:xdmType")) or kind
    return Kind.MAP if kind is Kind.OBJECT and _has_free_names(field) else kind


def integer_range(field: JsonObject) -> tuple[int, int] | None:
    """The least and the greatest number of an integer field's kind, None for other fields.

    What narrower bounds say is checked of the whole record. Source: rule mapping.coercion.
    """
    return _RANGES.get(_word(field, "meta:xdmType"), _LONG) if kind_of(field) is Kind.INTEGER else None


def named_fields(field: JsonObject) -> dict[str, JsonObject]:
    """The fields of an object that its schema names."""
    properties = field.get("properties")
    named = properties.items() if isinstance(properties, dict) else ()
    return {name: node if isinstance(node, dict) else {} for name, node in named if node is not False}


def free_field(field: JsonObject) -> JsonObject | None:
    """What an object or map holds under names that its schema does not know, None if it holds no such."""
    free = field.get("additionalProperties")
    if isinstance(free, dict):
        return free
    return {} if free is not False and kind_of(field) is Kind.MAP else None


def members(field: JsonObject) -> JsonObject:
    """What the members of an array are."""
    items = field.get("items")
    return items if isinstance(items, dict) else {}


def field_at(schema: JsonObject, path: Steps) -> JsonObject:
    """The field that a path leads to from the top of a composed schema; raises NoField."""
    field = schema
    for at in range(len(path)):
        field = _below(field, path, at)
    return field


def _below(field: JsonObject, path: Steps, at: int) -> JsonObject:
    """What one more step leads to."""
    step, kind = path[at], kind_of(field)
    if kind is Kind.ANYTHING:
        return {}
    if isinstance(step, str) and kind in (Kind.OBJECT, Kind.MAP):
        found = named_fields(field).get(step, free_field(field))
        if found is None:
            raise NoField(_unknown(field, step, _written(path[:at])))
        return found
    if not isinstance(step, str) and kind is Kind.ARRAY:
        return members(field)
    raise NoField(_impossible(kind, step, _written(path[:at])))


def _unknown(field: JsonObject, name: str, where: str) -> str:
    """Why a name leads nowhere."""
    known = [each for each in named_fields(field) if len(each) <= _LONGEST_NAMED]
    near = get_close_matches(name, known, 1, 0.5)
    return f"{where} has no field {_brief(name)}" + "".join(f"; the nearest is {each!r}" for each in near)


def _impossible(kind: Kind, step: Step, where: str) -> str:
    """Why a field has nothing where a step leads."""
    if not isinstance(step, str):
        return f"{where} is {kind.value}, and only an array has a member {_written((step,))}"
    if kind is Kind.ARRAY:
        return f"{where} is an array: an index such as [0], or [*], stands before the field {_brief(step)}"
    return f"{where} is {kind.value}, which has no field {_brief(step)}"


def _written(path: Steps) -> str:
    """A path for people."""
    text = "".join(f".{step}" if isinstance(step, str) else f"[{step if step is not EVERY else '*'}]" for step in path)
    return text.removeprefix(".") or "the schema"


def _brief(name: str) -> str:
    return repr(name if len(name) <= _LONGEST_NAMED else name[:_LONGEST_NAMED] + "…")


def _types(field: JsonObject) -> list[str]:
    """The types that a field names, but for null."""
    named: Any = field.get("type")
    named = named if isinstance(named, list) else [named]
    return [each for each in named if isinstance(each, str) and each != "null"]


def _word(field: JsonObject, keyword: str) -> str:
    word = field.get(keyword)
    return word if isinstance(word, str) else ""


def _by_shape(field: JsonObject) -> Kind:
    """The kind of a field that names no type."""
    if "properties" in field or isinstance(field.get("additionalProperties"), dict):
        return Kind.OBJECT
    return Kind.ARRAY if "items" in field else Kind.ANYTHING


def _has_free_names(field: JsonObject) -> bool:
    """Whether an object takes any name: it is called a map, or what it holds is said of all names, or of none."""
    free = field.get("additionalProperties")
    return (
        field.get("meta:xdmType") == "map"
        or (isinstance(free, dict) and not field.get("properties"))
        or ("properties" not in field and free is not False)
    )
