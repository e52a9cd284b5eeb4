"""Flows: what a look-up shows of one, and what comes back exactly as it was sent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bodies import (
    DATA_LAKE,
    MIXPANEL,
    PENDO,
    PROFILE_STORE,
    REST_FLOW,
    S3_DESTINATION,
    SEGMENTS_FLOW,
    STREAMING_FLOW,
    flow_body,
    mapping,
    spec_ref,
    step,
)
from tests.clocks import HandClock
from tests.flow_service.in_process import Platform

SCHEDULES: list[dict[str, Any]] = [
    {"startTime": "1612310466", "frequency": "week", "interval": "15", "backfill": "true"},
    {"startTime": 1590091157, "frequency": "minute", "interval": "15"},
    {"startTime": "1625040887", "frequency": "minute", "interval": 15, "backfill": False},
    {"startTime": 1625040887, "frequency": "once"},
    {"startTime": 1625040887, "frequency": "day", "interval": 15, "endTime": "1625049999", "timeUnit": "day"},
]

whole = st.integers(-(2**63), 2**63 - 1)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_schedule_comes_back_exactly_as_it_was_sent(platform: Platform, schedule: dict[str, Any]) -> None:
    shown = platform.get("flows", platform.given_flow(scheduleParams=schedule).id)["scheduleParams"]
    assert {name: repr(value) for name, value in shown.items()} == {n: repr(v) for n, v in schedule.items()}


@given(version=st.sampled_from(["0", 0, "00"]), options=st.dictionaries(st.text("ab", min_size=1), whole))
def test_transformations_options_and_policy_come_back_as_they_were_sent(version: Any, options: Any) -> None:
    platform = Platform()
    fields = {
        "transformations": [mapping(platform.given_mapping_set(), version), {"name": "Other", "params": {"a": [1]}}],
        "options": options,
        "policy": {"enforcementRefs": ["a"]},
        "description": "{braces} stay",
    }
    flow = platform.get("flows", platform.given_flow(**fields).id)
    assert {name: flow[name] for name in fields} == fields


def test_a_flow_shows_what_it_connects(platform: Platform) -> None:
    base = platform.given_connection().id
    source, target = platform.given_source(baseConnectionId=base).id, platform.given_target().id
    flow = platform.get("flows", platform.given_flow(source, target).id)
    parent = {"id": base, "connectionSpec": spec_ref(MIXPANEL)}
    assert flow["inheritedAttributes"] == {
        "sourceConnections": [{"id": source, "connectionSpec": spec_ref(MIXPANEL), "baseConnection": parent}],
        "targetConnections": [{"id": target, "connectionSpec": spec_ref(DATA_LAKE)}],
        "properties": {"isSourceFlow": True},
    }


def test_a_flow_leads_to_its_runs(platform: Platform) -> None:
    made = platform.given_flow()
    link = platform.get("flows", made.id)["runs"]
    assert link == f"/runs?property=flowId=={made.id}"
    assert platform.ask("GET", link).body == {"items": [], "_links": {}}


def test_a_new_flow_tells_when_it_was_made(timed: Platform, clock: HandClock) -> None:
    made = timed.given_flow()
    last = timed.get("flows", made.id)["lastOperation"]
    assert last == {"started": clock.now(), "updated": 0, "operation": "create"}


def test_a_changed_flow_tells_what_was_changed_and_when(timed: Platform, clock: HandClock) -> None:
    made = timed.given_flow()
    clock.moment += 60_000
    steps = [step("Add", "/description", "new"), step("REMOVE", "/description", "ignored")]
    assert timed.patch("flows", made, *steps).status == 200
    assert timed.get("flows", made.id)["lastOperation"] == {
        "started": clock.now(),
        "updated": clock.now(),
        "percentCompleted": 100.0,
        "status": {"value": "completed", "properties": None, "errors": []},
        "ops": steps,
        "operation": "update",
    }


def test_the_version_of_a_flow_spec_is_optional(platform: Platform) -> None:
    flow = platform.get("flows", platform.given_flow(flowSpec={"id": REST_FLOW}).id)
    assert flow["flowSpec"] == spec_ref(REST_FLOW)


@pytest.mark.parametrize("name", ["name", "flowSpec", "sourceConnectionIds", "targetConnectionIds", "scheduleParams"])
def test_what_a_flow_needs_is_needed(platform: Platform, name: str) -> None:
    body = flow_body(platform.given_source().id, platform.given_target().id)
    del body[name]
    answer = platform.create("flows", body)
    assert answer.refusal == (400, "1304-400")
    assert name in answer.body["errorMessage"]


def test_a_streaming_flow_has_no_schedule(platform: Platform) -> None:
    body = flow_body(platform.given_source(PENDO).id, platform.given_target().id, flowSpec=spec_ref(STREAMING_FLOW))
    del body["scheduleParams"]
    assert "scheduleParams" not in platform.get("flows", platform.create("flows", body).ref.id)


def test_a_flow_to_a_destination_has_a_schedule_of_another_kind(platform: Platform) -> None:
    base = platform.given_connection(S3_DESTINATION).id
    source = platform.given_source(PROFILE_STORE).id
    target = platform.given_target(S3_DESTINATION, baseConnectionId=base).id
    export = {"flowSpec": spec_ref(SEGMENTS_FLOW), "scheduleParams": {"interval": 0, "timeUnit": "day"}}
    made = platform.given_flow(source, target, **export)
    flow = platform.get("flows", made.id)
    assert flow["inheritedAttributes"]["properties"] == {"isDestinationFlow": True}
    assert [
        each["id"] for each in platform.all("flows", property="inheritedAttributes.properties.isDestinationFlow==true")
    ] == [made.id]
    assert platform.patch("flows", made, step("Add", "/scheduleParams", {"startTime": 1})).status == 200
    assert platform.delete("connections", base).refusal == (400, "1418-400")
    body = flow_body(source, target, **export) | {"scheduleParams": {"interval": 5}}
    assert platform.create("flows", body).refusal == (400, "1312-400")
