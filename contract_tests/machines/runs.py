"""Runs: asked for, reported on until they have ended, tried again; and what their flows say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import requests
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, multiple, precondition

from ..api import A_DAY, NOBODY
from ..given_runs import WINDOW, with_status
from ..raw import refused
from ..readings import PUBLISHED
from ..tutorial import FLOW_SERVICE, JsonObject
from .machine import Machine, lasting, move, opening
from .transitions import NOTHING, Transition

FAMILY = "runs"
FLOWS, RUNS = f"{FLOW_SERVICE}/flows", f"{FLOW_SERVICE}/runs"
SCHEDULED, IN_PROGRESS, SUCCESS, PARTIAL, FAILED = "scheduled", "inProgress", "success", "partialSuccess", "failed"
STATUSES = (SCHEDULED, IN_PROGRESS, SUCCESS, PARTIAL, FAILED)
ENDED = (SUCCESS, PARTIAL, FAILED)
EMPTY = "success without records"
"""What a run that brought nothing is called here: it may be tried again, other successes may not."""
AGAIN = (FAILED, EMPTY)
STATES = (SCHEDULED, IN_PROGRESS, SUCCESS, EMPTY, PARTIAL, FAILED)
outcomes, words = st.sampled_from((SUCCESS, EMPTY, PARTIAL, FAILED)), st.integers(0, 1)
states, begun = st.sampled_from(STATES), st.sampled_from((SCHEDULED, IN_PROGRESS))
"""Of a run that something is done to, if there is one."""
WORDS = {
    "Waiting": SCHEDULED,
    "Processing": IN_PROGRESS,
    "IN_PROGRESS": IN_PROGRESS,
    "COMPLETED": SUCCESS,
    "PARTIAL_FAILURE": PARTIAL,
    "Failed": FAILED,
    **{status: status for status in STATUSES},
}
"""Words of the published lists of statuses, and what each comes to."""
NOBODYS = '"nobody-had-this"'
STARTED = 1_672_531_200_000
MOST = 3
"""Runs that have not ended, at a time."""
GONE_FLOWS = 2
"""So many flows are deleted."""


def words_for(*statuses: str) -> list[str]:
    """All words for some statuses."""
    return sorted(word for word in WORDS if WORDS[word] in statuses)


ON_DEMAND = "doc help/sources/tutorials/api/on-demand-ingestion.md"
SOURCE_ERRORS, FLOW_ERRORS = (f"doc help/sources/errors/{each}-errors.md" for each in ("sources", "flow-service"))
RETRY = "doc help/sources/tutorials/api/retry-flows"
LISTS = "doc help/dataflows/api/sort-and-filter.md"
REPORTED = ("run.update", "run.status")


def reports() -> Any:
    """The transitions of reports: a status is followed by itself or a later one, and the last by none."""
    for before in (SCHEDULED, IN_PROGRESS):
        for after in STATUSES[STATUSES.index(before) :]:
            yield before, f"report {after}", after, f"spec updateRun; {LISTS}", REPORTED
    yield IN_PROGRESS, "report scheduled", IN_PROGRESS, f"{FLOW_ERRORS} (1422-400)", REPORTED
    for before in STATUSES:
        yield before, "report, stale etag", before, f"{FLOW_ERRORS} (1404-412)", ("run.update",)
        yield before, "report, no etag", before, f"{FLOW_ERRORS} (1403-400)", ("run.update",)
        if before in ENDED:
            yield before, "report after the end", before, f"{FLOW_ERRORS} (1422-400)", REPORTED


def retries() -> Any:
    """The transitions of runs that are tried again, which stay as they are."""
    for status in STATUSES:
        if status != FAILED:
            yield status, "re-trigger in vain", status, f"{SOURCE_ERRORS} (1387-400)", ()
    for status in (SUCCESS, FAILED):
        how = "re-trigger" if status == FAILED else "re-trigger without records"
        yield status, how, status, RETRY, ("run.retrigger",)
        yield status, f"{how}, flow disabled", status, f"{SOURCE_ERRORS} (1388-400)", ()
        yield status, f"{how}, flow gone", status, f"{FLOW_ERRORS} (1430-400)", ("run.orphan",)


TRANSITIONS = tuple(
    Transition(FAMILY, *row)
    for row in (
        (NOTHING, "run a flow", SCHEDULED, f"spec createFlowRun; {ON_DEMAND}", ("run.answer", "run.new")),
        (NOTHING, "run a flow that is disabled", NOTHING, f"{SOURCE_ERRORS} (1380-400)", ("run.flow_state",)),
        (NOTHING, "run a flow that runs by itself", NOTHING, f"{SOURCE_ERRORS} (1386-400)", ()),
        (NOTHING, "run a flow that is gone", NOTHING, f"{FLOW_ERRORS} (1430-400)", ()),
        (NOTHING, "run a flow that never was", NOTHING, f"{FLOW_ERRORS} (1430-400)", ()),
        (NOTHING, "run, window turned round", NOTHING, f"{SOURCE_ERRORS} (1381-400)", ()),
        (NOTHING, "run, no window", NOTHING, f"{SOURCE_ERRORS} (1384-400)", ()),
        *reports(),
        *retries(),
        *((state, "look up", state, "spec retrieveFlowRun", ()) for state in STATUSES),
    )
)


@dataclass
class OnDemand:
    """A flow that may be run."""

    id: str
    frequency: str
    state: str = "enabled"


@dataclass
class MadeRun:
    """A run that was asked for."""

    id: str
    flow: str
    """The symbol of its flow."""
    etags: list[str]
    """All that it ever had; the last is the current one."""
    status: str = SCHEDULED
    metrics: JsonObject = field(default_factory=dict)
    """What was reported last of each part."""

    @property
    def state(self) -> str:
        """Its status, or that it brought nothing."""
        records = self.metrics.get("recordSummary", {}).get("outputRecordCount")
        return EMPTY if self.status == SUCCESS and records == 0 else self.status


class Runs(Machine):
    """Flows that run once or by themselves, and their runs."""

    family = FAMILY
    transitions = TRANSITIONS
    share = 2
    runs = Bundle("runs")

    def __init__(self) -> None:
        super().__init__()
        self.flows_on_demand: dict[str, OnDemand] = {}
        self.runs_made: dict[str, MadeRun] = {}

    @opening(target=runs, begun=st.lists(st.sampled_from(STATES), min_size=3, max_size=4, unique=True))
    @lasting
    def begin_with_runs(self, begun: list[str]) -> Any:
        flow = self.make_flow_on_demand("once")
        made = [self.make_run(flow) for _ in begun]
        for run, state in zip(made, begun, strict=True):
            known = self.runs_made[run]
            if state == IN_PROGRESS:
                self.report(known, state, {"durationSummary": {"startedAtUTC": STARTED}})
            elif state != SCHEDULED:
                self.finish(known, state, 0)
        return multiple(*made)

    @precondition(lambda self: self.unfinished() < MOST)
    @move(target=runs)
    @lasting
    def run_new_flow(self) -> Any:
        return self.make_run(self.make_flow_on_demand("once"))

    @precondition(lambda self: self.ended())
    @move(run=runs, op=st.sampled_from(("enable", "disable")))
    def switch_flow_of_run(self, run: str, op: str) -> None:
        known = self.flows_on_demand[self.runs_made[run].flow]
        if known.state not in ("gone", f"{op}d"):
            reply = self.raw("POST", f"{FLOWS}/{known.id}/action", params={"op": op})
            assert reply.status_code == 200, reply.text
            known.state = f"{op}d"
            self.retry_in_vain(known)

    @precondition(lambda self: self.gone_flows() < GONE_FLOWS)
    @move(run=runs, really=st.sampled_from((True, False, False)))
    def delete_flow_of_run(self, run: str, really: bool) -> None:
        known = self.flows_on_demand[self.runs_made[run].flow]
        if really and known.state != "gone":
            reply = self.raw("DELETE", f"{FLOWS}/{known.id}")
            assert reply.status_code in self.readings.allowed("delete.status", tutorial=204, published=202), reply.text
            known.state = "gone"
            self.retry_in_vain(known)

    @precondition(lambda self: self.ended())
    @move(run=runs, how=st.sampled_from(("never was", "runs by itself", "unfit", "window turned round", "no window")))
    def create_run_in_vain(self, run: str, how: str) -> None:
        unfit = [symbol for symbol, each in self.flows_on_demand.items() if each.state != "enabled"]
        if how == "runs by itself" or (how == "unfit" and unfit):
            self.make_run(unfit[-1] if how == "unfit" else self.make_flow_on_demand("minute"))
        elif how != "unfit":
            self.ask_for_run_in_vain(run, how)

    @move(run=runs, state=begun, status=begun, word=words)
    def begin_run(self, run: str, state: str, status: str, word: int) -> None:
        times = {"startedAtUTC": STARTED + len(self.moves)} if status == IN_PROGRESS else {}
        self.report(self.run_in(run, state), words_for(status)[word], {"durationSummary": times})

    @move(run=runs, state=st.sampled_from((*[IN_PROGRESS] * 5, *STATES)), outcome=outcomes, word=words)
    def end_run(self, run: str, state: str, outcome: str, word: int) -> None:
        self.finish(self.run_in(run, state), outcome, word)

    @move(target=runs, run=runs, outcome=outcomes, word=words)
    @lasting
    def run_to_the_end(self, run: str, outcome: str, word: int) -> Any:
        made = self.make_run(self.runs_made[run].flow)
        if isinstance(made, str):
            self.finish(self.runs_made[made], outcome, word)
        return made

    @move(run=runs, state=states, word=st.sampled_from(STATUSES), nobodys=st.booleans())
    def report_run_unseen(self, run: str, state: str, word: str, nobodys: bool) -> None:
        known = self.run_in(run, state)
        stale = NOBODYS if nobodys or len(known.etags) == 1 else known.etags[-2]
        for etag, status, how in ((stale, 412, "stale etag"), (None, 400, "no etag")):
            reply = self.raw("PUT", self.run_path(known), json=with_status(word), headers={"If-Match": etag})
            if self.may_report(reply):
                refused(reply, status)
                self.run_stays(known, f"report, {how}")

    @move(target=runs, run=runs, state=st.sampled_from((FAILED, SUCCESS, *STATES)))
    @lasting
    def retrigger_run(self, run: str, state: str) -> Any:
        return self.try_again(self.run_in(run, state))

    @move(run=runs, state=states, flow_too=st.booleans())
    def look_up_run(self, run: str, state: str, flow_too: bool) -> None:
        known = self.run_in(run, state)
        self.check_run(known, self.raw("GET", self.run_path(known)))
        self.run_stays(known, "look up")
        if flow_too:
            self.check_last_run(known.flow)
            self.check_runs_of(known.flow)

    def compare(self) -> None:
        super().compare()
        for known in self.runs_made.values():
            self.check_run(known, self.raw("GET", self.run_path(known)))
        for flow in self.flows_on_demand:
            self.check_last_run(flow)
            self.check_runs_of(flow)

    def make_flow_on_demand(self, frequency: str) -> str:
        """The symbol of a new flow."""
        schedule = {"startTime": int(self.api.now()) + A_DAY, "frequency": frequency}
        schedule |= {} if frequency == "once" else {"interval": 15}
        reply = self.raw("POST", FLOWS, json=self.api.flow_body(shared=True) | {"scheduleParams": schedule})
        assert reply.status_code == 201, reply.text
        symbol = self.symbol("flow on demand")
        self.flows_on_demand[symbol] = OnDemand(self.keep(self.api.flows, reply.json()["id"]), frequency)
        return symbol

    def ask_for_run_in_vain(self, run: str, how: str) -> None:
        """Ask for a run of a flow that never was, or for no possible window."""
        turned = WINDOW | {"windowEndTime": WINDOW["windowStartTime"] - 1}
        params = {"window turned round": turned, "no window": {}}.get(how, WINDOW)
        id = NOBODY if how == "never was" else self.flows_on_demand[self.runs_made[run].flow].id
        refused(self.raw("POST", RUNS, json={"flowId": id, "params": params}), 400)
        self.passed(NOTHING, "run a flow that never was" if how == "never was" else f"run, {how}", NOTHING, FAMILY)

    def make_run(self, flow: str) -> Any:
        """The symbol of a new run, or nothing where the flow does not run on demand."""
        symbol, known = self.symbol("run"), self.flows_on_demand[flow]
        reply = self.raw("POST", RUNS, json={"flowId": known.id, "params": WINDOW})
        if why := unfitness(known):
            refused(reply, 400)
            self.passed(NOTHING, f"run a flow that {why}", NOTHING, FAMILY)
            return multiple()
        self.passed(NOTHING, "run a flow", SCHEDULED, FAMILY)
        return self.made_run(symbol, flow, reply, 201)

    def made_run(self, symbol: str, flow: str, reply: requests.Response, status: int) -> str:
        """The symbol of a new run, of whichever documented form the answer is."""
        assert reply.status_code == status, reply.text
        body = reply.json()
        [made] = body.get("items", [body])
        assert made["id"] not in {each.id for each in self.runs_made.values()}
        self.runs_made[symbol] = MadeRun(made["id"], flow, [made["etag"]])
        return symbol

    def try_again(self, known: MadeRun) -> Any:
        """The symbol of a run that repeats another, or nothing where it cannot be repeated."""
        symbol, flow = self.symbol("run"), self.state_of_flow(known)
        reply = self.raw("POST", f"{self.run_path(known)}/action", params={"op": "re-trigger"})
        fits, how = known.state in AGAIN, "re-trigger without records" if known.state == EMPTY else "re-trigger"
        if not fits or flow != "enabled":
            refused(reply, 400)
            self.run_stays(known, f"{how}, flow {flow}" if fits else "re-trigger in vain")
            return multiple()
        self.run_stays(known, how)
        return self.made_run(symbol, known.flow, reply, 200)

    def retry_in_vain(self, flow: OnDemand) -> None:
        """Try to repeat a run of a flow that is not enabled, if one could be repeated else."""
        fit = [each for each in self.runs_made.values() if each.state in AGAIN]
        mine = [each for each in fit if self.flows_on_demand[each.flow] is flow]
        if mine and flow.state != "enabled":
            self.try_again(mine[len(self.moves) % len(mine)])

    def finish(self, known: MadeRun, outcome: str, word: int) -> None:
        """Say in one of the words for it that a run has ended."""
        times = {"startedAtUTC": STARTED, "completedAtUTC": STARTED + len(self.moves)}
        metrics = {"durationSummary": times, "recordSummary": {"outputRecordCount": int(outcome != EMPTY)}}
        self.report(known, words_for(SUCCESS if outcome == EMPTY else outcome)[word], metrics)

    def report(self, known: MadeRun, word: str, metrics: JsonObject) -> None:
        """Say how a run goes: its status never goes back, and what has ended takes no report."""
        body, before, status = with_status(word, **metrics), known.status, WORDS[word]
        reply = self.raw("PUT", self.run_path(known), json=body, headers={"If-Match": known.etags[-1]})
        if not self.may_report(reply):
            return
        late, back = before in ENDED, (before, status) == (IN_PROGRESS, SCHEDULED)
        if late or back:
            refused(reply, 400)
            self.run_stays(known, "report after the end" if late else "report scheduled")
        else:
            assert reply.status_code == 200, reply.text
            known.status, known.metrics = status, known.metrics | metrics
            self.new_etag(known, reply.json()["etag"])
            self.passed(before, f"report {status}", status, FAMILY)

    def may_report(self, reply: requests.Response) -> bool:
        """Whether everybody may say how runs go here; where only providers may, the report is refused."""
        readings = self.readings.of("run.update")
        if readings == (PUBLISHED,):
            refused(reply, 400)
        return PUBLISHED not in readings or reply.status_code != 400

    def new_etag(self, known: MadeRun, etag: str) -> None:
        """A run has an etag that it never had."""
        assert etag not in known.etags
        known.etags.append(etag)

    def run_stays(self, known: MadeRun, move: str) -> None:
        """A run is as it was."""
        self.passed(known.status, move, known.status, FAMILY)

    def check_run(self, known: MadeRun, reply: requests.Response) -> None:
        """A look-up shows what the model knows."""
        assert reply.status_code == 200, reply.text
        [shown] = reply.json()["items"]
        assert (shown["id"], shown["etag"]) == (known.id, known.etags[-1])
        assert shown["flowId"] == self.flows_on_demand[known.flow].id
        assert shown["metrics"]["statusSummary"]["status"] == known.status
        assert {name: shown["metrics"][name] for name in known.metrics} == known.metrics

    def check_last_run(self, flow: str) -> None:
        """A flow says how its newest run goes that has started. Source: spec, lastRunDetails; rule run.last."""
        known = self.flows_on_demand[flow]
        reply = self.raw("GET", f"{FLOWS}/{known.id}")
        if known.state == "gone":
            refused(reply, 404)
            return
        [shown] = reply.json()["items"]
        started = [each for each in self.runs_of(flow) if each.status != SCHEDULED]
        expected = [{"id": each.id, "state": each.status, **each.metrics["durationSummary"]} for each in started]
        assert shown.get("lastRunDetails") == (expected[-1] if expected else None)

    def check_runs_of(self, flow: str) -> None:
        """A list by flow holds the runs of the flow, in the order in which they were asked for."""
        query = {"property": f"flowId=={self.flows_on_demand[flow].id}", "limit": "100"}
        shown = [each["id"] for each in self.raw("GET", RUNS, params=query).json()["items"]]
        assert shown == [each.id for each in self.runs_of(flow)]

    def runs_of(self, flow: str) -> list[MadeRun]:
        """The runs of a flow, the oldest first."""
        return [each for each in self.runs_made.values() if each.flow == flow]

    def unfinished(self) -> int:
        """How many runs have not ended, as long as their flows are there."""
        begun = (each for each in self.runs_made.values() if each.status not in ENDED)
        return sum(self.state_of_flow(each) != "gone" for each in begun)

    def gone_flows(self) -> int:
        """How many flows were deleted."""
        return sum(each.state == "gone" for each in self.flows_on_demand.values())

    def ended(self) -> list[MadeRun]:
        """The runs that have ended."""
        return [each for each in self.runs_made.values() if each.status in ENDED]

    def run_in(self, run: str, state: str) -> MadeRun:
        """The newest run in a state, or if there is none this one."""
        return [self.runs_made[run], *(each for each in self.runs_made.values() if each.state == state)][-1]

    def state_of_flow(self, known: MadeRun) -> str:
        """The state of the flow of a run."""
        return self.flows_on_demand[known.flow].state

    def run_path(self, known: MadeRun) -> str:
        """Where a run is looked up."""
        return f"{RUNS}/{known.id}"


def unfitness(known: OnDemand) -> str:
    """Why a flow does not run on demand; nothing if it does."""
    if known.state != "enabled":
        return f"is {known.state}"
    return "" if known.frequency == "once" else "runs by itself"
