"""Runs of flows: none, until flows run."""

from ...call import Call, Reply, operation
from .entities import RUNS


@operation("listFlowRuns")
def list_flow_runs(call: Call) -> Reply:
    """The runs of the sandbox. Source: spec listFlowRuns; doc help/sources/tutorials/api/monitor.md."""
    return RUNS.list(call)


@operation("retrieveFlowRun")
def retrieve_flow_run(call: Call) -> Reply:
    """One run. Source: spec retrieveFlowRun."""
    return RUNS.retrieve(call, call.params["RUN_ID"])
