"""The errors of runs."""

from typing import Any

from tests.bodies import PENDO, REST_FLOW, STREAMING_FLOW, UNKNOWN, flow_body, spec_ref
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
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Way


def running(**params: Any) -> Way:
    """Ask for a run with these params beside its window."""
    return lambda platform: run_flow(platform, given_once(platform).id, WINDOW | params)


def reporting(body: Any) -> Way:
    return lambda platform: report(platform, given_run(platform), body)


def streaming(platform: Platform) -> Answer:
    """A flow without a schedule."""
    body = flow_body(platform.given_source(PENDO).id, platform.given_target().id, flowSpec=spec_ref(STREAMING_FLOW))
    del body["scheduleParams"]
    return run_flow(platform, platform.create("flows", body).ref.id)


def disabled(platform: Platform) -> Answer:
    made = given_once(platform)
    assert platform.ask("POST", f"/flows/{made.id}/action?op=disable").status == 200
    return run_flow(platform, made.id)


def in_two_columns(platform: Platform) -> Answer:
    made = given_table(platform)
    given_run(platform, made.id, deltaColumn=COLUMN)
    return run_flow(platform, made.id, WINDOW | {"deltaColumn": {"name": "other"}})


def without_column(platform: Platform) -> Answer:
    return run_flow(platform, given_table(platform).id)


def ended_twice(platform: Platform) -> Answer:
    run = reported(platform, given_run(platform), "success")
    return report(platform, run, status_body("success"))


def trying_again(platform: Platform) -> Answer:
    return retrigger(platform, given_run(platform).id)


def trying_a_disabled_flow_again(platform: Platform) -> Answer:
    made = given_once(platform)
    run = reported(platform, given_run(platform, made.id), "failed")
    assert platform.ask("POST", f"/flows/{made.id}/action?op=disable").status == 200
    return retrigger(platform, run.id)


def trying_again_without_schedule(platform: Platform) -> Answer:
    """A run whose flow spec has lost its schedule since."""
    run = reported(platform, given_run(platform), "failed")
    bare = {"name": "no schedule", "providerId": UNKNOWN, "targetConnectionSpecIds": []}
    assert platform.ask("PUT", f"/flowSpecs/{REST_FLOW}", bare).status == 200
    return retrigger(platform, run.id)


EXAMPLES: dict[str, Way] = {
    "RUN_BY_USER": reporting(status_body("failed")),
    "PREDECESSOR_RUN": reporting({"predecessors": [{"flowRunId": UNKNOWN}]}),
    "PREDECESSOR_FLOW": reporting({"predecessors": [{"flowId": UNKNOWN}]}),
    "FLOW_UNKNOWN": lambda platform: run_flow(platform, UNKNOWN),
    "FLOW_ID_EMPTY": lambda platform: run_flow(platform, ""),
    "RUN_ACTION_FOR_SPEC": trying_again_without_schedule,
    "RUN_IMPOSSIBLE": disabled,
    "WINDOW_REVERSED": running(windowEndTime=1),
    "DELTA_COLUMN_CHANGED": in_two_columns,
    "RUN_DELTA_COLUMN_MISSING": without_column,
    "RUN_PARAMS": lambda platform: run_flow(platform, given_once(platform).id, {}),
    "RUNS_NOT_ON_DEMAND": streaming,
    "RUN_FREQUENCY": lambda platform: run_flow(platform, platform.given_flow().id),
    "RUN_STATE": trying_again,
    "FLOW_NOT_ENABLED": trying_a_disabled_flow_again,
    "RUN_ACTION": lambda platform: platform.ask("POST", f"/runs/{given_run(platform).id}/action?op=stop"),
    "RUN_MOVE": ended_twice,
}

PUBLISHED: dict[str, str] = {"RUN_BY_USER": "run.update"}
