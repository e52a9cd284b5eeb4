"""Examples of the rules of the mapping language and of mapping, each seen in a preview of one record."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from mock_flowservice.wire import JsonObject
from tests.data_prep.data_prep_client import DataPrep, calculated, copied, writing_to
from tests.replies import Answer

from .example import Example, always

ITEMS = {"items": [{"name": "a"}, {"name": "b"}]}


def previewing(data: Any, *mappings: JsonObject, **fields: Any) -> Callable[[Flask], Answer]:
    """What asks for a preview."""
    return lambda app: DataPrep(app).preview(data, *mappings, **fields)


def result(answer: Answer) -> Any:
    """What was made of the record."""
    return answer.body["data"]


def errors(answer: Answer) -> list[str]:
    """What went wrong with the record: codes alone."""
    return [each["exception"].partition(":")[0] for each in answer.body["errors"] or ()]


def gives(expression: str, value: Any, **record: Any) -> Example:
    """An expression that has a value for a record."""
    return always(previewing(record, calculated(expression)), {"value": value}, result)


def fails(expression: str, **record: Any) -> Example:
    """An expression that has no value for a record."""
    return always(previewing(record, calculated(expression)), ["MAPPER-3700-400"], errors)


def maps(data: JsonObject, value: JsonObject, *mappings: JsonObject, **fields: Any) -> Example:
    """A mapping set that makes this of a record."""
    return always(previewing(data, *mappings, **fields), value, result)


def validating(expression: str, **fields: Any) -> Callable[[Flask], Answer]:
    """What asks for the validation of an expression."""
    return lambda app: DataPrep(app).validate_expression(expression, **fields)


EXAMPLES: dict[str, Example] = {
    "expression.validate": Example(
        validating("lower(name)"), {"validationStatus": "succeeded", "error": "none"}, True, lambda answer: answer.body
    ),
    "expression.sample": always(
        validating("1 / n", sampleData='{"n": 0}'),
        False,
        lambda answer: answer.body["validationStatus"] == "succeeded",
    ),
    "expression.catalogue": always(
        lambda app: DataPrep(app).catalogue("functions"), "String", lambda answer: answer.body[0]["category"]
    ),
    "mapping_set.validated": always(
        lambda app: DataPrep(app).validate({"mappings": [copied("a"), copied("b")]}),
        ["SUCCESS", "FAILED"],
        lambda answer: [each["status"] for each in answer.body["validationResponse"]],
    ),
    "mapping_set.previewed": always(
        previewing([{"a": 1}, 5], copied("a")),
        [{"value": 1}, {}],
        lambda answer: [each["data"] for each in answer.body],
    ),
    "mapping_set.schema": maps({"a": 1}, {"value": "1"}, copied("a"), **writing_to(value={"type": "string"})),
    "mapping_set.limits": always(previewing({}, *[copied("a")] * 10_001), 400),
    "mapping.every": Example(
        previewing(ITEMS, copied("items[*].name", "products[*].title")),
        [{"title": "a"}, {"title": "b"}],
        [{"title": {"name": "a"}}, {"title": {"name": "b"}}],
        lambda answer: answer.body["data"]["products"],
    ),
    "mapping.order": maps({"a": 1, "b": 2}, {"value": 2}, copied("a"), copied("b")),
    "mapping.paths": maps({"first.name": "Ana"}, {"value": "Ana"}, copied("first.name")),
    "mapping.coercion": maps({"a": "yes"}, {"value": True}, copied("a"), **writing_to(value={"type": "boolean"})),
    "mapping.null": maps({"a": ""}, {}, copied("a"), **writing_to(value={"type": "integer"})),
    "mapping.object_copy": maps(
        {"a": {"known": 1, "other": 2}},
        {"value": {"known": 1}},
        copied("a"),
        **writing_to(value={"type": "object", "properties": {"known": {"type": "integer"}}}),
    ),
    "mapping.maps": maps(
        {"a": {"any": 1}},
        {"value": {"any": "1"}},
        copied("a"),
        **writing_to(value={"type": "object", "additionalProperties": {"type": "string"}}),
    ),
    "mapping.record_check": always(
        previewing({"a": "x"}, copied("a"), **writing_to(value={"type": "string", "enum": ["y"]})),
        ["DCVS-1101-400"],
        errors,
    ),
    "mapping.unschemed": gives("date(0)", "1970-01-01T00:00:00Z"),
    "mapping.limits": maps({"a": 1}, {}, copied(".".join("a" * 65))),
    "expression.language": fails("1 +"),
    "expression.limits": fails("'" + "a" * 4096 + "'"),
    "expression.fields": gives("size(a[5].b)", 0, a=[]),
    "expression.operators": gives("7 / 2", 3),
    "expression.values": gives("a + 1", 2, a="1"),
    "expression.calls": maps({}, {}, calculated("lower(null)")),
    "expression.lazy": gives("iif(true, 1, 1 / 0)", 1),
    "expression.strings": gives('left("abc", -1)', ""),
    "expression.regexes": gives('matches_regex("abc", "b")', False),
    "expression.hashing": gives('crc32("abc")', "c2412435"),
    "expression.urls": gives('get_url_encoded("a|b")', "a%7Cb"),
    "expression.objects": gives("is_empty(0)", False),
    "expression.arrays_to_object": gives('arrays_to_objects("a", [1])', [{"a": 1}]),
    "expression.maps": gives('to_map("a", 1, "a", 2)', {"a": 1}),
    "expression.map_get_values": gives('map_get_values(to_map("a", 1), "a")', 1),
    "expression.add_to_map": gives('add_to_map(to_map("a", 1), to_map("a", 2, "b", 3))', {"a": 1, "b": 3}),
    "expression.user_agents": gives('ua_os_name("nobody knows me")', "Unknown"),
    "expression.analytics": gives('aa_get_event_value("event1", "event1")', "1"),
    "expression.arrays": gives("coalesce([null, 2])", 2),
    "expression.aggregation": fails('min(1, "a")'),
    "expression.conversions": fails("to_integer(7.5)"),
    "expression.json": gives('json_to_object("5")', 5),
    "expression.special": fails('fpid_to_ecid("no id")'),
    "date.automatic": gives('date("01/02/2024")', "2024-01-02T00:00:00Z"),
    "date.zones": gives('date("2024-01-02T03:04:05-08:00")', "2024-01-02T03:04:05-08:00"),
    "date.patterns": gives('date("24", "yy")', "2024-01-01T00:00:00Z"),
    "date.precision": gives('date("2024-01-02T03:04:05.1234567Z")', "2024-01-02T03:04:05.123Z"),
    "date.text": gives('date("2024-01-02")', "2024-01-02T00:00:00Z"),
    "date.functions": gives('date_part("W", date("2024-01-02"))', 1),
}
