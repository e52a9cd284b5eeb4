"""Fields: what a node of a schema holds, and where a path leads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from mock_flowservice.xdm.compose import compose
from mock_flowservice.xdm.fields import EVERY, Kind, NoField, Steps, field_at, free_field, integer_range, kind_of
from mock_flowservice.xdm.standard import standard_resources
from tests.xdm.drawing import FIELDS, NAMES, SCHEMAS, TEXTS

STANDARD = standard_resources()
EVENT = compose({"allOf": [{"$ref": "https://ns.adobe.com/xdm/context/experienceevent"}]}, STANDARD.get)
PERSON = compose({"allOf": [{"$ref": "https://ns.adobe.com/xdm/context/profile-person-details"}]}, STANDARD.get)
KINDS: list[tuple[JsonObject, Kind]] = [
    ({"type": "string"}, Kind.STRING),
    ({"type": ["string", "null"]}, Kind.STRING),
    ({"type": ["null", "integer"]}, Kind.INTEGER),
    ({"type": "integer", "meta:xdmType": "byte"}, Kind.INTEGER),
    ({"meta:xdmType": "long"}, Kind.INTEGER),
    ({"type": "number"}, Kind.NUMBER),
    ({"type": "boolean"}, Kind.BOOLEAN),
    ({"type": "string", "format": "date"}, Kind.DATE),
    ({"type": "string", "format": "date-time"}, Kind.DATE_TIME),
    ({"type": "string", "meta:xdmType": "date-time"}, Kind.DATE_TIME),
    ({"type": "string", "format": "date", "meta:xdmType": "date-time"}, Kind.DATE),
    ({"meta:xdmType": "date"}, Kind.DATE),
    ({"type": "string", "format": "email"}, Kind.STRING),
    ({"type": "integer", "format": "date"}, Kind.INTEGER),
    ({"type": "object", "properties": {"a": {}}}, Kind.OBJECT),
    ({"properties": {}}, Kind.OBJECT),
    ({"type": "object", "properties": {}}, Kind.OBJECT),
    ({"type": "object", "properties": {"a": {}}, "additionalProperties": {}}, Kind.OBJECT),
    ({"type": "object", "additionalProperties": False}, Kind.OBJECT),
    ({"type": "object"}, Kind.MAP),
    ({"type": "object", "additionalProperties": {"type": "string"}}, Kind.MAP),
    ({"additionalProperties": {"type": "string"}, "properties": {}}, Kind.MAP),
    ({"type": "object", "properties": {"a": {}}, "meta:xdmType": "map"}, Kind.MAP),
    ({"type": "array"}, Kind.ARRAY),
    ({"items": {}}, Kind.ARRAY),
    ({}, Kind.ANYTHING),
    ({"title": "T"}, Kind.ANYTHING),
    ({"type": ["string", "integer"]}, Kind.ANYTHING),
    ({"type": "decimal"}, Kind.ANYTHING),
    ({"type": "null"}, Kind.ANYTHING),
    ({"type": {"a": []}, "format": [], "meta:xdmType": {}}, Kind.ANYTHING),
]


@pytest.mark.parametrize(("field", "kind"), KINDS)
def test_a_field_is_of_the_kind_that_its_schema_says(field: JsonObject, kind: Kind) -> None:
    assert kind_of(field) is kind


@pytest.mark.parametrize(
    ("kind", "bits"), [("byte", 7), ("short", 15), ("int", 31), ("long", None), ("integer", None), (None, None)]
)
def test_the_kind_of_an_integer_gives_its_range(kind: str | None, bits: int | None) -> None:
    wanted = (-(2**53) + 1, 2**53 - 1) if bits is None else (-(2**bits), 2**bits - 1)
    assert integer_range({"type": "integer", "meta:xdmType": kind}) == wanted


FOUND: list[tuple[JsonObject, Steps, Kind]] = [
    (EVENT, (), Kind.OBJECT),
    (EVENT, ("timestamp",), Kind.DATE_TIME),
    (EVENT, ("identityMap",), Kind.MAP),
    (EVENT, ("identityMap", "any name"), Kind.ARRAY),
    (EVENT, ("identityMap", "ECID", 0), Kind.OBJECT),
    (EVENT, ("identityMap", "ECID", EVERY, "primary"), Kind.BOOLEAN),
    (PERSON, ("person", "birthDate"), Kind.DATE),
    (PERSON, ("person", "birthYear"), Kind.INTEGER),
    ({"properties": {"a": {}}}, ("a", 3, "b", EVERY), Kind.ANYTHING),
    ({"properties": {"a": {"type": "array"}}}, ("a", 3), Kind.ANYTHING),
    ({"properties": {"a": True}}, ("a",), Kind.ANYTHING),
]


@pytest.mark.parametrize(("schema", "path", "kind"), FOUND)
def test_a_path_leads_to_its_field(schema: JsonObject, path: Steps, kind: Kind) -> None:
    assert kind_of(field_at(schema, path)) is kind


NOT_FOUND: list[tuple[JsonObject, Steps, str]] = [
    (PERSON, ("persn",), "the schema has no field 'persn'; the nearest is 'person'"),
    (PERSON, ("person", "name", "frstName"), "person.name has no field 'frstName'; the nearest is 'firstName'"),
    (PERSON, ("person", "zzzzzz"), "person has no field 'zzzzzz'"),
    (PERSON, ("person", 0), "person is an object, and only an array has a member [0]"),
    (PERSON, (EVERY,), "the schema is an object, and only an array has a member [*]"),
    (PERSON, ("person", "birthDate", "year"), "person.birthDate is a date, which has no field 'year'"),
    (EVENT, ("identityMap", 1), "identityMap is a map, and only an array has a member [1]"),
    (
        EVENT,
        ("identityMap", "ECID", "id"),
        "identityMap.ECID is an array: an index such as [0], or [*], stands before the field 'id'",
    ),
    (
        EVENT,
        ("identityMap", "ECID", 2, "idd"),
        "identityMap.ECID[2] has no field 'idd'; the nearest is 'id'",
    ),
    ({"properties": {"a": False}}, ("a",), "the schema has no field 'a'"),
    ({"type": "object", "additionalProperties": False}, ("a",), "the schema has no field 'a'"),
]


@pytest.mark.parametrize(("schema", "path", "why"), NOT_FOUND)
def test_a_path_that_leads_nowhere_is_told_why(schema: JsonObject, path: Steps, why: str) -> None:
    with pytest.raises(NoField) as caught:
        field_at(schema, path)
    assert str(caught.value) == why


def test_a_very_long_name_is_told_in_few_words() -> None:
    schema: JsonObject = {"properties": {f"{number}{'x' * 10_000}": {} for number in range(100)}}
    with pytest.raises(NoField) as caught:
        field_at(schema, ("x" * 10_000,))
    assert len(str(caught.value)) < 200


def walks(field: JsonObject, path: Steps = ()) -> list[tuple[Steps, JsonObject]]:
    """Every field of a drawn schema, with its path."""
    found = [(path, field)]
    for name, child in field.get("properties", {}).items():
        found += walks(child, (*path, name))
    if "additionalProperties" in field:
        found += walks(field["additionalProperties"], (*path, "free"))
    if "items" in field:
        found += walks(field["items"], (*path, EVERY)) + walks(field["items"], (*path, 7))
    return found


@given(SCHEMAS)
def test_every_field_of_a_schema_is_found_at_its_path(schema: JsonObject) -> None:
    for path, field in walks(schema):
        assert field_at(schema, path) == field


@given(FIELDS, NAMES)
def test_a_name_is_found_exactly_in_what_has_it_or_has_any(field: JsonObject, name: str) -> None:
    has_it = name in field.get("properties", {}) or free_field(field) is not None or kind_of(field) is Kind.ANYTHING
    try:
        field_at(field, (name,))
    except NoField:
        assert not has_it
    else:
        assert has_it


KEYS = st.sampled_from(
    ["type", "format", "meta:xdmType", "properties", "items", "additionalProperties", "required", "a"]
)
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.sampled_from(["object", "array", "map", "date"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, JUNK), st.lists(NAMES | st.integers() | st.just(EVERY), max_size=4).map(tuple))
def test_whatever_a_schema_holds_a_path_is_found_or_refused(schema: JsonObject, path: Steps) -> None:
    assert isinstance(kind_of(schema), Kind)
    try:
        assert isinstance(field_at(schema, path), dict)
    except NoField:
        assert path
