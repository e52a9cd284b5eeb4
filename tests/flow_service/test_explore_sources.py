"""Exploring every source that says it can be explored: from its root down to rows, each of them declared."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.connectors import sample_tables
from mock_flowservice.wire import JsonObject
from tests.bodies import (
    LANDING_ZONE,
    MIXPANEL,
    MYSQL,
    PENDO,
    S3_DESTINATION,
    SNOWFLAKE_STREAMING,
    STRIPE,
    UNKNOWN,
    connection_specs,
)
from tests.caller import shared
from tests.declared import undeclared_in
from tests.flow_service.exploring import EXPLORABLE, encoded, explored, given_spec
from tests.flow_service.in_process import Platform

ORDER = ["root", "folder", "file", "table", "rest"]


def named(ids: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("spec_id", ids, ids=lambda id: connection_specs()[id]["name"])


def of_type(type: str) -> list[str]:
    return [id for id in EXPLORABLE if connection_specs()[id]["exploreSpec"]["type"] == type]


def shown(common: Platform, spec_id: str, **parameters: Any) -> Any:
    """What a source shows of something that it has."""
    answer = explored(common, spec_id, **parameters)
    assert answer.status == 200, answer.text
    return answer.body


def keys_at(value: Any) -> set[str]:
    """The names of all keys in a value."""
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_at(inner)}
    return {key for each in value for key in keys_at(each)} if isinstance(value, list) else set()


def files_below(common: Platform, spec_id: str, entries: list[JsonObject]) -> list[JsonObject]:
    """The files that a listing and those of its folders show."""
    found = [each for each in entries if each["type"] == "file"]
    for folder in (each for each in entries if each["type"] == "folder"):
        inner = shown(common, spec_id, objectType="folder", object=folder["path"])
        assert all(each["path"].startswith(folder["path"]) for each in inner)
        found += files_below(common, spec_id, inner)
    return found


def consistent(preview: JsonObject, without: JsonObject) -> None:
    """A preview adds rows to what is shown without one, and its schema declares them."""
    assert undeclared_in(preview) == []
    assert 0 <= len(preview["data"]) <= 10
    assert {key: value for key, value in preview.items() if key != "data"} == without
    assert not any(value in (None, [], {}) for row in preview["data"] for value in row.values())


@named(of_type("FileSystem"))
def test_a_source_of_files_can_be_walked_from_its_root_to_every_row(common: Platform, spec_id: str) -> None:
    files = files_below(common, spec_id, shown(common, spec_id, objectType="root"))
    for file in files:
        assert file["canPreview"] == file["canFetchSchema"]
        asked = {"objectType": "file", "object": file["path"], "determineProperties": "true"}
        encoding = {"encoding": "ISO-8859-1"} if "latin1" in file["name"] else {}
        if file["canPreview"]:
            preview = shown(common, spec_id, **asked, **encoding, preview="true")
            consistent(preview, shown(common, spec_id, **asked, **encoding))
            explicit = shown(
                common, spec_id, **asked | {"determineProperties": "false"}, **encoding, **preview["properties"]
            )
            assert explicit == {key: value for key, value in preview.items() if key != "data"}
        else:
            assert explored(common, spec_id, **asked).status == 400
    assert {file["name"].rpartition(".")[2] for file in files} >= {"csv", "tsv", "json", "jsonl", "parquet", "gz"}


@named(of_type("Tabular"))
def test_a_source_of_tables_shows_them_and_every_row_of_them(common: Platform, spec_id: str) -> None:
    root = shown(common, spec_id, objectType="root")
    assert isinstance(root, dict) == (spec_id == SNOWFLAKE_STREAMING)
    entries = root["items"] if isinstance(root, dict) else root
    assert [entry["name"] for entry in entries] == list(sample_tables())
    for entry in entries:
        asked = {"objectType": "table", "object": entry["name"]}
        table = sample_tables()[entry["name"]]
        if not table.columns:
            assert explored(common, spec_id, **asked).refusal == (400, "1330-400")
            continue
        preview = shown(common, spec_id, **asked, preview="true")
        consistent(preview, shown(common, spec_id, **asked))
        assert len(preview["data"]) == min(len(table.rows), 10)
        for row, original in zip(preview["data"], table.rows, strict=False):
            assert row == {name: value for name, value in original.items() if value is not None}


@named(of_type("Resource"))
def test_a_source_behind_rest_declares_what_it_shows(common: Platform, spec_id: str) -> None:
    preview = shown(common, spec_id, objectType="rest", preview="true")
    consistent(preview, shown(common, spec_id, objectType="rest"))
    assert preview["format"] == "hierarchical"
    assert len(preview["data"]) == 10


@named(EXPLORABLE)
def test_a_source_shows_the_types_of_objects_that_its_spec_names_and_no_others(common: Platform, spec_id: str) -> None:
    allowed = connection_specs()[spec_id]["exploreSpec"]["requestSpec"]["properties"]["objectType"]["enum"]
    for object_type in ORDER:
        answer = explored(common, spec_id, objectType=object_type.upper(), object="nothing", fileType="json")
        if object_type not in allowed:
            assert answer.refusal == (400, "1358-400")
        elif object_type in ("root", "rest"):
            assert answer.status == 200
        else:
            assert answer.refusal == (400, "1312-400")


def test_types_of_columns_are_those_of_the_documents(common: Platform) -> None:
    columns = shown(common, MYSQL, objectType="table", object="customers")["schema"]["columns"]
    assert {column["name"]: column for column in columns} == {
        column["name"]: column
        for column in [
            {"name": "name", "type": "string", "xdm": {"type": "string"}},
            {"name": "address", "type": "string", "xdm": {"type": "string"}},
            {"name": "dob", "type": "string", "meta:xdmType": "date", "xdm": {"type": "string", "format": "date"}},
            {"name": "phone", "type": "string", "xdm": {"type": "string"}},
            {"name": "customer_id", "type": "integer", "xdm": {"type": "integer"}},
            {"name": "balance", "type": "double", "xdm": {"type": "number"}},
            {"name": "subscribed", "type": "boolean", "xdm": {"type": "boolean"}},
            {
                "name": "updated_at",
                "type": "string",
                "meta:xdmType": "date-time",
                "xdm": {"type": "string", "format": "date-time"},
            },
        ]
    }


def test_the_upstream_answer_of_a_rest_source_becomes_a_row_for_each_record(common: Platform) -> None:
    found = shown(common, STRIPE, objectType="rest", preview="true")
    properties = found["schema"]["properties"]
    assert properties["items"]["type"] == "object"
    assert properties["next"] == {}
    assert properties["warnings"] == {"type": "array", "items": {"type": "object", "properties": {}}}
    assert [row["items"]["id"] for row in found["data"]] == list(range(1, 11))
    assert {json.dumps([row["total"], row["hasMore"], row["links"]]) for row in found["data"]} == {
        json.dumps([12, False, [{"rel": "self", "href": "https://api.example.com/records?limit=20"}]])
    }
    assert not {"next", "warnings"} & found["data"][0].keys()


@pytest.mark.parametrize("object_type", ["folder", "file", "table"])
def test_what_is_named_must_be_named_and_be_there(common: Platform, object_type: str) -> None:
    spec_id = MYSQL if object_type == "table" else LANDING_ZONE
    asked = {"objectType": object_type, "fileType": "json"}
    assert explored(common, spec_id, **asked).refusal == (400, "1359-400")
    assert explored(common, spec_id, **asked, object="").refusal == (400, "1337-400")
    for name in ("nothing", "/nothing/", "/", "..", "/customers.csv/x", "customers; drop table", "x" * 5000, "\0"):
        answer = explored(common, spec_id, **asked, object=name)
        if (object_type, name) != ("folder", "/"):
            assert answer.refusal == (400, "1312-400")
            assert len(answer.raw) < 5000


def test_a_source_with_accounts_is_explored_through_one(common: Platform) -> None:
    for spec_id in (MYSQL, MIXPANEL, S3_DESTINATION):
        answer = common.ask("GET", f"/connectionSpecs/{spec_id}/explore?objectType=root")
        assert answer.refusal == (400, "1372-400")
    assert common.ask("GET", f"/connectionSpecs/{PENDO}/explore?objectType=root").refusal == (400, "1336-400")
    assert common.ask("GET", f"/connectionSpecs/{UNKNOWN}/explore?objectType=root").refusal == (404, "1101-404")


@pytest.mark.parametrize("name", ["determineProperties", "filters"])
@pytest.mark.parametrize("object_type", ["root", "rest"])
def test_what_cannot_be_followed_is_not_passed_over(common: Platform, name: str, object_type: str) -> None:
    spec_id = MIXPANEL if object_type == "rest" else LANDING_ZONE
    code = {"determineProperties": "1371-400", "filters": "1353-400"}[name]
    assert explored(common, spec_id, objectType=object_type, **{name: "true"}).refusal == (400, code)


@pytest.mark.parametrize(
    ("explore_spec", "root", "types"),
    [
        ({"type": "FileSystem"}, "root", {"root", "folder", "file"}),
        ({"type": "Tabular", "requestSpec": {"type": "object"}}, "root", {"root", "table"}),
        ({"type": "Resource", "requestSpec": {"properties": {"objectType": {"type": "string"}}}}, "rest", {"rest"}),
        (
            {"type": "Tabular", "requestSpec": {"properties": {"objectType": {"enum": ["root", 5, "file"]}}}},
            "root",
            {"root"},
        ),
        (
            {"type": "Resource", "requestSpec": {"allOf": [True, {"then": {}}]}, "responseSpec": {"root": False}},
            "rest",
            {"rest"},
        ),
    ],
)
def test_a_spec_of_ones_own_is_explored_as_far_as_it_goes(
    common: Platform, explore_spec: JsonObject, root: str, types: set[str]
) -> None:
    spec_id = given_spec(common, exploreSpec=explore_spec)
    assert explored(common, spec_id, objectType=root).status == 200
    for object_type in set(ORDER) - types:
        assert explored(common, spec_id, objectType=object_type).refusal == (400, "1358-400")


def test_the_types_of_files_are_those_that_the_spec_names(common: Platform) -> None:
    only = {"allOf": [{"then": {"properties": {"fileType": {"enum": ["delimited"]}}}}]}
    spec_id = given_spec(common, exploreSpec={"type": "FileSystem", "requestSpec": only})
    for path, file_type, status in (("/customers.csv", "delimited", 200), ("/exports/customers.json", "json", 400)):
        answer = explored(common, spec_id, objectType="file", object=path, fileType=file_type)
        assert answer.status == status
        assert status == 200 or answer.refusal == (400, "1312-400")


def test_the_records_of_a_spec_of_ones_own_stand_where_it_says(common: Platform) -> None:
    source_spec = {"attributes": {"contentPath": {"path": "$.list.users"}}}
    spec_id = given_spec(common, exploreSpec={"type": "Resource"}, sourceSpec=source_spec)
    row = explored(common, spec_id, objectType="rest", preview="true").body["data"][0]
    assert row["list"]["users"]["email"] == "ana@example.com"


words = st.sampled_from(["root", "rest", "table", "file", "FileSystem", "json", "", 5, None])
schemas = st.recursive(
    st.booleans() | st.lists(words, max_size=3, unique=True).map(lambda values: {"enum": values}),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from(["objectType", "fileType", "x"]), inner),
            "required": st.lists(st.sampled_from(["objectType", "x"]), unique=True),
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "then": inner,
            "type": st.sampled_from(["object", "array"]),
        },
    ),
    max_leaves=6,
)
explore_specs = st.fixed_dictionaries(
    {"type": st.sampled_from(["FileSystem", "Tabular", "Resource", "Resource", "Else"])},
    optional={"requestSpec": schemas, "responseSpec": st.fixed_dictionaries({}, optional={"root": schemas})},
)
paths = st.text("$.[*]ab", max_size=6) | st.just("a." * 500)
source_specs = st.fixed_dictionaries(
    {},
    optional={
        "spec": schemas,
        "attributes": st.fixed_dictionaries({"contentPath": st.fixed_dictionaries({}, optional={"path": paths})}),
    },
)
flags = st.booleans() | st.sampled_from(["SQL", "and", "="])
at_source = st.fixed_dictionaries(
    {"enabled": st.just(True)},
    optional={name: st.lists(flags, max_size=2) for name in ("logicalOperators", "comparisonOperators")},
)


@given(
    explore_spec=explore_specs,
    source_spec=source_specs,
    attributes=st.fixed_dictionaries({}, optional={"filterAtSource": at_source}),
    object_type=st.sampled_from(ORDER),
)
def test_whatever_a_spec_of_ones_own_says_it_is_answered_or_refused(
    explore_spec: Any, source_spec: Any, attributes: Any, object_type: str
) -> None:
    platform = Platform(shared())
    body = {"name": "acme", "providerId": UNKNOWN, "exploreSpec": explore_spec, "sourceSpec": source_spec}
    made = platform.create("connectionSpecs", body | {"attributes": attributes})
    assert made.status in (201, 400)
    if made.status == 201:
        asked = {"objectType": object_type, "object": "orders", "sourceParams": encoded({}), "preview": "true"}
        for extra in ({}, {"filters": encoded({})}, {"fileType": "json"}):
            assert explored(platform, made.body["id"], **asked, **extra).status in (200, 400)
        assert platform.ask("GET", f"/connectionSpecs/{made.body['id']}/configs").status == 200
