"""The target schema of a mapping set, in full when it is asked for."""

from typing import Any

import pytest

from mock_flowservice.app import create_app
from tests.data_prep.data_prep_client import HEADERS, Client

REGISTRY = "/data/foundation/schemaregistry/tenant"
PROFILE = "https://ns.adobe.com/xdm/context/profile"
FIELDS = {"type": "object", "properties": {"item": {"title": "item", "type": "string"}}}
FIELD_GROUP = {
    "type": "object",
    "title": "Fields",
    "meta:intendedToExtend": [PROFILE],
    "definitions": {"customFields": {"type": "object", "properties": {"_extconndev": FIELDS}}},
    "allOf": [{"$ref": "#/definitions/customFields"}],
}


@pytest.fixture
def client() -> Client:
    return Client(create_app())


def made(client: Client, path: str, body: Any) -> str:
    """The `$id` of a new resource of the Schema Registry."""
    reply = client.http.post(f"{REGISTRY}/{path}", json=body, headers=HEADERS)
    assert reply.status_code == 201, reply.json
    return str(reply.get_json()["$id"])


def test_a_schema_that_the_registry_knows_is_shown_with_all_its_fields(client: Client) -> None:
    group = made(client, "fieldgroups", FIELD_GROUP)
    schema = made(client, "schemas", {"type": "object", "title": "S", "allOf": [{"$ref": PROFILE}, {"$ref": group}]})
    id = client.given(xdmSchema=schema, xdmVersion="1.0")
    plain, full = client.retrieve(id).json, client.retrieve(id, expandSchema="True").json
    shown = full["outputSchema"].pop("jsonSchema")
    assert "item" in shown["properties"]["_extconndev"]["properties"]
    assert full == plain == client.retrieve(id, expandSchema="false").json
    assert client.list("expandSchema=true").json["data"][0]["outputSchema"]["jsonSchema"] == shown
    assert "jsonSchema" not in client.list().json["data"][0]["outputSchema"]


def test_a_schema_that_was_read_in_full_is_looked_up_again_after_a_put(client: Client) -> None:
    schema = made(client, "schemas", {"type": "object", "title": "S", "allOf": [{"$ref": PROFILE}]})
    id = client.given(xdmSchema=schema)
    read = client.retrieve(id, expandSchema="true").json
    assert "jsonSchema" not in client.put(id, read).json["outputSchema"]
    assert client.retrieve(id, expandSchema="true").json["outputSchema"] == read["outputSchema"]


@pytest.mark.parametrize("fields", [{}, {"xdmSchema": "https://nowhere"}, {"xdmSchema": ""}, {"outputSchema": {}}])
def test_a_schema_that_nobody_knows_stays_a_reference(client: Client, fields: dict[str, Any]) -> None:
    id = client.given(**fields)
    assert client.retrieve(id, expandSchema="true").json == client.retrieve(id).json
