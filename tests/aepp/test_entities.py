"""aepp's methods for connections, flows, their specs and runs."""

from __future__ import annotations

from typing import Any

import pytest
from aepp.flowservice import FlowService

from tests.aepp.account import CLOUD_FLOW, FUTURE, LANDING_ZONE, ONCE, Account, made
from tests.aepp.driving import drives
from tests.bodies import CRM_FLOW, DATA_LAKE, MIXPANEL, PROFILE_STORE, connection_body, target_body

NOWHERE = "00000000-0000-4000-8000-000000000000"


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in found]


@drives(FlowService.createConnection, FlowService.getConnection, FlowService.connectionTest)
def test_a_connection_is_made_from_a_body_or_from_its_parts(account: Account) -> None:
    service, body = account.flow_service, connection_body()
    whole = made(service.createConnection(body))
    parts = made(service.createConnection(name="parts", auth=body["auth"], connectionSpec=body["connectionSpec"]))
    raw = service.createConnection(body, responseType="raw")
    assert raw.status_code == 201
    assert [service.getConnection(id)["name"] for id in (whole, parts)] == [body["name"], "parts"]
    assert service.connectionTest(whole) == {"result": True}


@drives(FlowService.getConnections)
def test_all_connections_are_listed_page_by_page_as_aepp_turns_the_pages(account: Account) -> None:
    service = account.flow_service
    made_here = [account.connection() for _ in range(5)]
    assert ids(service.getConnections(limit=2)) == made_here
    assert ids(service.getConnections(limit=2, n_results=2)) == made_here[:2]
    assert ids(service.getConnections(property=f"id=={made_here[3]}")) == [made_here[3]]
    assert service.getConnections(count=True)["code"] == "1401-400", "aepp sends a limit along"


@drives(FlowService.patchConnection, FlowService.getConnection)
def test_a_connection_is_patched_with_the_etag_that_was_read(account: Account) -> None:
    service, id = account.flow_service, account.connection()
    before = service.getConnection(id)
    patched = service.patchConnection(id, [{"op": "Replace", "path": "/name", "value": "another"}])
    after = service.getConnection(id)
    assert (after["name"], after["etag"]) == ("another", patched["etag"])
    assert after["etag"] != before["etag"]


@drives(FlowService.deleteConnection, FlowService.getConnection)
def test_what_is_deleted_is_gone(account: Account) -> None:
    service, id = account.flow_service, account.connection()
    assert service.deleteConnection(id) == 204
    assert service.getConnection(id) == {}
    assert service.deleteConnection(id)["code"] == "1101-404"


@drives(FlowService.getConnectionSpecs, FlowService.getConnectionSpecsMap, FlowService.getConnectionSpecIdFromName)
def test_connection_specs_have_the_names_that_aepp_builds_on(account: Account) -> None:
    service = account.flow_service
    specs = service.getConnectionSpecs()
    assert service.getConnectionSpecsMap() == {spec["name"]: spec["id"] for spec in specs}
    assert len(service.getConnectionSpecsMap()) == len(specs), "names are unique"
    for name in ("datalake", "landing-zone", "activation-datalake", "Streaming Connection", "Data Landing Zone"):
        assert service.getConnectionSpecIdFromName(name) in ids(specs)


@drives(FlowService.getConnectionSpec)
def test_a_connection_spec_comes_in_its_wrapper(account: Account) -> None:
    assert ids(account.flow_service.getConnectionSpec(MIXPANEL)["items"]) == [MIXPANEL]


@drives(FlowService.getFlowSpecs, FlowService.getFlowSpec, FlowService.getFlowSpecIdFromNames)
def test_flow_specs_are_found_by_name_and_by_what_they_join(account: Account) -> None:
    service = account.flow_service
    assert ids(service.getFlowSpecs("name==CRMToAEP")) == [CRM_FLOW]
    assert CRM_FLOW in ids(service.getFlowSpecs())
    assert service.getFlowSpec(CRM_FLOW)["name"] == "CRMToAEP"
    assert service.getFlowSpecIdFromNames("CloudStorageToAEP", "landing-zone", "datalake") == CLOUD_FLOW


@drives(
    FlowService.createSourceConnection,
    FlowService.getSourceConnection,
    FlowService.getSourceConnections,
    FlowService.updateSourceConnection,
    FlowService.deleteSourceConnection,
)
def test_source_connections_live_and_die(account: Account) -> None:
    service = account.flow_service
    made_here = [account.source() for _ in range(3)]
    assert ids(service.getSourceConnections(limit=2)) == made_here
    found = service.getSourceConnection(made_here[0])
    rename = [{"op": "replace", "path": "/name", "value": "renamed"}]
    done = service.updateSourceConnection(made_here[0], found["etag"], rename)
    assert service.getSourceConnection(made_here[0])["name"] == "renamed"
    assert done["etag"] != found["etag"]
    assert service.updateSourceConnection(made_here[0], found["etag"], rename)["code"] == "1404-412"
    assert service.deleteSourceConnection(made_here[0]) == 204
    assert ids(service.getSourceConnections()) == made_here[1:]


@drives(
    FlowService.createTargetConnection,
    FlowService.getTargetConnection,
    FlowService.getTargetConnections,
    FlowService.updateTargetConnection,
    FlowService.deleteTargetConnection,
)
def test_target_connections_live_and_die(account: Account) -> None:
    service, dataset = account.flow_service, account.dataset()
    made_here = [account.target(dataset), made(service.createTargetConnection(data=target_body()))]
    assert ids(service.getTargetConnections(limit=1)) == made_here
    found = service.getTargetConnection(made_here[0])
    assert found["params"]["dataSetId"] == dataset
    rename = [{"op": "replace", "path": "/name", "value": "renamed"}]
    assert service.updateTargetConnection(made_here[0], found["etag"], rename)["etag"] != found["etag"]
    assert service.getTargetConnection(made_here[0])["name"] == "renamed"
    assert service.deleteTargetConnection(made_here[0]) == 204
    assert service.deleteTargetConnection(NOWHERE)["code"].endswith("-404")


@drives(FlowService.createTargetConnectionDataLake)
def test_a_target_in_the_data_lake_names_its_schema(account: Account) -> None:
    service, schema = account.flow_service, account.schema()
    id = made(service.createTargetConnectionDataLake("a target", account.dataset(schema), schema))
    found = service.getTargetConnection(id)
    assert (found["connectionSpec"]["id"], found["data"]["schema"]["id"]) == (DATA_LAKE, schema)


@drives(FlowService.createFlow, FlowService.getFlow, FlowService.updateFlow, FlowService.deleteFlow)
def test_flows_live_and_die(account: Account) -> None:
    service = account.flow_service
    parts = made(
        service.createFlow(CLOUD_FLOW, "parts", account.file_source(), account.target(), schedule_start_time=FUTURE)
    )
    found = service.getFlow(parts)
    assert (found["name"], found["state"]) == ("parts", "enabled")
    done = service.updateFlow(parts, found["etag"], [{"op": "Replace", "path": "/name", "value": "renamed"}])
    assert service.getFlow(parts)["etag"] == done["etag"]
    assert service.updateFlow(parts, found["etag"], [{"op": "remove", "path": "/description"}])["code"] == "1404-412"
    assert service.deleteFlow(parts) == 204
    assert service.getFlow(parts) == {}


@drives(FlowService.getFlows)
def test_flows_are_listed_and_chosen_from(account: Account) -> None:
    service = account.flow_service
    rules = [{"sourceType": "ATTRIBUTE", "source": "a", "destination": f"{account.namespace()}.distinct_id"}]
    schema = account.schema()
    mapping = made(account.data_prep.createMappingSet(schema, rules))
    transformation = {"name": "Mapping", "params": {"mappingId": mapping, "mappingVersion": "0"}}
    target = account.target(account.dataset(schema))
    mapped = account.flow(transformations=[transformation], targetConnectionIds=[target])
    made_here = [mapped, account.flow(), account.flow()]
    assert ids(service.getFlows(limit=2)) == made_here
    assert ids(service.getFlows(prop=f"id=={made_here[1]},{made_here[2]}")) == made_here[1:]
    assert ids(service.getFlows(filterMappingSetIds=[mapping])) == [mapped]
    assert ids(service.getFlows(filterTargetIds=[target])) == [mapped]
    [source] = service.getFlow(made_here[2])["sourceConnectionIds"]
    assert ids(service.getFlows(filterSourceIds=[source])) == made_here[2:]
    assert ids(service.getFlows(onlySources=True)) == made_here
    assert service.getFlows(onlyDestinations=True) == []


@drives(FlowService.postFlowAction)
def test_a_flow_is_disabled_enabled_and_its_etag_moves_on(account: Account) -> None:
    service, id = account.flow_service, account.flow()
    etags = [service.getFlow(id)["etag"]]
    for action, state in (("disable", "disabled"), ("enable", "enabled")):
        etags.append(service.postFlowAction(id, action)["etag"])
        found = service.getFlow(id)
        assert (found["state"], found["etag"]) == (state, etags[-1])
    assert len(set(etags)) == 3
    assert service.postFlowAction(id, "explode")["code"].endswith("-400")
    assert service.postFlowAction(NOWHERE, "enable")["code"].endswith("-404")


@drives(FlowService.createRun, FlowService.getRun, FlowService.getRuns)
def test_a_flow_that_runs_once_is_run_and_its_runs_are_listed(account: Account) -> None:
    service, flow, other = account.flow_service, account.flow(ONCE), account.flow(ONCE)
    runs = [account.run(flow) for _ in range(3)]
    account.run(other)
    [found] = service.getRun(runs[0])
    assert (found["id"], found["flowId"]) == (runs[0], flow)
    assert ids(service.getRuns(limit=2, prop=f"flowId=={flow}")) == runs
    assert ids(service.getRuns(limit=1, prop=[f"flowId=={flow}", f"id=={runs[1]},{runs[2]}"])) == runs[1:]
    assert len(service.getRuns()) == 4
    assert service.createRun(flow)["code"].endswith("-400"), "params are missing"


@drives(
    FlowService.createConnectionToUPS,
    FlowService.getUPSFlows,
    FlowService.getUISFlows,
    FlowService.getUPSFlow,
    FlowService.getUISFlow,
    FlowService.getUPSFlowRuns,
    FlowService.getUISFlowRuns,
)
def test_flows_into_the_profile_store_are_told_by_where_they_lead(account: Account) -> None:
    service, dataset = account.flow_service, account.dataset()
    account.flow()
    flow = account.profile_flow(dataset)
    for listed in (service.getUPSFlows, service.getUISFlows):
        assert ids(listed()) == [flow]
        [found] = listed(resolveSourceDataset=True)
        assert found["datasetId"] == dataset
        assert found["inheritedAttributes"]["targetConnections"][0]["connectionSpec"]["id"] == PROFILE_STORE
    name = account.catalog.getDataSet(dataset)[dataset]["name"]
    assert service.getUPSFlow(dataset)["id"] == service.getUISFlow(datasetName=name)["id"] == flow
    assert service.getUPSFlow(NOWHERE) == {"error": "not found"}
    run = account.run(flow)
    assert ids(service.getUPSFlowRuns(dataset)) == ids(service.getUISFlowRuns(datasetName=name)) == [run]
    assert service.getUPSFlowRuns(dataset, state="failed") == []


@drives(FlowService.getResource)
@pytest.mark.parametrize(("form", "kind"), [("json", dict), ("txt", str)])
def test_any_resource_is_got_in_the_form_that_is_asked_for(account: Account, form: str, kind: type) -> None:
    service = account.flow_service
    assert isinstance(service.getResource(f"{service.endpoint}/connectionSpecs/{LANDING_ZONE}", format=form), kind)
