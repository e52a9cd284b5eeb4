"""Source connections: their base connection, their format, their parameters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import (
    AZURE_BLOB,
    BIG_QUERY,
    MIXPANEL,
    MYSQL,
    PENDO,
    SNOWFLAKE_STREAMING,
    UNKNOWN,
    connection_specs,
    params_of,
    source_body,
    spec_ref,
)
from tests.caller import shared
from tests.flow_service.exploring import apply, compare, field, pql
from tests.flow_service.in_process import Platform

KIND = "sourceConnections"
SOURCES = [id for id, spec in connection_specs().items() if "sourceSpec" in spec]
every_source = pytest.mark.parametrize("id", SOURCES, ids=[connection_specs()[id]["name"] for id in SOURCES])
REQUIRED = [(id, name) for id in SOURCES for name in connection_specs()[id]["sourceSpec"]["spec"].get("required", ())]

numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@every_source
def test_every_published_source_has_source_connections(platform: Platform, id: str) -> None:
    made = platform.given_source(id)
    entity = platform.get(KIND, made.id)
    assert entity["connectionSpec"] == spec_ref(id)
    assert entity["data"] == {"format": "json"}
    assert entity["params"] == params_of(connection_specs()[id]["sourceSpec"]["spec"])


@every_source
def test_a_source_connection_remembers_its_base_connection_and_one_without_has_none(
    platform: Platform, id: str
) -> None:
    entity = platform.get(KIND, platform.given_source(id).id)
    if connection_specs()[id]["authSpec"]:
        parent = entity["inheritedAttributes"]["baseConnection"]
        assert parent == {"id": entity["baseConnectionId"], "connectionSpec": spec_ref(id)}
    else:
        assert not {"baseConnectionId", "inheritedAttributes"} & entity.keys()


@pytest.mark.parametrize(("id", "name"), REQUIRED)
def test_what_a_source_requires_is_required(platform: Platform, id: str, name: str) -> None:
    signs_in = connection_specs()[id]["authSpec"]
    base = {"baseConnectionId": platform.given_connection(id).id} if signs_in else {}
    body = source_body(id, **base)
    del body["params"][name]
    answer = platform.create(KIND, body)
    assert answer.refusal == (400, "1304-400")
    assert name in answer.body["errorMessage"]


@given(more=st.dictionaries(words.map(lambda word: "x" + word), values, max_size=4))
def test_parameters_beyond_those_required_are_echoed_verbatim(more: dict[str, Any]) -> None:
    platform = Platform()
    params = more | {"projectId": "1", "timezone": "UTC"}
    data = {"format": "json", "properties": {"xExtra": more}}
    entity = platform.get(KIND, platform.given_source(params=params, data=data).id)
    assert (entity["params"], entity["data"]) == (params, data)


def test_the_base_connection_is_named_and_known(platform: Platform) -> None:
    assert platform.create(KIND, source_body()).refusal == (400, "1304-400")
    assert platform.create(KIND, source_body(baseConnectionId="")).refusal == (400, "1304-400")
    unknown = platform.create(KIND, source_body(baseConnectionId=UNKNOWN))
    assert unknown.refusal == (400, "1439-400")
    assert UNKNOWN in unknown.body["errorMessage"]


def test_a_source_without_accounts_takes_no_base_connection(platform: Platform) -> None:
    body = source_body(PENDO, baseConnectionId=platform.given_connection(PENDO).id)
    assert platform.create(KIND, body).refusal == (400, "1332-400")


def test_the_spec_of_a_base_connection_may_differ_unless_published(platform: Platform, published: Platform) -> None:
    for tenant, status in ((platform, 201), (published, 400)):
        base = tenant.given_connection(MYSQL).id
        assert tenant.create(KIND, source_body(MIXPANEL, baseConnectionId=base)).status == status


@pytest.mark.parametrize(
    ("id", "format", "taken"),
    [
        (MIXPANEL, "json", True),
        (MIXPANEL, "delimited", False),
        (MIXPANEL, "JSON", False),
        (AZURE_BLOB, "delimited", True),
        (AZURE_BLOB, "parquet", True),
        (AZURE_BLOB, "excel", False),
        (MYSQL, "tabular", True),
        (MYSQL, "", False),
    ],
)
def test_a_source_has_formats_of_its_own(platform: Platform, id: str, format: str, taken: bool) -> None:
    body = source_body(id, baseConnectionId=platform.given_connection(id).id, data={"format": format})
    answer = platform.create(KIND, body)
    assert (answer.status == 201) == taken
    assert taken or answer.refusal == (400, "1327-400")


@given(delimiter=words, inside=st.booleans())
def test_a_column_delimiter_is_one_character(delimiter: str, inside: bool) -> None:
    platform = Platform()
    told = {"columnDelimiter": delimiter}
    data = {"format": "delimited", **({"properties": told} if inside else told)}
    body = source_body(AZURE_BLOB, baseConnectionId=platform.given_connection(AZURE_BLOB).id, data=data)
    answer = platform.create(KIND, body)
    assert (answer.status == 201) == (len(delimiter) == 1)
    assert answer.status == 201 or answer.refusal == (400, "1331-400")


@pytest.mark.parametrize("id", [MIXPANEL, MYSQL, PENDO])
def test_only_streaming_from_snowflake_goes_without_data(platform: Platform, id: str) -> None:
    assert platform.create(KIND, without_data(platform, id)).refusal == (400, "1304-400")
    assert platform.create(KIND, without_data(platform, SNOWFLAKE_STREAMING)).status == 201


def without_data(platform: Platform, id: str) -> dict[str, Any]:
    base = {"baseConnectionId": platform.given_connection(id).id} if connection_specs()[id]["authSpec"] else {}
    body = source_body(id, **base)
    del body["data"]
    return body


def test_a_row_filter_is_kept_where_the_source_can_filter(platform: Platform) -> None:
    params = {"tableName": "orders", "filters": pql(compare("=", "city", "Paris"))}
    made = platform.given_source(BIG_QUERY, params=params, data={"format": "tabular"})
    assert platform.get(KIND, made.id)["params"] == params


@pytest.mark.parametrize(
    ("id", "row_filter", "code"),
    [
        (BIG_QUERY, pql("city = Paris"), "1349-400"),
        (BIG_QUERY, pql(apply("=", field("city"))), "1349-400"),
        (MYSQL, pql(compare("=", "city", "Paris")), "1353-400"),
    ],
)
def test_a_row_filter_that_cannot_be_used_is_refused(platform: Platform, id: str, row_filter: Any, code: str) -> None:
    params = {"tableName": "orders", "filters": row_filter}
    body = source_body(id, baseConnectionId=platform.given_connection(id).id, params=params)
    assert platform.create(KIND, body | {"data": {"format": "tabular"}}).refusal == (400, code)


def test_a_schema_of_null_is_taken_as_clients_send_it(platform: Platform) -> None:
    data = {"format": "json", "schema": None, "properties": None}
    assert platform.get(KIND, platform.given_source(data=data).id)["data"] == data


def test_a_missing_version_is_422_where_it_is_required() -> None:
    tenant = Platform(shared("published"))
    body = source_body(baseConnectionId=tenant.given_connection().id, connectionSpec={"id": MIXPANEL})
    assert tenant.create(KIND, body).refusal == (422, "1413-422")
