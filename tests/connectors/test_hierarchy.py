"""Schemas and rows from records: what a preview holds is declared, and nothing else is lost than what is empty."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from mock_flowservice.connectors import mixpanel_rows, mixpanel_schema
from mock_flowservice.connectors.hierarchy import BOUNDS, flattened, schema_of, shown
from mock_flowservice.connectors.rest import content_path, rest_rows, upstream_answer
from mock_flowservice.wire import JsonObject
from tests.declared import undeclared

names = st.sampled_from(["a", "b", "items", "$id", "data"])
numbers = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | st.text(max_size=3)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)
records = st.lists(st.dictionaries(names, values, max_size=4), max_size=5)


@given(rows=records)
def test_a_schema_declares_every_key_that_occurs_at_any_depth(rows: list[JsonObject]) -> None:
    schema = schema_of(rows)
    assert undeclared(rows, {"items": schema}) == []


@given(rows=records)
def test_what_is_shown_meets_the_schema(rows: list[JsonObject]) -> None:
    schema = schema_of(rows)
    Draft7Validator.check_schema(schema)
    assert all(Draft7Validator(schema).is_valid(without_nulls(row)) for row in shown(rows))


@given(rows=records)
def test_what_is_shown_is_all_but_what_is_empty_and_stays_so(rows: list[JsonObject]) -> None:
    once = shown(rows)
    assert len(once) == len(rows)
    for row, seen in zip(rows, once, strict=True):
        assert seen.keys() == {name for name, value in row.items() if not is_empty(value)}
        assert all(seen[name] == row[name] for name in seen if not isinstance(seen[name], dict | list))
    assert shown(once) == once


@given(rows=records, path=st.lists(names, min_size=1, max_size=3), around=st.dictionaries(st.just("total"), scalars))
def test_there_is_a_row_for_each_record_with_what_stands_around_it(
    rows: list[JsonObject], path: list[str], around: JsonObject
) -> None:
    answer: Any = rows
    for name in reversed(path):
        answer = {**around, name: answer}
    found = flattened(answer, tuple(path))
    assert len(found) == len(rows)
    for flat, record in zip(found, rows, strict=True):
        inner: Any = flat
        for name in path:
            assert {**around, name: inner[name]} == inner
            inner = inner[name]
        assert inner == record


@pytest.mark.parametrize(
    ("values", "schema"),
    [
        ([None], {}),
        ([], {}),
        ([1], {"type": "integer", **BOUNDS}),
        ([1, None], {"type": "integer", **BOUNDS}),
        ([2**53], {"type": "integer"}),
        ([1, 1.5], {"type": "number"}),
        ([True], {"type": "boolean"}),
        (["2024-01-01"], {"type": "string"}),
        ([[]], {"type": "array", "items": {"type": "object", "properties": {}}}),
        ([{}], {"type": "object", "properties": {}}),
        ([[1], ["a"]], {"type": "array", "items": {"type": ["integer", "string"]}}),
        ([1, {"a": 1.5}], {"type": ["integer", "object"], "properties": {"a": {"type": "number"}}}),
    ],
)
def test_a_value_is_declared_as_the_real_service_declares_it(values: list[Any], schema: JsonObject) -> None:
    assert schema_of(values) == schema


def test_the_schema_of_the_tutorial_is_what_its_events_come_to() -> None:
    assert schema_of(mixpanel_rows()) == mixpanel_schema()


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("$.items", ("items",)),
        ("list.users", ("list", "users")),
        ("$.results[*]", ("results",)),
        ("$", ("items",)),
        ("", ("items",)),
        (None, ("items",)),
        (5, ("items",)),
        ("a" + ".a" * 5000, ("a",) * 16),
    ],
)
def test_the_records_stand_where_the_spec_says(path: Any, names: tuple[str, ...]) -> None:
    spec = {"sourceSpec": {"attributes": {"contentPath": {"path": path}}}}
    assert content_path(spec) == names
    inner: Any = upstream_answer(names)
    for name in names:
        inner = inner[name]
    assert len(rest_rows(spec)) == len(inner) == 12


def is_empty(value: Any) -> bool:
    """Whether nothing is left of a value when what is empty in it goes."""
    if isinstance(value, dict):
        return all(is_empty(each) for each in value.values())
    return value is None or value == []


def without_nulls(value: Any) -> Any:
    """A value without the nulls in its arrays, which no schema declares."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items()}
    return [without_nulls(each) for each in value if each is not None] if isinstance(value, list) else value
