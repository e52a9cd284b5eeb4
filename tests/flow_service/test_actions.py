"""Actions: what each does in which state, and how it may be asked for."""

from itertools import product
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mock_flowservice.wire import JsonObject
from tests.caller import shared
from tests.flow_service.drafting import KINDS, chain, completed, draft, publish
from tests.flow_service.in_process import Platform
from tests.replies import Answer, Ref

OUTCOMES = {
    ("draft", "publish"): "enabled",
    ("enabled", "disable"): "disabled",
    ("disabled", "enable"): "enabled",
    ("enabled", "enable"): "enabled",
    ("disabled", "disable"): "disabled",
}
"""Where an action leads a flow from a state; all else is refused."""


def act(platform: Platform, id: str, query: str, kind: str = "flows", **what: Any) -> Answer:
    return platform.ask("POST", f"/{kind}/{id}/action?{query}", **what)


def flow_in(platform: Platform, state: str) -> Ref:
    """A flow in a state, complete if it is a draft."""
    if state == "draft":
        refs = chain(platform)
        for kind in KINDS[:-1]:
            publish(platform, kind, refs[kind].id)
        return refs["flows"]
    made = platform.given_flow()
    return act(platform, made.id, "op=disable").ref if state == "disabled" else made


@pytest.mark.parametrize(
    ("state", "op"), list(product(("draft", "enabled", "disabled"), ("publish", "enable", "disable")))
)
def test_an_action_leads_where_the_table_says_or_changes_nothing(platform: Platform, state: str, op: str) -> None:
    made = flow_in(platform, state)
    before = platform.get("flows", made.id)
    answer = act(platform, made.id, f"op={op}")
    after = platform.get("flows", made.id)
    if expected := OUTCOMES.get((state, op)):
        assert (answer.status, after["state"]) == (200, expected)
        assert answer.body == {"id": made.id, "etag": after["etag"]}
        assert (after["etag"] == before["etag"]) == (state == expected)
    else:
        assert answer.refusal == (400, "1422-400")
        assert after == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_published_is_not_published_again(platform: Platform, kind: str) -> None:
    made = platform.given(kind)
    assert act(platform, made.id, "op=publish", kind).refusal == (400, "1422-400")


@pytest.mark.parametrize("op", ["disable", "DISABLE", "Disable"])
def test_the_case_of_an_action_does_not_matter(platform: Platform, op: str) -> None:
    made = platform.given_flow()
    assert act(platform, made.id, f"op={op}").status == 200
    assert platform.get("flows", made.id)["lastOperation"] == {"started": 0, "updated": 0, "operation": "disable"}


@pytest.mark.parametrize("kind", KINDS[:-1])
@pytest.mark.parametrize("op", ["enable", "disable", "re-trigger", "explode"])
def test_connections_can_only_be_published(platform: Platform, kind: str, op: str) -> None:
    assert act(platform, platform.given(kind).id, f"op={op}", kind).refusal == (400, "1398-400")


@pytest.mark.parametrize("kind", ["connections", "flows"])
@pytest.mark.parametrize("query", ["op=FINALIZE", "op=finalize-update&subOp=progress", "op=finalize&subOp=APPLY"])
def test_what_belongs_to_providers_is_refused(platform: Platform, kind: str, query: str) -> None:
    assert act(platform, platform.given(kind).id, query, kind).refusal == (400, "1402-400")


def test_an_action_needs_an_entity_and_an_operation(platform: Platform) -> None:
    made = platform.given_flow()
    assert act(platform, made.id, "").refusal == (400, "1359-400")
    assert act(platform, "nobody", "op=enable").refusal == (404, "1101-404")


def test_an_etag_is_compared_where_one_is_given(platform: Platform) -> None:
    made = platform.given_flow()
    assert act(platform, made.id, "op=disable", headers={"If-Match": '"old"'}).refusal == (412, "1404-412")
    assert platform.get("flows", made.id)["state"] == "enabled"
    assert act(platform, made.id, "op=disable", headers={"If-Match": made.etag}).status == 200


def test_a_body_is_not_needed_and_is_checked_where_it_comes(platform: Platform) -> None:
    made = platform.given_flow()
    answer = act(platform, made.id, "op=disable", data=b"", headers={"Content-Type": "text/plain"})
    assert answer.status == 200
    path = f"/flows/{made.id}/action?op=enable"
    assert platform.ask("POST", path, {"status": {"value": "GREAT"}}).refusal == (400, "1437-400")
    assert platform.ask("POST", path, {"status": "SUCCESS"}).refusal == (400, "1312-400")
    assert platform.ask("POST", path, {"status": {"value": "SUCCESS"}, "percentCompleted": 100}).status == 200


def test_publishing_checks_the_start_time_as_creation_does() -> None:
    platform = Platform(shared(schedule__start="published"))
    refs = chain(platform)
    for kind in KINDS[:-1]:
        publish(platform, kind, refs[kind].id)
    past = {"startTime": 1, "frequency": "once"}
    changed = platform.patch("flows", refs["flows"], {"op": "replace", "path": "/scheduleParams", "value": past})
    assert changed.status == 200
    assert publish(platform, "flows", refs["flows"].id).refusal == (400, "1360-400")


class LifeCycle(RuleBasedStateMachine):
    """Four entities that stand on each other, in every order of drafts, changes, actions and deletions."""

    @initialize()
    def begin(self) -> None:
        self.platform = Platform()
        self.refs: dict[str, Ref] = {}
        self.states: dict[str, str] = {}

    def stands_on(self, kind: str) -> tuple[str, ...]:
        below: dict[str, tuple[str, ...]] = {
            "sourceConnections": ("connections",),
            "flows": ("sourceConnections", "targetConnections"),
        }
        return below.get(kind, ())

    def is_free(self, kind: str) -> bool:
        """Whether nothing that is published and in use stands on an entity."""
        flow = self.states.get("flows") in ("enabled", "disabled")
        return not flow or kind == "flows"

    @precondition(lambda self: len(self.states) < len(KINDS))
    @rule()
    def make_the_next(self) -> None:
        kind = next(each for each in KINDS if each not in self.states)
        if set(self.stands_on(kind)) <= self.states.keys():
            self.refs[kind] = completed(self.platform, kind, self.refs)
            self.states[kind] = "draft"

    @precondition(lambda self: self.states)
    @rule(kind=st.sampled_from(KINDS), op=st.sampled_from(["publish", "enable", "disable"]))
    def do(self, kind: str, op: str) -> None:
        if kind not in self.states:
            return
        answer = act(self.platform, self.refs[kind].id, f"op={op}", kind)
        expected = OUTCOMES.get((self.states[kind], op)) if kind == "flows" or op == "publish" else None
        if op == "publish" and any(self.states.get(each, "draft") == "draft" for each in self.stands_on(kind)):
            expected = None
        if expected is None:
            assert answer.status == 400
        else:
            assert answer.status == 200
            self.refs[kind], self.states[kind] = answer.ref, expected

    @precondition(lambda self: self.states)
    @rule(kind=st.sampled_from(KINDS), name=st.sampled_from(["a", "b"]))
    def rename(self, kind: str, name: str) -> None:
        if kind in self.states and all(each in self.states for each in self.stands_on(kind)):
            step: JsonObject = {"op": "add", "path": "/name", "value": name}
            answer = self.platform.patch(kind, self.refs[kind], step)
            assert answer.status == 200
            self.refs[kind] = answer.ref

    @precondition(lambda self: self.states)
    @rule(kind=st.sampled_from(KINDS))
    def remove(self, kind: str) -> None:
        if kind not in self.states:
            return
        answer = self.platform.delete(kind, self.refs[kind].id)
        assert answer.status == (204 if self.is_free(kind) else 400)
        if answer.status == 204:
            del self.states[kind], self.refs[kind]
            for other in KINDS:  # what names the one that is gone is of no more use to the model
                if kind in self.stands_on(other) and other in self.states:
                    self.platform.delete(other, self.refs[other].id)
                    self.states.pop(other), self.refs.pop(other)
            for other in KINDS:
                if other in self.states and any(each not in self.states for each in self.stands_on(other)):
                    self.platform.delete(other, self.refs[other].id)
                    self.states.pop(other), self.refs.pop(other)

    @invariant()
    def every_entity_is_in_its_state(self) -> None:
        for kind, state in getattr(self, "states", {}).items():
            entity = self.platform.get(kind, self.refs[kind].id)
            assert (entity["state"], entity["etag"]) == (state, self.refs[kind].etag)


TestLifeCycle = LifeCycle.TestCase
TestLifeCycle.settings = settings(stateful_step_count=20, deadline=None)


def test_an_unfinished_flow_is_not_enabled(platform: Platform) -> None:
    made = draft(platform, "flows").ref
    assert act(platform, made.id, "op=enable").refusal == (400, "1422-400")
