"""A preview shows what a mapping set makes of records, and stores nothing."""

from functools import partial
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from mock_flowservice.clock import CountingClock
from mock_flowservice.mapping import compile_mapping_set
from mock_flowservice.mapping.budget import Budget
from mock_flowservice.services.data_prep import checks
from mock_flowservice.wire import JsonObject
from mock_flowservice.xdm.compose import compose
from tests.caller import emulated, shared
from tests.data_prep.data_prep_client import DataPrep, calculated, copied, writing_to
from tests.schema_registry.registry_client import JSON, Registry

FIELDS: JsonObject = {
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "when": {"type": "string", "format": "date-time"},
    "one": {"type": "string", "enum": ["x", "y"]},
    "list": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
}
PLACES = [*FIELDS, "list[0].id", "list[*].id", "absent"]
SOURCES = ["a", "b", "b.c", "a[0]", "a[*].c", "none"]
EXPRESSIONS = ["a + b", "lower(a)", "1 / 0", "date(a)", "coalesce(none, b)", "1 +"]

scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "x", "7", "2024-01-02", "yes"])
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2)
)
records = st.dictionaries(st.sampled_from("abc"), values, max_size=3)
mappings = st.lists(
    st.builds(copied, st.sampled_from(SOURCES), st.sampled_from(PLACES))
    | st.builds(calculated, st.sampled_from(EXPRESSIONS), st.sampled_from(PLACES)),
    max_size=4,
)
schemas = st.sampled_from([{}, writing_to(**FIELDS)])


def composed(schema: JsonObject) -> JsonObject | None:
    """The schema as the engine takes it, if there is one."""
    return compose(schema["outputSchema"]["jsonSchema"], lambda _: None) if schema else None


@given(data=st.lists(records, max_size=3), mappings=mappings, schema=schemas, nulls=st.booleans())
def test_a_preview_is_what_the_engine_makes_of_each_record(
    data: list[JsonObject], mappings: list[JsonObject], schema: JsonObject, nulls: bool
) -> None:
    mapping_set = {"mappings": mappings, "allowNullValues": nulls}
    engine = compile_mapping_set(mapping_set, composed(schema), keep_going=True)
    shown = DataPrep().preview(data, *mappings, allowNullValues=nulls, **schema).body
    for row, mapped in zip(shown, map(engine.apply, data), strict=True):
        assert row["data"] == mapped.record
        failed = [(each.source, each.destination, f"{each.code}: {each.message}") for each in mapped.warnings]
        broken = [(None, each.pointer, f"{each.code}: {each.message}") for each in mapped.errors]
        told = [(each["source"], each["destination"], each["exception"]) for each in row["errors"] or ()]
        assert told == failed + broken
        assert row["errors"] != []


@given(data=st.lists(records | JSON, max_size=3), mappings=mappings)
def test_an_array_gives_an_array_of_what_each_of_its_records_gives_alone(
    data: list[Any], mappings: list[JsonObject]
) -> None:
    client = DataPrep()
    shown = client.preview(data, *mappings).body
    assert len(shown) == len(data)
    for record, row in zip(data, shown, strict=True):
        if isinstance(record, dict):
            assert client.preview(record, *mappings).body == row
        else:
            assert row["data"] == {}
            assert len(row["errors"]) == 1


def test_a_value_is_made_to_fit_the_schema_of_the_registry_and_else_stays_as_it_is() -> None:
    client = DataPrep()
    registry = Registry(client.app, **client.headers)
    schema = registry.schema(registry.field_group(item={"type": "string"})["$id"])["$id"]
    sent = copied("n", "_extconndev.item")
    known = client.preview({"n": 1234}, sent, xdmSchema=schema, **writing_to(value={"type": "integer"}))
    assert known.body == {"data": {"_extconndev": {"item": "1234"}}, "errors": None}
    for unknown in ({}, {"xdmSchema": "https://nowhere"}, {"xdmSchema": schema.replace("schemas/", "schemas/0")}):
        assert client.preview({"n": 1234}, sent, **unknown).body["data"] == {"_extconndev": {"item": 1234}}


def test_a_schema_that_was_sent_along_is_taken_as_object_or_text() -> None:
    client, schema = DataPrep(), writing_to(value={"type": "string"})
    text = {"outputSchema": {"jsonSchema": '{"type": "object", "properties": {"value": {"type": "string"}}}'}}
    for sent, value in ((schema, "1"), (text, "1"), ({"outputSchema": {"jsonSchema": "no JSON"}}, 1)):
        assert client.preview({"a": 1}, copied("a"), **sent).body["data"] == {"value": value}


def test_a_mapping_that_fails_is_named_and_the_others_still_write() -> None:
    answer = DataPrep().preview({"a": 1}, copied("a", "one"), calculated("1 / 0", "two"), calculated("1 +", "three"))
    assert answer.body["data"] == {"one": 1}
    divided, unread = answer.body["errors"]
    assert divided == {
        "source": "1 / 0",
        "destination": "two",
        "exception": "MAPPER-3700-400: division by zero, at line 1, column 3",
        "columnName": None,
        "sourceType": "text/x.aep-xl",
    }
    assert unread["destination"] == "three"


def test_a_breach_of_the_schema_is_told_with_its_code_and_pointer() -> None:
    schema = writing_to(one=FIELDS["one"], two={"type": "string"})
    schema["outputSchema"]["jsonSchema"]["required"] = ["two"]
    errors = DataPrep().preview({"a": "z"}, copied("a", "one"), **schema).body["errors"]
    told = {each["destination"]: each["exception"].partition(":")[0] for each in errors}
    assert told == {"#/one": "DCVS-1101-400", "#/two": "INGEST-1555-400"}


def test_time_and_ids_are_those_of_the_emulator() -> None:
    mappings = calculated("now()", "now"), calculated("uuid()", "id")
    twins = [DataPrep(emulated(clock=CountingClock())).preview({}, *mappings).body for _ in range(2)]
    assert twins[0] == twins[1]
    assert twins[0]["data"]["now"].startswith("2026-01-01T00:00:0")


def test_every_pair_of_members_is_wrapped_where_the_rule_says_so() -> None:
    data = {"a": [{"n": 1}, {}, {"n": [{"m": 2}]}]}
    for profile, plain in (("tutorial", True), ("published", False)):
        client = DataPrep(shared(mapping__every=profile))

        def seen(source: str, destination: str, client: DataPrep = client) -> Any:
            return client.preview(data, copied(source, destination)).body["data"]

        assert seen("a[*].n", "b[*].m")["b"][0] == ({"m": 1} if plain else {"m": {"n": 1}})
        assert seen("a[*].n", "b[*].m")["b"][2] == ({"m": [{"m": 2}]} if plain else {"m": {"n": [{"m": 2}]}})
        assert seen("a[*].n[*].m", "b[*].x[*]")["b"][2] == {"x": [2 if plain else {"m": 2}]}
        assert seen("a[*]", "b[*].m")["b"][0] == {"m": {"n": 1}}
        assert seen("a[*].n", "b") == {"b": [1, None, [{"m": 2}]]}
        assert seen("a[0].n", "b[0]") == {"b": [1]}
        assert "mapping.every" not in client.preview(data, copied("a[*].n", "b"), copied("a", "c[*]")).rules


def test_a_preview_stores_nothing() -> None:
    client = DataPrep()
    client.given()
    before = client.list().body
    client.preview({"a": 1}, copied("a"))
    assert client.list().body == before


@pytest.mark.parametrize(
    "body",
    [
        {"data": {}},
        {"mappingSet": {"mappings": []}},
        {"data": 5, "mappingSet": {"mappings": []}},
        {"data": {}, "mappingSet": {}},
        {"data": {}, "mappingSet": {"id": "0" * 32}},
        {"data": {}, "mappingSet": {"mappings": [5]}},
    ],
)
def test_a_preview_wants_records_and_a_whole_set(body: JsonObject) -> None:
    assert DataPrep().ask("POST", "/preview", body).status == 400


def test_a_schema_that_nothing_can_be_checked_with_is_refused() -> None:
    answer = DataPrep().preview({}, copied("a"), **writing_to(value={"type": "string", "pattern": "("}))
    assert answer.status == 400
    assert "schema" in answer.body["detail"]


@pytest.mark.parametrize(("seconds", "size", "word"), [(-1, 10**6, "seconds"), (60, 2000, "2,000 bytes")])
def test_what_takes_too_long_or_makes_too_much_is_refused(
    seconds: float, size: int, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "Budget", partial(Budget, seconds, size))
    client, many = DataPrep(), [copied("a", f"to.{number}") for number in range(30)]
    answer = client.preview({"a": ["long" * 30]}, *many)
    assert (answer.status, word in answer.body["detail"]) == (400, True)
    assert "mapping_set.limits" in answer.rules
    assert client.preview({"a": "long" * 30}, *many).status == 400
    if seconds < 0:
        assert client.validate({"mappings": many}).status == 400
        assert client.create({"mappings": many}, validate="true").status == 400


def test_as_many_mappings_as_are_allowed_are_previewed() -> None:
    client, many = DataPrep(), [copied("a", f"to{number}") for number in range(10_001)]
    assert len(client.preview({"a": 1}, *many[1:]).body["data"]) == 10_000
    assert client.preview({"a": 1}, *many).status == 400


@pytest.mark.parametrize("step", [".c", "[0]", "[*]"])
def test_a_path_leads_down_64_steps_and_no_further(step: str) -> None:
    client, value = DataPrep(), "[" * 127 + "1" + "]" * 127
    deep = client.preview({}, calculated(value, "b" + step * 63), copied("a" + step * 63, "other"))
    assert deep.body["errors"] is None
    [error] = client.preview({}, calculated(value, "b" + step * 64)).body["errors"]
    assert "65 steps" in error["exception"]
    assert len(client.preview({}, copied("a" + step * 9000, "b"), copied("a", "b" + step * 9000)).body["errors"]) == 2


odd = st.dictionaries(st.sampled_from(["type", "properties", "items", "enum", "pattern", "allOf", "$ref", "x"]), JSON)
odd_schemas = st.recursive(
    odd, lambda inner: st.fixed_dictionaries({"properties": st.dictionaries(st.sampled_from(PLACES), inner)})
)


@given(data=JSON, mappings=st.lists(JSON | records, max_size=2) | mappings, schema=odd_schemas | JSON)
def test_no_preview_and_no_validation_is_our_own_mistake(data: Any, mappings: Any, schema: Any) -> None:
    client = DataPrep()
    mapping_set = {"mappings": mappings, "outputSchema": {"jsonSchema": schema}}
    preview = client.ask("POST", "/preview", {"data": data, "mappingSet": mapping_set})
    event(f"preview {preview.status}")
    assert preview.status in (200, 400)
    assert client.validate(mapping_set).status in (200, 400)
