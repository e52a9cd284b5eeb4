"""Flows that run on demand, and runs of them."""

from flowservice_client import ApiError, Flow, Run

from .api import A_DAY, Api
from .tutorial import JsonObject

WINDOW = {"startTime": 1670455537, "windowStartTime": 1670451937, "windowEndTime": 1670455537}
"""In seconds, as the tutorials have them; the window's one hour ends with the start."""


def given_once(api: Api) -> Flow:
    """A flow that runs once, in a day unless it is told to."""
    return api.given_flow(scheduleParams={"startTime": int(api.now()) + A_DAY, "frequency": "once"})


def given_run(api: Api, flow_id: str = "") -> Run:
    """A run that has been asked for. Runs cannot be deleted."""
    made = api.runs.create({"flowId": flow_id or given_once(api).id, "params": WINDOW})
    return api.runs.retrieve(made.id)


def given_failed_run(api: Api, flow_id: str = "") -> Run:
    """A run that has failed, where everybody may say so; elsewhere it has only been asked for."""
    run = given_run(api, flow_id)
    try:
        return api.runs.update(run.id, with_status("failed"), etag=run.etag)
    except ApiError:
        return run


def with_status(status: str, **metrics: JsonObject) -> JsonObject:
    """What a provider reports of a run: its status, and other metrics."""
    return {"metrics": {"statusSummary": {"status": status}, **metrics}}
