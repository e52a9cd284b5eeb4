"""Runs on demand: which flows take them, what their params must say, and what a new one looks like."""

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.services.flow_service.specs import CONNECTION_SPECS, FLOW_SPECS, published_specs
from mock_flowservice.wire import JsonObject
from tests.bodies import CRM_FLOW, DATA_LAKE, ONCE, UNKNOWN, copy, flow_body, spec_ref, step
from tests.caller import shared
from tests.flow_service.given_runs import (
    COLUMN,
    WINDOW,
    given_once,
    given_run,
    given_table,
    report,
    reported,
    retrigger,
    run_flow,
    status_body,
)
from tests.flow_service.in_process import BASE, Platform
from tests.flow_service.run_oracle import in_milliseconds, window_code


def test_a_new_run_is_scheduled_and_says_what_is_known(platform: Platform) -> None:
    flow = platform.get("flows", given_once(platform).id)
    made = given_run(platform, flow["id"])
    run = platform.get("runs", made.id)
    assert (run["flowId"], run["flowSpec"], run["etag"]) == (flow["id"], flow["flowSpec"], made.etag)
    assert run["metrics"]["statusSummary"] == {"status": "scheduled", "errors": [], "activityRefs": []}
    assert run["metrics"]["durationSummary"]["extensions"] == {
        "windowStart": WINDOW["windowStartTime"] * 1000,
        "windowEnd": WINDOW["windowEndTime"] * 1000,
    }
    assert (run["params"], run["activities"], "version" in run) == (WINDOW, [], False)
    assert re.fullmatch(rf"[A-Z]-{flow['id']}-[\w-]+:[0-9a-f-]{{36}}", run["providerRefId"])
    assert run["createdAt"] == run["updatedAt"] > 10**12
    assert run["sandboxName"] == "prod"
    assert "lastRunDetails" not in platform.get("flows", flow["id"])
    assert platform.get("flows", flow["id"])["runs"] == f"/runs?property=flowId=={flow['id']}"


def test_the_location_of_a_run_leads_to_it(platform: Platform) -> None:
    made = run_flow(platform, given_once(platform).id)
    assert made.status == 201
    assert made.headers["Location"].endswith(f"{BASE}/runs/{made.body['id']}")
    changed = report(platform, made.ref, status_body("inProgress"))
    assert changed.headers["Location"] == made.headers["Location"]


def test_the_three_answers_hold_the_id_and_the_etag() -> None:
    for value, wrapped in (("tutorial", False), ("published", True)):
        platform = Platform(shared(run__answer=value))
        answer = run_flow(platform, given_once(platform).id)
        assert ("items" in answer.body) == wrapped
        found = answer.ref
        assert platform.get("runs", found.id)["etag"] == found.etag


def test_what_clients_in_use_send_beside_a_run_has_no_effect(platform: Platform) -> None:
    answer = run_flow(platform, given_once(platform).id, status="active")
    assert platform.get("runs", answer.ref.id)["state"] == "scheduled"


TIMES: list[Any] = [
    0,
    5,
    "7",
    10**11 - 1,
    10**11,
    "100000000000",
    16515859567,
    "16515859567",
    -1,
    "soon",
    "",
    1.5,
    None,
]


def test_a_window_is_taken_exactly_when_it_can_be_read_and_does_not_end_before_it_starts(platform: Platform) -> None:
    flow = given_once(platform).id
    for start, end in product(TIMES, TIMES):
        window = {"windowStartTime": start, "windowEndTime": end}
        params = {"startTime": 1} | {name: value for name, value in window.items() if value is not None}
        answer = run_flow(platform, flow, params)
        assert (answer.code if answer.status == 400 else "") == window_code(start, end), (start, end)
        if answer.status == 201:
            shown = platform.get("runs", answer.body["id"])["metrics"]["durationSummary"]["extensions"]
            assert shown == {"windowStart": in_milliseconds(start), "windowEnd": in_milliseconds(end)}


def test_every_problem_of_the_params_is_named(platform: Platform) -> None:
    answer = run_flow(platform, given_once(platform).id, {"startTime": "soon", "windowEndTime": "late"})
    assert all(name in answer.body["errorMessage"] for name in ("startTime", "windowStartTime", "windowEndTime"))


@pytest.mark.parametrize("params", [{}, None])
def test_empty_params_are_refused(platform: Platform, params: Any) -> None:
    body = {"flowId": given_once(platform).id, "params": params}
    assert platform.create("runs", body).refusal == (400, "1384-400")


@pytest.mark.parametrize("flow_id", ["", None])
def test_a_run_of_no_flow_is_refused(platform: Platform, flow_id: Any) -> None:
    assert run_flow(platform, flow_id).refusal == (400, "1446-400")


@pytest.mark.parametrize("missing", ["flowId", "params"])
def test_a_run_needs_a_flow_and_params(platform: Platform, missing: str) -> None:
    body: JsonObject = {"flowId": given_once(platform).id, "params": WINDOW}
    del body[missing]
    assert platform.create("runs", body).refusal == (400, "1304-400")


@pytest.mark.parametrize("frequency", ["minute", "hour", "day", "week"])
def test_only_flows_that_run_once_run_on_demand(platform: Platform, frequency: str) -> None:
    schedule = {"startTime": 4102444800, "frequency": frequency, "interval": 15}
    flow = platform.given_flow(scheduleParams=schedule)
    assert run_flow(platform, flow.id).refusal == (400, "1386-400")
    assert platform.patch("flows", flow, step("replace", "/scheduleParams", ONCE)).status == 200
    assert run_flow(platform, flow.id).status == 201


@pytest.mark.parametrize(
    ("held", "sent", "code"),
    [
        (None, None, "1383-400"),
        (None, {}, "1383-400"),
        (None, {"name": ""}, "1383-400"),
        (None, {"dateFormat": "yyyy"}, "1383-400"),
        (None, COLUMN, ""),
        (COLUMN, None, ""),
        (COLUMN, COLUMN, ""),
        (COLUMN, {"name": COLUMN["name"]}, ""),
        (COLUMN, COLUMN | {"name": "another"}, "1382-400"),
        (COLUMN, {"name": COLUMN["name"], "timezone": "UTC"}, "1382-400"),
        (COLUMN, {"name": ""}, "1382-400"),
    ],
)
def test_the_delta_column_is_given_once_and_then_stays(
    platform: Platform, held: JsonObject | None, sent: JsonObject | None, code: str
) -> None:
    flow = given_table(platform)
    if held is not None:
        given_run(platform, flow.id, deltaColumn=held)
    before = platform.get("flows", flow.id)
    answer = run_flow(platform, flow.id, WINDOW if sent is None else WINDOW | {"deltaColumn": sent})
    assert (answer.code if answer.status == 400 else "") == code
    after = platform.get("flows", flow.id)
    assert (after == before) == (held is not None or bool(code))
    assert columns(after) == ([] if held is None and code else [held or sent])
    assert len(platform.all("runs")) == (held is not None) + (not code)


def columns(flow: JsonObject) -> list[JsonObject]:
    """The delta columns in a flow's Copy transformations."""
    return [each["params"]["deltaColumn"] for each in flow.get("transformations", ()) if each["name"] == "Copy"]


def test_the_first_run_of_a_table_changes_its_flow_and_nothing_else_in_it(platform: Platform) -> None:
    steps = [{"name": "Copy", "params": {"mode": "append"}}, {"name": "Other", "params": {"a": 1}}]
    flow = given_table(platform, transformations=steps)
    before = platform.get("flows", flow.id)
    given_run(platform, flow.id, deltaColumn=COLUMN)
    after = platform.get("flows", flow.id)
    assert after["transformations"] == [
        {"name": "Copy", "params": {"mode": "append", "deltaColumn": COLUMN}},
        {"name": "Other", "params": {"a": 1}},
    ]
    assert after["etag"] == after["version"] != before["etag"]
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"transformations", "etag", "version", "updatedAt"}


def test_a_copy_comes_behind_what_a_flow_has(platform: Platform) -> None:
    flow = given_table(platform, transformations=[{"name": "Other"}])
    given_run(platform, flow.id, deltaColumn=COLUMN)
    assert platform.get("flows", flow.id)["transformations"] == [{"name": "Other"}, copy(deltaColumn=COLUMN)]


def test_a_flow_without_tables_takes_no_delta_column(platform: Platform) -> None:
    flow = given_once(platform)
    assert run_flow(platform, flow.id, WINDOW | {"deltaColumn": COLUMN}).refusal == (400, "1384-400")
    assert platform.get("flows", flow.id)["etag"] == flow.etag


@pytest.mark.parametrize("spec_id", published_specs(FLOW_SPECS))
def test_the_flow_specs_that_describe_runs_are_those_that_take_them(platform: Platform, spec_id: str) -> None:
    flow = flow_of_spec(platform, published_specs(FLOW_SPECS)[spec_id])
    answer = run_flow(platform, flow, WINDOW | {"deltaColumn": COLUMN})
    described = "runSpec" in published_specs(FLOW_SPECS)[spec_id]
    assert (answer.status == 400 and answer.code == "1385-400") != described


def flow_of_spec(platform: Platform, spec: JsonObject) -> str:
    """A flow of a spec between the first connections that it joins."""
    known = published_specs(CONNECTION_SPECS)
    source = next(id for id in spec["sourceConnectionSpecIds"] if id in known)
    target = next(id for id in sorted(spec["targetConnectionSpecIds"], key=DATA_LAKE.__ne__) if id in known)
    base = {"baseConnectionId": platform.given_connection(target).id} if known[target]["authSpec"] else {}
    schedule = ONCE if "runSpec" in spec else {"interval": 0, "timeUnit": "day", "startTime": 1}
    ends = platform.given_source(source).id, platform.given_target(target, **base).id
    return platform.given_flow(*ends, flowSpec=spec_ref(spec["id"]), scheduleParams=schedule).id


def test_a_flow_that_is_not_enabled_does_not_run(platform: Platform) -> None:
    draft = flow_body("", "", flowSpec=spec_ref(CRM_FLOW)) | {"sourceConnectionIds": [], "targetConnectionIds": []}
    unfinished = platform.create("flows", draft, query_string={"mode": "draft"}).ref.id
    assert run_flow(platform, unfinished).refusal == (400, "1380-400")
    flow = given_once(platform).id
    for op, refused in (("disable", True), ("enable", False)):
        platform.ask("POST", f"/flows/{flow}/action?op={op}")
        assert (run_flow(platform, flow).status == 400) == refused


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("PUT", ""), ("POST", "/action?op=re-trigger")])
def test_an_unknown_run_is_404(platform: Platform, method: str, path: str) -> None:
    body: JsonObject | None = {} if method == "PUT" else None
    answer = platform.ask(method, f"/runs/{UNKNOWN}{path}", body, headers={"If-Match": '"x"'})
    assert answer.refusal == (404, "1101-404")
    assert answer.body["errorMessage"] == f"runs not found with id = [{UNKNOWN}]"


def test_runs_outlive_their_flow(platform: Platform) -> None:
    flow = given_once(platform)
    run = given_run(platform, flow.id)
    platform.delete("flows", flow.id)
    failed = reported(platform, run, "failed")
    assert platform.get("runs", run.id)["flowId"] == flow.id
    assert [each["id"] for each in platform.all("runs", property=f"flowId=={flow.id}")] == [run.id]
    assert retrigger(platform, failed.id).refusal == (400, "1430-400")


def test_runs_of_another_sandbox_are_not_there(platform: Platform) -> None:
    flow = given_once(platform)
    run = reported(platform, given_run(platform, flow.id), "failed")
    other = platform.beside(x_sandbox_name="elsewhere")
    assert run_flow(other, flow.id).refusal == (400, "1430-400")
    assert other.page("runs").body["items"] == []
    assert retrigger(other, run.id).refusal == (404, "1101-404")
    assert report(other, run, {}).refusal == (404, "1101-404")
    own = given_run(other)
    assert report(other, own, {"parentFlowRunId": run.id}).refusal == (400, "1439-400")


def test_runs_are_listed_by_their_metrics(platform: Platform) -> None:
    flow = given_once(platform).id
    runs = [given_run(platform, flow) for _ in range(3)]
    for number, run in enumerate(runs):
        target = {"targetSummaries": [{"entitySummaries": [{"id": f"segment:{number}"}]}]}
        reported(platform, run, "failed", durationSummary={"startedAtUTC": 1000 + number}, recordSummary=target)
    started = "metrics.durationSummary.startedAtUTC"
    between = platform.all("runs", property=[f"flowId=={flow}", f"{started}>1000", f"{started}<1002"])
    assert [run["id"] for run in between] == [runs[1].id]
    [found] = platform.all("runs", property="metrics.recordSummary.targetSummaries[].entitySummaries[].id==segment:2")
    assert found["id"] == runs[2].id
    assert platform.page("runs", property="metrics.statusSummary.status==Failed", count="true").body == {"count": 3}
    newest = platform.all("runs", orderby=f"-{started}", limit=1)
    assert [run["id"] for run in newest] == [run.id for run in reversed(runs)]


leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
junk = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "status", "name", "statusSummary", "windowEndTime"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(body=junk, params=junk)
def test_whatever_a_run_or_a_report_holds_the_fault_is_the_callers(body: Any, params: Any) -> None:
    platform = Platform()
    flow = given_once(platform).id
    run = given_run(platform, flow)
    held = platform.get("runs", run.id)
    for answer in (
        platform.create("runs", {"flowId": flow, "params": params}),
        platform.create("runs", {"flowId": params, "params": body}),
        report(platform, run, {"metrics": body, "activities": params}),
        report(platform, run, {"metrics": {"statusSummary": body, "recordSummary": params}}),
        report(platform, run, {"activities": [{"statusSummary": body}], "predecessors": [params]}),
        report(platform, run, body if isinstance(body, dict) and body else {"flowSpec": params}),
    ):
        assert answer.status in (200, 400, 412)
        assert answer.status != 400 or answer.code
    now = platform.get("runs", run.id)
    assert {name: now[name] for name in ("id", "createdAt", "flowId", "flowSpec")} == {
        name: held[name] for name in ("id", "createdAt", "flowId", "flowSpec")
    }
