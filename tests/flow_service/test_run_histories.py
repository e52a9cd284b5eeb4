"""Runs in any order of events: a plain model knows what comes of it."""

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mock_flowservice.wire import JsonObject
from tests.bodies import UNKNOWN
from tests.flow_service.given_runs import (
    given_once,
    report,
    retrigger,
    run_flow,
    status_body,
)
from tests.flow_service.in_process import Platform
from tests.flow_service.run_oracle import WORDS, may_follow
from tests.replies import Ref


class RunsMachine(RuleBasedStateMachine):
    """Any order of creating, reporting, trying again, disabling and deleting; a plain model knows what comes of it."""

    flows = Bundle("flows")
    runs = Bundle("runs")

    def __init__(self) -> None:
        super().__init__()
        self.platform = Platform()
        self.model: dict[str, JsonObject] = {}
        self.state: dict[str, str] = {}
        self.old: dict[str, list[str]] = {}
        self.source, self.target = self.platform.given_source().id, self.platform.given_target().id

    @rule(target=flows)
    def new_flow(self) -> str:
        made = given_once(self.platform, source=self.source, target=self.target)
        self.state[made.id] = "enabled"
        return made.id

    @rule(flow=flows, op=st.sampled_from(["enable", "disable"]))
    def switch(self, flow: str, op: str) -> None:
        if flow in self.state:
            assert self.platform.ask("POST", f"/flows/{flow}/action?op={op}").status == 200
            self.state[flow] = f"{op}d"

    @rule(flow=flows)
    def delete_flow(self, flow: str) -> None:
        expected = 204 if self.state.pop(flow, None) else 404
        assert self.platform.delete("flows", flow).status == expected

    @rule(target=runs, flow=flows)
    def new_run(self, flow: str) -> str:
        answer = run_flow(self.platform, flow)
        if self.state.get(flow) == "enabled":
            return self.remember(answer.ref, flow)
        assert answer.refusal == (400, "1380-400" if flow in self.state else "1430-400")
        return ""

    def remember(self, ref: Ref, flow: str) -> str:
        assert ref.id not in self.model
        entity = self.platform.get("runs", ref.id)
        self.model[ref.id] = {
            "flowId": flow,
            "etag": ref.etag,
            "createdAt": entity["createdAt"],
            "status": "scheduled",
            "times": {},
            "output": None,
        }
        self.old[ref.id] = []
        return ref.id

    @rule(run=runs, word=st.sampled_from(sorted(WORDS)), stale=st.booleans(), moment=st.integers(0, 2**40))
    def tell(self, run: str, word: str, stale: bool, moment: int) -> None:
        if not run:
            return
        held, records = self.model[run], moment % 2
        etag = self.old[run][-1] if stale and self.old[run] else held["etag"]
        times = {"startedAtUTC": moment} if WORDS[word] == "inProgress" else {"completedAtUTC": moment}
        body = status_body(word, durationSummary=times, recordSummary={"outputRecordCount": records})
        answer = report(self.platform, Ref(run, etag), body)
        if etag != held["etag"]:
            assert answer.refusal == (412, "1404-412")
        elif not may_follow(held["status"], WORDS[word]):
            assert answer.refusal == (400, "1422-400")
        else:
            assert answer.ref.id == run
            self.old[run].append(etag)
            held |= {"etag": answer.body["etag"], "status": WORDS[word], "times": times, "output": records}

    @rule(target=runs, run=runs)
    def try_again(self, run: str) -> str:
        if not run:
            return ""
        held = self.model[run]
        answer = retrigger(self.platform, run)
        if held["flowId"] not in self.state:
            assert answer.refusal == (400, "1430-400")
        elif not (held["status"] == "failed" or (held["status"] == "success" and held["output"] == 0)):
            assert answer.refusal == (400, "1387-400")
        elif self.state[held["flowId"]] != "enabled":
            assert answer.refusal == (400, "1388-400")
        else:
            return self.remember(answer.ref, held["flowId"])
        return ""

    @invariant()
    def every_run_is_as_the_model_has_it(self) -> None:
        for id, held in self.model.items():
            run = self.platform.get("runs", id)
            assert {name: run[name] for name in ("flowId", "etag", "createdAt")} == {
                name: held[name] for name in ("flowId", "etag", "createdAt")
            }
            assert run["metrics"]["statusSummary"]["status"] == run["state"] == held["status"]
            assert run["etag"] not in self.old[id]

    @invariant()
    def a_list_by_flow_is_the_models(self) -> None:
        for flow in {*self.state, *(held["flowId"] for held in self.model.values()), UNKNOWN}:
            listed = [run["id"] for run in self.platform.all("runs", property=f"flowId=={flow}", limit=2)]
            assert listed == [id for id, held in self.model.items() if held["flowId"] == flow]

    @invariant()
    def a_flow_shows_its_newest_run_that_has_started(self) -> None:
        for flow in self.state:
            started = [
                {"id": id, "state": held["status"], **held["times"]}
                for id, held in self.model.items()
                if held["flowId"] == flow and held["status"] != "scheduled"
            ]
            assert self.platform.get("flows", flow).get("lastRunDetails") == (started[-1] if started else None)


TestRunsMachine = RunsMachine.TestCase
