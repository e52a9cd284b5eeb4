"""Mapping sets: the compiled one does what the obvious one does, and never touches what it is given."""

import copy
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mock_flowservice.mapping import MappingSetError, compile_mapping_set, generated
from tests.mapping.oracle import mapped

Json = dict[str, Any]
NAMES = st.sampled_from(["a", "b", "c", "a.b", "items"])
SCALARS = st.sampled_from([None, True, 0, 7, "x", "", "12", 2.5])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
RECORDS = st.dictionaries(NAMES, VALUES, max_size=4)
SOURCES = st.one_of(
    st.sampled_from(["a", "b", "a.b", "a\\.b", "a.b.c", "missing.field", "items", "items[0]", "items[1].a"]),
    st.sampled_from(["items[*]", "items[*].a", "items[*].b[*]", "a[*].b[*].c", "a.items[*].b", "items[*].items[*]"]),
)
EXPRESSIONS = st.sampled_from(["a.b", "1/0", "a + 1", "[a, b]", '{"x": a, "y": {"z": b}}', "null", "items[0]"])
DESTINATIONS = st.one_of(
    st.sampled_from(["x", "y", "z", "x.y", "x.z", "x.y.w", "t.u"]),
    st.sampled_from(["l[0]", "l[2]", "l[*]", "l[*].m", "l[*].n", "l[1].m", "t.l[*].k[*]", "t.l[*].k[0].v"]),
)
MAPPINGS = st.one_of(
    st.builds(lambda s, d: {"sourceType": "ATTRIBUTE", "source": s, "destination": d}, SOURCES, DESTINATIONS),
    st.builds(lambda s, d: {"sourceType": "EXPRESSION", "source": s, "destination": d}, EXPRESSIONS, DESTINATIONS),
    st.builds(lambda s, d: {"sourceType": "STATIC", "source": s, "destination": d}, st.just("k"), DESTINATIONS),
)
SETS = st.builds(
    lambda mappings, nulls: {"mappings": mappings, "allowNullValues": nulls},
    st.lists(MAPPINGS, max_size=6),
    st.booleans(),
)


NO_MEMBERS = {
    "mappings": [{"sourceType": "ATTRIBUTE", "source": "items[*]", "destination": "l[*]"}],
    "allowNullValues": True,
}


@given(SETS, RECORDS)
@example(NO_MEMBERS, {"items": []})
@example(NO_MEMBERS, {"items": None})
def test_a_compiled_set_does_what_the_obvious_mapper_does(mapping_set: Json, record: Json) -> None:
    agree(mapping_set, record)


@given(SETS, RECORDS, st.integers(0, 12))
def test_mappings_that_do_not_become_code_do_the_same(mapping_set: Json, record: Json, most: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(generated, "MOST_STEPS", most)
        agree(mapping_set, record)


def test_a_set_of_very_many_steps_is_compiled_in_little_room() -> None:
    mappings = [{"source": f"s{n}.a" * 30, "destination": ".".join([f"t{n}"] * 60)} for n in range(2000)]
    tracemalloc.start()
    try:
        compile_mapping_set({"mappings": mappings})
        assert tracemalloc.get_traced_memory()[1] < 300_000_000
    finally:
        tracemalloc.stop()


def agree(mapping_set: Json, record: Json) -> None:
    """The compiled set does what the obvious one does."""
    result, failed = mapped(mapping_set, record)
    outcome = compile_mapping_set(mapping_set, keep_going=True).apply(record)
    assert outcome.record == result
    assert [each.position for each in outcome.warnings] == failed
    assert outcome.errors == []


@given(SETS, RECORDS)
def test_neither_the_record_nor_the_set_is_changed_or_shared(
    mapping_set: dict[str, Any], record: dict[str, Any]
) -> None:
    before, set_before = copy.deepcopy(record), copy.deepcopy(mapping_set)
    compiled = compile_mapping_set(mapping_set, keep_going=True)
    first = compiled.apply(record).record
    scribble(first)
    assert (record, mapping_set) == (before, set_before)
    assert compiled.apply(record).record == compile_mapping_set(mapping_set, keep_going=True).apply(record).record


def scribble(value: Any) -> None:
    """Change every container in a value."""
    if isinstance(value, dict):
        for each in value.values():
            scribble(each)
        value["scribbled"] = True
    elif isinstance(value, list):
        for each in value:
            scribble(each)
        value.append("scribbled")


def test_a_bad_set_names_all_that_is_wrong() -> None:
    mappings = [
        {"sourceType": "EXPRESSION", "source": "uper(a)", "destination": "x"},
        {"sourceType": "ATRIBUTE", "source": "a", "destination": "y"},
        {"source": "a"},
        {"source": "a..b", "destination": "z"},
        {"source": "a", "destination": "u"},
        {"source": "b", "destination": "u"},
    ]
    with pytest.raises(MappingSetError) as raised:
        compile_mapping_set({"mappings": mappings})
    assert [position for position, _ in raised.value.problems] == [0, 1, 2, 3, 5]
    assert "upper" in str(raised.value)
    assert "ATTRIBUTE" in str(raised.value)


def test_a_set_that_keeps_going_warns_of_its_bad_mappings_in_each_record() -> None:
    mappings = [
        {"source": "a", "destination": "x"},
        {"sourceType": "EXPRESSION", "source": "uper(a)", "destination": "y"},
    ]
    outcome = compile_mapping_set({"mappings": mappings}, keep_going=True).apply({"a": 1})
    assert outcome.record == {"x": 1}
    assert [(each.position, each.code) for each in outcome.warnings] == [(1, "MAPPER-3700-400")]


SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2},
        "count": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "home": {"type": "object", "properties": {"city": {"type": "string"}, "zip": {"type": "string"}}},
    },
    "required": ["name"],
}


def with_schema(*mappings: tuple[str, str]) -> Any:
    return compile_mapping_set({"mappings": [{"source": s, "destination": d} for s, d in mappings]}, SCHEMA)


def test_values_are_converted_and_what_cannot_be_is_a_warning_of_its_own_field_only() -> None:
    outcome = with_schema(("n", "name"), ("c", "count"), ("t", "tags")).apply({"n": 12, "c": "many", "t": "one"})
    assert outcome.record == {"name": "12", "tags": ["one"]}
    assert [(each.source, each.destination) for each in outcome.warnings] == [("c", "count")]
    assert outcome.errors == []


def test_a_result_that_the_schema_refuses_has_errors_that_name_the_place() -> None:
    outcome = with_schema(("n", "name"), ("c", "count")).apply({"n": "x", "c": 1})
    assert [(each.pointer, each.code) for each in outcome.errors] == [("#/name", "DCVS-1101-400")]
    missing = with_schema(("n", "name")).apply({})
    assert [(each.pointer, each.code) for each in missing.errors] == [("#/name", "INGEST-1555-400")]


def test_an_object_copies_the_children_that_the_schema_has_and_extra_mappings_come_beside_them() -> None:
    outcome = with_schema(("n", "name"), ("other", "home.zip"), ("h", "home")).apply(
        {"n": "ab", "h": {"city": "Oslo", "zip": 1, "extra": True}, "other": 7}
    )
    assert outcome.record["home"] == {"city": "Oslo", "zip": "7"}


def test_a_destination_that_the_schema_has_not_names_the_nearest() -> None:
    with pytest.raises(MappingSetError, match="name"):
        with_schema(("n", "nane"))


@pytest.mark.parametrize("record", [None, [], "text", 1])
def test_what_is_no_record_is_a_type_error(record: Any) -> None:
    with pytest.raises(TypeError, match="a record is a dict"):
        compile_mapping_set({"mappings": []}).apply(record)


def test_mappings_into_one_large_field_share_what_is_made_of_it() -> None:
    large = {"type": "object", "properties": {f"f{number}": {"type": "string"} for number in range(2000)}}
    schema = {
        "properties": {"m": {"type": "object", "additionalProperties": large}, "l": {"type": "array", "items": large}}
    }
    mappings = [{"source": "a", "destination": f"m.k{number}"} for number in range(300)]
    mappings += [{"source": "a", "destination": f"l[{number}]"} for number in range(300)]
    tracemalloc.start()
    try:
        done = compile_mapping_set({"mappings": mappings}, schema).apply({"a": {"f1": 1, "g": 1}})
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert done == ({"m": {f"k{number}": {"f1": "1"} for number in range(300)}, "l": [{"f1": "1"}] * 300}, [], [])


NAMED = {"source": "n", "destination": "name"}
REFERRING = {"allOf": [{"$ref": "#/definitions/own"}], "definitions": {"own": SCHEMA}}


def test_a_list_of_mappings_is_a_set_too() -> None:
    assert compile_mapping_set([NAMED]).apply({"n": "ab"}).record == {"name": "ab"}


@pytest.mark.parametrize("schema", [SCHEMA, json.dumps(SCHEMA), REFERRING])
def test_a_set_brings_its_own_schema_unless_another_is_given(schema: Any) -> None:
    sent = {"mappings": [NAMED], "outputSchema": {"jsonSchema": schema}}
    assert compile_mapping_set(sent).apply({"n": 12}).record == {"name": "12"}
    free = {"properties": {"name": {"type": "integer"}}}
    assert compile_mapping_set(sent, free).apply({"n": 12}).record == {"name": 12}


def test_a_schema_that_refers_to_its_own_parts_holds_what_they_say() -> None:
    assert compile_mapping_set([NAMED], REFERRING).apply({"n": "x"}).errors
    with pytest.raises(MappingSetError, match="has no field"):
        compile_mapping_set([NAMED | {"destination": "nothing"}], REFERRING)


@pytest.mark.parametrize(
    ("mapping_set", "schema", "said"),
    [
        ({}, None, "it is no mapping set"),
        ("text", None, "it is no mapping set"),
        ([NAMED, 1], None, "mapping 1: it is no object"),
        ([NAMED], "text", "the schema cannot be used: it is no object"),
        ([NAMED], {"$ref": "https://ns.adobe.com/nobody"}, "refers to https://ns.adobe.com/nobody, which is not there"),
        ([NAMED | {"destination": "x"}], {"type": "strng"}, "the schema cannot be used"),
    ],
)
def test_what_is_no_set_or_no_schema_is_named(mapping_set: Any, schema: Any, said: str) -> None:
    with pytest.raises(MappingSetError, match=said):
        compile_mapping_set(mapping_set, schema)


def test_a_null_inside_an_object_replaces_no_value_of_the_object_that_it_joins() -> None:
    mappings = [{"source": "one", "destination": "x"}, {"source": "other", "destination": "x"}]
    record = {"one": {"a": 1, "in": {"b": 2}}, "other": {"a": None, "c": None, "in": {"b": None}}}
    joined = compile_mapping_set(mappings, keep_going=True).apply(record).record
    assert joined == {"x": {"a": 1, "c": None, "in": {"b": 2}}}
