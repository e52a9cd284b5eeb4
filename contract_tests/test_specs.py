"""Connection specs and flow specs: those that everybody has, and one's own."""

from typing import Any

import pytest
from jsonschema import Draft7Validator

from flowservice_client import ApiError

from .api import NOBODY, Api, needs_an_emulator
from .own_specs import PROVIDER, connection_spec_body, flow_spec_body, given_connection_spec
from .raw import Raw, refused
from .tutorial import DATA_LAKE, FLOW_SERVICE, MIXPANEL, REST_FLOW, JsonObject

KINDS = ("connectionSpecs", "flowSpecs")
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


@each_kind
def test_a_filter_by_name_selects_quoted_or_not(raw: Raw, kind: str) -> None:
    specs = listed(raw, kind)
    for spec in specs[:20]:
        plain, quoted = (listed(raw, kind, f"name=={text}") for text in (spec["name"], f'"{spec["name"]}"'))
        assert plain == quoted
        assert [each["id"] for each in plain] == [each["id"] for each in specs if each["name"] == spec["name"]]


@each_kind
def test_a_spec_that_is_not_there_is_404(raw: Raw, kind: str) -> None:
    reply = raw("GET", f"{FLOW_SERVICE}/{kind}/{NOBODY}")
    assert reply.status_code == 404
    assert NOBODY in reply.text


def test_each_way_to_sign_in_has_a_name_a_type_and_a_schema(raw: Raw) -> None:
    for spec in listed(raw, "connectionSpecs"):
        ways = spec.get("authSpec", [])
        assert isinstance(ways, list)
        for way in ways:
            assert {"name", "type", "spec"} <= way.keys(), spec["name"]


def test_mixpanels_flow_spec_leads_into_the_lake_on_a_schedule(raw: Raw) -> None:
    spec = looked_up(raw, "flowSpecs", REST_FLOW)
    assert DATA_LAKE in spec["targetConnectionSpecIds"]
    schema = spec["scheduleSpec"]["spec"]
    Draft7Validator.check_schema(schema)
    good = {"startTime": 1625040887, "frequency": "minute", "interval": 15}
    assert Draft7Validator(schema).is_valid(good)
    assert not Draft7Validator(schema).is_valid(good | {"interval": 14})


@needs_an_emulator
@each_kind
def test_no_two_specs_have_one_name(raw: Raw, kind: str) -> None:
    names = [each["name"] for each in listed(raw, kind) if "createdAt" not in each]
    assert sorted(names) == sorted({*names})


@pytest.fixture
def _users_may_write(rules: dict[str, str]) -> None:
    if rules.get("spec.writer") != "tutorial":
        pytest.skip("users may not write specs here")


writing = pytest.mark.usefixtures("_users_may_write")


@needs_an_emulator
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


@needs_an_emulator
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


@needs_an_emulator
@writing
@each_kind
@pytest.mark.parametrize("field", ["name", "providerId"])
def test_a_spec_needs_a_name_and_a_provider(api: Api, raw: Raw, kind: str, field: str) -> None:
    body = {"name": api.name(), "providerId": PROVIDER}
    made = raw("POST", f"{FLOW_SERVICE}/{kind}", json=body).json()
    del body[field]
    for method, path in (("POST", kind), ("PUT", f"{kind}/{made['id']}")):
        before = listed(raw, kind)
        reply = raw(method, f"{FLOW_SERVICE}/{path}", json=body)
        refused(reply)
        assert listed(raw, kind) == before
    assert raw("PUT", f"{FLOW_SERVICE}/{kind}/{NOBODY}", json=made).status_code == 404


def account(spec: str, **params: Any) -> JsonObject:
    """What makes a connection of the surveys' spec."""
    auth = {"specName": "API Key Authentication", "params": params}
    return {"connectionSpec": {"id": spec, "version": "1.0"}, "auth": auth}


@needs_an_emulator
@writing
def test_a_connection_of_ones_own_spec_is_checked_by_it(api: Api) -> None:
    spec = given_connection_spec(api).id
    with api.nothing_changes(), pytest.raises(ApiError, match="authKey1"):
        api.given_connection(**account(spec, host="surveys.example.com"))
    made = api.given_connection(**account(spec, host="surveys.example.com", authKey1="open sesame"))
    assert made.json["auth"]["params"]["host"] == "surveys.example.com"
    assert "open sesame" not in str(made.json)


@needs_an_emulator
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
    api.keep(api.flows, made.id)
    assert api.flows.retrieve(made.id).source_connection_ids == [source.id]
