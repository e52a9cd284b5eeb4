"""What aepp needs of any server: a way in, JSON in every answer, no answer that it would repeat."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from aepp import config
from aepp.flowservice import FlowService

from tests.aepp.account import Account, configure, made
from tests.bodies import connection_body


def paths(answers: list[requests.Response]) -> list[str]:
    """What was asked, without the origin."""
    return [answer.request.path_url for answer in answers]


def test_it_gets_its_token_here_and_once_for_many_requests(url: str, answers: list[requests.Response]) -> None:
    configure(url)
    service = FlowService()
    for _ in range(3):
        service.getConnections()
    assert [path for path in paths(answers) if path.startswith("/ims/")] == ["/ims/token/v3"]
    token = answers[0].json()
    assert service.connector.token == token["access_token"]
    assert token["expires_in"] > 500, "aepp deducts 500 s, and would ask before each request"


def test_a_token_of_ones_own_works_without_asking_for_one(url: str, answers: list[requests.Response]) -> None:
    configure(url, accesstoken="one-that-was-handed-over")
    service = FlowService()
    assert service.getConnections() == []
    assert all(not path.startswith("/ims/") for path in paths(answers))
    assert service.connector.connectionType == "oauthV2"


def test_a_sandbox_is_chosen_with_the_class(account: Account) -> None:
    other = FlowService(sandbox="dev")
    id = made(other.createConnection(connection_body()))
    assert other.getConnection(id)["sandboxName"] == "dev"
    assert account.flow_service.getConnections() == []


@pytest.mark.parametrize("path", ["/nowhere", "/connections/none/nowhere", "/connections/%2E%2E", "/flows/f/g/h"])
def test_an_unknown_path_is_answered_in_json_at_once(account: Account, path: str, answers: list[Any]) -> None:
    asked = len(answers)
    found = account.flow_service.getResource(account.flow_service.endpoint + path)
    assert isinstance(found, dict)
    assert found
    assert len(answers) == asked + 1


@pytest.mark.parametrize(
    ("method", "parts"), [("putData", {"data": {}}), ("patchData", {"data": []}), ("deleteData", {})]
)
def test_a_method_that_does_not_go_there_is_answered_in_json_at_once(
    account: Account, method: str, parts: dict[str, Any]
) -> None:
    service = account.flow_service
    found = getattr(service.connector, method)(f"{service.endpoint}/runs", **parts)
    assert isinstance(found, dict)
    assert found.keys() & {"errorMessage", "title", "message"}


@pytest.mark.parametrize("path", ["/connections/", "/flows/", "/connectionSpecs/", "/runs/"])
def test_a_slash_at_the_end_changes_nothing(account: Account, path: str, answers: list[requests.Response]) -> None:
    service = account.flow_service
    with_slash = service.getResource(service.endpoint + path)
    assert with_slash == service.getResource(service.endpoint + path.rstrip("/"))
    assert all(not answer.history for answer in answers)


def test_a_schema_is_found_by_its_id_as_it_travels_and_by_its_other_id(account: Account) -> None:
    id = account.schema()
    schema = account.registry.getSchema(id)
    assert schema["$id"] == id
    assert account.registry.getSchema(schema["meta:altId"])["$id"] == id


def test_lists_of_the_registry_end_where_aepp_looks_for_the_end(account: Account) -> None:
    empty = account.registry.getSchemas()
    assert (empty["results"], empty["_page"]["next"]) == ([], None)
    ids = {account.schema(), account.schema()}
    assert {schema["$id"] for schema in account.registry.getSchemas()} == ids
    assert isinstance(account.registry.getClasses(), list)
    assert account.registry.getClassesGlobal()


def test_what_succeeds_holds_nothing_that_aepp_takes_for_a_failure(
    account: Account, answers: list[requests.Response]
) -> None:
    account.dataset(account.schema())
    taken_for_failures = {"status", "error", "error_code", "errorMessage"}
    for answer in answers:
        assert answer.ok
        body = answer.json()
        assert not taken_for_failures & (body.keys() if isinstance(body, dict) else set())


def test_every_data_set_has_what_aepp_tabulates(account: Account) -> None:
    id = account.dataset()
    datasets = account.catalog.getDataSets()
    assert datasets[id]["tags"]["adobe/pqs/table"]
    assert [*account.catalog.data.infos["id"]] == [id]
    assert account.catalog.data.infos["dataBehavior"][0]


def test_offsets_are_counted_from_zero_so_that_aepp_loses_one_row_a_page(account: Account) -> None:
    schema = account.schema()
    ids = [account.dataset(schema) for _ in range(4)]
    assert len(account.catalog.getDataSets(limit=2).keys() & set(ids)) == len(ids) - 1


def test_plain_http_on_a_port_is_enough(account: Account, url: str) -> None:
    assert url.startswith("http://127.0.0.1:")
    assert config.endpoints["global"] == url
    assert account.flow_service.getFlows() == []


@pytest.mark.parametrize("body", [{"name": ""}, {"name": "n"}, [], "text"])
def test_a_refused_body_is_told_in_the_words_that_aepp_looks_for(account: Account, body: Any) -> None:
    service = account.flow_service
    refused = service.connector.postData(f"{service.endpoint}/connections", data=body)
    assert refused["errorMessage"] == refused["errorDetails"]
    assert refused["code"].endswith("-400")
