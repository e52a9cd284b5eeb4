"""Mapping sets that are deleted, and what that means to flows."""

from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import mapping, step
from tests.data_prep.data_prep_client import DataPrep
from tests.flow_service.in_process import Platform


def from_(source: str) -> JsonObject:
    return {"source": source, "destination": f"to.{source}"}


@given(puts=st.integers(0, 3))
def test_a_deleted_set_is_gone_with_all_its_versions(puts: int) -> None:
    client = DataPrep()
    id, other = client.given({"mappings": [from_("a")]}), client.given()
    for _ in range(puts):
        client.put(id, {"mappings": [from_("a")]})
    own = client.mappings(id).body[0]["id"]
    assert client.beside(x_sandbox_name="dev").delete(id).status == 404
    assert (client.delete(id).status, client.delete(id).status) == (204, 404)
    asked = [client.retrieve(id), *(client.retrieve(id, version=number) for number in range(puts + 1))]
    asked += [client.put(id, {"mappings": []}), client.mappings(id), client.add(id, from_("b"))]
    asked += [client.mapping(id, own), client.put_mapping(id, own, from_("b")), client.delete_mapping(id, own)]
    assert [answer.status for answer in asked] == [404] * len(asked)
    assert [each["id"] for each in client.list().body["data"]] == [other]


def test_a_set_that_a_flow_names_can_be_deleted_and_the_flow_go_on_to_another() -> None:
    platform = Platform()
    client = DataPrep(platform.app, **platform.headers)
    first, second = client.given(), client.given()
    flow = platform.given_flow(transformations=[mapping(first)])
    assert client.delete(first).status == 204
    refused = platform.patch("flows", flow, step("replace", "/name", "renamed"))
    assert (refused.status, first in refused.text) == (400, True)
    done = platform.patch("flows", flow, step("replace", "/transformations", [mapping(second)]))
    assert done.status == 200
    assert platform.patch("flows", done.ref, step("replace", "/name", "renamed")).status == 200


def test_a_flow_keeps_the_version_that_it_names() -> None:
    platform = Platform()
    client = DataPrep(platform.app, **platform.headers)
    id = client.given()
    flow = platform.given_flow(transformations=[mapping(id)])
    client.add(id, from_("a"))
    renamed = platform.patch("flows", flow, step("replace", "/name", "renamed"))
    assert renamed.status == 200
    [kept] = platform.get("flows", flow.id)["transformations"]
    assert int(kept["params"]["mappingVersion"]) == 0


def test_the_suggestion_is_an_operation_and_no_set() -> None:
    client = DataPrep()
    answer = client.retrieve("suggestion", excludeUnmapped="True")
    assert (answer.status, "suggestMappingSet" in answer.body["detail"]) == (501, True)
    others = [client.put("suggestion", {"mappings": []}), client.delete("suggestion")]
    assert [each.status for each in others] == [404, 404]
