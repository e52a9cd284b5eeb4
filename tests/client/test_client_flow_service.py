"""Flow Service beyond its entities: searches, exploring, configs, actions, runs, specs."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import ApiError, Client, Ref, StaleEtag
from tests.client.client_under_test import BASE, CONNECTIONS, ETAG, FLOWS, client_of, scripted

SERVICE = f"{BASE}/data/foundation/flowservice"
PAGES = st.lists(st.lists(st.uuids().map(str), max_size=4), min_size=1, max_size=5)
STALE = {"errorMessage": "Supplied version does not match", "errorDetails": "Supplied version does not match"}
ACTIONS: dict[str, tuple[Callable[[Client], Ref], str]] = {
    "enable": (lambda client: client.flows.enable("e1"), "flows/e1/action?op=enable"),
    "disable": (lambda client: client.flows.disable("e1"), "flows/e1/action?op=disable"),
    "publish a flow": (lambda client: client.flows.publish("e1"), "flows/e1/action?op=publish"),
    "publish a connection": (lambda client: client.connections.publish("e1"), "connections/e1/action?op=publish"),
    "publish a source connection": (
        lambda client: client.source_connections.publish("e1"),
        "sourceConnections/e1/action?op=publish",
    ),
    "publish a target connection": (
        lambda client: client.target_connections.publish("e1"),
        "targetConnections/e1/action?op=publish",
    ),
    "retrigger": (lambda client: client.runs.retrigger("e1"), "runs/e1/action?op=re-trigger"),
}


def asked_of(call: Any) -> dict[str, list[str]]:
    """The query of a recorded call."""
    return parse_qs(urlsplit(call.request.url).query, keep_blank_values=True)


@given(pages=PAGES, tokens=st.lists(st.text("ab=&%+ é", min_size=1), min_size=5, max_size=5, unique=True))
def test_a_search_is_the_concatenation_of_its_pages_and_repeats_its_question(
    pages: list[list[str]], tokens: list[str]
) -> None:
    question = {"queryString": "property=state==enabled", "orderby": "-createdAt", "limit": 2}

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        assert json.loads(request.body) == question
        asked = parse_qs(urlsplit(request.url).query, keep_blank_values=True)
        at = tokens.index(asked["continuationToken"][0]) + 1 if asked else 0
        href = f"/flows/search?continuationToken={quote(tokens[at], safe='')}" if at + 1 < len(pages) else ""
        links = {"next": {"href": href}} if href else {}
        return 200, {}, json.dumps({"items": [{"id": id} for id in pages[at]], "_links": links})

    with scripted() as answers, client_of() as client:
        answers.add_callback("POST", f"{FLOWS}/search", callback=answer)
        found = client.flows.search("property=state==enabled", orderby="-createdAt", limit=2)
        assert [flow.id for flow in found] == list(itertools.chain.from_iterable(pages))


def test_a_search_for_some_fields_gives_entities_without_an_id() -> None:
    with scripted() as answers, client_of() as client:
        answers.post(f"{FLOWS}/search", json={"items": [{"name": "Hourly"}], "_links": {}})
        [flow] = client.flows.search(fields=["name", "state"])
        body = json.loads(answers.calls[0].request.body or "")
    assert (flow.name, flow.state, repr(flow), body) == (
        "Hourly",
        None,
        "Flow(name='Hourly')",
        {"projectionFields": "name,state"},
    )


def test_a_search_can_be_counted_only() -> None:
    with scripted() as answers, client_of() as client:
        answers.post(f"{SERVICE}/flowSpecs/search", json={"count": 7})
        assert client.flow_specs.search_count("property=name==CRMToAEP") == 7
        body = json.loads(answers.calls[0].request.body or "")
        answers.replace("POST", f"{SERVICE}/flowSpecs/search", json={"items": []})
        with pytest.raises(ApiError, match="count"):
            client.flow_specs.search_count()
    assert body == {"queryString": "property=name==CRMToAEP", "count": True}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_is_an_operation_in_the_query_without_a_body(action: str) -> None:
    act, path = ACTIONS[action]
    with scripted() as answers, client_of() as client:
        answers.post(f"{SERVICE}/{path.partition('?')[0]}", json={"id": "e2", "etag": ETAG})
        done = act(client)
        request = answers.calls[0].request
    assert request.url == f"{SERVICE}/{path}"
    assert (request.body, "Content-Type" in request.headers, "If-Match" in request.headers) == (None, False, False)
    assert (done.id, done.etag) == ("e2", ETAG)


def test_a_providers_action_carries_its_sub_operation_and_body() -> None:
    with scripted() as answers, client_of() as client:
        answers.post(f"{CONNECTIONS}/c1/action", json={"id": "c1"})
        client.connections.action("c1", "finalize", sub_op="APPLY", body={"percentCompleted": 0.5})
        request = answers.calls[0].request
        assert asked_of(answers.calls[0]) == {"op": ["finalize"], "subOp": ["APPLY"]}
    assert json.loads(request.body or "") == {"percentCompleted": 0.5}


WITH_ETAG: dict[str, tuple[str, str, Callable[[Client], object]]] = {
    "enable": ("POST", "flows/e1/action", lambda client: client.flows.enable("e1", etag=ETAG)),
    "disable": ("POST", "flows/e1/action", lambda client: client.flows.disable("e1", etag=ETAG)),
    "publish": ("POST", "flows/e1/action", lambda client: client.flows.publish("e1", etag=ETAG)),
    "action": ("POST", "connections/e1/action", lambda client: client.connections.action("e1", "publish", etag=ETAG)),
    "retrigger": ("POST", "runs/e1/action", lambda client: client.runs.retrigger("e1", etag=ETAG)),
    "a run": ("PUT", "runs/e1", lambda client: client.runs.update("e1", {"activities": []}, etag=ETAG)),
}


@pytest.mark.parametrize("case", sorted(WITH_ETAG))
def test_a_stale_etag_of_an_action_or_a_run_is_told_apart(case: str) -> None:
    method, path, ask = WITH_ETAG[case]
    with scripted() as answers, client_of() as client:
        answers.add(method, f"{SERVICE}/{path}", json=STALE, status=412)
        with pytest.raises(StaleEtag):
            ask(client)
        assert answers.calls[0].request.headers["If-Match"] == ETAG


SHAPES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a reference": lambda ref: ref,
    "items": lambda ref: {"items": [ref]},
    "a bare run": lambda ref: {**ref, "flowId": "f1", "metrics": {}, "activities": []},
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_a_retried_run_names_the_new_run_in_every_documented_shape(shape: str) -> None:
    with scripted() as answers, client_of() as client:
        answers.post(f"{SERVICE}/runs/r1/action", json=SHAPES[shape]({"id": "r2", "etag": ETAG}))
        again = client.runs.retrigger("r1")
    assert (again.id, again.etag) == ("r2", ETAG)


def test_a_reported_run_comes_back_whole_with_its_new_etag() -> None:
    report = {"flowId": "f1", "metrics": {"statusSummary": {"status": "success"}}, "activities": []}
    with scripted() as answers, client_of() as client:
        answers.put(f"{SERVICE}/runs/r1", json={**report, "id": "r1", "etag": '"new"'})
        run = client.runs.update("r1", report, etag=ETAG)
        assert json.loads(answers.calls[0].request.body or "") == report
    assert (run.id, run.etag, run.status) == ("r1", '"new"', "success")


@pytest.mark.parametrize("kind", ["connection_specs", "flow_specs"])
def test_a_spec_that_is_written_comes_back_bare_and_without_an_etag(kind: str) -> None:
    path = {"connection_specs": "connectionSpecs", "flow_specs": "flowSpecs"}[kind]
    body = {"name": "mine", "providerId": "p"}
    with scripted() as answers, client_of() as client:
        answers.post(f"{SERVICE}/{path}", json={**body, "id": "s1", "version": "1.0"}, status=201)
        answers.put(f"{SERVICE}/{path}/s1", json={**body, "id": "s1", "name": "other"})
        made = getattr(client, kind).create(body)
        changed = getattr(client, kind).replace("s1", {**body, "name": "other"})
        assert json.loads(answers.calls[1].request.body or "") == {**body, "name": "other"}
    assert (made.id, made.etag, changed.id, changed.name) == ("s1", None, "s1", "other")


@pytest.mark.parametrize("collection", ["connections", "connectionSpecs"])
def test_exploring_sends_what_was_said_and_nothing_else(collection: str) -> None:
    condition = {"type": "PQL", "format": "pql/json", "value": {"nodeType": "literal", "value": "Düren"}}
    with scripted() as answers, client_of() as client:
        explorer = client.connections if collection == "connections" else client.connection_specs
        answers.get(f"{SERVICE}/{collection}/x1/explore", json=[])
        explorer.explore("x1", object_type="root", preview=False)
        explorer.explore("x1", object_type="table", object="accounts", filters=condition)
        explorer.explore("x1", object_type="file", object="/a b.csv", determine_properties=True)
        explorer.explore(
            "x1",
            object_type="file",
            object="/a.csv.gz",
            file_type="delimited",
            compression_type="gzip",
            column_delimiter="\t",
            encoding="ISO-8859-1",
        )
        root, table, found, said = map(asked_of, answers.calls)
    assert root == {"objectType": ["root"], "preview": ["false"]}
    assert json.loads(base64.b64decode(table.pop("filters")[0])) == condition
    assert table == {"objectType": ["table"], "object": ["accounts"], "preview": ["true"]}
    file = {"objectType": ["file"], "preview": ["true"]}
    assert found == file | {"object": ["/a b.csv"], "determineProperties": ["true"]}
    assert said == file | {
        "object": ["/a.csv.gz"],
        "fileType": ["delimited"],
        "compressionType": ["gzip"],
        "columnDelimiter": ["\t"],
        "encoding": ["ISO-8859-1"],
    }


def test_the_columns_of_a_connection_come_as_rows() -> None:
    columns = [{"columnName": "name", "columnType": "string"}, {"columnName": "dob", "columnType": "date"}]
    with scripted() as answers, client_of() as client:
        answers.get(f"{CONNECTIONS}/c1/configs", json={"items": columns})
        assert [*client.connections.configs("c1")] == columns


@pytest.mark.parametrize("collection", ["connections", "connectionSpecs"])
@given(pages=st.lists(st.lists(st.uuids().map(str), min_size=1, max_size=3), min_size=1, max_size=4))
def test_choices_are_counted_on_while_there_is_a_next_page(collection: str, pages: list[list[str]]) -> None:
    whole = list(itertools.chain.from_iterable(pages))
    starts = list(itertools.accumulate(map(len, pages), initial=0))

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        asked = parse_qs(urlsplit(request.url).query)
        assert (asked["outputType"], asked["outputField"]) == (["activationDatasets"], ["datasets"])
        at = starts.index(int(asked.get("start", ["0"])[0]))
        body = {"items": [{"id": id} for id in pages[at]], "pageInfo": {"hasNext": at + 1 < len(pages)}}
        return 200, {}, json.dumps(body)

    with scripted() as answers, client_of() as client:
        chooser = client.connections if collection == "connections" else client.connection_specs
        answers.add_callback("GET", f"{SERVICE}/{collection}/s1/configs", callback=answer)
        rows = chooser.configs("s1", output_type="activationDatasets", output_field="datasets")
        assert [row["id"] for row in rows] == whole
        assert len(answers.calls) == len(pages)


def test_an_empty_page_of_choices_ends_the_list_whatever_it_promises() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{SERVICE}/connectionSpecs/s1/configs", json={"items": [], "pageInfo": {"hasNext": True}})
        assert [*client.connection_specs.configs("s1")] == []
        assert len(answers.calls) == 1
