"""A tenant's own specs: written, read back, used by what names them, and seen by nobody else."""

import pytest

from mock_flowservice.wire import JsonObject
from tests.bodies import (
    DATA_LAKE,
    MIXPANEL,
    PROVIDER,
    REST_FLOW,
    UNKNOWN,
    connection_body,
    flow_body,
    source_body,
    spec_ref,
)
from tests.flow_service.in_process import Platform
from tests.replies import Answer

KINDS = ("connectionSpecs", "flowSpecs")
every_kind = pytest.mark.parametrize("kind", KINDS)
SECRET = {"type": "object", "properties": {"key": {"type": "string", "format": "password"}}, "required": ["key"]}


def own(**fields: object) -> JsonObject:
    return {"name": "acme", "providerId": PROVIDER} | fields


def source_spec(**fields: object) -> JsonObject:
    """A connection spec of a REST source with one way to sign in and one parameter."""
    auth = [{"name": "Key", "type": "KeyBased", "spec": SECRET}]
    params = {"type": "object", "properties": {"table": {"type": "string"}}, "required": ["table"]}
    return own(authSpec=auth, sourceSpec={"name": "Rest", "type": "Rest", "spec": params}, **fields)


def replaced(platform: Platform, kind: str, id: str, **fields: object) -> Answer:
    return platform.ask("PUT", f"/{kind}/{id}", own(**fields))


@every_kind
def test_a_spec_comes_back_whole_from_its_creation_its_look_up_and_the_list(platform: Platform, kind: str) -> None:
    made = platform.create(kind, own(type="generic-rest"))
    assert made.status == 201
    spec = made.body
    assert spec["version"] == "1.0"
    assert made.headers["Location"].endswith(f"/{kind}/{spec['id']}")
    assert platform.get(kind, spec["id"]) == spec
    assert platform.page(kind, property="name==acme").body["items"] == [spec]
    assert platform.page(kind).body["items"][-1] == spec


@every_kind
def test_a_replacement_leaves_nothing_of_what_was_there_but_who_made_it(platform: Platform, kind: str) -> None:
    made = platform.create(kind, own(type="generic-rest", attributes={"isDraftModeSupported": True})).body
    answer = replaced(platform, kind, made["id"], name="second")
    assert answer.status == 200
    assert answer.body == platform.get(kind, made["id"])
    assert answer.body["name"] == "second"
    assert not {"type", "attributes"} & answer.body.keys()
    assert (answer.body["createdAt"], answer.body["id"]) == (made["createdAt"], made["id"])
    assert answer.body["updatedAt"] > made["updatedAt"]


@every_kind
@pytest.mark.parametrize("lacking", ["name", "providerId"])
def test_name_and_provider_are_needed(platform: Platform, kind: str, lacking: str) -> None:
    body = {name: value for name, value in own().items() if name != lacking}
    assert platform.create(kind, body).refusal == (400, "1304-400")
    made = platform.create(kind, own()).body
    assert platform.ask("PUT", f"/{kind}/{made['id']}", body).refusal == (400, "1304-400")
    assert platform.get(kind, made["id"]) == made


@every_kind
def test_what_is_not_there_is_not_replaced(platform: Platform, kind: str) -> None:
    assert replaced(platform, kind, UNKNOWN).refusal == (404, "1101-404")
    assert platform.ask("GET", f"/{kind}/{UNKNOWN}").status == 404


@every_kind
def test_the_service_alone_says_who_made_a_spec_and_when(platform: Platform, kind: str) -> None:
    made = platform.create(kind, own(id="mine", createdAt=1, createdBy="me", sandboxName="other")).body
    assert made["id"] != "mine"
    assert made["createdAt"] > 1
    assert made["createdBy"] != "me"
    assert made["sandboxName"] == "prod"


def test_a_connection_of_an_own_spec_is_checked_and_masked_by_it(platform: Platform) -> None:
    spec = platform.create("connectionSpecs", source_spec()).body["id"]
    named = {"name": "a", "connectionSpec": spec_ref(spec)}
    assert platform.create("connections", named).refusal == (400, "1304-400")
    assert platform.create("connections", named | {"auth": {"specName": "Other"}}).refusal == (400, "1415-400")
    assert platform.create("connections", named | {"auth": {"specName": "Key"}}).refusal == (400, "1304-400")
    made = platform.create("connections", named | {"auth": {"specName": "Key", "params": {"key": "k"}}}).ref
    assert platform.get("connections", made.id)["auth"]["params"] == {"key": "******"}
    source = {"name": "s", "connectionSpec": spec_ref(spec), "data": {"format": "json"}, "baseConnectionId": made.id}
    assert platform.create("sourceConnections", source).refusal == (400, "1304-400")
    assert platform.create("sourceConnections", source | {"params": {"table": "t"}}).status == 201


def test_a_flow_spec_has_to_name_a_source_before_flows_can_read_from_it(platform: Platform) -> None:
    spec = platform.create("connectionSpecs", source_spec()).body["id"]
    auth = {"specName": "Key", "params": {"key": "k"}}
    base = platform.create("connections", {"name": "a", "connectionSpec": spec_ref(spec), "auth": auth}).ref.id
    source = {"name": "s", "connectionSpec": spec_ref(spec), "data": {"format": "json"}, "baseConnectionId": base}
    ends = platform.create("sourceConnections", source | {"params": {"table": "t"}}).ref.id, platform.given_target().id
    flow = flow_body(*ends)
    assert platform.create("flows", flow).refusal == (400, "1413-400")
    published = platform.get("flowSpecs", REST_FLOW)
    changed = published | {"sourceConnectionSpecIds": [*published["sourceConnectionSpecIds"], spec]}
    assert platform.ask("PUT", f"/flowSpecs/{REST_FLOW}", changed).status == 200
    assert platform.create("flows", flow).status == 201


def test_one_of_adobes_specs_is_replaced_in_its_place_and_for_one_tenant_alone(platform: Platform) -> None:
    other = platform.beside(x_sandbox_name="elsewhere")
    places = [spec["id"] for spec in platform.page("connectionSpecs").body["items"]]
    before = other.get("connectionSpecs", MIXPANEL)
    assert replaced(platform, "connectionSpecs", MIXPANEL, name="ours").status == 200
    assert platform.get("connectionSpecs", MIXPANEL)["name"] == "ours"
    assert [spec["id"] for spec in platform.page("connectionSpecs").body["items"]] == places
    assert other.get("connectionSpecs", MIXPANEL) == before
    kept = platform.create(
        "connections", {"name": "a", "connectionSpec": spec_ref(MIXPANEL), "auth": {"specName": "x"}}
    )
    assert "auth" not in platform.get("connections", kept.ref.id)
    assert other.create("connections", connection_body()).status == 201


@every_kind
def test_nobody_sees_the_specs_of_another_sandbox(platform: Platform, kind: str) -> None:
    made = platform.create(kind, own()).body
    other = platform.beside(x_sandbox_name="elsewhere")
    assert other.ask("GET", f"/{kind}/{made['id']}").status == 404
    assert other.page(kind, property="name==acme").body["items"] == []


def test_masking_outlives_the_way_to_sign_in(platform: Platform) -> None:
    spec = platform.create("connectionSpecs", source_spec()).body["id"]
    auth = {"specName": "Key", "params": {"key": "k"}}
    made = platform.create("connections", {"name": "a", "connectionSpec": spec_ref(spec), "auth": auth}).ref
    assert replaced(platform, "connectionSpecs", spec, name="without").status == 200
    assert platform.get("connections", made.id)["auth"]["params"] == {"key": "******"}
    assert platform.ask("GET", f"/connections/{made.id}/test").body == {"result": True}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "nothing"},
        {"$ref": "#"},
        {"properties": {"a": {"$ref": "file:///etc/passwd"}}},
        {"properties": {"a": {"pattern": "(?=a)b"}}},
        {"properties": {"a": {"pattern": "("}}},
        {"required": "all"},
        5,
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        lambda schema: {"authSpec": [{"name": "Key", "type": "KeyBased", "spec": schema}]},
        lambda schema: {"sourceSpec": {"spec": schema}},
        lambda schema: {"exploreSpec": {"requestSpec": schema}},
    ],
)
def test_a_schema_that_cannot_be_used_or_leads_elsewhere_is_refused(
    platform: Platform, place: object, schema: object
) -> None:
    assert callable(place)
    assert platform.create("connectionSpecs", own(**place(schema))).refusal == (400, "1312-400")
    assert platform.page("connectionSpecs", property="name==acme").body["items"] == []


@pytest.mark.parametrize("auth", [[{}], [{"name": "Key"}], [{"spec": SECRET}], [{"name": 5, "spec": SECRET}], "Key"])
def test_a_way_to_sign_in_has_a_name_and_a_schema(platform: Platform, auth: object) -> None:
    assert platform.create("connectionSpecs", own(authSpec=auth)).status == 400


def test_a_target_of_an_own_spec_needs_nothing_more(platform: Platform) -> None:
    spec = platform.create("connectionSpecs", own(targetSpec={"name": "files"})).body["id"]
    made = platform.create("targetConnections", {"connectionSpec": spec_ref(spec)})
    assert made.status == 201
    flow_spec = own(sourceConnectionSpecIds=[MIXPANEL], targetConnectionSpecIds=[spec])
    joined = platform.create("flowSpecs", flow_spec).body["id"]
    flow = flow_body(platform.given_source().id, made.ref.id, flowSpec=spec_ref(joined))
    assert platform.create("flows", flow).status == 201
    assert platform.create("flows", flow | {"targetConnectionIds": [platform.given_target().id]}).refusal == (
        400,
        "1307-400",
    )
    assert spec != DATA_LAKE


def test_a_source_of_an_own_spec_without_sign_in_takes_no_base_connection(platform: Platform) -> None:
    spec = platform.create("connectionSpecs", own(sourceSpec={"name": "Hook"})).body["id"]
    body = {"name": "s", "connectionSpec": spec_ref(spec), "data": {"format": "json"}}
    assert platform.create("sourceConnections", body).status == 201
    base = platform.given_connection().id
    assert platform.create("sourceConnections", body | {"baseConnectionId": base}).refusal == (400, "1332-400")
    assert platform.create("sourceConnections", source_body()).status == 400
