"""The target schema of a mapping set, in full when it is asked for."""

from typing import Any

import pytest

from tests.data_prep.data_prep_client import DataPrep
from tests.schema_registry.registry_client import Registry


def test_a_schema_that_the_registry_knows_is_shown_with_all_its_fields() -> None:
    client = DataPrep()
    registry = Registry(client.app, **client.headers)
    group = registry.field_group(item={"title": "item", "type": "string"})["$id"]
    id = client.given(xdmSchema=registry.schema(group)["$id"], xdmVersion="1.0")
    plain, full = client.retrieve(id).body, client.retrieve(id, expandSchema="True").body
    shown = full["outputSchema"].pop("jsonSchema")
    assert "item" in shown["properties"]["_extconndev"]["properties"]
    assert full == plain == client.retrieve(id, expandSchema="false").body
    assert client.list("expandSchema=true").body["data"][0]["outputSchema"]["jsonSchema"] == shown
    assert "jsonSchema" not in client.list().body["data"][0]["outputSchema"]


def test_a_schema_that_was_read_in_full_is_looked_up_again_after_a_put() -> None:
    client = DataPrep()
    id = client.given(xdmSchema=Registry(client.app, **client.headers).schema()["$id"])
    read = client.retrieve(id, expandSchema="true").body
    assert "jsonSchema" not in client.put(id, read).body["outputSchema"]
    assert client.retrieve(id, expandSchema="true").body["outputSchema"] == read["outputSchema"]


@pytest.mark.parametrize("fields", [{}, {"xdmSchema": "https://nowhere"}, {"xdmSchema": ""}, {"outputSchema": {}}])
def test_a_schema_that_nobody_knows_stays_a_reference(fields: dict[str, Any]) -> None:
    client = DataPrep()
    id = client.given(**fields)
    assert client.retrieve(id, expandSchema="true").body == client.retrieve(id).body
