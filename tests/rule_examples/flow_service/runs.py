"""Examples of the rules for runs."""

from typing import Any

from tests.flow_service.error_examples.runs import disabled, ended_twice, reporting, running, streaming
from tests.flow_service.given_runs import (
    COLUMN,
    WINDOW,
    given_once,
    given_run,
    report,
    reported,
    retrigger,
    run_flow,
    status_body,
)
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from ..example import Example
from .ways import always, turned


def unstarted(platform: Platform) -> Answer:
    """A run without a start time."""
    params: dict[str, Any] = {name: value for name, value in WINDOW.items() if name != "startTime"}
    return run_flow(platform, given_once(platform).id, params)


def tried_again(platform: Platform) -> Answer:
    return retrigger(platform, reported(platform, given_run(platform), "failed").id)


def orphaned(platform: Platform) -> Answer:
    """A report on a run whose flow is gone."""
    flow = given_once(platform)
    run = given_run(platform, flow.id)
    platform.delete("flows", flow.id)
    return report(platform, run, status_body("inProgress"))


EXAMPLES: dict[str, Example] = {
    "run.answer": turned(running(), "201", "201 listed"),
    "run.retrigger": turned(tried_again, "200", "200 whole"),
    "run.update": turned(reporting(status_body("failed")), "200", "1427-400"),
    "run.start_time": turned(unstarted, "201", "1359-400"),
    "run.unit": always(running(windowEndTime=1670455947000), "201"),
    "run.batch": always(streaming, "1385-400"),
    "run.flow_state": always(disabled, "1380-400"),
    "run.delta_column": always(running(deltaColumn=COLUMN), "1384-400"),
    "run.new": always(running(), "201"),
    "run.put": always(reporting({"flowId": "another"}), "1312-400"),
    "run.status": always(ended_twice, "1422-400"),
    "run.status_words": always(reporting(status_body("PARTIAL_FAILURE"))),
    "run.last": always(reporting(status_body("inProgress"))),
    "run.orphan": always(orphaned),
}
