"""The check of records: each breach is found where it is, and what need not be checked is always valid."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonpointer import resolve_pointer, set_pointer

from mock_flowservice.data_files import read_json
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.mapping.coercion import coercion
from mock_flowservice.wire import JsonObject
from mock_flowservice.xdm.check import INVALID, MISSING, Invalid, SchemaUnusable, checker, is_settled
from mock_flowservice.xdm.compose import compose
from mock_flowservice.xdm.fields import EVERY, Steps, field_at
from mock_flowservice.xdm.standard import standard_resources
from tests.xdm.drawing import BARE_SCHEMAS, SCHEMAS, fitting

STANDARD = standard_resources()
XDM = "https://ns.adobe.com/xdm"
EVENT = compose(
    {
        "allOf": [
            {"$ref": f"{XDM}/context/experienceevent"},
            {"$ref": f"{XDM}/context/profile-person-details"},
        ]
    },
    STANDARD.get,
)
RECORD: JsonObject = {
    "_id": "1",
    "timestamp": "2024-02-29T12:30:15.250Z",
    "person": {"birthDate": "1980-02-29", "birthYear": 1980, "gender": "female", "name": {"firstName": "Ada"}},
    "identityMap": {"e~m/l": [{"id": "a@b", "primary": True}, {"id": "c@d"}]},
}


def found(schema: JsonObject, record: Any) -> list[Invalid]:
    """What is wrong with a record."""
    return list(checker(schema).problems(record))


def test_a_valid_record_has_no_problems() -> None:
    assert found(EVENT, RECORD) == []


BREACHES: list[tuple[str, Any, str, str]] = [
    ("/_id", None, MISSING, "required"),
    ("/timestamp", None, MISSING, "required"),
    ("/timestamp", "yesterday", INVALID, "format"),
    ("/timestamp", 5, INVALID, "type"),
    ("/person", "x", INVALID, "type"),
    ("/person/birthDate", "1980-02-30", INVALID, "format"),
    ("/person/birthDate", None, INVALID, "type"),
    ("/person/birthYear", 0, INVALID, "minimum"),
    ("/person/birthYear", 99_999, INVALID, "maximum"),
    ("/person/birthYear", 1.5, INVALID, "type"),
    ("/person/gender", "none", INVALID, "enum"),
    ("/person/name/firstName", ["Ada"], INVALID, "type"),
    ("/identityMap/e~0m~1l", {}, INVALID, "type"),
    ("/identityMap/e~0m~1l/1", None, INVALID, "type"),
    ("/identityMap/e~0m~1l/0/primary", "true", INVALID, "type"),
]


@pytest.mark.parametrize(("pointer", "value", "code", "keyword"), BREACHES)
def test_a_breach_is_told_by_its_place_its_keyword_and_its_code(
    pointer: str, value: Any, code: str, keyword: str
) -> None:
    record = set_pointer(deepcopy(RECORD), pointer, value)
    problem = found(EVENT, record)[0]
    assert (problem.pointer, problem.code, problem.keyword) == (f"#{pointer}", code, keyword)
    assert problem.message.startswith("The message cannot be validated: #/") == (code == INVALID)
    assert pointer in problem.message


@given(st.sets(st.sampled_from([pointer for pointer, *_ in BREACHES]), min_size=1), st.randoms())
def test_every_breach_of_a_damaged_record_is_found_and_nothing_else(pointers: set[str], random: Any) -> None:
    apart = {one for one in pointers if not any(one.startswith(f"{other}/") for other in pointers)}
    record, expected = deepcopy(RECORD), set()
    for pointer in apart:
        _, value, code, keyword = random.choice([each for each in BREACHES if each[0] == pointer])
        set_pointer(record, pointer, value)
        expected.add((f"#{pointer}", code, keyword))
    problems = [(each.pointer, each.code, each.keyword) for each in found(EVENT, record)]
    assert expected <= set(problems)
    assert {pointer for pointer, *_ in problems} == {pointer for pointer, *_ in expected}


def test_what_is_required_is_asked_for_only_in_objects_that_are_there() -> None:
    inner = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {}}}
    schema = {"properties": {"deep": inner, "list": {"type": "array", "items": inner}}}
    assert found(schema, {}) == []
    problems = found(schema, {"deep": {"b": 1}, "list": [{"a": "x"}, {}, {"a": None}]})
    assert {(each.pointer, each.code) for each in problems} == {
        ("#/deep/a", MISSING),
        ("#/list/1/a", MISSING),
        ("#/list/2/a", MISSING),
    }
    assert len(problems) == 3


@pytest.mark.parametrize(
    "field",
    [
        {},
        True,
        {"title": "T"},
        {"type": ["string", "null"]},
        {"type": ["null"]},
        {"type": "integer", "enum": [1]},
        {"type": "string", "format": "date"},
        {"enum": [None]},
        {"const": None},
    ],
)
def test_null_is_missing_whatever_the_required_field_may_be(field: Any) -> None:
    for schema in ({"required": ["a"], "properties": {"a": field}}, {"required": ["a"], "additionalProperties": field}):
        for record in ({"a": None}, {}):
            assert [(each.pointer, each.code) for each in found(schema, record)] == [("#/a", MISSING)]


def test_null_is_valid_where_the_schema_says_so_and_nothing_requires_it() -> None:
    schema = {"properties": {"a": {"type": ["string", "null"]}, "b": {}, "c": {"type": "string"}}}
    assert [each.pointer for each in found(schema, {"a": None, "b": None, "c": None})] == ["#/c"]


@pytest.mark.parametrize(
    ("asked", "value", "words"),
    [
        ({"type": "integer"}, "x", 'expected type integer, found "x"'),
        ({"type": "integer"}, None, "expected type integer, found null"),
        ({"type": "integer"}, {"a": 1}, "expected type integer, found an object"),
        ({"enum": ["a", "b"]}, "c", '"c" is not one of "a" or "b"'),
        ({"pattern": "^[0-9]+$"}, "c", '"c" does not match "^[0-9]+$"'),
        ({"maxLength": 3}, "abcd" * 100, "is longer than 3 characters"),
        ({"minLength": 3}, "a", '"a" is shorter than 3 characters'),
        ({"minimum": 3}, 1, "1 is less than the minimum of 3"),
        ({"exclusiveMaximum": 3}, 3, "3 is greater than or equal to the maximum of 3"),
        ({"multipleOf": 2}, 3, "3 is not a multiple of 2"),
        ({"const": 4}, 5, "4 was expected"),
        ({"uniqueItems": True}, [1, 1], "an array has non-unique elements"),
        ({"minItems": 2}, [1], "an array has less than 2 items"),
        ({"minProperties": 2}, {"a": 1}, "an object has less than 2 properties"),
        ({"format": "email"}, "x", '"x" is not a "email"'),
        ({"format": "uri"}, "x", '"x" is not a "uri"'),
        ({"additionalProperties": False}, {"a": 1}, "nothing is allowed here"),
        ({"additionalProperties": False, "properties": {"b": {}}}, {"a": 1}, "('a' was unexpected)"),
    ],
)
def test_a_phrase_shows_the_value_and_what_was_wanted_of_it(asked: JsonObject, value: Any, words: str) -> None:
    (problem,) = found({"properties": {"f": asked}}, {"f": value})
    assert (problem.pointer, problem.code) == ("#/f", INVALID)
    assert words in problem.phrase
    assert len(problem.message) < 300


def test_what_json_schema_knows_and_xdm_does_not_is_passed_over() -> None:
    field = {
        "type": "string",
        "$ref": "http://127.0.0.1:1/nowhere",
        "not": {},
        "anyOf": [False],
        "format": "no-format",
        "meta:enum": {"b": "B"},
        "default": 3,
        "description": 5,
    }
    schema = {"$id": "not an id", "$schema": "http://127.0.0.1:1/none#", "properties": {"a": field}, "meta:class": 1}
    assert found(schema, {"a": "x", "unknown": {"b": 1}}) == []


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"pattern": "("}, "/pattern"),
        ({"pattern": "^(a{1000}){1000}$"}, "/pattern"),
        ({"pattern": "\ud800"}, "surrogates"),
        ({"type": "decimal"}, "decimal"),
        ({"type": []}, "/type"),
        ({"type": 5}, "/type"),
        ({"required": True}, "/required"),
        ({"required": ["a", 5]}, "/required"),
        ({"properties": []}, "/properties"),
        ({"properties": {"b": 3}}, "/properties/b"),
        ({"minLength": "x"}, "/minLength"),
        ({"minimum": 10**5000}, "large integer"),
        ({"minimum": float("nan")}, "/minimum"),
        ({"items": "x"}, "/items"),
        ({"enum": 3}, "/enum"),
        ({"enum": [object()]}, "object"),
    ],
)
def test_a_schema_that_cannot_be_used_is_told_so_at_once(broken: JsonObject, words: str) -> None:
    with pytest.raises(SchemaUnusable) as caught:
        checker({"properties": {"a": broken}})
    assert words in str(caught.value)
    assert len(str(caught.value)) < 400


def nested(levels: int) -> JsonObject:
    schema: JsonObject = {"type": "string"}
    for _ in range(levels):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


def test_a_schema_as_deep_as_one_can_be_composed_is_used_and_a_bottomless_one_refused() -> None:
    assert found(nested(64), {"a": {"a": 5}})[0].pointer == "#/a/a"
    assert is_settled(nested(64), [("a",) * 64, ("a",)])
    with pytest.raises(SchemaUnusable):
        checker(nested(5_000))
    assert not is_settled(nested(5_000), [("a",)])


@pytest.mark.parametrize("record", [{"a": "\ud800"}, {"\ud800": 1}, {"a": object()}, {"a": {1: 2}}, {"a": nested(600)}])
def test_a_record_that_is_no_json_is_invalid_and_raises_nothing(record: JsonObject) -> None:
    (problem,) = found({"properties": {"a": {"type": "integer"}}}, record)
    assert problem.code == INVALID


def test_a_pattern_that_would_take_for_ever_is_given_up() -> None:
    (problem,) = found({"properties": {"a": {"pattern": r"^(a|a)*\1$(?!x)"}}}, {"a": "a" * 50_000 + "!"})
    assert problem.keyword == "pattern"


TUTORIAL = {"properties": {"_extconndev": read_json("mixpanel/schema.json")}}


def paths(field: JsonObject, path: Steps = ()) -> Iterator[Steps]:
    """Where something can be written in a drawn schema."""
    yield path
    for name, child in field.get("properties", {}).items():
        yield from paths(child, (*path, name))
    if field.get("type") == "object" and "properties" not in field:
        yield from paths(field.get("additionalProperties", {}), (*path, "free"))
    if "items" in field:
        for step in (EVERY, 1):
            yield from paths(field["items"], (*path, step))


def write(target: Any, path: Steps, value: Any) -> Any:
    """A record with a value at a path; gaps of arrays are filled with null."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        held = target if isinstance(target, dict) else {}
        return held | {step: write(held.get(step), rest, value)}
    index, members = 0 if step is EVERY else int(step), target if isinstance(target, list) else []
    members = members + [None] * (index + 1 - len(members))
    members[index] = write(members[index], rest, value)
    return members


def drawn_record(schema: JsonObject, chosen: list[Steps], data: st.DataObject) -> JsonObject:
    """A record of coerced values at some paths, as a mapping set leaves it."""
    record: JsonObject = {}
    for path in sorted(chosen, key=len):
        field = field_at(schema, path)
        convert = coercion(field)
        assert convert is not None
        try:
            value = convert(data.draw(fitting(field)))
        except ExpressionError:
            continue
        if value is not None:
            record = write(record, path, value)
    return record


def chosen_paths(schema: JsonObject) -> st.SearchStrategy[list[Steps]]:
    return st.lists(st.sampled_from([path for path in paths(schema) if path]), min_size=1, max_size=4, unique=True)


@given(schema=BARE_SCHEMAS | SCHEMAS, data=st.data())
def test_a_record_at_settled_paths_is_always_valid(schema: JsonObject, data: st.DataObject) -> None:
    chosen = data.draw(chosen_paths(schema))
    assume(is_settled(schema, chosen))
    assert found(schema, drawn_record(schema, chosen, data)) == []


def test_the_tutorials_records_need_no_check() -> None:
    assert is_settled(TUTORIAL, list(paths(TUTORIAL)))
    assert not is_settled(EVENT, [("_id",), ("timestamp",)])


BARE: dict[str, JsonObject] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "list": {"type": "array", "items": {}},
}
UNSETTLING: list[tuple[str, JsonObject]] = [
    ("string", {"enum": ["a"]}),
    ("string", {"const": "a"}),
    ("string", {"pattern": "a"}),
    ("string", {"minLength": 1}),
    ("string", {"maxLength": 1}),
    ("string", {"format": "email"}),
    ("string", {"format": "uri"}),
    ("integer", {"minimum": 0}),
    ("integer", {"maximum": 100}),
    ("integer", {"minimum": -(2**60), "maximum": 2**53 - 2}),
    ("integer", {"exclusiveMinimum": -(2**60)}),
    ("integer", {"multipleOf": 1}),
    ("list", {"items": {"type": "string"}}),
    ("list", {"items": [{}]}),
    ("list", {"items": False}),
    ("list", {"minItems": 1}),
    ("list", {"uniqueItems": True}),
]


@pytest.mark.parametrize(("bare", "asked"), UNSETTLING)
def test_whatever_is_asked_of_a_field_makes_its_records_need_the_check(bare: str, asked: JsonObject) -> None:
    plain, field = BARE[bare], BARE[bare] | asked
    for around in (lambda one: {"a": one}, lambda one: {"a": {"type": "object", "properties": {"b": one}}}):
        path: Steps = ("a", "b") if "properties" in around(plain)["a"] else ("a",)
        for each in (path, ("a",)):
            assert is_settled({"properties": around(plain)}, [each])
            assert not is_settled({"properties": around(field)}, [each])
        assert is_settled({"properties": around(field) | {"other": plain}}, [("other",)])


@pytest.mark.parametrize("asked", [{"required": ["x"]}, {"minProperties": 2}, {"maxProperties": 1}, {"enum": [{}]}])
def test_what_is_asked_of_an_object_counts_for_everything_inside_it(asked: JsonObject) -> None:
    inner = {"type": "object", "properties": {"b": {"type": "string"}, "x": {"type": "string"}}}
    assert is_settled({"properties": {"a": inner}}, [("a", "b"), ("a",)])
    assert not is_settled({"properties": {"a": inner | asked}}, [("a", "b")])
    assert not is_settled({"properties": {"a": inner, "c": {}}, **asked}, [("c",)])
    assert is_settled({"properties": {"a": inner | asked, "c": {}}}, [("c",)])


@pytest.mark.parametrize(
    "field",
    [
        {"additionalProperties": False},
        {"additionalProperties": {}, "meta:xdmType": "map", "properties": {"b": False}},
        {"type": ["string", "integer"]},
    ],
)
def test_what_is_forbidden_makes_records_need_the_check_too(field: JsonObject) -> None:
    assert not is_settled({"properties": {"a": field}}, [("a",)])


def test_what_a_schema_requires_is_asked_for_even_if_nothing_is_mapped() -> None:
    schema = {"required": ["a", "a"], "properties": {"a": {}}}
    assert not is_settled(schema, [])
    assert [each.pointer for each in found(schema, {})] == ["#/a"]


def test_a_path_that_leads_nowhere_settles_nothing() -> None:
    assert not is_settled({"properties": {"a": {"type": "string"}}}, [("b",)])
    assert not is_settled({"properties": {"a": {"type": "string"}}}, [("a", "b")])


def test_a_pointer_of_a_problem_leads_to_the_value() -> None:
    record = set_pointer(deepcopy(RECORD), "/identityMap/e~0m~1l/0/id", 5)
    (problem,) = found(EVENT, record)
    assert resolve_pointer(record, problem.pointer.removeprefix("#")) == 5
