"""The Mixpanel tutorial, typed by hand: each request as it stands there, with the reader's own ids filled in."""

import re
from typing import Any

import pytest
import requests
from jsonschema import Draft202012Validator

from . import tutorial
from .api import A_DAY, Api
from .raw import Raw, refused
from .readings import Readings
from .tutorial import DATA_PREP, FLOW_SERVICE, JsonObject, filled

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
QUOTED = re.compile(r'"[^"]+"')

GONE = (202, 204)
"""The two published answers to a deletion."""


class Reader:
    """Somebody who follows the tutorial: types its requests, and notes the ids that come back."""

    def __init__(self, api: Api, raw: Raw, rules: Readings) -> None:
        self.api, self.raw = api, raw
        self.past_is_fine = "published" not in rules.of("schedule.start")
        dataset = api.shared(api.given_dataset)
        self.ids = {tutorial.DATASET: dataset.id, tutorial.SCHEMA: dataset.json["schemaRef"]["id"]}

    def connection(self) -> str:
        return self._created("connections", tutorial.CREATE_CONNECTION, tutorial.BASE_CONNECTION)

    def source_connection(self) -> str:
        return self._created("sourceConnections", tutorial.CREATE_SOURCE_CONNECTION, tutorial.SOURCE_CONNECTION)

    def target_connection(self, request: JsonObject = tutorial.CREATE_TARGET_CONNECTION) -> str:
        return self._created("targetConnections", request, tutorial.TARGET_CONNECTION)

    def flow(self) -> str:
        request = tutorial.CREATE_FLOW
        if not self.past_is_fine:
            schedule = request["scheduleParams"] | {"startTime": str(int(self.api.now()) + A_DAY)}
            request = request | {"scheduleParams": schedule}
        return self._created("flows", request, tutorial.FLOW)

    def mapping_set(self) -> str:
        request = filled(tutorial.CREATE_MAPPING_SET, self.ids)
        reply = self.raw("POST", f"{DATA_PREP}/mappingSets", json=request)
        assert reply.status_code == 200
        made = reply.json()
        assert made.keys() >= {"id", "version", "createdDate", "modifiedDate", "createdBy", "modifiedBy"}
        assert made["version"] == 0
        assert isinstance(made["createdDate"], int)
        assert made["createdDate"] <= made["modifiedDate"]
        self.ids[tutorial.MAPPING_SET] = made["id"]
        return str(made["id"])

    def explore(self, source_params: str) -> requests.Response:
        return self.raw("GET", filled(tutorial.EXPLORE, self.ids) + source_params)

    def look_up(self, collection: str, id: str) -> JsonObject:
        reply = self.raw("GET", f"{FLOW_SERVICE}/{collection}/{id}")
        assert reply.status_code == 200
        (entity,) = reply.json()["items"]
        assert entity["id"] == id
        return dict(entity)

    def listed(self, collection: str) -> list[str]:
        reply = self.raw("GET", f"{FLOW_SERVICE}/{collection}", params={"orderby": "-createdAt", "limit": 100})
        assert reply.status_code == 200
        return [entity["id"] for entity in reply.json()["items"]]

    def rename(self, collection: str, id: str, name: str, etag: str) -> requests.Response:
        steps = [{"op": "replace", "path": "/name", "value": name}]
        return self.raw("PATCH", f"{FLOW_SERVICE}/{collection}/{id}", json=steps, headers={"If-Match": etag})

    def delete(self, collection: str, id: str) -> int:
        return self.raw("DELETE", f"{FLOW_SERVICE}/{collection}/{id}").status_code

    def _created(self, collection: str, request: JsonObject, example: str) -> str:
        request = request | {"name": self.api.name(request["name"])}
        reply = self.raw("POST", f"{FLOW_SERVICE}/{collection}", json=filled(request, self.ids))
        assert reply.status_code == 201, reply.text
        made: dict[str, Any] = reply.json()
        assert made.keys() == {"id", "etag"}
        assert UUID.fullmatch(made["id"])
        assert QUOTED.fullmatch(made["etag"])
        self.ids[example] = id = str(made["id"])
        return id


@pytest.fixture
def reader(api: Api, raw: Raw, rules: Readings) -> Reader:
    return Reader(api, raw, rules)


@pytest.mark.rests_on("connection.test")
def test_the_tutorial_works_from_top_to_bottom(reader: Reader) -> None:
    reader.connection()
    assert reader.explore(tutorial.SOURCE_PARAMS).status_code == 200
    source = reader.source_connection()
    target = reader.target_connection()
    mapping_set = reader.mapping_set()
    flow = reader.look_up("flows", reader.flow())
    assert flow["state"] == "enabled"
    assert flow["sourceConnectionIds"] == [source]
    assert flow["targetConnectionIds"] == [target]
    assert flow["transformations"][0]["params"] == {"mappingId": mapping_set, "mappingVersion": "0"}
    assert flow["scheduleParams"].items() >= {"frequency": "minute", "interval": 15}.items()
    assert isinstance(flow["scheduleParams"]["startTime"], str)


@pytest.mark.rests_on("connection.test", "reference.in_use")
def test_it_works_as_people_really_type_it(reader: Reader) -> None:
    connection = reader.connection()
    etag = reader.look_up("connections", connection)["etag"]
    assert reader.rename("connections", connection, reader.api.name("renamed"), etag).status_code == 200
    assert connection in reader.listed("connections")
    assert reader.delete("connections", reader.connection()) in GONE
    reader.ids[tutorial.BASE_CONNECTION] = connection
    reader.mapping_set()
    target = reader.target_connection()
    source = reader.source_connection()
    assert reader.explore(tutorial.SOURCE_PARAMS).status_code == 200
    assert source in reader.listed("sourceConnections")
    assert target in reader.listed("targetConnections")
    flow = reader.flow()
    assert flow in reader.listed("flows")
    first = reader.look_up("flows", flow)["etag"]
    second = reader.rename("flows", flow, reader.api.name("renamed"), first).json()["etag"]
    assert second not in (first, "")
    assert reader.rename("flows", flow, "too late", first).status_code == 412
    assert reader.look_up("flows", flow)["etag"] == second
    assert reader.delete("connections", connection) == 400
    assert reader.delete("flows", flow) in GONE
    assert reader.delete("flows", flow) == 404
    assert reader.delete("targetConnections", target) in GONE
    assert reader.delete("sourceConnections", source) in GONE
    assert reader.delete("connections", connection) in GONE
    assert connection not in reader.listed("connections")


@pytest.mark.rests_on("connection.test")
def test_exploring_shows_the_documented_fields_and_rows_that_have_them(reader: Reader) -> None:
    reader.connection()
    shown = reader.explore(tutorial.SOURCE_PARAMS).json()
    assert shown["format"] == "hierarchical"
    assert shown["schema"]["type"] == "object"
    fields = shown["schema"]["properties"]
    assert fields["event"] == {"type": "string"}
    types = {name: field["type"] for name, field in fields["properties"]["properties"].items()}
    assert types.items() >= tutorial.EVENT_PROPERTIES.items()
    assert shown["data"]
    check = Draft202012Validator(shown["schema"])
    assert [list(check.iter_errors(row)) for row in shown["data"]] == [[]] * len(shown["data"])


@pytest.mark.rests_on("connection.secrets")
def test_the_password_comes_back_masked(reader: Reader) -> None:
    entity = reader.look_up("connections", reader.connection())
    assert tutorial.READER["{PASSWORD}"] not in str(entity)
    assert entity["auth"]["params"]["username"] == tutorial.READER["{USERNAME}"]


@pytest.mark.rests_on("target.spec")
def test_mixpanels_spec_for_the_target_is_the_tutorials_own_slip(reader: Reader, rules: Readings) -> None:
    if is_taken(reader, rules, "target.spec", tutorial.SLIPPED_TARGET_CONNECTION):
        target = reader.target_connection(tutorial.SLIPPED_TARGET_CONNECTION)
        reader.connection(), reader.source_connection(), reader.mapping_set()
        assert reader.look_up("flows", reader.flow())["targetConnectionIds"] == [target]


@pytest.mark.rests_on("target.dataset")
def test_the_data_set_of_the_tutorial_is_taken_on_trust_or_must_exist(reader: Reader, rules: Readings) -> None:
    del reader.ids[tutorial.DATASET]
    if is_taken(reader, rules, "target.dataset", tutorial.CREATE_TARGET_CONNECTION):
        entity = reader.look_up("targetConnections", reader.target_connection())
        assert entity["params"]["dataSetId"] == tutorial.DATASET


@pytest.mark.rests_on("explore.source_params", "explore.extra_keys")
def test_the_source_params_of_the_tutorials_curl_are_taken_or_lack_something(reader: Reader, rules: Readings) -> None:
    reader.connection()
    reply = reader.explore(tutorial.SLIPPED_SOURCE_PARAMS)
    assert reply.status_code in rules.allowed("explore.source_params", tutorial=200, published=400)
    if reply.ok:
        assert reply.json() == reader.explore(tutorial.SOURCE_PARAMS).json()
    else:
        refused(reply)


def test_the_flow_request_without_a_token_is_stopped_at_the_gateway(reader: Reader) -> None:
    with reader.api.nothing_changes():
        headers = {"Authorization": None}
        reply = reader.raw("POST", f"{FLOW_SERVICE}/flows", json=tutorial.CREATE_FLOW, headers=headers)
    assert reply.status_code == 403
    assert reply.json()["message"] == "Oauth token is missing."
    assert str(reply.json()["error_code"]) == "403010"


def is_taken(reader: Reader, rules: Readings, rule: str, request: JsonObject) -> bool:
    """Whether such a target connection is made, as the rule has it; if not, it is clear why, and nothing changes."""
    before = reader.api.everything()
    named = filled(request, reader.ids) | {"name": reader.api.name(request["name"])}
    reply = reader.raw("POST", f"{FLOW_SERVICE}/targetConnections", json=named)
    assert reply.status_code in rules.allowed(rule, tutorial=201, published=400), reply.text
    if reply.status_code == 201:
        reader.delete("targetConnections", reply.json()["id"])
        return True
    refused(reply)
    assert reader.api.everything() == before
    return False
