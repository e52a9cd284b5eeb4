"""Connection specs and flow specs: those that everybody has, and one's own."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from flowservice_client import ApiError

from .api import NOBODY, Api
from .filters import Filter, selected, values_at
from .own_specs import PROVIDER, connection_spec_body, flow_spec_body, given_connection_spec
from .raw import Raw, refused
from .readings import TUTORIAL, Readings
from .tutorial import DATA_LAKE, FLOW_SERVICE, MIXPANEL, REST_FLOW, JsonObject

KINDS = ("connectionSpecs", "flowSpecs")
PATHS = ("id", "name", "providerId", "version", "attributes.isSource")
"""Of what specs can be filtered by."""
each_kind = pytest.mark.parametrize("kind", KINDS)


def listed(raw: Raw, kind: str, *filters: str) -> list[JsonObject]:
    reply = raw("GET", f"{FLOW_SERVICE}/{kind}", params={"property": filters})
    assert reply.status_code == 200, reply.text
    found: list[JsonObject] = reply.json()["items"]
    return found


def looked_up(raw: Raw, kind: str, id: str) -> JsonObject:
    [found] = raw("GET", f"{FLOW_SERVICE}/{kind}/{id}").json()["items"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("kind", "id"), [("connectionSpecs", DATA_LAKE), ("connectionSpecs", MIXPANEL), ("flowSpecs", REST_FLOW)]
)
def test_a_spec_of_the_tutorial_is_listed_once_and_looked_up(raw: Raw, kind: str, id: str) -> None:
    [in_list] = [each for each in listed(raw, kind) if each["id"] == id]
    alone = looked_up(raw, kind, id)
    assert alone["id"] == id
    assert alone["name"] == in_list["name"]
    assert id in [each["id"] for each in listed(raw, kind, f"name=={alone['name']}")]


@pytest.mark.rests_on("list.quotes")
@each_kind
def test_a_filter_by_name_selects_quoted_or_not(raw: Raw, kind: str) -> None:
    specs = listed(raw, kind)
    for spec in specs[:20]:
        plain, quoted = (listed(raw, kind, f"name=={text}") for text in (spec["name"], f'"{spec["name"]}"'))
        assert plain == quoted
        assert [each["id"] for each in plain] == [each["id"] for each in specs if each["name"] == spec["name"]]


@pytest.mark.rests_on("list.equality", "list.not_equal")
@each_kind
@given(data=st.data())
def test_filters_select_what_a_plain_filter_over_the_specs_would(raw: Raw, kind: str, data: st.DataObject) -> None:
    specs = listed(raw, kind)[:30]
    held = {
        path: [value for spec in specs for value in values_at(spec, path) if "," not in str(value)] for path in PATHS
    }
    path = data.draw(st.sampled_from([path for path in PATHS if held[path]]), label="path")
    operator = data.draw(st.sampled_from(["==", "!="]), label="operator")
    chosen = Filter(path, operator, (data.draw(st.sampled_from(held[path]), label="value"),))
    found = {each["id"] for each in listed(raw, kind, str(chosen))}
    assert [each["id"] for each in specs if each["id"] in found] == selected(specs, [chosen])


@each_kind
def test_a_spec_that_is_not_there_is_404(raw: Raw, kind: str) -> None:
    reply = raw("GET", f"{FLOW_SERVICE}/{kind}/{NOBODY}")
    assert reply.status_code == 404
    assert NOBODY in reply.text


@pytest.mark.rests_on("spec.unprinted")
def test_each_way_to_sign_in_has_a_name_a_type_and_a_schema(raw: Raw) -> None:
    for spec in listed(raw, "connectionSpecs"):
        ways = spec.get("authSpec", [])
        assert isinstance(ways, list)
        for way in ways:
            assert {"name", "type", "spec"} <= way.keys(), spec["name"]


@pytest.mark.rests_on("spec.unprinted")
def test_mixpanels_flow_spec_leads_into_the_lake_on_a_schedule(raw: Raw) -> None:
    spec = looked_up(raw, "flowSpecs", REST_FLOW)
    assert DATA_LAKE in spec["targetConnectionSpecIds"]
    schema = spec["scheduleSpec"]["spec"]
    Draft7Validator.check_schema(schema)
    good = {"startTime": 1625040887, "frequency": "minute", "interval": 15}
    assert Draft7Validator(schema).is_valid(good)
    assert not Draft7Validator(schema).is_valid(good | {"interval": 14})


@pytest.mark.rests_on("spec.unprinted")
@each_kind
def test_no_two_specs_have_one_name(raw: Raw, kind: str) -> None:
    names = [each["name"] for each in listed(raw, kind) if "createdAt" not in each]
    assert sorted(names) == sorted({*names})


@pytest.fixture
def _users_may_write(rules: Readings, request: pytest.FixtureRequest) -> None:
    only_flow_specs = "kind" in request.fixturenames and request.getfixturevalue("kind") == "flowSpecs"
    if TUTORIAL not in rules.of("spec.writer") and not only_flow_specs:
        pytest.skip("users may not write connection specs here")


writing = pytest.mark.usefixtures("_users_may_write")


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("spec.writer", "spec.fields", "create.location")
@writing
@each_kind
def test_a_spec_of_ones_own_comes_back_whole(api: Api, raw: Raw, kind: str) -> None:
    body = connection_spec_body(api) if kind == "connectionSpecs" else flow_spec_body(api, MIXPANEL)
    reply = raw("POST", f"{FLOW_SERVICE}/{kind}", json=body)
    assert reply.status_code == 201
    made = reply.json()
    assert made.items() >= body.items()
    assert reply.headers["Location"].endswith(f"/{kind}/{made['id']}")
    assert looked_up(raw, kind, made["id"]) == made
    assert listed(raw, kind, f"name=={body['name']}") == [made]


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("spec.writer")
@writing
@each_kind
def test_a_replacement_leaves_nothing_of_what_was_there(api: Api, raw: Raw, kind: str) -> None:
    body = connection_spec_body(api) if kind == "connectionSpecs" else flow_spec_body(api, MIXPANEL)
    made = raw("POST", f"{FLOW_SERVICE}/{kind}", json=body).json()
    smaller = {"name": api.name("smaller"), "providerId": PROVIDER}
    reply = raw("PUT", f"{FLOW_SERVICE}/{kind}/{made['id']}", json=smaller)
    assert reply.status_code == 200
    replaced = reply.json()
    assert replaced == looked_up(raw, kind, made["id"])
    assert replaced.items() >= smaller.items()
    assert (replaced["id"], replaced["createdAt"]) == (made["id"], made["createdAt"])
    assert not {"type", "sourceSpec", "attributes"} & replaced.keys()


@each_kind
@pytest.mark.parametrize("field", ["name", "providerId"])
def test_a_spec_needs_a_name_and_a_provider(api: Api, raw: Raw, kind: str, field: str) -> None:
    body = {"name": api.name(), "providerId": PROVIDER}
    del body[field]
    before = listed(raw, kind)
    refused(raw("POST", f"{FLOW_SERVICE}/{kind}", json=body))
    assert listed(raw, kind) == before


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("spec.writer")
@writing
@each_kind
def test_a_replaced_spec_needs_a_name_and_a_provider_too(api: Api, raw: Raw, kind: str) -> None:
    body = {"name": api.name(), "providerId": PROVIDER}
    made = raw("POST", f"{FLOW_SERVICE}/{kind}", json=body).json()
    for field in body:
        refused(raw("PUT", f"{FLOW_SERVICE}/{kind}/{made['id']}", json={**body, field: None}))
        refused(
            raw("PUT", f"{FLOW_SERVICE}/{kind}/{made['id']}", json={each: body[each] for each in body.keys() - {field}})
        )
    assert looked_up(raw, kind, made["id"]) == made


def account(spec: str, **params: Any) -> JsonObject:
    """What makes a connection of the surveys' spec."""
    auth = {"specName": "API Key Authentication", "params": params}
    return {"connectionSpec": {"id": spec, "version": "1.0"}, "auth": auth}


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("spec.writer", "connection.auth", "connection.secrets")
@writing
def test_a_connection_of_ones_own_spec_is_checked_by_it(api: Api) -> None:
    spec = given_connection_spec(api).id
    with api.nothing_changes(), pytest.raises(ApiError, match="authKey1"):
        api.given_connection(**account(spec, host="surveys.example.com"))
    made = api.given_connection(**account(spec, host="surveys.example.com", authKey1="open sesame"))
    assert made.json["auth"]["params"]["host"] == "surveys.example.com"
    assert "open sesame" not in str(made.json)


@pytest.mark.needs("lasting")
@pytest.mark.rests_on("spec.writer", "reference.specs")
@writing
def test_a_flow_spec_names_a_source_before_flows_read_from_it(api: Api) -> None:
    spec = given_connection_spec(api).id
    base = api.given_connection(**account(spec, host="surveys.example.com", authKey1="open sesame")).id
    source = api.given_source_connection(
        baseConnectionId=base, connectionSpec={"id": spec, "version": "1.0"}, params={"surveyId": "7"}
    )
    flow_spec = api.flow_specs.create(flow_spec_body(api, MIXPANEL))
    flow = api.flow_body() | {
        "flowSpec": {"id": flow_spec.id, "version": "1.0"},
        "sourceConnectionIds": [source.id],
    }
    del flow["scheduleParams"]
    with api.nothing_changes(), pytest.raises(ApiError) as refusal:
        api.flows.create(flow)
    assert refusal.value.status == 400
    api.flow_specs.replace(flow_spec.id, flow_spec_body(api, MIXPANEL, spec))
    made = api.flows.create(flow)
    assert api.flows.retrieve(made.id).source_connection_ids == [source.id]
