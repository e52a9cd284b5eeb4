"""Flows: what they show of themselves, and which changes their schedule allows."""

from typing import Any

import pytest

from flowservice_client import ApiError, replace

from .api import A_DAY, Api, in_vain
from .raw import Raw
from .readings import Readings
from .tutorial import FLOW_SERVICE, JsonObject


@pytest.mark.rests_on("flow.mapping")
def test_transformations_come_back_as_they_were_sent(api: Api) -> None:
    body = api.flow_body()
    mapping = body["transformations"][0]["params"]["mappingId"]
    for version in ("0", 0):
        sent = [{"name": "Mapping", "params": {"mappingId": mapping, "mappingVersion": version}}]
        assert api.given_flow(transformations=sent).transformations == sent


@pytest.mark.rests_on("flow.runs")
def test_a_flow_leads_to_its_runs(api: Api, raw: Raw) -> None:
    flow = api.given_flow()
    link = flow.json["runs"]
    assert flow.id in link
    reply = raw("GET", FLOW_SERVICE + link)
    assert (reply.status_code, reply.json()["items"]) == (200, [])


@pytest.mark.rests_on("flow.last_operation")
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


@pytest.mark.rests_on("schedule.start")
@pytest.mark.needs("lasting")  # it would run, and its runs would stay
def test_what_has_started_starts_no_more_at_another_time(api: Api, rules: Readings) -> None:
    hour = 60 * 60
    schedule = {"startTime": int(api.now()) - hour, "frequency": "minute", "interval": 15, "backfill": "true"}
    if "published" in rules.of("schedule.start"):
        in_vain(lambda: api.given_flow(scheduleParams=schedule), "1360")
        return  # no flow can be made that has started
    flow = api.given_flow(scheduleParams=schedule)
    changes = {
        "startTime": (int(api.now()) + hour, "1366"),
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


@pytest.mark.rests_on("schedule.interval")
def test_a_change_of_frequency_leaves_an_interval_that_fits(api: Api) -> None:
    start = int(api.now()) + A_DAY
    flow = api.given_flow(scheduleParams={"startTime": start, "frequency": "hour", "interval": 15})
    ref = api.flows.update(flow.id, [replace("/scheduleParams/frequency", "minute")], etag=flow.etag)
    with api.nothing_changes():
        in_vain(lambda: api.flows.update(flow.id, [replace("/scheduleParams/interval", 1)], etag=ref.etag))
    hourly = {"startTime": start, "frequency": "hour", "interval": 1}
    steps = [replace("/scheduleParams", hourly), replace("/scheduleParams/frequency", "minute")]
    with api.nothing_changes():
        in_vain(lambda: api.flows.update(flow.id, steps, etag=ref.etag))


def scheduled(api: Api, frequency: str, **fields: Any) -> JsonObject:
    """A schedule that starts in a day."""
    return {"startTime": int(api.now()) + A_DAY, "frequency": frequency, **fields}


@pytest.mark.parametrize("interval", [-15, 0, 1, 13, 14, "14", "014", 14.5, "15.5", None, True, "quarter"], ids=repr)
def test_an_interval_below_15_minutes_is_refused(api: Api, interval: Any) -> None:
    assert not api.takes_schedule(scheduled(api, "minute", interval=interval))


@pytest.mark.parametrize("interval", [15, 16, 60, 1440, "15", "60"], ids=repr)
def test_an_interval_of_15_minutes_or_more_is_taken(api: Api, interval: Any) -> None:
    assert api.takes_schedule(scheduled(api, "minute", interval=interval))


@pytest.mark.rests_on("schedule.interval")
@pytest.mark.parametrize("interval", [-1, 0, 1, 14, 15, 16], ids=repr)
@pytest.mark.parametrize("frequency", ["hour", "day", "week"])
def test_other_intervals_begin_at_15_or_at_1_as_the_rules_say(
    api: Api, rules: Readings, frequency: str, interval: int
) -> None:
    taken = api.takes_schedule(scheduled(api, frequency, interval=interval))
    assert taken in rules.allowed("schedule.interval", tutorial=interval >= 15, published=interval >= 1)


@pytest.mark.rests_on("schedule.interval")
@pytest.mark.parametrize(
    "fields", [{"interval": 15}, {"backfill": True}, {"interval": 1, "backfill": "false"}], ids=str
)
def test_what_runs_once_has_an_interval_or_not_as_the_rules_say(api: Api, rules: Readings, fields: JsonObject) -> None:
    taken = api.takes_schedule(scheduled(api, "once", **fields))
    assert taken in rules.allowed("schedule.interval", tutorial=True, published=False)


def test_what_runs_once_needs_no_interval_and_all_else_does(api: Api) -> None:
    assert api.takes_schedule(scheduled(api, "once"))
    for frequency in ("minute", "hour", "day", "week"):
        assert not api.takes_schedule(scheduled(api, frequency))


@pytest.mark.rests_on("schedule.required", "create.fields")
@pytest.mark.parametrize("missing", ["startTime", "frequency"])
def test_a_schedule_says_when_it_starts_and_how_often_it_runs(api: Api, missing: str) -> None:
    schedule = scheduled(api, "minute", interval=15)
    del schedule[missing]
    assert not api.takes_schedule(schedule)
