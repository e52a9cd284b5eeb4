"""aepp's FlowManager, which gathers all that belongs to one flow, over four services."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from aepp.flowservice import FlowManager

from mock_flowservice.wire import JsonObject
from tests.aepp.account import FUTURE, ONCE, Account, made
from tests.aepp.driving import drives


@dataclass(frozen=True)
class Mapped:
    """A flow with a mapping, and what it joins."""

    flow: str
    dataset: str
    mapping: str
    rules: list[JsonObject]


@pytest.fixture
def mapped(account: Account) -> Mapped:
    """A flow into a data set whose schema the registry has."""
    schema = account.schema()
    dataset = account.dataset(schema)
    rules = [{"sourceType": "ATTRIBUTE", "source": "id", "destination": f"{account.namespace()}.distinct_id"}]
    mapping = made(account.data_prep.createMappingSet(schema, rules))
    target = made(account.flow_service.createTargetConnectionDataLake("lake", dataset, schema))
    transformation = {"name": "Mapping", "params": {"mappingId": mapping, "mappingVersion": "0"}}
    flow = account.flow(ONCE, transformations=[transformation], targetConnectionIds=[target])
    return Mapped(flow, dataset, mapping, rules)


@drives(
    FlowManager.summary,
    FlowManager.getFlowSpec,
    FlowManager.getSourceConnection,
    FlowManager.getConnectionSpec,
    FlowManager.getTargetConnection,
    FlowManager.getTargetConnectionSpec,
)
def test_all_that_belongs_to_a_flow_is_found(mapped: Mapped) -> None:
    manager = FlowManager(mapped.flow)
    assert (manager.id, manager.state, manager.flowType) == (mapped.flow, "enabled", "source")
    assert (manager.datasetId, manager.flowMapping["id"]) == (mapped.dataset, mapped.mapping)
    assert manager.summary()["flowSpecs"]["name"] == manager.getFlowSpec()["name"] == "CloudStorageToAEP"
    assert manager.getSourceConnection()["id"] == manager.flowSourceConnection["id"]
    assert manager.getTargetConnection()["params"]["dataSetId"] == mapped.dataset
    assert manager.flowTargetConnection["params"]["datasetName"]
    assert manager.flowTargetConnection["data"]["schema"]["name"]
    assert manager.getConnectionSpec()["items"][0]["name"] == "landing-zone"
    assert manager.getTargetConnectionSpec()["items"]


@drives(FlowManager.getRuns)
def test_its_runs_are_its_own(account: Account, mapped: Mapped) -> None:
    run = account.run(mapped.flow)
    account.run(account.flow(ONCE))
    manager = FlowManager(mapped.flow)
    assert [each["id"] for each in manager.getRuns()] == [run]
    assert manager.getRuns(prop=[f"createdAt>={FUTURE}000"]) == []


@drives(FlowManager.updateFlow)
def test_it_is_updated_with_the_etag_that_was_read(account: Account, mapped: Mapped) -> None:
    manager = FlowManager(mapped.flow)
    done = manager.updateFlow([{"op": "replace", "path": "/name", "value": "renamed"}])
    assert account.flow_service.getFlow(mapped.flow)["name"] == "renamed"
    assert manager.etag == done["etag"] == account.flow_service.getFlow(mapped.flow)["etag"]


@drives(FlowManager.updateFlowMapping)
def test_its_mapping_is_moved_to_the_newest_version(account: Account, mapped: Mapped) -> None:
    account.data_prep.updateMappingSet(mapped.mapping, mapped.rules)
    made(FlowManager(mapped.flow).updateFlowMapping(mapped.mapping))
    [transformation] = account.flow_service.getFlow(mapped.flow)["transformations"]
    assert transformation["params"] == {"mappingId": mapped.mapping, "mappingVersion": 1}
