"""Flows: what they show of themselves, and which changes their schedule allows."""

import time

import pytest

from flowservice_client import ApiError, replace

from .api import A_DAY, Api, needs_an_emulator
from .raw import Raw
from .tutorial import FLOW_SERVICE


def test_transformations_come_back_as_they_were_sent(api: Api) -> None:
    body = api.flow_body()
    mapping = body["transformations"][0]["params"]["mappingId"]
    for version in ("0", 0):
        sent = [{"name": "Mapping", "params": {"mappingId": mapping, "mappingVersion": version}}]
        assert api.given_flow(transformations=sent).transformations == sent


def test_a_flow_leads_to_its_runs(api: Api, raw: Raw) -> None:
    flow = api.given_flow()
    link = flow.json["runs"]
    assert flow.id in link
    reply = raw("GET", FLOW_SERVICE + link)
    assert (reply.status_code, reply.json()["items"]) == (200, [])


def test_a_flow_says_what_was_done_to_it_last(api: Api) -> None:
    flow = api.given_flow()
    assert flow.json["lastOperation"]["operation"] == "create"
    name = api.name("renamed")
    api.flows.update(flow.id, [replace("/name", name)], etag=flow.etag)
    last = api.flows.retrieve(flow.id).json["lastOperation"]
    assert last["operation"] == "update"
    assert [(each["op"].lower(), each["path"], each["value"]) for each in last["ops"]] == [("replace", "/name", name)]


def test_flows_are_found_by_state_and_by_what_they_connect(api: Api) -> None:
    flows = [api.given_flow() for _ in range(3)]
    api.flows.disable(flows[1].id)
    sources = [str((flow.source_connection_ids or [""])[0]) for flow in flows]
    both = f"sourceConnectionIds[]=={sources[0]},{sources[1]}"
    assert {each.id for each in api.flows.list(property=both)} == {flows[0].id, flows[1].id}
    assert [each.id for each in api.flows.list(property=[both, "state==enabled"])] == [flows[0].id]
    assert [each.id for each in api.flows.list(property=[both, "state==disabled"])] == [flows[1].id]
    ours = f"id=={','.join(flow.id for flow in flows)}"
    times = [each.created_at for each in api.flows.list(property=ours, orderby="createdAt")]
    assert times == sorted(flow.created_at or 0 for flow in flows)


@needs_an_emulator
def test_what_has_started_starts_no_more_at_another_time(api: Api, rules: dict[str, str]) -> None:
    if rules["schedule.start"] != "tutorial":
        pytest.skip("a flow cannot be made that has started")
    hour = 60 * 60
    schedule = {"startTime": int(time.time()) - hour, "frequency": "minute", "interval": 15, "backfill": "true"}
    flow = api.given_flow(scheduleParams=schedule)
    changes = {
        "startTime": (int(time.time()) + hour, "1366"),
        "frequency": ("once", "1403"),
        "backfill": ("false", "1404"),
    }
    with api.nothing_changes():
        for name, (value, code) in changes.items():
            with pytest.raises(ApiError, match=code) as refusal:
                api.flows.update(flow.id, [replace(f"/scheduleParams/{name}", value)], etag=flow.etag)
            assert refusal.value.status == 400
    api.flows.update(flow.id, [replace("/scheduleParams/interval", 20)], etag=flow.etag)
    assert api.flows.retrieve(flow.id).schedule == schedule | {"interval": 20}


@needs_an_emulator
def test_a_change_of_frequency_leaves_an_interval_that_fits(api: Api, rules: dict[str, str]) -> None:
    start = int(time.time()) + A_DAY
    flow = api.given_flow(scheduleParams={"startTime": start, "frequency": "hour", "interval": 15})
    ref = api.flows.update(flow.id, [replace("/scheduleParams/frequency", "minute")], etag=flow.etag)
    if rules["schedule.interval"] == "published":
        hourly = {"startTime": start, "frequency": "hour", "interval": 1}
        ref = api.flows.update(flow.id, [replace("/scheduleParams", hourly)], etag=ref.etag)
        steps = [replace("/scheduleParams/frequency", "minute")]
    else:
        steps = [replace("/scheduleParams/interval", 1)]
    with api.nothing_changes(), pytest.raises(ApiError) as refusal:
        api.flows.update(flow.id, steps, etag=ref.etag)
    assert refusal.value.status == 400
