"""Schemas and values for properties: what Hypothesis draws of them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject

NAMES = st.sampled_from(["a", "b", "c/d", "e~f", "g.h"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=8))])
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES)
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-200, 200)
SCALARS = (
    st.none()
    | st.booleans()
    | NUMBERS
    | NUMBERS.map(str)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | TEXTS
    | MOMENTS
    | st.sampled_from(["", "Y", "OFF", "Yes", "2024-02-29", "02-29-2024", "2024-02-29T10:00:00Z", "0"])
)


def containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists and objects of what is given."""
    return st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)


VALUES = st.recursive(SCALARS, containers, max_leaves=8)
INTEGERS = [{"type": "integer", "meta:xdmType": kind} for kind in ("byte", "short", "int", "long")]
BARE_LEAVES: st.SearchStrategy[JsonObject] = st.sampled_from(
    [
        {"type": "string"},
        {"type": ["string", "null"]},
        {"type": "integer"},
        *INTEGERS,
        {"type": "integer", "minimum": -(2**53), "maximum": 2**53},
        {"type": "number"},
        {"type": "boolean"},
        {"type": "string", "format": "date"},
        {"type": "string", "format": "date-time"},
        {"title": "Anything"},
    ]
)
ASKED: st.SearchStrategy[JsonObject] = st.sampled_from(
    [
        {},
        {"enum": ["x", 1, True]},
        {"const": 1},
        {"pattern": "^[0-9]"},
        {"minLength": 2, "maxLength": 5},
        {"minimum": 0, "maximum": 100},
        {"exclusiveMinimum": 0},
        {"multipleOf": 2},
        {"format": "email"},
        {"format": "uri"},
    ]
)
LEAVES = st.builds(lambda leaf, asked: {**asked, **leaf}, BARE_LEAVES, ASKED)


def nested(inner: st.SearchStrategy[JsonObject]) -> st.SearchStrategy[JsonObject]:
    """Objects, arrays and maps of what is given."""
    return (
        objects(inner)
        | st.builds(lambda item: {"type": "array", "items": item}, inner)
        | st.builds(lambda value: {"type": "object", "additionalProperties": value}, inner)
        | st.just({"type": "object", "meta:xdmType": "map"})
    )


def objects(inner: st.SearchStrategy[JsonObject], least: int = 0) -> st.SearchStrategy[JsonObject]:
    """Objects that name their fields."""
    named = st.dictionaries(NAMES, inner, min_size=least, max_size=4)
    return named.map(lambda fields: {"type": "object", "properties": fields})


def requiring(inner: st.SearchStrategy[JsonObject]) -> st.SearchStrategy[JsonObject]:
    """The same, some of them asking for fields or for a number of members."""
    asked = st.sampled_from([{}, {}, {"required": ["a"]}, {"minProperties": 1}, {"uniqueItems": True}])
    return st.builds(lambda field, more: {**field, **more}, nested(inner), asked)


BARE_FIELDS = st.recursive(BARE_LEAVES, nested, max_leaves=6)
FIELDS = st.recursive(LEAVES, requiring, max_leaves=6)
BARE_SCHEMAS = objects(BARE_FIELDS, 1)
SCHEMAS = objects(BARE_FIELDS, 1) | objects(FIELDS, 1)


def fitting(field: JsonObject) -> st.SearchStrategy[Any]:
    """Values that a field of the drawn schemas mostly takes."""
    if field.get("type") == "array":
        return st.lists(fitting(field["items"]), max_size=3) | fitting(field["items"])
    if field.get("type") == "object":
        free = field.get("additionalProperties", {})
        named = {name: fitting(child) for name, child in field.get("properties", {}).items()}
        return st.fixed_dictionaries({}, optional=named) if named else st.dictionaries(NAMES, fitting(free), max_size=3)
    return _fitting_scalar(field) | SCALARS


def _fitting_scalar(field: JsonObject) -> st.SearchStrategy[Any]:
    if "format" in field:
        return MOMENTS | st.sampled_from(["2024-02-29", "2024-02-29T10:00:00+01:00", 0, 1709209815250])
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "string": SCALARS,
        "integer": st.integers(-128, 127) | st.sampled_from(["12", 7.0, True]),
        "number": NUMBERS | st.sampled_from(["1.5", "1e3"]),
        "boolean": st.booleans() | st.sampled_from(["yes", "N", 0, 1]),
    }
    return by_type.get(str(field.get("type")), VALUES)


def inside(value: Any) -> Iterable[Any]:
    """The lists and objects in a value, itself included."""
    if isinstance(value, dict | list):
        yield value
        for child in value.values() if isinstance(value, dict) else value:
            yield from inside(child)
