"""aepp's methods around the landing zone: files that come in, data sets that go out, and streams."""

from __future__ import annotations

from aepp.flowservice import FlowService

from tests.aepp.account import CLOUD_FLOW, FUTURE, Account, made
from tests.aepp.driving import drives


@drives(FlowService.createSourceConnectionDataLandingZone, FlowService.createFlowDataLandingZoneToDataLake)
def test_a_file_of_the_landing_zone_flows_into_the_data_lake(account: Account) -> None:
    service, schema = account.flow_service, account.schema()
    target = made(service.createTargetConnectionDataLake("lake", account.dataset(schema), schema))
    flow = service.createFlowDataLandingZoneToDataLake("files", account.file_source(), target, FUTURE)
    assert service.getFlow(made(flow))["flowSpec"]["id"] == CLOUD_FLOW


@drives(FlowService.exploreLandingZone, FlowService.getLandingZoneContent)
def test_the_landing_zone_is_explored_down_to_the_rows_of_a_file(account: Account) -> None:
    service = account.flow_service
    entries = service.exploreLandingZone()
    assert isinstance(entries, list)
    folder = next(entry for entry in entries if entry["type"] == "folder")
    inside = service.exploreLandingZone("folder", object=folder["path"])
    assert isinstance(inside, list)
    file = next(entry for entry in [*entries, *inside] if entry["type"] == "file" and entry["name"].endswith(".csv"))
    found = service.getLandingZoneContent(file=file["path"])
    assert found["properties"]["fileType"]
    said = service.getLandingZoneContent(file=file["path"], fileType="delimited", determineProperties=False)
    assert said["data"] == found["data"] != []
    assert {column["name"] for column in said["schema"]["columns"]} == set(said["data"][0])
    assert "data" not in service.getLandingZoneContent(file=file["path"], preview=False)


@drives(
    FlowService.createBaseConnectionS3Target,
    FlowService.createBaseConnectionBlobTarget,
    FlowService.createBaseConnectionDLZTarget,
    FlowService.createTargetConnectionDataLandingZone,
    FlowService.createTargetConnectionDatasetToDataLandingZone,
)
def test_accounts_and_targets_to_export_to_are_made(account: Account) -> None:
    service = account.flow_service
    made(service.createBaseConnectionS3Target("s3", "key", "secret"))
    made(service.createBaseConnectionBlobTarget("blob", "DefaultEndpointsProtocol=https"))
    zone = made(service.createBaseConnectionDLZTarget("zone"))
    made(service.createTargetConnectionDataLandingZone("a file", path="/out"))
    target = made(service.createTargetConnectionDatasetToDataLandingZone("data sets", zone, "/out"))
    assert service.getTargetConnection(target)["baseConnectionId"] == zone


@drives(FlowService.createSourceConnectionDataLake, FlowService.createFlowDataLakeToDataLandingZone)
def test_a_data_set_flows_out_into_the_landing_zone(account: Account) -> None:
    service = account.flow_service
    source = made(service.createSourceConnectionDataLake("lake", "json", [account.dataset()]))
    zone = made(service.createBaseConnectionDLZTarget("zone"))
    target = made(service.createTargetConnectionDatasetToDataLandingZone("data sets", zone, "/out"))
    flow = service.createFlowDataLakeToDataLandingZone(
        "export", source, target, FUTURE, export_mode="DAILY_FULL_EXPORT", schedule_timeUnit="day", schedule_interval=24
    )
    assert service.getFlow(made(flow))["scheduleParams"]["exportMode"] == "DAILY_FULL_EXPORT"
    assert [each["id"] for each in service.getFlows(onlyDestinations=True)] == [made(flow)]


@drives(FlowService.getExportableDatasets, FlowService.getExportableDatasetsDLZ, FlowService.exportDatasetToDLZ)
def test_data_sets_are_listed_for_export_and_exported_in_one_call(account: Account) -> None:
    service, ids = account.flow_service, {account.dataset() for _ in range(2)}
    assert {each["id"] for each in service.getExportableDatasetsDLZ()} == ids
    flow = service.exportDatasetToDLZ([*ids], scheduleStart=FUTURE, scheduleUnit="hour", scheduleInterval="3")
    [source] = service.getFlow(made(flow))["sourceConnectionIds"]
    named = service.getSourceConnection(source)["params"]["datasets"]
    assert {each["dataSetId"] for each in named} == ids


@drives(
    FlowService.createConnectionStreaming,
    FlowService.createSourceConnectionStreaming,
    FlowService.createFlowStreaming,
)
def test_a_stream_into_a_data_set_is_laid_in_one_call(account: Account) -> None:
    service = account.flow_service
    laid = service.createFlowStreaming(datasetId=account.dataset())
    assert service.getFlow(made(laid["flow"]))["sourceConnectionIds"] == [laid["source_connection_id"]["id"]]
    assert laid["target_connection_id"]["state"] == "enabled"
