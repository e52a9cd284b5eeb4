"""Runs, of which there are none yet, drafts, which are not built, and what is not there at all."""

import pytest

from mock_flowservice.call import BUILT
from mock_flowservice.contract import Operation, operations
from tests.bodies import MIXPANEL, UNKNOWN, connection_body, flow_body, source_body, target_body
from tests.flow_service.in_process import KINDS, Platform

FOUND = [each for each in operations().values() if each.document == "flow-service" and each.id in BUILT]
DRAFTS = {
    "connections": connection_body(),
    "sourceConnections": source_body(),
    "targetConnections": target_body(),
    "flows": flow_body(UNKNOWN, UNKNOWN),
}


def path_of(operation: Operation) -> str:
    """The path of an operation, with some id for each of its variables."""
    path = operation.path
    for place, name in operation.parameters:
        path = path.replace("{" + name + "}", UNKNOWN) if place == "path" else path
    return path


@pytest.mark.parametrize("operation", FOUND, ids=lambda each: each.id)
def test_an_operation_that_is_built_does_not_say_it_is_not(platform: Platform, operation: Operation) -> None:
    answer = platform.ask(operation.method, path_of(operation), {"any": "body"}, base="")
    assert answer.status in (200, 400, 404)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["draft", "DRAFT"])
def test_drafts_name_themselves(platform: Platform, kind: str, mode: str) -> None:
    answer = platform.create(kind, DRAFTS[kind], query_string={"mode": mode})
    assert answer.status == 501
    assert "mode=draft" in answer.body["detail"]
    assert platform.page(kind).body["items"] == []


def test_there_are_no_runs_yet(platform: Platform) -> None:
    made = platform.given_flow()
    for query in ({}, {"property": f"flowId=={made.id}"}, {"property": "metrics.statusSummary.status==failed"}):
        assert platform.page("runs", **query).body == {"items": [], "_links": {}}
    assert platform.page("runs", count="true").body == {"count": 0}
    assert platform.page("runs", orderby="-createdAt", limit=5).status == 200
    assert platform.page("runs", property="nothing==1").refusal == (400, "1449-400")


def test_an_unknown_run_is_named_with_its_collection(platform: Platform) -> None:
    answer = platform.ask("GET", f"/runs/{UNKNOWN}")
    assert answer.refusal == (404, "1101-404")
    assert answer.body["errorMessage"] == f"runs not found with id = [{UNKNOWN}]"


@pytest.mark.parametrize(("method", "path"), [("PUT", "/flows"), ("DELETE", "/runs"), ("POST", f"/flows/{UNKNOWN}")])
def test_a_method_that_is_not_possible_names_those_that_are(platform: Platform, method: str, path: str) -> None:
    answer = platform.ask(method, path, {})
    assert answer.status == 405
    assert answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/nothing", f"/connectionSpecs/{MIXPANEL}/nothing", "/flows/a/b/c", "//flows"])
def test_an_unknown_path_is_404_in_the_platforms_words(platform: Platform, path: str) -> None:
    answer = platform.ask("GET", path)
    assert (answer.status, answer.body["title"]) == (404, "NotFoundError")
