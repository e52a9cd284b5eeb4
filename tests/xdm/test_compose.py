"""Composing: what a resource takes over becomes its own, and nothing a body holds makes it go on for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from mock_flowservice.xdm.compose import CompositionError, TypeClash, compose
from mock_flowservice.xdm.nodes import paths, references, subschemas, without_texts
from mock_flowservice.xdm.standard import standard_resources

NAMES = st.sampled_from(["a", "b", "title", "description", "properties"])
LEAVES = st.fixed_dictionaries(
    {"type": st.just("string")}, optional={"title": st.text(), "description": st.text(), "meta:xdmType": st.text()}
)


def nested(inner: st.SearchStrategy[JsonObject]) -> st.SearchStrategy[JsonObject]:
    """Objects, lists and maps of what is given."""
    return (
        st.builds(lambda fields: {"type": "object", "properties": fields}, st.dictionaries(NAMES, inner, max_size=3))
        | st.builds(lambda item: {"type": "array", "items": item}, inner)
        | st.builds(lambda value: {"type": "object", "additionalProperties": value}, inner)
    )


FIELDS = st.dictionaries(NAMES, st.recursive(LEAVES, nested, max_leaves=8), max_size=4)
REFS = st.sampled_from(["#", "#/definitions/a", "#/definitions/b", "x", "y", "x#/definitions/a", "#/~", "#nowhere"])
KNOTS = st.recursive(
    st.builds(lambda ref: {"$ref": ref}, REFS),
    lambda inner: nested(inner) | st.builds(lambda parts: {"allOf": parts}, st.lists(inner, max_size=3)),
    max_leaves=8,
)


def alone(_: str) -> None:
    """Nothing is found."""


@given(FIELDS)
def test_a_resource_without_references_is_its_own_composition(fields: JsonObject) -> None:
    resource = {"$id": "i", "title": "T", "type": "object", "properties": fields}
    assert compose(resource, alone) == resource


@given(FIELDS, FIELDS)
def test_it_does_not_matter_where_fields_come_from(one: JsonObject, other: JsonObject) -> None:
    other = {f"{name}2": field for name, field in other.items()}
    parts: dict[str, JsonObject] = {
        "x": {"$id": "x", "title": "X", "version": "2.0", "properties": other},
        "y": {"$id": "y", "allOf": [{"$ref": "#/definitions/f"}], "definitions": {"f": {"properties": other}}},
    }
    plain = compose({"$id": "i", "title": "T", "properties": one | other}, alone)
    for ref in parts:
        schema = {"$id": "i", "title": "T", "properties": one, "allOf": [{"$ref": ref, "type": "object"}]}
        composed = compose(schema, parts.get)
        assert composed["properties"] == plain["properties"]
        assert (composed["$id"], composed["title"], "version" in composed) == ("i", "T", False)


@given(FIELDS)
def test_composing_twice_is_composing_once(fields: JsonObject) -> None:
    schema = {"allOf": [{"$ref": id} for id in standard_resources()], "properties": {"_own": {"properties": fields}}}
    once = compose(schema, standard_resources().get)
    assert compose(once, alone) == once
    assert list(references(once)) == []


@given(FIELDS)
def test_nothing_that_is_composed_is_changed(fields: JsonObject) -> None:
    part = {"$id": "x", "properties": fields, "required": ["a"]}
    schema = {"allOf": [{"$ref": "x"}, {"required": ["a", "b"]}], "properties": {"c": {"$ref": "x"}}}
    before = str((part, schema))
    assert compose(schema, {"x": part}.get)["required"] == ["a", "b"]
    assert str((part, schema)) == before


@given(one=KNOTS, other=KNOTS, third=KNOTS)
def test_references_that_lead_round_come_to_an_end(one: JsonObject, other: JsonObject, third: JsonObject) -> None:
    resources = {
        "x": {"$id": "x", "definitions": {"a": one}, **other},
        "y": {"$id": "y", "definitions": {"a": third, "b": {"$ref": "x"}}, **one},
    }
    for each in resources.values():
        try:
            composed = compose(each, resources.get)
        except CompositionError:
            continue
        assert list(references(composed)) == []


def test_a_small_body_cannot_grow_without_end() -> None:
    doubling = {
        f"d{number}": {"properties": {side: {"$ref": f"#/definitions/d{number + 1}"} for side in ("l", "r")}}
        for number in range(40)
    }
    deepening = {f"d{number}": {"properties": {"n": {"$ref": f"#/definitions/d{number + 1}"}}} for number in range(900)}
    for definitions in (doubling, deepening):
        with pytest.raises(CompositionError):
            compose({"allOf": [{"$ref": "#/definitions/d0"}], "definitions": definitions}, alone)


MANY = 2000
HEAVY: dict[str, tuple[JsonObject, JsonObject]] = {
    "required names": ({"required": [f"n{number}" for number in range(3 * MANY)]}, {}),
    "keywords": ({f"x-{number}": number for number in range(3 * MANY)}, {}),
    "fields": ({}, {f"n{number}": {} for number in range(3 * MANY)}),
    "letters of a pointer": ({"$ref": f"#/{'a/' * 2 * MANY}"}, {}),
}


@pytest.mark.parametrize("name", HEAVY)
def test_parts_that_are_taken_over_again_and_again_are_counted_each_time(name: str) -> None:
    part, fields = HEAVY[name]
    heavy = {"definitions": {"d": part}, "properties": fields}
    compose(heavy | {"allOf": [{"$ref": "#/definitions/d"}]}, alone)
    with pytest.raises(CompositionError):
        compose(
            {"definitions": {"d": part}, "allOf": [{"properties": fields}, *[{"$ref": "#/definitions/d"}] * MANY]},
            alone,
        )


def test_a_field_of_two_types_is_told_by_its_path() -> None:
    one, other = ({"properties": {"a": {"properties": {"b": {"type": type}}}}} for type in ("string", "number"))
    with pytest.raises(TypeClash, match="/a/b is string in one part and number in another"):
        compose({"allOf": [one, other]}, alone)


def test_a_field_takes_over_what_it_refers_to_and_keeps_its_own_words() -> None:
    price = {"$id": "p", "version": "1.0", "title": "Price", "type": "number", "minimum": 0}
    schema = {"properties": {"cost": {"$ref": "p", "title": "Cost"}}}
    assert compose(schema, {"p": price}.get)["properties"] == {
        "cost": {"title": "Cost", "type": "number", "minimum": 0}
    }


def test_standard_classes_have_the_fields_of_their_behaviour() -> None:
    standard = standard_resources()
    event = compose(standard["https://ns.adobe.com/xdm/context/experienceevent"], standard.get)
    assert event["required"] == ["_id", "timestamp"]
    assert {"_id", "timestamp", "eventType", "identityMap"} <= event["properties"].keys()
    profile = compose(standard["https://ns.adobe.com/xdm/context/profile"], standard.get)
    assert {"_id", "personID", "_repo"} <= profile["properties"].keys()
    assert "required" not in profile


@given(FIELDS)
def test_only_texts_are_lost_without_texts(fields: JsonObject) -> None:
    def texts(node: JsonObject) -> bool:
        return isinstance(node.get("title"), str) or any(texts(child) for child in subschemas(node))

    bare = without_texts({"title": "T", "properties": fields})
    assert not texts(bare)
    assert [path for path, _ in paths(bare["properties"])] == [path for path, _ in paths(fields)]
