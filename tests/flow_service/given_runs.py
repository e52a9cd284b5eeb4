"""Runs to test with: flows that run on demand, runs of them, and what a provider reports."""

from typing import Any

from mock_flowservice.wire import JsonObject
from tests.bodies import CRM_FLOW, MYSQL, ONCE, spec_ref
from tests.flow_service.in_process import Platform
from tests.replies import Answer, Ref

WINDOW = {"startTime": 1670455537, "windowStartTime": 1670455537, "windowEndTime": 1670455947}
COLUMN = {"name": "changed_at", "dateFormat": "yyyy-MM-dd HH:mm:ss"}


def given_once(platform: Platform, **fields: Any) -> Ref:
    """A flow that runs on demand."""
    return platform.given_flow(**{"scheduleParams": ONCE} | fields)


def given_table(platform: Platform, **fields: Any) -> Ref:
    """A flow that reads a table on demand."""
    source = platform.given_source(MYSQL).id
    return given_once(platform, source=source, flowSpec=spec_ref(CRM_FLOW), **fields)


def run_flow(platform: Platform, flow_id: Any, params: Any = None, **more: Any) -> Answer:
    """Ask for a run."""
    return platform.create("runs", {"flowId": flow_id, "params": WINDOW if params is None else params} | more)


def given_run(platform: Platform, flow_id: str = "", **params: Any) -> Ref:
    """A run that has not started."""
    return run_flow(platform, flow_id or given_once(platform).id, WINDOW | params).ref


def status_body(status: str, **more: Any) -> JsonObject:
    """What a provider says of a run's status, and of its other metrics."""
    return {"metrics": {"statusSummary": {"status": status}} | more}


def report(platform: Platform, run: Ref, body: Any) -> Answer:
    """Report how a run goes."""
    return platform.ask("PUT", f"/runs/{run.id}", body, headers={"If-Match": run.etag})


def reported(platform: Platform, run: Ref, status: str, **more: Any) -> Ref:
    """A run after a report."""
    return report(platform, run, status_body(status, **more)).ref


def retrigger(platform: Platform, run_id: str, **what: Any) -> Answer:
    """Try a run again."""
    return platform.ask("POST", f"/runs/{run_id}/action?op=re-trigger", **what)
