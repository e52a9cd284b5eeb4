"""Flows: what stands on connections, is disabled and enabled, and runs by a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from flowservice_client import ApiError

from ..api import A_DAY
from ..sources import FILE_FLOW
from ..tutorial import REST_FLOW, JsonObject
from .connections import KINDS as BELOW
from .connections import Connections, spec_of
from .entities import (
    BASE,
    CREATIONS,
    DISABLED,
    DRAFT,
    DRAFTS,
    ENABLED,
    ERRORS,
    EVENTS,
    FILES,
    FLOW,
    LISTS,
    NAMES,
    NOBODYS,
    PATCHED,
    SOURCE,
    TARGET,
    Entity,
    chains,
    common,
    numbers,
    states,
)
from .machine import move, opening
from .transitions import GONE, NOTHING, Transition

SPECS = {FILES: FILE_FLOW, EVENTS: REST_FLOW}
SCHEDULES: dict[str, JsonObject] = {
    "every quarter of an hour": {"frequency": "minute", "interval": 15},
    "every fifteen days": {"frequency": "day", "interval": 15},
    "once": {"frequency": "once"},
}
BAD_SCHEDULES: dict[str, JsonObject] = {
    "every five minutes": {"frequency": "minute", "interval": 5},
    "every fortnight": {"frequency": "fortnight", "interval": 15},
}
"""What no reading of the documents allows."""
STATES = (DRAFT, ENABLED, DISABLED)
ACTIONS = {"enable": (DISABLED, ENABLED), "disable": (ENABLED, DISABLED)}
UNFIT = ("", "on a draft", "on what is gone", "to another spec")
"""Why a flow cannot read from a source; nothing if it can."""
ACTED = "doc help/destinations/api/update-destination-dataflows.md"


def table() -> Iterator[Transition]:
    """The transitions of flows, but for those that all entities have."""

    def row(before: str, name: str, after: str, source: str, *rests_on: str) -> Transition:
        return Transition(FLOW, before, name, after, source, rests_on)

    yield row(NOTHING, "create, a draft of a spec without", NOTHING, f"{DRAFTS} (1368-400)")
    yield row(NOTHING, "create, against the rules of schedules", NOTHING, "doc sources-errors; spec, scheduleSpec")
    yield row(NOTHING, "create, in a state", NOTHING, f"{ERRORS} (1410-400)")
    for state, name in ((NOTHING, "create"), (DRAFT, "publish"), (ENABLED, "reconnect"), (DISABLED, "reconnect")):
        yield row(state, f"{name}, on a draft", state, f"{DRAFTS}; inferred", "draft.dependency")
        yield row(state, f"{name}, on what is gone", state, f"{ERRORS} (1439-400)", "reference.unknown")
    for state in STATES:
        yield row(state, "reschedule", state, PATCHED)
        yield row(state, "reconnect", state, "destinations spec, PATCH /sourceConnectionIds")
    for state in (ENABLED, DISABLED):
        yield row(state, "reschedule, against the rules", state, "doc sources-errors; spec, scheduleSpec")
        yield row(state, "reconnect, to another spec", state, "doc update-flow-specs.md", "reference.specs")
    yield row(DRAFT, "reschedule, against the rules", DRAFT, "inferred", "draft.checks")
    for name, (before, after) in ACTIONS.items():
        yield row(before, name, after, ACTED)
        yield row(before, f"{name}, stale etag", before, "spec, If-Match of actions")
        yield row(after, name, after, "no source", "action.repeated")
        yield row(DRAFT, name, DRAFT, f"{ERRORS} (1422-400)", "action.states")
        yield row(GONE, name, GONE, "destinations spec, 404")
    for name in ("reschedule", "reconnect"):
        yield row(GONE, name, GONE, "destinations spec, 404")


TRANSITIONS = (
    *common(FLOW, STATES),
    *table(),
    *(
        Transition(kind, ENABLED, "delete, used by a flow", ENABLED, f"{ERRORS} ({code}-400)", rests_on)
        for kind, code, rests_on in (
            (BASE, 1418, ()),
            (SOURCE, 1447, ("reference.in_use",)),
            (TARGET, 1447, ("reference.in_use",)),
        )
    ),
)


class Flows(Connections):
    """Flows beside the connections that they stand on."""

    family = "flows"
    transitions = TRANSITIONS
    share = 4
    kinds = (*BELOW, FLOW)

    def __init__(self) -> None:
        super().__init__()
        self.start_of_flows = int(self.api.now()) + A_DAY

    @opening(chains=chains, disabled=st.booleans())
    def begin_with_entities(self, chains: list[str], disabled: bool) -> None:
        self.lay(chains)
        if disabled and self.ever(FLOW):
            self.act_on_flow(flow=ENABLED, op="disable")

    @move(kind=st.sampled_from((FLOW, FLOW, *BELOW)), **CREATIONS)
    def create_entity(self, **asked: Any) -> None:
        self.create_next(**asked)

    @precondition(lambda self: self.ever(FLOW))
    @move(flow=states, schedule=st.sampled_from((None, *BAD_SCHEDULES)))
    def create_flow_in_vain(self, flow: str, schedule: str | None) -> None:
        like = self.pick(FLOW, flow)
        known = Entity(FLOW, like.spec, like.on)
        wrong: JsonObject
        if schedule:
            wrong, reason = {"scheduleParams": self.schedule(schedule)}, "against the rules of schedules"
        else:
            wrong, reason = {"state": ENABLED}, "in a state"
        body = self.body(known, "a") | wrong
        self.in_vain(known, f"create, {reason}", lambda: self.api.flows.create(body))

    @precondition(lambda self: self.ever(FLOW))
    @move(flow=states, op=st.sampled_from((*ACTIONS,)))
    def act_on_flow(self, flow: str, op: str) -> None:
        self.act(self.pick(FLOW, flow), op)

    @precondition(lambda self: self.ever(FLOW))
    @move(flow=states, op=st.sampled_from((*ACTIONS,)))
    def act_on_flow_unseen(self, flow: str, op: str) -> None:
        known, etag = self.pick(FLOW, flow), NOBODYS
        if known.state in (GONE, ACTIONS[op][0]):
            etag = [*known.etags[:-1], NOBODYS][0]
            self.in_vain(known, f"{op}, stale etag", lambda: self.api.flows.action(known.id, op, etag=etag), 412)

    @precondition(lambda self: self.ever(FLOW))
    @move(flow=states, schedule=st.sampled_from((*SCHEDULES, *BAD_SCHEDULES)))
    def reschedule_flow(self, flow: str, schedule: str) -> None:
        known, bad = self.pick(FLOW, flow), schedule in BAD_SCHEDULES
        after = {"scheduleParams": self.schedule(schedule)}
        name = "reschedule, against the rules" if bad else "reschedule"
        if known.state == GONE or (bad and known.state != DRAFT):
            self.in_vain(known, name, lambda: self.change(known, after))
        else:
            self.change(known, after)
            known.lacks = {"scheduleParams": self.schedule("once")} if bad else {}
            self.goes(known, name)

    @precondition(lambda self: self.ever(FLOW))
    @move(flow=states, source=numbers, reason=st.sampled_from(("", "on a draft", "on what is gone", "to another spec")))
    def reconnect_flow(self, flow: str, source: int, reason: str) -> None:
        known = self.pick(FLOW, flow)
        fitting = [each for each in self.ever(SOURCE) if self.unfit(known, each) == reason] or self.ever(SOURCE)
        symbol = fitting[source % len(fitting)]
        after, unfit = {"sourceConnectionIds": [self.known[symbol].id]}, self.unfit(known, symbol)
        if known.state == GONE or (unfit and known.state != DRAFT):
            self.in_vain(known, f"reconnect, {unfit}", lambda: self.change(known, after))
        elif self.known[symbol].spec == known.spec:
            self.change(known, after)
            known.on[SOURCE] = symbol
            self.goes(known, "reconnect")

    @precondition(lambda self: self.known)
    @move(kind=st.sampled_from((FLOW, *BELOW)), state=st.sampled_from((None, *STATES)), **LISTS)
    def list_entities(self, **asked: Any) -> None:
        self.compare_list(**asked)

    def check_entity(self, known: Entity, shown: JsonObject) -> None:
        super().check_entity(known, shown)
        if known.kind == FLOW and known.state != DRAFT:
            [source] = shown["inheritedAttributes"]["sourceConnections"]
            base = self.known[self.known[known.on[SOURCE]].on[BASE]]
            assert (source["id"], source["baseConnection"]["id"]) == (known.fields["sourceConnectionIds"][0], base.id)

    def body(self, known: Entity, name: str) -> JsonObject:
        if known.kind != FLOW:
            return super().body(known, name)
        source, target = (self.known[known.on[kind]].id for kind in (SOURCE, TARGET))
        ids = {"sourceConnectionIds": [source], "targetConnectionIds": [target]}
        schedule = [*SCHEDULES][NAMES.index(name)]
        spec = {"flowSpec": spec_of(SPECS[known.spec])}
        return {**self.described(name), **spec, **ids, "scheduleParams": self.schedule(schedule)}

    def schedule(self, name: str) -> JsonObject:
        """The schedule that a move names."""
        return {"startTime": self.start_of_flows, **(SCHEDULES | BAD_SCHEDULES)[name]}

    def unfit(self, known: Entity, source: str) -> str:
        """Why a flow cannot read from a source; nothing if it can."""
        if self.known[source].spec != known.spec:
            return "to another spec"
        return self.unready(Entity(FLOW, on={SOURCE: source}))

    def act(self, known: Entity, op: str) -> None:
        """Enable or disable a flow, or try to."""
        before, after = ACTIONS[op]
        if known.state == before:
            self.seen(known, self.api.flows.action(known.id, op).etag)
            self.goes(known, op, after)
        elif known.state == after:
            self.act_again(known, op)
        else:
            self.in_vain(known, op, lambda: self.api.flows.action(known.id, op))

    def act_again(self, known: Entity, op: str) -> None:
        """Do what is done already: it is taken or refused, as the target reads the rule, and changes nothing."""
        taken = self.readings.allowed("action.repeated", tutorial=True, published=False)
        try:
            etag = self.api.flows.action(known.id, op).etag
        except ApiError as refusal:
            if refusal.status != 400 or False not in taken:
                raise
        else:
            assert True in taken
            if "action.repeated" in self.readings:
                assert etag == known.etags[-1]
            elif etag != known.etags[-1]:
                self.seen(known, etag)
        self.goes(known, op)
